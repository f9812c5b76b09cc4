// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/RulesModel.h"

#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

#include <tuple>

namespace otto {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::RulesModel", text);
}

std::vector<TableColumn> columns()
{
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    return {{tr("Severity"), {}},
            {tr("Rule"), {}},
            {tr("Open"), tr("Flags of this rule that are open now."), right},
            {tr("Last hour"), tr("Flags this rule raised in the last hour."), right}};
}

}  // namespace

RulesModel::RulesModel(QObject* parent) : RowTableModel(columns(), kCapacity, parent) {}

QString RulesModel::idOf(const RuleVolume& row) const
{
    return qText(row.ruleId);
}

QVariant RulesModel::cell(const RuleVolume& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case SeverityColumn: return toneWord(severityTone(row.severity));
        case RuleColumn: return qText(row.ruleId);
        case OpenColumn: return countText(static_cast<qint64>(row.open));
        case RaisedColumn: return countText(static_cast<qint64>(row.raisedLastHour));
        default: return {};
        }
    case SecondaryTextRole:
        return column == RuleColumn ? QVariant(ruleTitle(row.ruleName)) : QVariant();
    case ToneRole:
        return column == SeverityColumn ? static_cast<int>(severityTone(row.severity))
                                        : static_cast<int>(Tone::Neutral);
    case ClosedRole: return column == SeverityColumn && row.open == 0;
    default: return {};
    }
}

bool RulesModel::before(const RuleVolume& a, const RuleVolume& b, int column) const
{
    switch (column) {
    case SeverityColumn: return a.severity < b.severity;
    case RuleColumn: return a.ruleId < b.ruleId;
    case OpenColumn: return a.open < b.open;
    case RaisedColumn: return a.raisedLastHour < b.raisedLastHour;
    default: break;
    }
    return std::tie(b.open, b.raisedLastHour, a.ruleId)
           < std::tie(a.open, a.raisedLastHour, b.ruleId);
}

}  // namespace otto
