// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/SlaDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/CountdownRing.h"
#include "ui/widgets/DisplayText.h"

#include <QPainter>

#include <algorithm>

namespace otto {

namespace {

constexpr int kBarWidth = 44;
constexpr int kBarHeight = 4;
constexpr double kFewLeft = 0.25;
constexpr QChar kEnDash(0x2013);

// What a row says about its deadline at one moment.
struct SlaState
{
    bool hasDeadline = false;
    bool ended = false;
    qint64 leftMs = 0;
    double share = 0.0;
};

SlaState stateOf(const QModelIndex& index, qint64 now)
{
    SlaState state;
    const QVariant deadline = index.data(DeadlineRole);
    state.hasDeadline = deadline.isValid();
    if (state.hasDeadline) {
        const QVariant ended = index.data(EndedRole);
        state.ended = ended.isValid();
        const qint64 at = state.ended ? ended.toLongLong() : now;
        state.leftMs = deadline.toLongLong() - at;
        state.share = shareLeft(index.data(StartedRole).toLongLong(), deadline.toLongLong(), at);
    }
    return state;
}

}  // namespace

SlaDelegate::SlaDelegate(QObject* parent) : CellDelegate(parent) {}

QString SlaDelegate::plainText(const QModelIndex& index) const
{
    const SlaState state = stateOf(index, now());
    if (!state.hasDeadline) {
        return QString(kEnDash);
    }
    const QString text = timeLeftText(state.leftMs);
    if (state.leftMs < 0) {
        return state.ended ? tr("late %1").arg(timeLeftText(-state.leftMs)) : text;
    }
    return state.ended ? tr("in time") : tr("%1 left").arg(text);
}

void SlaDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    const SlaState state = stateOf(index, now());
    if (!state.hasDeadline || state.ended) {
        drawText(painter, ink.box, plainText(index), ink.secondary, textFont(), Qt::AlignLeft,
                 Qt::ElideRight);
        return;
    }
    if (state.leftMs < 0) {
        drawText(painter, ink.box, plainText(index), toneInk(Tone::Critical, ink),
                 Theme::current().font(TextRole::BodyStrong), Qt::AlignLeft, Qt::ElideRight);
        return;
    }
    const Theme& theme = Theme::current();
    const QRectF track(ink.box.left(), ink.box.top() + (ink.box.height() - kBarHeight) / 2.0,
                       kBarWidth, kBarHeight);
    QRectF rest = track;
    rest.setWidth(std::max(2.0, kBarWidth * state.share));
    const bool few = state.share < kFewLeft;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor empty = theme.colors().borderStrong;
    empty.setAlphaF(0.35F);
    painter.setBrush(empty);
    painter.drawRoundedRect(track, 2, 2);
    painter.setBrush(few ? theme.color(Tone::High) : ink.secondary);
    painter.drawRoundedRect(rest, 2, 2);
    drawText(painter, ink.box.adjusted(kBarWidth + kSpace2, 0, 0, 0), timeLeftText(state.leftMs),
             few ? toneInk(Tone::High, ink) : ink.text, textFont(), Qt::AlignLeft, Qt::ElideRight);
}

}  // namespace otto
