// SPDX-License-Identifier: Apache-2.0
// The operator's whole path by keyboard alone: the console's window over the real engine, with the
// simulated systems as the other party, in virtual time.
#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBroker.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/port/EngineHost.h"
#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"
#include "core/sim/World.h"
#include "ui/ConsoleWindow.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/flags/FlagsScreen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QTabBar>
#include <QTest>

#include <functional>
#include <memory>

using namespace otto;
using namespace std::chrono_literals;

namespace {

constexpr Instant kBegin{1'772'463'600'000};

/// One failing payment below 1,000 USD whose limit stays held in both windows.
Scenario heldLimit()
{
    Scenario scenario = ScenarioFolder().load("calm").value();
    scenario.rate = 5;
    scenario.failuresPerMille = 1000;
    scenario.rails = {1, 0, 0, 0};
    scenario.directions = {1, 0};
    scenario.amounts = {{{1'000, {}}, {20'000, {}}, 1}};
    Trouble trouble;
    trouble.kind = TroubleKind::LimitsNotRestored;
    trouble.perMille = 1000;
    scenario.troubles = {trouble};
    // Slow enough that an operator sees each of the three ticks by itself.
    scenario.pace[static_cast<std::size_t>(System::Limits)].command = {
        Duration{8'000}, Duration{9'000}, Duration{10'000}};
    return scenario;
}

}  // namespace

class tst_OperatorPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        m_broker = std::make_shared<EmbeddedBroker>(m_clock);
        EmbeddedBus setup(m_broker);
        const auto topics = ottoTopics("qa");
        QVERIFY(setup.createTopics(topics).has_value());
        WorldOptions worldOptions;
        worldOptions.env = "qa";
        worldOptions.seed = 5;
        worldOptions.paymentsMax = 1;
        m_world = std::make_unique<World>(heldLimit(), worldOptions,
                                          std::make_unique<EmbeddedBus>(m_broker), kBegin);
        EngineHostOptions options;
        options.env = "qa";
        options.instance = "desk-under-test";
        options.description = "console under test";
        options.publishEvery = Duration{0};
        m_host =
            std::make_unique<EngineHost>(std::make_unique<EmbeddedBus>(m_broker), m_clock, options);
        m_port = m_host->openPort();
        m_client = std::make_unique<EngineClient>(
            *m_port, Principal{OperatorId("op-7"), Role::Operator}, m_clock);
        m_window = std::make_unique<ConsoleWindow>(*m_client, QStringLiteral("demo"));
        m_window->resize(1440, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_client.reset();
        m_port.reset();
        m_host.reset();
        m_world.reset();
    }

    void aFlagIsOpenedUnderstoodRepairedAndVerifiedByKeyboardAlone()
    {
        // Nobody gives the limit back, and two minutes later the rule says so.
        QVERIFY(runUntil(4min, [this] { return openFlags() == 1; }));
        press(Qt::Key_3, Qt::ControlModifier);
        auto* table = m_window->findChild<TableView*>(QStringLiteral("flags.table"));
        QVERIFY(table != nullptr && table->isVisible());
        table->setFocus(Qt::TabFocusReason);
        press(Qt::Key_Home);
        auto* screen = m_window->findChild<FlagsScreen*>();
        auto* why = screen->findChild<OttoLabel*>(QStringLiteral("why"));
        QVERIFY2(
            runUntil(5s, [&] { return why->text().contains(QStringLiteral("not given back")); }),
            qPrintable(why->text() + QStringLiteral(" / current ") + table->currentId()));

        // The engine asks GetLimits by itself; then the next step is the fixer.
        QVERIFY(runUntil(30s, [this] { return pendingQuestions() == 0; }));
        run(1s);
        press(Qt::Key_F);
        auto* sheet = m_window->findChild<FixerSheet*>(QStringLiteral("fixerSheet"));
        QVERIFY(sheet != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT((turn(), sheet->isActiveWindow()), 5000);

        auto* comment = sheet->findChild<QWidget*>(QStringLiteral("comment"));
        QVERIFY(comment != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT((turn(), !sheet->obstacle().isEmpty()), 5000);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1, Qt::AltModifier);
        tabTo(comment);
        QTest::keyClicks(comment, QStringLiteral("limit still held, GetLimits confirms"));
        if (!isReasonChosen(sheet)) {
            chooseReason(sheet);
        }
        QTRY_VERIFY2_WITH_TIMEOUT((turn(), sheet->obstacle().isEmpty()),
                                  qPrintable(sheet->obstacle()), 5000);
        QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(sheet, Qt::Key_Return, Qt::ControlModifier);

        QVERIFY(runUntil(10s, [this] { return fixState() == FixState::Sent; }));
        QVERIFY(runUntil(30s, [this] { return fixState() == FixState::Answered; }));
        QVERIFY(openFlags() == 1);
        QVERIFY(runUntil(30s, [this] { return fixState() == FixState::Verified; }));
        QVERIFY(runUntil(10s, [this] { return openFlags() == 0; }));
        QCOMPARE(m_told.fixes.size(), 1U);
        QCOMPARE(QString::fromStdString(m_told.fixes[0].comment),
                 QStringLiteral("limit still held, GetLimits confirms"));
        QCOMPARE(QString::fromStdString(m_told.fixes[0].requestedBy.value), QStringLiteral("op-7"));
        auto* verified = sheet->findChild<QWidget*>(QStringLiteral("tick.verified"));
        QVERIFY(verified != nullptr);
        QTest::keyClick(sheet, Qt::Key_Escape);
        run(1s);
        // Gone from the open ones: the row stays as cleared while the operator is on it, and the
        // tab's count is zero.
        auto* views = m_window->findChild<QTabBar*>(QStringLiteral("flags.views"));
        QVERIFY2(views->tabText(0).endsWith(QLatin1Char('0')), qPrintable(views->tabText(0)));
    }

private:
    void turn()
    {
        m_world->step(m_clock.now());
        while (m_host->runOnce(0ms)) {}
        m_client->tick();
        QApplication::processEvents();
        m_world->step(m_clock.now());
    }
    void run(Duration time)
    {
        for (Duration done{0}; done < time; done += 100ms) {
            m_clock.advance(100ms);
            turn();
        }
    }
    bool runUntil(Duration most, const std::function<bool()>& holds)
    {
        for (Duration done{0}; done < most; done += 100ms) {
            if (holds()) {
                return true;
            }
            run(100ms);
        }
        return holds();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : m_window.get(), key, modifiers);
        turn();
    }
    void tabTo(QWidget* wanted)
    {
        for (int i = 0; i < 60 && QApplication::focusWidget() != wanted; ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), wanted);
    }
    static bool isReasonChosen(QWidget* sheet)
    {
        return !static_cast<FixerSheet*>(sheet)->obstacle().contains(QStringLiteral("reason"));
    }
    void chooseReason(FixerSheet* sheet)
    {
        tabTo(sheet->findChild<QWidget*>(QStringLiteral("reason.1")));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_1);
    }
    /// What the desk was told, collected beside the screens.
    const Delta& told()
    {
        if (!m_isListening) {
            m_isListening = true;
            connect(m_client.get(), &EngineClient::deltaApplied, this,
                    [this](const Delta& delta) { m_told.merge(Delta(delta)); });
        }
        return m_told;
    }
    int openFlags()
    {
        return static_cast<int>(std::count_if(told().flags.begin(), told().flags.end(),
                                              [](const FlagView& flag) { return flag.isOpen; }));
    }
    int pendingQuestions()
    {
        return static_cast<int>(
            std::count_if(told().questions.begin(), told().questions.end(),
                          [](const QuestionView& question) { return question.isPending(); }));
    }
    std::optional<FixState> fixState()
    {
        return told().fixes.empty() ? std::nullopt : std::optional(told().fixes.back().state);
    }

    ManualClock m_clock{kBegin};
    std::shared_ptr<EmbeddedBroker> m_broker;
    std::unique_ptr<World> m_world;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<ConsolePort> m_port;
    std::unique_ptr<EngineClient> m_client;
    std::unique_ptr<ConsoleWindow> m_window;
    Delta m_told;
    bool m_isListening = false;
};

QTEST_MAIN(tst_OperatorPath)
#include "tst_OperatorPath.moc"
