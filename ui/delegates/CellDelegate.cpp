// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/CellDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/VisibleText.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

#include <algorithm>

namespace otto {

namespace {

constexpr int kCellPadding = 8;
constexpr int kNotchWidth = 3;
constexpr int kFocusBar = 3;

// The current row is marked once, at its left edge, and only while keys go to the table.
bool isLeadingCellOfFocusedRow(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    if (table == nullptr || !table->hasFocus() || table->currentIndex().row() != index.row()) {
        return false;
    }
    const QHeaderView* header = table->horizontalHeader();
    return header->logicalIndexAt(-header->offset()) == index.column()
           || header->sectionPosition(index.column()) == 0;
}

bool isMarkedCell(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    return table != nullptr && table->currentIndex() == index && table->hasFocus()
           && table->property(kMarksCellProperty).toBool();
}

}  // namespace

Tone toneOf(const QModelIndex& index)
{
    const QVariant tone = index.data(ToneRole);
    const int value = tone.isValid() ? tone.toInt() : static_cast<int>(Tone::Neutral);
    return value >= 0 && value < kToneCount ? static_cast<Tone>(value) : Tone::Neutral;
}

CellDelegate::CellDelegate(QObject* parent)
    : CellDelegate(Face::Text, Qt::AlignLeft, Qt::ElideRight, parent)
{}

CellDelegate::CellDelegate(Face face, Qt::Alignment alignment, Qt::TextElideMode elide,
                           QObject* parent)
    : QStyledItemDelegate(parent), m_face(face), m_alignment(alignment), m_elide(elide)
{
    connect(&Theme::current(), &Theme::changed, this, &CellDelegate::applyTheme);
    applyTheme();
}

QString CellDelegate::plainText(const QModelIndex& index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const QString secondary = index.data(SecondaryTextRole).toString();
    return secondary.isEmpty() ? text : text + QLatin1Char(' ') + secondary;
}

QStringList CellDelegate::copyFields(const QModelIndex& index) const
{
    const QVariant copy = index.data(CopyTextRole);
    return {copy.isValid() ? copy.toString() : plainText(index)};
}

QStringList CellDelegate::copyHeaders(const QString& header) const
{
    return {header};
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    const int width = QFontMetrics(m_font).horizontalAdvance(plainText(index));
    return {width + 2 * kCellPadding, Theme::current().rowHeight()};
}

QString CellDelegate::displayText(const QVariant& value, const QLocale&) const
{
    return visibleText(value.toString());
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                             const QStyleOptionViewItem& option, const QModelIndex& index)
{
    if (event->type() != QEvent::ToolTip) {
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    }
    QString text = index.data(Qt::ToolTipRole).toString();
    if (text.isEmpty()) {
        text = toolTip(index);
    }
    if (text.isEmpty()) {
        const int inner = option.rect.width() - 2 * kCellPadding;
        const QString plain = plainText(index);
        if (QFontMetrics(m_font).horizontalAdvance(visibleText(plain)) > inner) {
            text = plain;
        }
    }
    // QToolTip guesses rich text from the first characters; text from outside must stay plain.
    const QString plain = visibleText(text, LineBreaks::Keep).toHtmlEscaped();
    QToolTip::showText(event->globalPos(),
                       plain.isEmpty() ? QString()
                                       : QStringLiteral("<p style='white-space:pre-wrap'>") + plain
                                             + QStringLiteral("</p>"),
                       view, option.rect);
    return true;
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    const ThemeColors& colors = Theme::current().colors();
    Ink ink;
    ink.selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = index.row() == m_hoveredRow;
    ink.background = ink.selected ? colors.selection : hovered ? colors.surfaceAlt : colors.surface;
    ink.text = ink.selected ? colors.selectionText : colors.text;
    ink.secondary = ink.selected ? colors.selectionSecondary : colors.textSecondary;
    ink.box = option.rect.adjusted(kCellPadding, 0, -kCellPadding, -1);

    painter->fillRect(option.rect, ink.background);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      ink.selected ? ink.background : colors.border);
    if (index.data(NotchRole).toBool()) {
        painter->fillRect(
            QRect(option.rect.left(), option.rect.top(), kNotchWidth, option.rect.height() - 1),
            Theme::current().color(Tone::Critical));
    } else if (isLeadingCellOfFocusedRow(option, index)) {
        painter->fillRect(
            QRect(option.rect.left(), option.rect.top(), kFocusBar, option.rect.height()),
            colors.accent);
    }
    if (isMarkedCell(option, index)) {
        painter->fillRect(QRect(ink.box.left(), option.rect.bottom() - 2, ink.box.width(), 2),
                          colors.accent);
    }
    painter->save();
    painter->setClipRect(option.rect);
    paintContent(*painter, ink, index);
    painter->restore();
}

void CellDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    const QString text = visibleText(index.data(Qt::DisplayRole).toString());
    const QString secondary = visibleText(index.data(SecondaryTextRole).toString());
    const QColor color = m_face == Face::Dimmed ? ink.secondary : toneInk(toneOf(index), ink);
    if (secondary.isEmpty()) {
        drawText(painter, ink.box, text, color, m_font, m_alignment, m_elide);
        return;
    }
    const int width = std::min(QFontMetrics(m_font).horizontalAdvance(text) + 1, ink.box.width());
    drawText(painter, QRect(ink.box.topLeft(), QSize(width, ink.box.height())), text, color, m_font,
             Qt::AlignLeft, m_elide);
    drawText(painter, ink.box.adjusted(width + kSpace2, 0, 0, 0), secondary, ink.secondary,
             m_smallFont, Qt::AlignLeft, Qt::ElideRight);
}

QString CellDelegate::toolTip(const QModelIndex&) const
{
    return {};
}

void CellDelegate::drawText(QPainter& painter, const QRect& box, const QString& text,
                            const QColor& color, const QFont& font, Qt::Alignment alignment,
                            Qt::TextElideMode elide) const
{
    if (text.isEmpty() || box.width() <= 0) {
        return;
    }
    const QFontMetrics metrics(font);
    painter.setFont(font);
    painter.setPen(color);
    const bool fits = metrics.horizontalAdvance(text) <= box.width();
    painter.drawText(box,
                     static_cast<int>((alignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter)
                         | Qt::TextSingleLine,
                     fits ? text : metrics.elidedText(text, elide, box.width()));
}

QColor CellDelegate::toneInk(Tone tone, const Ink& ink) const
{
    // Not every severity colour keeps 4.5:1 on the selection.
    return tone == Tone::Neutral || ink.selected ? ink.text : Theme::current().color(tone);
}

void CellDelegate::applyTheme()
{
    const Theme& theme = Theme::current();
    switch (m_face) {
    case Face::Text:
    case Face::Dimmed: m_font = theme.font(TextRole::BodyText); break;
    case Face::Strong: m_font = theme.font(TextRole::BodyStrong); break;
    case Face::Mono: m_font = theme.font(TextRole::Mono); break;
    }
    m_smallFont = theme.font(TextRole::Small);
}

}  // namespace otto
