// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/AgeDelegate.h"
#include "ui/delegates/CellRoles.h"
#include "ui/delegates/MoneyDelegate.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/RowLookup.h"
#include "ui/widgets/TableView.h"

#include <QAbstractTableModel>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

namespace otto {

namespace {

// Rows are ids; columns: id, a note, an amount of 1 240 000 minor units.
class Rows : public QAbstractTableModel
{
public:
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_ids.size());
    }

    int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : 3;
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        switch (role) {
        case IdRole: return m_ids.at(index.row());
        case Qt::DisplayRole: return index.column() == 0 ? m_ids.at(index.row()) : m_note;
        case MinorUnitsRole: return qint64{1'240'000};
        case CurrencyRole: return QStringLiteral("USD");
        case StartedRole: return qint64{0};
        default: return {};
        }
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        static const QStringList kTitles{QStringLiteral("Id"), QStringLiteral("Note"),
                                         QStringLiteral("Amount")};
        return orientation == Qt::Horizontal && role == Qt::DisplayRole
                   ? QVariant(kTitles.at(section))
                   : QVariant();
    }

    void insert(int at, const QStringList& ids)
    {
        beginInsertRows({}, at, at + static_cast<int>(ids.size()) - 1);
        for (qsizetype i = 0; i < ids.size(); ++i) {
            m_ids.insert(at + i, ids.at(i));
        }
        endInsertRows();
    }

    void remove(int first, int count)
    {
        beginRemoveRows({}, first, first + count - 1);
        m_ids.remove(first, count);
        endRemoveRows();
    }

    void reset(const QStringList& ids)
    {
        beginResetModel();
        m_ids = ids;
        endResetModel();
    }

    void setNote(const QString& note) { m_note = note; }

    QStringList ids() const { return m_ids; }

protected:
    QStringList m_ids;
    QString m_note = QStringLiteral("note");
};

class IndexedRows : public Rows, public RowLookup
{
public:
    int rowOfId(const QString& id) const override
    {
        ++lookups;
        return static_cast<int>(m_ids.indexOf(id));
    }

    mutable int lookups = 0;
};

QStringList numbered(int first, int count)
{
    QStringList ids;
    for (int i = first; i < first + count; ++i) {
        ids.append(QStringLiteral("PMT-%1").arg(i));
    }
    return ids;
}

}  // namespace

class TestTableView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void rowsHaveTheHeightOfTheDensity();
    void currentAndSelectionSurviveAReset();
    void idsAreFoundThroughTheModelsIndex();
    void rowsStayUnderThePointerWhenRowsComeAbove();
    void rowsStayUnderThePointerWhenRowsGoAbove();
    void rowsStayInPlaceOverAReset();
    void newRowsShowAtTheTopWhileNobodyLooks();
    void removedCurrentRowLeavesNone();
    void keysGoOnWhereTheCurrentRowWas();
    void otherRowsAreRemovedWithoutAnAnnouncement();
    void enterAndDoubleClickActivateById();
    void lettersMoveAndNeverSearch();
    void copyGivesTabSeparatedTextWithHeaders();
    void copyFollowsTheShownColumns();
    void followingKeepsTheEndInViewUntilTheOperatorScrolls();
    void takingARowEndsFollowing();
    void heldWhileThePointerIsOverTheRows();
    void menuNamesTheRow();
    void headerMenuHidesAndShowsColumns();
    void emptyStateIsShownWithoutRows();
    void timeRepaintsOnceASecond();
    void tabLeavesTheTable();

private:
    void showRows(int count);
    // Where a row is on the screen; by id, as an operator sees it.
    int yOf(const QString& id) const;

    std::unique_ptr<Rows> m_rows;
    std::unique_ptr<TableView> m_view;
};

void TestTableView::init()
{
    Theme::current().setDensity(Density::Normal);
    m_rows = std::make_unique<Rows>();
    m_view = std::make_unique<TableView>(QStringLiteral("Flags"));
    m_view->resize(600, 400);
}

void TestTableView::cleanup()
{
    m_view.reset();
    m_rows.reset();
}

