// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/fixers/CatalogueModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <algorithm>

namespace otto {

CatalogueModel::CatalogueModel(QObject* parent) : QAbstractTableModel(parent) {}

void CatalogueModel::setFixers(const std::vector<FixerView>& fixers)
{
    const bool isSameList =
        std::equal(fixers.begin(), fixers.end(), m_fixers.begin(), m_fixers.end(),
                   [](const FixerView& a, const FixerView& b) { return a.name == b.name; });
    if (isSameList) {
        m_fixers = fixers;
        if (!m_fixers.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_fixers = fixers;
    endResetModel();
}

const FixerView* CatalogueModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_fixers[static_cast<std::size_t>(row)];
}

const FixerView* CatalogueModel::find(const QString& name) const
{
    const auto found = std::find_if(m_fixers.begin(), m_fixers.end(), [&](const FixerView& fixer) {
        return qText(fixer.name) == name;
    });
    return found == m_fixers.end() ? nullptr : &*found;
}

int CatalogueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_fixers.size());
}

int CatalogueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CatalogueModel::data(const QModelIndex& index, int role) const
{
    const FixerView* fixer = at(index.row());
    if (!index.isValid() || fixer == nullptr) {
        return {};
    }
    if (role == IdRole) {
        return qText(fixer->name);
    }
    if (role == Qt::ToolTipRole) {
        return qText(fixer->description);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case TitleColumn: return qText(fixer->title);
    case NameColumn: return qText(fixer->name);
    case TargetColumn: return qText(fixer->targetText);
    case RiskColumn: return qText(fixer->riskText);
    case ConfirmingFactColumn: return qText(fixer->confirmingFact);
    case TimeoutColumn: return durationText(fixer->timeout.count());
    case SentColumn: return countText(static_cast<qint64>(fixer->sentCount));
    case VerifiedColumn: return countText(static_cast<qint64>(fixer->verifiedCount));
    default: return {};
    }
}

QVariant CatalogueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    const bool isNumber =
        section == TimeoutColumn || section == SentColumn || section == VerifiedColumn;
    if (role == Qt::TextAlignmentRole) {
        return QVariant((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TitleColumn: return tr("Fixer");
    case NameColumn: return tr("Command");
    case TargetColumn: return tr("Target");
    case RiskColumn: return tr("Who must agree");
    case ConfirmingFactColumn: return tr("Proven by");
    case TimeoutColumn: return tr("Timeout");
    case SentColumn: return tr("Sent");
    case VerifiedColumn: return tr("Verified");
    default: return {};
    }
}

}  // namespace otto
