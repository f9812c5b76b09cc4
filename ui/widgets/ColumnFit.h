// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QList>
#include <QObject>

class QTableView;

namespace otto {

/// How wide a column of a table wants to be, in px.
struct ColumnWidth
{
    // Converts from a bare number on purpose: most columns are of one width.
    ColumnWidth(int wantedPx, int leastPx = 0, int shareOfRest = 0, int rankToGo = 0)
        : wanted(wantedPx),
          least(leastPx > 0 ? leastPx : wantedPx),
          share(shareOfRest),
          rank(rankToGo)
    {}

    /// 0: hidden until the operator asks for it.
    int wanted;
    /// Narrower than this, it says nothing.
    int least;
    /// Part of the room that is left when every column is as wide as it wants.
    int share;
    /// 0: always shown. Otherwise it gives way while room is short, the highest rank first: what it
    /// says is also said elsewhere, in an inspector.
    int rank;
};

/// Keeps the columns of a table within its width, so that nothing important is out of sight: each
/// time the width changes it hides what may give way, and shares what is left. What the operator
/// does to a column stands: a column chosen in the header's menu stays chosen, and after a drag of
/// a column's edge the widths are the operator's. Owned by the table; GUI thread only.
class ColumnFit : public QObject
{
    Q_OBJECT

public:
    explicit ColumnFit(QTableView& table);

    /// One a column, from the first on. @pre the table has its model.
    void setWidths(QList<ColumnWidth> widths);

    /// The operator shows or hides a column.
    void choose(int column, bool isShown);

    /// Widths in px for `available` px, 0 for a hidden column. The widths are wider than
    /// `available` only when the columns that never give way are.
    static QList<int> fitted(QList<ColumnWidth> columns, int available);

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();

    QTableView& m_table;
    QList<ColumnWidth> m_widths;
    QHash<int, bool> m_chosen;
    int m_fittedWidth = -1;
    bool m_isFitting = false;
    bool m_isHeaderPressed = false;
    bool m_isOperators = false;
};

}  // namespace otto
