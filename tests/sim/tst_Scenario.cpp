// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Scenario.h"
#include "core/sim/ScenarioFolder.h"
#include "tests/sim/SimulatedWorld.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <filesystem>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

std::string errorOf(const std::string& toml)
{
    const Result<Scenario> scenario = Scenario::parse(toml, "x.toml");
    return scenario ? std::string("no error") : scenario.error().text;
}

}  // namespace

class tst_Scenario : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsRead();
    void defaultsHoldWhereAKeyIsAbsent();
    void errorsSayWhereAndWhatWasExpected_data();
    void errorsSayWhereAndWhatWasExpected();
    void everyKeyOfATroubleIsRead();
    void missingFileIsNamed();
    void unreadableTomlIsNamed();
    void everyShippedScenarioLoads();
    void unknownNameListsTheShippedOnes();
    void pathIsTakenAsAFile();
    void installedFolderGoesBeforeTheSources();
    void allTroublesShowsEverySort();
    void calmHasNoTrouble();
};

void tst_Scenario::everyKeyIsRead()
{
    const Result<Scenario> read = Scenario::parse(R"(
name = "full"
description = "All keys"
seed = 99
rate = 2.5
customers = 10
participants = 7
payments = 30
failures-per-mille = 30
heartbeat = "5s"
forget-after = "1m"
abandon-after = "2h"
rails = { ZELLE = 1, ACH = 3 }
directions = { INBOUND = 2 }
[[amounts]]
from = "1.00"
to = "9.99"
weight = 7
[core]
posting = { min = "1ms", typical = "2ms", max = "3ms" }
in-flight = "9s"
end-of-day = "1h"
[network]
accept = { min = "4ms", typical = "5ms", max = "6ms" }
settle = { min = "7ms", typical = "8ms", max = "9ms" }
recall = { min = "1m", typical = "2m", max = "3m" }
[ach]
cut-off = "10m"
accept = { min = "1s", typical = "2s", max = "3s" }
settle = { min = "4s", typical = "5s", max = "6s" }
[recon]
every = "30s"
break-after = "2m"
[limits]
daily-cap = "100.00"
rolling-cap = "2000.00"
[pace.zelle]
react = { min = "11ms", typical = "12ms", max = "13ms" }
answer = { min = "14ms", typical = "15ms", max = "16ms" }
command = { min = "17ms", typical = "18ms", max = "19ms" }
)",
                                                  "full.toml");
    QVERIFY2(read, read ? "" : read.error().text.c_str());
    const Scenario& scenario = *read;
    QCOMPARE(scenario.name, std::string("full"));
    QCOMPARE(scenario.description, std::string("All keys"));
    QCOMPARE(scenario.seed, std::uint64_t{99});
    QCOMPARE(scenario.rate, 2.5);
    QCOMPARE(scenario.customers, 10U);
    QCOMPARE(scenario.participants, 7U);
    QVERIFY(scenario.payments == 30U);
    QVERIFY(scenario.endOfDay == 1h);
    QVERIFY((scenario.networkRecall == Latency{1min, 2min, 3min}));
    QCOMPARE(scenario.failuresPerMille, 30U);
    QVERIFY(scenario.heartbeatEvery == 5s && scenario.forgetAfter == 1min
            && scenario.abandonAfter == 2h);
    QVERIFY((scenario.rails == std::array<std::uint32_t, 4>{1, 0, 0, 3}));
    QVERIFY((scenario.directions == std::array<std::uint32_t, 2>{0, 2}));
    QCOMPARE(scenario.amounts.size(), std::size_t{1});
    QVERIFY((scenario.amounts[0] == AmountBand{{100, {}}, {999, {}}, 7}));
    QVERIFY((scenario.corePosting == Latency{1ms, 2ms, 3ms}));
    QVERIFY(scenario.coreInFlight == 9s);
    QVERIFY((scenario.networkAccept == Latency{4ms, 5ms, 6ms}));
    QVERIFY((scenario.networkSettle == Latency{7ms, 8ms, 9ms}));
    QVERIFY(scenario.achCutOff == 10min);
    QVERIFY((scenario.achAccept == Latency{1s, 2s, 3s}));
    QVERIFY((scenario.achSettle == Latency{4s, 5s, 6s}));
    QVERIFY(scenario.reconEvery == 30s && scenario.reconBreakAfter == 2min);
    QCOMPARE(scenario.dailyCap.minor, std::int64_t{10'000});
    QCOMPARE(scenario.rollingCap.minor, std::int64_t{200'000});
    const SystemPace& pace = scenario.pace[static_cast<std::size_t>(System::Zelle)];
    QVERIFY((pace == SystemPace{{11ms, 12ms, 13ms}, {14ms, 15ms, 16ms}, {17ms, 18ms, 19ms}}));
    QVERIFY(scenario.pace[static_cast<std::size_t>(System::Cpr)] == SystemPace{});
}

void tst_Scenario::defaultsHoldWhereAKeyIsAbsent()
{
    const Result<Scenario> scenario = Scenario::parse("name = \"least\"\n", "least.toml");
    QVERIFY(scenario);
    Scenario expected;
    expected.name = "least";
    QVERIFY(*scenario == expected);
}

void tst_Scenario::errorsSayWhereAndWhatWasExpected_data()
{
    QTest::addColumn<QByteArray>("toml");
    QTest::addColumn<QByteArray>("error");
    const auto row = [](const char* name, const char* toml, const char* error) {
        QTest::newRow(name) << QByteArray(toml) << QByteArray(error);
    };
    row("no name", "rate = 1\n", "x.toml:1:1: expected key 'name' in the file");
    row("unknown key", "name = \"a\"\nspeed = 1\n",
        "x.toml:2:1: unknown key 'speed' in the file, expected one of ");
    row("wrong type", "name = 5\n", "x.toml:1:8: expected a text that is not empty for 'name'");
    row("rate out of range", "name = \"a\"\nrate = 0\n",
        "x.toml:2:8: expected a number from 0.001 to 10000 for 'rate'");
    row("rate not a number", "name = \"a\"\nrate = nan\n",
        "x.toml:2:8: expected a number from 0.001 to 10000 for 'rate'");
    row("negative seed", "name = \"a\"\nseed = -1\n",
        "x.toml:2:8: expected a whole number from 0 to 9223372036854775807 for 'seed'");
    row("unknown rail", "name = \"a\"\n[rails]\nSWIFT = 1\n",
        "x.toml:3:1: unknown key 'SWIFT' in [rails], expected one of ACH, FEDNOW, RTP, ZELLE");
    row("no weight", "name = \"a\"\nrails = { ZELLE = 0 }\n",
        "x.toml:2:9: expected at least one weight above 0 in [rails]");
    row("bad duration", "name = \"a\"\nheartbeat = \"10\"\n",
        "x.toml:2:13: expected a time from 1s to 1h, such as \"250ms\", \"3s\" or \"2m\", for "
        "'heartbeat'");
    row("bad money", "name = \"a\"\n[[amounts]]\nfrom = \"1.5\"\nto = \"2.00\"\n",
        "x.toml:3:8: expected an amount in US dollars above zero such as \"125.50\" for 'from'");
    row("amounts upside down", "name = \"a\"\n[[amounts]]\nfrom = \"3.00\"\nto = \"2.00\"\n",
        "x.toml:4:6: expected 'to' not below 'from'");
    row("latency upside down",
        "name = \"a\"\n[core]\nposting = { min = \"2s\", typical = \"1s\", max = \"3s\" }\n",
        "x.toml:3:35: expected min <= typical <= max");
    row("half a latency", "name = \"a\"\n[core]\nposting = { min = \"2s\" }\n",
        "x.toml:3:11: expected key 'typical' in [posting]");
    row("table instead of tables", "name = \"a\"\n[troubles]\nkind = \"garbage\"\n",
        "x.toml:2:1: expected tables [[troubles]]");
    row("no kind", "name = \"a\"\n[[troubles]]\nper-mille = 1\n",
        "x.toml:2:1: expected key 'kind' in [[troubles]]");
    row("unknown kind", "name = \"a\"\n[[troubles]]\nkind = \"earthquake\"\n",
        "x.toml:3:8: expected one of trn-fact-lost, trn-never-posted, ");
    row("share missing", "name = \"a\"\n[[troubles]]\nkind = \"duplicates\"\n",
        "x.toml:2:1: expected key 'per-mille' in [[troubles]]");
    row("share out of range",
        "name = \"a\"\n[[troubles]]\nkind = \"duplicates\"\nper-mille = 1001\n",
        "x.toml:4:13: expected a whole number from 1 to 1000 for 'per-mille'");
    row("key of another kind",
        "name = \"a\"\n[[troubles]]\nkind = \"duplicates\"\nper-mille = 1\nstatus = \"SENT\"\n",
        "x.toml:5:1: unknown key 'status' in [[troubles]], expected one of ");
    row("system of another kind",
        "name = \"a\"\n[[troubles]]\nkind = \"amount-mismatch\"\nper-mille = 1\n"
        "system = \"recon\"\n",
        "x.toml:5:10: expected one of wso2, zelle, cpr for 'system'");
    row("silent without system", "name = \"a\"\n[[troubles]]\nkind = \"silent-source\"\n",
        "x.toml:2:1: expected key 'system' in [[troubles]]");
    row("window upside down",
        "name = \"a\"\n[[troubles]]\nkind = \"garbage\"\ninterval = \"1s\"\nfrom = \"5s\"\n"
        "to = \"4s\"\n",
        "x.toml:6:6: expected 'to' after 'from'");
    row("period without end",
        "name = \"a\"\n[[troubles]]\nkind = \"garbage\"\ninterval = \"1s\"\nevery = \"4s\"\n",
        "x.toml:5:9: expected 'every' not shorter than 'to', and a 'to'");
    row("stuck where nothing sticks",
        "name = \"a\"\n[[troubles]]\nkind = \"stuck-status\"\nper-mille = 1\n"
        "status = \"RECEIVED\"\n",
        "x.toml:5:10: expected one of DEBITED, BATCHED, SENT, ACCEPTED for 'status'");
    row("participant missing",
        "name = \"a\"\n[[troubles]]\nkind = \"participant-failures\"\nper-mille = 1\n",
        "x.toml:2:1: expected key 'participant' in [[troubles]]");
    row("bad amount of a trouble",
        "name = \"a\"\n[[troubles]]\nkind = \"stuck-status\"\nper-mille = 1\namount = \"5\"\n",
        "x.toml:5:10: expected an amount in US dollars");
    row("end of day too short", "name = \"a\"\n[core]\nend-of-day = \"1s\"\n",
        "x.toml:3:14: expected a time from 1m to 24h");
    row("first of two errors", "name = \"a\"\nrate = 0\nseed = -1\nfoo = 1\n", "x.toml:2:8: ");
}

void tst_Scenario::errorsSayWhereAndWhatWasExpected()
{
    QFETCH(QByteArray, toml);
    QFETCH(QByteArray, error);
    const std::string text = errorOf(toml.toStdString());
    QVERIFY2(text.starts_with(error.toStdString()), text.c_str());
    QCOMPARE(Scenario::parse(toml.toStdString(), "x.toml").error().code,
             std::string("BAD_SCENARIO"));
}

void tst_Scenario::everyKeyOfATroubleIsRead()
{
    const Scenario scenario = SimulatedWorld::scenarioOf(R"(
[[troubles]]
kind = "stuck-status"
from = "1s"
to = "2m"
every = "1h"
per-mille = 12
system = "cpr"
status = "BATCHED"
network = "same"
delay = "3m"
[[troubles]]
kind = "trn-late"
per-mille = 1
reply = "kept"
delay = "4s"
[[troubles]]
kind = "limits-not-restored"
per-mille = 2
windows = "one"
[[troubles]]
kind = "garbage"
interval = "250ms"
system = "wso2"
[[troubles]]
kind = "stuck-status"
per-mille = 1
amount = "25000.00"
[[troubles]]
kind = "limits-drift"
per-mille = 1
used = "over-cap"
[[troubles]]
kind = "participant-failures"
per-mille = 1
participant = "FI-007"
[[troubles]]
kind = "fixer-without-effect"
per-mille = 1
outcome = "missing"
system = "limits"
[[troubles]]
kind = "returned-after-settled"
per-mille = 1
credit-delay = "7s"
)");
    Trouble stuck;
    stuck.kind = TroubleKind::StuckStatus;
    stuck.from = 1s;
    stuck.to = 2min;
    stuck.every = 1h;
    stuck.perMille = 12;
    stuck.system = System::Cpr;
    stuck.status = PaymentStatus::Batched;
    stuck.networkMoved = false;
    stuck.delay = 3min;
    QCOMPARE(scenario.troubles.size(), std::size_t{9});
    QCOMPARE(scenario.troubles[4].amount->minor, std::int64_t{2'500'000});
    QVERIFY(scenario.troubles[5].overCap);
    QCOMPARE(scenario.troubles[6].participant, std::string("FI-007"));
    QVERIFY(scenario.troubles[7].withoutOutcome && scenario.troubles[7].system == System::Limits);
    QVERIFY(scenario.troubles[8].creditDelay == 7s);
    QVERIFY(scenario.troubles[0] == stuck);
    QVERIFY(scenario.troubles[1].replyKept && scenario.troubles[1].delay == 4s);
    QVERIFY(scenario.troubles[2].oneWindow && !scenario.troubles[2].delay);
    QVERIFY(scenario.troubles[3].interval == 250ms);
    QCOMPARE(*scenario.troubles[3].system, System::Wso2);
}

void tst_Scenario::missingFileIsNamed()
{
    const Result<Scenario> scenario = Scenario::load("/no/such/file.toml");
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, std::string("SCENARIO_NOT_FOUND"));
    QVERIFY(scenario.error().text.starts_with("/no/such/file.toml: "));
}

void tst_Scenario::unreadableTomlIsNamed()
{
    QVERIFY(errorOf("name = \"a\"\nrate = = 4\n").starts_with("x.toml:2:8: expected TOML: "));
    QVERIFY(errorOf(std::string("\xFF\xFE\0garbage", 10)).starts_with("x.toml:1:"));
}

void tst_Scenario::everyShippedScenarioLoads()
{
    const ScenarioFolder folder;
    const std::vector<std::string> names = folder.names();
    QVERIFY(names.size() >= 4);
    for (const std::string name : {"demo", "calm", "all-troubles", "outage"}) {
        QVERIFY2(std::find(names.begin(), names.end(), name) != names.end(), name.c_str());
    }
    for (const std::string& name : names) {
        const Result<Scenario> scenario = folder.load(name);
        QVERIFY2(scenario, scenario ? "" : scenario.error().text.c_str());
        QCOMPARE(scenario->name, name);
        QVERIFY(!scenario->description.empty());
        // It runs, too.
        SimulatedWorld sim(*scenario);
        sim.runFor(1min);
        QVERIFY(sim.payments().size() > 10);
    }
}

void tst_Scenario::unknownNameListsTheShippedOnes()
{
    const Result<Scenario> scenario = ScenarioFolder().load("nope");
    QVERIFY(!scenario);
    QCOMPARE(scenario.error().code, std::string("SCENARIO_NOT_FOUND"));
    QVERIFY(scenario.error().text.find("calm, demo") != std::string::npos);
}

void tst_Scenario::pathIsTakenAsAFile()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("mine.toml")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("name = \"mine\"\nrate = 3\n");
    file.close();
    const Result<Scenario> scenario = ScenarioFolder().load(file.fileName().toStdString());
    QVERIFY(scenario);
    QCOMPARE(scenario->name, std::string("mine"));
}

void tst_Scenario::installedFolderGoesBeforeTheSources()
{
    const std::filesystem::path sources = ScenarioFolder().path();
    QVERIFY(std::filesystem::is_regular_file(sources / "demo.toml"));

    QTemporaryDir prefix;
    const std::filesystem::path root = prefix.path().toStdString();
    const std::filesystem::path installed = root / "share" / "otto-console" / "scenarios";
    std::filesystem::create_directories(installed);
    std::filesystem::create_directories(root / "bin");
    std::filesystem::copy_file(sources / "calm.toml", installed / "calm.toml");
    const ScenarioFolder folder(root / "bin" / "otto-sim");
    QCOMPARE(folder.path(), std::filesystem::weakly_canonical(installed));
    QCOMPARE(folder.names(), std::vector<std::string>{"calm"});
    QVERIFY(folder.load("calm"));
    QVERIFY(!folder.load("demo"));
}

void tst_Scenario::allTroublesShowsEverySort()
{
    const Result<Scenario> scenario = ScenarioFolder().load("all-troubles");
    QVERIFY(scenario);
    for (std::size_t kind = 0; kind < WireNames<TroubleKind>::names.size(); ++kind) {
        const bool isShown = std::any_of(
            scenario->troubles.begin(), scenario->troubles.end(),
            [kind](const Trouble& one) { return static_cast<std::size_t>(one.kind) == kind; });
        QVERIFY2(isShown, WireNames<TroubleKind>::names[kind].data());
    }
}

void tst_Scenario::calmHasNoTrouble()
{
    const Result<Scenario> scenario = ScenarioFolder().load("calm");
    QVERIFY(scenario);
    QVERIFY(scenario->troubles.empty());
    QCOMPARE(scenario->failuresPerMille, 0U);
}

QTEST_APPLESS_MAIN(tst_Scenario)
#include "tst_Scenario.moc"
