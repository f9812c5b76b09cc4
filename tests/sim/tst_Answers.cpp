// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/SimulatedWorld.h"

#include <QTest>

#include <chrono>
#include <memory>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

WorldOptions withPayments(std::uint64_t count)
{
    WorldOptions options;
    options.paymentsMax = count;
    return options;
}

std::unique_ptr<SimulatedWorld> settledWorld(const std::string& more = {})
{
    auto sim = std::make_unique<SimulatedWorld>(
        SimulatedWorld::scenarioOf("rate = 5\nrails = { ZELLE = 1 }\n"
                                   "directions = { OUTBOUND = 1 }\n"
                                   + more),
        withPayments(4));
    sim->runFor(1min);
    return sim;
}

/// Answers of one kind to one request.
template <typename Rs>
std::vector<Message> answersTo(SimulatedWorld& sim, const std::string& request)
{
    std::vector<Message> found;
    for (const Message& message : sim.messagesOf<Rs>()) {
        if (message.envelope.causationId == MessageId(request)) {
            found.push_back(message);
        }
    }
    return found;
}

template <typename Rs>
Rs onlyAnswer(SimulatedWorld& sim, const std::string& request)
{
    const std::vector<Message> answers = answersTo<Rs>(sim, request);
    return answers.size() == 1 ? std::get<Rs>(answers[0].body) : Rs{};
}

}  // namespace

class tst_Answers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusIsAnsweredByTheOwner();
    void otherSystemsDoNotAnswer();
    void answerCarriesItsQuestion();
    void unknownPaymentIsNotProvenAbsent();
    void transactionIsFoundByEveryMatch();
    void transactionOutsideTheWindowIsNotFound();
    void limitsAnswerStatesEveryWindow();
    void paymentIsAnsweredInFull();
    void reconItemIsAnswered();
    void pingTellsTheLastSequence();
    void sameRequestGetsTheSameAnswer();
    void sameRequestGetsTheSameAnswerAfterARestart();
    void openRequestIsAnsweredAfterARestart();
    void expiredRequestIsNotAnswered();
    void answerIsLate();
    void answerIsMissing();
    void answerIsGivenTwice();
};

void tst_Answers::statusIsAnsweredByTheOwner()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now()));
    sim->runFor(10s);
    const auto answer = onlyAnswer<GetPaymentStatusRs>(*sim, "rq-1");
    QVERIFY(answer.head.result.is(AnswerResult::Found));
    QVERIFY(answer.head.conclusive);
    QVERIFY(answer.status->is(PaymentStatus::Settled));
    QCOMPARE(*answer.entityVersion, 7U);
    QVERIFY(answer.networkReference);
    // As CPR sees it: handed over.
    sim->publish(questionOf<GetPaymentStatusRq>("rq-2", System::Cpr, id, sim->now()));
    sim->runFor(10s);
    const auto other = onlyAnswer<GetPaymentStatusRs>(*sim, "rq-2");
    QVERIFY(other.status->is(PaymentStatus::Received));
    QCOMPARE(*other.entityVersion, 1U);
}

void tst_Answers::otherSystemsDoNotAnswer()
{
    const auto sim = settledWorld();
    sim->publish(
        questionOf<GetPaymentStatusRq>("rq-1", System::Core, sim->payments().front(), sim->now()));
    sim->runFor(10s);
    QVERIFY(sim->messagesOf<GetPaymentStatusRs>().empty());
}

void tst_Answers::answerCarriesItsQuestion()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    Message asked = questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now());
    asked.envelope.traceparent = "00-11112222333344445555666677778888-0123456789abcdef-01";
    sim->publish(asked);
    sim->runFor(10s);
    const Message answer = answersTo<GetPaymentStatusRs>(*sim, "rq-1").at(0);
    QCOMPARE(answer.envelope.source, System::Zelle);
    QCOMPARE(answer.topic.text(), std::string("pc.qa.pmt.cmd.otto.GetPaymentStatusRs"));
    QCOMPARE(answer.envelope.subject, id.value);
    QCOMPARE(answer.envelope.correlationId, asked.envelope.correlationId);
    QVERIFY(answer.envelope.traceparent->starts_with("00-11112222333344445555666677778888-"));
    const AnswerHead& head = std::get<GetPaymentStatusRs>(answer.body).head;
    QCOMPARE(head.requestId->value, std::string("rq-1"));
    QCOMPARE(head.asOf.ms, answer.envelope.time.ms);
    QVERIFY(answer.envelope.time > asked.envelope.time);
}

void tst_Answers::unknownPaymentIsNotProvenAbsent()
{
    const auto sim = settledWorld();
    const PaymentId nobody("PMT-nobody");
    sim->publish(questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, nobody, sim->now()));
    sim->publish(questionOf<GetLimitsRq>("rq-2", System::Limits, nobody, sim->now()));
    sim->runFor(10s);
    const AnswerHead status = onlyAnswer<GetPaymentStatusRs>(*sim, "rq-1").head;
    QVERIFY(status.result.is(AnswerResult::NotFound) && !status.conclusive);
    const AnswerHead limits = onlyAnswer<GetLimitsRs>(*sim, "rq-2").head;
    QVERIFY(limits.result.is(AnswerResult::NotFound) && !limits.conclusive);
}

