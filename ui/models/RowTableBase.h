// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/widgets/RowLookup.h"

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace otto {

/// One column of a live table.
struct TableColumn
{
    QString header;
    /// One sentence for the header's tooltip; empty for none.
    QString tip;
    Qt::Alignment alignment = Qt::AlignLeft | Qt::AlignVCenter;
};

/// What live tables share whatever their rows are: columns, when the order may change, and what the
/// screen must say about it. See RowTableModel. GUI thread only.
class RowTableBase : public QAbstractTableModel, public RowLookup
{
    Q_OBJECT

public:
    /// Least time between two changes of the order that nobody asked for.
    static constexpr int kSettleMs = 250;

    explicit RowTableBase(std::vector<TableColumn> columns, QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// While held, rows keep their places: new rows come at the end, rows that no longer belong
    /// here stay, and the order is made good on release (or by settle(), the operator's F5).
    void setHeld(bool held);
    bool isHeld() const { return m_held; }

    /// Rows at the end that wait for their place.
    int unsortedCount() const { return m_unsorted; }

    /// Drops rows that no longer belong here and sorts, held or not.
    void settle();

    /// Free text: every word must occur in what searchText() of the row says, in any case.
    void setFilterText(const QString& text);
    QString filterText() const { return m_filterWords.join(QLatin1Char(' ')); }

    /// Repaints cells that show a time of day.
    void refreshAll();

    virtual int shownCount() const = 0;
    /// Rows the model holds that pass the screen's own filter, before free text.
    virtual int totalCount() const = 0;

Q_SIGNALS:
    void unsortedChanged(int count);
    /// Rows came, went or changed: counts on screen may be outdated.
    void countsChanged();

protected:
    /// Called when the order may be made good; emits the model's signals.
    virtual void settleRows() = 0;
    /// The operator changed the filter: rows are chosen anew.
    virtual void refilter() = 0;

    bool matchesWords(const QString& searchText) const;
    bool hasFilterWords() const { return !m_filterWords.isEmpty(); }
    void setUnsorted(int count);
    /// The order is no longer good; makes it good now, in a moment, or after release.
    void requestSettle();

private:
    std::vector<TableColumn> m_columns;
    QStringList m_filterWords;
    QTimer m_settleTimer;
    QElapsedTimer m_sinceSettle;
    bool m_held = false;
    bool m_settleWanted = false;
    int m_unsorted = 0;
};

}  // namespace otto
