// SPDX-License-Identifier: Apache-2.0
#include "tests/fixers/FixerCase.h"

#include <QTest>

#include <chrono>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

const MessageId kCommand("command-1");

Message caused(Message fact)
{
    fact.envelope.causationId = kCommand;
    return fact;
}

/// Whether the command is proven once the fact is read.
bool isProven(FixerCase one, const std::string& fixer, const Message& fact,
              std::optional<std::uint32_t> outcomeVersion = std::nullopt)
{
    const Body command = one.command(fixer);
    one.take(fact);
    const auto proof = proofOf(command, one.payment, outcomeVersion);
    return proof && proof->id == fact.envelope.id && proof->source == fact.envelope.source;
}

FixerCase entering(PaymentStatus at, const std::string& name, const std::string& value)
{
    FixerCase one = FixerCase::paymentAt(at);
    one.enter(name, value);
    return one;
}

Message statusFact(PaymentStatus to, std::uint32_t version = 5)
{
    return status("PMT-1", to, version, kStart + 6s);
}

}  // namespace

class tst_FixerProof : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusFixersAreProvenByTheStatusTheyAsked_data()
    {
        QTest::addColumn<QByteArray>("fixer");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("proof");
        QTest::addColumn<int>("other");
        const auto row = [](const char* fixer, PaymentStatus from, PaymentStatus proof,
                            PaymentStatus other) {
            QTest::newRow(fixer) << QByteArray(fixer) << static_cast<int>(from)
                                 << static_cast<int>(proof) << static_cast<int>(other);
        };
        using enum PaymentStatus;
        row("UpdatePaymentStatus", Sent, Accepted, Rejected);
        row("CancelPayment", LimitReserved, Cancelled, DebitPending);
        row("RequestRecall", Settled, RecallRequested, Returned);
        row("LinkTransaction", DebitPending, Debited, Failed);
        row("HoldPayment", Validated, Held, LimitReserved);
        row("ReleaseHold", Held, Validated, Held);
    }

    void statusFixersAreProvenByTheStatusTheyAsked()
    {
        QFETCH(QByteArray, fixer);
        QFETCH(int, from);
        QFETCH(int, proof);
        QFETCH(int, other);
        FixerCase one = entering(static_cast<PaymentStatus>(from), "toStatus", "ACCEPTED");
        const std::string name = fixer.toStdString();
        const auto proofStatus = static_cast<PaymentStatus>(proof);
        const auto otherStatus = static_cast<PaymentStatus>(other);
        QVERIFY(isProven(one, name, caused(statusFact(proofStatus))));
        QVERIFY(isProven(one, name, statusFact(proofStatus), 5U));
        QVERIFY(!isProven(one, name, caused(statusFact(otherStatus))));
        // Neither caused by it nor the version of its outcome.
        QVERIFY(!isProven(one, name, statusFact(proofStatus)));
        QVERIFY(!isProven(one, name, statusFact(proofStatus), 6U));
    }

    void resyncAndResendAreProvenByWhateverStatusTheyBring()
    {
        const FixerCase one = FixerCase::paymentAt(PaymentStatus::Sent);
        for (const std::string fixer : {"ResyncPaymentStatus", "ResendNetworkMessage"}) {
            QVERIFY(isProven(one, fixer, caused(statusFact(PaymentStatus::Rejected))));
            QVERIFY(!isProven(one, fixer, statusFact(PaymentStatus::Rejected)));
        }
    }

    void postingIsProvenByItsLegId()
    {
        const FixerCase one = FixerCase::paymentAt(PaymentStatus::DebitPending);
        QVERIFY(isProven(one, "PostTransaction", caused(postingFact("1", 1, kStart + 9s))));
        QVERIFY(
            !isProven(one, "PostTransaction", caused(postingFact("1", 1, kStart + 9s, "125.00"))));
        Message other = caused(postingFact("1", 1, kStart + 9s));
        std::get<TrnAdded>(other.body).eftTrnId = "PMT-2-D1";
        QVERIFY(!isProven(one, "PostTransaction", other));
    }

    void reversalIsProvenByThePostingThatPointsBack()
    {
        FixerCase one = FixerCase::paymentAt(PaymentStatus::Failed);
        one.take(postingFact("1", 1, kStart + 3s));
        Message reversal = caused(postingFact("2", 2, kStart + 9s));
        QVERIFY(!isProven(one, "ReverseTransaction", reversal));
        std::get<TrnAdded>(reversal.body).reversesTrnRcptId = "1";
        QVERIFY(isProven(one, "ReverseTransaction", reversal));
        Message partial = caused(postingFact("2", 2, kStart + 9s, "100.00"));
        std::get<TrnAdded>(partial.body).reversesTrnRcptId = "1";
        QVERIFY(!isProven(one, "ReverseTransaction", partial));
    }

    void restoreIsProvenWhenEveryWindowAskedForIsBack()
    {
        FixerCase one = FixerCase::paymentAt(PaymentStatus::Failed);
        one.take(limits("PMT-1", LimitAction::Reserved, 1, kStart + 1s));
        const auto restored = [](const std::vector<std::string>& windows) {
            return caused(limits("PMT-1", LimitAction::Restored, 2, kStart + 9s, windows));
        };
        QVERIFY(!isProven(one, "RestoreLimits", restored({"ZELLE-OUT-DAILY"})));
        QVERIFY(isProven(one, "RestoreLimits", restored({"ZELLE-OUT-DAILY", "ZELLE-OUT-30D"})));
        one.enter("windows", "ZELLE-OUT-DAILY");
        QVERIFY(isProven(one, "RestoreLimits", restored({"ZELLE-OUT-DAILY"})));
    }

    void resolutionIsProvenByTheResultItAsked()
    {
        FixerCase one = FixerCase::paymentAt(PaymentStatus::Settled);
        one.take(reconFact(ReconResult::Break, 1, kStart + 20s));
        one.enter("resolution", "WRITE_OFF").enter("breakId", "BRK-1");
        const Message matched = caused(reconFact(ReconResult::Matched, 2, kStart + 40s));
        const Message still = caused(reconFact(ReconResult::Break, 2, kStart + 40s));
        QVERIFY(isProven(one, "ResolveReconBreak", matched));
        QVERIFY(!isProven(one, "ResolveReconBreak", still));
        one.enter("resolution", "WAIT");
        QVERIFY(isProven(one, "ResolveReconBreak", still));
    }

    void replayIsProvenWhenNothingIsMissingAnyMore()
    {
        FixerCase one = FixerCase::paymentAt(PaymentStatus::Debited);
        one.take(statusFact(PaymentStatus::Validated, 1)).take(statusFact(PaymentStatus::Sent, 2));
        const Body command = one.command("ReplayEvents");
        QVERIFY(!proofOf(command, one.payment, 4U));
        one.take(statusFact(PaymentStatus::DebitPending, 3));
        QVERIFY(proofOf(command, one.payment, 4U));
        QVERIFY(!proofOf(command, one.payment, 5U));
        QVERIFY(!proofOf(command, one.payment, std::nullopt));
    }

    void anAnswerProvesNothing()
    {
        FixerCase one = entering(PaymentStatus::Sent, "toStatus", "ACCEPTED");
        const Body command = one.command("UpdatePaymentStatus");
        GetPaymentStatusRs told;
        told.head.result = AnswerResult::Found;
        told.status = PaymentStatus::Accepted;
        told.entityVersion = 5;
        one.answered(System::Zelle, told);
        QVERIFY(!proofOf(command, one.payment, 5U));
    }

    void anotherSystemsFactProvesNothing()
    {
        const FixerCase one = entering(PaymentStatus::Sent, "toStatus", "ACCEPTED");
        const Message fact =
            caused(status("PMT-1", PaymentStatus::Accepted, 5, kStart + 6s, System::Cpr));
        QVERIFY(!isProven(one, "UpdatePaymentStatus", fact));
    }
};

QTEST_APPLESS_MAIN(tst_FixerProof)
#include "tst_FixerProof.moc"
