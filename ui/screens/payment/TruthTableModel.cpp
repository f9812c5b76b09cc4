// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TruthTableModel.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/DisplayText.h"

#include <algorithm>

namespace otto {

TruthTableModel::TruthTableModel(Shape shape, QObject* parent)
    : QAbstractTableModel(parent), m_shape(shape)
{}

void TruthTableModel::setFields(const QStringList& fields)
{
    m_fields = fields;
}

void TruthTableModel::setTable(const TruthTable& table)
{
    beginResetModel();
    m_table = table;
    for (TruthRow& row : m_table.rows) {
        row.cells.resize(m_table.systems.size());
    }
    m_spoken.clear();
    if (m_shape == Shape::Full) {
        std::stable_partition(m_table.rows.begin(), m_table.rows.end(),
                              [](const TruthRow& row) { return row.disagrees; });
    } else {
        std::vector<TruthRow> chosen;
        for (const QString& field : std::as_const(m_fields)) {
            const auto found =
                std::find_if(m_table.rows.begin(), m_table.rows.end(),
                             [&](const TruthRow& row) { return qText(row.field) == field; });
            if (found != m_table.rows.end()) {
                chosen.push_back(*found);
            }
        }
        m_table.rows = std::move(chosen);
        for (std::size_t system = 0; system < m_table.systems.size(); ++system) {
            if (std::any_of(m_table.rows.begin(), m_table.rows.end(),
                            [&](const TruthRow& row) { return row.cells[system].has_value(); })) {
                m_spoken.push_back(system);
            }
        }
    }
    endResetModel();
}

int TruthTableModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid()) {
        return 0;
    }
    return static_cast<int>(m_shape == Shape::Full ? m_table.rows.size() : m_spoken.size());
}

int TruthTableModel::columnCount(const QModelIndex& parent) const
{
    if (parent.isValid()) {
        return 0;
    }
    return 1
           + static_cast<int>(m_shape == Shape::Full ? m_table.systems.size()
                                                     : m_table.rows.size());
}

TruthTableModel::Place TruthTableModel::placeOf(const QModelIndex& index) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const auto column = static_cast<std::size_t>(index.column() - 1);
    return m_shape == Shape::Full ? Place{row, column} : Place{column, m_spoken[row]};
}

const TruthCell* TruthTableModel::cellAt(const QModelIndex& index) const
{
    if (!index.isValid() || !checkIndex(index) || index.column() == 0) {
        return nullptr;
    }
    const Place place = placeOf(index);
    const auto& cell = m_table.rows[place.row].cells[place.system];
    return cell ? &*cell : nullptr;
}

QString TruthTableModel::sentenceAt(const QModelIndex& index) const
{
    if (!index.isValid() || !checkIndex(index) || index.column() == 0) {
        return {};
    }
    const Place place = placeOf(index);
    const QString system = systemName(m_table.systems[place.system]);
    const QString label = qText(m_table.rows[place.row].label);
    const TruthCell* cell = cellAt(index);
    if (cell == nullptr) {
        return tr("%1 never said anything about \"%2\".").arg(system, label);
    }
    return tr("%1, %2: %3\nSaid at %4 in %5 %6\n%7")
        .arg(system, label, qText(cell->text), dateTimeText(cell->assertedAt.ms),
             cell->isAnswer ? tr("an answer,") : tr("a fact,"), qText(cell->messageId),
             recordRefText(cell->at));
}

QVariant TruthTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !checkIndex(index)) {
        return {};
    }
    if (role == OutlineRole) {
        return static_cast<int>(outlineOf(index));
    }
    if (index.column() == 0) {
        return labelData(index, role);
    }
    const TruthCell* cell = cellAt(index);
    const CellKind kind = cell == nullptr  ? CellKind::NeverHeard
                          : cell->isAnswer ? CellKind::Answer
                                           : CellKind::Fact;
    switch (role) {
    case Qt::DisplayRole: return cell == nullptr ? tr("never heard") : qText(cell->text);
    case Qt::ToolTipRole: return sentenceAt(index);
    case Qt::AccessibleTextRole:
        return disagrees(index) ? tr("disagrees: %1").arg(sentenceAt(index)) : sentenceAt(index);
    case CellKindRole: return static_cast<int>(kind);
    case StartedRole:
        return cell == nullptr ? QVariant() : QVariant(static_cast<qint64>(cell->assertedAt.ms));
    default: return {};
    }
}

QVariant TruthTableModel::labelData(const QModelIndex& index, int role) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const bool isFull = m_shape == Shape::Full;
    const bool differs = isFull && m_table.rows[row].disagrees;
    switch (role) {
    case Qt::DisplayRole:
        return isFull ? qText(m_table.rows[row].label) : systemName(m_table.systems[m_spoken[row]]);
    case IdRole:
        return isFull ? qText(m_table.rows[row].field)
                      : qText(wireName(m_table.systems[m_spoken[row]]));
    case SecondaryTextRole: return differs ? tr("systems disagree") : QVariant();
    case Qt::AccessibleTextRole:
        return QString(labelData(index, Qt::DisplayRole).toString()
                       + (differs ? tr(", systems disagree") : QString()));
    case ToneRole: return static_cast<int>(differs ? Tone::Critical : Tone::Neutral);
    case CellKindRole: return static_cast<int>(CellKind::Label);
    default: return {};
    }
}

QVariant TruthTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const bool isFull = m_shape == Shape::Full;
    if (section == 0) {
        return isFull ? tr("Field") : tr("System");
    }
    const auto at = static_cast<std::size_t>(section - 1);
    return isFull ? systemName(m_table.systems[at]) : qText(m_table.rows[at].label);
}

bool TruthTableModel::disagrees(const QModelIndex& index) const
{
    if (m_shape == Shape::Full) {
        return m_table.rows[static_cast<std::size_t>(index.row())].disagrees;
    }
    return index.column() > 0
           && m_table.rows[static_cast<std::size_t>(index.column() - 1)].disagrees;
}

Qt::Edges TruthTableModel::outlineOf(const QModelIndex& index) const
{
    if (!disagrees(index)) {
        return {};
    }
    Qt::Edges edges;
    if (m_shape == Shape::Full) {
        edges = Qt::TopEdge | Qt::BottomEdge;
        edges.setFlag(Qt::LeftEdge, index.column() == 0);
        edges.setFlag(Qt::RightEdge, index.column() == columnCount() - 1);
    } else {
        edges = Qt::LeftEdge | Qt::RightEdge;
        edges.setFlag(Qt::TopEdge, index.row() == 0);
        edges.setFlag(Qt::BottomEdge, index.row() == rowCount() - 1);
    }
    return edges;
}

}  // namespace otto
