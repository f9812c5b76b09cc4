// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/delegates/CellRoles.h"
#include "ui/screens/suspenders/OddAnswersModel.h"
#include "ui/screens/suspenders/QuestionsModel.h"
#include "ui/screens/suspenders/SuspendersScreen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_SuspendersScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<SuspendersScreen>(m_rig->client);
        m_screen->resize(1270, 800);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
        m_table = &child<TableView>(*m_screen, "suspenders.table");
        m_table->setFocus();
        new QAbstractItemModelTester(m_table->model(),
                                     QAbstractItemModelTester::FailureReportingMode::Fatal,
                                     m_screen.get());
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void nearestDeadlineStandsFirst()
    {
        Delta delta;
        QuestionView late = sampleQuestion(0);
        QuestionView soon = sampleQuestion(1);
        late.deadline = sampleNow() + Duration(9'000);
        soon.deadline = sampleNow() + Duration(1'000);
        delta.questions = {late, soon};
        m_rig->apply(delta);
        QCOMPARE(printModel(*m_table->model(),
                            {QuestionsModel::SystemColumn, QuestionsModel::QuestionColumn,
                             QuestionsModel::AttemptColumn, QuestionsModel::StateColumn}),
                 QStringLiteral("Zelle | GetPaymentStatus | 2 of 3 | Waiting\n"
                                "WSO2 | GetTrn | 1 of 3 | Waiting\n"));
    }

    void tabsCountEachKind()
    {
        m_rig->apply(sampleDelta());
        QCOMPARE(tabTexts(),
                 QStringList({QStringLiteral("Waiting  6"), QStringLiteral("Late  2"),
                              QStringLiteral("Duplicate  2"), QStringLiteral("Contradictory  2"),
                              QStringLiteral("Orphan  1"), QStringLiteral("Done  16")}));
    }

    void eachOddTabShowsItsKind()
    {
        m_rig->apply(sampleDelta());
        auto& odd = child<TableView>(*m_screen, "suspenders.oddTable");
        tabs().setCurrentIndex(SuspendersScreen::Contradictory);
        QVERIFY(odd.isVisible());
        QCOMPARE(printModel(*odd.model(), {OddAnswersModel::KindColumn}),
                 QStringLiteral("Contradictory\nContradictory\n"));
        tabs().setCurrentIndex(SuspendersScreen::Orphan);
        QCOMPARE(printModel(*odd.model(),
                            {OddAnswersModel::KindColumn, OddAnswersModel::CorrelationColumn}),
                 QStringLiteral("Orphan | none\n"));
    }

    void duplicateAnswersWithOneIdAreTwoRows()
    {
        Delta delta;
        OddAnswerView answer = sampleOddAnswers().at(1);
        delta.oddAnswers = {answer, answer};
        delta.oddAnswers[1].recordAt.offset += 1;
        m_rig->apply(delta);
        QCOMPARE(tabTexts().at(SuspendersScreen::Duplicate), QStringLiteral("Duplicate  2"));
    }

    void answeredQuestionMovesToDone()
    {
        Delta delta;
        delta.questions = {sampleQuestion(0)};
        m_rig->apply(delta);
        QCOMPARE(m_table->model()->rowCount(), 1);
        delta.questions[0].state = QuestionState::Answered;
        delta.questions[0].answeredAt = sampleNow();
        delta.questions[0].answer = "FOUND: receipt 889120017";
        m_rig->apply(delta);
        QTRY_COMPARE(m_table->model()->rowCount(), 0);
        tabs().setCurrentIndex(SuspendersScreen::Done);
        QCOMPARE(printModel(*m_table->model(),
                            {QuestionsModel::StateColumn, QuestionsModel::AnswerColumn}),
                 QStringLiteral("Answered | FOUND: receipt 889120017\n"));
    }

    void rowUnderThePointerStaysUntilItLeaves()
    {
        Delta delta;
        delta.questions = {sampleQuestion(0), sampleQuestion(1), sampleQuestion(2)};
        m_rig->apply(delta);
        const QString before = printModel(*m_table->model(), {QuestionsModel::PaymentColumn});
        QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
        QCoreApplication::sendEvent(m_table->viewport(), &enter);
        Delta change;
        change.questions = {sampleQuestion(0), sampleQuestion(3)};
        change.questions[0].state = QuestionState::Answered;
        change.questions[1].deadline = sampleNow();
        m_rig->apply(change);
        QVERIFY(printModel(*m_table->model(), {QuestionsModel::PaymentColumn}).startsWith(before));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(m_table->viewport(), &leave);
        QTRY_COMPARE(m_table->model()->rowCount(), 3);
        QVERIFY(printModel(*m_table->model(), {QuestionsModel::PaymentColumn})
                    .startsWith(QString::fromStdString(sampleQuestion(3).paymentId.value)));
    }

    void keyQAsksAgainAndTheEnginesWordIsShown()
    {
        Delta delta;
        delta.questions = {sampleQuestion(0)};
        m_rig->apply(delta);
        QVERIFY(m_table->setCurrentId(QString::fromStdString(sampleQuestion(0).questionId.value)));
        QSignalSpy said(m_screen.get(), &Screen::noticeRequested);
        QTest::keyClick(m_table, Qt::Key_Q);
        const auto* asked = m_rig->port.last<AskSuspenderCommand>();
        QVERIFY(asked != nullptr);
        QCOMPARE(asked->suspender, std::string("GetTrn"));
        QCOMPARE(asked->paymentId, sampleQuestion(0).paymentId);
        QCOMPARE(said.count(), 0);
        QVERIFY(m_rig->answer<AskSuspenderCommand>(
            Response(QuestionAccepted{RequestId{"Q-1"}, RequestId{"Q-1-2"}, false})));
        QCOMPARE(said.count(), 1);
        QCOMPARE(said.at(0).at(0).value<Tone>(), Tone::Ok);
        QTest::keyClick(m_table, Qt::Key_Q);
        QVERIFY(m_rig->answer<AskSuspenderCommand>(
            Response(QuestionAccepted{RequestId{"Q-1"}, RequestId{"Q-1-2"}, true})));
        QVERIFY(said.at(1).at(1).toString().contains(QStringLiteral("pending already")));
        QTest::keyClick(m_table, Qt::Key_Q);
        QVERIFY(m_rig->answer<AskSuspenderCommand>(
            Response(Error{"READ_ONLY", "Another engine decides."})));
        QCOMPARE(said.at(2).at(2).toString(), QStringLiteral("Another engine decides."));
    }

    void keyQOnAnOddAnswerAsksItsQuestion()
    {
        m_rig->apply(sampleDelta());
        tabs().setCurrentIndex(SuspendersScreen::Late);
        auto& odd = child<TableView>(*m_screen, "suspenders.oddTable");
        QVERIFY(odd.setCurrentId(odd.model()->index(0, 0).data(IdRole).toString()));
        odd.setFocus();
        QTest::keyClick(&odd, Qt::Key_Q);
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->suspender, std::string("GetTrn"));
    }

    void enterOpensThePayment()
    {
        m_rig->apply(sampleDelta());
        QSignalSpy opened(m_screen.get(), &Screen::paymentRequested);
        QVERIFY(m_table->setCurrentId(QString::fromStdString(sampleQuestion(0).questionId.value)));
        QTest::keyClick(m_table, Qt::Key_Return);
        QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("PMT-019546a2"));
    }

    void firstQuestionIsShownWithoutAKey()
    {
        const auto* grid = m_screen->findChild<KeyValueGrid*>();
        m_rig->apply(sampleDelta());
        QCOMPARE(m_table->currentIndex().row(), 0);
        QCOMPARE(grid->value(QStringLiteral("State")), QStringLiteral("Timed out"));
        tabs().setCurrentIndex(SuspendersScreen::Orphan);
        QCOMPARE(grid->value(QStringLiteral("Correlation id")), QStringLiteral("none"));
    }

    void inspectorTellsTheWholeQuestion()
    {
        m_rig->apply(sampleDelta());
        QVERIFY(m_table->setCurrentId(QString::fromStdString(sampleQuestion(0).questionId.value)));
        const auto* grid = m_screen->findChild<KeyValueGrid*>();
        QCOMPARE(grid->value(QStringLiteral("State")), QStringLiteral("Waiting"));
        QCOMPARE(grid->value(QStringLiteral("Attempt")), QStringLiteral("1 of 3"));
        QCOMPARE(grid->value(QStringLiteral("Usual answer")),
                 QStringLiteral("half within 380 ms, 95 of 100 within 12 s"));
        QCOMPARE(grid->value(QStringLiteral("Request at")),
                 QStringLiteral("pc.qa.pmt.cmd.otto.GetTrnRq 2:5512"));
    }

    void emptyScreenSaysWhenTheLastAnswerCame()
    {
        QVERIFY(emptyTexts().contains(QStringLiteral("No answer so far.")));
        Delta delta;
        delta.questions = {sampleQuestion(0)};
        delta.questions[0].state = QuestionState::Answered;
        delta.questions[0].answeredAt = sampleNow() - Duration(2'000);
        m_rig->apply(delta);
        m_rig->pass(Duration(10'000));
        m_rig->apply();
        QVERIFY(emptyTexts().contains(QStringLiteral("No questions open")));
        QVERIFY(emptyTexts().contains(QStringLiteral("Last answer 12 s ago.")));
    }

    void filterNarrowsAndSaysSo()
    {
        m_rig->apply(sampleDelta());
        auto& filter = child<FilterEdit>(*m_screen, "suspenders.filter");
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("wso2"));
        QTest::keyClick(&filter, Qt::Key_Return);
        QVERIFY(m_table->hasFocus());
        QCOMPARE(m_table->model()->rowCount(), 2);
        QCOMPARE(filter.countLabel(), QStringLiteral("2 of 6"));
        filter.setFocus();
        QTest::keyClick(&filter, Qt::Key_Escape);
        QCOMPARE(m_table->model()->rowCount(), 6);
    }

    void hostileTextStaysText()
    {
        Delta delta;
        delta.questions = {sampleQuestion(0)};
        delta.questions[0].askedBy = "<h1>boss</h1>";
        delta.questions[0].answer = "FOUND \u202Eevil";
        m_rig->apply(delta);
        QVERIFY(m_table->setCurrentId(QString::fromStdString(sampleQuestion(0).questionId.value)));
        const auto labels = m_screen->findChildren<OttoLabel*>();
        bool found = false;
        for (const OttoLabel* label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            QVERIFY(!label->text().contains(QChar(0x202E)));
            found |= label->text() == QStringLiteral("<h1>boss</h1>");
        }
        QVERIFY(found);
    }

private:
    QTabBar& tabs() { return child<QTabBar>(*m_screen, "suspenders.tabs"); }
    QStringList tabTexts()
    {
        QStringList texts;
        for (int tab = 0; tab < tabs().count(); ++tab)
            texts.append(tabs().tabText(tab));
        return texts;
    }
    QStringList emptyTexts()
    {
        QStringList texts;
        const auto labels = m_table->viewport()->findChildren<OttoLabel*>();
        for (const OttoLabel* label : labels)
            texts.append(label->fullText());
        return texts;
    }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<SuspendersScreen> m_screen;
    TableView* m_table = nullptr;
};

QTEST_MAIN(tst_SuspendersScreen)
#include "tst_SuspendersScreen.moc"
