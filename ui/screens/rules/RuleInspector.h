// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"
#include "ui/widgets/InspectorPane.h"

namespace otto {

class EngineClient;
class ExamplesModel;
class ExplainPanel;
class NoticeLine;
class OttoLabel;
class RuleFileView;
class SubjectEdit;
class TableView;

/// One rule in full: its file, what came of its examples, and why it holds or does not on a chosen
/// subject. Object name "ruleInspector".
class RuleInspector : public InspectorPane
{
    Q_OBJECT

public:
    enum Tab : int { FileTab, ExamplesTab, ExplainTab };

    explicit RuleInspector(EngineClient& client, QWidget* parent = nullptr);

    /// Null: nothing selected. `flagged`: subjects of its open flags, the latest first.
    void setRule(const RuleView* rule, const QStringList& flagged);
    /// A file that is at fault instead of a rule, as it was refused, with the place marked.
    void setFault(const RuleErrorView& error, const QString& text);
    /// Why the rule in force holds on a subject or not; the operator's choice as if typed.
    void explainOn(const QString& subject);
    /// To the field that takes the subject.
    void focusSubject();

    ExplainPanel* explanation() const { return m_explanation; }

Q_SIGNALS:
    void recordRequested(const otto::RecordRef& at);

private:
    QWidget* makeFilePage();
    QWidget* makeExamplesPage();
    QWidget* makeExplainPage();
    void explain(const QString& subject);
    void showExample(int row);

    void showNotice(Tone tone, const QString& title, const QString& reason);

    QString m_rule;
    bool m_looksAtPayments = true;
    /// The payment that the operator chose: stays from rule to rule.
    QString m_chosen;
    NoticeLine* m_notice;
    RuleFileView* m_file;
    ExamplesModel* m_examples;
    TableView* m_examplesTable;
    OttoLabel* m_exampleText;
    SubjectEdit* m_subject;
    ExplainPanel* m_explanation;
};

}  // namespace otto
