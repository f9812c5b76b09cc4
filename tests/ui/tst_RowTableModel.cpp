// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "ui/models/OrderHold.h"
#include "ui/models/RowTableModel.h"
#include "ui/widgets/TableView.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <memory>
#include <random>

using namespace otto;
using namespace otto::test;

namespace {

struct Item
{
    QString id;
    int rank = 0;
    QString text;
    bool isOver = false;
};

class ItemModel : public RowTableModel<Item>
{
public:
    explicit ItemModel(int capacity = 1000)
        : RowTableModel({{QStringLiteral("Id"), {}},
                         {QStringLiteral("Rank"), {}},
                         {QStringLiteral("Text"), {}}},
                        capacity)
    {}

protected:
    QString idOf(const Item& row) const override { return row.id; }
    QVariant cell(const Item& row, int column, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        return column == 0   ? QVariant(row.id)
               : column == 1 ? QVariant(row.rank)
                             : QVariant(row.text);
    }
    bool before(const Item& a, const Item& b, int column) const override
    {
        return column == 0 ? a.id < b.id : column == 2 ? a.text < b.text : a.rank < b.rank;
    }
    bool isOver(const Item& row) const override { return row.isOver; }
};

Item item(const char* id, int rank, const char* text = "")
{
    return Item{QString::fromLatin1(id), rank, QString::fromUtf8(text), false};
}

}  // namespace

