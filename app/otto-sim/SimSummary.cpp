// SPDX-License-Identifier: Apache-2.0
#include "app/otto-sim/SimSummary.h"

#include <string_view>

namespace otto {
namespace {

/// Members of one JSON object of numbers and texts.
class JsonObject
{
public:
    void number(std::string_view name, std::uint64_t value) { raw(name, std::to_string(value)); }
    void raw(std::string_view name, const std::string& json)
    {
        m_text += (m_text.empty() ? "" : ",") + quoted(name) + ":" + json;
    }
    [[nodiscard]] std::string text() const { return "{" + m_text + "}"; }

    static std::string quoted(std::string_view text)
    {
        constexpr std::string_view kDigits = "0123456789abcdef";
        std::string out = "\"";
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (byte < 0x20) {
                out += "\\u00";
                out += kDigits[byte >> 4U];
                out += kDigits[byte & 0x0FU];
            } else {
                out += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
            }
        }
        return out + "\"";
    }

private:
    std::string m_text;
};

}  // namespace

std::string summaryLine(const std::string& scenario, std::uint64_t seed,
                        const WorldStatistics& statistics)
{
    JsonObject systems;
    for (const auto& [system, counts] : statistics.systems) {
        JsonObject one;
        one.number("paymentsAdded", counts.paymentsAdded);
        one.number("facts", counts.facts);
        one.number("heartbeats", counts.heartbeats);
        one.number("answers", counts.answers);
        one.number("questionsExpired", counts.questionsExpired);
        one.number("commandsApplied", counts.commandsApplied);
        one.number("commandsAlreadyApplied", counts.commandsAlreadyApplied);
        one.number("commandsRejected", counts.commandsRejected);
        one.number("commandsExpired", counts.commandsExpired);
        systems.raw(wireName(system), one.text());
    }
    JsonObject summary;
    summary.raw("scenario", JsonObject::quoted(scenario));
    summary.number("seed", seed);
    summary.raw("systems", systems.text());
    summary.number("recordsRead", statistics.recordsRead);
    summary.number("recordsDelivered", statistics.recordsDelivered);
    summary.number("undecodable", statistics.undecodable);
    summary.number("resent", statistics.resent);
    summary.number("unconfirmed", statistics.unconfirmed);
    return summary.text() + "\n";
}

}  // namespace otto
