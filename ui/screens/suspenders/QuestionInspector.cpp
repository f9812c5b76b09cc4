// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/suspenders/QuestionInspector.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/KeyValueGrid.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr auto kMono = KeyValueGrid::ValueFace::Mono;

QString answerTime(Duration duration)
{
    return duration.count() < 1000 ? QStringLiteral("%1 ms").arg(duration.count())
                                   : durationText(duration.count());
}

}  // namespace

QuestionInspector::QuestionInspector(QWidget* parent)
    : InspectorPane(parent), m_grid(new KeyValueGrid), m_ask(new QPushButton(tr("Ask again (Q)")))
{
    setObjectName(QStringLiteral("suspenders.inspector"));
    m_ask->setObjectName(QStringLiteral("suspenders.askAgain"));
    m_ask->setAccessibleName(tr("Ask again"));
    connect(m_ask, &QPushButton::clicked, this, &QuestionInspector::askAgainRequested);
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(kSpace4, kSpace2, kSpace4, kSpace4);
    layout->addWidget(m_grid);
    layout->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setAccessibleName(tr("Details of the question"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(page);
    addTab(scroll, tr("Details"));
    addTitleWidget(m_ask);
    setEmptyText(tr("Nothing selected"),
                 tr("Select a question to see who asked what, and the answer."));
    clear();
}

void QuestionInspector::showQuestion(const QuestionView& q)
{
    setSubject(qText(q.questionId));
    setTitle(qText(q.suspender), tr("asked of %1").arg(systemName(q.target)));
    m_grid->setRow(tr("State"), questionStateWord(q.state), KeyValueGrid::ValueFace::Text,
                   questionStateTone(q.state));
    m_grid->setRow(tr("Answer"),
                   q.answer.empty()
                       ? QStringLiteral("\u2013")
                       : qText(q.answer) + (q.isConclusive ? QString() : tr(" (not conclusive)")));
    m_grid->setRow(tr("Payment"), qText(q.paymentId), kMono);
    m_grid->setRow(tr("Flag"), q.flagId ? qText(*q.flagId) : QStringLiteral("\u2013"), kMono);
    m_grid->setRow(tr("Asked by"), qText(q.askedBy));
    m_grid->setRow(tr("Asked at"), dateTimeText(q.issuedAt.ms));
    m_grid->setRow(tr("Attempt"), tr("%1 of %2").arg(q.attempt).arg(q.attemptsMax));
    m_grid->setRow(tr("Deadline"), dateTimeText(q.deadline.ms));
    m_grid->setRow(tr("Answered at"),
                   q.answeredAt ? dateTimeText(q.answeredAt->ms) : QStringLiteral("\u2013"));
    m_grid->setRow(tr("Usual answer"), usualText(q.target));
    m_grid->setRow(tr("Correlation id"), qText(q.requestId), kMono);
    m_grid->setRow(tr("Question id"), qText(q.questionId), kMono);
    m_grid->setRow(tr("Request at"), recordRefText(q.requestAt), kMono);
    m_grid->setRow(tr("Answer at"), recordRefText(q.answerAt), kMono);
    setHasSubject(true);
}

void QuestionInspector::showOddAnswer(const OddAnswerView& odd)
{
    setSubject(qText(odd.answerId) + recordRefText(odd.recordAt));
    setTitle(qText(odd.name),
             tr("%1 answer from %2").arg(oddAnswerWord(odd.kind), systemName(odd.from)));
    m_grid->setRow(tr("What was done"), qText(odd.explanation));
    m_grid->setRow(tr("Answer"), qText(odd.answer));
    m_grid->setRow(tr("Payment"), qText(odd.paymentId), kMono);
    m_grid->setRow(tr("At"), dateTimeText(odd.at.ms));
    m_grid->setRow(tr("Usual answer"), usualText(odd.from));
    m_grid->setRow(tr("Correlation id"), odd.requestId.empty() ? tr("none") : qText(odd.requestId),
                   kMono);
    m_grid->setRow(tr("Answer id"), qText(odd.answerId), kMono);
    m_grid->setRow(tr("Answer at"), recordRefText(odd.recordAt), kMono);
    setHasSubject(true);
}

void QuestionInspector::clear()
{
    m_subject.clear();
    setHasSubject(false);
}

void QuestionInspector::setSubject(const QString& subject)
{
    // The two kinds of subject have other rows.
    if (subject != m_subject)
        m_grid->clear();
    m_subject = subject;
}

QString QuestionInspector::usualText(System system) const
{
    for (const SystemView& view : m_systems) {
        if (view.system == system && view.answerP50 && view.answerP95)
            return tr("half within %1, 95 of 100 within %2")
                .arg(answerTime(*view.answerP50), answerTime(*view.answerP95));
    }
    return tr("no answer in the last hour");
}

}  // namespace otto
