// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/LimitTally.h"
#include "core/sim/PaymentBook.h"
#include "core/sim/SourceSystem.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace otto {

/// PaymentRepo.Limits: reserves in both windows when an outbound payment is added, consumes when it
/// settles, and gives back when it fails (the published example of an integration event: Zelle sets
/// a payment to failed, Limits updates limits). Answers GetLimits, obeys RestoreLimits.
///
/// `delta` is always the amount that the action is about, never negative; the action says which
/// way.
///
/// Rebuilt after a restart from: PaymentAdded, status facts, PaymentFailed and its own
/// LimitsUpdated, whose `used` gives the tallies back.
class Limits final : public SourceSystem
{
public:
    explicit Limits(const SimSetting& setting);

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
    using Cause = std::pair<MessageId, Instant>;

    struct Reservation
    {
        bool added = false;
        bool finished = false;
        Rail rail = Rail::Zelle;
        Money amount;
        std::string customer;
        Instant addedAt;
        MessageId addedBy;
        std::string traceId;
        std::uint32_t version = 0;
        Date day;
        /// Per LimitSpan; nothing before the reservation.
        std::array<std::optional<LimitAction>, kLimitSpans.size()> windows;
        std::optional<Cause> settled;
        std::optional<Cause> failed;

        [[nodiscard]] std::optional<LimitAction> in(LimitSpan span) const
        {
            return windows[static_cast<std::size_t>(span)];
        }
        [[nodiscard]] bool isHeldIn(LimitSpan span) const
        {
            return in(span) == LimitAction::Reserved || in(span) == LimitAction::Consumed;
        }
    };

    using Spans = std::vector<LimitSpan>;

    void takeAdded(const Message& message, Reservation& reservation) const;
    void takeOwn(const Message& message, Reservation& reservation);
    void schedule(Instant due, const PaymentId& id, LimitAction action, Spans spans, Cause cause);
    void scheduleGiveBack(Instant now, const PaymentId& id, const Reservation& reservation);
    /// Does what is still to do of `action` in `spans` and publishes it.
    void change(Instant now, Instant publishAt, const PaymentId& id, LimitAction action,
                const Spans& spans, const MessageId& cause, SourceOutbox& out);
    void drift(Instant now, const PaymentId& id, const Reservation& reservation,
               LimitsUpdated& body);
    [[nodiscard]] CommandVerdict judgeRestore(const PaymentId& id, const Reservation& reservation,
                                              const RestoreLimits& command);

    PaymentBook<Reservation> m_book;
    LimitTally m_tally;
    /// Own facts read while restoring, by sequence.
    std::vector<std::pair<std::uint64_t, LimitsUpdated>> m_restored;
};

/// The reservation's id follows from the payment's.
std::string reservationIdOf(const PaymentId& id);

}  // namespace otto
