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

constexpr int kLeastColumn = 70;
constexpr int kMostColumn = 260;
/// Of an excerpt's last field: "never heard" must stay readable.
constexpr int kLeastLastColumn = 92;
/// Rows that stay in view however low the window is.
constexpr int kRowsAtLeast = 3;
/// Padding of both sides, glyph and its gap.
constexpr int kCellExtra = 34;

}  // namespace

TruthTableView::TruthTableView(TruthTableModel::Shape shape, QWidget* parent)
    : TableView(shape == TruthTableModel::Shape::Full ? tr("What every system says")
                                                      : tr("What the systems say"),
                parent),
      m_shape(shape),
      m_model(new TruthTableModel(shape, this))
{
    setObjectName(QStringLiteral("truthTable"));
    setItemDelegate(new TruthCellDelegate(this));
    setModel(m_model);
    setSelectionBehavior(QAbstractItemView::SelectItems);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
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
    const int rows = std::clamp(m_model->rowCount(), 1, kRowsAtLeast);
    return {240, horizontalHeader()->sizeHint().height()
                     + rows * verticalHeader()->defaultSectionSize() + 2};
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
    verticalHeader()->setDefaultSectionSize(m_shape == TruthTableModel::Shape::Full ? line + 12
                                                                                    : line);
    updateGeometry();
}

/// Every column as wide as its texts when they fit; what is left is shared equally, what is missing
/// is taken from the widest, from an excerpt's last field first and its first field last.
void TruthTableView::spreadColumns()
{
    const int columns = m_model->columnCount();
    const QFontMetrics metrics(Theme::current().font(TextRole::BodyStrong));
    QList<int> widths;
    int total = 0;
    for (int column = 0; column < columns; ++column) {
        QString header = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        int width = metrics.horizontalAdvance(header.left(80));
        for (int row = 0; row < m_model->rowCount(); ++row) {
            const QModelIndex index = m_model->index(row, column);
            const QString text = index.data(Qt::DisplayRole).toString().left(80);
            const QString below = index.data(SecondaryTextRole).toString().left(80);
            width = std::max(
                {width, metrics.horizontalAdvance(text), metrics.horizontalAdvance(below)});
        }
        const int extra = column == 0 ? 2 * kSpace2 + kSpace1 : kCellExtra;
        widths.append(std::clamp(width + extra, column == 0 ? 0 : kLeastColumn, kMostColumn));
        total += widths.last();
    }
    const int available = viewport()->width();
    if (m_shape == TruthTableModel::Shape::Excerpt && !widths.isEmpty()) {
        const int spare = std::max(0, widths.last() - kLeastLastColumn);
        const int taken = std::clamp(total - available, 0, spare);
        widths.last() -= taken;
        total -= taken;
    }
    for (qsizetype first : {m_shape == TruthTableModel::Shape::Excerpt ? 2 : 1, 1}) {
        while (total > available && first < widths.size()) {
            const auto widest = std::max_element(widths.begin() + first, widths.end());
            if (*widest <= kLeastColumn) {
                break;
            }
            --*widest;
            --total;
        }
    }
    const int share = columns > 1 ? std::max(0, (available - total) / (columns - 1)) : 0;
    for (int column = 0; column < columns; ++column) {
        setColumnWidth(column,
                       widths[column] + (column == 0 ? 0 : std::min(share, kMostColumn / 2)));
    }
}

void TruthTableView::activate(const QModelIndex& index)
{
    if (const TruthCell* cell = m_model->cellAt(index)) {
        Q_EMIT assertionActivated(qText(cell->messageId));
    }
}

}  // namespace otto
