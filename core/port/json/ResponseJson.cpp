// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/ResponseJson.h"

#include "core/port/json/JsonLine.h"

#include <array>
#include <cstddef>
#include <variant>

namespace otto {
namespace {

template <typename E, std::size_t N>
std::string_view word(E value, const std::array<std::string_view, N>& words)
{
    return words.at(static_cast<std::size_t>(value));
}

}  // namespace

void write(JsonLine& out, Connection state)
{
    out.string(word(state, std::to_array<std::string_view>({"connecting", "up", "down"})));
}

void write(JsonLine& out, DutyState state)
{
    out.string(
        word(state, std::to_array<std::string_view>({"catching-up", "deciding", "read-only"})));
}

void write(JsonLine& out, SystemState state)
{
    out.string(word(state, std::to_array<std::string_view>({"never-heard", "live", "silent"})));
}

void write(JsonLine& out, TickState state)
{
    out.string(word(
        state, std::to_array<std::string_view>({"none", "pending", "done", "refused", "unknown"})));
}

void write(JsonLine& out, FixState state)
{
    out.string(word(state, std::to_array<std::string_view>({"decided", "sent", "answered",
                                                            "verified", "refused", "not-verified",
                                                            "unknown", "not-sent"})));
}

void write(JsonLine& out, QuestionState state)
{
    out.string(
        word(state, std::to_array<std::string_view>({"decided", "asked", "answered",
                                                     "answered-late", "timed-out", "gave-up"})));
}

void write(JsonLine& out, OddAnswerKind kind)
{
    out.string(word(
        kind, std::to_array<std::string_view>({"late", "duplicate", "contradictory", "orphan"})));
}

void write(JsonLine& out, NextStep step)
{
    out.string(
        word(step, std::to_array<std::string_view>({"wait-for-answer", "ask", "fix",
                                                    "wait-for-verification", "look", "none"})));
}

void write(JsonLine& out, RecordKind kind)
{
    out.string(word(
        kind, std::to_array<std::string_view>({"fact", "question", "answer", "command", "outcome",
                                               "flag", "journal", "unknown", "refused"})));
}

void write(JsonLine& out, ParameterType type)
{
    out.string(
        word(type, std::to_array<std::string_view>({"text", "status", "money", "limit-windows"})));
}

void write(JsonLine& out, const RecordRef& at)
{
    if (!at.isSet()) {
        out.null();
        return;
    }
    out.beginObject();
    out.field("topic", at.topic);
    out.field("partition", at.partition);
    out.field("offset", at.offset);
    out.endObject();
}

void write(JsonLine& out, const EvidenceView& evidence)
{
    out.beginObject();
    out.field("source", evidence.source);
    out.field("id", evidence.id);
    out.field("name", evidence.name);
    out.field("time", evidence.time);
    out.field("at", evidence.at);
    out.endObject();
}

void write(JsonLine& out, const FlagView& flag)
{
    out.beginObject();
    out.field("flagId", flag.id);
    out.field("state", flag.isOpen ? "open" : "cleared");
    out.field("ruleId", flag.ruleId);
    out.field("ruleName", flag.ruleName);
    out.field("ruleVersion", flag.ruleVersion);
    out.field("severity", flag.severity);
    out.field("occurrence", flag.occurrence);
    out.field("subject", flag.subject);
    out.field("paymentId", flag.paymentId);
    out.field("feed", flag.feed);
    out.field("amount", flag.amount);
    out.field("rail", flag.rail);
    out.field("paymentStatus", flag.paymentStatus);
    out.field("raisedAt", flag.raisedAt);
    out.field("dueAt", flag.dueAt);
    out.field("clearedAt", flag.clearedAt);
    out.field("clearReason", flag.clearReason);
    out.field("sentence", flag.sentence);
    out.field("observed", flag.observed);
    out.field("expected", flag.expected);
    out.field("evidence", flag.evidence);
    out.field("suggestedSuspender", flag.suggestedSuspender);
    out.field("suggestedFixer", flag.suggestedFixer);
    out.field("intent", flag.intent);
    out.field("nextStep", flag.nextStep);
    out.field("nextStepName", flag.nextStepName);
    out.field("waitingFor", flag.waitingFor);
    out.field("owner", flag.owner);
    out.field("claimVersion", flag.claimVersion);
    out.field("published", flag.isPublished);
    out.endObject();
}

void write(JsonLine& out, const QuestionView& question)
{
    out.beginObject();
    out.field("questionId", question.questionId);
    out.field("requestId", question.requestId);
    out.field("name", question.suspender);
    out.field("state", question.state);
    out.field("pending", question.isPending());
    out.field("target", question.target);
    out.field("paymentId", question.paymentId);
    out.field("flagId", question.flagId);
    out.field("askedBy", question.askedBy);
    out.field("attempt", question.attempt);
    out.field("attemptsMax", question.attemptsMax);
    out.field("issuedAt", question.issuedAt);
    out.field("deadline", question.deadline);
    out.field("sentAt", question.sentAt);
    out.field("answeredAt", question.answeredAt);
    out.field("answer", question.answer);
    out.field("conclusive", question.isConclusive);
    out.field("requestAt", question.requestAt);
    out.field("answerAt", question.answerAt);
    out.endObject();
}

void write(JsonLine& out, const OddAnswerView& answer)
{
    out.beginObject();
    out.field("answerId", answer.answerId);
    out.field("state", answer.kind);
    out.field("requestId", answer.requestId);
    out.field("name", answer.name);
    out.field("from", answer.from);
    out.field("paymentId", answer.paymentId);
    out.field("time", answer.at);
    out.field("answer", answer.answer);
    out.field("explanation", answer.explanation);
    out.field("at", answer.recordAt);
    out.endObject();
}

void write(JsonLine& out, const Tick3& tick)
{
    out.beginObject();
    out.field("state", tick.state);
    out.field("time", tick.at);
    out.field("text", tick.text);
    out.field("at", tick.recordAt);
    out.endObject();
}

void write(JsonLine& out, const FixView& fix)
{
    out.beginObject();
    out.field("commandId", fix.commandId);
    out.field("name", fix.fixer);
    out.field("state", fix.state);
    out.field("open", fix.isOpen());
    out.field("target", fix.target);
    out.field("paymentId", fix.paymentId);
    out.field("flagId", fix.flagId);
    out.field("requestedBy", fix.requestedBy);
    out.field("reasonCode", fix.reasonCode);
    out.field("comment", fix.comment);
    out.field("idempotencyKey", fix.idempotencyKey);
    out.field("issuedAt", fix.issuedAt);
    out.field("expiresAt", fix.expiresAt);
    out.field("deadline", fix.deadline);
    out.field("sent", fix.sent);
    out.field("answered", fix.answered);
    out.field("verified", fix.verified);
    out.field("explanation", fix.explanation);
    out.endObject();
}

void write(JsonLine& out, const PaymentSummary& payment)
{
    out.beginObject();
    out.field("paymentId", payment.id);
    out.field("amount", payment.amount);
    out.field("rail", payment.rail);
    out.field("direction", payment.direction);
    out.field("status", payment.status);
    out.field("statusSince", payment.statusSince);
    out.field("openFlags", payment.openFlags);
    out.endObject();
}

void write(JsonLine& out, const TruthCell& cell)
{
    out.beginObject();
    out.field("text", cell.text);
    out.field("assertedAt", cell.assertedAt);
    out.field("answer", cell.isAnswer);
    out.field("messageId", cell.messageId);
    out.field("at", cell.at);
    out.endObject();
}

/// One row per field; its cells are named after the systems that asserted something.
void write(JsonLine& out, const TruthTable& table)
{
    out.beginObject();
    out.field("systems", table.systems);
    out.key("rows");
    out.beginArray();
    for (const TruthRow& row : table.rows) {
        out.beginObject();
        out.field("field", row.field);
        out.field("label", row.label);
        out.field("disagrees", row.disagrees);
        out.key("cells");
        out.beginObject();
        for (std::size_t i = 0; i < row.cells.size() && i < table.systems.size(); ++i)
            out.field(wireName(table.systems[i]), row.cells[i]);
        out.endObject();
        out.endObject();
    }
    out.endArray();
    out.endObject();
}

void write(JsonLine& out, const TimelineEntry& entry)
{
    out.beginObject();
    out.field("time", entry.time);
    out.field("arrivedAt", entry.arrivedAt);
    out.field("kind", entry.kind);
    out.field("lane", entry.lane);
    out.field("title", entry.title);
    out.field("detail", entry.detail);
    out.field("messageId", entry.messageId);
    out.field("causationId", entry.causationId);
    out.field("at", entry.at);
    out.endObject();
}

void write(JsonLine& out, const PaymentView& payment)
{
    out.beginObject();
    out.field("paymentId", payment.summary.id);
    out.field("amount", payment.summary.amount);
    out.field("rail", payment.summary.rail);
    out.field("direction", payment.summary.direction);
    out.field("status", payment.summary.status);
    out.field("statusSince", payment.summary.statusSince);
    out.field("terminal", payment.isTerminal);
    out.field("slaDue", payment.slaDue);
    out.field("openFlags", payment.summary.openFlags);
    out.field("channel", payment.channel);
    out.field("participant", payment.participant);
    out.field("debtor", payment.debtorMasked);
    out.field("creditor", payment.creditorMasked);
    out.field("endToEndId", payment.endToEndId);
    out.field("networkReference", payment.networkReference);
    out.field("businessDate", payment.businessDate);
    out.field("truth", payment.truth);
    out.field("timeline", payment.timeline);
    out.field("flags", payment.flags);
    out.field("questions", payment.questions);
    out.field("oddAnswers", payment.oddAnswers);
    out.field("fixes", payment.fixes);
    out.field("gaps", payment.gaps);
    out.endObject();
}

void write(JsonLine& out, const FixerParameter& parameter)
{
    out.beginObject();
    out.field("name", parameter.name);
    out.field("label", parameter.label);
    out.field("help", parameter.help);
    out.field("type", parameter.type);
    out.field("required", parameter.isRequired);
    out.field("locked", parameter.isLocked);
    out.field("choices", parameter.choices);
    out.field("value", parameter.value);
    out.endObject();
}

void write(JsonLine& out, const FixerView& fixer)
{
    out.beginObject();
    out.field("name", fixer.name);
    out.field("title", fixer.title);
    out.field("description", fixer.description);
    out.field("target", fixer.targetText);
    out.field("riskClass", fixer.riskClass);
    out.field("risk", fixer.riskText);
    out.field("outcome", fixer.outcomeName);
    out.field("confirmingFact", fixer.confirmingFact);
    out.field("timeoutMs", fixer.timeout);
    out.field("parameters", fixer.parameters);
    out.field("reasonCodes", fixer.reasonCodes);
    out.field("sentCount", fixer.sentCount);
    out.field("verifiedCount", fixer.verifiedCount);
    out.endObject();
}

void write(JsonLine& out, const SuspenderView& suspender)
{
    out.beginObject();
    out.field("name", suspender.name);
    out.field("title", suspender.title);
    out.field("description", suspender.description);
    out.field("target", suspender.targetText);
    out.field("timeoutMs", suspender.timeout);
    out.field("attempts", suspender.attempts);
    out.endObject();
}

void write(JsonLine& out, const CatalogueView& catalogue)
{
    out.beginObject();
    out.field("fixers", catalogue.fixers);
    out.field("suspenders", catalogue.suspenders);
    out.endObject();
}

void write(JsonLine& out, const Error& error)
{
    out.beginObject();
    out.field("code", error.code);
    out.field("text", error.text);
    out.endObject();
}

void write(JsonLine& out, const Precondition& condition)
{
    out.beginObject();
    out.field("text", condition.text);
    out.field("holds", condition.holds);
    out.endObject();
}

void write(JsonLine& out, const FixPreview& preview)
{
    out.beginObject();
    out.field("form", preview.form);
    out.field("commandId", preview.commandId);
    out.field("topic", preview.topic);
    out.field("key", preview.key);
    out.field("headers", preview.headers);
    out.field("value", preview.value);
    out.field("valueSha256", preview.valueSha256);
    out.field("preconditions", preview.preconditions);
    out.field("refusal", preview.refusal);
    out.endObject();
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
    out.field("stepUsMax", status.stepUsMax);
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
    out.field("headers", record.headers);
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

void write(JsonLine& out, const QuestionAccepted& accepted)
{
    out.beginObject();
    out.field("questionId", accepted.questionId);
    out.field("requestId", accepted.requestId);
    out.field("wasPending", accepted.wasPending);
    out.endObject();
}

void write(JsonLine& out, const FixAccepted& accepted)
{
    out.beginObject();
    out.field("commandId", accepted.commandId);
    out.field("wasAccepted", accepted.wasAccepted);
    out.endObject();
}

void write(JsonLine& out, const ClaimAccepted& accepted)
{
    out.beginObject();
    out.field("flagId", accepted.flagId);
    out.endObject();
}

std::string responseJson(const Response& response, std::string_view idJson)
{
    JsonLine out;
    out.beginObject();
    if (!idJson.empty()) {
        out.key("id");
        out.raw(idJson);
    }
    out.field("ok", !std::holds_alternative<Error>(response));
    if (const auto* error = std::get_if<Error>(&response)) {
        out.field("error", *error);
    } else if (const auto* questions = std::get_if<QuestionsView>(&response)) {
        out.field("result", questions->questions);
        out.field("oddAnswers", questions->oddAnswers);
    } else {
        out.key("result");
        std::visit(
            [&out]<typename T>(const T& result) {
                if constexpr (!std::is_same_v<T, QuestionsView>)
                    write(out, result);
            },
            response);
    }
    out.endObject();
    return out.text();
}

std::string summaryJson(const EngineStatus& status)
{
    JsonLine out;
    out.beginObject();
    out.field("facts", status.facts);
    out.field("duplicates", status.duplicates);
    out.field("quarantined", status.quarantined);
    out.field("flagsRaised", status.flagsRaised);
    out.field("flagsCleared", status.flagsCleared);
    out.field("questionsAsked", status.questionsAsked);
    out.field("answered", status.answered);
    out.field("fixersSent", status.fixersSent);
    out.field("verified", status.verified);
    out.endObject();
    return out.text();
}

}  // namespace otto
