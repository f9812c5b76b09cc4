// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

GetTrnRs notFound(const Message& request, Instant asOf, bool isConclusive)
{
    GetTrnRs body;
    body.head.requestId = RequestId(request.envelope.id.value);
    body.head.result = AnswerResult::NotFound;
    body.head.conclusive = isConclusive;
    body.head.retryAfterMs = 5000;
    body.head.asOf = asOf;
    return body;
}

struct Scene
{
    Scene() : desk(rig, "a")
    {
        desk.settle();
        rig.publish(added("PMT-1", rig.clock.now()));
        rig.publish(status("PMT-1", PaymentStatus::DebitPending, 1, rig.clock.now() + 1s));
        desk.run(33s);
    }
    std::vector<Message> requests() { return rig.named("GetTrnRq"); }
    void answerLast(bool isConclusive)
    {
        const Message request = requests().back();
        rig.publish(answer(System::Wso2, request, rig.clock.now(),
                           notFound(request, rig.clock.now(), isConclusive)));
    }
    QuestionView question() { return desk.get<QuestionsView>(SuspendersQuery{}).questions.at(0); }

    BusRig rig;
    EngineDesk desk;
};

}  // namespace

/// Every question ends: answered, or given up.
class tst_Questions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUnansweredAttemptAfterAnInconclusiveAnswerIsAskedAgain()
    {
        Scene s;
        QCOMPARE(s.requests().size(), 1U);
        s.answerLast(false);
        s.desk.run(7s);
        QCOMPARE(s.requests().size(), 2U);
        // Nobody answers the second attempt.
        s.desk.run(40s);
        QCOMPARE(s.requests().size(), 3U);
        s.desk.run(1min);
        QCOMPARE(s.requests().size(), 3U);
        QCOMPARE(s.desk.status().pendingQuestions, 0U);
        // So an operator can ask anew.
        const auto asked =
            s.desk.get<QuestionAccepted>(AskSuspenderCommand{"GetTrn", PaymentId("PMT-1")});
        QVERIFY(!asked.wasPending);
    }

    void aLateConclusiveAnswerEndsTheQuestion()
    {
        Scene s;
        const Message first = s.requests().at(0);
        s.desk.run(20s);
        QCOMPARE(s.requests().size(), 2U);
        s.rig.publish(answer(System::Wso2, first, s.rig.clock.now(),
                             notFound(first, s.rig.clock.now(), true)));
        s.desk.run(1min);
        QCOMPARE(s.requests().size(), 2U);
        QCOMPARE(s.desk.status().pendingQuestions, 0U);
    }

    void aQuestionThatNobodyNeedsAnyMoreIsGivenUp()
    {
        Scene s;
        s.answerLast(false);
        s.desk.run(7s);
        QCOMPARE(s.requests().size(), 2U);
        // The flag clears by itself.
        s.rig.publish(posted("PMT-1", s.rig.clock.now()));
        s.rig.publish(status("PMT-1", PaymentStatus::Debited, 2, s.rig.clock.now()));
        s.desk.run(1min);
        QVERIFY(!s.desk.openFlag("OT04"));
        QCOMPARE(s.requests().size(), 2U);
        QCOMPARE(s.desk.status().pendingQuestions, 0U);
    }

    void anAnswerOfAnotherKindOrSystemIsOdd()
    {
        Scene s;
        const Message request = s.requests().back();
        const Instant now = s.rig.clock.now();
        GetLimitsRs limitsAnswer;
        limitsAnswer.head.requestId = RequestId(request.envelope.id.value);
        limitsAnswer.head.result = AnswerResult::Found;
        limitsAnswer.head.conclusive = true;
        limitsAnswer.head.asOf = now;
        s.rig.publish(answer(System::Wso2, request, now, limitsAnswer));
        s.rig.publish(answer(System::Zelle, request, now + 1s, notFound(request, now, true)));
        s.desk.run(2s);
        QCOMPARE(s.desk.get<QuestionsView>(SuspendersQuery{}).oddAnswers.size(), 2U);
        QCOMPARE(s.question().state, QuestionState::Asked);
        QVERIFY(s.desk.openFlag("OT04"));
    }
};

QTEST_APPLESS_MAIN(tst_Questions)
#include "tst_Questions.moc"
