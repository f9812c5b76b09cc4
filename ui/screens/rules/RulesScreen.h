// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/Delta.h"
#include "ui/screens/Screen.h"

#include <QHash>

#include <optional>

class QAction;
class QPushButton;

namespace otto {

class EmptyState;
class FilterEdit;
class OttoLabel;
class RuleBook;
class RuleErrorList;
class RuleInspector;
class RuleListModel;
class RulePort;
class TableView;

/// The rules in force: how each does, its file, its examples, and why it holds or not. Says what is
/// wrong with a set that was refused, and reads the folder again.
class RulesScreen : public Screen
{
    Q_OBJECT

public:
    /// Counts are asked for again after so much of the engine's time while the screen is visible.
    static constexpr std::int64_t kAgainMs = 2000;

    explicit RulesScreen(EngineClient& engine, QWidget* parent = nullptr);

    /// Null: the rules are those the program was built with. The port outlives the screen.
    void setPort(RulePort* port);
    void refreshTimes();

    RuleInspector* inspector() const { return m_inspector; }

Q_SIGNALS:
    /// A fact of an explanation, to be shown in the stream.
    void recordRequested(const otto::RecordRef& at);

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct OpenFlag
    {
        QString rule;
        QString subject;
        Instant raisedAt;
    };

    QWidget* buildBar();
    void buildTable();
    void buildKeys(QWidget* detail);
    void applyDelta(const Delta& delta);
    void showRules();
    void showCurrent();
    void refreshOrigin();
    void refreshCounts();
    QStringList flaggedBy(const QString& rule) const;
    QString obstacle() const;
    void reload();
    void tellOfReload();
    void openFlags();

    RuleBook& m_book;
    RulePort* m_port = nullptr;
    RuleListModel* m_model;
    TableView* m_table;
    FilterEdit* m_filter;
    OttoLabel* m_origin;
    QPushButton* m_reload;
    QPushButton* m_openFlags;
    EmptyState* m_empty;
    RuleErrorList* m_errors;
    RuleInspector* m_inspector;
    QHash<QString, OpenFlag> m_flags;
    Instant m_askedAt;
    QString m_digest;
    /// Revision at which the operator asked to read the folder again.
    std::optional<std::uint64_t> m_reloadAt;
};

}  // namespace otto