void TestTableView::showRows(int count)
{
    m_rows->reset(numbered(0, count));
    m_view->setModel(m_rows.get());
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

int TestTableView::yOf(const QString& id) const
{
    const auto row = m_rows->ids().indexOf(id);
    return m_view->rowViewportPosition(static_cast<int>(row));
}

void TestTableView::rowsHaveTheHeightOfTheDensity()
{
    showRows(3);
    QCOMPARE(m_view->rowHeight(0), 28);
    Theme::current().setDensity(Density::Compact);
    QCOMPARE(m_view->rowHeight(0), 22);
    QCOMPARE(m_view->accessibleName(), QStringLiteral("Flags"));
}

void TestTableView::currentAndSelectionSurviveAReset()
{
    showRows(10);
    QSignalSpy changed(m_view.get(), &TableView::currentIdChanged);
    QVERIFY(m_view->setCurrentId(QStringLiteral("PMT-4")));
    QCOMPARE(changed.count(), 1);
    m_view->selectionModel()->select(m_rows->index(6, 0),
                                     QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QStringList reversed = m_rows->ids();
    std::reverse(reversed.begin(), reversed.end());
    m_rows->reset(reversed);
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-4"));
    QCOMPARE(m_view->selectedIds(),
             (QStringList{QStringLiteral("PMT-6"), QStringLiteral("PMT-4")}));
    QCOMPARE(changed.count(), 1);
    m_rows->reset(numbered(5, 3));
    QCOMPARE(m_view->currentId(), QString());
    QCOMPARE(changed.count(), 2);
    QVERIFY(!m_view->setCurrentId(QStringLiteral("PMT-4")));
}

void TestTableView::idsAreFoundThroughTheModelsIndex()
{
    IndexedRows rows;
    rows.reset(numbered(0, 50));
    m_view->setModel(&rows);
    QVERIFY(m_view->setCurrentId(QStringLiteral("PMT-30")));
    QVERIFY(rows.lookups > 0);
    rows.reset(numbered(20, 30));
    QCOMPARE(m_view->currentIndex().row(), 10);
    m_view->setModel(nullptr);
}

void TestTableView::rowsStayUnderThePointerWhenRowsComeAbove()
{
    showRows(100);
    m_view->verticalScrollBar()->setValue(10 * 28 + 5);
    const int before = yOf(QStringLiteral("PMT-15"));
    m_rows->insert(0, numbered(1000, 7));
    QCOMPARE(yOf(QStringLiteral("PMT-15")), before);
    // At the very top, too, once the table has the focus.
    m_view->verticalScrollBar()->setValue(0);
    m_view->setFocus();
    QTRY_VERIFY(m_view->hasFocus());
    const QString top = m_rows->ids().constFirst();
    m_rows->insert(0, numbered(2000, 3));
    QCOMPARE(yOf(top), 0);
}

void TestTableView::rowsStayUnderThePointerWhenRowsGoAbove()
{
    showRows(100);
    m_view->verticalScrollBar()->setValue(20 * 28);
    const int before = yOf(QStringLiteral("PMT-22"));
    m_rows->remove(0, 5);
    QCOMPARE(yOf(QStringLiteral("PMT-22")), before);
}

void TestTableView::rowsStayInPlaceOverAReset()
{
    showRows(100);
    m_view->verticalScrollBar()->setValue(20 * 28 + 3);
    const int before = yOf(QStringLiteral("PMT-20"));
    m_rows->reset(numbered(10, 90));
    QCOMPARE(yOf(QStringLiteral("PMT-20")), before);
}

void TestTableView::newRowsShowAtTheTopWhileNobodyLooks()
{
    showRows(100);
    m_view->clearFocus();
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    m_rows->insert(0, numbered(1000, 2));
    QCOMPARE(m_view->verticalScrollBar()->value(), 0);
}

void TestTableView::removedCurrentRowLeavesNone()
{
    showRows(10);
    m_view->setCurrentId(QStringLiteral("PMT-4"));
    QSignalSpy changed(m_view.get(), &TableView::currentIdChanged);
    m_rows->remove(4, 1);
    QCOMPARE(m_view->currentId(), QString());
    QVERIFY(m_view->selectedIds().isEmpty());
    // Never a moment in which another row is the current one.
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.constFirst().constFirst().toString(), QString());
}

void TestTableView::keysGoOnWhereTheCurrentRowWas()
{
    showRows(10);
    m_view->setCurrentId(QStringLiteral("PMT-4"));
    m_rows->remove(4, 1);
    QTest::keyClick(m_view.get(), Qt::Key_J);
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-5"));
    QTest::keyClick(m_view.get(), Qt::Key_K);
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-3"));
}

void TestTableView::otherRowsAreRemovedWithoutAnAnnouncement()
{
    showRows(10);
    m_view->setCurrentId(QStringLiteral("PMT-4"));
    QSignalSpy changed(m_view.get(), &TableView::currentIdChanged);
    m_rows->remove(0, 2);
    m_rows->remove(5, 2);
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-4"));
    QCOMPARE(changed.count(), 0);
}

void TestTableView::enterAndDoubleClickActivateById()
{
    showRows(10);
    m_view->setCurrentId(QStringLiteral("PMT-3"));
    QSignalSpy activated(m_view.get(), &TableView::rowActivated);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.takeFirst().constFirst().toString(), QStringLiteral("PMT-3"));
    const QPoint row5(40, m_view->rowViewportPosition(5) + 10);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, row5);
    QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, row5);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.constFirst().constFirst().toString(), QStringLiteral("PMT-5"));
}

