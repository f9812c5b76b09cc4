// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/ColumnFit.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>
#include <utility>

namespace otto {

namespace {

/// Of a column without a width that the operator asks for.
constexpr int kChosenWidth = 120;

int leastOf(const QList<ColumnWidth>& columns)
{
    int total = 0;
    for (const ColumnWidth& column : columns) {
        total += column.wanted > 0 ? column.least : 0;
    }
    return total;
}

/// Hides the column that gives way first; false when none may.
bool hideNext(QList<ColumnWidth>& columns)
{
    ColumnWidth* next = nullptr;
    for (ColumnWidth& column : columns) {
        if (column.wanted > 0 && column.rank > 0 && (!next || column.rank >= next->rank)) {
            next = &column;
        }
    }
    if (next != nullptr) {
        next->wanted = 0;
    }
    return next != nullptr;
}

/// Adds `room` px to the widths in proportion to `parts`; the last takes what rounding left.
void spread(QList<int>& widths, const QList<int>& parts, int room)
{
    int partsLeft = 0;
    for (const int part : parts) {
        partsLeft += part;
    }
    for (qsizetype i = 0; i < widths.size() && partsLeft > 0; ++i) {
        const int more = room * parts[i] / partsLeft;
        widths[i] += more;
        room -= more;
        partsLeft -= parts[i];
    }
}

}  // namespace

QList<int> ColumnFit::fitted(QList<ColumnWidth> columns, int available)
{
    while (leastOf(columns) > available && hideNext(columns)) {}
    QList<int> widths;
    QList<int> wishes;
    QList<int> shares;
    int wished = 0;
    for (const ColumnWidth& column : std::as_const(columns)) {
        const bool isShown = column.wanted > 0;
        widths.append(isShown ? column.least : 0);
        wishes.append(isShown ? std::max(0, column.wanted - column.least) : 0);
        shares.append(isShown ? column.share : 0);
        wished += wishes.last();
    }
    const int room = std::max(0, available - leastOf(columns));
    spread(widths, wishes, std::min(room, wished));
    spread(widths, shares, std::max(0, room - wished));
    return widths;
}

ColumnFit::ColumnFit(QTableView& table) : QObject(&table), m_table(table)
{
    QHeaderView* header = table.horizontalHeader();
    table.viewport()->installEventFilter(this);
    header->viewport()->installEventFilter(this);
    connect(header, &QHeaderView::sectionResized, this,
            [this] { m_isOperators = m_isOperators || (m_isHeaderPressed && !m_isFitting); });
}

void ColumnFit::setWidths(QList<ColumnWidth> widths)
{
    m_widths = std::move(widths);
    m_fittedWidth = -1;
    fit();
}

void ColumnFit::choose(int column, bool isShown)
{
    m_chosen[column] = isShown;
    m_fittedWidth = -1;
    fit();
}

void ColumnFit::fit()
{
    const int available = m_table.viewport()->width();
    if (m_widths.isEmpty() || m_isOperators || m_isFitting || available == m_fittedWidth) {
        return;
    }
    m_fittedWidth = available;
    QList<ColumnWidth> columns = m_widths;
    for (auto chosen = m_chosen.cbegin(); chosen != m_chosen.cend(); ++chosen) {
        if (chosen.key() < columns.size()) {
            ColumnWidth& column = columns[chosen.key()];
            if (column.wanted == 0) {
                column.wanted = column.least = kChosenWidth;
            }
            column.wanted = chosen.value() ? column.wanted : 0;
            column.rank = 0;
        }
    }
    m_isFitting = true;
    const QList<int> widths = fitted(columns, available);
    for (int i = 0; i < widths.size(); ++i) {
        m_table.setColumnHidden(i, widths[i] == 0);
        if (widths[i] > 0) {
            m_table.setColumnWidth(i, widths[i]);
        }
    }
    m_isFitting = false;
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event)
{
    const bool isHeader = watched == m_table.horizontalHeader()->viewport();
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonDblClick: m_isHeaderPressed = isHeader; break;
    case QEvent::MouseButtonRelease: m_isHeaderPressed = false; break;
    case QEvent::Resize:
        if (!isHeader) {
            fit();
        }
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace otto
