// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/SampleRules.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/models/ViewText.h"
#include "ui/screens/rules/ExplainPanel.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/TableView.h"

#include <QClipboard>
#include <QSignalSpy>
#include <QTest>
#include <QTreeView>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_ExplainPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_rig->apply();
        m_panel = std::make_unique<ExplainPanel>(m_rig->client);
        m_panel->resize(480, 760);
        m_panel->explain(QStringLiteral("OT05"), QStringLiteral("PMT-019546a2"));
    }

    void cleanup()
    {
        m_panel.reset();
        m_rig.reset();
    }

    void nothingIsAskedWhileHidden()
    {
        pass(60'000);
        QCOMPARE(asked(), 0);
        show();
        QCOMPARE(asked(), 1);
        QCOMPARE(m_rig->port.last<ExplainQuery>()->ruleId, std::string("OT05"));
        QVERIFY(m_rig->port.last<ExplainQuery>()->paymentId == PaymentId{"PMT-019546a2"});
        QVERIFY(!m_rig->port.last<ExplainQuery>()->subject);
    }

    void feedIsAskedForAsSubject()
    {
        m_panel->explain(QStringLiteral("OT22"), QStringLiteral("feed:recon"));
        show();
        QCOMPARE(*m_rig->port.last<ExplainQuery>()->subject, std::string("feed:recon"));
        QVERIFY(!m_rig->port.last<ExplainQuery>()->paymentId);
    }

    void sentenceStateAndTimesAreTold()
    {
        explained();
        QCOMPARE(child<Pill>(*m_panel, "explain.state").text(), QStringLiteral("Holds"));
        QVERIFY(label("explain.sentence").startsWith(QStringLiteral("The condition holds since")));
        QVERIFY(label("explain.asOf").contains(QStringLiteral("version 3")));
        const auto grids = m_panel->findChildren<KeyValueGrid*>();
        QCOMPARE(grids.size(), 2);
        QCOMPARE(grids[0]->value(QStringLiteral("Since")),
                 QStringLiteral("2026-03-02 15:01:44.120 UTC"));
        QCOMPARE(grids[1]->value(QStringLiteral("restoring")), QStringLiteral("2 min"));
        QCOMPARE(test::widgetsWithoutName(*m_panel), QStringList());
    }

    void frozenSaysByWhom()
    {
        ExplanationView view = sampleExplanation();
        view.state = "frozen";
        view.frozenBy = System::Limits;
        show();
        QVERIFY(m_rig->answer<ExplainQuery>(view));
        QCOMPARE(child<Pill>(*m_panel, "explain.state").text(), QStringLiteral("Frozen"));
        QCOMPARE(m_panel->findChildren<KeyValueGrid*>()[0]->value(QStringLiteral("Frozen by")),
                 QStringLiteral("Limits"));
    }

    void keysLeadFromAPartToItsFactsAndToTheRecord()
    {
        explained();
        QSignalSpy opened(m_panel.get(), &ExplainPanel::recordRequested);
        auto& tree = child<QTreeView>(*m_panel, "explain.parts");
        auto& facts = child<TableView>(*m_panel, "explain.facts");
        tree.setFocus();
        QCOMPARE(facts.model()->rowCount(), 2);
        QTest::keyClick(&tree, Qt::Key_Down);
        QCOMPARE(label("explain.part"), QStringLiteral("payment.isFailed\n= true"));
        QCOMPARE(facts.model()->rowCount(), 1);
        QTest::keyClick(&tree, Qt::Key_Return);
        QVERIFY(facts.hasFocus());
        QTest::keyClick(&facts, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<RecordRef>().offset, 918'273 + 141);
    }

    void factThatIsNotHeldIsCopied()
    {
        explained();
        QSignalSpy opened(m_panel.get(), &ExplainPanel::recordRequested);
        auto& tree = child<QTreeView>(*m_panel, "explain.parts");
        auto& facts = child<TableView>(*m_panel, "explain.facts");
        tree.setFocus();
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&tree, Qt::Key_Down);
        QCOMPARE(label("explain.part"), QStringLiteral("has(payment.failedReservation)\n= true"));
        QTest::keyClick(&tree, Qt::Key_Return);
        QTest::keyClick(&facts, Qt::Key_Return);
        QCOMPARE(opened.size(), 0);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("m-7"));
        QTest::keyClick(&tree, Qt::Key_Down);
        QVERIFY(!facts.isVisible());
        QVERIFY(label("explain.part").contains(QStringLiteral("not evaluated")));
    }

    void isAskedAgainAsTimeGoesOnAndKeepsItsPlace()
    {
        explained();
        auto& tree = child<QTreeView>(*m_panel, "explain.parts");
        tree.setFocus();
        QTest::keyClick(&tree, Qt::Key_Down);
        pass(ExplainPanel::kAgainMs - 1);
        QCOMPARE(asked(), 1);
        pass(1);
        QCOMPARE(asked(), 2);
        // One question at a time.
        pass(ExplainPanel::kAgainMs);
        QCOMPARE(asked(), 2);
        ExplanationView view = sampleExplanation();
        view.state = "quiet";
        view.expressions[0].parts[1].value = "false";
        QVERIFY(m_rig->answer<ExplainQuery>(view));
        QCOMPARE(child<Pill>(*m_panel, "explain.state").text(), QStringLiteral("Does not hold"));
        QCOMPARE(label("explain.part"), QStringLiteral("payment.isFailed\n= false"));
    }

    void anotherSetOfRulesIsAskedAboutAtOnce()
    {
        explained();
        ++m_rig->port.status().rulesRevision;
        m_rig->apply();
        QCOMPARE(asked(), 2);
    }

    void lateAnswerToAnotherQuestionIsDropped()
    {
        show();
        Ticket old = 0;
        QVERIFY(m_rig->port.last<ExplainQuery>(&old) != nullptr);
        m_panel->explain(QStringLiteral("OT05"), QStringLiteral("PMT-2"));
        QCOMPARE(asked(), 2);
        m_rig->port.reply(old, sampleExplanation());
        m_rig->client.tick();
        QVERIFY(!child<OttoLabel>(*m_panel, "explain.sentence").isVisible());
    }

    void refusalIsShownInFull()
    {
        show();
        QVERIFY(m_rig->answer<ExplainQuery>(
            Error{"UNKNOWN_PAYMENT", "No message about payment \"PMT-019546a2\" was read."}));
        QVERIFY(m_panel->findChild<EmptyState*>()->isVisible());
        QCOMPARE(m_panel->findChild<EmptyState*>()->accessibleDescription(),
                 QStringLiteral("No message about payment \"PMT-019546a2\" was read."));
        // It may be known later.
        pass(ExplainPanel::kAgainMs);
        QCOMPARE(asked(), 2);
        QVERIFY(m_rig->answer<ExplainQuery>(sampleExplanation()));
        QVERIFY(child<OttoLabel>(*m_panel, "explain.sentence").isVisible());
    }

private:
    int asked() const { return m_rig->port.count<ExplainQuery>(); }
    QString label(const char* name) const { return child<OttoLabel>(*m_panel, name).fullText(); }
    void show()
    {
        m_panel->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }
    void explained()
    {
        show();
        QVERIFY(m_rig->answer<ExplainQuery>(sampleExplanation()));
    }
    void pass(std::int64_t ms)
    {
        m_rig->pass(Duration{ms});
        m_rig->apply();
    }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<ExplainPanel> m_panel;
};

QTEST_MAIN(tst_ExplainPanel)
#include "tst_ExplainPanel.moc"
