// SPDX-License-Identifier: Apache-2.0
#include "core/model/PaymentPath.h"
#include "tests/fixers/FixerCase.h"

#include <QTest>

#include <algorithm>
#include <chrono>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

FixerCase withLimits(const std::string& first, const std::string& second)
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Failed);
    one.take(limits("PMT-1", LimitAction::Reserved, 1, kStart + 1s, {"DAILY"}, first));
    one.take(limits("PMT-1", LimitAction::Reserved, 2, kStart + 2s, {"MONTHLY"}, second));
    return one;
}

FixerCase broken()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Settled);
    one.take(reconFact(ReconResult::Break, 1, kStart + 20s));
    one.enter("breakId", "BRK-1");
    return one;
}

/// A fee that the core took a second after the debit.
Message feeFact(const std::string& receipt)
{
    Message message = postingFact(receipt, 2, kStart + 4s, "0.50");
    auto& body = std::get<TrnAdded>(message.body);
    body.purpose = "FEE";
    body.eftTrnId = "PMT-1-F1";
    return message;
}

bool holds(const FixerPlan& plan, const std::string& text)
{
    const auto at = std::find_if(plan.preconditions.begin(), plan.preconditions.end(),
                                 [&](const Precondition& one) { return one.text == text; });
    return at != plan.preconditions.end() && at->holds;
}

}  // namespace

class tst_FixerPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void updateMovesFromTheOwnersStatus();
    void updateToAFinalStatusNeedsASecondPerson();
    void unknownVersionIsRefusedBeforeAnythingElse();
    void lockedValueMayBeRepeatedAndNotChanged();
    void unknownParameterIsRefused();
    void resyncOfAFinishedPaymentIsRefused();
    void resendGoesToTheRailGatewayWithTheReferenceItStated();
    void resendAboveTheThresholdNeedsASecondPerson();
    void cancelIsRefusedOnceItWasSent();
    void recallNeedsASecondPersonAndAtMostTheAmount();
    void postingNeedsProofOfAbsenceNotOlderThanFiveMinutes();
    void postingOfWhatComesInIsACredit();
    void reversalTakesAmountAndKeyFromThePosting();
    void reversalIsAboutTheDebitUnlessAFeeIsNamed();
    void noFeeIsOfferedToBeLinked();
    void reversalOfAReversedPostingIsRefused();
    void linkNeedsThePostingOfTheSameAmount();
    void restoreTakesTheAmountOfTheChosenWindows();
    void restoreOfDifferentAmountsIsRefused();
    void restoreAboveTheThresholdInOneWindowNeedsASecondPerson();
    void restoreWithRepeatedWindowsIsRefused();
    void restoreOfNoWindowIsRefused();
    void reconBreakIsMatchedWithAReference();
    void writeOffNeedsASecondPerson();
    void holdIsNamedAfterTheVersion();
    void holdUntilThePastIsRefused();
    void releaseOfAFraudHoldIsRefused();
    void replayGoesToTheChosenSource();
    void replayOfARangeUpsideDownIsRefused();
    void valuesAreCheckedByType_data();
    void valuesAreCheckedByType();
};

void tst_FixerPlan::updateMovesFromTheOwnersStatus()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent);
    one.enter("toStatus", "ACCEPTED");
    const FixerPlan plan = one.plan("UpdatePaymentStatus");
    QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
    QCOMPARE(plan.target, System::Zelle);
    QCOMPARE(plan.expectedVersion, 4U);
    QVERIFY(std::get<UpdatePaymentStatus>(plan.command).fromStatus.is(PaymentStatus::Sent));
    QVERIFY(holds(plan, "SENT to ACCEPTED is a transition of the lifecycle"));
    one.enter("toStatus", "VALIDATED");
    QCOMPARE(one.refusal("UpdatePaymentStatus"), std::string("PRECONDITION"));
    one.enter("toStatus", "NOWHERE");
    QCOMPARE(one.refusal("UpdatePaymentStatus"), std::string("BAD_PARAMETER"));
    QCOMPARE(FixerCase::paymentAt(PaymentStatus::Sent).refusal("UpdatePaymentStatus"),
             std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::updateToAFinalStatusNeedsASecondPerson()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Accepted);
    one.enter("toStatus", "SETTLED");
    QCOMPARE(one.refusal("UpdatePaymentStatus"), std::string("SECOND_PERSON_REQUIRED"));
}

