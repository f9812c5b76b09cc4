// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleInspector.h"

#include "ui/delegates/StateDelegate.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/screens/rules/ExamplesModel.h"
#include "ui/screens/rules/ExplainPanel.h"
#include "ui/screens/rules/RuleFileView.h"
#include "ui/screens/rules/RuleWords.h"
#include "ui/screens/rules/SubjectEdit.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QFileInfo>
#include <QVBoxLayout>

#include <algorithm>

namespace otto {

namespace {

constexpr qsizetype kTextMost = 4000;
constexpr std::uint32_t kLinesMost = 1'000'000;

}  // namespace

RuleInspector::RuleInspector(EngineClient& client, QWidget* parent)
    : InspectorPane(parent),
      m_notice(new NoticeLine),
      m_file(new RuleFileView),
      m_examples(new ExamplesModel(this)),
      m_examplesTable(new TableView(tr("Examples of the rule"))),
      m_exampleText(new OttoLabel),
      m_subject(new SubjectEdit(client)),
      m_explanation(new ExplainPanel(client))
{
    setObjectName(QStringLiteral("ruleInspector"));
    setAccessibleName(tr("Rule in full"));
    addTab(makeFilePage(), tr("File"));
    addTab(makeExamplesPage(), tr("Examples"));
    addTab(makeExplainPage(), tr("Explain"));
    setEmptyText(tr("No rule selected"),
                 tr("Select a rule to read its file, its examples, and why it holds or not."));
    setHasSubject(false);
    connect(m_explanation, &ExplainPanel::recordRequested, this, &RuleInspector::recordRequested);
    connect(m_subject, &SubjectEdit::subjectChosen, this, [this](const QString& subject) {
        if (m_rule.isEmpty()) {
            return;
        }
        m_chosen = m_looksAtPayments ? subject : m_chosen;
        explain(subject);
    });
}

QWidget* RuleInspector::makeFilePage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, kSpace1, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addWidget(m_file, 1);
    return page;
}

QWidget* RuleInspector::makeExamplesPage()
{
    using Face = CellDelegate::Face;
    m_examplesTable->setObjectName(QStringLiteral("rule.examples"));
    m_examplesTable->setModel(m_examples);
    m_examplesTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_examplesTable->setColumnDelegate(ExamplesModel::ResultColumn, new StateDelegate);
    m_examplesTable->setColumnDelegate(ExamplesModel::ExpectedColumn,
                                       new CellDelegate(Face::Text, Qt::AlignLeft));
    // The sentence of the selected example stands below in full.
    m_examplesTable->setColumnWidths({{84, 76}, {96, 88}, {280, 180, 2}, {260, 160, 3, 1}});
    m_examplesTable->setEmptyState(
        new EmptyState("file-text", tr("No examples"),
                       tr("The rule's file has no [[examples]]; otto-rules check says so.")));
    m_exampleText->setObjectName(QStringLiteral("rule.example"));
    m_exampleText->setAccessibleName(tr("Chosen example"));
    m_exampleText->setWordWrap(true);
    m_exampleText->setSelectable(true);
    connect(m_examplesTable, &TableView::currentIdChanged, this,
            [this] { showExample(m_examplesTable->currentIndex().row()); });
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, kSpace1, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_examplesTable, 1);
    auto* below = new QVBoxLayout;
    below->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace3);
    below->addWidget(m_exampleText);
    layout->addLayout(below);
    return page;
}

QWidget* RuleInspector::makeExplainPage()
{
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, kSpace2, 0, 0);
    layout->setSpacing(kSpace1);
    auto* line = new QVBoxLayout;
    line->setContentsMargins(kSpace4, 0, kSpace3, 0);
    line->addWidget(m_subject);
    layout->addLayout(line);
    layout->addWidget(m_explanation, 1);
    return page;
}

