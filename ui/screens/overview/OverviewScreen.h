// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

#include <QTimer>

class QStackedWidget;

namespace otto {

class BacklogChart;
class BacklogModel;
class OttoLabel;
class OverviewTiles;
class RulesModel;
class SystemsModel;
class TableView;

/// How things stand in two seconds: one sentence, six numbers, the systems worst first, the rules
/// by volume, and the backlog.
class OverviewScreen : public Screen
{
    Q_OBJECT

public:
    /// The chart is drawn at most this often.
    static constexpr int kChartEveryMs = 500;

    explicit OverviewScreen(EngineClient& client, QWidget* parent = nullptr);

    void refreshTimes();

private:
    QWidget* buildHeadline();
    QWidget* buildSystems();
    QWidget* buildRules();
    QWidget* buildBacklog();
    void applyDelta(const Delta& delta);
    void showHeadline();
    void showBacklog();
    void showBacklogPage();

    OverviewTiles* m_tiles;
    SystemsModel* m_systems;
    RulesModel* m_rules;
    BacklogModel* m_backlog;
    TableView* m_systemsTable;
    TableView* m_rulesTable;
    TableView* m_backlogTable;
    BacklogChart* m_chart;
    QStackedWidget* m_backlogPages = nullptr;
    OttoLabel* m_headlineGlyph;
    OttoLabel* m_headline;
    OverviewView m_overview;
    bool m_hasOverview = false;
    bool m_wantsTable = false;
    QTimer m_chartTimer;
    bool m_chartIsOld = false;
};

}  // namespace otto
