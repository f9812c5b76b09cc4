// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/SeverityDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/theme/ToneGlyph.h"

#include <QPainter>

namespace otto {

namespace {

constexpr int kGlyph = 16;

}  // namespace

SeverityDelegate::SeverityDelegate(QObject* parent) : CellDelegate(parent) {}

QString SeverityDelegate::plainText(const QModelIndex& index) const
{
    const QString word = toneWord(toneOf(index));
    return index.data(ClosedRole).toBool() ? tr("%1, closed").arg(word) : word;
}

void SeverityDelegate::paintContent(QPainter& painter, const Ink& ink,
                                    const QModelIndex& index) const
{
    const Tone tone = toneOf(index);
    const bool closed = index.data(ClosedRole).toBool();
    const QRect glyph(ink.box.left(), ink.box.top() + (ink.box.height() - kGlyph) / 2, kGlyph,
                      kGlyph);
    paintToneGlyph(painter, glyph, tone, closed ? GlyphFill::Outline : GlyphFill::Filled,
                   ink.background);
    if (!m_glyphOnly) {
        const QFont font = tone == Tone::Critical && !closed
                               ? Theme::current().font(TextRole::BodyStrong)
                               : textFont();
        drawText(painter, ink.box.adjusted(kGlyph + kSpace2, 0, 0, 0), toneWord(tone),
                 closed ? ink.secondary : toneInk(tone, ink), font, Qt::AlignLeft, Qt::ElideRight);
    }
}

QString SeverityDelegate::toolTip(const QModelIndex& index) const
{
    return m_glyphOnly ? plainText(index) : QString();
}

}  // namespace otto
