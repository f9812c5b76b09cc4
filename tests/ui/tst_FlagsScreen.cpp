// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/delegates/CellRoles.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/filter/FilterBar.h"
#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagsModel.h"
#include "ui/screens/flags/FlagsScreen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

FlagView flagToFix()
{
    FlagView f = sampleFlag(1);
    f.owner.reset();
    return f;
}

FlagView flagToAsk()
{
    FlagView f = sampleFlag(3);
    f.owner.reset();
    return f;
}

Delta with(std::vector<FlagView> flags)
{
    Delta delta;
    delta.flags = std::move(flags);
    return delta;
}

}  // namespace

class tst_FlagsScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        start(Role::Operator);
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void mostUrgentFlagIsExplainedWithoutAKey()
    {
        m_rig->apply(with({flagToAsk(), flagToFix(), sampleFlag(2)}));
        QCOMPARE(m_table->currentId(), qText(sampleFlag(2).id));
        QCOMPARE(child<OttoLabel>(*m_screen, "why").fullText(), qText(sampleFlag(2).sentence));
        QVERIFY(child<OttoLabel>(*m_screen, "waitingFor")
                    .fullText()
                    .contains(QStringLiteral("a person to look")));
    }

    void enterTakesTheAdvisedQuestion()
    {
        m_rig->apply(with({flagToAsk()}));
        QCOMPARE(nextStep().text(), QStringLiteral("Ask GetPaymentStatus  ·  Enter"));
        QTest::keyClick(m_table, Qt::Key_Return);
        QCOMPARE(m_rig->port.count<AskSuspenderCommand>(), 1);
        const auto* asked = m_rig->port.last<AskSuspenderCommand>();
        QCOMPARE(asked->suspender, std::string("GetPaymentStatus"));
        QCOMPARE(asked->paymentId, *flagToAsk().paymentId);
        m_rig->answer<AskSuspenderCommand>(
            QuestionAccepted{RequestId{"Q-1"}, RequestId{"Q-1-1"}, false});
        QCOMPARE(notice().title(), QStringLiteral("GetPaymentStatus asked"));
        QVERIFY(notice().reason().contains(QStringLiteral("Q-1")));
    }

    void enterOpensTheSheetOfTheAdvisedFixerAndSendsNothing()
    {
        m_rig->apply(with({flagToFix()}));
        QTest::keyClick(m_table, Qt::Key_Return);
        QVERIFY(m_screen->findChild<FixerSheet*>() != nullptr);
        QCOMPARE(m_rig->port.count<PreviewFixerQuery>(), 1);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
    }

    void refusalIsShownInPlaceWithItsReason()
    {
        QSignalSpy toast(m_screen.get(), &Screen::noticeRequested);
        m_rig->apply(with({flagToAsk()}));
        QTest::keyClick(m_table, Qt::Key_Q);
        m_rig->answer<AskSuspenderCommand>(
            Error{"RATE_LIMITED", "WSO2 was asked 20 times in the last second."});
        QVERIFY(!notice().isHidden());
        QCOMPARE(notice().title(), QStringLiteral("GetPaymentStatus was not asked"));
        QCOMPARE(notice().reason(),
                 QStringLiteral("WSO2 was asked 20 times in the last second. (RATE_LIMITED)"));
        QCOMPARE(toast.size(), 0);
        // Another flag starts clean.
        m_rig->apply(with({flagToFix()}));
        QVERIFY(m_table->setCurrentId(qText(flagToFix().id)));
        QVERIFY(notice().isHidden());
    }

    void claimAndReleaseAreOneKey()
    {
        m_rig->apply(with({flagToAsk()}));
        QTest::keyClick(m_table, Qt::Key_C);
        QCOMPARE(m_rig->port.last<ClaimFlagCommand>()->flagId, flagToAsk().id);
        FlagView mine = flagToAsk();
        mine.owner = OperatorId{"op-1"};
        m_rig->apply(with({mine}));
        QCOMPARE(m_screen->model()->index(0, FlagsModel::OwnerColumn).data().toString(),
                 QStringLiteral("you"));
        QTest::keyClick(m_table, Qt::Key_C);
        QCOMPARE(m_rig->port.count<ClaimFlagCommand>(), 1);
        QCOMPARE(m_rig->port.last<ReleaseFlagCommand>()->flagId, flagToAsk().id);
    }

    void flagOfAnotherOperatorIsNotClaimed()
    {
        FlagView theirs = flagToAsk();
        theirs.owner = OperatorId{"maria.k"};
        m_rig->apply(with({theirs}));
        QVERIFY(!child<QPushButton>(*m_screen, "button.claim").isEnabled());
        QTest::keyClick(m_table, Qt::Key_C);
        QCOMPARE(m_rig->port.count<ClaimFlagCommand>(), 0);
        QCOMPARE(notice().reason(), QStringLiteral("maria.k owns this flag."));
    }

    void flagOfASourceCannotBeAskedAbout()
    {
        m_rig->apply(with({sampleFlag(6)}));
        QVERIFY(nextStep().isHidden());
        QVERIFY(!child<QPushButton>(*m_screen, "button.ask").isEnabled());
        QTest::keyClick(m_table, Qt::Key_Q);
        QTest::keyClick(m_table, Qt::Key_F);
        QCOMPARE(m_rig->port.count<AskSuspenderCommand>(), 0);
        QVERIFY(m_screen->findChild<FixerSheet*>() == nullptr);
        QVERIFY(notice().reason().contains(QStringLiteral("whole source")));
    }

    void viewerIsToldWhyNothingCanBeAsked()
    {
        start(Role::Viewer);
        m_rig->apply(with({flagToAsk()}));
        QTest::keyClick(m_table, Qt::Key_Q);
        QTest::keyClick(m_table, Qt::Key_Return);
        QCOMPARE(m_rig->port.count<AskSuspenderCommand>(), 0);
        QVERIFY(notice().reason().contains(QStringLiteral("operator role")));
        // Reading a sheet is thinking, not writing.
        QVERIFY(child<QPushButton>(*m_screen, "button.fix").isEnabled());
    }

    void readOnlyDeskSaysWhoDecides()
    {
        m_rig->port.status().duty = DutyState::ReadOnly;
        m_rig->port.status().dutyText = "Desk desk-1 decides since 13:34:05.";
        m_rig->apply(with({flagToAsk()}));
        QTest::keyClick(m_table, Qt::Key_Q);
        QCOMPARE(m_rig->port.count<AskSuspenderCommand>(), 0);
        QVERIFY(notice().reason().contains(QStringLiteral("Desk desk-1 decides")));
    }

    void chosenQuestionComesFromTheCatalogue()
    {
        m_rig->apply(with({flagToAsk()}));
        m_rig->answer<CatalogueQuery>(sampleCatalogue());
        QTest::keyClick(m_table, Qt::Key_Q, Qt::ShiftModifier);
        auto* menu = m_screen->findChild<QMenu*>(QStringLiteral("questionMenu"));
        QVERIFY(menu != nullptr);
        QCOMPARE(menu->actions().size(),
                 static_cast<qsizetype>(sampleCatalogue().suspenders.size()));
        const QList<QAction*> questions = menu->actions();
        QVERIFY(questions[1]->text().contains(QStringLiteral("GetPaymentStatus")));
        QVERIFY(questions[1]->text().contains(QStringLiteral("(suggested)")));
        QVERIFY(!questions[0]->text().contains(QStringLiteral("(suggested)")));
        // The selection may move on while the menu is open: the question is about the flag it was
        // opened for.
        m_rig->apply(with({sampleFlag(2)}));
        m_table->setCurrentId(qText(sampleFlag(2).id));
        menu->actions().constFirst()->trigger();
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->suspender,
                 sampleCatalogue().suspenders.front().name);
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->paymentId, *flagToAsk().paymentId);
        menu->close();
    }

    void clearedFlagStaysUntilTheOperatorMovesOn()
    {
        m_rig->apply(with({flagToFix(), flagToAsk()}));
        m_table->setCurrentId(qText(flagToFix().id));
        FlagView over = flagToFix();
        over.isOpen = false;
        over.clearedAt = sampleNow();
        over.clearReason = "CONDITION_CLEARED";
        over.nextStep = NextStep::None;
        m_rig->apply(with({over}));
        m_screen->model()->settle();
        QCOMPARE(m_table->currentId(), qText(over.id));
        QCOMPARE(m_screen->model()->rowCount(), 2);
        QVERIFY(
            child<OttoLabel>(*m_screen, "why").fullText().startsWith(QStringLiteral("Cleared at")));
        QVERIFY(nextStep().isHidden());
        m_table->setCurrentId(qText(flagToAsk().id));
        QTRY_COMPARE(m_screen->model()->rowCount(), 1);
        QCOMPARE(m_table->currentId(), qText(flagToAsk().id));
    }

    void rowsStayUnderTheCursorWhileTheOperatorWorks()
    {
        m_rig->apply(with(sampleFlags()));
        QTest::keyClick(m_table, Qt::Key_Down);
        const QString current = m_table->currentId();
        const int y = m_table->visualRect(m_table->currentIndex()).y();
        FlagView urgent = sampleFlag(2);
        urgent.id = FlagId{"FLG-urgent"};
        urgent.dueAt = ago(500);
        m_rig->apply(with({urgent}));
        QCOMPARE(m_table->currentId(), current);
        QCOMPARE(m_table->visualRect(m_table->currentIndex()).y(), y);
        auto& pill = child<QPushButton>(*m_screen, "flags.new");
        QVERIFY(!pill.isHidden());
        QCOMPARE(pill.text(), QStringLiteral("+1 new below  ·  End"));
        QTest::keyClick(m_table, Qt::Key_End);
        QCOMPARE(m_table->currentId(), QStringLiteral("FLG-urgent"));
        QTest::keyClick(m_table, Qt::Key_F5);
        QVERIFY(pill.isHidden());
        QCOMPARE(m_screen->model()->rowOfId(QStringLiteral("FLG-urgent")), 0);
    }

    void periodGoesToTheNextUnownedFlag()
    {
        FlagView theirs = flagToFix();
        theirs.owner = OperatorId{"maria.k"};
        theirs.severity = Severity::Error;
        m_rig->apply(with({sampleFlag(2), theirs, flagToAsk()}));
        QTest::keyClick(m_table, Qt::Key_Period);
        QCOMPARE(m_table->currentId(), qText(flagToAsk().id));
    }

    void viewsAreCountedAndReachedByKeys()
    {
        m_rig->apply(with(sampleFlags()));
        auto& views = child<QTabBar>(*m_screen, "flags.views");
        QCOMPARE(views.tabText(0), QStringLiteral("Open  24"));
        QCOMPARE(views.tabText(3), QStringLiteral("Cleared  6"));
        QTest::keyClick(m_table, Qt::Key_BracketRight);
        QTest::keyClick(m_table, Qt::Key_BracketRight);
        QTest::keyClick(m_table, Qt::Key_BracketRight);
        QCOMPARE(views.currentIndex(), 3);
        QCOMPARE(m_screen->model()->rowCount(), 6);
        QVERIFY(!m_table->currentId().isEmpty());
        QTest::keyClick(m_table, Qt::Key_BracketLeft);
        QCOMPARE(views.currentIndex(), 2);
    }

    void emptyViewsSayWhatWouldBeThere()
    {
        FlagView over = flagToFix();
        over.isOpen = false;
        over.clearedAt = sampleNow();
        m_rig->apply(with({over}));
        const auto* empty = m_table->findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), QStringLiteral("Inbox zero"));
        QVERIFY(empty->accessibleDescription().contains(secondsText(over.raisedAt.ms)));
        m_rig->apply(with({flagToAsk()}));
        QVERIFY(!empty->isVisible());
        auto& filter = child<FilterBar>(*m_screen, "flags.filter");
        filter.setText(QStringLiteral("nothing like it"));
        QTest::keyClick(&filter, Qt::Key_Return);
        QTRY_VERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), QStringLiteral("No flag matches"));
        empty->findChild<QPushButton*>()->click();
        QTRY_VERIFY(!empty->isVisible());
        QVERIFY(filter.text().isEmpty());
    }

    void filterBarFollowsLiveFlagsAndCells()
    {
        m_rig->apply(with({flagToAsk(), flagToFix()}));
        auto& filter = child<FilterBar>(*m_screen, "flags.filter");
        const auto& result = child<OttoLabel>(*m_screen, "flags.result");
        QVERIFY(!result.isVisible());
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("rul:OT05"));
        QCOMPARE(filter.validity(), FilterBar::Validity::Invalid);
        QVERIFY(result.isVisible());
        QVERIFY(result.fullText().startsWith(QStringLiteral("Column 1: There is no field 'rul'")));
        filter.apply({});
        m_table->setFocus();
        m_table->setCurrentIndex(m_table->model()->index(0, FlagsModel::RuleColumn));
        const QString rule = m_table->currentIndex().data().toString().section(u' ', 0, 0);
        QTest::keyClick(m_table, Qt::Key_Equal);
        QCOMPARE(filter.text(), QStringLiteral("rule:") + rule);
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QVERIFY2(result.fullText().startsWith(QStringLiteral("1 of 2 rows match, scanned 2 in ")),
                 qPrintable(result.fullText()));
        FlagView another = rule.toStdString() == flagToAsk().ruleId ? flagToAsk() : flagToFix();
        another.id = FlagId{"another"};
        m_rig->apply(with({another}));
        QTRY_COMPARE(m_table->model()->rowCount(), 2);
        QTest::keyClick(m_table, Qt::Key_Minus);
        QCOMPARE(filter.text(), QStringLiteral("-rule:") + rule);
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QCOMPARE(filter.accessibleName(), QStringLiteral("Filter flags"));
    }

    void excerptOfTheTruthFollowsThePayment()
    {
        m_rig->apply(with({flagToFix()}));
        QCOMPARE(m_rig->port.last<PaymentQuery>()->paymentId, *flagToFix().paymentId);
        auto& table = child<TableView>(*m_screen, "truthTable");
        QVERIFY(!table.isVisible());
        m_rig->answer<PaymentQuery>(samplePayment());
        QVERIFY(table.isVisible());
        QCOMPARE(table.model()->rowCount(), 3);
        Delta touched;
        touched.paymentsTouched = {*flagToFix().paymentId};
        m_rig->apply(touched);
        QTRY_COMPARE(m_rig->port.count<PaymentQuery>(), 2);
    }

    void evidenceOpensItsRecord()
    {
        m_rig->apply(with({flagToFix()}));
        QSignalSpy opened(m_screen.get(), &FlagsScreen::recordRequested);
        auto& evidence = child<TableView>(*m_screen, "evidence");
        evidence.setFocus();
        QTest::keyClick(&evidence, Qt::Key_Down);
        QTest::keyClick(&evidence, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<RecordRef>(), flagToFix().evidence.front().at);
    }

    void lettersInTheFilterAreText()
    {
        m_rig->apply(with({flagToAsk()}));
        auto& filter = child<FilterBar>(*m_screen, "flags.filter");
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("qfco.["));
        QCOMPARE(filter.text(), QStringLiteral("qfco.["));
        QCOMPARE(m_rig->port.count<AskSuspenderCommand>(), 0);
        QCOMPARE(m_rig->port.count<ClaimFlagCommand>(), 0);
        QVERIFY(m_screen->findChild<FixerSheet*>() == nullptr);
    }

    void hostileTextIsShownAsText()
    {
        FlagView f = flagToAsk();
        f.sentence = "<img src='http://evil/x.png'>\xE2\x80\xAE"
                     "abc\x01 "
                     + std::string(10'000, 'w');
        f.ruleName = "<b>bold</b>";
        f.waitingFor = std::string(10'000, '&');
        f.observed = {{"<u>name</u>", "<a href='x'>link</a>"}};
        f.evidence[0].name = "<script>";
        m_rig->apply(with({f}));
        auto& why = child<OttoLabel>(*m_screen, "why");
        QCOMPARE(why.textFormat(), Qt::PlainText);
        QVERIFY(why.text().contains(QStringLiteral("<img")));
        QVERIFY(why.text().contains(QStringLiteral("U+202E")));
        QVERIFY(why.text().size() < 6000);
        QVERIFY(!m_screen->grab().isNull());
        const QList<QLabel*> labels = m_screen->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        m_rig->apply(with(sampleFlags()));
        m_rig->answer<PaymentQuery>(samplePayment());
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
    }

    void openPaymentNamesThePayment()
    {
        QSignalSpy opened(m_screen.get(), &Screen::paymentRequested);
        m_rig->apply(with({flagToFix()}));
        QTest::keyClick(m_table, Qt::Key_O);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), qText(*flagToFix().paymentId));
    }

private:
    void start(Role role)
    {
        m_screen.reset();
        m_rig = std::make_unique<ScreenRig>(role);
        m_screen = std::make_unique<FlagsScreen>(m_rig->client);
        m_screen->resize(1270, 820);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
        m_table = &child<TableView>(*m_screen, "flags.table");
        m_table->setFocus();
    }

    QPushButton& nextStep() { return child<QPushButton>(*m_screen, "nextStep"); }
    NoticeLine& notice() { return child<NoticeLine>(*m_screen, "notice"); }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<FlagsScreen> m_screen;
    TableView* m_table = nullptr;
};

QTEST_MAIN(tst_FlagsScreen)
#include "tst_FlagsScreen.moc"
