// SPDX-License-Identifier: Apache-2.0
#include "core/journal/JournalFold.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

Message record(Body body, Instant at = kStart)
{
    Message message;
    message.topic = {"pc", "qa", "pmt", TopicClass::Internal, System::Otto, "Journal", 1};
    message.envelope.time = at;
    message.body = std::move(body);
    return message;
}

Message duty(const std::string& instance, std::uint64_t epoch, bool released = false)
{
    DutyTaken body;
    body.writer = {instance, epoch};
    body.description = instance;
    body.released = released;
    return record(body);
}

Message raised(const std::string& instance, std::uint64_t epoch, const std::string& flag,
               const std::string& rule = "OT04")
{
    FlagRaised body;
    body.writer = {instance, epoch};
    body.flag.flagId = FlagId(flag);
    body.flag.ruleId = rule;
    body.flag.paymentId = PaymentId("P");
    return record(body);
}

Message closed(const std::string& instance, std::uint64_t epoch, const std::string& flag)
{
    FlagClosed body;
    body.writer = {instance, epoch};
    body.flag.flagId = FlagId(flag);
    body.flag.ruleId = "OT04";
    return record(body);
}

Message asked(std::uint32_t attempt, const std::string& request)
{
    QueryIssued body;
    body.writer = {"a", 1};
    body.questionId = RequestId("q");
    body.requestId = RequestId(request);
    body.attempt = attempt;
    body.paymentId = PaymentId("P");
    return record(body);
}

Message claimed(const std::string& who, std::uint32_t version)
{
    Claimed body;
    body.flagId = FlagId("F");
    body.operatorId = OperatorId(who);
    body.expectedVersion = version;
    return record(body);
}

}  // namespace

class tst_JournalFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstOwnerOfAnEpochWins()
    {
        JournalFold fold(2);
        QCOMPARE(fold.apply(0, duty("a", 1)), FoldChange::Duty);
        QCOMPARE(fold.apply(0, duty("b", 1)), FoldChange::Void);
        QCOMPARE(fold.owner(0).instance, std::string("a"));
        QCOMPARE(fold.apply(0, duty("b", 2)), FoldChange::Duty);
        QCOMPARE(fold.owner(0).instance, std::string("b"));
        QVERIFY(fold.owner(1).released);
    }

    void whatAFormerOwnerWritesIsVoid()
    {
        JournalFold fold(1);
        fold.apply(0, duty("a", 1));
        fold.apply(0, duty("b", 2));
        QCOMPARE(fold.apply(0, raised("a", 1, "F")), FoldChange::Void);
        QVERIFY(QString::fromStdString(fold.voidReason()).startsWith(QLatin1String("stale epoch")));
        QCOMPARE(fold.apply(0, raised("b", 2, "F")), FoldChange::Decision);
    }

    void aReleasedShardAcceptsNothingUntilItIsTaken()
    {
        JournalFold fold(1);
        fold.apply(0, duty("a", 1));
        fold.apply(0, duty("a", 1, true));
        QCOMPARE(fold.apply(0, raised("a", 1, "F")), FoldChange::Void);
        QCOMPARE(fold.apply(0, duty("b", 2)), FoldChange::Duty);
    }

    void aRuleHasOneOpenFlagPerSubjectAndCountsOccurrences()
    {
        JournalFold fold(1);
        fold.apply(0, duty("a", 1));
        QCOMPARE(fold.apply(0, raised("a", 1, "F1")), FoldChange::Decision);
        QCOMPARE(fold.apply(0, raised("a", 1, "F1")), FoldChange::Void);
        QCOMPARE(fold.apply(0, raised("a", 1, "F2")), FoldChange::Void);
        QCOMPARE(fold.apply(0, closed("a", 1, "F1")), FoldChange::Decision);
        QCOMPARE(fold.apply(0, closed("a", 1, "F1")), FoldChange::Void);
        QCOMPARE(fold.apply(0, raised("a", 1, "F2")), FoldChange::Decision);
        QCOMPARE(fold.occurrences("OT04", "P"), 2U);
        QCOMPARE(fold.openFlags().size(), 1U);
    }

    void attemptsFollowEachOtherAndTheFirstAnswerStands()
    {
        JournalFold fold(1);
        fold.apply(0, duty("a", 1));
        QCOMPARE(fold.apply(0, asked(2, "q2")), FoldChange::Void);
        QCOMPARE(fold.apply(0, asked(1, "q")), FoldChange::Decision);
        QCOMPARE(fold.apply(0, asked(1, "q")), FoldChange::Void);
        QCOMPARE(fold.pendingQuestions().size(), 1U);
        QueryAnswered answer;
        answer.writer = {"a", 1};
        answer.questionId = RequestId("q");
        answer.requestId = RequestId("q");
        QCOMPARE(fold.apply(0, record(answer)), FoldChange::Decision);
        QCOMPARE(fold.apply(0, record(answer)), FoldChange::Void);
        QVERIFY(fold.pendingQuestions().empty());
        QCOMPARE(fold.questionOf(RequestId("q")), RequestId("q"));
    }

    void ofTwoClaimsTheFirstWins()
    {
        JournalFold fold(1);
        fold.apply(0, duty("a", 1));
        fold.apply(0, raised("a", 1, "F"));
        QCOMPARE(fold.apply(0, claimed("mia", 0)), FoldChange::Decision);
        QCOMPARE(fold.apply(0, claimed("sam", 0)), FoldChange::Void);
        QCOMPARE(fold.flag(FlagId("F"))->owner, std::optional(OperatorId("mia")));
    }

    void aRealOutcomeReplacesUnknownAndNothingElse()
    {
        JournalFold fold(1);
        fold.apply(0, duty("a", 1));
        CommandIssued issued;
        issued.writer = {"a", 1};
        issued.commandId = CommandId("c");
        issued.paymentId = PaymentId("P");
        QCOMPARE(fold.apply(0, record(issued)), FoldChange::Decision);
        QCOMPARE(fold.apply(0, record(issued)), FoldChange::Void);
        CommandOutcome outcome;
        outcome.writer = {"a", 1};
        outcome.commandId = CommandId("c");
        outcome.outcome = "UNKNOWN";
        QCOMPARE(fold.apply(0, record(outcome)), FoldChange::Decision);
        outcome.outcome = "APPLIED";
        QCOMPARE(fold.apply(0, record(outcome)), FoldChange::Decision);
        outcome.outcome = "REJECTED";
        QCOMPARE(fold.apply(0, record(outcome)), FoldChange::Void);
        QCOMPARE(fold.command(CommandId("c"))->outcome->outcome, std::string("APPLIED"));
        QCOMPARE(fold.openCommands().size(), 1U);
    }
};

QTEST_APPLESS_MAIN(tst_JournalFold)
#include "tst_JournalFold.moc"
