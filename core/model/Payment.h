// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/model/Provenance.h"
#include "core/model/SourceViews.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// One message about a payment, as the timeline shows it.
struct PaymentEntry
{
    System source = System::Otto;
    std::string name;
    Provenance from;
    CompactMessageId causationId;
    /// 0 when the message has none.
    std::uint32_t version = 0;
    /// What it said, in a few words: "DEBIT_PENDING", "RESERVED 125.50 USD".
    std::string detail;

    friend bool operator==(const PaymentEntry&, const PaymentEntry&) = default;
};

/// A posting in the core, known by its fact or by an answer.
struct Posting
{
    std::string trnRcptId;
    std::string eftTrnId;
    Open<DrCr> drCr;
    Money amount;
    /// HARD_POSTED once anybody said so: a posting never goes back to memo.
    std::optional<Open<PostingState>> state;
    std::optional<std::string> reverses;
    /// DEBIT, CREDIT, FEE ...; empty when known by an answer only.
    std::string purpose;
    /// It vanishes at the end of the day and never posts (domain.md 4.2).
    bool memoPostOnly = false;
    AssertionKey key;
    Provenance from;
    /// From GetTrn; a reversal gives it back to the core (domain.md 4.2). The greatest one told.
    std::optional<std::string> actIntentKey = std::nullopt;

    friend bool operator==(const Posting&, const Posting&) = default;
};

inline constexpr std::string_view kFeePurpose = "FEE";

/// A posting beside the payment's own, as large as the fee: it says nothing of whether the payment
/// was debited, of how much, or of what was given back.
[[nodiscard]] inline bool isFee(const Posting& posting)
{
    return posting.purpose == kFeePurpose;
}
[[nodiscard]] inline bool isFee(const TrnAdded& posting)
{
    return posting.purpose == kFeePurpose;
}

/// One reservation in one limit window.
struct LimitSlot
{
    std::string reservationId;
    std::string limitId;
    Open<LimitAction> action;
    Money amount;
    /// The greatest key's among those that name one.
    std::optional<Money> cap;
    /// Whether Limits ever said RESERVED, or holds the reservation in its books; and CONSUMED.
    bool wasReserved = false;
    bool wasConsumed = false;
    AssertionKey capKey = {};
    AssertionKey key;
    Provenance from;

    [[nodiscard]] bool isGivenBack() const
    {
        return action.is(LimitAction::Released) || action.is(LimitAction::Restored);
    }

    friend bool operator==(const LimitSlot&, const LimitSlot&) = default;
};

/// How much of one limit window was used when Limits last spoke of it to this payment; by time, as
/// other payments move it too.
struct LimitUse
{
    std::string limitId;
    std::string window;
    Money used;
    Money cap;
    AssertionKey key;
    Provenance from;

    friend bool operator==(const LimitUse&, const LimitUse&) = default;
};

/// What the network itself said when it was asked (GetNetworkStatus).
struct NetworkAnswer
{
    Open<NetworkStatus> status;
    std::optional<Reason> reason;

    friend bool operator==(const NetworkAnswer&, const NetworkAnswer&) = default;
};

/// What the rail's gateway said about the payment's participant when it was asked
/// (GetParticipantStatus).
struct ParticipantAnswer
{
    /// Empty when the answer names none: then it is the payment's.
    std::string participant;
    Open<ParticipantStatus> status;

    friend bool operator==(const ParticipantAnswer&, const ParticipantAnswer&) = default;
};

struct FailureAssertion
{
    std::string stage;
    std::optional<Open<DebitState>> debitState;
    std::string reservationId;
    std::optional<Reason> reason;

    friend bool operator==(const FailureAssertion&, const FailureAssertion&) = default;
};

/// What one system said about its status when it was asked and did not say since when: each answer
/// is dated by when it was true. A repeat of what is known already keeps the time it is known for,
/// whichever came first.
struct UndatedStatuses
{
    System source = System::Otto;
    /// The greatest of the others: facts, and answers that say since when.
    Latest<StatusAssertion> dated;
    /// Sorted by key.
    std::vector<Latest<StatusAssertion>> undated;

    [[nodiscard]] Latest<StatusAssertion> effective() const;

    friend bool operator==(const UndatedStatuses&, const UndatedStatuses&) = default;
};

struct TrnSearch
{
    Open<AnswerResult> result;
    bool conclusive = false;

    friend bool operator==(const TrnSearch&, const TrnSearch&) = default;
};

