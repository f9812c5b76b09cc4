// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellRoles.h"
#include "ui/models/RowTableBase.h"

#include <QHash>

#include <algorithm>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>
#include <vector>

namespace otto {

/// A live table over mirrored rows that are known by id: one apply() a frame updates in place,
/// tells the view about runs of changed rows at once and inserts new rows once. The order is data
/// of the model, never a proxy's, and changes only as RowTableBase says. At most `capacity` rows
/// are kept: the oldest that isOver() leave first.
///
/// A subclass says what a row is: idOf(), cell(), before(), and if it wants isOver(), searchText().
template <typename Row>
class RowTableModel : public RowTableBase
{
public:
    using Filter = std::function<bool(const Row&)>;

    RowTableModel(std::vector<TableColumn> columns, int capacity, QObject* parent = nullptr)
        : RowTableBase(std::move(columns), parent), m_capacity(capacity)
    {}

    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_order.size());
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        const Row* row = rowAt(index.row());
        if (!index.isValid() || row == nullptr)
            return {};
        if (role == IdRole)
            return slotAt(index.row()).id;
        return cell(*row, index.column(), role);
    }

    /// Sorts by a column at once: an act of the operator. Column -1 is the model's own order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override
    {
        m_sortColumn = column;
        m_sortOrder = order;
        settle();
    }

    int rowOfId(const QString& id) const override
    {
        const auto found = m_slotOf.constFind(id);
        return found == m_slotOf.cend() ? -1 : m_slots[*found].shownAt;
    }

    int shownCount() const override { return rowCount(); }
    int totalCount() const override
    {
        return static_cast<int>(
            std::count_if(m_slots.begin(), m_slots.end(),
                          [this](const Slot& s) { return s.isUsed && passes(*s.row); }));
    }
    /// Rows held, whatever is shown.
    int heldCount() const { return static_cast<int>(m_slotOf.size()); }
    std::uint64_t droppedCount() const { return m_dropped; }

    /// Null when out of range or unknown.
    const Row* rowAt(int row) const
    {
        return row < 0 || row >= rowCount() ? nullptr : slotAt(row).row.get();
    }
    const Row* find(const QString& id) const
    {
        const auto found = m_slotOf.constFind(id);
        return found == m_slotOf.cend() ? nullptr : m_slots[*found].row.get();
    }
    /// The same, to be kept: a row never changes, another takes its place.
    std::shared_ptr<const Row> share(const QString& id) const
    {
        const auto found = m_slotOf.constFind(id);
        return found == m_slotOf.cend() ? nullptr : m_slots[*found].row;
    }
    /// Every row held, in no order.
    std::vector<std::shared_ptr<const Row>> snapshot() const
    {
        std::vector<std::shared_ptr<const Row>> rows;
        rows.reserve(m_slots.size());
        for (const Slot& s : m_slots) {
            if (s.isUsed)
                rows.push_back(s.row);
        }
        return rows;
    }
    /// Every row held, in no order.
    void forEach(const std::function<void(const Row&)>& visit) const
    {
        for (const Slot& s : m_slots) {
            if (s.isUsed)
                visit(*s.row);
        }
    }

    /// Which rows this table is about (a tab, open ones only). An act of the operator.
    void setFilter(Filter filter)
    {
        m_filter = std::move(filter);
        refilter();
    }

    /// New and changed rows of one frame.
    void apply(const std::vector<Row>& upserts)
    {
        if (upserts.empty())
            return;
        std::vector<int> touched;
        std::vector<std::size_t> arrived;
        bool mustSettle = false;
        for (const Row& row : upserts)
            mustSettle |= mirror(row, touched, arrived);
        std::sort(arrived.begin(), arrived.end());
        arrived.erase(std::unique(arrived.begin(), arrived.end()), arrived.end());
        announceChanges(touched);
        if (!arrived.empty() && isHeld()) {
            appendRows(arrived);
            setUnsorted(unsortedCount() + static_cast<int>(arrived.size()));
        }
        if (mustSettle || !arrived.empty())
            requestSettle();
        if (heldCount() > 2 * m_capacity)
            settle();
        Q_EMIT countsChanged();
    }

    /// Forgets every row.
    void clear()
    {
        beginResetModel();
        m_slots.clear();
        m_free.clear();
        m_slotOf.clear();
        m_order.clear();
        endResetModel();
        setUnsorted(0);
        Q_EMIT countsChanged();
    }

