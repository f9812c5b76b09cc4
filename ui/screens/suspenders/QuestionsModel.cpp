// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/suspenders/QuestionsModel.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

#include <tuple>

namespace otto {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::QuestionsModel", text);
}

std::vector<TableColumn> columns()
{
    return {
        {tr("Time left"), tr("Until this attempt times out; how long it took once it is over.")},
        {tr("System"), tr("Who is asked.")},
        {tr("Question"), {}},
        {tr("Payment"), {}},
        {tr("Asked by"), tr("A rule or a person.")},
        {tr("Asked at"), {}},
        {tr("Attempt"), {}},
        {tr("State"), {}},
        {tr("Correlation id"), tr("The id of this attempt's request; its answer carries it.")},
        {tr("Answer"), {}}};
}

QString shownText(const QuestionView& row, int column)
{
    switch (column) {
    case QuestionsModel::SystemColumn: return systemName(row.target);
    case QuestionsModel::QuestionColumn: return qText(row.suspender);
    case QuestionsModel::PaymentColumn: return qText(row.paymentId);
    case QuestionsModel::AskedByColumn: return qText(row.askedBy);
    case QuestionsModel::AskedAtColumn: return secondsText(row.issuedAt.ms);
    case QuestionsModel::AttemptColumn: return tr("%1 of %2").arg(row.attempt).arg(row.attemptsMax);
    case QuestionsModel::StateColumn: return questionStateWord(row.state);
    case QuestionsModel::CorrelationColumn: return qText(row.requestId);
    case QuestionsModel::AnswerColumn: return qText(row.answer);
    default: return {};
    }
}

/// When the last attempt was over, if it is.
std::optional<Instant> endOf(const QuestionView& row)
{
    if (row.answeredAt)
        return row.answeredAt;
    if (row.state == QuestionState::GaveUp)
        return row.deadline;
    return std::nullopt;
}

}  // namespace

QuestionsModel::QuestionsModel(QObject* parent) : RowTableModel(columns(), kCapacity, parent) {}

QString QuestionsModel::idOf(const QuestionView& row) const
{
    return qText(row.questionId);
}

QVariant QuestionsModel::cell(const QuestionView& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return shownText(row, column);
    case ToneRole:
        return static_cast<int>(column == StateColumn ? questionStateTone(row.state)
                                                      : Tone::Neutral);
    case ClosedRole: return !row.isPending();
    case StartedRole: return static_cast<qint64>(row.issuedAt.ms);
    case DeadlineRole: return static_cast<qint64>(row.deadline.ms);
    case EndedRole: {
        const std::optional<Instant> end = endOf(row);
        return end ? QVariant(static_cast<qint64>(end->ms)) : QVariant();
    }
    case CopyTextRole:
        return column == AskedAtColumn ? QVariant(qText(row.issuedAt.text())) : QVariant();
    case Qt::ToolTipRole:
        if (column == AskedAtColumn)
            return dateTimeText(row.issuedAt.ms);
        return column == AnswerColumn && !row.answer.empty() ? QVariant(qText(row.answer))
                                                             : QVariant();
    default: return {};
    }
}

bool QuestionsModel::before(const QuestionView& a, const QuestionView& b, int column) const
{
    switch (column) {
    case TimeLeftColumn: return a.deadline < b.deadline;
    case SystemColumn: return a.target < b.target;
    case QuestionColumn: return a.suspender < b.suspender;
    case PaymentColumn: return a.paymentId < b.paymentId;
    case AskedByColumn: return a.askedBy < b.askedBy;
    case AskedAtColumn: return a.issuedAt < b.issuedAt;
    case AttemptColumn: return a.attempt < b.attempt;
    case StateColumn: return a.state < b.state;
    case CorrelationColumn: return a.requestId < b.requestId;
    case AnswerColumn: return a.answer < b.answer;
    default: break;
    }
    if (a.isPending() != b.isPending())
        return a.isPending();
    if (a.isPending())
        return std::tie(a.deadline, a.questionId) < std::tie(b.deadline, b.questionId);
    const Instant endA = endOf(a).value_or(a.deadline);
    const Instant endB = endOf(b).value_or(b.deadline);
    return std::tie(endB, a.questionId) < std::tie(endA, b.questionId);
}

}  // namespace otto
