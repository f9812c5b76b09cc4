// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/ViewJson.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace otto {
namespace {

constexpr std::array<std::string_view, 9> kRecordKindWords{
    "fact", "question", "answer", "command", "outcome", "flag", "journal", "unknown", "refused"};
constexpr std::array<std::string_view, 6> kNextStepWords{"wait-for-answer",       "ask",  "fix",
                                                         "wait-for-verification", "look", "none"};
constexpr std::array<std::string_view, 6> kQuestionStateWords{
    "decided", "asked", "answered", "answered-late", "timed-out", "gave-up"};
constexpr std::array<std::string_view, 4> kOddAnswerKindWords{"late", "duplicate", "contradictory",
                                                              "orphan"};

}  // namespace

void write(JsonLine& out, RecordKind kind)
{
    out.string(kRecordKindWords.at(static_cast<std::size_t>(kind)));
}

void write(JsonLine& out, NextStep step)
{
    out.string(kNextStepWords.at(static_cast<std::size_t>(step)));
}

void write(JsonLine& out, QuestionState state)
{
    out.string(kQuestionStateWords.at(static_cast<std::size_t>(state)));
}

void write(JsonLine& out, OddAnswerKind kind)
{
    out.string(kOddAnswerKindWords.at(static_cast<std::size_t>(kind)));
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

}  // namespace otto
