// SPDX-License-Identifier: Apache-2.0
#include "core/port/RulePort.h"
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/SampleRules.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/screens/rules/RuleErrorList.h"
#include "ui/screens/rules/RuleFileView.h"
#include "ui/screens/rules/RuleInspector.h"
#include "ui/screens/rules/RuleListModel.h"
#include "ui/screens/rules/RulesScreen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

class FolderOfRules final : public RulePort
{
public:
    std::string folder() const override { return "/srv/otto/rules"; }
    void reload() override { ++reloads; }
    std::optional<std::string> refusedText(const std::string& file) const override
    {
        return file == "OT05-limits-not-restored.toml" ? std::optional(refused) : std::nullopt;
    }
    std::string refused;
    int reloads = 0;
};

}  // namespace

class tst_RulesScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<RulesScreen>(m_rig->client);
        m_screen->setPort(&m_port);
        m_port.reloads = 0;
        m_screen->resize(1270, 820);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
        m_table = &child<TableView>(*m_screen, "rules.table");
        m_table->setFocus();
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void everyRuleIsListedWithHowItDoes()
    {
        QCOMPARE(printModel(*m_table->model()),
                 QStringLiteral(
                     "OT01 | Stuck in status | Failing | Medium | 0 | 0 | – | 3 of 3 | 1 | "
                     "Payments\n"
                     "OT04 | Core posting ambiguous | Examples fail | High | 0 | 0 | – | 2 of 3 | "
                     "1 | Payments\n"
                     "OT05 | Limits not restored | In force | High | 4 | 22 | 75 % | 3 of 3 | 3 | "
                     "Payments\n"
                     "OT07 | Amount mismatch | In force | Critical | 0 | 0 | – | 3 of 3 | 1 | "
                     "Payments\n"
                     "OT17 | Recon break | Frozen | High | 0 | 0 | – | 3 of 3 | 1 | Payments\n"
                     "OT22 | Source silence | In force | Critical | 1 | 0 | – | 3 of 3 | 1 | "
                     "Feeds\n"));
        QCOMPARE(origin(), QStringLiteral("6 rules  ·  /srv/otto/rules  ·  in force since "
                                          "2026-03-02 13:34:05.120 UTC"));
        QCOMPARE(m_table->currentId(), QStringLiteral("OT01"));
        QCOMPARE(test::widgetsWithoutName(*m_screen), QStringList());
    }

    void shareThatClearedByItselfIsExplained()
    {
        const auto* model = m_table->model();
        QCOMPARE(model->index(2, RuleListModel::SelfClearedColumn).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("6 of 8 flags that cleared today cleared with no fixer sent: "
                                "nobody had to do anything."));
        QVERIFY(model->headerData(RuleListModel::SelfClearedColumn, Qt::Horizontal, Qt::ToolTipRole)
                    .toString()
                    .contains(QStringLiteral("false alarms")));
    }

    void failingRuleShowsItsError()
    {
        const auto& notice = child<NoticeLine>(*m_screen, "notice");
        QCOMPARE(notice.title(), QStringLiteral("Failing"));
        QVERIFY(notice.reason().endsWith(QStringLiteral("no such key: 'ZELLE' in params.sla")));
        select("OT17");
        QCOMPARE(notice.title(), QStringLiteral("Frozen"));
        QVERIFY(notice.reason().startsWith(QStringLiteral("Silent: Recon.")));
        select("OT05");
        QVERIFY(notice.isEmpty());
    }

    void fileIsShownColouredWithItsLines()
    {
        select("OT05");
        const auto& file = child<RuleFileView>(*m_screen, "rule.source");
        QVERIFY(file.isReadOnly());
        QVERIFY(file.toPlainText().contains(QStringLiteral("&& payment.limits.exists(l,")));
        const auto colourAt = [&](const QString& word) {
            const QTextCursor at = file.document()->find(word);
            const int place = at.selectionStart() - at.block().position();
            const auto formats = at.block().layout()->formats();
            for (const QTextLayout::FormatRange& range : formats) {
                if (place >= range.start && place < range.start + range.length)
                    return range.format.foreground().color();
            }
            return QColor();
        };
        const Theme& theme = Theme::current();
        QCOMPARE(colourAt(QStringLiteral("severity")), theme.colors().accent);
        QCOMPARE(colourAt(QStringLiteral("LIMITS_NOT")), theme.color(Tone::Ok));
        QCOMPARE(colourAt(QStringLiteral("exists(")), theme.color(Tone::Critical));
        QCOMPARE(colourAt(QStringLiteral("# The payment")), theme.colors().textSecondary);
        Theme::current().setMode(ThemeMode::Dark);
        QCOMPARE(colourAt(QStringLiteral("severity")), Theme::darkColors().accent);
        Theme::current().setMode(ThemeMode::Light);
    }

    void examplesSayWhatShouldComeAndWhatCame()
    {
        select("OT04");
        m_screen->inspector()->setCurrentTab(RuleInspector::ExamplesTab);
        auto& examples = child<TableView>(*m_screen, "rule.examples");
        QCOMPARE(printModel(*examples.model()),
                 QStringLiteral("Passed | fires | example 1 | It is so.\n"
                                "Failed | fires | asked, and WSO2 does not know | Does not hold\n"
                                "Passed | stays quiet | example 3 | Does not hold\n"));
        examples.setFocus();
        QTest::keyClick(&examples, Qt::Key_Down);
        QCOMPARE(child<OttoLabel>(*m_screen, "rule.example").fullText(),
                 QStringLiteral("asked, and WSO2 does not know: Does not hold."));
    }

    void refusedSetIsTold()
    {
        auto& errors = child<RuleErrorList>(*m_screen, "rules.errors");
        QVERIFY(!errors.isVisible());
        ++m_rig->port.status().rulesRevision;
        m_rig->port.status().ruleErrors = 2;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRefusedRules()));
        QVERIFY(errors.isVisible());
        QCOMPARE(errors.title(),
                 QStringLiteral("Refused at 15:03:53: 2 faults. The rules in force stay: "
                                "/srv/otto/rules, in force since 13:34:05."));
        QCOMPARE(child<QPlainTextEdit>(*m_screen, "rules.errors.list").toPlainText(),
                 QStringLiteral("OT05-limits-not-restored.toml:13:12: payment has no field "
                                "'isFaild', did you mean 'isFailed'?\n    payment.isFaild\n"
                                "            ^\nOT07-amount-mismatch.toml:4:1: unknown key "
                                "'servity'"));
        QCOMPARE(m_table->model()->rowCount(), 6);
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
        QVERIFY(!errors.isVisible());
    }

    void faultIsShownAtItsPlaceByClickAndByKey()
    {
        m_port.refused = std::string(12, '\n') + "when  = \"\"\"payment.isFaild\"\"\"\n# end\n";
        refuse();
        select("OT04");
        auto& list = child<QPlainTextEdit>(*m_screen, "rules.errors.list");
        const auto& file = child<RuleFileView>(*m_screen, "rule.source");
        auto& back = child<QPushButton>(*m_screen, "rules.leaveFault");
        QVERIFY(!back.isVisible());
        // The second line of the first fault belongs to it.
        const QTextCursor second(list.document()->findBlockByNumber(1));
        QTest::mouseClick(list.viewport(), Qt::LeftButton, {}, list.cursorRect(second).center());
        QCOMPARE(file.toPlainText().toStdString(), m_port.refused);
        QCOMPARE(file.textCursor().blockNumber(), 12);
        QCOMPARE(file.textCursor().selectedText(), QStringLiteral("payment"));
        QVERIFY(file.isVisible());
        QCOMPARE(file.extraSelections().size(), 1);
        QCOMPARE(file.extraSelections().first().cursor.blockNumber(), 12);
        const auto& notice = child<NoticeLine>(*m_screen->inspector(), "notice");
        QCOMPARE(notice.title(), QStringLiteral("Line 13, column 12"));
        QVERIFY(notice.reason().contains(QStringLiteral("did you mean 'isFailed'")));
        QVERIFY(back.isVisible());
        // It stays while counts come, and goes on request.
        m_rig->pass(Duration{RulesScreen::kAgainMs});
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRefusedRules()));
        QCOMPARE(file.textCursor().blockNumber(), 12);
        QTest::mouseClick(&back, Qt::LeftButton);
        QVERIFY(file.toPlainText().contains(QStringLiteral("OT04")));
        QCOMPARE(file.extraSelections().size(), 0);
        QVERIFY(!back.isVisible());

        // By keys: Enter on the line of the cursor, F8 from one to the next.
        list.setFocus();
        list.moveCursor(QTextCursor::Start);
        QTest::keyClick(&list, Qt::Key_Return);
        QCOMPARE(file.textCursor().blockNumber(), 12);
        QSignalSpy notices(m_screen.get(), &Screen::noticeRequested);
        m_table->setFocus();
        QTest::keyClick(m_table, Qt::Key_F8);
        QCOMPARE(list.textCursor().blockNumber(), 3);
        // A file whose text nobody has is told in words.
        QCOMPARE(notices.size(), 1);
        QVERIFY(notices[0][2].toString().contains(QStringLiteral("OT07-amount-mismatch.toml")));
        QTest::keyClick(m_table, Qt::Key_F8);
        QCOMPARE(list.textCursor().blockNumber(), 0);
        QCOMPARE(test::widgetsWithoutName(*m_screen), QStringList());
        // Another rule is shown when it is selected, and the fault is gone with its cause.
        select("OT07");
        QVERIFY(file.toPlainText().contains(QStringLiteral("OT07")));
        QTest::keyClick(m_table, Qt::Key_F8);
        QTest::keyClick(m_table, Qt::Key_F8);
        QVERIFY(back.isVisible());
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
        QVERIFY(!back.isVisible());
        QVERIFY(file.toPlainText().contains(QStringLiteral("OT07")));
    }

    void reloadReadsTheFolderAndTellsWhatCameOfIt()
    {
        QSignalSpy notices(m_screen.get(), &Screen::noticeRequested);
        QTest::keyClick(m_table, Qt::Key_F5);
        QCOMPARE(m_port.reloads, 1);
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRefusedRules()));
        QVERIFY(child<RuleErrorList>(*m_screen, "rules.errors").isVisible());
        QCOMPARE(notices.size(), 0);
        QTest::mouseClick(&child<QPushButton>(*m_screen, "rules.reload"), Qt::LeftButton);
        QCOMPARE(m_port.reloads, 2);
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        RulesView changed = sampleRules();
        changed.digest = "8b01";
        QVERIFY(m_rig->answer<RulesQuery>(changed));
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices[0][1].toString(), QStringLiteral("Changed rules are in force"));
        QTest::keyClick(m_table, Qt::Key_F5);
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(changed));
        QCOMPARE(notices.size(), 2);
        QCOMPARE(notices[1][1].toString(), QStringLiteral("The folder was read again"));
    }

    void withoutAFolderItSaysWhyNothingIsRead()
    {
        m_screen->setPort(nullptr);
        QVERIFY(!child<QPushButton>(*m_screen, "rules.reload").isEnabled());
        QVERIFY(origin().contains(QStringLiteral("--rules FOLDER loads your own")));
        QSignalSpy notices(m_screen.get(), &Screen::noticeRequested);
        QTest::keyClick(m_table, Qt::Key_F5);
        QCOMPARE(notices.size(), 1);
        QVERIFY(notices[0][2].toString().contains(QStringLiteral("--rules FOLDER")));
        QCOMPARE(m_port.reloads, 0);
    }

    void rulesThatAreInForceNoMoreGoAndTheChoiceStays()
    {
        select("OT05");
        RulesView fewer = sampleRules();
        fewer.rules.erase(fewer.rules.begin());
        fewer.rules[1].version = 4;
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(fewer));
        QCOMPARE(m_table->model()->rowCount(), 5);
        QCOMPARE(m_table->currentId(), QStringLiteral("OT05"));
        QCOMPARE(m_table->model()->index(1, RuleListModel::VersionColumn).data().toString(),
                 QStringLiteral("4"));
    }

    void countsStayFreshWhileTheScreenIsSeen()
    {
        const int before = m_rig->port.count<RulesQuery>();
        m_rig->pass(Duration{RulesScreen::kAgainMs});
        m_rig->apply();
        QCOMPARE(m_rig->port.count<RulesQuery>(), before + 1);
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
        m_screen->hide();
        m_rig->pass(Duration{60'000});
        m_rig->apply();
        QCOMPARE(m_rig->port.count<RulesQuery>(), before + 1);
    }

    void flagsOfARuleAreOpenedByKeyAndByButton()
    {
        QSignalSpy wanted(m_screen.get(), &Screen::screenRequested);
        select("OT05");
        QTest::keyClick(m_table, Qt::Key_Return);
        QTest::keyClick(m_table, Qt::Key_O);
        QTest::mouseClick(&child<QPushButton>(*m_screen, "rules.openFlags"), Qt::LeftButton);
        QCOMPARE(wanted.size(), 3);
        for (const QList<QVariant>& signal : wanted) {
            QCOMPARE(signal[0].toString(), QStringLiteral("flags"));
            QCOMPARE(signal[1].toString(), QStringLiteral("OT05"));
        }
    }

    void explainBeginsWithTheLatestFlagAndTakesATypedPayment()
    {
        Delta delta;
        delta.flags = sampleFlags();
        m_rig->apply(delta);
        select("OT05");
        QTest::keyClick(m_table, Qt::Key_E);
        auto& id = child<QLineEdit>(*m_screen, "rule.subject");
        QVERIFY(id.hasFocus());
        const std::string latest = sampleFlag(1).subject;
        QCOMPARE(m_rig->port.last<ExplainQuery>()->paymentId->value, latest);
        QCOMPARE(id.text().toStdString(), latest);
        QVERIFY(m_rig->answer<ExplainQuery>(sampleExplanation()));
        id.selectAll();
        QTest::keyClicks(&id, QStringLiteral("PMT-typed"));
        QTest::keyClick(&id, Qt::Key_Return);
        QCOMPARE(m_rig->port.last<ExplainQuery>()->paymentId->value, std::string("PMT-typed"));
        // The payment stays when another rule is looked at, but a feed has none.
        select("OT07");
        QCOMPARE(m_rig->port.last<ExplainQuery>()->ruleId, std::string("OT07"));
        QCOMPARE(m_rig->port.last<ExplainQuery>()->paymentId->value, std::string("PMT-typed"));
        select("OT22");
        QCOMPARE(*m_rig->port.last<ExplainQuery>()->subject, std::string("feed:recon"));
    }

    void flaggedMenuOffersWhatTheRuleFound()
    {
        Delta delta;
        delta.flags = sampleFlags();
        m_rig->apply(delta);
        select("OT05");
        m_screen->inspector()->setCurrentTab(RuleInspector::ExplainTab);
        auto& menu = child<QMenu>(*m_screen, "rule.flaggedMenu");
        Q_EMIT menu.aboutToShow();
        QCOMPARE(menu.actions().size(), 4);
        const QString second = menu.actions().at(1)->text();
        menu.actions().at(1)->trigger();
        QCOMPARE(QString::fromStdString(m_rig->port.last<ExplainQuery>()->paymentId->value),
                 second);
    }

    void listIsFilteredAndSorted()
    {
        QTest::mouseClick(
            m_table->horizontalHeader()->viewport(), Qt::LeftButton, {},
            {m_table->columnViewportPosition(RuleListModel::StandingColumn) + 20, 10});
        QCOMPARE(m_table->model()->index(0, 0).data().toString(), QStringLiteral("OT01"));
        auto& filter = child<FilterEdit>(*m_screen, "rules.filter");
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("frozen"));
        QTest::keyClick(&filter, Qt::Key_Return);
        QCOMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(filter.countLabel(), QStringLiteral("1 of 6"));
    }

private:
    void refuse()
    {
        ++m_rig->port.status().rulesRevision;
        m_rig->port.status().ruleErrors = 2;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRefusedRules()));
    }
    void select(const char* id) { QVERIFY(m_table->setCurrentId(QString::fromLatin1(id))); }
    QString origin() const { return child<OttoLabel>(*m_screen, "rules.origin").fullText(); }

    FolderOfRules m_port;
    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<RulesScreen> m_screen;
    TableView* m_table = nullptr;
};

QTEST_MAIN(tst_RulesScreen)
#include "tst_RulesScreen.moc"
