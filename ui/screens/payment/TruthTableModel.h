// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"
#include "ui/delegates/CellRoles.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace otto {

/// What every system itself asserted last about every field of one payment (product.md 3, idea 2).
/// Fields that systems contradict each other about come first; a cell without an assertion says so
/// in words.
class TruthTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// Full: a row a field, a column a system. Excerpt: a row a system that has spoken, a column
    /// one of the chosen fields, for narrow panes.
    enum class Shape { Full, Excerpt };

    enum Role : int {
        /// int(CellKind).
        CellKindRole = FirstModelRole,
        /// Qt::Edges of the outline around what disagrees.
        OutlineRole,
    };
    enum class CellKind { Label, NeverHeard, Fact, Answer };

    explicit TruthTableModel(Shape shape, QObject* parent = nullptr);

    /// Excerpt: the fields shown, in this order.
    void setFields(const QStringList& fields);
    void setTable(const TruthTable& table);
    void clear() { setTable({}); }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// The assertion shown in a cell; null for labels and where nothing was heard.
    const TruthCell* cellAt(const QModelIndex& index) const;
    /// "Zelle says SENT since 14:02:10.120 (fact 0195..., pc.qa... 3:17)."
    QString sentenceAt(const QModelIndex& index) const;

private:
    /// Of the table, for a cell beside the labels.
    struct Place
    {
        std::size_t row = 0;
        std::size_t system = 0;
    };
    Place placeOf(const QModelIndex& index) const;
    QVariant labelData(const QModelIndex& index, int role) const;
    Qt::Edges outlineOf(const QModelIndex& index) const;
    bool disagrees(const QModelIndex& index) const;

    const Shape m_shape;
    QStringList m_fields;
    TruthTable m_table;
    /// Excerpt: the systems with at least one assertion about the chosen fields.
    std::vector<std::size_t> m_spoken;
};

}  // namespace otto