void TestTableView::lettersMoveAndNeverSearch()
{
    showRows(10);
    m_view->setCurrentId(QStringLiteral("PMT-3"));
    QTest::keyClick(m_view.get(), Qt::Key_J);
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-4"));
    QTest::keyClick(m_view.get(), Qt::Key_K);
    QTest::keyClick(m_view.get(), Qt::Key_K);
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-2"));
    QTest::keyClicks(m_view.get(), QStringLiteral("PMT-9"));
    QCOMPARE(m_view->currentId(), QStringLiteral("PMT-2"));
}

void TestTableView::copyGivesTabSeparatedTextWithHeaders()
{
    showRows(3);
    m_view->setColumnDelegate(2, new MoneyDelegate);
    m_view->setCurrentId(QStringLiteral("PMT-1"));
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("Id\tNote\tAmount\tCurrency\nPMT-1\tnote\t12400.00\tUSD\n"));
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(m_view->selectionAsTsv().count(u'\n'), 4);
}

void TestTableView::copyFollowsTheShownColumns()
{
    showRows(1);
    m_view->setColumnWidths({100, 0, 100});
    m_view->horizontalHeader()->moveSection(2, 0);
    QCOMPARE(m_view->selectionAsTsv(), QStringLiteral("Amount\tId\nnote\tPMT-0\n"));
}

void TestTableView::followingKeepsTheEndInViewUntilTheOperatorScrolls()
{
    showRows(100);
    QSignalSpy changed(m_view.get(), &TableView::followEndChanged);
    m_view->setFollowEnd(true);
    QScrollBar* bar = m_view->verticalScrollBar();
    QTRY_COMPARE(bar->value(), bar->maximum());
    const int before = bar->maximum();
    m_rows->insert(100, numbered(100, 50));
    QTRY_VERIFY(bar->maximum() > before && bar->value() == bar->maximum());
    QCOMPARE(changed.count(), 1);
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QVERIFY(!m_view->followsEnd());
    QCOMPARE(changed.count(), 2);
    const QString top = m_rows->ids().at(m_view->rowAt(0));
    const int y = yOf(top);
    m_rows->insert(150, numbered(150, 50));
    QCOMPARE(yOf(top), y);
}

void TestTableView::takingARowEndsFollowing()
{
    showRows(100);
    m_view->setFollowEnd(true);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(40, 40));
    QVERIFY(!m_view->followsEnd());
    m_view->setFollowEnd(true);
    QTest::keyClick(m_view.get(), Qt::Key_K);
    QVERIFY(!m_view->followsEnd());
}

