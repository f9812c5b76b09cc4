// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TimelineModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <algorithm>

namespace otto {

TimelineModel::TimelineModel(QObject* parent) : QAbstractTableModel(parent) {}

QString TimelineModel::idOf(const TimelineEntry& entry)
{
    // A duplicate has its original's message id; where it is kept tells them apart.
    return qText(entry.messageId) + QLatin1Char('@') + recordRefText(entry.at)
           + QString::number(static_cast<int>(entry.kind));
}

void TimelineModel::setEntries(const std::vector<TimelineEntry>& entries)
{
    const bool isPrefix = entries.size() >= m_entries.size()
                          && std::equal(m_entries.begin(), m_entries.end(), entries.begin(),
                                        [](const TimelineEntry& a, const TimelineEntry& b) {
                                            return a.time == b.time && idOf(a) == idOf(b)
                                                   && a.title == b.title && a.detail == b.detail;
                                        });
    if (!isPrefix) {
        beginResetModel();
        m_entries = entries;
        endResetModel();
    } else if (entries.size() > m_entries.size()) {
        beginInsertRows({}, rowCount(), static_cast<int>(entries.size()) - 1);
        m_entries = entries;
        endInsertRows();
    }
}

const TimelineEntry* TimelineModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_entries[static_cast<std::size_t>(row)];
}

int TimelineModel::rowOf(const QString& id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (idOf(*at(row)) == id) {
            return row;
        }
    }
    return -1;
}

int TimelineModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int TimelineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TimelineModel::text(int row, int column) const
{
    const TimelineEntry& entry = *at(row);
    switch (column) {
    case TimeColumn: return timeText(entry.time.ms);
    case GapColumn:
        return row == 0
                   ? QString()
                   : QStringLiteral("+") + durationText((entry.time - at(row - 1)->time).count());
    case SystemColumn: return systemName(entry.lane);
    case KindColumn: return recordKindWord(entry.kind);
    case TitleColumn: return qText(entry.title);
    case DetailColumn: return qText(entry.detail).left(1000);
    default: return {};
    }
}

QVariant TimelineModel::data(const QModelIndex& index, int role) const
{
    const TimelineEntry* entry = at(index.row());
    if (!index.isValid() || entry == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(index.row(), index.column());
    case IdRole: return idOf(*entry);
    case Qt::ToolTipRole:
        if (index.column() == DetailColumn) {
            return text(index.row(), DetailColumn);
        }
        return tr("Event time %1\nArrived here %2\nMessage %3\n%4")
            .arg(dateTimeText(entry->time.ms), dateTimeText(entry->arrivedAt.ms),
                 qText(entry->messageId), recordRefText(entry->at));
    default: return {};
    }
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section == GapColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TimeColumn: return tr("Event time");
    case GapColumn: return tr("Since last");
    case SystemColumn: return tr("System");
    case KindColumn: return tr("Class");
    case TitleColumn: return tr("Message");
    case DetailColumn: return tr("Says");
    default: return {};
    }
}

void TimelineModel::refreshTimes()
{
    if (!m_entries.empty()) {
        Q_EMIT dataChanged(index(0, TimeColumn), index(rowCount() - 1, TimeColumn));
    }
}

}  // namespace otto
