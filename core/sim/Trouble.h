// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/contract/Vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>

namespace otto {

/// What can go wrong in a scenario. Each kind has exactly one symptom on the bus.
enum class TroubleKind : std::uint8_t {
    TrnFactLost,           ///< the core posted, TrnAdded is never published
    TrnNeverPosted,        ///< the debit order got lost before the core: nothing is posted
    TrnLate,               ///< the core posted in time, TrnAdded is published `delay` later
    StuckStatus,           ///< the owner stays in `status`
    LimitsNotRestored,     ///< a failed payment's limit is not given back in one or all windows
    AmountMismatch,        ///< one system states an amount a little off
    Duplicates,            ///< a fact is published twice, same id and bytes
    Reordered,             ///< a status fact is published after the next one
    MissingFacts,          ///< a status fact is not published: a hole in entityversion and sequence
    LateAnswers,           ///< an answer is published `delay` later
    MissingAnswers,        ///< a question is never answered
    DuplicateAnswers,      ///< a question is answered twice, with two message ids
    SilentSource,          ///< a system stands still: no facts, no heartbeats, no answers
    Garbage,               ///< a record that does not decode
    HostileText,           ///< HTML and bidirectional characters in names
    NetworkStatusMissing,  ///< the network lost the message: nothing comes after SENT
    LimitsDrift,           ///< Limits reports another `used` than its own deltas give
    DuplicatePayment,      ///< the same order is added once more under another id
    DuplicatePosting,      ///< the core posts the debit twice
    SettledWithoutPosting,  ///< the owner goes on although nothing was posted
    CreditMissing,          ///< a debit that is to be given back is not
    Reversed,               ///< the owner cannot send and reverses
    MemoPostDropped,        ///< a memo post vanishes at the end of day
    AddedLate,              ///< PaymentAdded is published `delay` late, or never
    OrphanAnswers,          ///< answers that nobody asked for
    ReconBreak,             ///< Recon does not see the core's side
    ReturnedAfterSettled,   ///< the money comes back after SETTLED
    ParticipantFailures,    ///< the network rejects whatever goes to one participant
    VelocitySpike,          ///< one customer pays unusually often
    NoEffect,               ///< a command is answered and nothing happens, or not even answered
};
template <>
struct WireNames<TroubleKind>
{
    static constexpr std::array<std::string_view, 30> names{"trn-fact-lost",
                                                            "trn-never-posted",
                                                            "trn-late",
                                                            "stuck-status",
                                                            "limits-not-restored",
                                                            "amount-mismatch",
                                                            "duplicates",
                                                            "reordered",
                                                            "missing-facts",
                                                            "late-answers",
                                                            "missing-answers",
                                                            "duplicate-answers",
                                                            "silent-source",
                                                            "garbage",
                                                            "hostile-text",
                                                            "network-status-missing",
                                                            "limits-drift",
                                                            "duplicate-payment",
                                                            "duplicate-posting",
                                                            "settled-without-posting",
                                                            "credit-missing",
                                                            "reversed",
                                                            "memo-post-dropped",
                                                            "added-late",
                                                            "orphan-answers",
                                                            "recon-break",
                                                            "returned-after-settled",
                                                            "participant-failures",
                                                            "velocity-spike",
                                                            "fixer-without-effect"};
};

/// One entry of a scenario's `troubles`. Which members a kind uses is in
/// resources/scenarios/README.md and checked by the reader.
struct Trouble
{
    TroubleKind kind = TroubleKind::TrnFactLost;
    /// Active in [from, to) since the start of the run, again in every period when `every` is
    /// given.
    Duration from{0};
    std::optional<Duration> to;
    std::optional<Duration> every;
    /// Of what it can hit: payments, facts or questions.
    std::uint32_t perMille = 0;
    /// Only facts, amounts or answers of this system.
    std::optional<System> system;
    /// When the trouble passes by itself (late facts, healing); absent: never.
    std::optional<Duration> delay;
    /// StuckStatus: where.
    PaymentStatus status = PaymentStatus::Sent;
    /// StuckStatus: the network is already further, so that a resync helps.
    bool networkMoved = true;
    /// TrnFactLost, TrnLate: the owner has the core's direct reply, only the fact is missing.
    bool replyKept = false;
    /// LimitsNotRestored: only the second window is left.
    bool oneWindow = false;
    /// Garbage, OrphanAnswers: one record each.
    Duration interval{1000};
    /// StuckStatus: the payments it hits are over this amount.
    std::optional<Money> amount;
    /// ParticipantFailures: whom the payments it hits go to.
    std::string participant;
    /// NoEffect: not even an outcome comes.
    bool withoutOutcome = false;
    /// LimitsDrift: `used` is above the cap, instead of a little off.
    bool overCap = false;
    /// ReturnedAfterSettled: the credit comes so much later than usual.
    Duration creditDelay{0};

    /// True while the trouble is active at `sinceStart`. A window that begins with the run also
    /// covers what is older (a restarted system reads such payments).
    [[nodiscard]] bool isActive(Duration sinceStart) const;
    /// True for kinds of which a payment has at most one.
    [[nodiscard]] bool isPaymentTrouble() const;

    friend bool operator==(const Trouble&, const Trouble&) = default;
};

}  // namespace otto
