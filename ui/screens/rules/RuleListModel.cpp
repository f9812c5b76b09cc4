// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleListModel.h"

#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/screens/rules/RuleWords.h"
#include "ui/widgets/DisplayText.h"

namespace otto {

namespace {

std::vector<TableColumn> columns()
{
    const auto right = Qt::AlignRight | Qt::AlignVCenter;
    return {
        {RuleListModel::tr("Id"), {}},
        {RuleListModel::tr("Rule"), {}},
        {RuleListModel::tr("State"),
         RuleListModel::tr("In force, failing, frozen by a silent feed, or with examples that do "
                           "not come out as its file says.")},
        {RuleListModel::tr("Severity"), RuleListModel::tr("The highest that the rule raises.")},
        {RuleListModel::tr("Open"), RuleListModel::tr("Open flags of the rule."), right},
        {RuleListModel::tr("Today"), RuleListModel::tr("Flags raised today (UTC)."), right},
        {RuleListModel::tr("By itself"),
         RuleListModel::tr("Of the flags that cleared today, the share that cleared with no fixer "
                           "sent: nobody had to do anything. A high share means a rule that raises "
                           "too early: read it as its share of false alarms."),
         right},
        {RuleListModel::tr("Examples"),
         RuleListModel::tr("Examples of the file that come out as it says."), right},
        {RuleListModel::tr("Version"), {}, right},
        {RuleListModel::tr("Looks at"), RuleListModel::tr("What the rule raises flags on.")},
    };
}

QString text(const RuleView& row, int column)
{
    switch (column) {
    case RuleListModel::IdColumn: return qText(row.id);
    case RuleListModel::NameColumn: return ruleTitle(row.name);
    case RuleListModel::StandingColumn: return standingWord(standingOf(row));
    case RuleListModel::SeverityColumn: return toneWord(severityTone(row.severity));
    case RuleListModel::OpenColumn: return countText(static_cast<qint64>(row.openFlags));
    case RuleListModel::TodayColumn: return countText(static_cast<qint64>(row.raisedToday));
    case RuleListModel::SelfClearedColumn: {
        const int percent = selfClearedPercent(row);
        return percent < 0 ? QStringLiteral("\u2013") : QStringLiteral("%1 %").arg(percent);
    }
    case RuleListModel::ExamplesColumn:
        return RuleListModel::tr("%1 of %2").arg(passedExamples(row)).arg(row.examples.size());
    case RuleListModel::VersionColumn: return QString::number(row.version);
    case RuleListModel::SubjectColumn: return subjectWord(row);
    default: return {};
    }
}

QString toolTip(const RuleView& row, int column)
{
    switch (column) {
    case RuleListModel::StandingColumn: return standingSentence(row);
    case RuleListModel::SelfClearedColumn: return selfClearedSentence(row);
    case RuleListModel::NameColumn: return qText(row.name) + QLatin1Char('\n') + qText(row.file);
    default: return {};
    }
}

}  // namespace

RuleListModel::RuleListModel(QObject* parent)
    : RowTableModel<RuleView>(columns(), kCapacity, parent)
{
    setFilter([this](const RuleView& rule) { return m_inForce.contains(qText(rule.id)); });
}

void RuleListModel::setRules(const std::vector<RuleView>& rules)
{
    QSet<QString> inForce;
    for (const RuleView& rule : rules) {
        inForce.insert(qText(rule.id));
    }
    const bool isSameSet = inForce == m_inForce;
    m_inForce = std::move(inForce);
    apply(rules);
    if (!isSameSet) {
        // Another set is no stream of arrivals: the list is made anew, held or not.
        settle();
    }
}

QString RuleListModel::idOf(const RuleView& row) const
{
    return qText(row.id);
}

QVariant RuleListModel::cell(const RuleView& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::AccessibleTextRole:
        return column == SelfClearedColumn ? selfClearedSentence(row) : text(row, column);
    case ToneRole:
        if (column == StandingColumn) {
            return static_cast<int>(standingTone(standingOf(row)));
        }
        return static_cast<int>(column == SeverityColumn ? severityTone(row.severity)
                                                         : Tone::Neutral);
    // Fill is for what has flags now.
    case ClosedRole:
        return column == SeverityColumn ? QVariant(row.openFlags == 0) : QVariant(false);
    case Qt::ToolTipRole: return toolTip(row, column);
    default: return {};
    }
}

bool RuleListModel::before(const RuleView& a, const RuleView& b, int column) const
{
    switch (column) {
    case StandingColumn: return standingOf(a) < standingOf(b);
    case SeverityColumn: return a.severity > b.severity;
    case OpenColumn: return a.openFlags < b.openFlags;
    case TodayColumn: return a.raisedToday < b.raisedToday;
    case SelfClearedColumn: return selfClearedPercent(a) < selfClearedPercent(b);
    case ExamplesColumn: return passedExamples(a) < passedExamples(b);
    case VersionColumn: return a.version < b.version;
    case NameColumn:
    case SubjectColumn: return text(a, column) < text(b, column);
    default: return a.id < b.id;
    }
}

bool RuleListModel::isOver(const RuleView& row) const
{
    return !m_inForce.contains(qText(row.id));
}

QString RuleListModel::searchText(const RuleView& row) const
{
    QString all;
    for (int column = 0; column < ColumnCount; ++column) {
        all += text(row, column) + QLatin1Char('\n');
    }
    return all + qText(row.name) + QLatin1Char('\n') + qText(row.file) + QLatin1Char('\n')
           + qText(row.when) + QLatin1Char('\n') + qText(row.suspender);
}

}  // namespace otto
