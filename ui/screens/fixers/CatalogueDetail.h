// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QWidget>

class QPushButton;

namespace otto {

class EngineClient;
class InspectorPane;
class KeyValueGrid;
class OttoLabel;
class PaymentIdEdit;

/// One fixer of the catalogue in full, and the way to its sheet: choose a payment, Enter.
class CatalogueDetail : public QWidget
{
    Q_OBJECT

public:
    explicit CatalogueDetail(EngineClient& client, QWidget* parent = nullptr);

    /// Null: nothing selected.
    void setFixer(const FixerView* fixer);
    void focusPayment();

Q_SIGNALS:
    void sheetRequested(const QString& fixer, const QString& paymentId);

private:
    void open();

    QString m_fixer;
    InspectorPane* m_pane;
    OttoLabel* m_description;
    PaymentIdEdit* m_payment;
    QPushButton* m_open;
    KeyValueGrid* m_grid;
    KeyValueGrid* m_parameters;
    KeyValueGrid* m_reasons;
};

}  // namespace otto
