// SPDX-License-Identifier: Apache-2.0
#include "core/rules/PlainDesk.h"
#include "tests/rules/RuleBench.h"

#include <QtTest>

#include <algorithm>
#include <numeric>
#include <optional>

using namespace otto;
using namespace otto::test;

namespace {

const std::string kSentTooLong = R"toml(
when = "payment.status == 'SENT'"
since = "payment.statusSince"
for = "payment.sla"
)toml";

RuleBench sentAt(const std::string& rule, Instant at, Rail rail = Rail::Zelle)
{
    RuleBench bench(rule);
    bench.hear(added("P", kStart, "125.50", rail));
    bench.hear(status("P", PaymentStatus::Sent, rail == Rail::Zelle ? 1 : 2, at,
                      rail == Rail::Zelle ? System::Zelle : System::Cpr));
    return bench;
}

}  // namespace

/// How a rule's expressions become a verdict. What each rule of the catalogue means is shown by its
/// own examples (tst_RuleCatalogue).
class tst_Rule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConditionThatDoesNotHoldIsQuietAndClears()
    {
        RuleBench bench(kSentTooLong);
        bench.hear(added("P", kStart));
        const Verdict verdict = bench.at(kStart + 1h);
        QCOMPARE(verdict.state, RuleState::Quiet);
        QVERIFY(verdict.clears);
        QVERIFY(!verdict.recheckAt);
    }

    void aWaitEndsAfterItsTimeAndNotAtIt()
    {
        RuleBench bench = sentAt(kSentTooLong, kStart + 1s);
        const Instant due = kStart + 26s;
        const Verdict waiting = bench.at(due);
        QCOMPARE(waiting.state, RuleState::Waiting);
        QCOMPARE(waiting.since, std::optional(kStart + 1s));
        QCOMPARE(waiting.due, std::optional(due));
        QCOMPARE(waiting.recheckAt, std::optional(due + 1ms));
        const Verdict holds = bench.at(due + 1ms);
        QVERIFY(holds.holds());
        QVERIFY(!holds.clears);
        QCOMPARE(holds.since, std::optional(kStart + 1s));
    }

    void aWaitOfZeroEndsAtOnce()
    {
        RuleBench bench = sentAt(R"toml(
when = "payment.status == 'SENT'"
since = "payment.statusSince"
for = "duration('0s')"
)toml",
                                 kStart + 1s);
        QVERIFY(bench.at(kStart + 1s).holds());
        QCOMPARE(bench.at(kStart).state, RuleState::Waiting);
        // And needs no feed to be heard.
        bench.heartbeat(System::Zelle, kStart + 1s);
        QVERIFY(bench.at(kStart + 1h).holds());
    }

    void theTimesOfARailCountForItsPayments()
    {
        RuleBench ach = sentAt(kSentTooLong, kStart + 1s, Rail::Ach);
        QCOMPARE(ach.at(kStart + 1h).state, RuleState::Waiting);
        QVERIFY(ach.at(kStart + 25h).holds());
        const std::string ownTimes = R"toml(
when = "payment.status == 'SENT'"
since = "payment.statusSince"
for = "params.wait"
[params]
wait = "1m"
[params.ACH]
wait = "1h"
)toml";
        QVERIFY(sentAt(ownTimes, kStart + 1s).at(kStart + 2min).holds());
        QVERIFY(!sentAt(ownTimes, kStart + 1s, Rail::Ach).at(kStart + 2min).holds());
    }

    void aSilentFeedFreezesTheRulesThatReadIt()
    {
        RuleBench bench = sentAt(kSentTooLong, kStart + 1s);
        bench.heartbeat(System::Zelle, kStart + 1s);
        const Instant now = kStart + 1min;
        const Verdict frozen = bench.at(now);
        QCOMPARE(frozen.state, RuleState::Frozen);
        QCOMPARE(frozen.frozenBy, std::optional(System::Zelle));
        // An open flag stays; the feed will wake the rule, not time.
        QVERIFY(!frozen.clears);
        QVERIFY(!frozen.recheckAt);
        bench.heartbeat(System::Zelle, now);
        QVERIFY(bench.at(now).holds());
    }

    void whatARuleReadsNamesTheFeedsItWaitsFor_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<int>("silent");
        QTest::addColumn<bool>("waits");
        const auto row = [](const char* when, System silent, bool waits) {
            QTest::addRow("%s, %d", when, static_cast<int>(silent))
                << QString::fromUtf8(when) << static_cast<int>(silent) << waits;
        };
        // Zelle owns the status of this payment, and CPR and the core spoke of it too.
        for (const char* owners :
             {"payment.debitClaimedAt != null", "payment.settledAt == null",
              "payment.failedAt == null", "payment.failureCode != 'R01'",
              "payment.debitState != 'POSTED'", "payment.networkStatus != 'ACSC'"}) {
            row(owners, System::Zelle, true);
            row(owners, System::Recon, false);
        }
        for (const char* everyones : {"size(payment.history) > 0", "size(payment.breaks) == 0"}) {
            row(everyones, System::Cpr, true);
            row(everyones, System::Zelle, true);
            row(everyones, System::Wso2, true);
            row(everyones, System::Limits, false);
        }
    }

    void whatARuleReadsNamesTheFeedsItWaitsFor()
    {
        QFETCH(QString, when);
        QFETCH(int, silent);
        QFETCH(bool, waits);
        RuleBench bench("when = \"" + when.toStdString()
                        + "\"\nsince = \"payment.addedAt\"\nfor = \"duration('5s')\"\n");
        bench.hear(added("P", kStart));
        bench.hear(status("P", PaymentStatus::Sent, 1, kStart + 1s));
        bench.hear(posted("P", kStart + 1s));
        QVERIFY(bench.at(kStart + 1min).holds());
        bench.heartbeat(static_cast<System>(silent), kStart);
        const Verdict verdict = bench.at(kStart + 1min);
        QCOMPARE(verdict.state, waits ? RuleState::Frozen : RuleState::Holds);
    }

    void aSilentFeedThatARuleDoesNotReadIsNoMatter()
    {
        RuleBench bench = sentAt(kSentTooLong, kStart + 1s);
        bench.heartbeat(System::Recon, kStart);
        QVERIFY(bench.at(kStart + 1min).holds());
    }

    void aPaymentThatNobodyAddedIsProvenByCprOnly()
    {
        RuleBench bench(R"toml(
when = "!payment.isAdded"
since = "payment.firstHeardAt"
for = "duration('30s')"
)toml");
        bench.hear(status("P", PaymentStatus::Sent, 4, kStart));
        QVERIFY(bench.at(kStart + 1min).holds());
        bench.heartbeat(System::Cpr, kStart);
        QCOMPARE(bench.at(kStart + 1min).frozenBy, std::optional(System::Cpr));
    }

    void anErrorNeitherRaisesNorClears()
    {
        RuleBench bench(R"toml(
when = "payment.amount > money('1.00', 'EUR')"
)toml");
        bench.hear(added("P", kStart));
        const Verdict verdict = bench.at(kStart);
        QCOMPARE(verdict.state, RuleState::Failed);
        QVERIFY(!verdict.clears);
        QVERIFY2(verdict.error.starts_with("when: "), verdict.error.c_str());
    }

    void aBeginningThatIsNoTimeFails()
    {
        RuleBench bench(R"toml(
when = "true"
since = "payment.failedAt"
for = "duration('1s')"
)toml");
        bench.hear(added("P", kStart));
        const Verdict verdict = bench.at(kStart + 1h);
        QCOMPARE(verdict.state, RuleState::Failed);
        QVERIFY2(verdict.error.starts_with("since: "), verdict.error.c_str());
    }

    void severityRisesAfterItsTime()
    {
        RuleBench bench = sentAt(kSentTooLong + R"toml(
[high]
severity = "FATAL"
after = "duration('60s')"
)toml",
                                 kStart + 1s);
        const Verdict low = bench.at(kStart + 61s);
        QVERIFY(low.holds() && !low.isHigh);
        QCOMPARE(low.recheckAt, std::optional(kStart + 61s + 1ms));
        QCOMPARE(bench.finding(kStart + 61s).severity, Severity::Warn);
        const Verdict high = bench.at(kStart + 61s + 1ms);
        QVERIFY(high.isHigh);
        QVERIFY(!high.recheckAt);
        QCOMPARE(bench.finding(kStart + 62s).severity, Severity::Fatal);
    }

    void severityRisesOnItsCondition()
    {
        const std::string rule = R"toml(
when = "payment.isFailed && payment.limits.exists(l, !l.isGivenBack)"
[high]
severity = "ERROR"
when = "payment.limits.exists(l, !l.isGivenBack && l.capPercent > 10)"
)toml";
        const auto held = [&rule](const std::string& amount) {
            RuleBench bench(rule);
            bench.hear(added("P", kStart, amount));
            bench.hear(limits("P", LimitAction::Reserved, 1, kStart, {"D"}, amount));
            bench.hear(status("P", PaymentStatus::Rejected, 1, kStart + 1s));
            return bench.finding(kStart + 3min).severity;
        };
        QCOMPARE(held("200.00"), Severity::Warn);
        // One cent more than a tenth of the cap of 2000 USD.
        QCOMPARE(held("200.01"), Severity::Error);
    }

    void aFlagStaysUntilTheClearConditionHolds()
    {
        const std::string rule = R"toml(
when = "payment.status == 'DEBIT_PENDING'"
clear = "payment.status == 'DEBITED'"
)toml";
        RuleBench bench(rule);
        bench.hear(added("P", kStart));
        bench.hear(status("P", PaymentStatus::DebitPending, 1, kStart + 1s));
        QVERIFY(bench.at(kStart + 2s).holds());
        bench.hear(status("P", PaymentStatus::DebitUnknown, 2, kStart + 3s));
        const Verdict between = bench.at(kStart + 4s);
        QCOMPARE(between.state, RuleState::Quiet);
        QVERIFY(!between.clears);
        bench.hear(status("P", PaymentStatus::Debited, 3, kStart + 5s));
        QVERIFY(bench.at(kStart + 6s).clears);
    }

    /// OT20: raised at 30 % in 5 min, cleared below 10 % in 10 min only.
    void aLongerWindowHoldsAFlagOpen()
    {
        const std::vector<RuleFile> files = builtInRuleFiles();
        const auto isWanted = [](const RuleFile& file) {
            return file.file.starts_with("OT20") || file.file == "sla.toml";
        };
        std::vector<RuleFile> wanted;
        std::copy_if(files.begin(), files.end(), std::back_inserter(wanted), isWanted);
        const auto rules = RuleSet::read(wanted, {{"GetParticipantStatus"}, {"HoldPayment"}});
        QVERIFY(rules.has_value());
        const Rule& rule = *(*rules)->find("OT20");

        PlainDesk desk;
        for (int i = 0; i < 6; ++i) {
            const std::string id = "P" + std::to_string(i);
            Message first = added(id, kStart + i * 1s, "125.50", Rail::Rtp);
            std::get<PaymentAdded>(first.body).participantId = "FIB-A";
            desk.take(first);
            Message last = failed(id, 2, kStart + i * 1s + 500ms);
            std::get<PaymentFailed>(last.body).failedStage = "NETWORK";
            desk.take(last);
        }
        const auto at = [&](Duration after) {
            return desk.look(rule, "FIB-A", kStart + after, (*rules)->sla()).verdict;
        };
        QVERIFY(at(10s).holds());
        QCOMPARE(at(6min).state, RuleState::Quiet);
        QVERIFY(!at(6min).clears);
        QVERIFY(at(11min).clears);
    }

    void textsAreFilledIn()
    {
        RuleBench bench = sentAt(R"toml(
text = """{payment.amount} in {payment.status} for {now - payment.statusSince}, \
    {{so}} it is; {payment.channel}."""
when = "payment.status == 'SENT'"
since = "payment.statusSince"
resolve-within = "duration('10m')"
[observed]
status = "payment.status"
since = "payment.statusSince"
)toml",
                                 kStart + 1s);
        const Finding finding = bench.finding(kStart + 5min);
        QCOMPARE(QString::fromStdString(finding.sentence),
                 QStringLiteral("125.50 USD in SENT for 4 min, {so} it is; unknown."));
        QCOMPARE(QString::fromStdString(finding.expected), QStringLiteral("something else"));
        const Observed observed{{"status", "SENT"}, {"since", (kStart + 1s).text()}};
        QCOMPARE(finding.observed, observed);
        QCOMPARE(finding.dueAt, std::optional(kStart + 1s + 10min));
        QCOMPARE(finding.exposure, std::optional(usd("125.50")));
        QCOMPARE(finding.evidence.size(), std::size_t{1});
    }

    void whatIsReadDecidesWhichFactsAreEvidence()
    {
        RuleBench bench(R"toml(
when = "payment.isFailed && payment.limits.exists(l, !l.isGivenBack)"
)toml");
        const Message start = added("P", kStart);
        const Message reserved = limits("P", LimitAction::Reserved, 1, kStart + 1s);
        const Message end = failed("P", 1, kStart + 2s);
        const Message other = posted("P", kStart + 3s);
        for (const Message& message : {start, reserved, end, other}) {
            bench.hear(message);
        }
        const Finding finding = bench.finding(kStart + 4s);
        const std::vector<FactKey> expected{{System::Zelle, end.envelope.id},
                                            {System::Limits, reserved.envelope.id}};
        QCOMPARE(finding.evidence, expected);
        QVERIFY((bench.rule().reads().aspects & aspect::kLimits) != 0);
        QVERIFY((bench.rule().reads().aspects & aspect::kPostings) == 0);
    }

    void aStatusRefutesOnlyWhatItDecidesAlone_data()
    {
        QTest::addColumn<QString>("when");
        QTest::addColumn<QString>("refuted");

        QTest::newRow("a status") << "payment.status == 'SENT' && has(payment.debit)"
                                  << "SETTLED FAILED";
        QTest::newRow("several, anywhere in a conjunction")
            << "payment.amount > params.much && payment.status in ['SENT', 'SETTLED']"
            << "FAILED";
        QTest::newRow("derived from it") << "payment.isFailed && size(payment.limits) > 0"
                                         << "SENT SETTLED";
        QTest::newRow("each of two ways")
            << "payment.status == 'SENT' || (payment.isFailed && has(payment.debit))"
            << "SETTLED";
        QTest::newRow("one of two ways needs more") << "payment.isFailed || has(payment.debit)"
                                                    << "";
        QTest::newRow("behind a choice that needs more")
            << "has(payment.debit) ? payment.status == 'SENT' : payment.status == 'SENT'"
            << "";
        QTest::newRow("negated") << "!(payment.status == 'SENT' || has(payment.debit))"
                                 << "SENT";
        QTest::newRow("true whatever it is") << "true"
                                             << "";
    }

    void aStatusRefutesOnlyWhatItDecidesAlone()
    {
        QFETCH(QString, when);
        QFETCH(QString, refuted);
        const RuleBench bench("when = \"\"\"" + when.toStdString()
                              + "\"\"\"\n[params]\nmuch = \"100.00 USD\"\n");
        QStringList out;
        for (const PaymentStatus status :
             {PaymentStatus::Sent, PaymentStatus::Settled, PaymentStatus::Failed}) {
            if (bench.rule().refuted()[static_cast<std::size_t>(status)]) {
                const std::string_view name = wireName(status);
                out << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
            }
        }
        QCOMPARE(out.join(QLatin1Char(' ')), refuted);
    }

    /// What a rule reads is a function of the set of messages.
    void theOrderOfArrivalDoesNotMatter()
    {
        const std::string rule = R"toml(
when = "true"
[observed]
limits = "payment.limits.map(l, l.action + ' ' + string(l.wasReserved) + string(l.wasConsumed))"
use = "payment.limitUse.map(u, u.limitId + ' ' + u.used.amount())"
postings = "payment.postings.map(p, p.receipt + ' ' + p.purpose + ' ' + p.state)"
memo = "has(payment.memo)"
network = "payment.networkStatus"
firstHeard = "payment.firstHeardAt"
settled = "payment.settledAt"
breaks = "payment.breaks.map(b, b.text)"
back = "payment.isPostedBack"
)toml";
        Message memo = posted("P", kStart + 3s);
        std::get<TrnAdded>(memo.body).postingState = PostingState::MemoPosted;
        const Money amount = usd("125.50");
        GetTrnRs trn;
        trn.head.asOf = kStart + 20s;
        trn.transactions.push_back({"889120017",
                                    std::nullopt,
                                    DrCr::Debit,
                                    amount,
                                    PostingState::HardPosted,
                                    {},
                                    {},
                                    {},
                                    {}});
        trn.transactions.front().trnRcptId = std::get<TrnAdded>(memo.body).trnRcptId;
        GetLimitsRs held;
        held.head.asOf = kStart + 5s;
        held.windows.push_back(
            {"ZELLE-OUT-DAILY", "CUSTOMER", "2026-03-02", usd("999.00"), usd("2000.00")});
        GetNetworkStatusRs network;
        network.head.asOf = kStart + 9s;
        network.networkStatus = NetworkStatus::Pdng;
        const Message start = added("P", kStart);
        std::vector<Message> messages{start,
                                      limits("P", LimitAction::Reserved, 1, kStart + 1s),
                                      limits("P", LimitAction::Consumed, 2, kStart + 8s),
                                      memo,
                                      answer(System::Wso2, start, kStart + 20s, trn),
                                      answer(System::Limits, start, kStart + 5s, held),
                                      answer(System::Cpr, start, kStart + 9s, network),
                                      status("P", PaymentStatus::Settled, 3, kStart + 10s)};
        std::vector<std::size_t> order(messages.size());
        std::iota(order.begin(), order.end(), 0);
        std::optional<Observed> first;
        RuleBench bench(rule);
        do {
            bench.forget();
            for (const std::size_t i : order) {
                bench.hear(messages[i]);
            }
            const Observed observed = bench.finding(kStart + 1min).observed;
            first = first ? first : observed;
            QCOMPARE(observed, *first);
        } while (std::next_permutation(order.begin(), order.end()));
        QCOMPARE(first->at(3).second, std::string("false"));
        QCOMPARE(first->at(4).second, std::string("PDNG"));
    }

    void versionAndNameAreThoseOfTheFile()
    {
        const RuleBench bench(kSentTooLong);
        QCOMPARE(bench.rule().version(), 7U);
        QCOMPARE(bench.rule().name(), std::string("SMALL_RULE"));
        QVERIFY(bench.rule().usesTime());
    }
};

QTEST_APPLESS_MAIN(tst_Rule)
#include "tst_Rule.moc"