void tst_Answers::transactionIsFoundByEveryMatch()
{
    const auto sim = settledWorld();
    const TrnAdded posted = std::get<TrnAdded>(sim->messagesOf<TrnAdded>().front().body);
    GetTrnRq byLeg;
    byLeg.match.eftTrnId = posted.eftTrnId;
    GetTrnRq byReceipt;
    byReceipt.match.trnRcptId = posted.trnRcptId;
    GetTrnRq byAccount;
    byAccount.match.accountHash = posted.account->hash;
    byAccount.match.amount = posted.amount;
    byAccount.match.drCr = DrCr::Debit;
    byAccount.match.window = TimeWindow{SimulatedWorld::start(), sim->now()};
    sim->publish(questionOf("leg", System::Wso2, posted.paymentId, sim->now(), byLeg));
    sim->publish(questionOf("receipt", System::Wso2, posted.paymentId, sim->now(), byReceipt));
    // By account alone, under another payment's name.
    sim->publish(
        questionOf("account", System::Wso2, PaymentId("PMT-other"), sim->now(), byAccount));
    sim->runFor(10s);
    for (const std::string request : {"leg", "receipt", "account"}) {
        const auto answer = onlyAnswer<GetTrnRs>(*sim, request);
        QVERIFY2(answer.head.result.is(AnswerResult::Found), request.c_str());
        QCOMPARE(answer.transactions.size(), std::size_t{1});
        QCOMPARE(answer.transactions[0].trnRcptId, posted.trnRcptId);
        QCOMPARE(answer.transactions[0].amount, posted.amount);
        QVERIFY(answer.searched);
    }
}

void tst_Answers::transactionOutsideTheWindowIsNotFound()
{
    const auto sim = settledWorld();
    const TrnAdded posted = std::get<TrnAdded>(sim->messagesOf<TrnAdded>().front().body);
    GetTrnRq body;
    body.match.accountHash = posted.account->hash;
    body.match.amount = posted.amount;
    body.match.window = TimeWindow{sim->now() - Duration{1000}, sim->now()};
    sim->publish(questionOf("rq-1", System::Wso2, posted.paymentId, sim->now(), body));
    sim->runFor(10s);
    const auto answer = onlyAnswer<GetTrnRs>(*sim, "rq-1");
    QVERIFY(answer.head.result.is(AnswerResult::NotFound));
    QVERIFY(answer.head.conclusive);
}

void tst_Answers::limitsAnswerStatesEveryWindow()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetLimitsRq>("rq-1", System::Limits, id, sim->now()));
    sim->runFor(10s);
    const auto answer = onlyAnswer<GetLimitsRs>(*sim, "rq-1");
    QVERIFY(answer.head.result.is(AnswerResult::Found));
    QCOMPARE(*answer.entityVersion, 2U);
    QCOMPARE(answer.reservations.size(), std::size_t{2});
    QCOMPARE(answer.windows.size(), std::size_t{2});
    for (const LimitReservation& one : answer.reservations) {
        QVERIFY(one.state.is(LimitAction::Consumed));
        QVERIFY(one.reservationId.starts_with("LR-"));
    }
    QVERIFY(answer.windows[0].used.minor >= answer.reservations[0].amount.minor);
}

void tst_Answers::paymentIsAnsweredInFull()
{
    const auto sim = settledWorld();
    const PaymentAdded added = std::get<PaymentAdded>(sim->messagesOf<PaymentAdded>()[0].body);
    GetPaymentRq byEndToEndId;
    byEndToEndId.endToEndId = added.endToEndId;
    sim->publish(questionOf<GetPaymentRq>("rq-1", System::Cpr, added.paymentId, sim->now()));
    sim->publish(
        questionOf("rq-2", System::Cpr, PaymentId("PMT-unknown"), sim->now(), byEndToEndId));
    sim->runFor(10s);
    QCOMPARE(*onlyAnswer<GetPaymentRs>(*sim, "rq-1").payment, added);
    QCOMPARE(*onlyAnswer<GetPaymentRs>(*sim, "rq-2").payment, added);
}

void tst_Answers::reconItemIsAnswered()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetReconItemRq>("rq-1", System::Recon, id, sim->now()));
    sim->runFor(10s);
    const auto answer = onlyAnswer<GetReconItemRs>(*sim, "rq-1");
    QVERIFY(answer.reconResult->is(ReconResult::Matched));
    QCOMPARE(answer.left->amount, answer.right->amount);
    QVERIFY(!answer.breakId);
}

