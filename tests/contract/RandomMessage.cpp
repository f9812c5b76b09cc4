// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/RandomMessage.h"

#include "core/contract/BodyIdentity.h"
#include "core/contract/MessageKind.h"

#include <array>
#include <concepts>
#include <limits>
#include <utility>

namespace otto {
namespace {

void appendUtf8(std::string& out, std::uint32_t code)
{
    const auto byte = [&out](std::uint32_t value) { out.push_back(static_cast<char>(value)); };
    if (code < 0x80) {
        byte(code);
    } else if (code < 0x800) {
        byte(0xC0U | (code >> 6U));
        byte(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        byte(0xE0U | (code >> 12U));
        byte(0x80U | ((code >> 6U) & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    } else {
        byte(0xF0U | (code >> 18U));
        byte(0x80U | ((code >> 12U) & 0x3FU));
        byte(0x80U | ((code >> 6U) & 0x3FU));
        byte(0x80U | (code & 0x3FU));
    }
}

std::uint32_t randomCode(Prng& random)
{
    constexpr std::array<std::uint32_t, 20> kNasty{
        0x00, 0x01, 0x09, 0x0A,   0x1F,   '"',    '\\',   '/',     '<',     '&',
        0x7F, 0x85, 0xA0, 0x202E, 0x2028, 0xFEFF, 0xFFFF, 0x10000, 0x1F4B8, 0x10FFFF};
    if (random.chance(300)) {
        return kNasty[random.below(kNasty.size())];
    }
    if (random.chance(700)) {
        return static_cast<std::uint32_t>(0x20 + random.below(0x5F));
    }
    const auto code = static_cast<std::uint32_t>(random.below(0x110000));
    return code >= 0xD800 && code <= 0xDFFF ? 0xD7FF : code;
}

bool isControl(std::uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

std::string randomId(Prng& random)
{
    std::string out;
    const std::size_t limit = random.chance(50) ? 128 : 1 + random.below(40);
    while (out.size() < limit) {
        const std::uint32_t code = randomCode(random);
        const std::size_t before = out.size();
        if (!isControl(code)) {
            appendUtf8(out, code);
        }
        if (out.size() > limit) {
            out.resize(before);
            out.append(limit - before, 'x');
        }
    }
    return out;
}

template <std::integral T>
T randomInteger(Prng& random)
{
    switch (random.below(4)) {
    case 0: return std::numeric_limits<T>::max();
    case 1: return std::numeric_limits<T>::min();
    case 2: return static_cast<T>(random.below(10));
    default: return static_cast<T>(random.next());
    }
}

Instant randomInstant(Prng& random)
{
    constexpr std::int64_t kFirst = -62'167'219'200'000;
    constexpr std::int64_t kLast = 253'402'300'799'999;
    if (random.chance(50)) {
        return {random.chance(500) ? kFirst : kLast};
    }
    return {kFirst + static_cast<std::int64_t>(random.below(kLast - kFirst))};
}

Money randomMoney(Prng& random)
{
    constexpr std::array<std::string_view, 4> kCurrencies{"USD", "JPY", "KWD", "EUR"};
    Money out;
    out.currency = *Currency::parse(kCurrencies[random.below(kCurrencies.size())]);
    std::int64_t limit = 1'000'000'000'000'000;
    for (int i = 0; i < out.currency.exponent(); ++i) {
        limit *= 10;
    }
    const auto span = static_cast<std::uint64_t>(limit);
    out.minor = random.chance(100) ? limit - 1 : static_cast<std::int64_t>(random.below(span));
    out.minor = random.chance(200) ? -out.minor : out.minor;
    return out;
}

/// The visitor that a type's fields() walks to be filled at random.
class FieldFiller
{
public:
    explicit FieldFiller(Prng& random) : m_random(random) {}

    template <typename T>
    void operator()(std::string_view, T& value)
    {
        fill(value);
    }

    template <typename T>
    requires requires(T& t, FieldFiller& f) { T::fields(t, f); }
    void fill(T& value) { T::fields(value, *this); }

    void fill(std::string& value) { value = randomText(m_random); }
    void fill(std::same_as<bool> auto& value) { value = m_random.chance(500); }
    template <std::integral T>
    requires(!std::same_as<T, bool>) void fill(T& value) { value = randomInteger<T>(m_random); }
    void fill(Instant& value) { value = randomInstant(m_random); }
    void fill(Date& value) { value = Date::of(randomInstant(m_random)); }
    void fill(Money& value) { value = randomMoney(m_random); }
    template <typename Tag>
    void fill(Id<Tag>& value)
    {
        value.value = randomId(m_random);
    }
    template <typename E>
    void fill(Open<E>& value)
    {
        if (m_random.chance(200)) {
            value = Open<E>::fromText(randomText(m_random));
        } else {
            value = static_cast<E>(m_random.below(WireNames<E>::names.size()));
        }
    }
    template <typename T>
    void fill(std::optional<T>& value)
    {
        if (m_random.chance(300)) {
            value.reset();
        } else {
            fill(value.emplace());
        }
    }
    void fill(Observed& value)
    {
        value.clear();
        for (std::uint64_t i = m_random.below(4); i > 0; --i) {
            value.emplace_back(std::to_string(i) + randomText(m_random), randomText(m_random));
        }
    }
    template <typename T>
    void fill(std::vector<T>& value)
    {
        value.clear();
        for (std::uint64_t i = m_random.below(4); i > 0; --i) {
            fill(value.emplace_back());
        }
    }

private:
    Prng& m_random;
};

using MakeBody = void (*)(Body&, Prng&);

template <std::size_t Index>
void makeAlternative(Body& out, Prng& random)
{
    auto& body = out.emplace<Index>();
    if constexpr (Index != 0) {
        FieldFiller(random).fill(body);
    }
}

constexpr auto kMakers = []<std::size_t... I>(std::index_sequence<I...>)
{
    return std::array<MakeBody, sizeof...(I)>{&makeAlternative<I>...};
}
(std::make_index_sequence<std::variant_size_v<Body>>{});

void fillEnvelope(Envelope& out, Prng& random)
{
    FieldFiller filler(random);
    filler.fill(out.id);
    out.env = "qa";
    out.subject = randomId(random);
    filler.fill(out.time);
    filler.fill(out.recordedTime);
    out.correlationId = randomId(random);
    filler.fill(out.causationId);
    out.sequence = randomInteger<std::uint64_t>(random);
    out.entityVersion = randomInteger<std::uint32_t>(random) | 1U;
    if (random.chance(500)) {
        out.traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    }
    filler.fill(out.expiryTime);
    filler.fill(out.severity);
    for (std::uint64_t i = random.below(3); i > 0; --i) {
        out.extra.emplace_back("x" + std::to_string(random.below(3)), randomText(random));
    }
}

System randomSystem(Prng& random)
{
    return static_cast<System>(random.below(kSystemCount));
}

}  // namespace

std::string randomText(Prng& random)
{
    std::string out;
    for (std::uint64_t i = random.below(25); i > 0; --i) {
        appendUtf8(out, randomCode(random));
    }
    return out;
}

Message randomMessage(std::size_t bodyIndex, Prng& random)
{
    Message out;
    kMakers[bodyIndex](out.body, random);
    Envelope& envelope = out.envelope;
    fillEnvelope(envelope, random);
    const MessageKind* kind = kindOf(out.body);
    const MessageRole role = kind == nullptr ? MessageRole::Fact : kind->role;
    const bool asked = role == MessageRole::Question || role == MessageRole::Command;
    const bool answers = role == MessageRole::Answer || role == MessageRole::Outcome;

    envelope.name = kind == nullptr ? "NeverHeardOf" : std::string(kind->name);
    envelope.source =
        asked || role == MessageRole::JournalEntry ? System::Otto : randomSystem(random);
    out.topic.env = "qa";
    out.topic.topicClass = kind == nullptr ? TopicClass::Fact : kind->topicClass;
    out.topic.system = role == MessageRole::Fact ? envelope.source : System::Otto;
    out.topic.name = role == MessageRole::JournalEntry ? "Journal" : envelope.name;

    if (const PaymentId* payment = paymentOf(out.body)) {
        envelope.subject = payment->value;
    }
    const std::string* conversation = conversationOf(out.body);
    if (asked) {
        envelope.id = MessageId(*conversation);
        envelope.expiryTime = randomInstant(random);
        envelope.replyTopic = commandTopic("qa", answerTo(*kind)->name);
        envelope.authType = randomId(random);
        envelope.authId = randomId(random);
    } else if (answers && conversation != nullptr && !envelope.causationId) {
        envelope.causationId = MessageId(*conversation);
    }
    return out;
}

}  // namespace otto
