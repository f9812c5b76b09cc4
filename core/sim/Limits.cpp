// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Limits.h"

#include "core/sim/Conversation.h"
#include "core/sim/Dice.h"
#include "core/sim/Lifecycle.h"

#include <algorithm>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kReactTime = 0x7001;
constexpr std::uint64_t kReservation = 0x7011;

/// What was used is free again.
bool freesLimit(PaymentStatus status)
{
    return isFailedEnd(status) || status == PaymentStatus::Reversed
           || status == PaymentStatus::Returned;
}

bool isPossible(std::optional<LimitAction> from, LimitAction action)
{
    switch (action) {
    case LimitAction::Reserved: return !from;
    case LimitAction::Consumed:
    case LimitAction::Released: return from == LimitAction::Reserved;
    case LimitAction::Restored:
        return from == LimitAction::Reserved || from == LimitAction::Consumed;
    }
    return false;
}

std::optional<LimitSpan> spanOf(std::string_view limitId, Rail rail)
{
    for (const LimitSpan span : kLimitSpans) {
        if (limitIdOf(rail, span) == limitId) {
            return span;
        }
    }
    return std::nullopt;
}

}  // namespace

std::string reservationIdOf(const PaymentId& id)
{
    return "LR-"
           + std::to_string(1'000'000'000ULL
                            + Dice(id.value).below(9'000'000'000ULL, kReservation));
}

Limits::Limits(const SimSetting& setting)
    : SourceSystem(System::Limits, setting),
      m_book(scenario().forgetAfter, scenario().abandonAfter),
      m_tally(scenario())
{}

bool Limits::readsFact(System publisher, std::string_view name) const
{
    const bool isOwner = publisher == System::Cpr || publisher == System::Zelle;
    return isOwner
           && (name == PaymentAdded::kName || name == PaymentStatusChanged::kName
               || name == PaymentFailed::kName);
}

bool Limits::publishesFact(std::string_view name) const
{
    return name == LimitsUpdated::kName;
}

bool Limits::obeys(std::string_view name) const
{
    return name == GetLimitsRq::kName || name == RestoreLimits::kName;
}

void Limits::takeAdded(const Message& message, Reservation& reservation) const
{
    const PaymentAdded& added = std::get<PaymentAdded>(message.body);
    reservation.added = true;
    reservation.rail = added.rail.known();
    reservation.amount = added.amount;
    reservation.customer =
        added.debtorAccount && added.debtorAccount->hash ? *added.debtorAccount->hash : "unknown";
    reservation.addedAt = message.envelope.time;
    reservation.addedBy = message.envelope.id;
    reservation.traceId = traceIdOf(message.envelope.traceparent, added.paymentId);
    reservation.day = Date::of(message.envelope.time);
}

void Limits::takeOwn(const Message& message, Reservation& reservation)
{
    const LimitsUpdated& updated = std::get<LimitsUpdated>(message.body);
    const std::uint32_t version = message.envelope.entityVersion.value_or(0);
    if (version <= reservation.version || !updated.action.isKnown()) {
        return;
    }
    reservation.version = version;
    m_restored.emplace_back(message.envelope.sequence.value_or(0), updated);
    for (const LimitWindow& window : updated.limits) {
        for (const LimitSpan span : kLimitSpans) {
            const std::string_view suffix = span == LimitSpan::Daily ? "-OUT-DAILY" : "-OUT-30D";
            if (window.limitId.ends_with(suffix)) {
                reservation.windows[static_cast<std::size_t>(span)] = updated.action.known();
            }
        }
    }
}

std::optional<PaymentId> Limits::absorb(const Message& message)
{
    const Envelope& envelope = message.envelope;
    if (const auto* added = std::get_if<PaymentAdded>(&message.body)) {
        Reservation& reservation = m_book.touch(added->paymentId, envelope.time);
        if (reservation.added || !added->rail.isKnown()
            || !added->direction.is(Direction::Outbound)) {
            return std::nullopt;
        }
        takeAdded(message, reservation);
        return added->paymentId;
    }
    if (std::holds_alternative<LimitsUpdated>(message.body)) {
        takeOwn(message, m_book.touch(PaymentId(envelope.subject), envelope.time));
        return std::nullopt;
    }
    std::optional<PaymentStatus> status;
    if (const auto* changed = std::get_if<PaymentStatusChanged>(&message.body)) {
        status = changed->status.isKnown() ? std::optional(changed->status.known()) : std::nullopt;
    } else if (std::holds_alternative<PaymentFailed>(message.body)) {
        status = PaymentStatus::Failed;
    }
    if (!status || (*status != PaymentStatus::Settled && !freesLimit(*status))) {
        return std::nullopt;
    }
    Reservation& reservation = m_book.touch(PaymentId(envelope.subject), envelope.time);
    std::optional<Cause>& cause = freesLimit(*status) ? reservation.failed : reservation.settled;
    if (cause) {
        return std::nullopt;
    }
    cause = {envelope.id, envelope.time};
    return PaymentId(envelope.subject);
}

void Limits::advanceAll(Instant now, SourceOutbox& out)
{
    std::sort(m_restored.begin(), m_restored.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [sequence, updated] : m_restored) {
        const Reservation& reservation = *m_book.find(updated.paymentId);
        for (const LimitWindow& window : updated.limits) {
            m_tally.restore(reservation.customer, reservation.rail, window);
        }
    }
    m_restored = {};
    for (const PaymentId& id : m_book.ids()) {
        advance(now, id, out);
    }
}

void Limits::advance(Instant now, const PaymentId& id, SourceOutbox&)
{
    Reservation* found = m_book.find(id);
    if (found == nullptr || !found->added) {
        return;
    }
    Reservation& reservation = *found;
    const auto after = [&](Instant from, LimitAction action) {
        const auto purpose = kReactTime + static_cast<std::uint64_t>(action);
        return std::max(now, from + Dice(id.value).draw(pace().react, purpose));
    };
    const Spans all(kLimitSpans.begin(), kLimitSpans.end());
    if (!reservation.in(LimitSpan::Daily) && !reservation.in(LimitSpan::Rolling30Days)) {
        reservation.finished = reservation.failed.has_value();
        if (!reservation.failed) {
            schedule(after(reservation.addedAt, LimitAction::Reserved), id, LimitAction::Reserved,
                     all, {reservation.addedBy, reservation.addedAt});
        }
        return;
    }
    if (reservation.failed) {
        scheduleGiveBack(now, id, reservation);
    } else if (reservation.settled) {
        schedule(after(reservation.settled->second, LimitAction::Consumed), id,
                 LimitAction::Consumed, all, *reservation.settled);
    }
}

void Limits::scheduleGiveBack(Instant now, const PaymentId& id, const Reservation& reservation)
{
    const Cause& failed = *reservation.failed;
    const Instant due =
        std::max(now, failed.second + Dice(id.value).draw(pace().react, kReactTime + 8));
    const LimitAction action = reservation.settled ? LimitAction::Restored : LimitAction::Released;
    const Trouble* trouble = destiny().limitsTroubleOf(id, failed.second);
    const Spans all(kLimitSpans.begin(), kLimitSpans.end());
    if (trouble == nullptr) {
        schedule(due, id, action, all, failed);
        return;
    }
    if (trouble->oneWindow) {
        schedule(due, id, action, {LimitSpan::Daily}, failed);
    }
    if (trouble->delay) {
        schedule(std::max(now, failed.second + *trouble->delay), id, LimitAction::Restored, all,
                 failed);
    }
}

void Limits::schedule(Instant due, const PaymentId& id, LimitAction action, Spans spans,
                      Cause cause)
{
    enter(due,
          [this, id, action, spans = std::move(spans), cause = std::move(cause.first)](
              Instant now, SourceOutbox& out) { change(now, now, id, action, spans, cause, out); });
}

void Limits::change(Instant now, Instant publishAt, const PaymentId& id, LimitAction action,
                    const Spans& spans, const MessageId& cause, SourceOutbox& out)
{
    Reservation& reservation = m_book.touch(id, now);
    if (!reservation.added || (action == LimitAction::Reserved && reservation.failed)) {
        return;
    }
    LimitsUpdated body;
    body.paymentId = id;
    body.reservationId = reservationIdOf(id);
    body.action = action;
    body.delta = reservation.amount;
    const bool givesBack = action == LimitAction::Released || action == LimitAction::Restored;
    for (const LimitSpan span : spans) {
        std::optional<LimitAction>& state = reservation.windows[static_cast<std::size_t>(span)];
        if (!isPossible(state, action)) {
            continue;
        }
        state = action;
        const std::int64_t minor = action == LimitAction::Reserved ? reservation.amount.minor
                                   : givesBack                     ? -reservation.amount.minor
                                                                   : 0;
        m_tally.add(reservation.customer, reservation.rail, span, reservation.day, minor);
        body.limits.push_back(m_tally.window(reservation.customer, reservation.rail, span,
                                             reservation.day, reservation.amount.currency));
    }
    if (body.limits.empty()) {
        return;
    }
    if (action == LimitAction::Consumed) {
        drift(now, id, reservation, body);
    }
    const bool isHeld =
        reservation.isHeldIn(LimitSpan::Daily) || reservation.isHeldIn(LimitSpan::Rolling30Days);
    reservation.finished = action == LimitAction::Consumed || (givesBack && !isHeld);
    publish(
        publishAt,
        writer().fact(now, id, ++reservation.version, cause, reservation.traceId, std::move(body)),
        out);
    advance(now, id, out);
}

/// Reports another `used` than the deltas give, and the right one when it notices.
void Limits::drift(Instant now, const PaymentId& id, const Reservation& reservation,
                   LimitsUpdated& body)
{
    const Trouble* trouble = destiny().troubleOf(id, reservation.rail, reservation.addedAt);
    if (trouble == nullptr || trouble->kind != TroubleKind::LimitsDrift) {
        return;
    }
    const LimitsUpdated right = body;
    for (LimitWindow& window : body.limits) {
        window.used.minor = trouble->overCap ? window.cap.minor + reservation.amount.minor
                                             : window.used.minor + reservation.amount.minor;
    }
    if (!trouble->delay) {
        return;
    }
    enter(now + *trouble->delay, [this, id, right](Instant at, SourceOutbox& out) {
        Reservation& corrected = m_book.touch(id, at);
        LimitsUpdated repeated = right;
        for (LimitWindow& window : repeated.limits) {
            // Other payments have used of it since.
            if (const auto span = spanOf(window.limitId, corrected.rail)) {
                window = m_tally.window(corrected.customer, corrected.rail, *span, corrected.day,
                                        corrected.amount.currency);
            }
        }
        publish(at,
                writer().fact(at, id, ++corrected.version, std::nullopt, corrected.traceId,
                              std::move(repeated)),
                out);
    });
}

Body Limits::answerTo(Instant now, const Message& question)
{
    const GetLimitsRq& asked = std::get<GetLimitsRq>(question.body);
    GetLimitsRs body;
    const Reservation* reservation =
        asked.head.paymentId ? m_book.find(*asked.head.paymentId) : nullptr;
    if (reservation == nullptr || !reservation->added) {
        body.head.result = AnswerResult::NotFound;
        body.head.inconclusiveReason = "UNKNOWN_OR_OLDER_THAN_RETENTION";
        return body;
    }
    const bool isReserved = reservation->version > 0;
    body.head.result = isReserved ? AnswerResult::Found : AnswerResult::NotFound;
    body.head.conclusive = true;
    body.entityVersion = isReserved ? std::optional(reservation->version) : std::nullopt;
    for (const LimitSpan span : kLimitSpans) {
        if (const std::optional<LimitAction> state = reservation->in(span)) {
            body.reservations.push_back({reservationIdOf(*asked.head.paymentId),
                                         limitIdOf(reservation->rail, span), *state,
                                         reservation->amount});
        }
        body.windows.push_back(m_tally.window(reservation->customer, reservation->rail, span,
                                              Date::of(now), reservation->amount.currency));
    }
    return body;
}

CommandVerdict Limits::judge(Instant, const Body& command)
{
    const CommandHead& head = *headOfCommand(command);
    const PaymentId& id = head.paymentId;
    const Reservation* reservation = m_book.find(id);
    if (reservation == nullptr || reservation->version == 0) {
        return CommandVerdict::refused("NOT_FOUND",
                                       "limits holds no reservation of payment " + id.value);
    }
    CommandVerdict verdict =
        reservation->version == head.expectedVersion
            ? judgeRestore(id, *reservation, std::get<RestoreLimits>(command))
            : CommandVerdict::versionConflict(reservation->version, head.expectedVersion);
    verdict.reference = reservationIdOf(id);
    if (verdict.rejection) {
        verdict.entityVersion = reservation->version;
    }
    return verdict;
}

CommandVerdict Limits::judgeRestore(const PaymentId& id, const Reservation& reservation,
                                    const RestoreLimits& command)
{
    if (command.reservationId != reservationIdOf(id)) {
        return CommandVerdict::refused("RESERVATION_MISMATCH", "payment " + id.value
                                                                   + " has reservation "
                                                                   + reservationIdOf(id));
    }
    if (command.amount != reservation.amount) {
        return CommandVerdict::refused("AMOUNT_MISMATCH", "the reservation is over "
                                                              + reservation.amount.amountText());
    }
    if (!reservation.failed) {
        return CommandVerdict::refused("ILLEGAL_TRANSITION",
                                       "the payment has not failed, its reservation is in use");
    }
    Spans asked(kLimitSpans.begin(), kLimitSpans.end());
    if (!command.windows.empty()) {
        asked.clear();
        for (const std::string& limitId : command.windows) {
            const std::optional<LimitSpan> span = spanOf(limitId, reservation.rail);
            if (!span) {
                return CommandVerdict::refused("UNKNOWN_WINDOW",
                                               "the reservation has no window " + limitId);
            }
            asked.push_back(*span);
        }
    }
    CommandVerdict verdict;
    const bool isHeld = std::any_of(asked.begin(), asked.end(),
                                    [&](LimitSpan span) { return reservation.isHeldIn(span); });
    if (!isHeld) {
        // Idempotent by reservation and window (domain.md 6, F09).
        verdict.outcome = OutcomeKind::AlreadyApplied;
        verdict.entityVersion = reservation.version;
        return verdict;
    }
    verdict.entityVersion = reservation.version + 1;
    verdict.apply = [this, id, asked](Instant now, Instant factAt, const MessageId& cause,
                                      SourceOutbox& out) {
        change(now, factAt, id, LimitAction::Restored, asked, cause, out);
    };
    return verdict;
}

}  // namespace otto
