// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleSet.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// A payment made from facts, with no engine around it.
Payment paymentOf(const std::vector<Message>& facts)
{
    Payment payment;
    payment.id = PaymentId("P");
    for (const Message& message : facts) {
        payment.applyFact(message,
                          {message.envelope.id, message.envelope.time, kStart, 0, 0, 0, false});
    }
    return payment;
}

struct Bench
{
    RuleSet rules;
    FeedTable feeds;

    Verdict at(const std::string& rule, const Payment& payment, Instant now) const
    {
        return rules.find(rule)->evaluate({&payment, System::Otto, &feeds, now});
    }
    Finding finding(const std::string& rule, const Payment& payment, Instant now) const
    {
        return rules.find(rule)->describe({&payment, System::Otto, &feeds, now});
    }
};

}  // namespace

class tst_Rules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stuckInStatusFiresAfterTheRailsSlaAndRisesAtThreeTimes()
    {
        const Bench bench;
        const Payment sent = paymentOf({added("P", kStart),
                                        status("P", PaymentStatus::Sent, 1, kStart + 1s)});
        const Instant due = kStart + 1s + 25s;
        QVERIFY(!bench.at("OT01", sent, due).holds);
        QCOMPARE(bench.at("OT01", sent, due).recheckAt, std::optional(due + 1ms));
        QVERIFY(bench.at("OT01", sent, due + 1ms).holds);
        QCOMPARE(bench.finding("OT01", sent, due + 1ms).severity, Severity::Warn);
        QCOMPARE(bench.finding("OT01", sent, kStart + 1s + 76s).severity, Severity::Error);
        const Payment ach = paymentOf({added("P", kStart, "125.50", Rail::Ach),
                                       status("P", PaymentStatus::Sent, 2, kStart + 1s,
                                              System::Cpr)});
        QVERIFY(!bench.at("OT01", ach, kStart + 1h).holds);
    }

    void stuckInStatusIsQuietInTerminalStatesAndWhileTheFeedIsSilent()
    {
        Bench bench;
        const Payment done
            = paymentOf({added("P", kStart), status("P", PaymentStatus::Failed, 1, kStart + 1s)});
        QVERIFY(!bench.at("OT01", done, kStart + 10h).holds);
        const Payment sent
            = paymentOf({added("P", kStart), status("P", PaymentStatus::Sent, 1, kStart + 1s)});
        Feed& zelle = bench.feeds[static_cast<std::size_t>(System::Zelle)];
        zelle.hear(kStart + 1s, MessageId("m"));
        zelle.heartbeat(kStart + 1s, 10s);
        QVERIFY(!bench.at("OT01", sent, kStart + 5min).holds);
        zelle.hear(kStart + 5min, MessageId("n"));
        QVERIFY(bench.at("OT01", sent, kStart + 5min).holds);
    }

    void corePostingMissingCountsFromTheFirstStatusThatImpliesTheDebit()
    {
        const Bench bench;
        std::vector<Message> facts{added("P", kStart),
                                   status("P", PaymentStatus::Debited, 1, kStart + 1s),
                                   status("P", PaymentStatus::Sent, 2, kStart + 50s)};
        QVERIFY(!bench.at("OT03", paymentOf(facts), kStart + 61s).holds);
        QVERIFY(bench.at("OT03", paymentOf(facts), kStart + 62s).holds);
        facts.push_back(posted("P", kStart + 2s));
        QVERIFY(!bench.at("OT03", paymentOf(facts), kStart + 62s).holds);
    }

    void corePostingAmbiguousFiresAtOnceWhenTheDebitStateIsUnknown()
    {
        const Bench bench;
        const Payment unknown
            = paymentOf({added("P", kStart), failed("P", 1, kStart + 1s, DebitState::Unknown)});
        QVERIFY(bench.at("OT04", unknown, kStart + 1s).holds);
        const Payment definite
            = paymentOf({added("P", kStart), failed("P", 1, kStart + 1s, DebitState::NotPosted)});
        QVERIFY(!bench.at("OT04", definite, kStart + 1h).holds);
        const Payment pending = paymentOf(
            {added("P", kStart), status("P", PaymentStatus::DebitPending, 1, kStart + 1s)});
        QVERIFY(!bench.at("OT04", pending, kStart + 31s).holds);
        QVERIFY(bench.at("OT04", pending, kStart + 31s + 1ms).holds);
    }

    void limitsNotRestoredNeedsEveryWindowGivenBack()
    {
        const Bench bench;
        std::vector<Message> facts{added("P", kStart),
                                   limits("P", LimitAction::Reserved, 1, kStart + 1s),
                                   failed("P", 1, kStart + 2s)};
        const Instant late = kStart + 2s + 2min + 1ms;
        QVERIFY(!bench.at("OT05", paymentOf(facts), late - 1ms).holds);
        QVERIFY(bench.at("OT05", paymentOf(facts), late).holds);
        facts.push_back(
            limits("P", LimitAction::Released, 2, kStart + 3s, {"ZELLE-OUT-DAILY"}));
        QVERIFY(bench.at("OT05", paymentOf(facts), late).holds);
        facts.push_back(limits("P", LimitAction::Restored, 3, kStart + 4s, {"ZELLE-OUT-30D"}));
        QVERIFY(!bench.at("OT05", paymentOf(facts), late).holds);
    }

    void limitsNotRestoredIsHighAboveATenthOfACap()
    {
        const Bench bench;
        const auto held = [](const std::string& amount) {
            return paymentOf({added("P", kStart, amount),
                              limits("P", LimitAction::Reserved, 1, kStart, {"D"}, amount),
                              status("P", PaymentStatus::Rejected, 1, kStart + 1s)});
        };
        QCOMPARE(bench.finding("OT05", held("200.00"), kStart + 3min).severity, Severity::Warn);
        QCOMPARE(bench.finding("OT05", held("200.01"), kStart + 3min).severity, Severity::Error);
    }

    void amountMismatchIsExactToTheMinorUnit()
    {
        const Bench bench;
        const Payment equal = paymentOf({added("P", kStart), posted("P", kStart)});
        QVERIFY(!bench.at("OT07", equal, kStart).holds);
        const Payment off = paymentOf({added("P", kStart), posted("P", kStart, "125.51")});
        QVERIFY(bench.at("OT07", off, kStart).holds);
        const Finding finding = bench.finding("OT07", off, kStart);
        QCOMPARE(finding.severity, Severity::Fatal);
        QVERIFY(finding.sentence.find("wso2 says 125.51 USD") != std::string::npos);
    }

    void aVersionHoleIsGivenTenSecondsToClose()
    {
        const Bench bench;
        std::vector<Message> facts{added("P", kStart),
                                   status("P", PaymentStatus::Validated, 1, kStart + 1s),
                                   status("P", PaymentStatus::DebitPending, 3, kStart + 2s)};
        QVERIFY(!bench.at("OT14", paymentOf(facts), kStart + 11s).holds);
        QVERIFY(bench.at("OT14", paymentOf(facts), kStart + 12s).holds);
        facts.push_back(status("P", PaymentStatus::LimitReserved, 2, kStart + 1500ms));
        QVERIFY(!bench.at("OT14", paymentOf(facts), kStart + 1h).holds);
    }

    void twoContentsUnderOneVersionAndIllegalTransitionsAreFlagged()
    {
        const Bench bench;
        const Payment twice
            = paymentOf({added("P", kStart), status("P", PaymentStatus::Validated, 1, kStart),
                         status("P", PaymentStatus::Rejected, 1, kStart + 1s)});
        QVERIFY(bench.at("OT14", twice, kStart + 1s).holds);
        const Payment backwards
            = paymentOf({added("P", kStart), status("P", PaymentStatus::Settled, 1, kStart),
                         status("P", PaymentStatus::DebitPending, 2, kStart + 1s)});
        QVERIFY(bench.at("OT14", backwards, kStart + 1s).holds);
    }

    void versionsBeforeAPaymentsBeginningWasReadAreNotMissed()
    {
        const Bench bench;
        const Payment cut
            = paymentOf({status("P", PaymentStatus::Sent, 6, kStart),
                         status("P", PaymentStatus::Accepted, 7, kStart + 1s)});
        QVERIFY(!bench.at("OT14", cut, kStart + 1h).holds);
    }

    void sourceSilenceNeedsAPromisedHeartbeat()
    {
        Bench bench;
        const Rule& rule = *bench.rules.find("OT22");
        const auto holds = [&](Instant now) {
            return rule.evaluate({nullptr, System::Zelle, &bench.feeds, now}).holds;
        };
        Feed& zelle = bench.feeds[static_cast<std::size_t>(System::Zelle)];
        zelle.hear(kStart, MessageId("m"));
        QVERIFY(!holds(kStart + 1h));
        zelle.heartbeat(kStart, 10s);
        QVERIFY(!holds(kStart + 30s));
        QVERIFY(holds(kStart + 30s + 1ms));
    }
};

QTEST_APPLESS_MAIN(tst_Rules)
#include "tst_Rules.moc"
