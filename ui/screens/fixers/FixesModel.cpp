// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/fixers/FixesModel.h"

#include "ui/dialogs/TickProgress.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <algorithm>

namespace otto {

namespace {

constexpr qsizetype kCommentMost = 400;

std::vector<TableColumn> columns()
{
    return {
        {FixesModel::tr("Ticks"), FixesModel::tr("Sent, answered, verified.")},
        {FixesModel::tr("State"), {}},
        {FixesModel::tr("Fixer"), {}},
        {FixesModel::tr("Payment"), {}},
        {FixesModel::tr("Issued"), {}},
        {FixesModel::tr("Time left"), FixesModel::tr("Until its outcome or proof is overdue.")},
        {FixesModel::tr("By"), {}},
        {FixesModel::tr("Reason"), {}},
        {FixesModel::tr("Comment"), {}},
        {FixesModel::tr("Target"), {}},
        {FixesModel::tr("Where it stands"), {}},
    };
}

bool isTrouble(const FixView& fix)
{
    return fix.state == FixState::Unknown || fix.state == FixState::NotVerified;
}

QVariant tickData(const FixView& fix, int role)
{
    switch (role) {
    case SentTickRole: return static_cast<int>(fix.sent.state);
    case AnsweredTickRole: return static_cast<int>(fix.answered.state);
    case VerifiedTickRole: return static_cast<int>(fix.verified.state);
    case SentTextRole: return qText(fix.sent.text);
    case AnsweredTextRole: return qText(fix.answered.text);
    case VerifiedTextRole: return qText(fix.verified.text);
    case Qt::AccessibleTextRole:
        return QStringLiteral("sent %1, answered %2, verified %3")
            .arg(tickWord(fix.sent.state), tickWord(fix.answered.state),
                 tickWord(fix.verified.state));
    default: return {};
    }
}

}  // namespace

FixesModel::FixesModel(QObject* parent) : RowTableModel<FixView>(columns(), kCapacity, parent) {}

void FixesModel::setView(View view)
{
    m_view = view;
    setFilter(view == View::All ? Filter() : Filter(&FixesModel::isUnsettled));
}

int FixesModel::countOf(View view) const
{
    int count = 0;
    forEach([&](const FixView& fix) { count += view == View::All || isUnsettled(fix) ? 1 : 0; });
    return count;
}

bool FixesModel::isUnsettled(const FixView& fix)
{
    return fix.isOpen() || isTrouble(fix);
}

QString FixesModel::idOf(const FixView& row) const
{
    return qText(row.commandId);
}

QString FixesModel::text(const FixView& row, int column) const
{
    switch (column) {
    case StateColumn: return fixStateWord(row.state);
    case FixerColumn: return qText(row.fixer);
    case PaymentColumn: return qText(row.paymentId);
    case TargetColumn: return systemName(row.target);
    case TimeColumn: return timeText(row.issuedAt.ms);
    case OperatorColumn: return qText(row.requestedBy);
    case ReasonColumn: return qText(row.reasonCode);
    case CommentColumn: return qText(row.comment).left(kCommentMost);
    case ExplanationColumn: return qText(row.explanation).left(kCommentMost);
    default: return {};
    }
}

QVariant FixesModel::cell(const FixView& row, int column, int role) const
{
    if (column == TicksColumn) {
        return tickData(row, role);
    }
    if (column == TimeLeftColumn) {
        switch (role) {
        case StartedRole: return static_cast<qint64>(row.issuedAt.ms);
        case DeadlineRole:
            return row.isOpen() ? QVariant(static_cast<qint64>(row.deadline.ms)) : QVariant();
        case Qt::AccessibleTextRole:
            return row.isOpen() ? tr("due at %1").arg(timeText(row.deadline.ms)) : tr("over");
        default: return {};
        }
    }
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(row, column);
    case ToneRole:
        return static_cast<int>(column == StateColumn ? fixStateTone(row.state) : Tone::Neutral);
    case ClosedRole: return column == StateColumn && !isUnsettled(row);
    case Qt::ToolTipRole:
        if (column == TimeColumn) {
            return dateTimeText(row.issuedAt.ms);
        }
        return column == CommentColumn || column == ExplanationColumn ? QVariant(text(row, column))
                                                                      : QVariant();
    default: return {};
    }
}

QString FixesModel::searchText(const FixView& row) const
{
    QString all;
    for (int column = 0; column < ColumnCount; ++column) {
        all += text(row, column);
        all += QLatin1Char('\n');
    }
    return all + qText(row.commandId) + QLatin1Char('\n') + qText(row.idempotencyKey);
}

bool FixesModel::before(const FixView& a, const FixView& b, int column) const
{
    switch (column) {
    case TicksColumn:
    case StateColumn: return a.state < b.state;
    case TimeColumn: return a.issuedAt < b.issuedAt;
    case TimeLeftColumn: return a.deadline < b.deadline;
    case FixerColumn:
    case PaymentColumn:
    case TargetColumn:
    case OperatorColumn:
    case ReasonColumn:
    case CommentColumn:
    case ExplanationColumn: return text(a, column) < text(b, column);
    default: break;
    }
    if (m_view == View::InFlight && isTrouble(a) != isTrouble(b)) {
        return isTrouble(a);
    }
    return a.issuedAt > b.issuedAt;
}

}  // namespace otto