void tst_Answers::pingTellsTheLastSequence()
{
    const auto sim = settledWorld();
    Message ping = questionOf<PingRq>("rq-1", System::Limits, PaymentId("x"), sim->now());
    std::get<PingRq>(ping.body).head.paymentId.reset();
    ping.envelope.subject = "feed";
    sim->publish(ping);
    sim->runFor(5s);
    const Message answer = answersTo<PingRs>(*sim, "rq-1").at(0);
    std::uint64_t last = 0;
    for (const Message& message : sim->messages()) {
        if (message.envelope.source == System::Limits && message.envelope.sequence
            && message.envelope.time <= answer.envelope.time) {
            last = std::max(last, *message.envelope.sequence);
        }
    }
    QCOMPARE(*std::get<PingRs>(answer.body).lastSequence, last);
}

void tst_Answers::sameRequestGetsTheSameAnswer()
{
    const auto sim = settledWorld("[[troubles]]\nkind = \"stuck-status\"\nstatus = \"SENT\"\n"
                                  "per-mille = 1000\ndelay = \"100s\"\n");
    const PaymentId id = sim->payments().front();
    const Message asked = questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now());
    sim->publish(asked);
    sim->runFor(10s);
    // The payment moves on, the answer to this request does not.
    sim->runFor(2min);
    QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
    Message again = asked;
    again.envelope.expiryTime = sim->now() + Duration{15'000};
    sim->publish(again);
    sim->publish(again);
    sim->runFor(10s);
    const auto answers = answersTo<GetPaymentStatusRs>(*sim, "rq-1");
    QCOMPARE(answers.size(), std::size_t{3});
    QCOMPARE(answers[1], answers[0]);
    QCOMPARE(answers[2], answers[0]);
}

void tst_Answers::sameRequestGetsTheSameAnswerAfterARestart()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    Message asked = questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now());
    sim->publish(asked);
    sim->runFor(10s);
    sim->restart(SimulatedWorld::scenarioOf(""), withPayments(0));
    sim->runFor(10s);
    QCOMPARE(answersTo<GetPaymentStatusRs>(*sim, "rq-1").size(), std::size_t{1});
    asked.envelope.expiryTime = sim->now() + Duration{15'000};
    sim->publish(asked);
    sim->runFor(10s);
    const auto answers = answersTo<GetPaymentStatusRs>(*sim, "rq-1");
    QCOMPARE(answers.size(), std::size_t{2});
    QCOMPARE(answers[1], answers[0]);
}

void tst_Answers::openRequestIsAnsweredAfterARestart()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now()));
    sim->restart(SimulatedWorld::scenarioOf(""), withPayments(0));
    sim->runFor(10s);
    QCOMPARE(answersTo<GetPaymentStatusRs>(*sim, "rq-1").size(), std::size_t{1});
}

void tst_Answers::expiredRequestIsNotAnswered()
{
    const auto sim = settledWorld();
    const PaymentId id = sim->payments().front();
    Message late = questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now());
    late.envelope.expiryTime = sim->now() - Duration{1};
    sim->publish(late);
    sim->runFor(1min);
    QVERIFY(sim->messagesOf<GetPaymentStatusRs>().empty());
}

void tst_Answers::answerIsLate()
{
    const auto sim = settledWorld("[[troubles]]\nkind = \"late-answers\"\nsystem = \"zelle\"\n"
                                  "per-mille = 1000\ndelay = \"20s\"\n");
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now()));
    sim->publish(questionOf<GetLimitsRq>("rq-2", System::Limits, id, sim->now()));
    sim->runFor(19s);
    QVERIFY(answersTo<GetPaymentStatusRs>(*sim, "rq-1").empty());
    QCOMPARE(answersTo<GetLimitsRs>(*sim, "rq-2").size(), std::size_t{1});
    sim->runFor(10s);
    const auto answers = answersTo<GetPaymentStatusRs>(*sim, "rq-1");
    QCOMPARE(answers.size(), std::size_t{1});
    QVERIFY(*answers[0].envelope.recordedTime - answers[0].envelope.time == 20s);
}

void tst_Answers::answerIsMissing()
{
    const auto sim = settledWorld("[[troubles]]\nkind = \"missing-answers\"\nper-mille = 1000\n");
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now()));
    sim->runFor(5min);
    QVERIFY(sim->messagesOf<GetPaymentStatusRs>().empty());
}

void tst_Answers::answerIsGivenTwice()
{
    const auto sim = settledWorld("[[troubles]]\nkind = \"duplicate-answers\"\n"
                                  "per-mille = 1000\ndelay = \"2s\"\n");
    const PaymentId id = sim->payments().front();
    sim->publish(questionOf<GetPaymentStatusRq>("rq-1", System::Zelle, id, sim->now()));
    sim->runFor(10s);
    const auto answers = answersTo<GetPaymentStatusRs>(*sim, "rq-1");
    QCOMPARE(answers.size(), std::size_t{2});
    // Two messages, one content.
    QVERIFY(answers[0].envelope.id != answers[1].envelope.id);
    QCOMPARE(answers[0].body, answers[1].body);
}

QTEST_APPLESS_MAIN(tst_Answers)
#include "tst_Answers.moc"
