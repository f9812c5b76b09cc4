// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Intake.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

#include <chrono>
#include <string>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

OddAnswerView orphan(const std::string& id, const std::string& payment, Duration after)
{
    OddAnswerView out;
    out.answerId = MessageId(id);
    out.name = "GetTrnRs";
    out.from = System::Wso2;
    out.paymentId = PaymentId(payment);
    out.at = kStart + after;
    return out;
}

/// An answer to a question that no journal knows.
Record strayAnswer(int number)
{
    Message request;
    request.envelope.id = MessageId("question-" + std::to_string(number));
    request.envelope.subject = "P";
    request.envelope.correlationId = "P";
    GetTrnRs body;
    body.head.asOf = kStart;
    const Message message = answer(System::Wso2, request, kStart, body);
    const OutgoingRecord out = encodeBinary(message);
    Record record;
    record.topic = out.topic;
    record.partition = 0;
    record.offset = number;
    record.timestamp = kStart;
    record.key = out.key;
    record.headers = out.headers;
    record.value = out.value;
    return record;
}

EngineOptions options()
{
    EngineOptions out;
    out.instance = "odd";
    out.oddAnswersMax = 2;
    out.unmatchedMax = 3;
    out.unmatchedAtStartMax = 8;
    return out;
}

}  // namespace

class tst_OddAnswers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orphansAreSortedAndKnownOnce()
    {
        EngineState state(options());
        state.addOddAnswer(orphan("b", "P", 2s));
        state.addOddAnswer(orphan("a", "P", 2s));
        state.addOddAnswer(orphan("b", "P", 2s));
        QCOMPARE(state.oddAnswers.size(), std::size_t{2});
        QCOMPARE(state.status.duplicates, std::uint64_t{1});
        const auto& known = state.orphans.at(PaymentId("P"));
        QCOMPARE(known.size(), std::size_t{2});
        QCOMPARE(known[0].id, MessageId("a"));
        QCOMPARE(known[1].id, MessageId("b"));
    }

    void aPaymentWhoseOrphanIsForgottenIsLookedAtAgain()
    {
        EngineState state(options());
        state.addOddAnswer(orphan("a", "P", 1s));
        state.addOddAnswer(orphan("b", "Q", 2s));
        state.runner = RuleRunner(state.runner.sharedRules());  // as if all had been looked at
        state.addOddAnswer(orphan("c", "Q", 3s));
        QVERIFY(!state.orphans.contains(PaymentId("P")));
        QCOMPARE(state.runner.unjudged(), std::size_t{2});
    }

    void answersWaitForTheJournalWhileHistoryIsRead()
    {
        EngineState state(options());
        Intake intake(state);
        for (int i = 0; i < 8; ++i) {
            intake.take(strayAnswer(i));
        }
        QCOMPARE(state.unmatched.size(), std::size_t{8});
        QVERIFY(state.oddAnswers.empty());
        state.completeSince = kStart + 1s;
        intake.proven(kStart + 1s);
        QVERIFY(state.unmatched.empty());
        for (int i = 10; i < 13; ++i) {
            intake.take(strayAnswer(i));
        }
        QCOMPARE(state.unmatched.size(), std::size_t{3});
        intake.take(strayAnswer(13));
        QCOMPARE(state.unmatched.size(), std::size_t{3});
        QCOMPARE(state.oddAnswers.back().requestId, std::string("question-10"));
    }
};

QTEST_APPLESS_MAIN(tst_OddAnswers)
#include "tst_OddAnswers.moc"