void tst_FixerPlan::unknownVersionIsRefusedBeforeAnythingElse()
{
    FixerCase one;
    one.payment.id = PaymentId("PMT-1");
    QCOMPARE(one.refusal("UpdatePaymentStatus"), std::string("VERSION_UNKNOWN"));
    QCOMPARE(one.refusal("RestoreLimits"), std::string("VERSION_UNKNOWN"));
}

void tst_FixerPlan::lockedValueMayBeRepeatedAndNotChanged()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent);
    one.enter("toStatus", "ACCEPTED").enter("fromStatus", "SENT");
    QCOMPARE(one.refusal("UpdatePaymentStatus"), std::string());
    one.enter("fromStatus", "DEBITED");
    QCOMPARE(one.refusal("UpdatePaymentStatus"), std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::unknownParameterIsRefused()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent);
    one.enter("hurry", "yes");
    QCOMPARE(one.refusal("ResyncPaymentStatus"), std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::resyncOfAFinishedPaymentIsRefused()
{
    QCOMPARE(FixerCase::paymentAt(PaymentStatus::Sent).refusal("ResyncPaymentStatus"),
             std::string());
    QCOMPARE(FixerCase::paymentAt(PaymentStatus::Failed).refusal("ResyncPaymentStatus"),
             std::string("PRECONDITION"));
}

void tst_FixerPlan::resendGoesToTheRailGatewayWithTheReferenceItStated()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Debited);
    QCOMPARE(one.refusal("ResendNetworkMessage"), std::string("BAD_PARAMETER"));
    Message sent = status("PMT-1", PaymentStatus::Sent, 5, kStart + 6s);
    std::get<PaymentStatusChanged>(sent.body).networkReference = "ZNR1";
    one.take(sent);
    const FixerPlan plan = one.plan("ResendNetworkMessage");
    QVERIFY2(!plan.refusal, plan.refusal ? plan.refusal->text.c_str() : "");
    QCOMPARE(plan.target, System::Zelle);
    QCOMPARE(std::get<ResendNetworkMessage>(plan.command).networkReference, std::string("ZNR1"));
    QVERIFY(std::get<ResendNetworkMessage>(plan.command).duplicateFlag);
    one.take(status("PMT-1", PaymentStatus::Accepted, 6, kStart + 7s));
    QCOMPARE(one.refusal("ResendNetworkMessage"), std::string("PRECONDITION"));

    FixerCase rtp;
    rtp.payment.id = PaymentId("PMT-1");
    rtp.take(added("PMT-1", kStart, "1.00", Rail::Rtp));
    QCOMPARE(rtp.plan("ResendNetworkMessage").target, System::Cpr);
}

void tst_FixerPlan::resendAboveTheThresholdNeedsASecondPerson()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent, "1000.01");
    one.enter("networkReference", "ZNR1");
    QCOMPARE(one.refusal("ResendNetworkMessage"), std::string("SECOND_PERSON_REQUIRED"));
    FixerCase below = FixerCase::paymentAt(PaymentStatus::Sent, "1000.00");
    below.enter("networkReference", "ZNR1");
    QCOMPARE(below.refusal("ResendNetworkMessage"), std::string());
}

void tst_FixerPlan::cancelIsRefusedOnceItWasSent()
{
    FixerCase before = FixerCase::paymentAt(PaymentStatus::LimitReserved);
    before.enter("reason", "DUPLICATE");
    QCOMPARE(before.refusal("CancelPayment"), std::string());
    FixerCase after = FixerCase::paymentAt(PaymentStatus::Sent);
    after.enter("reason", "DUPLICATE");
    QCOMPARE(after.refusal("CancelPayment"), std::string("PRECONDITION"));
}

