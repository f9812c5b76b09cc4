// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TruthTableView.h"

#include "ui/models/ViewText.h"
#include "ui/screens/payment/TruthCellDelegate.h"
#include "ui/theme/Theme.h"

#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>

namespace otto {

namespace {

constexpr int kLabelWidth = 128;
constexpr int kExcerptLabelWidth = 72;
constexpr int kLeastColumn = 96;
constexpr int kMostColumn = 230;

}  // namespace

TruthTableView::TruthTableView(TruthTableModel::Shape shape, QWidget* parent)
    : TableView(shape == TruthTableModel::Shape::Full ? tr("What every system says")
                                                      : tr("What the systems say"),
                parent),
      m_shape(shape), m_model(new TruthTableModel(shape, this))
{
    setObjectName(QStringLiteral("truthTable"));
    setItemDelegate(new TruthCellDelegate(this));
    setModel(m_model);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    horizontalHeader()->setSectionsMovable(false);
    horizontalHeader()->setStretchLastSection(false);
    connect(this, &QTableView::doubleClicked, this, &TruthTableView::activate);
    // After the base class, which sets the height of a one-line row.
    connect(&Theme::current(), &Theme::changed, this, &TruthTableView::applyRowHeight);
    applyRowHeight();
}

void TruthTableView::setTable(const TruthTable& table)
{
    const QModelIndex current = currentIndex();
    const int column = current.column();
    const QString id = currentId();
    m_model->setTable(table);
    spreadColumns();
    updateGeometry();
    for (int row = 0; !id.isEmpty() && row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, column);
        if (index.isValid() && m_model->index(row, 0).data(IdRole).toString() == id) {
            setCurrentIndex(index);
            break;
        }
    }
}

QSize TruthTableView::sizeHint() const
{
    const int rows = std::clamp(m_model->rowCount(), 1, kRowsAtOnce);
    return {480, horizontalHeader()->sizeHint().height()
                     + rows * verticalHeader()->defaultSectionSize() + 2};
}

QSize TruthTableView::minimumSizeHint() const
{
    return {240, sizeHint().height()};
}

void TruthTableView::resizeEvent(QResizeEvent* event)
{
    TableView::resizeEvent(event);
    spreadColumns();
}

void TruthTableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    TableView::currentChanged(current, previous);
    Q_EMIT cellDescribed(m_model->sentenceAt(current));
}

void TruthTableView::keyPressEvent(QKeyEvent* event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() == Qt::NoModifier) {
        activate(currentIndex());
        return;
    }
    TableView::keyPressEvent(event);
}

void TruthTableView::applyRowHeight()
{
    const int line = Theme::current().rowHeight();
    verticalHeader()->setDefaultSectionSize(
        m_shape == TruthTableModel::Shape::Full ? line + 18 : line);
    updateGeometry();
}

/// All systems side by side when they fit; otherwise they scroll.
void TruthTableView::spreadColumns()
{
    const int systems = m_model->columnCount() - 1;
    if (systems <= 0) {
        return;
    }
    const int label
        = m_shape == TruthTableModel::Shape::Full ? kLabelWidth : kExcerptLabelWidth;
    setColumnWidth(0, label);
    const int width = std::clamp((viewport()->width() - label) / systems, kLeastColumn, kMostColumn);
    for (int column = 1; column <= systems; ++column) {
        setColumnWidth(column, width);
    }
}

void TruthTableView::activate(const QModelIndex& index)
{
    if (const TruthCell* cell = m_model->cellAt(index)) {
        Q_EMIT assertionActivated(qText(cell->messageId));
    }
}

}  // namespace otto
