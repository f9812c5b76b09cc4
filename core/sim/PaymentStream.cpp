// SPDX-License-Identifier: Apache-2.0
#include "core/sim/PaymentStream.h"

#include "core/base/Digest.h"
#include "core/sim/Dice.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>
#include <string_view>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kGap = 0x5001;
constexpr std::uint64_t kRail = 0x5002;
constexpr std::uint64_t kBand = 0x5003;
constexpr std::uint64_t kAmount = 0x5004;
constexpr std::uint64_t kChannel = 0x5005;
constexpr std::uint64_t kInstitution = 0x5006;
constexpr std::uint64_t kParticipant = 0x5007;
constexpr std::uint64_t kCustomer = 0x5008;
constexpr std::uint64_t kCreditor = 0x5009;

constexpr std::string_view kPrefix = "PMT-";
/// Right-to-left override, markup and a script: what an attacker would put in a name.
constexpr std::string_view kHostileCreditor =
    "<img src=x onerror=alert(1)>\xE2\x80\xAE***\xE2\x80\xAC<b>Acme</b> & Sons";

std::string numbered(std::string_view prefix, std::uint64_t number, std::size_t width)
{
    std::string digits = std::to_string(number);
    if (digits.size() < width) {
        digits.insert(0, width - digits.size(), '0');
    }
    return std::string(prefix) + digits;
}

/// The index that a ticket falls on, weights being the numbers of tickets.
template <typename Weights>
std::size_t weighted(const Weights& weights, std::uint64_t draw)
{
    const std::uint64_t total = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    std::uint64_t ticket = draw % std::max<std::uint64_t>(total, 1);
    for (std::size_t at = 0; at < weights.size(); ++at) {
        if (ticket < weights[at]) {
            return at;
        }
        ticket -= weights[at];
    }
    return 0;
}

}  // namespace

PaymentStream::PaymentStream(System system, Direction direction, const SimSetting& setting)
    : m_direction(direction),
      m_setting(setting),
      m_tag(digestHex({"payments", wireName(system), std::to_string(setting.seed)}).substr(0, 8))
{}

std::uint64_t PaymentStream::share(std::uint64_t total) const
{
    const auto& weights = m_setting.scenario().directions;
    const std::uint64_t all = std::uint64_t{weights[0]} + weights[1];
    const std::uint64_t outbound = total * weights[0] / all;
    return m_direction == Direction::Outbound ? outbound : total - outbound;
}

void PaymentStream::seen(const PaymentId& id)
{
    const std::string own = std::string(kPrefix) + m_tag + "-";
    if (!id.value.starts_with(own)) {
        return;
    }
    std::uint64_t number = 0;
    const char* end = id.value.data() + id.value.size();
    const auto parsed = std::from_chars(id.value.data() + own.size(), end, number);
    if (parsed.ec == std::errc() && parsed.ptr == end) {
        m_next = std::max(m_next, number);
    }
}

bool PaymentStream::isExhausted() const
{
    const auto& weights = m_setting.scenario().directions;
    if (weights[static_cast<std::size_t>(m_direction)] == 0) {
        return true;
    }
    return m_setting.paymentsMax && m_added >= share(*m_setting.paymentsMax);
}

Duration PaymentStream::nextGap() const
{
    const auto& weights = m_setting.scenario().directions;
    const double all = static_cast<double>(weights[0]) + static_cast<double>(weights[1]);
    const double own = static_cast<double>(weights[static_cast<std::size_t>(m_direction)]);
    // Microseconds, so that high rates are met; the fraction comes out over many gaps.
    const double meanUs = 1e6 * all / (m_setting.scenario().rate * own);
    const auto spread = static_cast<std::uint64_t>(2.0 * meanUs) + 1;
    const Dice dice(numbered(m_tag, m_next, 6));
    const std::uint64_t gapUs = dice.below(spread, kGap);
    // Rounded up or down by chance, never always down.
    const bool up = dice.below(1000, kGap + 0x100) < gapUs % 1000;
    return Duration{static_cast<std::int64_t>(gapUs / 1000) + (up ? 1 : 0)};
}

Instant PaymentStream::nextArrival(Instant now)
{
    // Counted from the last arrival's own time, so that coarse steps do not thin the stream out.
    constexpr Duration kBehindMax{5000};
    if (m_arrival < now - kBehindMax) {
        m_arrival = now;
    }
    m_arrival += nextGap();
    return m_arrival;
}