void tst_FixerPlan::recallNeedsASecondPersonAndAtMostTheAmount()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Settled);
    one.enter("reason", "DUPL");
    QCOMPARE(one.refusal("RequestRecall"), std::string("SECOND_PERSON_REQUIRED"));
    QCOMPARE(std::get<RequestRecall>(one.command("RequestRecall")).amount, usd("125.50"));
    one.enter("amount", "125.51 USD");
    QCOMPARE(one.refusal("RequestRecall"), std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::postingNeedsProofOfAbsenceNotOlderThanFiveMinutes()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::DebitPending);
    QCOMPARE(one.refusal("PostTransaction"), std::string("PRECONDITION"));
    one.trnAnswered(AnswerResult::NotFound, kStart + 50s, false);
    QCOMPARE(one.refusal("PostTransaction"), std::string("PRECONDITION"));
    one.trnAnswered(AnswerResult::NotFound);
    QCOMPARE(one.refusal("PostTransaction"), std::string("SECOND_PERSON_REQUIRED"));
    QCOMPARE(one.plan("PostTransaction", kStart + 60s + 5min).refusal->code,
             std::string("PRECONDITION"));
    const FixerPlan plan = one.plan("PostTransaction");
    QCOMPARE(plan.target, System::Wso2);
    QCOMPARE(plan.expectedVersion, 0U);
    const auto& body = std::get<PostTransaction>(plan.command);
    QVERIFY(body.drCr.is(DrCr::Debit));
    QCOMPARE(body.eftTrnId, std::string("PMT-1-D1"));
    QCOMPARE(body.amount, usd("125.50"));
    QCOMPARE(body.account.masked, std::string("******4821"));
    one.trnAnswered(AnswerResult::Found, kStart + 70s);
    QCOMPARE(one.refusal("PostTransaction"), std::string("PRECONDITION"));
}

void tst_FixerPlan::postingOfWhatComesInIsACredit()
{
    FixerCase one;
    one.payment.id = PaymentId("PMT-1");
    Message inbound = added("PMT-1", kStart);
    std::get<PaymentAdded>(inbound.body).direction = Direction::Inbound;
    one.take(inbound);
    const auto body = std::get<PostTransaction>(one.command("PostTransaction"));
    QVERIFY(body.drCr.is(DrCr::Credit));
    QCOMPARE(body.eftTrnId, std::string("PMT-1-C1"));
}

void tst_FixerPlan::reversalTakesAmountAndKeyFromThePosting()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Failed);
    one.take(postingFact("889120017", 1, kStart + 3s));
    QCOMPARE(one.refusal("ReverseTransaction"), std::string("PRECONDITION"));
    one.trnAnswered(AnswerResult::Found);
    QCOMPARE(one.refusal("ReverseTransaction"), std::string("SECOND_PERSON_REQUIRED"));
    const auto body = std::get<ReverseTransaction>(one.command("ReverseTransaction"));
    QCOMPARE(body.trnRcptId, std::string("889120017"));
    QCOMPARE(body.amount, usd("125.50"));
    QCOMPARE(*body.actIntentKey, std::string("AK-1"));
    one.enter("trnRcptId", "111");
    QCOMPARE(one.refusal("ReverseTransaction"), std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::reversalIsAboutTheDebitUnlessAFeeIsNamed()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Failed);
    one.take(postingFact("889120017", 1, kStart + 3s)).take(feeFact("889120018"));
    one.trnAnswered(AnswerResult::Found);
    const auto body = std::get<ReverseTransaction>(one.command("ReverseTransaction"));
    QCOMPARE(body.trnRcptId, std::string("889120017"));
    QCOMPARE(body.amount, usd("125.50"));
    one.enter("trnRcptId", "889120018");
    const auto named = std::get<ReverseTransaction>(one.command("ReverseTransaction"));
    QCOMPARE(named.trnRcptId, std::string("889120018"));
    QCOMPARE(named.amount, usd("0.50"));
}

void tst_FixerPlan::noFeeIsOfferedToBeLinked()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::DebitPending);
    one.take(postingFact("889120017", 1, kStart + 3s)).take(feeFact("889120018"));
    QVERIFY(PaymentPath::named("core.debits")->values(one.payment)
            == std::vector<std::string>{"889120017"});
    one.enter("trnRcptId", "889120018");
    QVERIFY(!holds(one.plan("LinkTransaction"), "The core's posting was found (ask GetTrn)"));
}

void tst_FixerPlan::reversalOfAReversedPostingIsRefused()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Failed);
    Message reversal = postingFact("889120018", 2, kStart + 4s);
    std::get<TrnAdded>(reversal.body).reversesTrnRcptId = "889120017";
    one.take(postingFact("889120017", 1, kStart + 3s)).take(reversal);
    one.trnAnswered(AnswerResult::Found);
    one.enter("trnRcptId", "889120017");
    const FixerPlan plan = one.plan("ReverseTransaction");
    QVERIFY(!holds(plan, "The posting exists and was not given back"));
    QVERIFY(plan.refusal->code != "SECOND_PERSON_REQUIRED");
}