protected:
    virtual QString idOf(const Row& row) const = 0;
    virtual QVariant cell(const Row& row, int column, int role) const = 0;
    /// Strict weak order by a column, ascending; -1 is the model's own order and decides ties.
    virtual bool before(const Row& a, const Row& b, int column) const = 0;
    /// May be dropped when there is no room.
    virtual bool isOver(const Row&) const { return false; }
    /// What free text is looked for in; the shown text of all columns unless told otherwise.
    virtual QString searchText(const Row& row) const
    {
        QString text;
        for (int column = 0; column < columnCount(); ++column) {
            text += cell(row, column, Qt::DisplayRole).toString();
            text += QLatin1Char('\n');
        }
        return text;
    }

    void settleRows() override
    {
        dropOldest();
        removeLeaving();
        std::vector<std::size_t> arriving;
        for (std::size_t at = 0; at < m_slots.size(); ++at) {
            if (m_slots[at].isUsed && m_slots[at].shownAt < 0 && belongs(*m_slots[at].row))
                arriving.push_back(at);
        }
        if (m_order.empty())
            std::sort(arriving.begin(), arriving.end(), ordering());
        appendRows(arriving);
        reorder();
        Q_EMIT countsChanged();
    }

    void refilter() override
    {
        beginResetModel();
        m_order.clear();
        for (std::size_t at = 0; at < m_slots.size(); ++at) {
            Slot& s = m_slots[at];
            s.shownAt = -1;
            if (s.isUsed && belongs(*s.row))
                m_order.push_back(at);
        }
        std::sort(m_order.begin(), m_order.end(), ordering());
        number(0);
        endResetModel();
        setUnsorted(0);
        Q_EMIT countsChanged();
    }

