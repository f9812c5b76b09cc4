// SPDX-License-Identifier: Apache-2.0
// A rule owner's path through the console's window over the real engine: a flag explained, a broken
// edit refused with its place, and a good one in force, from a real folder of rule files.
#include "app/backtest/RuleFolderReading.h"
#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBroker.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/port/EngineHost.h"
#include "core/port/RulePort.h"
#include "core/rules/RuleSet.h"
#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"
#include "core/sim/World.h"
#include "ui/ConsoleWindow.h"
#include "ui/frame/BannerBar.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/rules/RuleErrorList.h"
#include "ui/screens/rules/RuleInspector.h"
#include "ui/screens/rules/RuleListModel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>

#include <functional>
#include <memory>

using namespace otto;
using namespace std::chrono_literals;

namespace {

constexpr Instant kBegin{1'772'463'600'000};

/// One failing payment whose limit stays held.
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
    return scenario;
}

/// Reads the folder at once, on the caller's thread.
class FolderPort final : public RulePort
{
public:
    FolderPort(EngineHost& host, std::string folder) : m_host(host), m_folder(std::move(folder)) {}
    std::string folder() const override { return m_folder; }
    void reload() override
    {
        m_reading = RuleFolderReading::read(m_folder);
        m_host.offerRules(m_reading.offer);
    }
    std::optional<std::string> refusedText(const std::string& file) const override
    {
        for (const RuleFile& one : m_reading.files) {
            if (one.file == file)
                return one.text;
        }
        return std::nullopt;
    }

private:
    EngineHost& m_host;
    const std::string m_folder;
    RuleFolderReading m_reading;
};

}  // namespace

