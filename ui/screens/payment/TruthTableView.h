// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/payment/TruthTableModel.h"
#include "ui/widgets/TableView.h"

namespace otto {

/// The truth table as a grid of cells with provenance: tooltip and description() say who said it
/// when and where it is recorded. As tall as its rows, up to kRowsAtOnce. Object name "truthTable".
class TruthTableView : public TableView
{
    Q_OBJECT

public:
    static constexpr int kRowsAtOnce = 7;

    explicit TruthTableView(TruthTableModel::Shape shape, QWidget* parent = nullptr);

    /// Keeps the current cell when its row and column stay.
    void setTable(const TruthTable& table);
    TruthTableModel* truth() const { return m_model; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// A cell became current; the sentence says where it comes from. Empty for none.
    void cellDescribed(const QString& sentence);
    /// Enter or double click on a cell with an assertion.
    void assertionActivated(const QString& messageId);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void applyRowHeight();
    void spreadColumns();
    void activate(const QModelIndex& index);

    const TruthTableModel::Shape m_shape;
    TruthTableModel* m_model;
};

}  // namespace otto
