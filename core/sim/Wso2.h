// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/PaymentBook.h"
#include "core/sim/PaymentStream.h"
#include "core/sim/SourceSystem.h"

#include <string>
#include <vector>

namespace otto {

/// WSO2 with the core's TrnAdd behind it. Takes an owner's DEBIT_PENDING as the order to debit and
/// posts a memo, once per eftTrnId however often the order comes; gives the debit back when a
/// payment failed after it; adds the inbound payments by itself and credits them. At the end of
/// day, where the scenario has one, memo posts become hard posts. Answers GetTrn by searching: a
/// search never posts. Obeys PostTransaction and ReverseTransaction.
///
/// Rebuilt after a restart from: PaymentAdded, status facts, PaymentFailed and its own TrnAdded.
/// What the core posted without a fact is worked out again from the orders.
class Wso2 final : public SourceSystem
{
public:
    explicit Wso2(const SimSetting& setting);

protected:
    bool readsFact(System publisher, std::string_view name) const override;
    bool publishesFact(std::string_view name) const override;
    bool obeys(std::string_view name) const override;
    std::optional<PaymentId> absorb(const Message& message) override;
    void advance(Instant now, const PaymentId& id, SourceOutbox& out) override;
    void advanceAll(Instant now, SourceOutbox& out) override;
    Body answerTo(Instant now, const Message& question) override;
    CommandVerdict judge(Instant now, const Body& command) override;
    void sweep(Instant now) override { m_book.sweep(now); }

private:
    enum class Purpose { Debit, Credit, Reversal, SecondDebit };

    struct Posting
    {
        TrnAdded body;
        Instant at;
        /// A memo post that vanished at the end of day.
        bool dropped = false;
    };

    struct CorePayment
    {
        bool added = false;
        bool inbound = false;
        bool finished = false;
        Rail rail = Rail::Zelle;
        Money amount;
        std::optional<AccountRef> account;
        Instant addedAt;
        MessageId addedBy;
        std::string traceId;
        std::uint32_t version = 0;
        /// The debit order and when it came.
        std::optional<std::pair<MessageId, Instant>> order;
        /// The failure, cancellation, reversal or return after which the debit is to be given back.
        std::optional<std::pair<MessageId, Instant>> failure;
        /// It came back from the network, not only from the owner.
        bool returned = false;
        /// No debit any more: the payment ended before the core came to it.
        bool stopped = false;
        std::vector<Posting> postings;

        [[nodiscard]] const Posting* posting(std::string_view purpose) const;
        /// Debits (credits of what comes in) that no other posting gave back and that were not
        /// dropped.
        [[nodiscard]] std::vector<const Posting*> live() const;
        [[nodiscard]] bool isReversed(const std::string& receipt) const;
    };

    void arrive(Instant now, SourceOutbox& out);
    void takeOwnPosting(const Message& message, CorePayment& payment) const;
    [[nodiscard]] Instant dueAt(const PaymentId& id, Instant orderedAt, Purpose purpose) const;
    std::optional<PaymentId> absorbStatus(const PaymentStatusChanged& changed,
                                          const Envelope& envelope);
    /// Enters the credit that is owed, when the trouble allows it.
    void scheduleReversal(Instant now, const PaymentId& id, const CorePayment& payment);
    void publishPosting(Instant now, Instant due, const PaymentId& id, CorePayment& payment,
                        TrnAdded body, const MessageId& cause, SourceOutbox& out);
    /// Hard posts what was memo posted, and drops what was only that.
    void endDay(Instant now, SourceOutbox& out);
    void hardPost(Instant now, const PaymentId& id, const std::string& receipt, SourceOutbox& out);
    CommandVerdict judgePost(Instant now, const PostTransaction& command, CorePayment& payment);
    CommandVerdict judgeReversal(Instant now, const ReverseTransaction& command,
                                 CorePayment& payment);
    [[nodiscard]] TrnAdded orderedPosting(const PostTransaction& command,
                                          const CorePayment& payment, Instant at) const;
    [[nodiscard]] TrnAdded reversalOf(const TrnAdded& posting, const CorePayment& payment,
                                      Instant at) const;
    [[nodiscard]] const Trouble* troubleOf(const PaymentId& id, const CorePayment& payment) const;
    void schedule(Instant now, const PaymentId& id, Instant orderedAt, Purpose purpose);
    void post(Instant now, const PaymentId& id, Purpose purpose, SourceOutbox& out);
    [[nodiscard]] TrnAdded postingOf(const PaymentId& id, const CorePayment& payment,
                                     Purpose purpose, Instant at) const;
    [[nodiscard]] std::vector<FoundTransaction> search(const PaymentId* id, const TrnMatch& match);
    [[nodiscard]] bool mayStillPost(Instant now, const CorePayment& payment) const;

    PaymentBook<CorePayment> m_book;
    PaymentStream m_stream;
};

/// The core's guard against a change between asking and reversing.
std::string actIntentKeyOf(const std::string& receipt);

}  // namespace otto
