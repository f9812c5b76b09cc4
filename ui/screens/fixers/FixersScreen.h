// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

class QAction;
class QStackedWidget;
class QTabBar;

namespace otto {

class ActionPanel;
class Catalogue;
class CatalogueDetail;
class CatalogueModel;
class EmptyState;
class FilterEdit;
class FixerProgress;
class FixesModel;
class InspectorPane;
class PaymentActions;
class TableView;

/// Fixers: those in flight, all that were sent, and the catalogue of what can be sent.
class FixersScreen : public Screen
{
    Q_OBJECT

public:
    enum Tab : int { InFlight, History, CatalogueTab, TabCount };

    explicit FixersScreen(EngineClient& engine, QWidget* parent = nullptr);

    /// Selects a fix, switching to the tab that holds it. Unknown ones are ignored.
    void showFix(const CommandId& id);
    void refreshTimes();

private:
    QWidget* buildBar();
    QWidget* buildFixes();
    QWidget* buildCatalogue();
    void buildKeys(QWidget* detail);
    void applyDelta(const Delta& delta);
    void showTab(int tab);
    void showCurrentFix();
    void showCatalogue();
    void refreshCounts();
    void openPayment();
    void openSheet(const QString& fixer, const QString& paymentId);

    Catalogue& m_catalogue;
    FixesModel* m_fixes;
    CatalogueModel* m_fixers;
    QTabBar* m_tabs;
    FilterEdit* m_filter;
    QStackedWidget* m_pages;
    TableView* m_fixesTable;
    TableView* m_fixersTable;
    EmptyState* m_empty;
    InspectorPane* m_inspector;
    FixerProgress* m_progress;
    PaymentActions* m_actions = nullptr;
    QAction* m_openPayment = nullptr;
    CatalogueDetail* m_detail;
};

}  // namespace otto
