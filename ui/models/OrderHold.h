// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>
#include <QTimer>

namespace otto {

class RowTableBase;
class TableView;

/// Rows never move under the cursor: holds a model's order while the pointer is over its table, a
/// menu of it is open, or the operator has used the keyboard in it within the last kKeyboardHoldMs.
/// A table that merely has the focus at an unattended desk goes on sorting. F5 in the table sorts
/// at once.
class OrderHold : public QObject
{
    Q_OBJECT

public:
    static constexpr int kKeyboardHoldMs = 8000;

    /// Both outlive this; it is a child of the view.
    OrderHold(TableView* view, RowTableBase* model);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void update();

    TableView* m_view;
    RowTableBase* m_model;
    QTimer m_keyboard;
};

}  // namespace otto
