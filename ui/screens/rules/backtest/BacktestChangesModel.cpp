// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/BacktestChangesModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/screens/rules/backtest/BacktestWords.h"
#include "ui/widgets/DisplayText.h"

#include <utility>

namespace otto {

BacktestChangesModel::BacktestChangesModel(QObject* parent) : QAbstractTableModel(parent) {}

void BacktestChangesModel::setResult(std::shared_ptr<const BacktestResult> result)
{
    beginResetModel();
    m_result = std::move(result);
    endResetModel();
}

const BacktestChange* BacktestChangesModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr
                                        : &m_result->changes[static_cast<std::size_t>(row)];
}

int BacktestChangesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() || !m_result ? 0 : static_cast<int>(m_result->changes.size());
}

int BacktestChangesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant BacktestChangesModel::data(const QModelIndex& index, int role) const
{
    const BacktestChange* change = at(index.row());
    if (!index.isValid() || change == nullptr) {
        return {};
    }
    if (role == IdRole) {
        return QString(QString::number(index.row()) + QLatin1Char(' ') + qText(change->subject));
    }
    if (role == ToneRole) {
        return static_cast<int>(index.column() != ChangeColumn ? Tone::Neutral
                                : change->isGained             ? Tone::High
                                                               : Tone::Info);
    }
    if (role == ClosedRole) {
        return !change->isGained;
    }
    if (role == CopyTextRole && index.column() == RaisedColumn) {
        return qText(change->raisedAt.text());
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case ChangeColumn: return changeWord(*change);
    case RuleColumn: return qText(change->ruleId);
    case SubjectColumn: return qText(change->subject);
    case RaisedColumn: return secondsText(change->raisedAt.ms);
    case SentenceColumn: return qText(change->sentence);
    default: return {};
    }
}

QVariant BacktestChangesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ChangeColumn: return tr("Change");
    case RuleColumn: return tr("Rule");
    case SubjectColumn: return tr("Payment or feed");
    case RaisedColumn: return tr("Raised");
    case SentenceColumn: return tr("Sentence");
    default: return {};
    }
}

}  // namespace otto
