// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/ExamplesModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/screens/rules/RuleWords.h"

#include <algorithm>

namespace otto {

namespace {

bool isSame(const RuleExampleView& a, const RuleExampleView& b)
{
    return a.name == b.name && a.shouldFire == b.shouldFire && a.passed == b.passed
           && a.state == b.state && a.text == b.text;
}

}  // namespace

ExamplesModel::ExamplesModel(QObject* parent) : QAbstractTableModel(parent) {}

void ExamplesModel::setExamples(const std::vector<RuleExampleView>& examples)
{
    // The counts of a rule come again and again with the same examples: the list keeps its place.
    if (std::equal(examples.begin(), examples.end(), m_examples.begin(), m_examples.end(),
                   isSame)) {
        return;
    }
    beginResetModel();
    m_examples = examples;
    endResetModel();
}

const RuleExampleView* ExamplesModel::at(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_examples[static_cast<std::size_t>(row)];
}

int ExamplesModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_examples.size());
}

int ExamplesModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ExamplesModel::data(const QModelIndex& index, int role) const
{
    const RuleExampleView* example = at(index.row());
    if (!index.isValid() || example == nullptr) {
        return {};
    }
    if (role == IdRole) {
        return QString(QString::number(index.row()) + QLatin1Char(' ') + qText(example->name));
    }
    if (role == ToneRole) {
        return static_cast<int>(index.column() != ResultColumn ? Tone::Neutral
                                : example->passed              ? Tone::Ok
                                                               : Tone::High);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) {
        return {};
    }
    switch (index.column()) {
    case ResultColumn: return example->passed ? tr("Passed") : tr("Failed");
    case ExpectedColumn: return example->shouldFire ? tr("fires") : tr("stays quiet");
    case NameColumn: return qText(example->name);
    case SentenceColumn:
        return example->text.empty() ? verdictWord(example->state) : qText(example->text);
    default: return {};
    }
}

QVariant ExamplesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case ResultColumn: return tr("Result");
    case ExpectedColumn: return tr("Should");
    case NameColumn: return tr("Example");
    case SentenceColumn: return tr("What came of it");
    default: return {};
    }
}

}  // namespace otto
