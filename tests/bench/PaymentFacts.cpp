// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/PaymentFacts.h"

#include "core/contract/Codec.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace otto::bench {
namespace {

constexpr std::int32_t kPartitions = 12;
constexpr std::uint64_t kParticipants = 1'000;
/// Payments of one debtor: few, so that none sends suspiciously often.
constexpr std::uint64_t kPerDebtor = 4;
/// Facts that fall into one millisecond, at least; and how long all openings take at most, lest
/// payments that wait for their turn be flagged for it.
constexpr std::uint64_t kPerMillisecondMin = 100;
constexpr std::uint64_t kOpeningMs = 60'000;

struct Stage
{
    System source;
    std::uint32_t version;
};

/// Who speaks at each stage of a payment's life, and which version of the payment that is to it.
constexpr std::array<Stage, PaymentFacts::kOpening + PaymentFacts::kFollowing> kStages{{
    {System::Cpr, 1},
    {System::Limits, 1},
    {System::Cpr, 2},
    {System::Cpr, 3},
    {System::Wso2, 1},
    {System::Cpr, 4},
    {System::Cpr, 5},
    {System::Cpr, 6},
    {System::Cpr, 7},
    {System::Cpr, 8},
    {System::Limits, 2},
}};

std::string digits(std::uint64_t number, std::size_t width, unsigned base)
{
    std::string text(width, '0');
    for (std::size_t at = width; at > 0 && number > 0; number /= base) {
        text[--at] = "0123456789abcdef"[number % base];
    }
    return text;
}

std::string decimal(const std::string& prefix, std::uint64_t number)
{
    return prefix + digits(number, 9, 10);
}

std::string hex(const std::string& prefix, std::uint64_t number, std::size_t width)
{
    return prefix + digits(number, width, 16);
}

PaymentId idOf(std::uint64_t payment)
{
    return PaymentId(decimal("PMT-20260302-", payment));
}

/// Shaped like the random UUIDs that sources use.
MessageId messageId(std::uint64_t payment, std::uint64_t stage)
{
    std::uint64_t mixed = (payment * 16 + stage + 1) * 0x9E3779B97F4A7C15U;
    mixed ^= mixed >> 29U;
    mixed *= 0xBF58476D1CE4E5B9U;
    return MessageId(hex("", mixed >> 32U, 8) + hex("-", mixed >> 16U, 4) + hex("-4", mixed, 3)
                     + hex("-8", stage, 3) + hex("-", payment, 12));
}

Money amountOf(std::uint64_t payment)
{
    return {static_cast<std::int64_t>(1'000 + payment % 100'000), Currency{}};
}

PaymentAdded added(std::uint64_t payment)
{
    PaymentAdded out;
    out.paymentId = idOf(payment);
    out.rail = Rail::Ach;
    out.direction = Direction::Outbound;
    out.channel = "MOBILE";
    out.status = PaymentStatus::Received;
    out.amount = amountOf(payment);
    out.institutionId = "FI-021000021";
    out.businessDate = Date{2026, 3, 2};
    out.endToEndId = decimal("E2E-", payment);
    out.participantId = decimal("PART-", payment % kParticipants);
    out.debtorAccount = AccountRef{"DDA", "****4321", hex("d", payment / kPerDebtor, 12)};
    out.creditor = CreditorRef{"EMAIL", "j***@example.com", hex("c", payment, 12)};
    return out;
}

/// What the debtor's payments up to that one hold of the day: none gives anything back.
Money usedUpTo(std::uint64_t payment)
{
    Money sum = amountOf(payment);
    for (std::uint64_t one = payment / kPerDebtor * kPerDebtor; one < payment; ++one) {
        sum.minor += amountOf(one).minor;
    }
    return sum;
}

LimitsUpdated limits(std::uint64_t payment, LimitAction action, const Money& used)
{
    LimitsUpdated out;
    out.paymentId = idOf(payment);
    out.reservationId = decimal("RSV-", payment);
    out.action = action;
    out.delta = amountOf(payment);
    out.limits.push_back(
        {"ACH-OUT-DAILY", "CUSTOMER", "2026-03-02", used, Money{100'000'000, Currency{}}});
    return out;
}

TrnAdded posting(std::uint64_t payment, bool isMismatched)
{
    TrnAdded out;
    out.paymentId = idOf(payment);
    out.purpose = "DEBIT";
    out.eftTrnId = decimal("EFT-", payment);
    out.drCr = DrCr::Debit;
    out.amount = amountOf(payment);
    out.amount.minor += isMismatched ? 1 : 0;
    out.account = AccountRef{"DDA", "****4321", hex("d", payment / kPerDebtor, 12)};
    out.rsStat = "Success";
    out.trnRcptId = decimal("R-", payment);
    out.batchNum = "0042";
    out.postingState = PostingState::HardPosted;
    out.effectiveDate = Date{2026, 3, 2};
    return out;
}

}  // namespace

