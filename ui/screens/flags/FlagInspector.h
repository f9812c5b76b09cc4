// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QWidget>

#include <optional>

namespace otto {

class ActionPanel;
class EngineClient;
class EvidenceModel;
class ExplainPanel;
class InspectorPane;
class KeyValueGrid;
class OttoLabel;
class PaymentActions;
class SectionHeader;
class TableView;
class TruthTableView;

/// One flag in full: the sentence that says why, the next step, what the systems say about the
/// payment, what the rule saw and expected, and the facts it rests on; and how the rule
/// comes to it. Object name "flagInspector".
class FlagInspector : public QWidget
{
    Q_OBJECT

public:
    FlagInspector(EngineClient& client, PaymentActions& actions, QWidget* parent = nullptr);

    /// Nothing selected: none.
    void setFlag(const std::optional<FlagView>& flag, const OperatorId& self);
    /// What the systems say about the flag's payment; absent while it is not known.
    void setTruth(const std::optional<TruthTable>& truth);
    void setNow(qint64 epochMs);
    /// Turns to how the rule comes to the flag, or back to the flag.
    void showExplanation();

    ActionPanel* actionPanel() const { return m_actions; }

Q_SIGNALS:
    void recordRequested(const otto::RecordRef& at);

private:
    QWidget* makePage();
    void showWhy(const FlagView& flag);
    void showDetails(const FlagView& flag, const OperatorId& self);
    void fitEvidence();

    InspectorPane* m_pane;
    OttoLabel* m_sentence;
    ActionPanel* m_actions;
    SectionHeader* m_truthTitle;
    TruthTableView* m_truth;
    KeyValueGrid* m_observed;
    SectionHeader* m_evidenceTitle;
    TableView* m_evidence;
    EvidenceModel* m_evidenceModel;
    KeyValueGrid* m_details;
    ExplainPanel* m_explanation;
    FlagId m_shown;
};

}  // namespace otto