PaymentAdded PaymentStream::next(Instant at)
{
    ++m_next;
    ++m_added;
    const PaymentId id(numbered(std::string(kPrefix) + m_tag + "-", m_next, 6));
    const Dice dice(id.value);
    constexpr std::array<std::string_view, 4> kChannels{"MOBILE", "WEB", "BRANCH", "API"};
    const bool isOutbound = m_direction == Direction::Outbound;

    PaymentAdded added;
    added.paymentId = id;
    added.rail =
        static_cast<Rail>(weighted(m_setting.scenario().rails, dice.stream(kRail).next() >> 8U));
    added.direction = m_direction;
    added.channel = isOutbound ? kChannels[dice.below(kChannels.size(), kChannel)] : "NETWORK";
    // What comes in was settled by the network before the core credits it.
    added.status = isOutbound ? PaymentStatus::Received : PaymentStatus::Settled;
    added.amount = amountOf(id);
    added.institutionId = numbered("999", 1 + dice.below(12, kInstitution), 6);
    added.businessDate = Date::of(at);
    std::string day = added.businessDate->text();
    std::erase(day, '-');
    added.endToEndId = "E2E" + day + m_tag + std::to_string(m_next);
    added.participantId =
        numbered("FI-", 1 + dice.below(m_setting.scenario().participants, kParticipant), 3);
    added.requestedExecution = added.rail.is(Rail::Ach) ? "NEXT_FILE" : "IMMEDIATE";
    if (!isOutbound) {
        added.networkReference =
            numbered("IN", dice.stream(kAmount).next() % 1'000'000'000'000, 12);
    }
    describeParties(id, at, added);
    const Trouble* trouble =
        isOutbound ? m_setting.destiny.troubleOf(id, added.rail.known(), at) : nullptr;
    if (trouble != nullptr && trouble->kind == TroubleKind::ParticipantFailures) {
        added.participantId = trouble->participant;
    } else if (trouble != nullptr && trouble->kind == TroubleKind::StuckStatus && trouble->amount) {
        added.amount = {trouble->amount->minor + added.amount.minor, added.amount.currency};
    }
    return added;
}

Money PaymentStream::amountOf(const PaymentId& id) const
{
    const std::vector<AmountBand>& bands = m_setting.scenario().amounts;
    const Dice dice(id.value);
    std::vector<std::uint32_t> weights;
    weights.reserve(bands.size());
    for (const AmountBand& band : bands) {
        weights.push_back(band.weight);
    }
    const AmountBand& band = bands[weighted(weights, dice.stream(kBand).next() >> 8U)];
    // Each doubling is as likely as the next, without floating-point numbers.
    std::vector<std::int64_t> steps;
    for (std::int64_t low = band.from.minor; low <= band.to.minor; low *= 2) {
        steps.push_back(low);
        if (low > band.to.minor / 2) {
            break;
        }
    }
    Prng prng = dice.stream(kAmount);
    const std::int64_t low = steps[prng.below(steps.size())];
    const std::int64_t high = std::min(band.to.minor, low * 2 - 1);
    const auto span = static_cast<std::uint64_t>(high - low) + 1;
    return {low + static_cast<std::int64_t>(prng.below(span)), band.from.currency};
}

void PaymentStream::describeParties(const PaymentId& id, Instant at, PaymentAdded& added) const
{
    constexpr std::string_view kLetters = "abcdefghijklmnoprstw";
    const Dice dice(id.value);
    const std::uint64_t customer = m_setting.destiny.isOfTheBusyCustomer(id, at)
                                       ? 0
                                       : dice.below(m_setting.scenario().customers, kCustomer);
    const std::string hash = digestHex({"account", std::to_string(customer)});
    added.debtorAccount = AccountRef{"D", numbered("******", customer * 7919 % 10'000, 4),
                                     "sha256:" + hash.substr(0, 16)};
    Prng prng = dice.stream(kCreditor);
    CreditorRef creditor;
    if (!added.rail.is(Rail::Zelle)) {
        creditor.tokenType = "ACCOUNT";
        creditor.masked = numbered("******", prng.below(10'000), 4);
    } else if (prng.below(3) == 0) {
        creditor.tokenType = "PHONE";
        creditor.masked = numbered("***-***-", prng.below(10'000), 4);
    } else {
        creditor.tokenType = "EMAIL";
        creditor.masked = std::string(1, kLetters[prng.below(kLetters.size())]) + "***@example.com";
    }
    if (m_setting.destiny.isHostile(id, at)) {
        creditor.masked = kHostileCreditor;
    }
    added.creditor = std::move(creditor);
}

}  // namespace otto