private:
    struct Slot
    {
        std::shared_ptr<const Row> row;
        QString id;
        /// Order of arrival, for ties and for dropping the oldest.
        std::uint64_t serial = 0;
        int shownAt = -1;
        bool isUsed = false;
    };

    const Slot& slotAt(int row) const { return m_slots[m_order[static_cast<std::size_t>(row)]]; }
    bool passes(const Row& row) const { return !m_filter || m_filter(row); }
    bool belongs(const Row& row) const
    {
        return passes(row) && (!hasFilterWords() || matchesWords(searchText(row)));
    }

    /// Returns whether the order may have changed.
    bool mirror(const Row& row, std::vector<int>& touched, std::vector<std::size_t>& arrived)
    {
        const QString id = idOf(row);
        const auto found = m_slotOf.constFind(id);
        std::size_t at = 0;
        if (found == m_slotOf.cend()) {
            at = takeSlot();
            m_slots[at].id = id;
            m_slots[at].serial = ++m_serial;
            m_slotOf.insert(id, at);
        } else {
            at = *found;
        }
        Slot& s = m_slots[at];
        s.row = std::make_shared<const Row>(row);
        if (s.shownAt >= 0) {
            touched.push_back(s.shownAt);
            return true;
        }
        if (belongs(row))
            arrived.push_back(at);
        return false;
    }

    std::size_t takeSlot()
    {
        if (!m_free.empty()) {
            const std::size_t at = m_free.back();
            m_free.pop_back();
            m_slots[at].isUsed = true;
            return at;
        }
        m_slots.emplace_back();
        m_slots.back().isUsed = true;
        return m_slots.size() - 1;
    }

    void announceChanges(std::vector<int>& touched)
    {
        if (touched.empty())
            return;
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        const int lastColumn = columnCount() - 1;
        // Above half of the rows one range costs less than its runs.
        if (static_cast<int>(touched.size()) * 2 > rowCount()) {
            Q_EMIT dataChanged(index(touched.front(), 0), index(touched.back(), lastColumn));
            return;
        }
        for (std::size_t from = 0; from < touched.size();) {
            std::size_t to = from;
            while (to + 1 < touched.size() && touched[to + 1] == touched[to] + 1)
                ++to;
            Q_EMIT dataChanged(index(touched[from], 0), index(touched[to], lastColumn));
            from = to + 1;
        }
    }

    void appendRows(const std::vector<std::size_t>& arriving)
    {
        if (arriving.empty())
            return;
        const std::size_t first = m_order.size();
        beginInsertRows({}, static_cast<int>(first), static_cast<int>(first + arriving.size()) - 1);
        m_order.insert(m_order.end(), arriving.begin(), arriving.end());
        number(first);
        endInsertRows();
    }

    void removeLeaving()
    {
        for (int last = rowCount() - 1; last >= 0; --last) {
            if (belongs(*slotAt(last).row))
                continue;
            int first = last;
            while (first > 0 && !belongs(*slotAt(first - 1).row))
                --first;
            removeRun(first, last);
            last = first;
        }
    }

    void removeRun(int first, int last)
    {
        beginRemoveRows({}, first, last);
        for (int row = first; row <= last; ++row)
            m_slots[m_order[static_cast<std::size_t>(row)]].shownAt = -1;
        m_order.erase(m_order.begin() + first, m_order.begin() + last + 1);
        number(static_cast<std::size_t>(first));
        endRemoveRows();
    }

    void reorder()
    {
        std::vector<std::size_t> sorted = m_order;
        std::sort(sorted.begin(), sorted.end(), ordering());
        if (sorted == m_order)
            return;
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        const QModelIndexList before = persistentIndexList();
        std::vector<std::size_t> slotBefore;
        slotBefore.reserve(static_cast<std::size_t>(before.size()));
        for (const QModelIndex& i : before)
            slotBefore.push_back(m_order[static_cast<std::size_t>(i.row())]);
        m_order = std::move(sorted);
        number(0);
        QModelIndexList after;
        after.reserve(before.size());
        for (qsizetype i = 0; i < before.size(); ++i)
            after.append(index(m_slots[slotBefore[static_cast<std::size_t>(i)]].shownAt,
                               before[i].column()));
        changePersistentIndexList(before, after);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    }

    void dropOldest()
    {
        if (heldCount() <= m_capacity)
            return;
        std::vector<std::size_t> over;
        for (std::size_t at = 0; at < m_slots.size(); ++at) {
            if (m_slots[at].isUsed && isOver(*m_slots[at].row))
                over.push_back(at);
        }
        const auto bySerial = [this](std::size_t a, std::size_t b) {
            return m_slots[a].serial < m_slots[b].serial;
        };
        std::sort(over.begin(), over.end(), bySerial);
        const std::size_t surplus = static_cast<std::size_t>(heldCount() - m_capacity);
        over.resize(std::min(over.size(), surplus));
        std::vector<int> shown;
        for (const std::size_t at : over) {
            if (m_slots[at].shownAt >= 0)
                shown.push_back(m_slots[at].shownAt);
        }
        std::sort(shown.rbegin(), shown.rend());
        for (const int row : shown)
            removeRun(row, row);
        for (const std::size_t at : over) {
            m_slotOf.remove(m_slots[at].id);
            m_slots[at] = Slot{};
            m_free.push_back(at);
            ++m_dropped;
        }
    }

    void number(std::size_t from)
    {
        for (std::size_t row = from; row < m_order.size(); ++row)
            m_slots[m_order[row]].shownAt = static_cast<int>(row);
    }

    auto ordering() const
    {
        return [this](std::size_t left, std::size_t right) {
            const Slot& a = m_slots[left];
            const Slot& b = m_slots[right];
            const bool up = m_sortOrder == Qt::AscendingOrder;
            if (m_sortColumn >= 0) {
                if (before(*a.row, *b.row, m_sortColumn))
                    return up;
                if (before(*b.row, *a.row, m_sortColumn))
                    return !up;
            }
            if (before(*a.row, *b.row, -1))
                return true;
            if (before(*b.row, *a.row, -1))
                return false;
            return a.serial < b.serial;
        };
    }

    const int m_capacity;
    Filter m_filter;
    std::vector<Slot> m_slots;
    std::vector<std::size_t> m_free;
    QHash<QString, std::size_t> m_slotOf;
    /// Slots of the shown rows, in shown order.
    std::vector<std::size_t> m_order;
    std::uint64_t m_serial = 0;
    std::uint64_t m_dropped = 0;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

}  // namespace otto
