// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"
#include "app/otto-sim/SimOptions.h"
#include "app/otto-sim/SimSummary.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <vector>

using namespace otto;
using namespace std::chrono_literals;

namespace {

/// What otto-sim makes of these arguments besides the required ones.
Result<SimSetup> setupOf(std::vector<std::string> arguments)
{
    CLI::App app("test", "otto-sim");
    SimOptions options;
    options.addTo(app);
    for (const std::string text : {"qa", "--env", "127.0.0.1:9092", "--brokers"}) {
        arguments.push_back(text);
    }
    // CLI11 takes them from the back.
    std::reverse(arguments.begin(), arguments.end() - 4);
    std::rotate(arguments.begin(), arguments.end() - 4, arguments.end());
    app.parse(arguments);
    return options.resolve(4711);
}

std::string refusalOf(std::vector<std::string> arguments)
{
    const Result<SimSetup> setup = setupOf(std::move(arguments));
    return setup ? std::string("accepted") : setup.error().text;
}

}  // namespace

class tst_SimOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsAreTheDemoWithAllSystemsAndTheClocksSeed();
    void everyOptionIsTaken();
    void wrongValuesAreNamed_data();
    void wrongValuesAreNamed();
    void summaryIsOneJsonLine();
};

void tst_SimOptions::defaultsAreTheDemoWithAllSystemsAndTheClocksSeed()
{
    const Result<SimSetup> setup = setupOf({});
    QVERIFY(setup);
    QCOMPARE(setup->brokers, std::string("127.0.0.1:9092"));
    QCOMPARE(setup->world.env, std::string("qa"));
    QCOMPARE(setup->scenario.name, std::string("demo"));
    QCOMPARE(setup->world.systems.size(), kSimulatedSystems.size());
    QCOMPARE(*setup->world.seed, std::uint64_t{4711});
    QVERIFY(!setup->world.paymentsMax && !setup->runFor && !setup->createTopics);
}

void tst_SimOptions::everyOptionIsTaken()
{
    const Result<SimSetup> setup =
        setupOf({"--scenario", "calm", "--systems", "limits,cpr", "--rate", "12.5", "--seed", "99",
                 "--payments", "1000", "--run-for", "90", "--create-topics"});
    QVERIFY(setup);
    QCOMPARE(setup->scenario.name, std::string("calm"));
    QVERIFY((setup->world.systems == std::vector<System>{System::Limits, System::Cpr}));
    QCOMPARE(setup->scenario.rate, 12.5);
    QCOMPARE(*setup->world.seed, std::uint64_t{99});
    QCOMPARE(*setup->world.paymentsMax, std::uint64_t{1000});
    QVERIFY(*setup->runFor == 90s);
    QVERIFY(setup->createTopics);
}

void tst_SimOptions::wrongValuesAreNamed_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* option, const char* value, const char* text) {
        QTest::addRow("%s %s", option, value)
            << QStringList{QString::fromUtf8(option), QString::fromUtf8(value)}
            << QString::fromUtf8(text);
    };
    row("--systems", "cpr,otto",
        "--systems: \"otto\" is not one of cpr, zelle, wso2, limits, recon");
    row("--systems", "cpr,", "--systems: \"\" is not one of cpr, zelle, wso2, limits, recon");
    row("--rate", "0", "--rate: \"0\" is not a number from 0.001 to 10000");
    row("--rate", "nan", "--rate: \"nan\" is not a number from 0.001 to 10000");
    row("--rate", "4x", "--rate: \"4x\" is not a number from 0.001 to 10000");
    row("--seed", "-1", "--seed: \"-1\" is not a whole number");
    row("--payments", "1e3", "--payments: \"1e3\" is not a whole number");
    row("--run-for", "soon", "--run-for: \"soon\" is not a length of time such as ");
    row("--scenario", "nope", "there is no scenario 'nope'; built in are: ");
    row("--scenario", "/no/such.toml", "/no/such.toml: there is no such scenario file");
}

void tst_SimOptions::wrongValuesAreNamed()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, text);
    const std::string refusal = refusalOf({arguments[0].toStdString(), arguments[1].toStdString()});
    QVERIFY2(refusal.starts_with(text.toStdString()), refusal.c_str());
}

void tst_SimOptions::summaryIsOneJsonLine()
{
    WorldStatistics statistics;
    SystemCounts counts;
    counts.facts = 12;
    statistics.systems.emplace_back(System::Cpr, counts);
    statistics.recordsDelivered = 14;
    const std::string line = summaryLine("a \"quoted\"\nname", 3, statistics);
    QCOMPARE(std::count(line.begin(), line.end(), '\n'), 1);
    QVERIFY(line.ends_with("}\n"));
    for (const std::string part :
         {"\"scenario\":\"a \\\"quoted\\\"\\u000aname\",\"seed\":3",
          "\"cpr\":{\"paymentsAdded\":0,\"facts\":12,", "\"recordsDelivered\":14"}) {
        QVERIFY2(line.find(part) != std::string::npos, part.c_str());
    }
}

QTEST_APPLESS_MAIN(tst_SimOptions)
#include "tst_SimOptions.moc"
