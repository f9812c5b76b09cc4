// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>
#include <variant>

namespace otto {

/// What a responder must not forget at once: its answers by request, so that the same request gets
/// the same answer, and the results of commands by idempotency key (contract README "Questions and
/// answers", "Commands and outcomes"). Bounded: an entry goes some time after it was made.
class ConversationStore
{
public:
    struct Result
    {
        /// commandDigest() of the command that got it.
        std::string digest;
        /// The first outcome.
        Body outcome;
    };

    explicit ConversationStore(Duration keep) : m_keep(keep) {}

    void keepAnswer(Instant now, const MessageId& request, Message answer);
    [[nodiscard]] const Message* answerTo(const MessageId& request) const;

    void keepResult(Instant now, const std::string& key, Result result);
    [[nodiscard]] const Result* resultOf(const std::string& key) const;

    /// Counts from 1: which delivery of this command it is.
    std::uint32_t countDelivery(Instant now, const MessageId& command);

    void sweep(Instant now);

private:
    struct Key
    {
        enum class Table { Answers, Results, Deliveries };
        Instant since;
        Table table;
        std::string text;
    };

    void remember(Instant now, Key::Table table, std::string text);

    const Duration m_keep;
    std::unordered_map<MessageId, Message> m_answers;
    std::unordered_map<std::string, Result> m_results;
    std::unordered_map<MessageId, std::uint32_t> m_deliveries;
    std::deque<Key> m_keys;
};

}  // namespace otto
