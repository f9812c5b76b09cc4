// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "core/engine/view/PaymentView.h"
#include "ui/screens/Screen.h"

class QStackedWidget;

namespace otto {

class EmptyState;
class PaymentActions;
class PaymentHeader;
class PaymentIdEdit;
class PaymentSide;
class PaymentStory;
class PaymentWatch;

/// One payment across all systems: what each of them says, in which order it happened, and what
/// Otto asked and repaired. Keeps itself fresh while deltas touch the payment.
class PaymentScreen : public Screen
{
    Q_OBJECT

public:
    explicit PaymentScreen(EngineClient& engine, QWidget* parent = nullptr);

    void openPayment(const PaymentId& id);
    /// Ctrl+G from any screen: the cursor goes to the id field, its text selected.
    void focusIdField();
    void refreshTimes();

Q_SIGNALS:
    void recordRequested(const otto::RecordRef& at);
    void fixRequested(const otto::CommandId& id);

private:
    QWidget* makePayment();
    void buildKeys();
    void applyDelta(const Delta& delta);
    void showPayment(const PaymentView& view);
    void showUnknown(const Error& error);

    PaymentIdEdit* m_id;
    QStackedWidget* m_pages;
    EmptyState* m_empty;
    QWidget* m_body;
    PaymentHeader* m_header;
    PaymentStory* m_story;
    PaymentActions* m_actions;
    PaymentSide* m_side;
    PaymentWatch* m_watch;
    PaymentId m_shown;
    /// The operator opened a payment that has not been shown yet.
    bool m_wantsFocus = false;
};

}  // namespace otto
