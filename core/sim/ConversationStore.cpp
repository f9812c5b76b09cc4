// SPDX-License-Identifier: Apache-2.0
#include "core/sim/ConversationStore.h"

#include <utility>

namespace otto {

void ConversationStore::remember(Instant now, Key::Table table, std::string text)
{
    m_keys.push_back({now, table, std::move(text)});
}

void ConversationStore::keepAnswer(Instant now, const MessageId& request, Message answer)
{
    if (m_answers.emplace(request, std::move(answer)).second) {
        remember(now, Key::Table::Answers, request.value);
    }
}

const Message* ConversationStore::answerTo(const MessageId& request) const
{
    const auto at = m_answers.find(request);
    return at == m_answers.end() ? nullptr : &at->second;
}

void ConversationStore::keepResult(Instant now, const std::string& key, Result result)
{
    if (m_results.emplace(key, std::move(result)).second) {
        remember(now, Key::Table::Results, key);
    }
}

const ConversationStore::Result* ConversationStore::resultOf(const std::string& key) const
{
    const auto at = m_results.find(key);
    return at == m_results.end() ? nullptr : &at->second;
}

std::uint32_t ConversationStore::countDelivery(Instant now, const MessageId& command)
{
    const std::uint32_t count = ++m_deliveries[command];
    if (count == 1) {
        remember(now, Key::Table::Deliveries, command.value);
    }
    return count;
}

void ConversationStore::sweep(Instant now)
{
    while (!m_keys.empty() && m_keys.front().since + m_keep <= now) {
        const Key& oldest = m_keys.front();
        switch (oldest.table) {
        case Key::Table::Answers: m_answers.erase(MessageId(oldest.text)); break;
        case Key::Table::Results: m_results.erase(oldest.text); break;
        case Key::Table::Deliveries: m_deliveries.erase(MessageId(oldest.text)); break;
        }
        m_keys.pop_front();
    }
}

}  // namespace otto