void tst_FixerPlan::linkNeedsThePostingOfTheSameAmount()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::DebitPending);
    one.trnAnswered(AnswerResult::Found);
    QCOMPARE(one.refusal("LinkTransaction"), std::string());
    const auto body = std::get<LinkTransaction>(one.command("LinkTransaction"));
    QCOMPARE(body.trnRcptId, std::string("889120017"));
    QCOMPARE(*body.eftTrnId, std::string("PMT-1-D1"));
    FixerCase other = FixerCase::paymentAt(PaymentStatus::DebitPending, "125.00");
    other.trnAnswered(AnswerResult::Found);
    QCOMPARE(other.refusal("LinkTransaction"), std::string("PRECONDITION"));
}

void tst_FixerPlan::restoreTakesTheAmountOfTheChosenWindows()
{
    FixerCase one = withLimits("90.00", "125.50");
    one.enter("windows", "DAILY");
    QCOMPARE(one.refusal("RestoreLimits"), std::string());
    const auto body = std::get<RestoreLimits>(one.command("RestoreLimits"));
    QCOMPARE(body.amount, usd("90.00"));
    QCOMPARE(body.windows, std::vector<std::string>{"DAILY"});
}

void tst_FixerPlan::restoreOfDifferentAmountsIsRefused()
{
    QCOMPARE(withLimits("90.00", "125.50").refusal("RestoreLimits"), std::string("PRECONDITION"));
    QCOMPARE(withLimits("90.00", "90.00").refusal("RestoreLimits"), std::string());
}

void tst_FixerPlan::restoreAboveTheThresholdInOneWindowNeedsASecondPerson()
{
    FixerCase one = withLimits("1500.00", "900.00");
    one.enter("windows", "DAILY");
    QCOMPARE(one.refusal("RestoreLimits"), std::string("SECOND_PERSON_REQUIRED"));
    one.enter("windows", "MONTHLY");
    QCOMPARE(one.refusal("RestoreLimits"), std::string());
    QCOMPARE(std::get<RestoreLimits>(one.command("RestoreLimits")).amount, usd("900.00"));
}

void tst_FixerPlan::restoreWithRepeatedWindowsIsRefused()
{
    FixerCase one = withLimits("90.00", "90.00");
    one.enter("windows", "DAILY,DAILY");
    QCOMPARE(one.refusal("RestoreLimits"), std::string("BAD_PARAMETER"));
    one.enter("windows", "DAILY,WEEKLY");
    QCOMPARE(one.refusal("RestoreLimits"), std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::restoreOfNoWindowIsRefused()
{
    FixerCase one = withLimits("90.00", "90.00");
    one.enter("windows", ",");
    QCOMPARE(one.refusal("RestoreLimits"), std::string("BAD_PARAMETER"));
}

void tst_FixerPlan::reconBreakIsMatchedWithAReference()
{
    FixerCase one = broken();
    one.enter("resolution", "MATCH_TO");
    QCOMPARE(one.refusal("ResolveReconBreak"), std::string("PRECONDITION"));
    one.enter("reference", "889120017");
    QCOMPARE(one.refusal("ResolveReconBreak"), std::string());
    const FixerPlan plan = one.plan("ResolveReconBreak");
    QCOMPARE(plan.target, System::Recon);
    const auto& body = std::get<ResolveReconBreak>(plan.command);
    QCOMPARE(body.runId, std::string("RUN-1"));
    QCOMPARE(*body.reference, std::string("889120017"));
    one.take(reconFact(ReconResult::Matched, 2, kStart + 40s));
    QCOMPARE(one.refusal("ResolveReconBreak"), std::string("PRECONDITION"));

    GetReconItemRs told;
    told.head.result = AnswerResult::Found;
    told.breakId = "BRK-9";
    FixerCase asked = FixerCase::paymentAt(PaymentStatus::Settled);
    asked.take(reconFact(ReconResult::Break, 1, kStart + 20s)).answered(System::Recon, told);
    asked.enter("resolution", "WAIT");
    QCOMPARE(std::get<ResolveReconBreak>(asked.command("ResolveReconBreak")).breakId,
             std::string("BRK-9"));
}

void tst_FixerPlan::writeOffNeedsASecondPerson()
{
    FixerCase one = broken();
    one.enter("resolution", "WRITE_OFF");
    QCOMPARE(one.refusal("ResolveReconBreak"), std::string("SECOND_PERSON_REQUIRED"));
}

void tst_FixerPlan::holdIsNamedAfterTheVersion()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Debited);
    one.enter("reason", "OPERATIONS");
    QCOMPARE(one.refusal("HoldPayment"), std::string());
    QCOMPARE(std::get<HoldPayment>(one.command("HoldPayment")).holdId, std::string("HOLD-PMT-1-4"));
    one.take(status("PMT-1", PaymentStatus::Held, 5, kStart + 6s));
    QCOMPARE(one.refusal("HoldPayment"), std::string("PRECONDITION"));
    FixerCase held = FixerCase::paymentAt(PaymentStatus::Debited);
    held.take(status("PMT-1", PaymentStatus::Held, 5, kStart + 6s)).enter("reason", "CLEARED");
    QCOMPARE(std::get<ReleaseHold>(held.command("ReleaseHold")).holdId,
             std::string("HOLD-PMT-1-4"));
    QCOMPARE(held.refusal("ReleaseHold"), std::string("SECOND_PERSON_REQUIRED"));
}

