// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/ConsoleWindow.h"
#include "ui/delegates/CellRoles.h"
#include "ui/frame/BannerBar.h"
#include "ui/frame/EnvironmentEdge.h"
#include "ui/frame/StatusBar.h"
#include "ui/screens/Screen.h"
#include "ui/screens/stream/StreamModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"
#include "ui/widgets/ToastStack.h"

#include <QAccessible>
#include <QAction>
#include <QDialog>
#include <QHeaderView>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>
#include <set>

using namespace otto;
using namespace otto::test;

class tst_ConsoleWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_window = std::make_unique<ConsoleWindow>(m_rig->client, QStringLiteral("demo"));
        m_window->resize(1440, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_rig.reset();
        setClockMode(ClockMode::Utc);
    }

    void keysOneToSevenShowTheScreens()
    {
        const QStringList order{QStringLiteral("overview"),   QStringLiteral("stream"),
                                QStringLiteral("flags"),      QStringLiteral("payment"),
                                QStringLiteral("suspenders"), QStringLiteral("fixers"),
                                QStringLiteral("rules")};
        for (int i = 6; i >= 0; --i) {
            QTest::keyClick(m_window.get(), static_cast<Qt::Key>(Qt::Key_1 + i),
                            Qt::ControlModifier);
            QCOMPARE(m_window->currentScreen(), order.at(i));
            QCOMPARE(m_window->screen(order.at(i))->objectName(),
                     QStringLiteral("screen.") + order.at(i));
        }
    }

    void tableHasTheFocusWhenAScreenIsShownFirst()
    {
        m_rig->apply(sampleDelta());
        show("stream");
        QVERIFY(child<TableView>(*m_window, "stream.table").hasFocus());
        show("suspenders");
        QVERIFY(child<TableView>(*m_window, "suspenders.table").hasFocus());
        show("overview");
        QVERIFY(child<TableView>(*m_window, "overview.systems").hasFocus());
    }

    void badgesCountWhatNeedsAPerson()
    {
        m_rig->apply(sampleDelta());
        int urgent = 0;
        for (const FlagView& flag : sampleFlags())
            urgent += flag.isOpen && flag.severity >= Severity::Error ? 1 : 0;
        QCOMPARE(railNumber("flags"), urgent);
        QCOMPARE(railNumber("suspenders"), 6);
        QCOMPARE(railNumber("fixers"), 2);
        Delta cleared;
        cleared.flags = sampleFlags();
        for (FlagView& flag : cleared.flags)
            flag.isOpen = false;
        m_rig->port.status().pendingQuestions = 0;
        m_rig->apply(cleared);
        QCOMPARE(railNumber("flags"), 0);
        QCOMPARE(railNumber("suspenders"), 0);
    }

    void lostBrokerIsSaidWithinTheFrameOfItsDelta()
    {
        m_rig->apply(sampleDelta());
        QCOMPARE(bannerText(), QString());
        m_rig->port.status().connection = Connection::Down;
        m_rig->port.status().connectionReason = "connection refused by localhost:9092.";
        m_rig->port.status().connectionSince = ago(12);
        m_rig->apply();
        QVERIFY(m_window->banner()->isVisible());
        QCOMPARE(bannerText(),
                 QStringLiteral("Broker unreachable since 15:03:53: connection refused by "
                                "localhost:9092. Deadlines are frozen; nothing is lost, the engine "
                                "reconnects by itself."));
        m_rig->port.status().connection = Connection::Up;
        m_rig->apply();
        QCOMPARE(bannerText(), QString());
        QVERIFY(!m_window->banner()->isVisible());
    }

    void readOnlySaysWhoDecides()
    {
        m_rig->port.status().duty = DutyState::ReadOnly;
        m_rig->port.status().dutyText = "desk-b decides since 13:00:01.";
        m_rig->apply(sampleDelta());
        QCOMPARE(bannerText(), QStringLiteral("Read-only: desk-b decides since 13:00:01."));
    }

    void catchingUpSaysHowFarAndHowLong()
    {
        EngineStatus& status = m_rig->port.status();
        status.duty = DutyState::CatchingUp;
        status.lag = -1;
        m_rig->apply(sampleDelta());
        QCOMPARE(bannerText(),
                 QStringLiteral("Catching up: reading history. Flags and questions are "
                                "not complete yet."));
        status.lag = 812'400;
        status.recordsPerSecond = 40'000;
        m_rig->apply();
        QCOMPARE(bannerText(),
                 QStringLiteral("Catching up: %1 records to read at %2 a second, about 21 s left. "
                                "Flags and questions are not complete yet.")
                     .arg(countText(812'400), countText(40'000)));
    }

    void warningIsShownVerbatimAndWorseThingsFirst()
    {
        m_rig->port.status().warning = "A hole in the tail: <b>partition 3</b>, 40 records.";
        m_rig->apply(sampleDelta());
        QCOMPARE(bannerText(),
                 QStringLiteral("A hole in the tail: <b>partition 3</b>, 40 records."));
        m_rig->port.status().connection = Connection::Down;
        m_rig->apply();
        QVERIFY(bannerText().startsWith(QStringLiteral("Broker unreachable")));
    }

    void silentEngineIsSaid()
    {
        m_rig->apply(sampleDelta());
        m_rig->clock.advance(Duration(5'000));
        m_rig->client.tick();
        QVERIFY(
            bannerText().startsWith(QStringLiteral("The engine has been silent since 15:04:05.")));
        m_rig->apply();
        QCOMPARE(bannerText(), QString());
    }

    void engineThatNeverSpokeIsSaid()
    {
        m_rig->clock.advance(Duration(6'000));
        m_rig->client.tick();
        QVERIFY(bannerText().startsWith(QStringLiteral("The engine has been silent")));
    }

    void statusBarTellsTheState()
    {
        m_rig->apply(sampleDelta());
        const StatusBar& bar = *m_window->status();
        QCOMPARE(bar.cellText(StatusCell::Profile), QStringLiteral("QA \u00B7 demo"));
        QCOMPARE(bar.cellText(StatusCell::Connection), QStringLiteral("live"));
        QCOMPARE(bar.cellText(StatusCell::Watermark), QStringLiteral("complete to 15:04:04"));
        QCOMPARE(bar.cellText(StatusCell::Rate), countText(1'240) + QStringLiteral(" records/s"));
        QCOMPARE(bar.cellText(StatusCell::Suspenders), QStringLiteral("6 questions"));
        QCOMPARE(bar.cellText(StatusCell::Quarantine), QStringLiteral("3 in quarantine"));
        QCOMPARE(bar.cellText(StatusCell::Clock), QStringLiteral("15:04:05 UTC"));
        QCOMPARE(bar.cellText(StatusCell::Operator), QStringLiteral("op-1, operator"));
        QCOMPARE(bar.cellText(StatusCell::Engine), QStringLiteral("engine 1.9 ms"));
    }

    void quarantineCellShowsTheRefusedRecords()
    {
        m_rig->apply(sampleDelta());
        child<QToolButton>(*m_window, "status.quarantine").click();
        QCOMPARE(m_window->currentScreen(), QStringLiteral("stream"));
        auto& table = child<TableView>(*m_window, "stream.table");
        QTRY_COMPARE(table.model()->rowCount(), 21);
    }

    void oneSwitchChangesEveryTime()
    {
        m_rig->apply(sampleDelta());
        child<QToolButton>(*m_window, "status.clock").click();
        QCOMPARE(clockMode(), ClockMode::Local);
        const QString local = secondsText(sampleNow().ms);
        QVERIFY(m_window->status()->cellText(StatusCell::Clock).startsWith(local));
        const QModelIndex first = child<TableView>(*m_window, "stream.table").model()->index(0, 0);
        QCOMPARE(first.data().toString(), timeText(sampleStreamRow(0).arrivedAt.ms));
        child<QToolButton>(*m_window, "status.clock").click();
        QCOMPARE(clockMode(), ClockMode::Utc);
    }

    void productionHasItsFrame()
    {
        m_rig->port.status().env = "prod";
        m_rig->apply(sampleDelta());
        QCOMPARE(m_window->status()->cellText(StatusCell::Profile),
                 QStringLiteral("PROD \u00B7 demo"));
        const auto* edge = m_window->findChild<EnvironmentEdge*>();
        QVERIFY(edge != nullptr && edge->isVisible());
        QVERIFY(edge->accessibleName().contains(QStringLiteral("PRODUCTION"), Qt::CaseInsensitive));
    }

    void slashAndCtrlLGoToTheFilterLine()
    {
        m_rig->apply(sampleDelta());
        for (const char* id : {"stream", "flags", "suspenders"}) {
            show(id);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Slash);
            auto* filter = m_window->screen(QString::fromLatin1(id))->findChild<FilterEdit*>();
            QVERIFY2(filter != nullptr && filter->hasFocus(), id);
            QTest::keyClick(filter, Qt::Key_Slash);
            QCOMPARE(filter->text(), QStringLiteral("/"));
            QTest::keyClick(filter, Qt::Key_Escape);
            QTest::keyClick(filter, Qt::Key_Escape);
            QVERIFY2(!filter->hasFocus(), id);
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_L, Qt::ControlModifier);
            QVERIFY2(filter->hasFocus(), id);
        }
    }

    void keyF1ListsTheKeysOfEveryScreen()
    {
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        const auto* dialog = m_window->findChild<QDialog*>(QStringLiteral("keysDialog"));
        QVERIFY(dialog != nullptr);
        QStringList said;
        const auto labels = dialog->findChildren<OttoLabel*>();
        for (const OttoLabel* label : labels)
            said.append(label->fullText());
        for (const char* act : {"Pause or resume", "Jump to now and follow", "Ask again",
                                "Go to payment id", "To the filter line"})
            QVERIFY2(said.contains(QString::fromLatin1(act)), act);
    }

    void ctrlGGoesToAPaymentId()
    {
        m_rig->apply(sampleDelta());
        QTest::keyClick(m_window.get(), Qt::Key_G, Qt::ControlModifier);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("payment"));
        QVERIFY(qobject_cast<QLineEdit*>(QApplication::focusWidget()) != nullptr);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("PMT-42"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        const auto* query = m_rig->port.last<PaymentQuery>();
        QVERIFY(query != nullptr);
        QCOMPARE(query->paymentId.value, std::string("PMT-42"));
    }

    void enterInTheStreamOpensThePayment()
    {
        m_rig->apply(sampleDelta());
        show("stream");
        auto& table = child<TableView>(*m_window, "stream.table");
        QVERIFY(table.setCurrentId(QStringLiteral("1")));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("payment"));
        QCOMPARE(m_rig->port.last<PaymentQuery>()->paymentId.value, std::string("PMT-019546a2"));
    }

    void systemOfTheOverviewOpensItsRecords()
    {
        m_rig->apply(sampleDelta());
        auto& systems = child<TableView>(*m_window, "overview.systems");
        QVERIFY(systems.setCurrentId(QStringLiteral("recon")));
        QTest::keyClick(&systems, Qt::Key_Return);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("stream"));
        QCOMPARE(child<FilterEdit>(*m_window, "stream.filter").text(), QStringLiteral("recon"));
    }

    void numberOfTheOverviewOpensJustThoseFlags()
    {
        m_rig->apply(sampleDelta());
        auto* number = m_window->findChild<QWidget*>(QStringLiteral("overview.tile.critical"));
        QVERIFY(number != nullptr);
        QTest::mouseClick(number, Qt::LeftButton);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("flags"));
        int critical = 0;
        for (const FlagView& flag : sampleFlags())
            critical += flag.isOpen && flag.severity == Severity::Fatal ? 1 : 0;
        auto* table = m_window->screen(QStringLiteral("flags"))->findChild<TableView*>();
        QTRY_COMPARE(table->model()->rowCount(), critical);
    }

    void ruleOfTheOverviewOpensItsFlags()
    {
        m_rig->apply(sampleDelta());
        auto& rules = child<TableView>(*m_window, "overview.rules");
        QVERIFY(rules.setCurrentId(QStringLiteral("OT05")));
        rules.setFocus();
        QTest::keyClick(&rules, Qt::Key_Return);
        auto* table = m_window->screen(QStringLiteral("flags"))->findChild<TableView*>();
        int limits = 0;
        for (const FlagView& flag : sampleFlags())
            limits += flag.isOpen && flag.ruleId == "OT05" ? 1 : 0;
        QTRY_COMPARE(table->model()->rowCount(), limits);
    }

    void acceptedQuestionBecomesAToast()
    {
        m_rig->apply(sampleDelta());
        show("suspenders");
        auto& table = child<TableView>(*m_window, "suspenders.table");
        QVERIFY(table.setCurrentId(table.model()->index(0, 0).data(IdRole).toString()));
        QTest::keyClick(&table, Qt::Key_Q);
        QVERIFY(m_rig->answer<AskSuspenderCommand>(
            Response(QuestionAccepted{RequestId{"Q-1"}, RequestId{"Q-1-1"}, false})));
        QCOMPARE(m_window->toasts()->titles(),
                 QStringList{QStringLiteral("GetPaymentStatus asked again")});
    }

    void lettersDoNothingOutsideOfListsAndDetails()
    {
        m_rig->apply(sampleDelta());
        show("stream");
        auto& pause = child<QToolButton>(*m_window, "stream.pause");
        child<QToolButton>(*m_window, "stream.journal").setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_P);
        QVERIFY(!pause.isChecked());
        child<TableView>(*m_window, "stream.table").setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_P);
        QVERIFY(pause.isChecked());
    }

    void everyKeyHasOneMeaningInItsPlace()
    {
        // Window-wide keys must not be taken twice; Qt would then do nothing at all.
        std::multiset<QString> wide;
        const auto actions = m_window->findChildren<QAction*>();
        for (const QAction* action : actions) {
            if (action->shortcutContext() != Qt::WindowShortcut)
                continue;
            const auto keys = action->shortcuts();
            for (const QKeySequence& key : keys)
                wide.insert(key.toString());
        }
        for (const QString& key : wide)
            QVERIFY2(wide.count(key) == 1, qPrintable(key));
        QVERIFY(wide.count(QStringLiteral("F1")) == 1);
    }

    void everyFocusableWidgetHasANameAndEveryColumnAHeader()
    {
        m_rig->apply(sampleDelta());
        QStringList nameless;
        const auto widgets = m_window->findChildren<QWidget*>();
        for (QWidget* widget : widgets) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->focusProxy() != nullptr
                || widget->isWindow() || widget->isHidden())
                continue;
            // No notice is shown: its button has nothing to say yet.
            if (m_window->banner()->isAncestorOf(widget) && m_window->banner()->isHidden())
                continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
            if (face == nullptr || face->text(QAccessible::Name).isEmpty())
                nameless.append(QString::fromLatin1(widget->metaObject()->className())
                                + QLatin1Char(' ') + widget->objectName() + QStringLiteral(" in ")
                                + widget->parentWidget()->objectName());
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
        const auto tables = m_window->findChildren<TableView*>();
        QVERIFY(tables.size() >= 8);
        for (const TableView* table : tables) {
            for (int column = 0; column < table->model()->columnCount(); ++column)
                QVERIFY2(!table->model()->headerData(column, Qt::Horizontal).toString().isEmpty(),
                         qPrintable(table->objectName()));
        }
    }

    void everyLabelIsPlainText()
    {
        Delta delta = sampleDelta();
        const std::string html = "<a href='http://x'>click</a>\u202E";
        for (FlagView& flag : delta.flags)
            flag.sentence = flag.waitingFor = flag.ruleName = html;
        for (QuestionView& question : delta.questions)
            question.answer = question.askedBy = html;
        for (StreamRow& row : delta.streamRows)
            row.name = row.status = html;
        for (FixView& fix : delta.fixes)
            fix.comment = fix.explanation = html;
        m_rig->port.status().warning = html;
        m_rig->apply(delta);
        for (const char* id : {"overview", "stream", "flags", "payment", "suspenders", "fixers"}) {
            show(id);
            const auto tables =
                m_window->screen(QString::fromLatin1(id))->findChildren<TableView*>();
            for (TableView* table : tables) {
                if (table->model()->rowCount() > 0)
                    table->setCurrentIndex(table->model()->index(0, 0));
            }
        }
        const auto labels = m_window->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->text()));
            QVERIFY2(!label->text().contains(QChar(0x202E)), qPrintable(label->text()));
        }
        QVERIFY(bannerText().contains(QStringLiteral("<a href='http://x'>")));
    }

    void paintedDeltaCountsAsShown()
    {
        m_rig->apply(sampleDelta());
        QTRY_COMPARE(m_rig->client.frames().eventToPixel.count(), std::size_t{1});
        Delta delta;
        delta.streamRows = sampleStreamRows(5, 1'500);
        delta.streamRows.back().arrivedAt = m_rig->clock.now();
        m_rig->pass(Duration(25));
        m_rig->apply(delta);
        QTRY_COMPARE(m_rig->client.frames().eventToPixel.count(), std::size_t{2});
        QCOMPARE(m_rig->client.frames().eventToPixel.percentile(1).value(), std::int64_t{25});
    }

    void picturesOfEveryScreenAreSavedAndTheLookComesBack()
    {
        m_rig->apply(sampleDelta());
        show("flags");
        QTemporaryDir folder;
        QVERIFY(m_window->saveScreenshots(folder.filePath(QStringLiteral("new/out")),
                                          QStringLiteral("-end")));
        for (const char* id : {"overview", "stream", "flags", "payment", "suspenders", "fixers"}) {
            const auto load = [&](const char* look) {
                return QImage(folder.filePath(QStringLiteral("new/out/%1-%2-end.png")
                                                  .arg(QLatin1String(id), QLatin1String(look))));
            };
            const QImage light = load("light");
            const QImage dark = load("dark");
            QCOMPARE(light.size(), QSize(1440, 900));
            QCOMPARE(dark.size(), QSize(1440, 900));
            QVERIFY(qGray(light.pixel(700, 880)) > 200);
            QVERIFY(qGray(dark.pixel(700, 880)) < 60);
        }
        QCOMPARE(Theme::current().mode(), ThemeMode::Light);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("flags"));
    }

    void picturesThatCannotBeWrittenAreAnError()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("taken")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const Status done = m_window->saveScreenshots(file.fileName());
        QVERIFY(!done);
        QCOMPARE(done.error().code, std::string("SCREENSHOT"));
    }

private:
    void show(const char* id) { m_window->setCurrentScreen(QString::fromLatin1(id)); }
    QString bannerText() const { return m_window->banner()->shownText(); }
    /// The number on a rail button, as a screen reader hears it; 0 when there is none.
    int railNumber(const char* id) const
    {
        const auto& button = child<QWidget>(*m_window, QByteArray("rail.").append(id).constData());
        const QStringList words = button.accessibleName().split(
            QRegularExpression(QStringLiteral("\\D+")), Qt::SkipEmptyParts);
        return words.isEmpty() ? 0 : words.last().toInt();
    }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<ConsoleWindow> m_window;
};

QTEST_MAIN(tst_ConsoleWindow)
#include "tst_ConsoleWindow.moc"
