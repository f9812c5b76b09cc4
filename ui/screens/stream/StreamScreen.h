// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

class QAction;
class QToolButton;

namespace otto {

class EmptyState;
class FilterBar;
class OttoLabel;
class RecordInspector;
class StreamModel;
class StreamRecord;
class TableView;

/// Every record as it comes, newest at the end: follow, pause, filter, inspect.
class StreamScreen : public Screen
{
    Q_OBJECT

public:
    explicit StreamScreen(EngineClient& client, QWidget* parent = nullptr);

    /// Selects a record and shows it in full; one that is not in the ring is shown in the inspector
    /// only.
    void showRecord(const RecordRef& at);

private:
    QWidget* buildBar();
    QWidget* buildResultLine();
    void buildTable();
    void buildKeys();
    void applyDelta(const Delta& delta);
    void showCurrent(const QString& id);
    void openPayment(const QString& id);
    void filterByPayment();
    void goToLinked();
    void setPaused(bool paused);
    void jumpToNow();
    bool select(const StreamRecord& record);
    void toggleInspector();
    void refreshResult();

    StreamModel* m_model;
    FilterBar* m_filter;
    TableView* m_table;
    EmptyState* m_empty;
    RecordInspector* m_inspector;
    OttoLabel* m_result;
    OttoLabel* m_waiting;
    QAction* m_stop = nullptr;
    QToolButton* m_follow;
    QToolButton* m_pause;
    QToolButton* m_journal;
};

}  // namespace otto
