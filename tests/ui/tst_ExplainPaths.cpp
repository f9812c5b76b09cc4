// SPDX-License-Identifier: Apache-2.0
// The ways that lead to an explanation and on from it, through the console's window.
#include "tests/support/ui/SampleRules.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/ConsoleWindow.h"
#include "ui/frame/BannerBar.h"
#include "ui/models/ViewText.h"
#include "ui/screens/Screen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QComboBox>
#include <QPushButton>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_ExplainPaths : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        m_rig = std::make_unique<ScreenRig>();
        m_window = std::make_unique<ConsoleWindow>(m_rig->client, QStringLiteral("demo"));
        m_window->resize(1366, 768);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        m_rig->apply(sampleDelta());
        QVERIFY(m_rig->answer<RulesQuery>(sampleRules()));
    }

    void cleanup()
    {
        m_window.reset();
        m_rig.reset();
    }

    void flagIsExplainedByKeyAndItsFactOpensTheStream()
    {
        show("flags");
        auto& table = child<TableView>(*m_window, "flags.table");
        QVERIFY(table.setCurrentId(qText(sampleFlag(1).id)));
        QCOMPARE(m_rig->port.count<ExplainQuery>(), 0);
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_E);
        const auto* asked = m_rig->port.last<ExplainQuery>();
        QVERIFY(asked != nullptr);
        QCOMPARE(asked->ruleId, sampleFlag(1).ruleId);
        QVERIFY(asked->paymentId == sampleFlag(1).paymentId);
        QVERIFY(m_rig->answer<ExplainQuery>(sampleExplanation()));
        auto& facts = child<TableView>(*m_window->screen(QStringLiteral("flags")), "explain.facts");
        QVERIFY(facts.isVisible());
        facts.setFocus();
        facts.setCurrentIndex(facts.model()->index(0, 0));
        QTest::keyClick(&facts, Qt::Key_Return);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("stream"));
        show("flags");
        QTest::keyClick(&table, Qt::Key_E);
        QVERIFY(!facts.isVisible());
    }

    void anyRuleAboutPaymentsIsExplainedOnAPayment()
    {
        openPayment();
        auto& payment = *m_window->screen(QStringLiteral("payment"));
        QTest::keyClick(&child<TableView>(payment, "payment.list"), Qt::Key_E);
        auto& rules = child<QComboBox>(payment, "payment.rule");
        QVERIFY(rules.isVisible() && rules.hasFocus());
        // All but OT22, which is about feeds; first that of the flag.
        QCOMPARE(rules.count(), 5);
        QCOMPARE(rules.currentData().toString(),
                 QString::fromStdString(samplePayment().flags.front().ruleId));
        QTest::keyClick(&rules, Qt::Key_End);
        QCOMPARE(m_rig->port.last<ExplainQuery>()->ruleId, std::string("OT17"));
        QVERIFY(m_rig->port.last<ExplainQuery>()->paymentId == samplePayment().summary.id);
        QVERIFY(m_rig->answer<ExplainQuery>(sampleExplanation()));
        // A refresh of the payment leaves the choice.
        openPayment();
        QCOMPARE(rules.currentData().toString(), QStringLiteral("OT17"));
    }

    void refusedRulesAreToldOnEveryScreenAndLedTo()
    {
        m_rig->port.status().ruleErrors = 2;
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QVERIFY(m_rig->answer<RulesQuery>(sampleRefusedRules()));
        QCOMPARE(m_window->banner()->shownText(),
                 QStringLiteral("Changed rules were refused: 2 faults. The rules in force stay."));
        QTest::mouseClick(m_window->banner()->findChild<QPushButton*>(), Qt::LeftButton);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("rules"));
        QVERIFY(child<QWidget>(*m_window, "rules.errors").isVisible());
        QCOMPARE(m_window->banner()->shownText(), QString());
        show("overview");
        QVERIFY(!m_window->banner()->shownText().isEmpty());
    }

    void flagsOfARuleAreShownFiltered()
    {
        show("rules");
        auto& table = child<TableView>(*m_window, "rules.table");
        QVERIFY(table.setCurrentId(QStringLiteral("OT05")));
        QTest::keyClick(&table, Qt::Key_O);
        QCOMPARE(m_window->currentScreen(), QStringLiteral("flags"));
        auto& filter = child<FilterEdit>(*m_window, "flags.filter");
        QCOMPARE(filter.text(), QStringLiteral("OT05"));
        const auto* flags = child<TableView>(*m_window, "flags.table").model();
        QTRY_COMPARE(flags->rowCount(), 4);
    }

private:
    void show(const char* screen) { m_window->setCurrentScreen(QString::fromLatin1(screen)); }
    void openPayment()
    {
        Q_EMIT child<otto::Screen>(*m_window, "screen.flags")
            .paymentRequested(QString::fromStdString(samplePayment().summary.id.value));
        QVERIFY(m_rig->answer<PaymentQuery>(samplePayment()));
    }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<ConsoleWindow> m_window;
};

QTEST_MAIN(tst_ExplainPaths)
#include "tst_ExplainPaths.moc"