std::vector<Record> PaymentFacts::opening(std::uint64_t count)
{
    std::vector<Record> out;
    for (; count > 0 && m_opened < m_payments * kOpening; --count, ++m_opened) {
        out.push_back(record(m_opened / kOpening, m_opened % kOpening));
    }
    return out;
}

std::vector<Record> PaymentFacts::following(std::uint64_t count)
{
    // A prime that divides no number of payments anyone measures: a walk over all of them.
    constexpr std::uint64_t kStride = 1'000'003;
    std::vector<Record> out;
    for (; out.size() < count && m_followed < m_payments * kFollowing; ++m_followed) {
        const std::uint64_t payment = m_followed * kStride % m_payments;
        out.push_back(record(payment, kOpening + m_followed / m_payments));
        if (m_followed % kRepeatEvery == 0 && out.size() < count) {
            Record again = out.back();
            again.offset = m_offsets[{again.topic, again.partition}]++;
            out.push_back(std::move(again));
            ++m_repeats;
        }
    }
    return out;
}

PaymentFacts::PaymentFacts(std::uint64_t payments)
    : m_payments(payments),
      m_perMillisecond(std::max(kPerMillisecondMin, payments * kOpening / kOpeningMs))
{}

Record PaymentFacts::record(std::uint64_t payment, std::uint64_t stage)
{
    if (++m_sequence % m_perMillisecond == 0) {
        m_now += Duration{1};
    }
    const System source = kStages[stage].source;
    Message message;
    message.body = body(payment, stage);
    const std::string name(bodyName(message.body));
    message.topic = {"pc", kEnv, "pmt", TopicClass::Fact, source, name, 1};
    Envelope& envelope = message.envelope;
    envelope.id = messageId(payment, stage);
    envelope.env = kEnv;
    envelope.source = source;
    envelope.name = name;
    envelope.subject = idOf(payment).value;
    envelope.time = m_now;
    envelope.correlationId = envelope.subject;
    envelope.sequence = m_sequence;
    envelope.entityVersion = kStages[stage].version;
    OutgoingRecord sent = encodeBinary(message);
    Record out;
    out.topic = std::move(sent.topic);
    out.key = std::move(sent.key);
    out.headers = std::move(sent.headers);
    out.value = std::move(sent.value);
    out.partition = partitionFor(*out.key, kPartitions);
    out.offset = m_offsets[{out.topic, out.partition}]++;
    out.timestamp = m_now;
    return out;
}

Body PaymentFacts::statusChange(std::uint64_t payment, PaymentStatus before,
                                PaymentStatus after) const
{
    PaymentStatusChanged out;
    out.paymentId = idOf(payment);
    out.previousStatus = before;
    out.status = after;
    out.attempt = 1;
    out.amount = amountOf(payment);
    return out;
}

Body PaymentFacts::body(std::uint64_t payment, std::uint64_t stage)
{
    using S = PaymentStatus;
    const bool isMismatched = payment % kMismatchEvery == 0;
    switch (stage) {
    case 0: return added(payment);
    case 1: return limits(payment, LimitAction::Reserved, usedUpTo(payment));
    case 2: return statusChange(payment, S::Received, S::LimitReserved);
    case 3: return statusChange(payment, S::LimitReserved, S::DebitPending);
    case 4: m_mismatches += isMismatched ? 1 : 0; return posting(payment, isMismatched);
    case 5: return statusChange(payment, S::DebitPending, S::Debited);
    case 6: return statusChange(payment, S::Debited, S::Batched);
    case 7: return statusChange(payment, S::Batched, S::Sent);
    case 8: return statusChange(payment, S::Sent, S::Accepted);
    case 9: return statusChange(payment, S::Accepted, S::Settled);
    default: {
        // By then all of the debtor's payments are open.
        const std::uint64_t last = payment / kPerDebtor * kPerDebtor + kPerDebtor - 1;
        return limits(payment, LimitAction::Consumed, usedUpTo(std::min(last, m_payments - 1)));
    }
    }
}

}  // namespace otto::bench
