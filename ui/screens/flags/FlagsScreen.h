// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

class QAction;
class QPushButton;
class QTabBar;

namespace otto {

class EmptyState;
class FilterBar;
class OttoLabel;
class FlagInspector;
class FlagsModel;
class PaymentActions;
class PaymentWatch;
class TableView;

/// The inbox of flags: what is wrong, how long there is to act, and the one next step.
class FlagsScreen : public Screen
{
    Q_OBJECT

public:
    explicit FlagsScreen(EngineClient& engine, QWidget* parent = nullptr);

    /// Selects a flag, switching to a view that holds it. Unknown flags are ignored.
    void showFlag(const FlagId& id);

    FlagsModel* model() const { return m_model; }

Q_SIGNALS:
    /// A record of the evidence, to be shown in the stream.
    void recordRequested(const otto::RecordRef& at);

private:
    QWidget* buildBar();
    void buildTable();
    void buildKeys();
    void applyDelta(const Delta& delta);
    void showCurrent(const QString& id);
    void refreshSubject();
    void takeNextStep();
    void goToNextUnowned();
    void openPayment();
    void setView(int index);
    void refreshCounts();
    void refreshResult();
    void refreshEmptyState();
    void selectFirst();

    FlagsModel* m_model;
    TableView* m_table;
    FilterBar* m_filter;
    OttoLabel* m_result;
    QTabBar* m_views;
    QPushButton* m_new;
    EmptyState* m_empty;
    PaymentActions* m_actions;
    FlagInspector* m_inspector;
    PaymentWatch* m_payment;
    QAction* m_openPayment = nullptr;
    QAction* m_stop = nullptr;
    bool m_hasSelected = false;
};

}  // namespace otto