void RuleInspector::setRule(const RuleView* rule, const QStringList& flagged)
{
    setHasSubject(rule != nullptr);
    if (rule == nullptr) {
        m_rule.clear();
        return;
    }
    const bool isOther = m_rule != qText(rule->id);
    m_rule = qText(rule->id);
    m_looksAtPayments = rule->subject == "payment";
    setTitle(ruleLabel(*rule),
             tr("%1  ·  version %2").arg(qText(rule->file), QString::number(rule->version)));
    setTitleTone(severityTone(rule->severity),
                 rule->openFlags > 0 ? GlyphFill::Filled : GlyphFill::Outline);
    const RuleStanding standing = standingOf(*rule);
    if (standing == RuleStanding::InForce) {
        m_notice->clear();
    } else {
        showNotice(standingTone(standing), standingWord(standing), standingSentence(*rule));
    }
    m_file->clearPlace();
    m_file->setSource(qText(rule->source));
    m_examples->setExamples(rule->examples);
    setTabLabel(ExamplesTab, tr("Examples  %1").arg(rule->examples.size()));
    if (isOther) {
        m_examplesTable->setCurrentIndex(m_examples->index(0, 0));
    }
    showExample(m_examplesTable->currentIndex().row());
    m_subject->setFlagged(flagged);
    m_subject->setHint(m_looksAtPayments         ? tr("Payment id, end-to-end id or reference")
                       : rule->subject == "feed" ? tr("feed:zelle")
                                                 : tr("feed:%1:...").arg(qText(rule->subject)));
    if (isOther) {
        const QString first = flagged.isEmpty() ? QString() : flagged.first();
        explain(m_looksAtPayments && !m_chosen.isEmpty() ? m_chosen : first);
    } else if (m_explanation->subject().isEmpty() && !flagged.isEmpty()) {
        explain(flagged.first());
    }
}

void RuleInspector::setFault(const RuleErrorView& error, const QString& text)
{
    setHasSubject(true);
    m_rule.clear();
    setTitle(QFileInfo(qText(error.file)).fileName(),
             tr("as it was refused  ·  line %1, column %2").arg(error.line).arg(error.column));
    setTitleTone(Tone::High);
    showNotice(Tone::High, tr("Line %1, column %2").arg(error.line).arg(error.column),
               qText(error.text).left(kTextMost));
    m_file->setSource(text);
    m_file->showPlace(static_cast<int>(std::min<std::uint32_t>(error.line, kLinesMost)),
                      static_cast<int>(std::min<std::uint32_t>(error.column, kLinesMost)));
    m_examples->setExamples({});
    setTabLabel(ExamplesTab, tr("Examples"));
    showExample(-1);
    m_subject->setFlagged({});
    m_subject->showSubject({});
    m_explanation->setEmpty(tr("Refused"), tr("Only rules in force can be explained."));
    setCurrentTab(FileTab);
}

void RuleInspector::showNotice(Tone tone, const QString& title, const QString& reason)
{
    // Each notice is announced: the same one only once.
    if (m_notice->title() != title || m_notice->reason() != reason) {
        m_notice->setNotice(tone, title, reason);
    }
}

void RuleInspector::explainOn(const QString& subject)
{
    m_chosen = m_looksAtPayments ? subject : m_chosen;
    explain(subject);
    focusSubject();
}

void RuleInspector::explain(const QString& subject)
{
    m_subject->showSubject(subject);
    if (!subject.isEmpty()) {
        m_explanation->explain(m_rule, subject);
        return;
    }
    m_explanation->setEmpty(
        m_looksAtPayments ? tr("Which payment?") : tr("Which feed?"),
        m_looksAtPayments
            ? tr("Type a payment id and press Enter to see why the rule holds on it, or why not.")
            : tr("Type the subject of a flag and press Enter, for example feed:zelle."));
}

void RuleInspector::focusSubject()
{
    setCurrentTab(ExplainTab);
    m_subject->setFocus(Qt::OtherFocusReason);
}

void RuleInspector::showExample(int row)
{
    const RuleExampleView* example = m_examples->at(row);
    m_exampleText->setVisible(example != nullptr);
    if (example == nullptr) {
        return;
    }
    const QString text = tr("%1: %2.").arg(qText(example->name), verdictWord(example->state))
                         + QLatin1Char('\n') + qText(example->text);
    m_exampleText->setText(text.left(kTextMost).trimmed());
    m_exampleText->setAccessibleName(tr("Chosen example: %1").arg(m_exampleText->text()));
    m_exampleText->setTone(example->passed ? Tone::Neutral : Tone::High);
}

}  // namespace otto
