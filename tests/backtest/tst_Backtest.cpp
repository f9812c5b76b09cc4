// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/BacktestComparison.h"
#include "core/backtest/BacktestReplay.h"
#include "tests/support/engine/Facts.h"
#include "tests/support/engine/FlagLog.h"
#include "tests/support/engine/Simulation.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <vector>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// A rule about payments that stay in a status.
RuleFile stays(const std::string& id, const std::string& status, const std::string& wait)
{
    return {id + ".toml",
            "id = \"" + id + "\"\nname = \"STAYS\"\nversion = 1\nseverity = \"WARN\"\n"
                + "expected = \"another status\"\ntext = \"Stays {payment.status}.\"\n"
                + "when = \"payment.status == '" + status + "'\"\n"
                + "since = \"payment.statusSince\"\nfor = \"duration('" + wait + "')\"\n"};
}

std::shared_ptr<const RuleSet> setOf(std::vector<RuleFile> files)
{
    files.push_back({"sla.toml", "[ZELLE]\n[RTP]\n[FEDNOW]\n[ACH]\n"});
    const auto read = RuleSet::read(files, {});
    if (!read) {
        qFatal("%s", read.error().front().sentence().c_str());
    }
    return *read;
}

Record recordOf(const Message& message)
{
    const OutgoingRecord out = encodeBinary(message);
    Record record;
    record.topic = out.topic;
    record.partition = 0;
    record.timestamp = message.envelope.time;
    record.key = out.key;
    record.headers = out.headers;
    record.value = out.value;
    return record;
}

/// Three payments stay in SENT in different ways, one is held, one rejected.
std::vector<Message> story()
{
    const auto moves = [](const char* payment, PaymentStatus to, std::uint32_t version,
                          Duration after) { return status(payment, to, version, kStart + after); };
    std::vector<Message> out;
    for (const char* payment : {"P1", "P2", "P3", "P4", "P5", "P6"}) {
        out.push_back(added(payment, kStart));
    }
    out.push_back(moves("P1", PaymentStatus::Sent, 1, 1s));
    out.push_back(moves("P1", PaymentStatus::Settled, 2, 41s));
    out.push_back(moves("P2", PaymentStatus::Sent, 1, 2s));
    out.push_back(moves("P2", PaymentStatus::Settled, 2, 100s));
    out.push_back(moves("P3", PaymentStatus::Sent, 1, 3s));
    out.push_back(moves("P3", PaymentStatus::SendUnknown, 2, 43s));
    out.push_back(moves("P3", PaymentStatus::Sent, 3, 50s));
    out.push_back(moves("P3", PaymentStatus::Settled, 4, 120s));
    out.push_back(moves("P4", PaymentStatus::Sent, 1, 4s));
    out.push_back(moves("P5", PaymentStatus::Held, 1, 5s));
    out.push_back(moves("P6", PaymentStatus::Rejected, 1, 6s));
    std::stable_sort(out.begin(), out.end(), [](const Message& a, const Message& b) {
        return a.envelope.time < b.envelope.time;
    });
    return out;
}

/// Judged each second, for three minutes.
std::unique_ptr<Backtest> runOf(std::vector<RuleFile> rules)
{
    auto run = std::make_unique<Backtest>(setOf(std::move(rules)), "qa");
    const std::vector<Message> messages = story();
    auto next = messages.begin();
    for (Duration at{0}; at <= 3min; at += 1s) {
        while (next != messages.end() && next->envelope.time <= kStart + at) {
            run->take(recordOf(*next), next->envelope.time);
            ++next;
        }
        run->prove(kStart + at);
    }
    return run;
}

QString seconds(const std::optional<Instant>& at)
{
    return at ? QString::number((*at - kStart).count() / 1000) : QStringLiteral("end");
}

/// `P3#2 81-120` for each.
QStringList lines(const std::vector<const BacktestFlag*>& flags)
{
    QStringList out;
    for (const BacktestFlag* flag : flags) {
        out += QString::fromStdString(flag->subject) + "#" + QString::number(flag->occurrence) + " "
               + seconds(flag->raisedAt) + "-" + seconds(flag->clearedAt);
    }
    return out;
}

/// What is told of one flag by both, the engine and a backtest.
QString told(const std::string& rule, const std::string& subject, std::uint32_t occurrence,
             Instant raised, const std::optional<Instant>& cleared)
{
    return QString::fromStdString(rule + " " + subject + "#" + std::to_string(occurrence) + " "
                                  + raised.text() + " " + (cleared ? cleared->text() : "open"));
}

}  // namespace

