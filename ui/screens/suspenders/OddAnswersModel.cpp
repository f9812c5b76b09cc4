// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/suspenders/OddAnswersModel.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

#include <tuple>

namespace otto {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::OddAnswersModel", text);
}

std::vector<TableColumn> columns()
{
    return {{tr("At"), {}},
            {tr("Kind"), {}},
            {tr("System"), tr("Who answered.")},
            {tr("Message"), {}},
            {tr("Payment"), {}},
            {tr("Correlation id"), tr("The request it says it answers.")},
            {tr("Answer"), {}},
            {tr("What was done"), {}}};
}

Tone kindTone(OddAnswerKind kind)
{
    // Only a contradiction needs a person; the others are handled and kept.
    return kind == OddAnswerKind::Contradictory ? Tone::High : Tone::Info;
}

QString shownText(const OddAnswerView& row, int column)
{
    switch (column) {
    case OddAnswersModel::AtColumn: return timeText(row.at.ms);
    case OddAnswersModel::KindColumn: return oddAnswerWord(row.kind);
    case OddAnswersModel::SystemColumn: return systemName(row.from);
    case OddAnswersModel::AnswerNameColumn: return qText(row.name);
    case OddAnswersModel::PaymentColumn: return qText(row.paymentId);
    case OddAnswersModel::CorrelationColumn:
        return row.requestId.empty() ? tr("none") : qText(row.requestId);
    case OddAnswersModel::AnswerColumn: return qText(row.answer);
    case OddAnswersModel::ExplanationColumn: return qText(row.explanation);
    default: return {};
    }
}

}  // namespace

OddAnswersModel::OddAnswersModel(QObject* parent) : RowTableModel(columns(), kCapacity, parent) {}

QString OddAnswersModel::idOf(const OddAnswerView& row) const
{
    return qText(row.answerId) + QLatin1Char('@') + recordRefText(row.recordAt);
}

QVariant OddAnswersModel::cell(const OddAnswerView& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return shownText(row, column);
    case ToneRole:
        return static_cast<int>(column == KindColumn ? kindTone(row.kind) : Tone::Neutral);
    case CopyTextRole: return column == AtColumn ? QVariant(qText(row.at.text())) : QVariant();
    case Qt::ToolTipRole:
        return column == AtColumn ? QVariant(dateTimeText(row.at.ms)) : QVariant();
    default: return {};
    }
}

bool OddAnswersModel::before(const OddAnswerView& a, const OddAnswerView& b, int column) const
{
    switch (column) {
    case AtColumn: return a.at < b.at;
    case KindColumn: return a.kind < b.kind;
    case SystemColumn: return a.from < b.from;
    case AnswerNameColumn: return a.name < b.name;
    case PaymentColumn: return a.paymentId < b.paymentId;
    case CorrelationColumn: return a.requestId < b.requestId;
    case AnswerColumn: return a.answer < b.answer;
    case ExplanationColumn: return a.explanation < b.explanation;
    default: return std::tie(b.at, a.recordAt) < std::tie(a.at, b.recordAt);
    }
}

}  // namespace otto
