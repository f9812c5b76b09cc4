// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/TicksDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/theme/ToneGlyph.h"

#include <QPainter>
#include <QPainterPath>

#include <array>

namespace otto {

namespace {

constexpr int kGlyph = 14;
constexpr int kStep = 26;

struct Tick
{
    int role;
    int textRole;
    const char* name;
};

constexpr std::array<Tick, 3> kTicks{{
    {SentTickRole, SentTextRole, QT_TRANSLATE_NOOP("otto::TicksDelegate", "sent")},
    {AnsweredTickRole, AnsweredTextRole, QT_TRANSLATE_NOOP("otto::TicksDelegate", "answered")},
    {VerifiedTickRole, VerifiedTextRole, QT_TRANSLATE_NOOP("otto::TicksDelegate", "verified")},
}};

TickState stateOf(const QModelIndex& index, const Tick& tick)
{
    const int value = index.data(tick.role).toInt();
    return value >= 0 && value <= static_cast<int>(TickState::Unknown)
               ? static_cast<TickState>(value)
               : TickState::Unknown;
}

QString stateWord(TickState state)
{
    switch (state) {
    case TickState::None: return TicksDelegate::tr("not yet");
    case TickState::Pending: return TicksDelegate::tr("pending");
    case TickState::Done: return TicksDelegate::tr("done");
    case TickState::Refused: return TicksDelegate::tr("refused");
    case TickState::Unknown: return TicksDelegate::tr("unknown");
    }
    return {};
}

void paintCross(QPainter& painter, const QRectF& box)
{
    const QRectF cross = box.adjusted(2.5, 2.5, -2.5, -2.5);
    painter.drawLine(cross.topLeft(), cross.bottomRight());
    painter.drawLine(cross.topRight(), cross.bottomLeft());
}

}  // namespace

void paintTick(QPainter& painter, const QRectF& box, TickState state, const QColor& dim)
{
    const Theme& theme = Theme::current();
    const auto stroke = [](const QColor& color, qreal width) {
        return QPen(color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    };
    painter.setBrush(Qt::NoBrush);
    switch (state) {
    case TickState::None:
        painter.setPen(Qt::NoPen);
        painter.setBrush(dim);
        painter.drawEllipse(box.center(), 1.8, 1.8);
        return;
    case TickState::Pending:
        painter.setPen(stroke(theme.color(Tone::Low), 1.8));
        painter.drawEllipse(box.adjusted(2, 2, -2, -2));
        return;
    case TickState::Done:
        paintToneGlyph(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), Tone::Ok, GlyphFill::Filled,
                       dim);
        return;
    case TickState::Refused:
        painter.setPen(stroke(theme.color(Tone::Critical), 2.0));
        paintCross(painter, box);
        return;
    case TickState::Unknown: {
        QPen dashed = stroke(theme.color(Tone::High), 1.3);
        dashed.setCapStyle(Qt::FlatCap);
        dashed.setDashPattern({2.0, 1.5});
        painter.setPen(dashed);
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5));
        QFont font = theme.font(TextRole::BodyStrong);
        font.setPixelSize(10);
        painter.setFont(font);
        painter.drawText(box, Qt::AlignCenter, QStringLiteral("?"));
        return;
    }
    }
}

TicksDelegate::TicksDelegate(QObject* parent) : CellDelegate(parent) {}

QString TicksDelegate::plainText(const QModelIndex& index) const
{
    QStringList parts;
    for (const Tick& tick : kTicks) {
        parts.append(tr(tick.name) + QStringLiteral(": ") + stateWord(stateOf(index, tick)));
    }
    return parts.join(QStringLiteral(", "));
}

void TicksDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF box(ink.box.left(), ink.box.top() + (ink.box.height() - kGlyph) / 2.0, kGlyph, kGlyph);
    for (std::size_t i = 0; i < kTicks.size(); ++i) {
        if (i > 0) {
            painter.setPen(QPen(ink.secondary, 1.0));
            const double y = box.center().y();
            painter.drawLine(QPointF(box.left() - (kStep - kGlyph) + 2.5, y),
                             QPointF(box.left() - 2.5, y));
        }
        paintTick(painter, box, stateOf(index, kTicks[i]), ink.secondary);
        box.translate(kStep, 0);
    }
}

QString TicksDelegate::toolTip(const QModelIndex& index) const
{
    QStringList lines;
    for (const Tick& tick : kTicks) {
        const QString text = index.data(tick.textRole).toString();
        lines.append(tr(tick.name) + QStringLiteral(": ") + stateWord(stateOf(index, tick))
                     + (text.isEmpty() ? QString() : QStringLiteral(". ") + text));
    }
    return lines.join(QLatin1Char('\n'));
}

}  // namespace otto
