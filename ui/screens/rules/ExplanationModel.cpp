// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/ExplanationModel.h"

#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/VisibleText.h"

#include <algorithm>

namespace otto {

namespace {

constexpr qsizetype kTextMost = 4000;

/// Expressions are written over several lines; a row has one.
QString oneLine(const std::string& text)
{
    return visibleText(qText(text).left(kTextMost).simplified());
}

bool isSamePart(const ExplainedPartView& a, const ExplainedPartView& b)
{
    return a.depth == b.depth && a.begin == b.begin && a.text == b.text;
}

bool isSameExpression(const ExplainedExpressionView& a, const ExplainedExpressionView& b)
{
    return a.key == b.key && a.text == b.text
           && std::equal(a.parts.begin(), a.parts.end(), b.parts.begin(), b.parts.end(),
                         isSamePart);
}

/// Never colour alone: the shape says it, too, and the value column has the word.
QIcon glyphOf(const ExplainedPartView& part)
{
    if (!part.wasEvaluated) {
        return themeIcon("minus", IconTint::Secondary);
    }
    if (!part.isCondition) {
        return {};
    }
    return part.isTrue ? themeIcon("check", IconTint::Accent) : themeIcon("x", IconTint::Secondary);
}

}  // namespace

ExplanationModel::ExplanationModel(QObject* parent) : QAbstractItemModel(parent) {}

void ExplanationModel::setExpressions(const std::vector<ExplainedExpressionView>& expressions)
{
    if (std::equal(expressions.begin(), expressions.end(), m_expressions.begin(),
                   m_expressions.end(), isSameExpression)) {
        m_expressions = expressions;
        for (std::size_t node = 0; node < m_nodes.size(); ++node) {
            Q_EMIT dataChanged(indexOf(node, 0), indexOf(node, ColumnCount - 1));
        }
        return;
    }
    beginResetModel();
    m_expressions = expressions;
    buildNodes();
    endResetModel();
}

void ExplanationModel::buildNodes()
{
    m_nodes.clear();
    m_roots.clear();
    for (std::size_t e = 0; e < m_expressions.size(); ++e) {
        const std::vector<ExplainedPartView>& parts = m_expressions[e].parts;
        // The parts that a later one may stand under, outermost first. Depths may leap: the engine
        // leaves out what says nothing.
        std::vector<std::size_t> open;
        const std::size_t root = m_nodes.size();
        Node first;
        first.expression = e;
        first.part = parts.empty() ? kNone : 0;
        first.row = static_cast<int>(m_roots.size());
        m_nodes.push_back(first);
        m_roots.push_back(root);
        open.push_back(root);
        for (std::size_t p = 1; p < parts.size(); ++p) {
            while (open.size() > 1 && parts[m_nodes[open.back()].part].depth >= parts[p].depth) {
                open.pop_back();
            }
            Node node;
            node.expression = e;
            node.part = p;
            node.parent = open.back();
            node.row = static_cast<int>(m_nodes[open.back()].children.size());
            m_nodes[open.back()].children.push_back(m_nodes.size());
            open.push_back(m_nodes.size());
            m_nodes.push_back(node);
        }
    }
}

const ExplanationModel::Node* ExplanationModel::nodeAt(const QModelIndex& index) const
{
    return !index.isValid() || index.internalId() >= m_nodes.size()
               ? nullptr
               : &m_nodes[static_cast<std::size_t>(index.internalId())];
}

QModelIndex ExplanationModel::indexOf(std::size_t node, int column) const
{
    return createIndex(m_nodes[node].row, column, static_cast<quintptr>(node));
}

const ExplainedPartView* ExplanationModel::partAt(const QModelIndex& index) const
{
    const Node* node = nodeAt(index);
    return node == nullptr || node->part == kNone
               ? nullptr
               : &m_expressions[node->expression].parts[node->part];
}

QModelIndex ExplanationModel::index(int row, int column, const QModelIndex& parent) const
{
    if (!hasIndex(row, column, parent)) {
        return {};
    }
    const Node* above = nodeAt(parent);
    const std::vector<std::size_t>& siblings = above == nullptr ? m_roots : above->children;
    return indexOf(siblings[static_cast<std::size_t>(row)], column);
}

QModelIndex ExplanationModel::parent(const QModelIndex& index) const
{
    const Node* node = nodeAt(index);
    return node == nullptr || node->parent == kNone ? QModelIndex() : indexOf(node->parent, 0);
}

int ExplanationModel::rowCount(const QModelIndex& parent) const
{
    if (parent.column() > 0) {
        return 0;
    }
    const Node* node = nodeAt(parent);
    return static_cast<int>(node == nullptr ? m_roots.size() : node->children.size());
}

int ExplanationModel::columnCount(const QModelIndex&) const
{
    return ColumnCount;
}

QString ExplanationModel::text(const Node& node, int column) const
{
    const ExplainedExpressionView& expression = m_expressions[node.expression];
    const ExplainedPartView* part = node.part == kNone ? nullptr : &expression.parts[node.part];
    switch (column) {
    case PartColumn:
        return node.parent != kNone
                   ? oneLine(part->text)
                   : oneLine(expression.key) + QStringLiteral(":  ") + oneLine(expression.text);
    case ValueColumn:
        if (part == nullptr) {
            return oneLine(expression.value);
        }
        return part->wasEvaluated ? oneLine(part->value) : tr("not evaluated");
    case FlipColumn: return part != nullptr && part->wouldFlip ? tr("flips it") : QString();
    default: return {};
    }
}

QString ExplanationModel::spoken(const Node& node) const
{
    const QString decides = text(node, FlipColumn);
    return text(node, PartColumn) + QStringLiteral(": ") + text(node, ValueColumn)
           + (decides.isEmpty() ? QString()
                                : tr(". Were it the other way round, so would be the whole"));
}

QVariant ExplanationModel::ink(const Node& node, int column) const
{
    const ThemeColors& colors = Theme::current().colors();
    if (node.part != kNone && !m_expressions[node.expression].parts[node.part].wasEvaluated) {
        return colors.textSecondary;
    }
    return column == FlipColumn ? QVariant(colors.accent) : QVariant();
}

QVariant ExplanationModel::data(const QModelIndex& index, int role) const
{
    const Node* node = nodeAt(index);
    if (node == nullptr) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole: return text(*node, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == PartColumn ? spoken(*node) : text(*node, index.column());
    case Qt::ForegroundRole: return ink(*node, index.column());
    case Qt::FontRole:
        return Theme::current().font(index.column() == FlipColumn ? TextRole::Small
                                                                  : TextRole::MonoSmall);
    case Qt::DecorationRole: {
        const ExplainedPartView* part = partAt(index);
        return index.column() == PartColumn && part != nullptr ? QVariant(glyphOf(*part))
                                                               : QVariant();
    }
    // Always markup, so that a part never is.
    case Qt::ToolTipRole:
        return QString(QStringLiteral("<p style='white-space:pre-wrap'>")
                       + text(*node, index.column()).toHtmlEscaped() + QStringLiteral("</p>"));
    default: return {};
    }
}

QVariant ExplanationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::DisplayRole) {
        switch (section) {
        case PartColumn: return tr("Part");
        case ValueColumn: return tr("Value");
        case FlipColumn: return tr("Alone");
        default: return {};
        }
    }
    if (role == Qt::ToolTipRole && section == FlipColumn) {
        return tr("Were this part the other way round and nothing else, so would be the whole "
                  "expression.");
    }
    return {};
}

}  // namespace otto
