// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/contract/Codec.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>

namespace otto::test {

/// The flags that were published on the bus: PaymentFlagged and FlagCleared.
class FlagLog
{
public:
    struct Entry
    {
        PaymentFlagged raised;
        Instant raisedAt;
        std::optional<FlagCleared> cleared;
        std::optional<Instant> clearedAt;
    };

    explicit FlagLog(std::string env) : m_decoder(std::move(env)) {}

    void take(std::span<const Record> records)
    {
        for (const Record& record : records) {
            if (record.topic.find(".otto.") == std::string::npos) {
                continue;
            }
            const auto message = m_decoder.decode(record);
            if (message) {
                take(*message);
            }
        }
    }
    [[nodiscard]] const std::map<std::string, Entry>& flags() const { return m_flags; }
    [[nodiscard]] std::size_t raised(const std::string& rule) const
    {
        return static_cast<std::size_t>(
            std::count_if(m_flags.begin(), m_flags.end(),
                          [&rule](const auto& flag) { return flag.second.raised.ruleId == rule; }));
    }
    [[nodiscard]] std::size_t cleared(const std::string& rule) const
    {
        return static_cast<std::size_t>(
            std::count_if(m_flags.begin(), m_flags.end(), [&rule](const auto& flag) {
                return flag.second.raised.ruleId == rule && flag.second.cleared;
            }));
    }

private:
    void take(const Message& message)
    {
        if (const auto* raised = std::get_if<PaymentFlagged>(&message.body)) {
            Entry& entry = m_flags[raised->flagId.value];
            entry.raised = *raised;
            entry.raisedAt = message.envelope.time;
        } else if (const auto* cleared = std::get_if<FlagCleared>(&message.body)) {
            Entry& entry = m_flags[cleared->flagId.value];
            entry.cleared = *cleared;
            entry.clearedAt = message.envelope.time;
        }
    }

    Decoder m_decoder;
    std::map<std::string, Entry> m_flags;
};

}  // namespace otto::test
