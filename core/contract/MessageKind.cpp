// SPDX-License-Identifier: Apache-2.0
#include "core/contract/MessageKind.h"

#include <algorithm>
#include <array>
#include <concepts>
#include <utility>

namespace otto {
namespace {

constexpr std::size_t kKindCount = std::variant_size_v<Body> - 1;

template <typename B, typename Head>
concept HasHead = requires(const B& body)
{
    {
        body.head
        } -> std::same_as<const Head&>;
};

template <typename B>
concept IsJournalEntry = requires(const B& body)
{
    {
        body.writer
        } -> std::same_as<const Writer&>;
};

template <typename B>
concept IsAboutPayment = requires(const B& body)
{
    {
        body.paymentId
        } -> std::same_as<const PaymentId&>;
};

template <typename B>
constexpr MessageRole roleOf()
{
    if constexpr (HasHead<B, QuestionHead>) {
        return MessageRole::Question;
    } else if constexpr (HasHead<B, AnswerHead>) {
        return MessageRole::Answer;
    } else if constexpr (HasHead<B, CommandHead>) {
        return MessageRole::Command;
    } else if constexpr (HasHead<B, OutcomeHead>) {
        return MessageRole::Outcome;
    } else if constexpr (IsJournalEntry<B>) {
        return MessageRole::JournalEntry;
    } else {
        return MessageRole::Fact;
    }
}

constexpr TopicClass classOf(MessageRole role)
{
    if (role == MessageRole::Fact) {
        return TopicClass::Fact;
    }
    return role == MessageRole::JournalEntry ? TopicClass::Internal : TopicClass::Command;
}

template <std::size_t Index>
constexpr MessageKind makeKind()
{
    using B = std::variant_alternative_t<Index, Body>;
    constexpr MessageRole kRole = roleOf<B>();
    return {B::kName, 1, classOf(kRole), kRole, kRole == MessageRole::Fact && IsAboutPayment<B>,
            Index};
}

constexpr auto kKinds = []<std::size_t... I>(std::index_sequence<I...>)
{
    return std::array<MessageKind, kKindCount>{makeKind<I + 1>()...};
}
(std::make_index_sequence<kKindCount>{});

/// Body holds every question and command directly before what answers it.
constexpr bool isFollowedByAnswer(std::size_t at)
{
    const MessageRole wanted =
        kKinds[at].role == MessageRole::Question ? MessageRole::Answer : MessageRole::Outcome;
    return at + 1 < kKindCount && kKinds[at + 1].role == wanted;
}

constexpr bool isAsked(MessageRole role)
{
    return role == MessageRole::Question || role == MessageRole::Command;
}

static_assert([] {
    for (std::size_t i = 0; i < kKindCount; ++i) {
        if (isAsked(kKinds[i].role) && !isFollowedByAnswer(i)) {
            return false;
        }
    }
    return true;
}());

constexpr bool precedes(const MessageKind& a, const MessageKind& b)
{
    return a.topicClass != b.topicClass ? a.topicClass < b.topicClass : a.name < b.name;
}

constexpr auto kByName = [] {
    std::array<MessageKind, kKindCount> kinds = kKinds;
    std::sort(kinds.begin(), kinds.end(), precedes);
    return kinds;
}();

}  // namespace

std::span<const MessageKind> messageKinds()
{
    return kKinds;
}

const MessageKind* findKind(TopicClass topicClass, std::string_view name)
{
    const MessageKind wanted{name, 1, topicClass, MessageRole::Fact, false, 0};
    const auto* it = std::lower_bound(kByName.begin(), kByName.end(), wanted, precedes);
    if (it == kByName.end() || it->topicClass != topicClass || it->name != name) {
        return nullptr;
    }
    return &kKinds[it->bodyIndex - 1];
}

const MessageKind* answerTo(const MessageKind& kind)
{
    return isAsked(kind.role) ? &kKinds[kind.bodyIndex] : nullptr;
}

const MessageKind* kindOf(const Body& body)
{
    return body.index() == 0 ? nullptr : &kKinds[body.index() - 1];
}

}  // namespace otto