class tst_RowTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_model = std::make_unique<ItemModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void firstRowsComeSorted()
    {
        m_model->apply({item("c", 3), item("a", 1), item("b", 2)});
        QCOMPARE(printModel(*m_model), QStringLiteral("a | 1 | \nb | 2 | \nc | 3 | \n"));
    }

    void equalRowsKeepTheOrderOfArrival()
    {
        m_model->apply({item("z", 1), item("y", 1), item("x", 1)});
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("z\ny\nx\n"));
        m_model->sort(1, Qt::DescendingOrder);
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("z\ny\nx\n"));
    }

    void changedRowIsUpdatedInPlaceAndAnnouncedOnce()
    {
        m_model->apply({item("a", 1), item("b", 2), item("c", 3), item("d", 4), item("e", 5)});
        m_model->setHeld(true);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->apply({item("d", 4, "new"), item("c", 3, "new")});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).value<QModelIndex>().row(), 2);
        QCOMPARE(changed.at(0).at(1).value<QModelIndex>().row(), 3);
        QCOMPARE(m_model->index(2, 2).data().toString(), QStringLiteral("new"));
    }

    void scatteredChangesBecomeRuns()
    {
        std::vector<Item> rows;
        for (int i = 0; i < 20; ++i)
            rows.push_back(Item{QString::number(i), i, {}, false});
        m_model->apply(rows);
        m_model->setHeld(true);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->apply({rows[2], rows[3], rows[9], rows[15]});
        QCOMPARE(changed.count(), 3);
    }

    void manyChangesBecomeOneRange()
    {
        std::vector<Item> rows;
        for (int i = 0; i < 20; ++i)
            rows.push_back(Item{QString::number(i), i, {}, false});
        m_model->apply(rows);
        m_model->setHeld(true);
        std::vector<Item> odd;
        for (std::size_t i = 0; i < rows.size(); i += 2)
            odd.push_back(rows[i]);
        odd.push_back(rows[1]);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->apply(odd);
        QCOMPARE(changed.count(), 1);
    }

    void heldRowsKeepTheirPlacesAndNewOnesComeLast()
    {
        m_model->apply({item("b", 2), item("d", 4)});
        m_model->setHeld(true);
        QSignalSpy unsorted(m_model.get(), &RowTableBase::unsortedChanged);
        m_model->apply({item("a", 1), item("d", 0)});
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("b\nd\na\n"));
        QCOMPARE(m_model->unsortedCount(), 1);
        m_model->setHeld(false);
        QTRY_COMPARE(printModel(*m_model, {0}), QStringLiteral("d\na\nb\n"));
        QCOMPARE(m_model->unsortedCount(), 0);
        QCOMPARE(unsorted.count(), 2);
    }

    void heldRowsThatNoLongerBelongStayUntilReleased()
    {
        m_model->setFilter([](const Item& row) { return !row.isOver; });
        m_model->apply({item("a", 1), item("b", 2), item("c", 3)});
        m_model->setHeld(true);
        Item over = item("b", 2);
        over.isOver = true;
        m_model->apply({over});
        QCOMPARE(m_model->rowCount(), 3);
        m_model->settle();
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("a\nc\n"));
    }

    void unaskedOrderChangesAtMostFourTimesASecond()
    {
        m_model->apply({item("b", 2)});
        QSignalSpy layout(m_model.get(), &QAbstractItemModel::layoutChanged);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        for (int rank = 1; rank < 8; ++rank)
            m_model->apply({Item{QString::number(rank), -rank, {}, false}});
        QCOMPARE(inserted.count(), 0);
        QTRY_COMPARE(m_model->rowCount(), 8);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(layout.count(), 1);
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("7\n6\n5\n4\n3\n2\n1\nb\n"));
    }

    void persistentIndexFollowsItsRow()
    {
        m_model->apply({item("a", 1), item("b", 2), item("c", 3)});
        const QPersistentModelIndex b = m_model->index(m_model->rowOfId(QStringLiteral("b")), 2);
        m_model->sort(1, Qt::DescendingOrder);
        m_model->apply({item("b", 9)});
        m_model->settle();
        QCOMPARE(b.row(), 0);
        QCOMPARE(m_model->index(b.row(), 0).data().toString(), QStringLiteral("b"));
        QCOMPARE(b.column(), 2);
    }

    void freeTextNeedsEveryWordInAnyCase()
    {
        m_model->apply({item("a", 1, "Zelle FAILED"), item("b", 2, "zelle sent"),
                        item("c", 3, "limits failed")});
        m_model->setFilterText(QStringLiteral("failed  zELLE"));
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("a\n"));
        QCOMPARE(m_model->totalCount(), 3);
        m_model->apply({item("d", 0, "Zelle: failed again")});
        m_model->settle();
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("d\na\n"));
        m_model->setFilterText({});
        QCOMPARE(m_model->rowCount(), 4);
    }

    void oldestThatAreOverLeaveWhenThereIsNoRoom()
    {
        ItemModel model(3);
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::Fatal);
        std::vector<Item> rows{item("a", 1), item("b", 2), item("c", 3), item("d", 4),
                               item("e", 5)};
        rows[1].isOver = rows[2].isOver = rows[4].isOver = true;
        model.apply(rows);
        model.settle();
        QCOMPARE(printModel(model, {0}), QStringLiteral("a\nd\ne\n"));
        QCOMPARE(model.droppedCount(), std::uint64_t{2});
        QCOMPARE(model.rowOfId(QStringLiteral("b")), -1);
        model.apply({item("b", 0)});
        model.settle();
        QCOMPARE(printModel(model, {0}), QStringLiteral("b\na\nd\n"));
    }

    void randomFramesEqualANaiveTable()
    {
        std::mt19937 random(20260302);
        const auto pick = [&](int below) {
            return static_cast<int>(random() % static_cast<unsigned>(below));
        };
        std::map<QString, Item> oracle;
        m_model->setFilter([](const Item& row) { return !row.isOver; });
        for (int frame = 0; frame < 200; ++frame) {
            std::vector<Item> upserts;
            for (int i = pick(12); i > 0; --i) {
                Item row{QString::number(pick(60)), pick(1000), {}, pick(4) == 0};
                // Ranks decide alone, so that the oracle needs no arrival order.
                row.rank = row.rank * 100 + row.id.toInt();
                oracle[row.id] = row;
                upserts.push_back(row);
            }
            m_model->setHeld(pick(3) == 0);
            m_model->apply(upserts);
            m_model->setHeld(false);
            m_model->settle();
            std::map<int, QString> expected;
            for (const auto& [id, row] : oracle) {
                if (!row.isOver)
                    expected[row.rank] = id;
            }
            QString text;
            for (const auto& [rank, id] : expected)
                text += id + QLatin1Char('\n');
            QCOMPARE(printModel(*m_model, {0}), text);
        }
    }

    void pointerOverTheTableHoldsTheOrder()
    {
        TableView view(QStringLiteral("Items"));
        view.setModel(m_model.get());
        new OrderHold(&view, m_model.get());
        view.resize(400, 300);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        m_model->apply({item("b", 2), item("c", 3)});
        QEnterEvent enter({5, 5}, {5, 5}, {5, 5});
        QCoreApplication::sendEvent(view.viewport(), &enter);
        QVERIFY(m_model->isHeld());
        m_model->apply({item("a", 1)});
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("b\nc\na\n"));
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(view.viewport(), &leave);
        QTRY_COMPARE(printModel(*m_model, {0}), QStringLiteral("a\nb\nc\n"));
    }

    void workingWithKeysHoldsTheOrderAndF5SortsAtOnce()
    {
        TableView view(QStringLiteral("Items"));
        view.setModel(m_model.get());
        new OrderHold(&view, m_model.get());
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setFocus();
        m_model->apply({item("b", 2), item("c", 3)});
        QVERIFY(!m_model->isHeld());
        QTest::keyClick(&view, Qt::Key_J);
        QVERIFY(m_model->isHeld());
        m_model->apply({item("a", 1)});
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("b\nc\na\n"));
        QTest::keyClick(&view, Qt::Key_F5);
        QCOMPARE(printModel(*m_model, {0}), QStringLiteral("a\nb\nc\n"));
    }

private:
    std::unique_ptr<ItemModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(tst_RowTableModel)
#include "tst_RowTableModel.moc"