void tst_FixerPlan::holdUntilThePastIsRefused()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Debited);
    one.enter("reason", "OPERATIONS").enter("until", kStart.text());
    QCOMPARE(one.refusal("HoldPayment"), std::string("PRECONDITION"));
    one.enter("until", (kStart + 1h).text());
    QCOMPARE(one.refusal("HoldPayment"), std::string());
    QVERIFY(std::get<HoldPayment>(one.command("HoldPayment")).until == kStart + 1h);
}

void tst_FixerPlan::releaseOfAFraudHoldIsRefused()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Debited);
    one.take(statusWithReason(PaymentStatus::Held, 5, "FRAUD")).enter("reason", "CLEARED");
    QCOMPARE(one.refusal("ReleaseHold"), std::string("PRECONDITION"));
}

void tst_FixerPlan::replayGoesToTheChosenSource()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent);
    QCOMPARE(one.plan("ReplayEvents").target, System::Zelle);
    one.enter("source", "wso2");
    const FixerPlan plan = one.plan("ReplayEvents");
    QVERIFY(!plan.refusal);
    QCOMPARE(plan.target, System::Wso2);
    QCOMPARE(plan.expectedVersion, 0U);
}

void tst_FixerPlan::replayOfARangeUpsideDownIsRefused()
{
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent);
    one.enter("fromSequence", "9").enter("toSequence", "8");
    QCOMPARE(one.refusal("ReplayEvents"), std::string("PRECONDITION"));
    one.enter("toSequence", "9");
    QCOMPARE(one.refusal("ReplayEvents"), std::string());
    QVERIFY(std::get<ReplayEvents>(one.command("ReplayEvents")).fromSequence == 9U);
}

void tst_FixerPlan::valuesAreCheckedByType_data()
{
    QTest::addColumn<QByteArray>("fixer");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    const auto row = [](const char* fixer, const char* name, const char* value) {
        QTest::newRow(name) << QByteArray(fixer) << QByteArray(name) << QByteArray(value);
    };
    row("RequestRecall", "amount", "125.5 USD");
    row("RequestRecall", "reason", "BORED");
    row("PostTransaction", "effectiveDate", "2026-02-30");
    row("HoldPayment", "until", "tomorrow");
    row("ReplayEvents", "fromSequence", "0");
    row("ReplayEvents", "toSequence", "-1");
    row("ReplayEvents", "source", "core");
}

void tst_FixerPlan::valuesAreCheckedByType()
{
    QFETCH(QByteArray, fixer);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    FixerCase one = FixerCase::paymentAt(PaymentStatus::Settled);
    if (fixer != "ReplayEvents" && name != "reason") {
        one.enter("reason", fixer == "HoldPayment" ? "OPERATIONS" : "DUPL");
    }
    if (fixer == "PostTransaction") {
        one = FixerCase::paymentAt(PaymentStatus::Settled);
        one.trnAnswered(AnswerResult::NotFound);
    }
    one.enter(name.toStdString(), value.toStdString());
    const FixerPlan plan = one.plan(fixer.toStdString());
    QCOMPARE(plan.refusal->code, std::string("BAD_PARAMETER"));
    QVERIFY2(plan.refusal->text.starts_with("\"" + name.toStdString() + "\" must be "),
             plan.refusal->text.c_str());
}

QTEST_APPLESS_MAIN(tst_FixerPlan)
#include "tst_FixerPlan.moc"
