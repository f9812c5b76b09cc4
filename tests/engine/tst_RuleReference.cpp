// SPDX-License-Identifier: Apache-2.0
// The engine's rules, with their dirty sets, timers and indices, against looking at everything.
#include "core/engine/EngineOptions.h"
#include "tests/engine/RuleReference.h"
#include "tests/support/engine/FlagLog.h"
#include "tests/support/engine/Simulation.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// Every second payment that it flags is given a fixer: for the rules about fixers.
constexpr const char* kFixed = "OT01";

class Run
{
public:
    Run()
        : m_rules(RuleSet::builtIn(ruleVocabulary())),
          m_simulation(scenario(), options()),
          m_log("dev"),
          m_reference(m_rules, "dev", EngineOptions{}.shards,
                      options().begin - EngineOptions{}.lookback)
    {
        m_simulation.onRecords = [this](std::span<const Record> records) {
            m_log.take(records);
            for (const Record& record : records) {
                m_reference.take(record, m_simulation.now());
            }
        };
        m_simulation.onStep = [this] { judge(); };
    }

    /// With an operator who sends a fixer for every second stuck payment.
    void go(Duration time)
    {
        for (Duration done{0}; done < time; done += 5s) {
            m_simulation.run(5s, 500ms);
            fix();
        }
    }

    [[nodiscard]] const FlagLog& log() const { return m_log; }
    [[nodiscard]] const RuleReference& reference() const { return m_reference; }
    [[nodiscard]] int cuts() const { return m_cuts; }
    [[nodiscard]] int fixersSent() const { return m_sent; }
    [[nodiscard]] EngineStatus status() { return m_simulation.engine().status(); }

private:
    static Scenario scenario()
    {
        Scenario out = scenarioNamed("all-troubles");
        out.rate = 4;
        return out;
    }
    static SimulationOptions options()
    {
        SimulationOptions out;
        out.seed = 23;
        out.payments = 7000;
        out.lead = 30s;
        out.proveEvery = 5s;
        return out;
    }

    void judge()
    {
        const EngineStatus status = m_simulation.engine().status();
        if (status.duty == DutyState::Deciding && status.watermark
            && *status.watermark > m_proven) {
            m_proven = *status.watermark;
            ++m_cuts;
            m_reference.judge(m_proven);
        }
    }

    void fix()
    {
        for (const auto& [id, flag] : m_log.flags()) {
            if (flag.raised.ruleId != kFixed || flag.cleared || !m_seen.insert(id).second
                || m_seen.size() % 2 == 0) {
                continue;
            }
            SendFixerCommand command;
            command.fixer = "ResyncPaymentStatus";
            command.paymentId = *flag.raised.paymentId;
            command.reasonCode = "STATUS_STUCK";
            command.comment = "stuck";
            m_sent += std::holds_alternative<FixAccepted>(m_simulation.ask(command)) ? 1 : 0;
        }
    }

    std::shared_ptr<const RuleSet> m_rules;
    Simulation m_simulation;
    FlagLog m_log;
    RuleReference m_reference;
    std::set<std::string> m_seen;
    Instant m_proven;
    int m_cuts = 0;
    int m_sent = 0;
};

QString lineOf(const std::string& id, const std::string& rule, const std::string& subject,
               std::uint32_t occurrence, Instant raised, const std::optional<Instant>& cleared)
{
    return QString::fromStdString(rule + " " + subject + "#" + std::to_string(occurrence) + " " + id
                                  + " " + raised.text() + " - "
                                  + (cleared ? cleared->text() : "open"));
}

}  // namespace

class tst_RuleReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allTroublesRaiseAndClearTheSameFlags()
    {
        Run run;
        run.go(40min);
        QStringList published;
        std::map<std::string, int> byRule;
        for (const auto& [id, flag] : run.log().flags()) {
            const PaymentFlagged& raised = flag.raised;
            ++byRule[raised.ruleId];
            published += lineOf(id, raised.ruleId,
                                raised.paymentId ? raised.paymentId->value : "feed:" + *raised.feed,
                                raised.occurrence, flag.raisedAt, flag.clearedAt);
        }
        QStringList expected;
        for (const RuleReference::Flag& flag : run.reference().flags()) {
            expected += lineOf(flag.id, flag.ruleId, flag.subject, flag.occurrence, flag.raisedAt,
                               flag.clearedAt);
        }
        published.sort();
        expected.sort();
        QString rules;
        for (const auto& [rule, count] : byRule) {
            rules += QString::fromStdString(rule) + " " + QString::number(count) + " ";
        }
        qInfo("%lld flags, %d cuts, %zu payments, %llu facts, %llu looks, %d fixers; %s",
              static_cast<long long>(expected.size()), run.cuts(), run.reference().payments(),
              static_cast<unsigned long long>(run.status().facts),
              static_cast<unsigned long long>(run.reference().looks()), run.fixersSent(),
              qPrintable(rules));
        const QSet<QString> both(published.begin(), published.end());
        const QSet<QString> wanted(expected.begin(), expected.end());
        int told = 0;
        for (const QString& line : expected) {
            if (!both.contains(line) && ++told <= 10) {
                qWarning("only the reference: %s", qPrintable(line));
            }
        }
        told = 0;
        for (const QString& line : published) {
            if (!wanted.contains(line) && ++told <= 10) {
                qWarning("only the engine: %s", qPrintable(line));
            }
        }
        QVERIFY(published == expected);
        QVERIFY(run.reference().payments() >= 7000);
        QVERIFY(byRule.size() >= 22);
        QVERIFY(expected.size() > 1000);
    }
};

QTEST_APPLESS_MAIN(tst_RuleReference)
#include "tst_RuleReference.moc"
