// SPDX-License-Identifier: Apache-2.0
// The scenarios of resources/scenarios/rules with the whole catalogue in force: what each rule is
// for is flagged on the bus, and cleared when it has passed.
#include "core/base/Time.h"
#include "tests/support/engine/FlagLog.h"
#include "tests/support/engine/Simulation.h"

#include <QtTest>

#include <array>
#include <chrono>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

struct Case
{
    const char* rule;
    /// Virtual time within which a flag is raised and, where `clears`, one is cleared.
    Duration within;
    bool clears = true;
    /// What is sent for every payment that is flagged by `fixes`.
    const char* fixer = nullptr;
    const char* fixes = nullptr;
    Duration step{250};
    Instant begin{1'772'463'600'000};
};

constexpr Instant kBeforeMidnightInNewYork{1'772'463'600'000 + 13 * 3'600'000 + 1'800'000};

constexpr std::array<Case, 24> kCases{{
    {"OT01", 10min},
    {"OT02", 10min},
    {"OT03", 10min},
    {"OT04", 10min},
    {"OT05", 15min},
    {"OT06", 10min},
    {"OT07", 10min},
    {"OT08", 10min},
    {"OT09", 10min},
    {"OT10", 10min},
    {"OT11", 20min},
    {"OT12", 20min},
    // A memo post may stand until the end of its day.
    {"OT13", 9h, true, nullptr, nullptr, 2s, kBeforeMidnightInNewYork},
    {"OT14", 10min},
    {"OT15", 10min},
    // What nobody asked for stays so: a person looks at it.
    {"OT16", 10min, false},
    {"OT17", 10min},
    {"OT18", 10min},
    {"OT19", 10min},
    {"OT20", 30min},
    {"OT21", 30min},
    {"OT22", 10min},
    {"OT23", 15min},
    {"OT24", 15min, true, "ResyncPaymentStatus", "OT01"},
}};

/// Sends what the case says for the payments that are flagged, once each.
class Operator
{
public:
    Operator(Simulation& simulation, const FlagLog& log, const Case& what)
        : m_simulation(simulation), m_log(log), m_case(what)
    {}

    void act()
    {
        if (m_case.fixer == nullptr) {
            return;
        }
        for (const auto& [id, flag] : m_log.flags()) {
            if (flag.raised.ruleId != m_case.fixes || flag.cleared || !m_done.insert(id).second) {
                continue;
            }
            SendFixerCommand command;
            command.fixer = m_case.fixer;
            command.paymentId = *flag.raised.paymentId;
            command.reasonCode = "STATUS_STUCK";
            command.comment = "the status is stuck";
            const Response response = m_simulation.ask(command);
            const auto* error = std::get_if<Error>(&response);
            QVERIFY2(error == nullptr, error == nullptr ? "" : error->text.c_str());
        }
    }

private:
    Simulation& m_simulation;
    const FlagLog& m_log;
    const Case& m_case;
    std::set<std::string> m_done;
};

}  // namespace

class tst_RuleScenarios : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itsScenarioMakesARuleFireAndClear_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < kCases.size(); ++i) {
            QTest::newRow(kCases[i].rule) << static_cast<int>(i);
        }
    }

    void itsScenarioMakesARuleFireAndClear()
    {
        QFETCH(const int, index);
        const Case& what = kCases[static_cast<std::size_t>(index)];
        SimulationOptions options;
        options.begin = what.begin;
        Simulation simulation(scenarioNamed(std::string("rules/") + what.rule), options);
        FlagLog log("dev");
        simulation.onRecords = [&log](std::span<const Record> records) { log.take(records); };
        Operator person(simulation, log, what);
        const auto isSeen = [&] {
            person.act();
            const std::size_t raised = log.raised(what.rule);
            return raised > 0 && (!what.clears || log.cleared(what.rule) == raised);
        };
        const bool wasSeen = simulation.runUntil(isSeen, what.within, what.step);
        qInfo("%s: %zu raised, %zu cleared after %lld s", what.rule, log.raised(what.rule),
              log.cleared(what.rule),
              static_cast<long long>((simulation.now() - what.begin).count() / 1000));
        QVERIFY2(wasSeen, "not raised, or not cleared, in time");
        if (!what.clears) {
            simulation.run(5min);
            QCOMPARE(log.cleared(what.rule), std::size_t{0});
        }
    }
};

QTEST_APPLESS_MAIN(tst_RuleScenarios)
#include "tst_RuleScenarios.moc"