class tst_RulePath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        for (const RuleFile& file : builtInRuleFiles()) {
            QFile out(pathOf(QFileInfo(QString::fromStdString(file.file)).fileName()));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(QByteArray::fromStdString(file.text));
        }
        m_broker = std::make_shared<EmbeddedBroker>(m_clock);
        EmbeddedBus setup(m_broker);
        QVERIFY(setup.createTopics(ottoTopics("qa")).has_value());
        WorldOptions worldOptions;
        worldOptions.env = "qa";
        worldOptions.seed = 5;
        worldOptions.paymentsMax = 1;
        m_world = std::make_unique<World>(heldLimit(), worldOptions,
                                          std::make_unique<EmbeddedBus>(m_broker), kBegin);
        EngineHostOptions options;
        options.env = "qa";
        options.instance = "desk-under-test";
        options.publishEvery = Duration{0};
        m_host =
            std::make_unique<EngineHost>(std::make_unique<EmbeddedBus>(m_broker), m_clock, options);
        m_port = m_host->openPort();
        m_client = std::make_unique<EngineClient>(
            *m_port, Principal{OperatorId("op-7"), Role::Operator}, m_clock);
        m_rules = std::make_unique<FolderPort>(*m_host, m_folder.path().toStdString());
        m_window = std::make_unique<ConsoleWindow>(*m_client, QStringLiteral("demo"));
        m_window->addRules(m_rules.get());
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

    void aFlagIsExplainedAndItsRuleIsEdited()
    {
        QVERIFY(runUntil(4min, [this] { return m_client->status().openFlags == 1; }));
        press(Qt::Key_7, Qt::ControlModifier);
        auto* table = find<TableView>("rules.table");
        QVERIFY(runUntil(5s, [&] { return table->model()->rowCount() == 24; }));
        QVERIFY(table->setCurrentId(QStringLiteral("OT05")));
        QVERIFY(
            runUntil(5s, [&] { return cell(RuleListModel::OpenColumn) == QStringLiteral("1"); }));
        QCOMPARE(cell(RuleListModel::StandingColumn), QStringLiteral("In force"));
        for (int row = 0; row < 24; ++row) {
            const QStringList passed = table->model()
                                           ->index(row, RuleListModel::ExamplesColumn)
                                           .data()
                                           .toString()
                                           .split(QStringLiteral(" of "));
            QCOMPARE(passed.first(), passed.last());
        }

        // Why: the flag's payment is there already.
        table->setFocus();
        press(Qt::Key_E);
        auto* state = find<Pill>("explain.state", find<QWidget>("ruleInspector"));
        QVERIFY(runUntil(5s, [&] { return state->text() == QStringLiteral("Holds"); }));
        auto* tree = find<QTreeView>("explain.parts", find<QWidget>("ruleInspector"));
        QVERIFY(tree->model()->index(0, 0).data().toString().startsWith(
            QStringLiteral("when:  payment.isFailed && (")));
        QCOMPARE(tree->model()->index(0, 1).data().toString(), QStringLiteral("true"));
        auto* facts = find<TableView>("explain.facts", find<QWidget>("ruleInspector"));
        QVERIFY(facts->model()->rowCount() >= 2);
        // A payment that nobody knows is refused in words.
        auto* id = find<QLineEdit>("rule.subject");
        id->selectAll();
        QTest::keyClicks(id, QStringLiteral("PMT-none"));
        press(Qt::Key_Return);
        QVERIFY(runUntil(5s, [&] { return !tree->isVisible(); }));

        // A broken edit changes nothing and says where it is wrong.
        const QString file = pathOf(QStringLiteral("OT05-limits-not-restored.toml"));
        const QByteArray good = read(file);
        QByteArray broken = good;
        broken.replace("\npayment.isFailed\n", "\npayment.isFaild\n");
        QVERIFY(broken != good);
        write(file, broken);
        const auto line = broken.left(broken.indexOf("payment.isFaild")).count('\n') + 1;
        press(Qt::Key_F5);
        auto* errors = find<RuleErrorList>("rules.errors");
        QVERIFY(runUntil(5s, [&] { return errors->isVisible(); }));
        const QString told = find<QPlainTextEdit>("rules.errors.list")->toPlainText();
        QVERIFY2(told.contains(QStringLiteral("OT05-limits-not-restored.toml:%1:").arg(line)),
                 qPrintable(told));
        QVERIFY2(told.contains(QStringLiteral("isFaild")), qPrintable(told));
        QCOMPARE(table->model()->rowCount(), 24);
        QCOMPARE(cell(RuleListModel::VersionColumn), QStringLiteral("1"));
        press(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(m_window->banner()->shownText().startsWith(
            QStringLiteral("Changed rules were refused: ")));
        press(Qt::Key_7, Qt::ControlModifier);
        QCOMPARE(m_window->banner()->shownText(), QString());

        // A good one is in force, and the open flag stays.
        QByteArray changed = good;
        changed.replace("version = 1", "version = 2");
        write(file, changed);
        press(Qt::Key_F5);
        QVERIFY(runUntil(
            5s, [&] { return cell(RuleListModel::VersionColumn) == QStringLiteral("2"); }));
        QVERIFY(!errors->isVisible());
        QCOMPARE(find<OttoLabel>("rules.origin")
                     ->fullText()
                     .startsWith(QStringLiteral("24 rules  ·  %1").arg(m_folder.path())),
                 true);
        QCOMPARE(m_client->status().openFlags, std::uint64_t{1});
    }

private:
    QString pathOf(const QString& name) const { return m_folder.filePath(name); }
    static QByteArray read(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void write(const QString& path, const QByteArray& text)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(text), text.size());
    }
    template <typename T>
    T* find(const char* name, const QWidget* in = nullptr) const
    {
        T* found = (in == nullptr ? m_window.get() : in)
                       ->template findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("no child named %s", name);
        return found;
    }
    /// Of OT05.
    QString cell(int column) const
    {
        return find<TableView>("rules.table")->model()->index(4, column).data().toString();
    }
    void turn()
    {
        m_world->step(m_clock.now());
        while (m_host->runOnce(0ms)) {}
        m_client->tick();
        QApplication::processEvents();
        m_world->step(m_clock.now());
    }
    bool runUntil(Duration most, const std::function<bool()>& holds)
    {
        for (Duration done{0}; done < most && !holds(); done += 100ms) {
            m_clock.advance(100ms);
            turn();
        }
        return holds();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : m_window.get(), key, modifiers);
        turn();
    }

    QTemporaryDir m_folder;
    ManualClock m_clock{kBegin};
    std::shared_ptr<EmbeddedBroker> m_broker;
    std::unique_ptr<World> m_world;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<ConsolePort> m_port;
    std::unique_ptr<EngineClient> m_client;
    std::unique_ptr<FolderPort> m_rules;
    std::unique_ptr<ConsoleWindow> m_window;
};

QTEST_MAIN(tst_RulePath)
#include "tst_RulePath.moc"