void TestTableView::heldWhileThePointerIsOverTheRows()
{
    showRows(10);
    QSignalSpy held(m_view.get(), &TableView::heldChanged);
    QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
    QCoreApplication::sendEvent(m_view->viewport(), &enter);
    QVERIFY(m_view->isHeld());
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(m_view->viewport(), &leave);
    QVERIFY(!m_view->isHeld());
    QVERIFY(held.count() >= 2);
}

void TestTableView::menuNamesTheRow()
{
    showRows(10);
    QSignalSpy menus(m_view.get(), &TableView::rowMenuRequested);
    const QPoint at(40, m_view->rowViewportPosition(2) + 5);
    QContextMenuEvent mouse(QContextMenuEvent::Mouse, at, m_view->viewport()->mapToGlobal(at));
    QCoreApplication::sendEvent(m_view->viewport(), &mouse);
    QCOMPARE(menus.count(), 1);
    QCOMPARE(menus.takeFirst().constFirst().toString(), QStringLiteral("PMT-2"));
    m_view->setCurrentId(QStringLiteral("PMT-7"));
    QContextMenuEvent keyboard(QContextMenuEvent::Keyboard, QPoint(), QPoint());
    QCoreApplication::sendEvent(m_view->viewport(), &keyboard);
    QCOMPARE(menus.count(), 1);
    QCOMPARE(menus.constFirst().constFirst().toString(), QStringLiteral("PMT-7"));
}

void TestTableView::headerMenuHidesAndShowsColumns()
{
    showRows(3);
    Q_EMIT m_view->horizontalHeader()->customContextMenuRequested(QPoint(10, 5));
    auto* menu = m_view->findChild<QMenu*>(QStringLiteral("columnMenu"));
    QVERIFY(menu != nullptr);
    QCOMPARE(menu->actions().constFirst()->text(), QStringLiteral("Id"));
    menu->actions().at(1)->trigger();
    QVERIFY(m_view->isColumnHidden(1));
    menu->actions().constLast()->trigger();
    QVERIFY(!m_view->isColumnHidden(1));
    menu->close();
}

void TestTableView::emptyStateIsShownWithoutRows()
{
    showRows(0);
    auto* empty =
        new EmptyState("inbox", QStringLiteral("All quiet"), QStringLiteral("No flag is open."));
    m_view->setEmptyState(empty);
    QVERIFY(empty->isVisible());
    QCOMPARE(empty->geometry(), m_view->viewport()->rect());
    m_rows->insert(0, numbered(0, 1));
    QVERIFY(!empty->isVisible());
    m_rows->remove(0, 1);
    QVERIFY(empty->isVisible());
    m_rows->reset(numbered(0, 2));
    QVERIFY(!empty->isVisible());
}

void TestTableView::timeRepaintsOnceASecond()
{
    showRows(3);
    auto* age = new AgeDelegate;
    m_view->setColumnDelegate(1, age);
    m_view->setNow(61'000);
    QCOMPARE(age->plainText(m_rows->index(0, 1)), QStringLiteral("1 min 01 s"));
    const QImage before = m_view->grab().toImage();
    m_view->setNow(61'900);
    QVERIFY(m_view->grab().toImage() == before);
    m_view->setNow(62'000);
    QVERIFY(m_view->grab().toImage() != before);
}

void TestTableView::tabLeavesTheTable()
{
    QWidget window;
    m_view->setParent(&window);
    auto* next = new QWidget(&window);
    next->setFocusPolicy(Qt::StrongFocus);
    m_rows->reset(numbered(0, 5));
    m_view->setModel(m_rows.get());
    window.show();
    window.activateWindow();
    m_view->setFocus();
    QTRY_VERIFY(m_view->hasFocus());
    QTest::keyClick(m_view.get(), Qt::Key_Tab);
    QVERIFY(!m_view->hasFocus());
    m_view->setParent(nullptr);
}

}  // namespace otto

QTEST_MAIN(otto::TestTableView)
#include "tst_TableView.moc"
