// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/EvidenceModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <algorithm>

namespace otto {

namespace {

bool isSame(const EvidenceView& a, const EvidenceView& b)
{
    return a.id == b.id && a.source == b.source && a.at == b.at && a.time == b.time
           && a.name == b.name;
}

}  // namespace

EvidenceModel::EvidenceModel(QObject* parent) : QAbstractTableModel(parent) {}

void EvidenceModel::setEvidence(const std::vector<EvidenceView>& evidence)
{
    // A live flag comes again and again with the same facts: the list must not lose its place.
    if (std::equal(evidence.begin(), evidence.end(), m_evidence.begin(), m_evidence.end(),
                   isSame)) {
        return;
    }
    beginResetModel();
    m_evidence = evidence;
    endResetModel();
}

const EvidenceView* EvidenceModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_evidence[static_cast<std::size_t>(row)];
}

int EvidenceModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_evidence.size());
}

int EvidenceModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EvidenceModel::data(const QModelIndex& index, int role) const
{
    const EvidenceView* evidence = at(index.row());
    if (!index.isValid() || evidence == nullptr) {
        return {};
    }
    if (role == IdRole) {
        return QString(systemName(evidence->source) + QLatin1Char('/') + qText(evidence->id));
    }
    if (role == Qt::ToolTipRole) {
        return QString(dateTimeText(evidence->time.ms) + QLatin1Char('\n') + qText(evidence->id)
                       + QLatin1Char('\n') + recordRefText(evidence->at));
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case TimeColumn: return timeText(evidence->time.ms);
    case SystemColumn: return systemName(evidence->source);
    case NameColumn: return qText(evidence->name);
    default: return {};
    }
}

QVariant EvidenceModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case TimeColumn: return tr("Time");
    case SystemColumn: return tr("System");
    case NameColumn: return tr("Message");
    default: return {};
    }
}

}  // namespace otto
