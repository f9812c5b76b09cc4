// SPDX-License-Identifier: Apache-2.0
// A rule owner's path over a real session: what the desk reads is saved as a capture, a changed
// folder of rules is tried on it beside the running engine, and a broken one is told with its
// place.
#include "app/session/EngineSession.h"
#include "core/rules/RuleSet.h"
#include "ui/ConsoleWindow.h"
#include "ui/port/EngineClient.h"
#include "ui/screens/rules/RuleErrorList.h"
#include "ui/screens/rules/RuleFileView.h"
#include "ui/screens/rules/backtest/BacktestChart.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>

#include <memory>

using namespace otto;

namespace {

constexpr int kLongMs = 60'000;
const QString kStuck = QStringLiteral("OT01-stuck-in-status.toml");

}  // namespace

class tst_BacktestPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Theme::install(*qApp, ThemeMode::Light);
        SessionOptions options;
        options.setup.demoScenario = "demo";
        options.setup.env = "qa";
        options.setup.profileName = "demo";
        options.setup.rulesFolder = catalogue(QStringLiteral("rules")).toStdString();
        options.program = "tests 1.0";
        auto opened = EngineSession::open(std::move(options));
        QVERIFY2(opened.has_value(), opened ? "" : opened.error().text.c_str());
        m_session = std::move(*opened);
        m_session->start();
        m_port = m_session->openPort();
        m_client = std::make_unique<EngineClient>(
            *m_port, Principal{OperatorId("op-7"), Role::Operator}, m_session->deskClock());
        m_window = std::make_unique<ConsoleWindow>(*m_client, QStringLiteral("demo"));
        m_window->addCaptures(m_session->captures());
        m_window->addRules(m_session->rules());
        m_window->addBacktests(m_session->backtests());
        m_client->start();
        m_window->resize(1366, 768);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_client->status().openFlags > 0, kLongMs);
    }

    void cleanupTestCase()
    {
        m_window.reset();
        m_client.reset();
        m_port.reset();
        m_session->stop();
    }

    void aSavedCaptureIsOffered()
    {
        const QString file = m_folder.filePath(QStringLiteral("morning.ottocap"));
        m_session->captures().save(file.toStdString(), false);
        QTRY_COMPARE_WITH_TIMEOUT(m_session->captures().saving().state, CaptureSaving::State::Saved,
                                  kLongMs);
        press(Qt::Key_7, Qt::ControlModifier);
        auto* rules = find<TableView>("rules.table");
        QTRY_COMPARE(rules->model()->rowCount(), 24);
        rules->setFocus();
        press(Qt::Key_B);
        QCOMPARE(find<QLineEdit>("backtest.capture")->text(), file);
        QCOMPARE(find<QComboBox>("backtest.candidate")->currentText(),
                 m_folder.filePath(QStringLiteral("rules")));
    }

    void whatAChangeWouldDoIsShown()
    {
        const QString next = catalogue(QStringLiteral("next"));
        QVERIFY(QFile::remove(QDir(next).filePath(kStuck)));
        tryOut(next);
        auto* headline = find<OttoLabel>("backtest.headline");
        QTRY_VERIFY_WITH_TIMEOUT(headline->isVisible(), kLongMs);
        QVERIFY2(headline->fullText().endsWith(QStringLiteral(" lost, none gained")),
                 qPrintable(headline->fullText()));
        const QString first = find<BacktestChart>("backtest.chart")->barText(0);
        QVERIFY2(first.startsWith(QStringLiteral("OT01 Stuck in status: 0 flags, ")),
                 qPrintable(first));
        auto* changes = find<TableView>("backtest.changes");
        QVERIFY(changes->model()->rowCount() > 0);
        const QString payment = changes->model()->index(0, 2).data().toString();
        changes->setFocus();
        press(Qt::Key_Return);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("payment"));
        QTRY_VERIFY(QApplication::focusWidget() != changes);
        QVERIFY(payment.startsWith(QStringLiteral("PMT-")));
    }

    void brokenRulesAreShownAtTheirPlace()
    {
        press(Qt::Key_7, Qt::ControlModifier);
        const QString broken = catalogue(QStringLiteral("broken"));
        QFile file(QDir(broken).filePath(kStuck));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        text.replace("!payment.isTerminal\"", "!payment.isTermnal\"");
        const auto line = text.left(text.indexOf("isTermnal")).count('\n') + 1;
        file.seek(0);
        QCOMPARE(file.write(text), text.size());
        file.close();
        tryOut(broken);
        auto* errors = find<RuleErrorList>("backtest.errors");
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), kLongMs);
        // The result before stays.
        QVERIFY(find<OttoLabel>("backtest.headline")->isVisible());
        errors->activateNext();
        const auto* view = find<RuleFileView>("rule.source");
        QVERIFY(view->isVisible());
        QCOMPARE(qsizetype{view->textCursor().blockNumber()} + 1, line);
        QVERIFY2(view->textCursor().block().text().contains(QStringLiteral("isTermnal")),
                 qPrintable(view->textCursor().block().text()));
        QVERIFY(view->textCursor().hasSelection());
        // The rules in force are as before.
        QCOMPARE(find<TableView>("rules.table")->model()->rowCount(), 24);
    }

    void aBrokenFolderInUseIsShownAtItsPlaceToo()
    {
        QFile file(QDir(m_folder.filePath(QStringLiteral("rules"))).filePath(kStuck));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll();
        text.replace("severity = \"WARN\"", "severity = \"LOUD\"");
        file.seek(0);
        QCOMPARE(file.write(text), text.size());
        file.close();
        auto* errors = find<RuleErrorList>("rules.errors");
        QTRY_VERIFY_WITH_TIMEOUT(errors->isVisible(), kLongMs);
        auto* rules = find<TableView>("rules.table");
        rules->setFocus();
        find<QPushButton>("rules.leaveFault")->click();
        press(Qt::Key_F8);
        const auto* view = find<RuleFileView>("rule.source");
        QVERIFY2(view->textCursor().block().text().contains(QStringLiteral("LOUD")),
                 qPrintable(view->textCursor().block().text()));
        QCOMPARE(view->toPlainText(), QString::fromUtf8(text));
    }

private:
    /// A copy of the built-in rules.
    QString catalogue(const QString& name) const
    {
        const QString folder = m_folder.filePath(name);
        QDir().mkpath(folder);
        for (const RuleFile& one : builtInRuleFiles()) {
            QFile file(
                QDir(folder).filePath(QFileInfo(QString::fromStdString(one.file)).fileName()));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot write a rule file");
            file.write(QByteArray::fromStdString(one.text));
        }
        return folder;
    }
    void tryOut(const QString& folder)
    {
        auto* edit = find<QComboBox>("backtest.candidate")->lineEdit();
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, folder);
        press(Qt::Key_F9);
    }
    template <typename T>
    T* find(const char* name) const
    {
        T* found = m_window->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr)
            qFatal("no child named %s", name);
        return found;
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget* focus = QApplication::focusWidget();
        QTest::keyClick(focus != nullptr ? focus : m_window.get(), key, modifiers);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<EngineSession> m_session;
    std::unique_ptr<ConsolePort> m_port;
    std::unique_ptr<EngineClient> m_client;
    std::unique_ptr<ConsoleWindow> m_window;
};

QTEST_MAIN(tst_BacktestPath)
#include "tst_BacktestPath.moc"
