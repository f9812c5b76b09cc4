// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"

#include <QAbstractItemModel>

#include <vector>

namespace otto {

/// The expressions of an explanation as a tree of their parts: every part with its value, whether
/// it is true, and whether it alone would turn the whole. An expression's first row is the
/// expression as a whole, behind its key.
class ExplanationModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column : int { PartColumn, ValueColumn, FlipColumn, ColumnCount };

    explicit ExplanationModel(QObject* parent = nullptr);

    /// The same expressions with other values keep their rows: what is open stays open.
    void setExpressions(const std::vector<ExplainedExpressionView>& expressions);

    /// Null for an invalid index and for an expression without parts.
    const ExplainedPartView* partAt(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    static constexpr std::size_t kNone = static_cast<std::size_t>(-1);

    struct Node
    {
        std::size_t expression = 0;
        /// Index into the expression's parts; kNone for an expression without any.
        std::size_t part = kNone;
        std::size_t parent = kNone;
        int row = 0;
        std::vector<std::size_t> children;
    };

    void buildNodes();
    const Node* nodeAt(const QModelIndex& index) const;
    QModelIndex indexOf(std::size_t node, int column) const;
    QString text(const Node& node, int column) const;
    QString spoken(const Node& node) const;
    QVariant ink(const Node& node, int column) const;

    std::vector<ExplainedExpressionView> m_expressions;
    std::vector<Node> m_nodes;
    std::vector<std::size_t> m_roots;
};

}  // namespace otto
