// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace otto {

/// The part a message plays; it decides which attributes are required (domain.md 3.3).
enum class MessageRole : std::uint8_t { Fact, Question, Answer, Command, Outcome, JournalEntry };

/// One alternative of Body as the wire knows it.
struct MessageKind
{
    std::string_view name;
    /// The version this build reads and writes.
    std::uint32_t version = 1;
    TopicClass topicClass = TopicClass::Fact;
    MessageRole role = MessageRole::Fact;
    /// True when the message carries `entityversion`: a fact that is always about a payment.
    bool versionsPayment = false;
    /// The alternative in Body.
    std::size_t bodyIndex = 0;
};

/// Every alternative of Body but UnknownBody, in that order.
std::span<const MessageKind> messageKinds();

/// The kind of that name and class, or null. The journal's kinds are in class Internal; a name may
/// stand in two classes (FlagCleared).
const MessageKind* findKind(TopicClass topicClass, std::string_view name);

/// The kind that answers a question (GetTrnRq: GetTrnRs) or tells a command's outcome
/// (RestoreLimits: LimitsRestored); null for every other role.
const MessageKind* answerTo(const MessageKind& kind);

/// Null for UnknownBody.
const MessageKind* kindOf(const Body& body);

}  // namespace otto
