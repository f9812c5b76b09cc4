// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/SampleBacktest.h"
#include "tests/support/ui/SampleRules.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/screens/rules/RuleErrorList.h"
#include "ui/screens/rules/RuleFileView.h"
#include "ui/screens/rules/RuleInspector.h"
#include "ui/screens/rules/RulesScreen.h"
#include "ui/screens/rules/backtest/BacktestChangesModel.h"
#include "ui/screens/rules/backtest/BacktestChart.h"
#include "ui/screens/rules/backtest/BacktestPanel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

using Origin = BacktestRules::Origin;

/// The Rules screen's page for backtests, with real keys and clicks, over a door without a thread.
class tst_BacktestPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_port = std::make_unique<FakeBacktestPort>();
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<RulesScreen>(m_rig->client);
        m_screen->setBacktests(m_port.get());
        m_screen->resize(1270, 700);
        m_screen->show();
        m_screen->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_screen.get()));
        m_panel = m_screen->backtest();
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
        m_list = &child<TableView>(*m_screen, "rules.table");
        m_list->setFocus();
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void itIsOpenedByKeyAndByTabAndLeftByEscape()
    {
        QVERIFY(!m_panel->isVisible());
        QTest::keyClick(m_list, Qt::Key_B);
        QVERIFY(m_panel->isVisible());
        QVERIFY(!m_list->isVisible());
        // Nothing is missing: Enter would run it.
        QVERIFY(button("backtest.run").hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(m_list->isVisible());
        QVERIFY(m_list->hasFocus());
        auto& tabs = child<QTabBar>(*m_screen, "rules.tabs");
        QTest::mouseClick(&tabs, Qt::LeftButton, {},
                          tabs.tabRect(RulesScreen::BacktestPage).center());
        QVERIFY(m_panel->isVisible());
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
        QVERIFY(child<EmptyState>(*m_panel, "backtest.empty").isVisible());
    }

    void defaultsAreTheOpenCaptureAndTheFolderInUse()
    {
        QTest::keyClick(m_list, Qt::Key_B);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(m_port->orders.size(), std::size_t{1});
        const BacktestOrder& order = m_port->orders.front();
        QCOMPARE(order.capture, std::string("/srv/otto/monday.ottocap"));
        QCOMPARE(order.candidate, (BacktestRules{Origin::Folder, "/srv/otto/rules"}));
        QCOMPARE(order.against, (BacktestRules{Origin::InForce, {}}));
    }

    void whatIsTypedIsOrdered()
    {
        QTest::keyClick(m_list, Qt::Key_B);
        type(child<QLineEdit>(*m_panel, "backtest.capture"), "/tmp/other.ottocap");
        auto& candidate = child<QComboBox>(*m_panel, "backtest.candidate");
        type(*candidate.lineEdit(), "/srv/otto/next");
        auto& against = child<QComboBox>(*m_panel, "backtest.against");
        against.setFocus();
        QTest::keyClick(&against, Qt::Key_Down);
        QTest::keyClick(&against, Qt::Key_Down);
        QTest::keyClick(&against, Qt::Key_F9);
        QCOMPARE(m_port->orders.size(), std::size_t{1});
        QCOMPARE(m_port->orders[0].capture, std::string("/tmp/other.ottocap"));
        QCOMPARE(m_port->orders[0].candidate, (BacktestRules{Origin::Folder, "/srv/otto/next"}));
        QCOMPARE(m_port->orders[0].against, (BacktestRules{Origin::BuiltIn, {}}));
    }

    void withoutACaptureItSaysHowToMakeOne()
    {
        m_port->openCapture.clear();
        QTest::keyClick(m_list, Qt::Key_B);
        auto& capture = child<QLineEdit>(*m_panel, "backtest.capture");
        type(capture, "");
        capture.clear();
        QTest::mouseClick(&button("backtest.run"), Qt::LeftButton);
        QVERIFY(m_port->orders.empty());
        QVERIFY(notice().reason().contains(QStringLiteral("File, Save capture")));
        QVERIFY(capture.hasFocus());
    }

    void progressIsShownAndCancelled()
    {
        const auto& bar = child<QProgressBar>(*m_panel, "backtest.progress");
        run();
        QVERIFY(bar.isVisible());
        QVERIFY(!button("backtest.run").isEnabled());
        m_port->progress({BacktestPhase::Candidate, 0.62, 250'000, 1'000'000, 240'000, 150'000});
        m_panel->look();
        QCOMPARE(bar.value() * 100 / bar.maximum(), 62);
        QCOMPARE(label("backtest.progressText"),
                 QStringLiteral("62 %  ·  Judging by the candidate: 250\u2005000 of "
                                "1\u2005000\u2005000 records, 240\u2005000 facts "
                                "(150\u2005000 a second)"));
        // A second run would be no other one.
        QTest::keyClick(m_panel, Qt::Key_F9);
        QCOMPARE(m_port->orders.size(), std::size_t{1});
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QCOMPARE(m_port->cancels, 1);
        QVERIFY(m_panel->isVisible());
        m_port->end(BacktestState::Stage::Cancelled);
        m_panel->look();
        QVERIFY(!bar.isVisible());
        QCOMPARE(notice().title(), QStringLiteral("Cancelled"));
        QVERIFY(button("backtest.run").isEnabled());
        QVERIFY(!button("backtest.cancel").isVisible());
    }

    void theChangeIsSaidInOneLine()
    {
        finish();
        QCOMPARE(label("backtest.headline"), QStringLiteral("4 flags gained, 2 lost"));
        QCOMPARE(label("backtest.flags"),
                 QStringLiteral("31 \u2192 33 flags  ·  15.50 \u2192 16.50 per operator-hour"));
        QVERIFY(label("backtest.scope")
                    .startsWith(QStringLiteral(
                        "/srv/otto/next against Rules in force  ·  monday.ottocap  ·  ")));
        QVERIFY(label("backtest.scope").endsWith(QStringLiteral("took 6.0 s")));
        // Two operators share them.
        auto& operators = child<QSpinBox>(*m_panel, "backtest.operators");
        operators.setFocus();
        QTest::keyClick(&operators, Qt::Key_Up);
        QCOMPARE(label("backtest.flags"),
                 QStringLiteral("31 \u2192 33 flags  ·  7.75 \u2192 8.25 per operator-hour "
                                "(2 operators)"));
        QCOMPARE(label("backtest.quiet"), QStringLiteral("1 rule raised nothing."));
        QVERIFY(notice("backtest.resultNotice").isEmpty());
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
    }

    void theChartHasABarForEachRuleThatRaisedAnything()
    {
        finish();
        const auto& chart = child<BacktestChart>(*m_panel, "backtest.chart");
        QCOMPARE(chart.barCount(), 4);
        QCOMPARE(chart.barText(0),
                 QStringLiteral("OT05 Limits not restored: 12 flags, 3 gained, 1 lost"));
        QCOMPARE(chart.barText(1), QStringLiteral("OT30 Stuck at night: 1 flag, 1 gained"));
        QCOMPARE(chart.barText(2), QStringLiteral("OT31 Old rule: 0 flags, 1 lost"));
        QCOMPARE(chart.barText(3), QStringLiteral("OT01 Stuck in status: 20 flags"));
        QVERIFY(chart.accessibleDescription().contains(chart.barText(2)));
        // Bars are where the picture says: gained in the colour of High, after what is unchanged.
        const QImage image = const_cast<BacktestChart&>(chart).grab().toImage();
        const QRectF plot = const_cast<BacktestChart&>(chart).chart()->plotArea();
        const auto colourAt = [&](int row, double flags) {
            const double x = plot.left() + flags / 20.0 * plot.width();
            const double y = plot.top() + (row + 0.5) * plot.height() / 4;
            return image.pixelColor((QPointF(x, y) * image.devicePixelRatio()).toPoint());
        };
        QCOMPARE(colourAt(0, 10.5), Theme::current().color(Tone::High));
        QVERIFY(colourAt(0, 4) != Theme::current().color(Tone::High));
        QVERIFY(colourAt(0, 4) != Theme::current().colors().surface);
        QCOMPARE(colourAt(1, 0.5), Theme::current().color(Tone::High));
        QCOMPARE(colourAt(3, 19).name(), colourAt(0, 4).name());
    }

    void changesAreListedAndOpened()
    {
        finish();
        auto& changes = child<TableView>(*m_panel, "backtest.changes");
        QCOMPARE(changes.model()->rowCount(), 6);
        QCOMPARE(printModel(*changes.model()).section(QLatin1Char('\n'), 0, 0),
                 QStringLiteral("Gained | OT05 | PMT-gained-1 | 15:04:41 | The limit of "
                                "PMT-gained-1 was not given back."));
        // Who pressed F9 at the button goes on with the list.
        QVERIFY(changes.hasFocus());
        QVERIFY(label("backtest.change")
                    .startsWith(QStringLiteral("Gained: OT05 Limits not restored on PMT-gained-1, "
                                               "raised 2026-03-02 15:04:41.050 UTC, cleared after "
                                               "39 s.\nThe limit of")));
        QSignalSpy payments(m_screen.get(), &Screen::paymentRequested);
        changes.setFocus();
        QTest::keyClick(&changes, Qt::Key_Return);
        QCOMPARE(payments.size(), 1);
        QCOMPARE(payments[0][0].toString(), QStringLiteral("PMT-gained-1"));
        QTest::keyClick(&changes, Qt::Key_Down);
        QTest::mouseClick(&button("backtest.open"), Qt::LeftButton);
        QCOMPARE(payments[1][0].toString(), QStringLiteral("PMT-gained-2"));
        QTest::keyClick(&changes, Qt::Key_E);
        QVERIFY(m_list->isVisible());
        QCOMPARE(m_list->currentId(), QStringLiteral("OT05"));
        QCOMPARE(m_screen->inspector()->currentTab(), int{RuleInspector::ExplainTab});
        QCOMPARE(m_rig->port.last<ExplainQuery>()->ruleId, std::string("OT05"));
        QCOMPARE(m_rig->port.last<ExplainQuery>()->paymentId->value, std::string("PMT-gained-2"));
    }

    void aRuleThatIsNotInForceCannotBeExplained()
    {
        finish();
        auto& changes = child<TableView>(*m_panel, "backtest.changes");
        changes.setCurrentIndex(changes.model()->index(4, 0));
        QVERIFY(label("backtest.change").contains(QStringLiteral("open at the end")));
        // It was raised on a feed, which has no payment.
        QVERIFY(!button("backtest.open").isVisible());
        QSignalSpy notices(m_screen.get(), &Screen::noticeRequested);
        changes.setFocus();
        QTest::keyClick(&changes, Qt::Key_Return);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(notices[0][1].toString(), QStringLiteral("OT30 is not in force"));
        QVERIFY(m_panel->isVisible());
    }

    void theSameRulesSaySo()
    {
        auto same = std::make_shared<BacktestResult>(*sampleBacktest());
        same->hasSameRules = true;
        same->changes.clear();
        same->rules = {same->rules.front()};
        same->rules[0].gained = same->rules[0].lost = 0;
        same->rules[0].before = same->rules[0].flags;
        finish(same);
        QCOMPARE(label("backtest.headline"),
                 QStringLiteral("Both are the same rules: no flag is gained or lost"));
        QCOMPARE(label("backtest.flags"), QStringLiteral("20 flags  ·  10.00 per operator-hour"));
    }

    void damageAndFailingRulesAreSaid()
    {
        auto odd = std::make_shared<BacktestResult>(*sampleBacktest());
        odd->rules[0].failures = 2;
        odd->rules[0].failure = "no such key: 'ZELLE'";
        finish(odd);
        const NoticeLine& said = notice("backtest.resultNotice");
        QCOMPARE(said.title(), QStringLiteral("Rules of the candidate failed"));
        QCOMPARE(said.reason(), QStringLiteral("OT01 failed 2 times: no such key: 'ZELLE'"));
        odd->damage = "The capture is damaged (25 records lost, everything else was read): x.";
        finish(odd);
        QCOMPARE(said.title(), QStringLiteral("Not all of the capture was judged"));
        QVERIFY(said.reason().startsWith(QStringLiteral("The capture is damaged (25 records")));
        QVERIFY(said.reason().contains(QStringLiteral("OT01 failed 2 times")));
    }

    void faultOfTheCandidateIsShownAtItsPlace()
    {
        run();
        auto failure = std::make_shared<BacktestFailure>();
        failure->text = "The rules of /srv/otto/next were refused: 1 fault.";
        failure->errors.push_back({"/srv/otto/next/OT05.toml", 2, 9, "no field 'statos'"});
        failure->files.push_back({"/srv/otto/next/OT05.toml", "id = 'OT05'\nwhen = 'statos'\n"});
        m_port->end(BacktestState::Stage::Failed, failure);
        m_panel->look();
        const auto& errors = child<RuleErrorList>(*m_panel, "backtest.errors");
        QVERIFY(errors.isVisible());
        QCOMPARE(errors.title(), QString::fromStdString(failure->text));
        auto& list = child<QPlainTextEdit>(*m_panel, "backtest.errors.list");
        list.setFocus();
        QTest::keyClick(&list, Qt::Key_Return);
        const auto& file = child<RuleFileView>(*m_screen, "rule.source");
        QVERIFY(file.isVisible());
        QCOMPARE(file.toPlainText(), QStringLiteral("id = 'OT05'\nwhen = 'statos'\n"));
        QCOMPARE(file.textCursor().selectedText(), QStringLiteral("statos"));
        // Fresh counts of the rules in force do not take it away.
        m_rig->pass(Duration{RulesScreen::kAgainMs});
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
        QCOMPARE(file.textCursor().selectedText(), QStringLiteral("statos"));
        QTest::mouseClick(&button("rules.leaveFault"), Qt::LeftButton);
        QVERIFY(m_list->hasFocus());
        // F8 shows it too, from either page.
        QTest::keyClick(m_list, Qt::Key_B);
        QTest::keyClick(m_panel, Qt::Key_F8);
        QVERIFY(m_list->isVisible());
        QCOMPARE(file.textCursor().selectedText(), QStringLiteral("statos"));
        // The next run begins without it.
        QTest::keyClick(m_list, Qt::Key_B);
        QTest::keyClick(m_panel, Qt::Key_F9);
        QVERIFY(!errors.isVisible());
    }

    void failureKeepsTheResultBefore()
    {
        finish();
        run();
        auto failure = std::make_shared<BacktestFailure>();
        failure->text = "monday.ottocap: No such file or directory.";
        m_port->end(BacktestState::Stage::Failed, failure);
        m_panel->look();
        QCOMPARE(notice().title(), QStringLiteral("The backtest could not be run"));
        QCOMPARE(notice().reason(),
                 QStringLiteral("monday.ottocap: No such file or directory. Below is what the run "
                                "before came to."));
        QVERIFY(child<BacktestChart>(*m_panel, "backtest.chart").isVisible());
    }

    void choicesAreRemembered()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("otto.ini")), QSettings::IniFormat);
        QTest::keyClick(m_list, Qt::Key_B);
        type(child<QLineEdit>(*m_panel, "backtest.capture"), "/tmp/other.ottocap");
        type(*child<QComboBox>(*m_panel, "backtest.candidate").lineEdit(),
             folder.path().toUtf8().constData());
        child<QSpinBox>(*m_panel, "backtest.operators").setValue(7);
        m_screen->saveTo(settings);
        RulesScreen other(m_rig->client);
        m_port->openCapture.clear();
        other.setBacktests(m_port.get());
        other.restoreFrom(settings);
        QCOMPARE(child<QLineEdit>(other, "backtest.capture").text(),
                 QStringLiteral("/tmp/other.ottocap"));
        QCOMPARE(child<QComboBox>(other, "backtest.candidate").currentText(), folder.path());
        QCOMPARE(child<QSpinBox>(other, "backtest.operators").value(), 7);
    }

private:
    QPushButton& button(const char* name) const { return child<QPushButton>(*m_screen, name); }
    QString label(const char* name) const { return child<OttoLabel>(*m_panel, name).fullText(); }
    const NoticeLine& notice(const char* name = "backtest.notice") const
    {
        return child<NoticeLine>(*m_panel, name);
    }
    static void type(QLineEdit& edit, const char* text)
    {
        edit.setFocus();
        edit.selectAll();
        QTest::keyClicks(&edit, QString::fromUtf8(text));
    }
    void run()
    {
        m_screen->setPage(RulesScreen::BacktestPage);
        m_panel->focusFirst();
        QTest::keyClick(m_panel, Qt::Key_F9);
        QVERIFY(m_panel->isRunning());
    }
    void finish(const std::shared_ptr<const BacktestResult>& result = sampleBacktest())
    {
        run();
        m_port->end(result);
        m_panel->look();
        QVERIFY(!m_panel->isRunning());
    }

    std::unique_ptr<FakeBacktestPort> m_port;
    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<RulesScreen> m_screen;
    BacktestPanel* m_panel = nullptr;
    TableView* m_list = nullptr;
};

QTEST_MAIN(tst_BacktestPanel)
#include "tst_BacktestPanel.moc"
