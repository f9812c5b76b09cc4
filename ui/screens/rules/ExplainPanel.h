// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"

#include <QWidget>

class QModelIndex;
class QStackedWidget;
class QTreeView;

namespace otto {

class EmptyState;
class EngineClient;
class EvidenceModel;
class ExplanationModel;
class KeyValueGrid;
class OttoLabel;
class Pill;
class SectionHeader;
class TableView;

/// Why a rule holds on a payment, a feed or a key, or why not: the sentence, since when and until
/// when, the parts of its expressions with their values, and the facts behind the chosen part.
/// Asks only while it is visible, and again every kAgainMs of the engine's time. Object name
/// "explain".
class ExplainPanel : public QWidget
{
    Q_OBJECT

public:
    static constexpr std::int64_t kAgainMs = 2000;

    explicit ExplainPanel(EngineClient& client, QWidget* parent = nullptr);

    /// `subject`: a payment id, or `feed:...` as in a flag. The same two again change nothing.
    void explain(const QString& ruleId, const QString& subject);
    /// Nothing to explain; the sentence says what to do.
    void setEmpty(const QString& title, const QString& sentence);

    QString ruleId() const { return m_ruleId; }
    QString subject() const { return m_subject; }

Q_SIGNALS:
    /// Enter on a fact that is held in the stream.
    void recordRequested(const otto::RecordRef& at);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void buildTree();
    QWidget* makePage();
    void ask();
    void lookAtTime();
    void showExplanation(const ExplanationView& view);
    void showFacts(const QModelIndex& index);
    void activateFact();
    void openFirstParts();
    void fitHeights();

    EngineClient& m_client;
    QString m_ruleId;
    QString m_subject;
    /// Counts explain(): a reply to an older question is dropped.
    quint64 m_asked = 0;
    bool m_isUnderWay = false;
    bool m_isShown = false;
    Instant m_askedAt;
    std::uint64_t m_revision = 0;

    QStackedWidget* m_pages;
    EmptyState* m_empty;
    Pill* m_state;
    OttoLabel* m_asOf;
    OttoLabel* m_sentence;
    KeyValueGrid* m_times;
    ExplanationModel* m_model;
    QTreeView* m_tree;
    OttoLabel* m_part;
    SectionHeader* m_factsTitle;
    EvidenceModel* m_facts;
    TableView* m_factsTable;
    SectionHeader* m_parametersTitle;
    KeyValueGrid* m_parameters;
};

}  // namespace otto
