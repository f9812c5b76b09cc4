// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/screens/overview/BacklogChart.h"
#include "ui/screens/overview/OverviewScreen.h"
#include "ui/screens/overview/SystemsModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/NumberTile.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Sparkline.h"
#include "ui/widgets/TableView.h"

#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_OverviewScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<OverviewScreen>(m_rig->client);
        m_screen->resize(1270, 800);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void systemsStandWorstFirst()
    {
        m_rig->apply(sampleDelta());
        QCOMPARE(
            printModel(*systems().model(),
                       {SystemsModel::SystemColumn, SystemsModel::StateColumn,
                        SystemsModel::RateColumn, SystemsModel::P50Column, SystemsModel::P95Column,
                        SystemsModel::TimeoutsColumn, SystemsModel::PendingColumn,
                        SystemsModel::FlagsColumn, SystemsModel::ValueColumn}),
            QStringLiteral("Recon | Silent | 0 | \u2013 | \u2013 | \u2013 | 0 | 1 | \u2013\n"
                           "WSO2 | Live | %1 | 380 ms | 12 s | 8.4 % | 4 | 11 | %5\n"
                           "Zelle | Live | %2 | 210 ms | 640 ms | 0.0 % | 0 | 6 | %6\n"
                           "CPR | Live | %3 | \u2013 | \u2013 | \u2013 | 0 | 4 | %7\n"
                           "Limits | Live | %4 | 150 ms | 400 ms | 0.0 % | 0 | 2 | \u2013\n")
                .arg(countText(7'100), countText(14'880), countText(9'420), countText(6'030),
                     moneyText(931'025, QStringLiteral("USD")),
                     moneyText(195'050, QStringLiteral("USD")),
                     moneyText(122'000, QStringLiteral("USD"))));
    }

    void sixNumbersShowValueAndHistory()
    {
        m_rig->apply(sampleDelta());
        QCOMPARE(tile("newFlags").value(), QStringLiteral("17"));
        QCOMPARE(tile("critical").value(), QStringLiteral("3"));
        QCOMPARE(tile("unowned").value(), QStringLiteral("12 min 34 s"));
        QCOMPARE(tile("value").value(), moneyText(1'248'075, QString()));
        QCOMPARE(tile("questions").value(), QStringLiteral("6"));
        QCOMPARE(tile("fixes").value(), QStringLiteral("2"));
        QCOMPARE(tile("newFlags").sparkline()->values().size(), 41);
        QVERIFY(tile("critical").accessibleName().contains(QStringLiteral("Critical")));
    }

    void millionsAreShortened()
    {
        Delta delta = sampleDelta();
        delta.overview->valueAtRisk = {Money{1'249'999'999, Currency{}}};
        m_rig->apply(delta);
        QCOMPARE(tile("value").value(), QStringLiteral("12.49 M"));
    }

    void numbersOpenWhatTheyCount_data()
    {
        QTest::addColumn<QString>("tileName");
        QTest::addColumn<QString>("screen");
        QTest::addColumn<QString>("filter");
        const QString flags = QStringLiteral("flags");
        QTest::newRow("critical") << QStringLiteral("critical") << flags
                                  << QStringLiteral("Critical");
        QTest::newRow("new") << QStringLiteral("newFlags") << flags << QString();
        QTest::newRow("questions")
            << QStringLiteral("questions") << QStringLiteral("suspenders") << QString();
        QTest::newRow("fixes") << QStringLiteral("fixes") << QStringLiteral("fixers") << QString();
    }

    void numbersOpenWhatTheyCount()
    {
        QFETCH(const QString, tileName);
        QFETCH(const QString, screen);
        QFETCH(const QString, filter);
        m_rig->apply(sampleDelta());
        QSignalSpy opened(m_screen.get(), &Screen::screenRequested);
        NumberTile& number = tile(qPrintable(tileName));
        QTest::mouseClick(&number, Qt::LeftButton);
        number.setFocus();
        QTest::keyClick(&number, Qt::Key_Return);
        QCOMPARE(opened.count(), 2);
        for (const QList<QVariant>& call : opened) {
            QCOMPARE(call.at(0).toString(), screen);
            QCOMPARE(call.at(1).toString(), filter);
        }
    }

    void enterOnASystemShowsItsRecords()
    {
        m_rig->apply(sampleDelta());
        QSignalSpy opened(m_screen.get(), &Screen::screenRequested);
        systems().setFocus();
        QVERIFY(systems().setCurrentId(QStringLiteral("wso2")));
        QTest::keyClick(&systems(), Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("stream"));
        QCOMPARE(opened.at(0).at(1).toString(), QStringLiteral("wso2"));
    }

    void enterOnARuleShowsItsFlags()
    {
        m_rig->apply(sampleDelta());
        QSignalSpy opened(m_screen.get(), &Screen::screenRequested);
        auto& rules = child<TableView>(*m_screen, "overview.rules");
        QCOMPARE(printModel(*rules.model(), {1, 2}).left(9), QStringLiteral("OT04 | 9\n"));
        rules.setFocus();
        QVERIFY(rules.setCurrentId(QStringLiteral("OT05")));
        QTest::keyClick(&rules, Qt::Key_Return);
        QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("flags"));
        QCOMPARE(opened.at(0).at(1).toString(), QStringLiteral("OT05"));
    }

    void headlineSaysTheWorst()
    {
        QCOMPARE(headline(), QStringLiteral("Waiting for the engine\u2019s first report."));
        m_rig->apply(sampleDelta());
        QCOMPARE(headline(),
                 QStringLiteral("24 flags open, 3 critical. Recon silent for 2 min 07 s."));
    }

    void quietIsSaidWithTheLastFlag()
    {
        Delta delta = sampleDelta();
        delta.overview->openCritical.value = 0;
        for (SystemView& system : delta.overview->systems)
            system.state = SystemState::Live;
        delta.overview->lastFlagAt = Instant{sampleNow().ms - 46'338'000};
        m_rig->port.status().openFlags = 0;
        m_rig->apply(delta);
        QCOMPARE(headline(), QStringLiteral("All quiet. Last flag 02:11:47."));
        delta.overview->lastFlagAt.reset();
        m_rig->apply(delta);
        QCOMPARE(headline(), QStringLiteral("All quiet. No flag so far."));
    }

    void backlogIsAlsoATable()
    {
        m_rig->apply(sampleDelta());
        auto& table = child<TableView>(*m_screen, "overview.backlog");
        QVERIFY(!table.isVisible());
        child<QToolButton>(*m_screen, "overview.asTable").click();
        QVERIFY(table.isVisible());
        QCOMPARE(table.model()->rowCount(), 60);
        QCOMPARE(printModel(*table.model()).section(QLatin1Char('\n'), 0, 0).left(8),
                 QStringLiteral("15:03:55"));
    }

    void chartIsDescribedInWords()
    {
        m_rig->apply(sampleDelta());
        const QString said =
            child<BacklogChart>(*m_screen, "overview.chart").accessibleDescription();
        const BacklogPoint& last = sampleOverview().backlog.back();
        QVERIFY2(said.startsWith(QStringLiteral("%1 flags open now;").arg(last.open)),
                 qPrintable(said));
        QVERIFY(said.endsWith(QStringLiteral("since 14:54:05.")));
    }

    void chartIsDrawnAtMostTwiceASecond()
    {
        Delta delta = sampleDelta();
        m_rig->apply(delta);
        auto& chart = child<BacklogChart>(*m_screen, "overview.chart");
        const QString first = chart.accessibleDescription();
        delta.overview->backlog.back().open = 4'711;
        m_rig->apply(delta);
        QCOMPARE(chart.accessibleDescription(), first);
        QTRY_VERIFY(chart.accessibleDescription().startsWith(countText(4'711)));
    }

    void timesFollowTheClockMode()
    {
        m_rig->apply(sampleDelta());
        setClockMode(ClockMode::Local);
        m_screen->refreshTimes();
        const QString said =
            child<BacklogChart>(*m_screen, "overview.chart").accessibleDescription();
        const QString expected = secondsText(sampleOverview().backlog.front().from.ms);
        setClockMode(ClockMode::Utc);
        QVERIFY2(said.contains(expected), qPrintable(said));
    }

private:
    TableView& systems() { return child<TableView>(*m_screen, "overview.systems"); }
    NumberTile& tile(const char* name)
    {
        return child<NumberTile>(*m_screen, QByteArray("overview.tile.").append(name).constData());
    }
    QString headline() { return child<OttoLabel>(*m_screen, "overview.headline").fullText(); }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<OverviewScreen> m_screen;
};

QTEST_MAIN(tst_OverviewScreen)
#include "tst_OverviewScreen.moc"
