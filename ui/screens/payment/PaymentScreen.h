// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QWidget>

namespace otto {

class EngineClient;

/// One payment across all systems: what each of them says, in which order it happened, and what Otto
/// asked and repaired. Object name "paymentScreen".
class PaymentScreen : public QWidget
{
    Q_OBJECT

public:
    explicit PaymentScreen(EngineClient& client, QWidget* parent = nullptr);

    void openPayment(const PaymentId& id);
    /// Ctrl+G from any screen: the cursor goes to the id field, its text selected.
    void focusIdField();

Q_SIGNALS:
    void recordRequested(const otto::RecordRef& at);
};

}  // namespace otto
