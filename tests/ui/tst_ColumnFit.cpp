// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/Theme.h"
#include "ui/widgets/ColumnFit.h"
#include "ui/widgets/ColumnMenu.h"
#include "ui/widgets/TableView.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QStandardItemModel>
#include <QTest>

#include <numeric>

using namespace otto;

namespace {

int total(const QList<int>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0);
}

}  // namespace

class tst_ColumnFit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void widthsFillTheRoomExactly()
    {
        const QList<ColumnWidth> columns{{100, 60, 1}, {80, 80}, {120, 70, 2}};
        for (const int room : {210, 233, 300, 307, 999})
            QCOMPARE(total(ColumnFit::fitted(columns, room)), room);
    }

    void wishesComeBeforeShares()
    {
        const QList<ColumnWidth> columns{{100, 60}, {100, 60, 1}};
        QCOMPARE(ColumnFit::fitted(columns, 160), (QList<int>{80, 80}));
        QCOMPARE(ColumnFit::fitted(columns, 260), (QList<int>{100, 160}));
    }

    void highestRankGivesWayFirstAndRankZeroNever()
    {
        const QList<ColumnWidth> columns{{100}, {100, 100, 0, 1}, {100, 100, 0, 2}};
        QCOMPARE(ColumnFit::fitted(columns, 300), (QList<int>{100, 100, 100}));
        QCOMPARE(ColumnFit::fitted(columns, 299), (QList<int>{100, 100, 0}));
        QCOMPARE(ColumnFit::fitted(columns, 199), (QList<int>{100, 0, 0}));
        QCOMPARE(ColumnFit::fitted(columns, 20), (QList<int>{100, 0, 0}));
    }

    void tableHasNoHorizontalScrollBarAndShowsMoreWhenWider()
    {
        TableView table(QStringLiteral("Sample"));
        fill(table);
        table.resize(260, 200);
        table.show();
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        QVERIFY(table.isColumnHidden(2));
        table.resize(400, 200);
        QVERIFY(!table.isColumnHidden(2));
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        table.resize(260, 200);
        QVERIFY(table.isColumnHidden(2));
    }

    void chosenColumnStays()
    {
        TableView table(QStringLiteral("Sample"));
        fill(table);
        table.resize(260, 200);
        table.show();
        auto* fit = table.findChild<ColumnFit*>();
        QVERIFY(fit != nullptr);
        ColumnMenu menu(table);
        connect(&menu, &ColumnMenu::columnChosen, fit, &ColumnFit::choose);
        menu.actions().at(2)->setChecked(true);
        QVERIFY(!table.isColumnHidden(2));
        table.resize(255, 200);
        QVERIFY(!table.isColumnHidden(2));
        menu.actions().at(1)->setChecked(false);
        table.resize(600, 200);
        QVERIFY(table.isColumnHidden(1));
    }

    void draggedWidthsAreTheOperators()
    {
        TableView table(QStringLiteral("Sample"));
        fill(table);
        table.resize(400, 200);
        table.show();
        QHeaderView* header = table.horizontalHeader();
        const QPoint edge(header->sectionViewportPosition(1) - 2, header->height() / 2);
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, edge);
        QTest::mouseMove(header->viewport(), edge + QPoint(20, 0));
        QTest::mouseMove(header->viewport(), edge + QPoint(40, 0));
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, edge + QPoint(40, 0));
        const int dragged = table.columnWidth(0);
        QVERIFY(dragged > 120);
        table.resize(300, 200);
        QCOMPARE(table.columnWidth(0), dragged);
    }

private:
    void fill(TableView& table)
    {
        table.setModel(&m_model);
        table.setColumnWidths({{120, 100}, {120, 100, 1}, {140, 120, 0, 1}});
    }

    QStandardItemModel m_model{4, 3};
};

QTEST_MAIN(tst_ColumnFit)
#include "tst_ColumnFit.moc"