class tst_Backtest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gainedAndLostAreExact()
    {
        const auto before = runOf({stays("OT30", "SENT", "30s"), stays("OT31", "HELD", "10s")});
        const auto now = runOf({stays("OT30", "SENT", "60s"), stays("OT32", "REJECTED", "5s")});
        const auto rules = compare(now->flags(), before->flags());
        QCOMPARE(rules.size(), std::size_t{3});

        QCOMPARE(rules[0].ruleId, std::string("OT30"));
        QCOMPARE(rules[0].before, std::uint64_t{5});
        QCOMPARE(rules[0].flags, std::uint64_t{3});
        QCOMPARE(lines(rules[0].gained), QStringList());
        // P3's second stay is flagged by both, though it is the first flag of one and the second of
        // the other.
        QCOMPARE(lines(rules[0].lost), QStringList({"P1#1 32-41", "P3#1 34-43"}));

        QCOMPARE(rules[1].ruleId, std::string("OT31"));
        QCOMPARE(rules[1].flags, std::uint64_t{0});
        QCOMPARE(lines(rules[1].lost), QStringList({"P5#1 16-end"}));

        QCOMPARE(rules[2].ruleId, std::string("OT32"));
        QCOMPARE(rules[2].before, std::uint64_t{0});
        QCOMPARE(lines(rules[2].gained), QStringList({"P6#1 12-end"}));
    }

    void theOtherWayRoundIsTheMirror()
    {
        const auto before = runOf({stays("OT30", "SENT", "60s")});
        const auto now = runOf({stays("OT30", "SENT", "30s")});
        const auto rules = compare(now->flags(), before->flags());
        QCOMPARE(rules.size(), std::size_t{1});
        QCOMPARE(lines(rules[0].gained), QStringList({"P1#1 32-41", "P3#1 34-43"}));
        QCOMPARE(lines(rules[0].lost), QStringList());
        QCOMPARE(rules[0].flags, rules[0].before + rules[0].gained.size());
    }

    void theSameSetGainsAndLosesNothing()
    {
        const auto one = runOf({stays("OT30", "SENT", "30s"), stays("OT31", "HELD", "10s")});
        const auto same = runOf({stays("OT30", "SENT", "30s"), stays("OT31", "HELD", "10s")});
        QCOMPARE(one->flags().size(), std::size_t{6});
        for (const RuleComparison& rule : compare(one->flags(), same->flags())) {
            QVERIFY(rule.gained.empty() && rule.lost.empty());
            QCOMPARE(rule.flags, rule.before);
        }
    }

    void aTimeFromTheFutureMovesNothing_data()
    {
        QTest::addColumn<bool>("isLast");
        QTest::newRow("in the middle of its partition") << false;
        QTest::newRow("at the end of its partition") << true;
    }

    void aTimeFromTheFutureMovesNothing()
    {
        QFETCH(bool, isLast);
        const auto raised = [isLast](std::optional<Duration> ahead) {
            PastRecords records;
            std::vector<Message> messages = story();
            messages.push_back(heartbeat(System::Recon, 1, kStart + 100s));
            if (ahead) {
                const auto at = isLast ? messages.end() : messages.begin() + 8;
                messages.insert(at, status("P7", PaymentStatus::Sent, 1, kStart + *ahead));
            }
            std::int64_t offset = 0;
            for (const Message& message : messages) {
                Record record = recordOf(message);
                record.offset = offset++;
                records.add(record);
            }
            records.sortByTime();
            Backtest run(setOf({stays("OT30", "SENT", "30s"), stays("OT31", "HELD", "10m")}), "qa");
            replay(run, records, kStart, [](std::size_t) { return true; });
            return run.flags().size();
        };
        QCOMPARE(raised(std::nullopt), std::size_t{5});
        QCOMPARE(raised(24h * 3650), std::size_t{5});
        QCOMPARE(raised(1h), std::size_t{5});
    }

    void countsAreThoseOfTheRecords()
    {
        Backtest run(setOf({stays("OT30", "SENT", "30s")}), "qa");
        for (const Message& message : story()) {
            run.take(recordOf(message), message.envelope.time);
        }
        run.take(recordOf(story().front()), kStart + 10min);
        Record broken = recordOf(story().front());
        broken.value = "{";
        run.take(broken, kStart + 10min);
        const BacktestCounts& counts = run.counts();
        QCOMPARE(counts.records, std::uint64_t{story().size() + 2});
        QCOMPARE(counts.facts, std::uint64_t{story().size() + 1});
        QCOMPARE(counts.duplicates, std::uint64_t{1});
        QCOMPARE(counts.refused, std::uint64_t{1});
        QCOMPARE(counts.payments, std::uint64_t{6});
        QCOMPARE(counts.first->text(), kStart.text());
        QCOMPARE(counts.last->text(), (kStart + 120s).text());
    }

    void itSaysWhatTheEnginePublishedOnTheSameRecords()
    {
        Scenario scenario = scenarioNamed("all-troubles");
        scenario.rate = 3;
        SimulationOptions options;
        options.payments = 1200;
        options.lead = 30s;
        Simulation simulation(scenario, options);
        FlagLog log("dev");
        Backtest backtest(RuleSet::builtIn(ruleVocabulary()), "dev",
                          options.begin - EngineOptions{}.lookback);
        simulation.onRecords = [&](std::span<const Record> records) {
            log.take(records);
            for (const Record& record : records) {
                backtest.take(record, simulation.now());
            }
        };
        simulation.onStep = [&] {
            if (const auto watermark = simulation.engine().status().watermark) {
                backtest.prove(*watermark);
            }
        };
        simulation.run(20min);

        QStringList published;
        for (const auto& [id, flag] : log.flags()) {
            const PaymentFlagged& raised = flag.raised;
            published += told(raised.ruleId,
                              raised.paymentId ? raised.paymentId->value : "feed:" + *raised.feed,
                              raised.occurrence, flag.raisedAt, flag.clearedAt);
        }
        QStringList found;
        std::set<std::string> rules;
        for (const BacktestFlag& flag : backtest.flags()) {
            found +=
                told(flag.ruleId, flag.subject, flag.occurrence, flag.raisedAt, flag.clearedAt);
            rules.insert(flag.ruleId);
        }
        published.sort();
        found.sort();
        for (qsizetype i = 0; i < std::min(published.size(), found.size()); ++i) {
            QCOMPARE(found.at(i), published.at(i));
        }
        QCOMPARE(found.size(), published.size());
        qInfo("%lld flags of %zu rules", static_cast<long long>(found.size()), rules.size());
        QVERIFY(found.size() > 500);
        QVERIFY(rules.size() >= 18);
    }
};

QTEST_APPLESS_MAIN(tst_Backtest)
#include "tst_Backtest.moc"
