// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/peers/TroubledPayments.h"

#include "core/contract/Codec.h"

#include <algorithm>
#include <string>

namespace otto::bench {
namespace {

using namespace std::chrono_literals;

constexpr Duration kBetweenPayments{5};
constexpr Duration kQuietAtTheEnd = 6min;

/// Spreads the bits of a number (the finalizer of splitmix64).
std::uint64_t mix(std::uint64_t number)
{
    number += 0x9E3779B97F4A7C15U;
    number = (number ^ (number >> 30U)) * 0xBF58476D1CE4E5B9U;
    number = (number ^ (number >> 27U)) * 0x94D049BB133111EBU;
    return number ^ (number >> 31U);
}

std::string digits(std::uint64_t number, std::size_t width, unsigned base)
{
    std::string text(width, '0');
    for (std::size_t at = width; at > 0 && number > 0; number /= base) {
        text[--at] = "0123456789abcdef"[number % base];
    }
    return text;
}

std::string decimal(const char* prefix, std::uint64_t number)
{
    return prefix + digits(number, 9, 10);
}

std::string hex(const char* prefix, std::uint64_t number, std::size_t width)
{
    return prefix + digits(number, width, 16);
}

PaymentId idOf(std::uint64_t number)
{
    return PaymentId(decimal("PMT-20260302-", number));
}

Money amountOf(std::uint64_t number)
{
    return {static_cast<std::int64_t>(1'000 + mix(number) % 1'000'000), Currency{}};
}

Duration seconds(std::uint64_t dice, std::uint64_t from, std::uint64_t to)
{
    return Duration{static_cast<std::int64_t>(from * 1'000 + mix(dice) % ((to - from) * 1'000))};
}

const PaymentId& paymentOf(const Body& body)
{
    if (const auto* added = std::get_if<PaymentAdded>(&body)) {
        return added->paymentId;
    }
    if (const auto* status = std::get_if<PaymentStatusChanged>(&body)) {
        return status->paymentId;
    }
    if (const auto* failed = std::get_if<PaymentFailed>(&body)) {
        return failed->paymentId;
    }
    if (const auto* limits = std::get_if<LimitsUpdated>(&body)) {
        return limits->paymentId;
    }
    return std::get<TrnAdded>(body).paymentId;
}

PaymentAdded added(std::uint64_t number, Rail rail, bool isInbound)
{
    PaymentAdded out;
    out.paymentId = idOf(number);
    out.rail = rail;
    out.direction = isInbound ? Direction::Inbound : Direction::Outbound;
    out.channel = "MOBILE";
    out.status = PaymentStatus::Received;
    out.amount = amountOf(number);
    out.institutionId = "FI-021000021";
    out.businessDate = Date{2026, 3, 2};
    out.endToEndId = decimal("E2E-", number);
    out.participantId = decimal("PART-", number % 1'000);
    out.debtorAccount = AccountRef{"DDA", "****4321", hex("d", number / 4, 12)};
    out.creditor = CreditorRef{"EMAIL", "j***@example.com", hex("c", number, 12)};
    return out;
}

LimitsUpdated limits(std::uint64_t number, LimitAction action)
{
    LimitsUpdated out;
    out.paymentId = idOf(number);
    out.reservationId = decimal("RSV-", number);
    out.action = action;
    out.delta = amountOf(number);
    out.limits.push_back(
        {"OUT-DAILY", "CUSTOMER", "2026-03-02", amountOf(number), Money{100'000'000, Currency{}}});
    return out;
}

/// From one status to the next, and how long after the one before.
struct Step
{
    PaymentStatus status;
    Duration after;
};

constexpr std::array<Step, 7> kLife{{
    {PaymentStatus::Received, 0ms},
    {PaymentStatus::LimitReserved, 400ms},
    {PaymentStatus::DebitPending, 300ms},
    {PaymentStatus::Debited, 1'200ms},
    {PaymentStatus::Sent, 900ms},
    {PaymentStatus::Accepted, 2'500ms},
    {PaymentStatus::Settled, 4'000ms},
}};
constexpr std::size_t kDebitPending = 2;
constexpr std::size_t kDebited = 3;

}  // namespace

TroubledPayments::TroubledPayments(std::uint64_t count)
{
    m_facts.reserve(count * 10);
    Instant begin = kBegin;
    for (std::uint64_t number = 0; number + 1 < count; ++number, begin += kBetweenPayments) {
        add(planOf(number), begin + Duration{static_cast<std::int64_t>(mix(number) % 1'000)});
    }
    std::stable_sort(m_facts.begin(), m_facts.end(),
                     [](const Fact& a, const Fact& b) { return a.at < b.at; });
    const Instant end = (m_facts.empty() ? begin : m_facts.back().at) + kQuietAtTheEnd;
    say(end, System::Cpr, added(count, Rail::Zelle, false));
}

OutgoingRecord TroubledPayments::next()
{
    Fact& fact = m_facts[m_next++];
    Message message;
    message.body = std::move(fact.body);
    const std::string name(bodyName(message.body));
    message.topic = {"pc", kEnv, "pmt", TopicClass::Fact, fact.source, name, 1};
    Envelope& envelope = message.envelope;
    const std::uint64_t random = mix(m_next);
    envelope.id =
        MessageId(hex("", random >> 32U, 8) + hex("-", random, 4) + hex("-4a5b-8c6d-", m_next, 12));
    envelope.env = kEnv;
    envelope.source = fact.source;
    envelope.name = name;
    envelope.subject = paymentOf(message.body).value;
    envelope.time = fact.at;
    envelope.correlationId = envelope.subject;
    envelope.sequence = m_next;
    envelope.entityVersion = ++m_versions[{envelope.subject, fact.source}];
    return encodeStructured(message);
}

TroubledPayments::Trouble TroubledPayments::troubleOf(std::uint64_t dice)
{
    const std::uint64_t ofThousand = dice % 1'000;
    const std::array<std::pair<std::uint64_t, Trouble>, 9> until{{
        {10, Trouble::CoreStatesAnotherAmount},
        {15, Trouble::OwnerStatesAnotherAmount},
        {25, Trouble::NeverPosted},
        {35, Trouble::PostedLate},
        {40, Trouble::FailedUnposted},
        {48, Trouble::FailedGivenBack},
        {54, Trouble::FailedNotGivenBack},
        {69, Trouble::Stuck},
        {84, Trouble::Slow},
    }};
    const auto* const found = std::find_if(
        until.begin(), until.end(), [&](const auto& entry) { return ofThousand < entry.first; });
    return found == until.end() ? Trouble::None : found->second;
}

TroubledPayments::Plan TroubledPayments::planOf(std::uint64_t number)
{
    Plan plan;
    plan.number = number;
    const std::uint64_t dice = mix(number ^ 0x07700U);
    plan.trouble = troubleOf(dice);
    plan.dice = mix(dice);
    const std::uint64_t rail = (dice >> 32U) % 10;
    plan.rail = rail < 5 ? Rail::Zelle : rail < 8 ? Rail::Rtp : Rail::Ach;
    plan.isInbound = (dice >> 48U) % 10 == 0;
    plan.owner = plan.rail == Rail::Zelle ? System::Zelle : System::Cpr;
    return plan;
}

void TroubledPayments::add(const Plan& plan, Instant begin)
{
    say(begin, System::Cpr, added(plan.number, plan.rail, plan.isInbound));
    say(begin + 200ms, System::Limits, limits(plan.number, LimitAction::Reserved));
    // A trouble that concerns one status takes any of those that have a limit.
    const std::size_t chosen = 1 + plan.dice % 5;
    Instant at = begin;
    for (std::size_t stage = 1; stage < kLife.size(); ++stage) {
        at += kLife[stage].after;
        if (plan.trouble == Trouble::Slow && stage == chosen + 1) {
            at += seconds(plan.dice, 3, 100);
        }
        PaymentStatusChanged changed;
        changed.paymentId = idOf(plan.number);
        changed.previousStatus = kLife[stage - 1].status;
        changed.status = kLife[stage].status;
        changed.attempt = 1;
        if (plan.owner == System::Zelle) {
            changed.amount = amountOf(plan.number);
            const bool isWrong = plan.trouble == Trouble::OwnerStatesAnotherAmount;
            changed.amount->minor += isWrong && stage >= chosen ? 100 : 0;
        }
        say(at, plan.owner, std::move(changed));
        if (plan.trouble == Trouble::Stuck && stage == chosen) {
            if (stage >= kDebited) {
                addPosting(plan, at);
            }
            return;
        }
        if (stage == kDebitPending
            && (plan.trouble == Trouble::FailedGivenBack
                || plan.trouble == Trouble::FailedNotGivenBack)) {
            addFailure(plan, at + 700ms, "CORE_DEBIT");
            return;
        }
        if (stage == kDebited) {
            if (plan.trouble == Trouble::FailedUnposted) {
                addFailure(plan, at + seconds(plan.dice, 5, 100), "NETWORK");
                return;
            }
            addPosting(plan, at);
        }
    }
    say(at + 500ms, System::Limits, limits(plan.number, LimitAction::Consumed));
}

void TroubledPayments::addPosting(const Plan& plan, Instant claimed)
{
    if (plan.trouble == Trouble::NeverPosted) {
        return;
    }
    TrnAdded out;
    out.paymentId = idOf(plan.number);
    out.purpose = plan.isInbound ? "CREDIT" : "DEBIT";
    out.eftTrnId = decimal("EFT-", plan.number);
    out.drCr = plan.isInbound ? DrCr::Credit : DrCr::Debit;
    out.amount = amountOf(plan.number);
    out.amount.minor -= plan.trouble == Trouble::CoreStatesAnotherAmount ? 1 : 0;
    out.account = AccountRef{"DDA", "****4321", hex("d", plan.number / 4, 12)};
    out.rsStat = "Success";
    out.trnRcptId = decimal("R-", plan.number);
    out.batchNum = "0042";
    out.postingState = PostingState::HardPosted;
    out.effectiveDate = Date{2026, 3, 2};
    // The core speaks before the owner of the status does, or soon after.
    const bool isLate = plan.trouble == Trouble::PostedLate;
    const Instant at = isLate               ? claimed + seconds(plan.dice, 20, 110)
                       : plan.dice % 4 == 0 ? claimed + 250ms
                                            : claimed - 500ms;
    say(at, System::Wso2, std::move(out));
}

void TroubledPayments::addFailure(const Plan& plan, Instant at, const char* stage)
{
    PaymentFailed out;
    out.paymentId = idOf(plan.number);
    out.status = PaymentStatus::Failed;
    out.failedStage = stage;
    out.reason = Reason{"PAYCENTER", "REFUSED", "The debit was refused"};
    out.amount = amountOf(plan.number);
    out.debitState = DebitState::NotPosted;
    out.limitReservationId = decimal("RSV-", plan.number);
    out.retryable = false;
    say(at, plan.owner, std::move(out));
    if (plan.trouble != Trouble::FailedNotGivenBack) {
        // OT05 has patience for two minutes.
        say(at + seconds(plan.dice, 1, 170), System::Limits,
            limits(plan.number,
                   plan.dice % 2 == 0 ? LimitAction::Released : LimitAction::Restored));
    }
}

void TroubledPayments::say(Instant at, System source, Body body)
{
    m_facts.push_back({at, source, std::move(body)});
}

}  // namespace otto::bench
