// SPDX-License-Identifier: Apache-2.0
#include "core/engine/ViewBuilder.h"

#include "core/engine/Intake.h"
#include "core/engine/RuleDecisions.h"
#include "core/fixers/FixerPlan.h"
#include "core/model/Lifecycle.h"
#include "core/rules/RuleText.h"

#include <algorithm>
#include <tuple>

namespace otto {
namespace {

System knownOr(const Open<System>& system, System fallback)
{
    return system.isKnown() ? system.known() : fallback;
}

std::string fallbackSentence(const PaymentFlagged& flag)
{
    std::string out;
    for (const auto& [name, value] : flag.observed) {
        out += (out.empty() ? "" : ", ") + name + " " + value;
    }
    return out + "; expected " + flag.expected + ".";
}

}  // namespace

FlagView ViewBuilder::flag(const FlagId& id) const
{
    const FlagEntry& entry = *m_state.journal.flag(id);
    const PaymentFlagged& flag = entry.raised.flag;
    const Payment* payment = flag.paymentId ? m_state.payments.find(*flag.paymentId) : nullptr;
    FlagView view;
    view.id = id;
    view.ruleId = flag.ruleId;
    view.ruleName = flag.ruleName;
    view.ruleVersion = flag.ruleVersion;
    view.severity =
        entry.raised.severity.isKnown() ? entry.raised.severity.known() : Severity::Warn;
    view.occurrence = flag.occurrence;
    view.subject = entry.subject();
    view.paymentId = flag.paymentId;
    if (flag.feed) {
        const auto feed = Open<System>::fromText(*flag.feed);
        view.feed = feed.isKnown() ? std::optional(feed.known()) : std::nullopt;
    }
    view.amount = flag.exposure;
    view.isOpen = entry.isOpen();
    view.raisedAt = entry.raised.raisedAt;
    view.dueAt = flag.dueAt;
    view.sentence = entry.raised.sentence.value_or(fallbackSentence(flag));
    view.observed = flag.observed;
    view.expected = flag.expected;
    view.suggestedSuspender = flag.suggested.suspender.value_or("");
    view.suggestedFixer = flag.suggested.fixer.value_or("");
    view.intent = flag.intent.value_or("");
    view.owner = entry.owner;
    view.claimVersion = entry.claimVersion;
    view.isPublished = m_state.published.contains(raisedMessageId(id));
    view.evidence = evidence(entry, payment);
    if (entry.closed) {
        view.clearedAt = entry.closed->clearedAt;
        view.clearReason = std::string(entry.closed->flag.clearReason.text());
    }
    if (payment != nullptr) {
        const Payment::Merged merged = payment->merged();
        view.paymentStatus = merged.isSet ? std::string(merged.status.text()) : std::string();
        view.rail = payment->added ? std::string(payment->added->rail.text()) : std::string();
        const Rule* rule = m_state.runner.rules().find(flag.ruleId);
        if (view.isOpen && rule != nullptr && m_state.status.watermark) {
            view.severity = std::max(view.severity, severityNow(*rule, *payment));
        }
    }
    adviseNextStep(view, entry, payment);
    return view;
}

Severity ViewBuilder::severityNow(const Rule& rule, const Payment& payment) const
{
    const PaymentSurroundings surroundings = m_state.runner.surroundingsOf(
        m_state.payments.indexIfKnown(payment.id).value_or(0), payment,
        engineSurroundings(m_state, payment.id), [this](std::uint32_t number) -> const Payment& {
            return m_state.payments.payment(number);
        });
    const PaymentScope scope(payment, &surroundings, m_state.runner.rules().sla());
    RuleInput input;
    input.payment = &payment;
    input.feeds = &m_state.feeds;
    input.now = *m_state.judgedUpTo();
    input.surroundings = &surroundings;
    RuleScratch scratch;
    const Verdict verdict = rule.evaluate(input, &scope, scratch);
    return verdict.isHigh ? rule.definition().highSeverity : rule.definition().severity;
}

std::vector<EvidenceView> ViewBuilder::evidence(const FlagEntry& entry,
                                                const Payment* payment) const
{
    std::vector<EvidenceView> out;
    for (const EvidenceRef& ref : entry.raised.flag.evidence) {
        EvidenceView view;
        view.id = ref.id;
        const std::size_t slash = ref.source.rfind('/');
        const auto source = Open<System>::fromText(
            slash == std::string::npos ? ref.source : ref.source.substr(slash + 1));
        view.source = knownOr(source, System::Otto);
        if (payment != nullptr) {
            for (const PaymentEntry& known : payment->entries) {
                if (known.from.id == ref.id) {
                    view.name = known.name;
                    view.time = known.from.time;
                    view.at = m_state.payments.refOf(known.from);
                }
            }
        }
        out.push_back(std::move(view));
    }
    return out;
}

QuestionView ViewBuilder::question(const RequestId& id) const
{
    const QuestionEntry& entry = *m_state.journal.question(id);
    const QuestionAttempt& last = entry.last();
    QuestionView view;
    view.questionId = id;
    view.requestId = last.issued.requestId;
    view.suspender = last.issued.suspender;
    view.target = knownOr(last.issued.target, System::Core);
    view.paymentId = last.issued.paymentId;
    view.flagId = last.issued.flagId;
    view.askedBy = last.issued.askedBy;
    view.attempt = last.issued.attempt;
    view.attemptsMax = last.issued.attemptsMax;
    view.issuedAt = last.issued.issuedAt;
    view.deadline = last.issued.deadline;
    const auto sent = m_state.published.find(MessageId(last.issued.requestId.value));
    if (sent != m_state.published.end()) {
        view.sentAt = sent->second.at;
        view.requestAt = sent->second.recordAt;
        view.state = QuestionState::Asked;
    }
    if (last.expired) {
        view.state = last.expired->gaveUp ? QuestionState::GaveUp : QuestionState::TimedOut;
    }
    // The latest answered attempt speaks for the question.
    for (const QuestionAttempt& attempt : entry.attempts) {
        if (!attempt.answered) {
            continue;
        }
        view.state = attempt.expired ? QuestionState::AnsweredLate : QuestionState::Answered;
        view.answeredAt = attempt.answered->answeredAt;
        view.isConclusive = attempt.answered->conclusive;
        view.answer = std::string(attempt.answered->result.text());
        const auto seen = m_state.answers.find(attempt.issued.requestId);
        if (seen != m_state.answers.end()) {
            view.answer = seen->second.text;
            view.answerAt = seen->second.recordAt;
        }
    }
    const bool isAskedAgain = !last.answered && !last.expired && entry.attempts.size() > 1;
    if (isAskedAgain && view.state != QuestionState::AnsweredLate) {
        view.state = view.sentAt ? QuestionState::Asked : QuestionState::Decided;
    }
    return view;
}

PaymentSummary ViewBuilder::summary(const Payment& payment) const
{
    const Payment::Merged merged = payment.merged();
    PaymentSummary out;
    out.id = payment.id;
    out.amount = payment.amount();
    out.rail = payment.added ? std::string(payment.added->rail.text()) : std::string();
    out.direction = payment.added ? std::string(payment.added->direction.text()) : std::string();
    out.status = merged.isSet ? std::string(merged.status.text()) : std::string();
    out.statusSince = merged.since;
    for (const FlagId& id : m_state.journal.flagsOf(payment.id.value)) {
        out.openFlags += m_state.journal.flag(id)->isOpen() ? 1U : 0U;
    }
    return out;
}

PaymentView ViewBuilder::payment(const Payment& payment) const
{
    PaymentView view;
    view.summary = summary(payment);
    if (payment.added) {
        const PaymentAdded& added = *payment.added;
        view.channel = added.channel.value_or("");
        view.participant = added.participantId.value_or("");
        view.debtorMasked = added.debtorAccount ? added.debtorAccount->masked : std::string();
        view.creditorMasked = added.creditor ? added.creditor->masked : std::string();
        view.endToEndId = added.endToEndId.value_or("");
        view.networkReference = added.networkReference.value_or("");
        view.businessDate = added.businessDate ? added.businessDate->text() : std::string();
    }
    const Payment::Merged merged = payment.merged();
    if (merged.isSet && merged.status.isKnown()) {
        view.isTerminal = isTerminal(merged.status.known());
        const auto rail = payment.rail();
        const SlaTable& slas = m_state.runner.rules().sla();
        const auto sla = rail ? slas.of(*rail, merged.status.known(), merged.since) : std::nullopt;
        if (sla && !view.isTerminal) {
            view.slaDue = merged.since + *sla;
        }
    }
    view.truth = truthTable(payment, m_state.payments);
    view.timeline = timeline(payment);
    for (const FlagId& id : m_state.journal.flagsOf(payment.id.value)) {
        view.flags.push_back(flag(id));
    }
    for (const RequestId& id : m_state.journal.questionsOf(payment.id)) {
        view.questions.push_back(question(id));
    }
    for (const CommandId& id : m_state.journal.commandsOf(payment.id)) {
        view.fixes.push_back(fix(id));
    }
    for (const auto& [id, order] : m_state.lostOrders) {
        if (order.issued.paymentId == payment.id) {
            view.fixes.push_back(fix(id));
        }
    }
    for (const OddAnswerView& odd : m_state.oddAnswers) {
        if (odd.paymentId == payment.id) {
            view.oddAnswers.push_back(odd);
        }
    }
    view.gaps = versionGaps(payment);
    return view;
}

std::vector<TimelineEntry> ViewBuilder::timeline(const Payment& payment) const
{
    std::vector<TimelineEntry> out;
    for (const PaymentEntry& entry : payment.entries) {
        out.push_back({entry.from.time, entry.from.arrivedAt,
                       entry.from.isAnswer ? RecordKind::Answer : RecordKind::Fact, entry.source,
                       entry.name, entry.detail, entry.from.id, entry.causationId,
                       m_state.payments.refOf(entry.from)});
    }
    const auto publishedAt = [this](const MessageId& id) {
        const auto it = m_state.published.find(id);
        return it == m_state.published.end() ? PublishedSeen{} : it->second;
    };
    for (const RequestId& id : m_state.journal.questionsOf(payment.id)) {
        for (const QuestionAttempt& attempt : m_state.journal.question(id)->attempts) {
            const QueryIssued& issued = attempt.issued;
            const PublishedSeen sent = publishedAt(MessageId(issued.requestId.value));
            out.push_back({issued.issuedAt, sent.at, RecordKind::Question,
                           knownOr(issued.target, System::Core), issued.suspender,
                           "asked by " + issued.askedBy + ", attempt "
                               + std::to_string(issued.attempt) + " of "
                               + std::to_string(issued.attemptsMax),
                           MessageId(issued.requestId.value), MessageId{}, sent.recordAt});
        }
    }
    for (const CommandId& id : m_state.journal.commandsOf(payment.id)) {
        const CommandEntry& command = *m_state.journal.command(id);
        const CommandIssued& issued = command.issued;
        const PublishedSeen sent = publishedAt(MessageId(id.value));
        out.push_back({issued.issuedAt, sent.at, RecordKind::Command,
                       knownOr(issued.target, System::Core), issued.fixer,
                       "sent by " + issued.requestedBy.value + ": " + issued.comment,
                       MessageId(id.value), MessageId{}, sent.recordAt});
        if (command.outcome) {
            const auto seen = m_state.outcomes.find(id);
            out.push_back(
                {command.outcome->at, command.outcome->at, RecordKind::Outcome,
                 knownOr(issued.target, System::Core), issued.fixer,
                 command.outcome->outcome
                     + (command.outcome->rejection ? ": " + command.outcome->rejection->text
                                                   : std::string()),
                 command.outcome->outcomeId.value_or(MessageId{}), MessageId(id.value),
                 seen == m_state.outcomes.end() ? RecordRef{} : seen->second.recordAt});
        }
    }
    for (const FlagId& id : m_state.journal.flagsOf(payment.id.value)) {
        const FlagEntry& entry = *m_state.journal.flag(id);
        const PublishedSeen sent = publishedAt(raisedMessageId(id));
        out.push_back({entry.raised.raisedAt, sent.at, RecordKind::Flag, System::Otto,
                       entry.raised.flag.ruleId + " raised", entry.raised.flag.ruleName,
                       raisedMessageId(id), MessageId{}, sent.recordAt});
        if (entry.closed) {
            out.push_back({entry.closed->clearedAt, entry.closed->clearedAt, RecordKind::Flag,
                           System::Otto, entry.raised.flag.ruleId + " cleared",
                           std::string(entry.closed->flag.clearReason.text()), clearedMessageId(id),
                           raisedMessageId(id), publishedAt(clearedMessageId(id)).recordAt});
        }
    }
    std::sort(out.begin(), out.end(), [](const TimelineEntry& a, const TimelineEntry& b) {
        return std::tie(a.time, a.messageId) < std::tie(b.time, b.messageId);
    });
    return out;
}

EngineStatus ViewBuilder::status() const
{
    EngineStatus out = m_state.status;
    out.now = m_state.now;
    out.duty = m_state.duty.state();
    out.dutyText = m_state.duty.text();
    out.payments = m_state.payments.size();
    out.openPayments = m_state.payments.openCount();
    const RuleRunner& runner = m_state.runner;
    out.unjudgedPayments = out.duty == DutyState::Deciding ? runner.unjudged() : runner.unindexed();
    out.openFlags = m_state.journal.openFlags().size();
    out.pendingQuestions = m_state.journal.pendingQuestions().size();
    out.openFixes = m_state.journal.openCommands().size();
    const auto add = [&out](const std::string& sentence) {
        out.warning += (out.warning.empty() ? "" : " ") + sentence;
    };
    if (!m_state.journalTrouble.empty()) {
        add("Decisions cannot be recorded and are tried again: " + m_state.journalTrouble + ".");
    }
    if (m_state.publicTrouble) {
        add("The broker does not take what Otto publishes; it is tried again: "
            + m_state.publicTrouble->second + ".");
    }
    if (const std::string obstacle = m_state.journalObstacle(); !obstacle.empty()) {
        add(obstacle);
    }
    return out;
}

}  // namespace otto
