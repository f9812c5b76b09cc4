// SPDX-License-Identifier: Apache-2.0
#include "ui/models/RowTableBase.h"

#include <algorithm>

namespace otto {

RowTableBase::RowTableBase(std::vector<TableColumn> columns, QObject* parent)
    : QAbstractTableModel(parent), m_columns(std::move(columns))
{
    m_settleTimer.setSingleShot(true);
    connect(&m_settleTimer, &QTimer::timeout, this, [this] {
        if (m_settleWanted && !m_held)
            settle();
    });
}

int RowTableBase::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant RowTableBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const TableColumn& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole: return column.header;
    case Qt::ToolTipRole: return column.tip.isEmpty() ? QVariant() : QVariant(column.tip);
    case Qt::TextAlignmentRole: return QVariant(column.alignment);
    default: return {};
    }
}

void RowTableBase::setHeld(bool held)
{
    if (m_held == held)
        return;
    m_held = held;
    if (!m_held && m_settleWanted)
        requestSettle();
}

void RowTableBase::settle()
{
    m_settleTimer.stop();
    m_settleWanted = false;
    m_sinceSettle.start();
    settleRows();
    setUnsorted(0);
}

void RowTableBase::requestSettle()
{
    m_settleWanted = true;
    if (m_held)
        return;
    const qint64 elapsed = m_sinceSettle.isValid() ? m_sinceSettle.elapsed() : kSettleMs;
    if (elapsed >= kSettleMs)
        settle();
    else if (!m_settleTimer.isActive())
        m_settleTimer.start(static_cast<int>(kSettleMs - elapsed));
}

void RowTableBase::setFilterText(const QString& text)
{
    QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (words == m_filterWords)
        return;
    m_filterWords = std::move(words);
    refilter();
}

void RowTableBase::refreshAll()
{
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

bool RowTableBase::matchesWords(const QString& searchText) const
{
    return std::all_of(m_filterWords.begin(), m_filterWords.end(), [&](const QString& word) {
        return searchText.contains(word, Qt::CaseInsensitive);
    });
}

void RowTableBase::setUnsorted(int count)
{
    if (m_unsorted == count)
        return;
    m_unsorted = count;
    Q_EMIT unsortedChanged(count);
}

}  // namespace otto