/// Otto's view of one payment, built only from facts and answers. Applying the same set of messages
/// in any order, with any repetition, gives the same payment (arrival times aside).
/// A plain value, touched by the engine's thread only.
struct Payment
{
    PaymentId id;
    /// The first by time and id, from whichever system added it.
    std::optional<PaymentAdded> added;
    Provenance addedFrom;
    System addedBy = System::Cpr;
    SourceViews sources;
    std::vector<Posting> postings;
    std::vector<LimitSlot> limits;
    /// Sorted by limit and window.
    std::vector<LimitUse> limitUse;
    Seldom<FailureAssertion> failure;
    Seldom<PaymentReconciled> recon;
    Seldom<TrnSearch> trnSearch;
    /// Dated by the network's time.
    Seldom<NetworkAnswer> network;
    Seldom<ParticipantAnswer> participant;
    /// The network's reference, as the owner or the gateway states it.
    Seldom<std::string> networkReference;
    /// What ResolveReconBreak names; told by GetReconItem only.
    Seldom<std::string> reconBreakId;
    /// By arrival; the timeline sorts by time.
    std::vector<PaymentEntry> entries;
    /// Only of systems that gave such an answer.
    std::vector<UndatedStatuses> undatedStatuses;

    [[nodiscard]] const SourceView& source(System system) const
    {
        return sources[static_cast<std::size_t>(system)];
    }
    /// True when a message of that source and id was applied already.
    [[nodiscard]] bool has(System source, const CompactMessageId& messageId) const;
    /// The earliest message about it by time and id; null when there is none.
    [[nodiscard]] const PaymentEntry* firstEntry() const;
    [[nodiscard]] bool hasFacts() const { return added.has_value() || !entries.empty(); }

    /// Applies a fact. False when it is a duplicate (same source and id): nothing changes.
    bool applyFact(const Message& message, const Provenance& from);
    /// Applies an answer to a question about this payment; its content is dated by `asOf`.
    bool applyAnswer(const Message& message, const Provenance& from);

    /// The merged status: of each source its latest, of those the latest by time; a MATCHED recon
    /// after SETTLED makes RECONCILED. Unset before the first assertion.
    struct Merged
    {
        bool isSet = false;
        Open<PaymentStatus> status;
        Instant since;
        System by = System::Cpr;
        Provenance from;
    };
    [[nodiscard]] Merged merged() const;
    /// Earliest time at which any source asserted a status that implies a debit; unset when none
    /// did.
    [[nodiscard]] std::optional<VersionSeen> firstDebitedAssertion() const;
    /// A debit that is not reversed and no fee, or null.
    [[nodiscard]] const Posting* liveDebit() const;
    /// Some posting reverses this one.
    [[nodiscard]] bool isReversed(const Posting& posting) const;
    /// A fee, or what gives one back.
    [[nodiscard]] bool isAboutFee(const Posting& posting) const;
    [[nodiscard]] std::optional<Money> amount() const;
    [[nodiscard]] std::optional<Rail> rail() const;
    /// The system that owns the status: PaymentRepo.Zelle for ZELLE once it has spoken, else CPR
    /// (domain.md 9 leaves this open; this is our reading).
    [[nodiscard]] System owner() const;

private:
    void applyBody(const PaymentAdded& body, System source, const AssertionKey& key,
                   const Provenance& from);
    void applyBody(const PaymentStatusChanged& body, System source, const AssertionKey& key,
                   const Provenance& from);
    void applyBody(const PaymentFailed& body, System source, const AssertionKey& key,
                   const Provenance& from);
    void applyBody(const LimitsUpdated& body, System source, const AssertionKey& key,
                   const Provenance& from);
    void applyBody(const PaymentReconciled& body, System source, const AssertionKey& key,
                   const Provenance& from);
    void applyBody(const TrnAdded& body, System source, const AssertionKey& key,
                   const Provenance& from);
    void offerStatus(System source, const AssertionKey& key, StatusAssertion assertion,
                     const Provenance& from);
    void offerUndatedStatus(System source, const AssertionKey& key, StatusAssertion assertion,
                            const Provenance& from);
    void offerPosting(Posting posting);
    void offerLimit(LimitSlot slot);
    void offerLimitUse(const LimitWindow& window, const AssertionKey& key, const Provenance& from);
    void addEntry(const Message& message, const Provenance& from);

    /// Fills m_seen from the entries.
    void rememberEntries();

    /// Digests of the sources and ids of all entries, sorted: has() must stay cheap for a payment
    /// that a looping source never stops speaking about. Empty while there are few.
    std::vector<std::uint64_t> m_seen;

    friend class PackedPayment;

    friend bool operator==(const Payment&, const Payment&) = default;
};

/// What a message says, in a few words, for timelines and answers.
std::string describeBody(const Body& body);
/// `125.50 USD`.
std::string moneyText(const Money& money);
/// The first amount and status a body carries, for the stream; empty when none.
std::string bodyAmount(const Body& body);
std::string bodyStatus(const Body& body);

}  // namespace otto
