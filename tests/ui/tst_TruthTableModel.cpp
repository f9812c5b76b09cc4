// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/models/ViewText.h"
#include "ui/screens/payment/TruthTableModel.h"
#include "ui/screens/payment/TruthTableView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace otto;
using namespace otto::test;

class tst_TruthTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }
    void init() { setClockMode(ClockMode::Utc); }

    void contradictionsStandFirstInTheirOrder()
    {
        TruthTable table = samplePayment().truth;
        for (TruthRow& row : table.rows) {
            row.disagrees = row.field == "amount" || row.field == "reservation";
        }
        TruthTableModel model(TruthTableModel::Shape::Full);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setTable(table);
        QCOMPARE(printModel(model, {0}), QStringLiteral("Amount\nReservation\nStatus\nPosting\n"));
        QCOMPARE(model.index(0, 0).data(SecondaryTextRole).toString(),
                 QStringLiteral("systems disagree"));
        QVERIFY(!model.index(2, 0).data(SecondaryTextRole).isValid());
    }

    void everySystemHasItsColumnAndSilenceHasWords()
    {
        TruthTableModel model(TruthTableModel::Shape::Full);
        model.setTable(samplePayment().truth);
        QCOMPARE(
            printModel(model),
            QStringLiteral("Status | DEBIT_PENDING | never heard | DEBIT_UNKNOWN | never heard | "
                           "never heard\n"
                           "Posting | never heard | FOUND, MEMO_POSTED | never heard | never heard "
                           "| never heard\n"
                           "Amount | 125.50 USD | 125.50 USD | never heard | never heard | never "
                           "heard\n"
                           "Reservation | never heard | never heard | never heard | RESERVED "
                           "LR-77120 | never heard\n"));
        QCOMPARE(model.headerData(2, Qt::Horizontal, Qt::DisplayRole).toString(),
                 QStringLiteral("WSO2"));
    }

    void outlineGoesAroundTheWholeContradictingRow()
    {
        TruthTableModel model(TruthTableModel::Shape::Full);
        model.setTable(samplePayment().truth);
        const auto edges = [&model](int row, int column) {
            return static_cast<Qt::Edges>(
                model.index(row, column).data(TruthTableModel::OutlineRole).toInt());
        };
        QCOMPARE(edges(0, 0), Qt::TopEdge | Qt::BottomEdge | Qt::LeftEdge);
        QCOMPARE(edges(0, 2), Qt::TopEdge | Qt::BottomEdge);
        QCOMPARE(edges(0, 5), Qt::TopEdge | Qt::BottomEdge | Qt::RightEdge);
        QCOMPARE(edges(1, 0), Qt::Edges());
    }

    void answersAreToldFromFacts()
    {
        TruthTableModel model(TruthTableModel::Shape::Full);
        model.setTable(samplePayment().truth);
        const auto kind = [&model](int row, int column) {
            return static_cast<TruthTableModel::CellKind>(
                model.index(row, column).data(TruthTableModel::CellKindRole).toInt());
        };
        QCOMPARE(kind(0, 0), TruthTableModel::CellKind::Label);
        QCOMPARE(kind(0, 1), TruthTableModel::CellKind::Fact);
        QCOMPARE(kind(0, 2), TruthTableModel::CellKind::NeverHeard);
        QCOMPARE(kind(1, 2), TruthTableModel::CellKind::Answer);
        QVERIFY(model.sentenceAt(model.index(1, 2)).contains(QStringLiteral("an answer")));
        QVERIFY(model.sentenceAt(model.index(1, 2)).contains(QStringLiteral("3:918273")));
        QVERIFY(model.sentenceAt(model.index(0, 2)).contains(QStringLiteral("never said")));
    }

    void excerptHasARowPerSystemThatSpoke()
    {
        TruthTableModel model(TruthTableModel::Shape::Excerpt);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setFields(
            {QStringLiteral("status"), QStringLiteral("amount"), QStringLiteral("nothing")});
        model.setTable(samplePayment().truth);
        QCOMPARE(printModel(model), QStringLiteral("CPR | DEBIT_PENDING | 125.50 USD\n"
                                                   "WSO2 | never heard | 125.50 USD\n"
                                                   "Zelle | DEBIT_UNKNOWN | never heard\n"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void rowsShorterThanTheSystemsAreFilledUp()
    {
        TruthTable table = samplePayment().truth;
        table.rows[0].cells.resize(1);
        TruthTableModel model(TruthTableModel::Shape::Full);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setTable(table);
        QCOMPARE(model.index(0, 5).data().toString(), QStringLiteral("never heard"));
    }

    void cellSaysWhereItComesFrom()
    {
        TruthTableView view(TruthTableModel::Shape::Full);
        view.resize(900, 240);
        view.setTable(samplePayment().truth);
        view.setNow(sampleNow().ms);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QSignalSpy described(&view, &TruthTableView::cellDescribed);
        QSignalSpy activated(&view, &TruthTableView::assertionActivated);
        view.setFocus();
        view.setCurrentIndex(view.truth()->index(0, 0));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.size(), 0);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(
            described.last()[0].toString().contains(QStringLiteral("CPR, Status: DEBIT_PENDING")));
        QTest::keyClick(&view, Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(),
                 qText(samplePayment().truth.rows[0].cells[0]->messageId));
    }

    void refreshKeepsTheCurrentCell()
    {
        TruthTableView view(TruthTableModel::Shape::Full);
        TruthTable table = samplePayment().truth;
        view.setTable(table);
        view.setCurrentIndex(view.truth()->index(2, 3));
        QCOMPARE(view.currentIndex().siblingAtColumn(0).data().toString(),
                 QStringLiteral("Amount"));
        table.rows[2].disagrees = true;
        table.rows[0].disagrees = false;
        view.setTable(table);
        QCOMPARE(view.currentIndex().siblingAtColumn(0).data().toString(),
                 QStringLiteral("Amount"));
        QCOMPARE(view.currentIndex().column(), 3);
    }

    void hostileTextIsPaintedHarmlessly()
    {
        TruthTable table = samplePayment().truth;
        table.rows[0].label = "<img src=x>\xE2\x80\xAE";
        table.rows[0].cells[0]->text = std::string(10'000, '<') + "\x01\xff";
        TruthTableView view(TruthTableModel::Shape::Full);
        view.resize(900, 240);
        view.setTable(table);
        view.setNow(sampleNow().ms);
        QVERIFY(!view.grab().isNull());
        for (int column = 0; column < view.truth()->columnCount(); ++column) {
            QVERIFY(view.columnWidth(column) < 400);
        }
    }
};

QTEST_MAIN(tst_TruthTableModel)
#include "tst_TruthTableModel.moc"
