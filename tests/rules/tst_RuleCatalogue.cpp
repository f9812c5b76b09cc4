// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerCatalogue.h"
#include "core/rules/RuleReview.h"
#include "core/suspenders/SuspenderCatalogue.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace otto;

namespace {

/// The names a response may use as the catalogues of suspenders and fixers have them.
RuleVocabulary vocabulary()
{
    RuleVocabulary out;
    for (const SuspenderSpec& suspender : suspenderCatalogue()) {
        out.suspenders.emplace_back(suspender.name);
    }
    for (const FixerSpec& fixer : fixerCatalogue()) {
        out.fixers.emplace_back(fixer.name);
    }
    return out;
}

QString said(const ReviewedExample& reviewed)
{
    const RuleExample& example = *reviewed.example;
    const Verdict& verdict = reviewed.result.verdict;
    return QString::fromStdString(reviewed.rule->definition().file + ":"
                                  + std::to_string(example.line) + ": " + example.name
                                  + ": expected " + (example.fires ? "fires" : "quiet")
                                  + ", was state " + std::to_string(static_cast<int>(verdict.state))
                                  + " " + verdict.error + reviewed.result.sentence);
}

}  // namespace

/// The rules this program was built with, and the examples they carry.
class tst_RuleCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto read = RuleSet::read(builtInRuleFiles(), vocabulary());
        if (!read) {
            for (const RuleError& error : read.error()) {
                qCritical("%s", error.sentence().c_str());
            }
        }
        QVERIFY2(read.has_value(), "the catalogue has errors");
        m_rules = *read;
    }

    void theWholeCatalogueIsThere()
    {
        std::vector<std::string> ids;
        for (const auto& rule : m_rules->all()) {
            ids.push_back(rule->id());
        }
        std::vector<std::string> expected;
        for (int i = 1; i <= 24; ++i) {
            expected.push_back((i < 10 ? "OT0" : "OT") + std::to_string(i));
        }
        QCOMPARE(ids, expected);
    }

    void everyFileIsNamedAfterItsRule()
    {
        for (const auto& rule : m_rules->all()) {
            std::string expected = rule->id() + "-" + rule->name() + ".toml";
            std::transform(expected.begin() + 4, expected.end(), expected.begin() + 4, [](char c) {
                return c == '_' ? '-' : static_cast<char>(std::tolower(c));
            });
            QCOMPARE(rule->definition().file, expected);
        }
    }

    void everyExampleGivesItsVerdict_data()
    {
        QTest::addColumn<int>("index");
        m_examples = reviewExamples(*m_rules);
        for (std::size_t i = 0; i < m_examples.size(); ++i) {
            QTest::addRow("%s %s", m_examples[i].rule->id().c_str(),
                          m_examples[i].example->name.c_str())
                << static_cast<int>(i);
        }
    }

    void everyExampleGivesItsVerdict()
    {
        QFETCH(int, index);
        const ReviewedExample& reviewed = m_examples[static_cast<std::size_t>(index)];
        QVERIFY2(reviewed.result.passed, qPrintable(said(reviewed)));
    }

    /// What an operator reads has every value filled in.
    void sentencesOfFiringExamplesAreWhole()
    {
        for (const ReviewedExample& reviewed : reviewExamples(*m_rules)) {
            if (!reviewed.example->fires) {
                continue;
            }
            const std::string& sentence = reviewed.result.sentence;
            QVERIFY2(sentence.ends_with('.'), qPrintable(said(reviewed)));
            QVERIFY2(sentence.find("unknown") == std::string::npos, qPrintable(said(reviewed)));
            QVERIFY2(sentence.find("null") == std::string::npos, qPrintable(said(reviewed)));
        }
    }

    void everyRuleHasThreeExamplesEachWay()
    {
        for (const auto& rule : m_rules->all()) {
            const auto& examples = rule->definition().examples;
            const auto fires = std::count_if(examples.begin(), examples.end(),
                                             [](const RuleExample& one) { return one.fires; });
            const auto quiet = static_cast<std::ptrdiff_t>(examples.size()) - fires;
            QVERIFY2(fires >= 3 && quiet >= 3, rule->id().c_str());
        }
    }

    void namesOfExamplesDifferWithinARule()
    {
        for (const auto& rule : m_rules->all()) {
            std::set<std::string> names;
            for (const RuleExample& example : rule->definition().examples) {
                QVERIFY2(names.insert(example.name).second,
                         (rule->id() + ": " + example.name).c_str());
            }
        }
    }

    void aReviewFindsNothing()
    {
        const std::vector<RuleError> found = reviewRules(*m_rules);
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().sentence().c_str());
    }

    /// Only questions that are safe to repeat and cheap are asked without a person.
    void onlyFourRulesAskByThemselves()
    {
        std::vector<std::string> asking;
        for (const auto& rule : m_rules->all()) {
            if (rule->response().asksByItself) {
                asking.push_back(rule->id() + " " + rule->response().suspender);
            }
        }
        const std::vector<std::string> expected{"OT03 GetTrn", "OT04 GetTrn", "OT05 GetLimits",
                                                "OT20 GetParticipantStatus"};
        QCOMPARE(asking, expected);
    }

    void severitiesAreThoseOfTheCatalogue_data()
    {
        QTest::addColumn<QString>("severity");
        QTest::addColumn<QString>("high");
        const auto row = [](const char* id, const char* severity, const char* high) {
            QTest::newRow(id) << QString::fromUtf8(severity) << QString::fromUtf8(high);
        };
        // domain.md 5, column sev: W is WARN, H is ERROR, C is FATAL.
        row("OT01", "WARN", "ERROR");
        row("OT02", "ERROR", "ERROR");
        row("OT03", "ERROR", "ERROR");
        row("OT04", "ERROR", "ERROR");
        row("OT05", "WARN", "ERROR");
        row("OT06", "ERROR", "ERROR");
        row("OT07", "FATAL", "FATAL");
        row("OT08", "WARN", "ERROR");
        row("OT09", "FATAL", "FATAL");
        row("OT10", "FATAL", "FATAL");
        row("OT11", "FATAL", "FATAL");
        row("OT12", "FATAL", "FATAL");
        row("OT13", "ERROR", "ERROR");
        row("OT14", "WARN", "ERROR");
        row("OT15", "WARN", "WARN");
        row("OT16", "WARN", "WARN");
        row("OT17", "ERROR", "ERROR");
        row("OT18", "WARN", "ERROR");
        row("OT19", "ERROR", "ERROR");
        row("OT20", "ERROR", "ERROR");
        row("OT21", "WARN", "WARN");
        row("OT22", "FATAL", "FATAL");
        row("OT23", "WARN", "WARN");
        row("OT24", "ERROR", "ERROR");
    }

    void severitiesAreThoseOfTheCatalogue()
    {
        QFETCH(QString, severity);
        QFETCH(QString, high);
        const Rule::Definition& rule = m_rules->find(QTest::currentDataTag())->definition();
        QCOMPARE(QString::fromUtf8(wireName(rule.severity).data()), severity);
        QCOMPARE(QString::fromUtf8(wireName(rule.highSeverity).data()), high);
    }

    /// domain.md 4.4: a few values of each table.
    void slasAreThoseOfTheRails()
    {
        using namespace std::chrono_literals;
        const SlaTable& sla = m_rules->sla();
        const Instant monday{1'772'463'600'000};  // 2026-03-02T15:00:00Z
        const Instant friday = monday + 96h;
        for (const Rail rail : {Rail::Zelle, Rail::Rtp, Rail::FedNow}) {
            QCOMPARE(sla.of(rail, PaymentStatus::Received, monday), std::optional<Duration>(5s));
            QCOMPARE(sla.of(rail, PaymentStatus::DebitPending, monday),
                     std::optional<Duration>(30s));
            QCOMPARE(sla.of(rail, PaymentStatus::Debited, monday), std::optional<Duration>(15s));
            QCOMPARE(sla.of(rail, PaymentStatus::Sent, monday), std::optional<Duration>(25s));
            QCOMPARE(sla.of(rail, PaymentStatus::SendUnknown, monday),
                     std::optional<Duration>(2min));
            QCOMPARE(sla.of(rail, PaymentStatus::Accepted, monday), std::optional<Duration>(60s));
            QCOMPARE(sla.of(rail, PaymentStatus::Reversing, monday), std::optional<Duration>(5min));
        }
        QCOMPARE(sla.of(Rail::Ach, PaymentStatus::Validated, monday),
                 std::optional<Duration>(5min));
        QCOMPARE(sla.of(Rail::Ach, PaymentStatus::Batched, monday),
                 std::optional<Duration>(24h + 15min));
        QCOMPARE(sla.of(Rail::Ach, PaymentStatus::Sent, monday), std::optional<Duration>(24h));
        QCOMPARE(sla.of(Rail::Ach, PaymentStatus::Accepted, monday), std::optional<Duration>(48h));
        // Clocks are moved on that weekend.
        QCOMPARE(sla.of(Rail::Ach, PaymentStatus::Sent, friday), std::optional<Duration>(71h));
        QCOMPARE(sla.of(Rail::Ach, PaymentStatus::Accepted, friday), std::optional<Duration>(95h));
        QCOMPARE(sla.of(Rail::Zelle, PaymentStatus::Sent, friday), std::optional<Duration>(25s));
        for (const PaymentStatus open : {PaymentStatus::Settled, PaymentStatus::Held,
                                         PaymentStatus::Failed, PaymentStatus::Returned}) {
            QCOMPARE(sla.of(Rail::Zelle, open, monday), std::optional<Duration>());
        }
    }

    void theReadmesRuleIsSoundAndDoesWhatItShows()
    {
        const std::string readme = readmeText();
        const std::string fence = "```toml\n";
        const std::size_t begin = readme.find(fence) + fence.size();
        const std::size_t end = readme.find("```", begin);
        QVERIFY(end != std::string::npos);
        std::vector<RuleFile> files{{"README.md", readme.substr(begin, end - begin)}};
        for (const RuleFile& file : builtInRuleFiles()) {
            if (file.file == "sla.toml") {
                files.push_back(file);
            }
        }
        const auto rules = RuleSet::read(files, vocabulary());
        QVERIFY2(rules.has_value(), rules ? "" : rules.error().front().sentence().c_str());
        QVERIFY(reviewRules(**rules).empty());
        for (const ReviewedExample& reviewed : reviewExamples(**rules)) {
            QVERIFY2(reviewed.result.passed, qPrintable(said(reviewed)));
        }
    }

    void theReadmeTellsOfEveryField()
    {
        const std::string readme = readmeText();
        std::set<const cel::RecordType*> seen;
        std::vector<const cel::RecordType*> records{&paymentRecord(), &feedRecord(),
                                                    &windowRecord()};
        while (!records.empty()) {
            const cel::RecordType* record = records.back();
            records.pop_back();
            if (!seen.insert(record).second) {
                continue;
            }
            for (const cel::Field& field : record->fields()) {
                QVERIFY2(readme.find("`" + field.name + "`") != std::string::npos,
                         (record->name() + "." + field.name).c_str());
                const bool isList = field.type.tag() == cel::Type::Tag::List;
                const cel::Type& type = isList ? field.type.element() : field.type;
                if (type.tag() == cel::Type::Tag::Record) {
                    records.push_back(type.recordType());
                }
            }
        }
        // Payment, its ten kinds of elements, feed and window.
        QCOMPARE(seen.size(), std::size_t{13});
    }

private:
    static std::string readmeText()
    {
        QFile file(QStringLiteral(OTTO_SOURCE_DIR "/resources/rules/README.md"));
        if (!file.open(QIODevice::ReadOnly)) {
            qFatal("there is no README.md");
        }
        return file.readAll().toStdString();
    }

    std::shared_ptr<const RuleSet> m_rules;
    std::vector<ReviewedExample> m_examples;
};

QTEST_APPLESS_MAIN(tst_RuleCatalogue)
#include "tst_RuleCatalogue.moc"
