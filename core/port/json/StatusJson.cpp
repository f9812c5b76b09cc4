// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/ViewJson.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace otto {
namespace {

constexpr std::array<std::string_view, 3> kConnectionWords{"connecting", "up", "down"};
constexpr std::array<std::string_view, 3> kDutyStateWords{"catching-up", "deciding", "read-only"};
constexpr std::array<std::string_view, 3> kSystemStateWords{"never-heard", "live", "silent"};

}  // namespace

void write(JsonLine& out, Connection state)
{
    out.string(kConnectionWords.at(static_cast<std::size_t>(state)));
}

void write(JsonLine& out, DutyState state)
{
    out.string(kDutyStateWords.at(static_cast<std::size_t>(state)));
}

void write(JsonLine& out, SystemState state)
{
    out.string(kSystemStateWords.at(static_cast<std::size_t>(state)));
}

void write(JsonLine& out, const QuarantineView& refused)
{
    out.beginObject();
    out.field("topic", refused.at.topic);
    out.field("partition", refused.at.partition);
    out.field("offset", refused.at.offset);
    out.field("time", refused.time);
    out.field("size", refused.sizeBytes);
    out.field("reason", refused.reason);
    out.field("head", refused.head);
    out.endObject();
}

void write(JsonLine& out, const EngineStatus& status)
{
    out.beginObject();
    out.field("env", status.env);
    out.field("instance", status.instance);
    out.field("now", status.now);
    out.field("connection", status.connection);
    out.field("connectionReason", status.connectionReason);
    out.field("connectionSince", status.connectionSince);
    out.field("duty", status.duty);
    out.field("dutyText", status.dutyText);
    out.field("watermark", status.watermark);
    out.field("lag", status.lag);
    out.field("records", status.records);
    out.field("facts", status.facts);
    out.field("duplicates", status.duplicates);
    out.field("quarantined", status.quarantined);
    out.field("unknownKinds", status.unknownKinds);
    out.field("flagsRaised", status.flagsRaised);
    out.field("flagsCleared", status.flagsCleared);
    out.field("questionsAsked", status.questionsAsked);
    out.field("answered", status.answered);
    out.field("fixersSent", status.fixersSent);
    out.field("verified", status.verified);
    out.field("payments", status.payments);
    out.field("openPayments", status.openPayments);
    out.field("openFlags", status.openFlags);
    out.field("pendingQuestions", status.pendingQuestions);
    out.field("openFixes", status.openFixes);
    out.field("recordsPerSecond", status.recordsPerSecond);
    out.field("unjudgedPayments", status.unjudgedPayments);
    out.field("stepUsMax", status.stepUsMax);
    out.field("rulesRevision", status.rulesRevision);
    out.field("ruleErrors", status.ruleErrors);
    out.field("warning", status.warning);
    out.endObject();
}

void write(JsonLine& out, const SystemView& system)
{
    out.beginObject();
    out.field("system", system.system);
    out.field("state", system.state);
    out.field("lastFactAt", system.lastFactAt);
    out.field("heartbeatEveryMs", system.heartbeatEvery);
    out.field("factsPerMinute", system.factsPerMinute);
    out.field("questionsPending", system.questionsPending);
    out.field("answerP50Ms", system.answerP50);
    out.field("answerP95Ms", system.answerP95);
    out.field("timeoutsPerMille", system.timeoutsPerMille);
    out.field("openFlags", system.openFlags);
    out.field("valueAtRisk", system.valueAtRisk);
    out.endObject();
}

void write(JsonLine& out, const BacklogPoint& point)
{
    out.beginObject();
    out.field("from", point.from);
    out.field("opened", point.opened);
    out.field("cleared", point.cleared);
    out.field("open", point.open);
    out.endObject();
}

void write(JsonLine& out, const SeriesView& series)
{
    out.beginObject();
    out.field("value", series.value);
    out.field("history", series.history);
    out.endObject();
}

void write(JsonLine& out, const RuleVolume& rule)
{
    out.beginObject();
    out.field("ruleId", rule.ruleId);
    out.field("ruleName", rule.ruleName);
    out.field("severity", rule.severity);
    out.field("open", rule.open);
    out.field("raisedLastHour", rule.raisedLastHour);
    out.endObject();
}

void write(JsonLine& out, const OverviewView& overview)
{
    out.beginObject();
    out.field("asOf", overview.asOf);
    out.field("bucketMs", overview.bucket);
    out.field("newFlags10Min", overview.newFlags10Min);
    out.field("openCritical", overview.openCritical);
    out.field("oldestUnownedMs", overview.oldestUnownedMs);
    out.field("valueAtRiskMinor", overview.valueAtRiskMinor);
    out.field("valueAtRisk", overview.valueAtRisk);
    out.field("pendingQuestions", overview.pendingQuestions);
    out.field("openFixes", overview.openFixes);
    out.field("systems", overview.systems);
    out.field("backlog", overview.backlog);
    out.field("rules", overview.rules);
    out.field("lastFlagAt", overview.lastFlagAt);
    out.endObject();
}

/// `value` when the bytes are text, `valueBase64` otherwise, neither for a tombstone.
void write(JsonLine& out, const RecordView& record)
{
    out.beginObject();
    out.field("topic", record.at.topic);
    out.field("partition", record.at.partition);
    out.field("offset", record.at.offset);
    out.field("time", record.timestamp);
    out.field("key", record.key);
    writeHeaders(out, record.headers);
    out.field("size", record.value.size());
    out.field("tombstone", record.isTombstone);
    if (!record.isTombstone) {
        if (isUtf8(record.value))
            out.field("value", record.value);
        else
            out.field("valueBase64", base64(record.value));
    }
    out.field("reason", record.reason);
    out.endObject();
}

}  // namespace otto
