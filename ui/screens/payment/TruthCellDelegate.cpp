// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TruthCellDelegate.h"

#include "ui/screens/payment/RecordGlyph.h"
#include "ui/screens/payment/TruthTableModel.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/VisibleText.h"

#include <QPainter>

namespace otto {

namespace {

constexpr int kGlyph = 10;
constexpr int kGlyphGap = 6;
constexpr int kTwoLineHeight = 38;
constexpr int kCellPadding = 8;
constexpr double kOutline = 2.0;

TruthTableModel::CellKind kindOf(const QModelIndex& index)
{
    return static_cast<TruthTableModel::CellKind>(
        index.data(TruthTableModel::CellKindRole).toInt());
}

}  // namespace

TruthCellDelegate::TruthCellDelegate(QObject* parent) : CellDelegate(parent) {}

QString TruthCellDelegate::ageText(const QModelIndex& index) const
{
    const QVariant since = index.data(StartedRole);
    if (!since.isValid()) {
        return {};
    }
    // Whole seconds, for tenths would flicker, and whole minutes, for a narrow column must still
    // say it; the line under the table says the time itself.
    const qint64 age = std::max<qint64>(0, now() - since.toLongLong()) / 1000 * 1000;
    QString text = durationText(age);
    if (age < 60'000) {
        text = tr("%1 s").arg(age / 1000);
    } else if (age < 3'600'000) {
        text = tr("%1 min").arg(age / 60'000);
    }
    return kindOf(index) == TruthTableModel::CellKind::Answer ? tr("answer, %1 ago").arg(text)
                                                              : tr("%1 ago").arg(text);
}

QString TruthCellDelegate::plainText(const QModelIndex& index) const
{
    const QString text = CellDelegate::plainText(index);
    const QString age = ageText(index);
    return age.isEmpty() ? text : text + QStringLiteral(", ") + age;
}

void TruthCellDelegate::paintContent(QPainter& painter, const Ink& ink,
                                     const QModelIndex& index) const
{
    const TruthTableModel::CellKind kind = kindOf(index);
    const bool isLabel = kind == TruthTableModel::CellKind::Label;
    const QString below = isLabel ? index.data(SecondaryTextRole).toString() : ageText(index);
    const bool hasTwoLines = ink.box.height() >= kTwoLineHeight && !below.isEmpty();
    QRect first = ink.box;
    QRect second = ink.box;
    if (hasTwoLines) {
        first.setBottom(ink.box.center().y() + 1);
        first.setTop(first.top() + kSpace1);
        second.setTop(first.bottom());
        second.setBottom(ink.box.bottom() - kSpace1);
    }
    if (kind == TruthTableModel::CellKind::Fact || kind == TruthTableModel::CellKind::Answer) {
        const RecordKind record =
            kind == TruthTableModel::CellKind::Fact ? RecordKind::Fact : RecordKind::Answer;
        const QRectF glyph(first.left(), first.center().y() - kGlyph / 2.0 + 1, kGlyph, kGlyph);
        paintRecordGlyph(painter, glyph, record, GlyphState::Standing,
                         ink.selected ? ink.text : recordGlyphColor(record, GlyphState::Standing));
        first.setLeft(first.left() + kGlyph + kGlyphGap);
        second.setLeft(first.left());
    }
    const bool isUnheard = kind == TruthTableModel::CellKind::NeverHeard;
    const QFont strong = Theme::current().font(TextRole::BodyStrong);
    drawText(painter, first, visibleText(index.data(Qt::DisplayRole).toString().left(1000)),
             isUnheard ? ink.secondary : ink.text, isUnheard || isLabel ? textFont() : strong,
             Qt::AlignLeft, Qt::ElideRight);
    if (hasTwoLines) {
        drawText(painter, second, below, isLabel ? toneInk(toneOf(index), ink) : ink.secondary,
                 smallFont(), Qt::AlignLeft, Qt::ElideRight);
    }
    paintOutline(painter, ink.box.adjusted(-kCellPadding, 0, kCellPadding, 1),
                 static_cast<Qt::Edges>(index.data(TruthTableModel::OutlineRole).toInt()));
}

void TruthCellDelegate::paintOutline(QPainter& painter, const QRect& cell, Qt::Edges edges) const
{
    if (!edges) {
        return;
    }
    painter.setPen(QPen(Theme::current().color(Tone::Critical), kOutline));
    const QRectF box =
        QRectF(cell).adjusted(kOutline / 2, kOutline / 2, -kOutline / 2, -kOutline / 2);
    // Edges that are not drawn run on into the neighbouring cell.
    const double left = edges.testFlag(Qt::LeftEdge) ? box.left() : cell.left() - 1;
    const double right = edges.testFlag(Qt::RightEdge) ? box.right() : cell.right() + 2;
    const double top = edges.testFlag(Qt::TopEdge) ? box.top() : cell.top() - 1;
    const double bottom = edges.testFlag(Qt::BottomEdge) ? box.bottom() : cell.bottom() + 2;
    if (edges.testFlag(Qt::TopEdge)) {
        painter.drawLine(QPointF(left, top), QPointF(right, top));
    }
    if (edges.testFlag(Qt::BottomEdge)) {
        painter.drawLine(QPointF(left, bottom), QPointF(right, bottom));
    }
    if (edges.testFlag(Qt::LeftEdge)) {
        painter.drawLine(QPointF(left, top), QPointF(left, bottom));
    }
    if (edges.testFlag(Qt::RightEdge)) {
        painter.drawLine(QPointF(right, top), QPointF(right, bottom));
    }
}

}  // namespace otto
