// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/RingDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/CountdownRing.h"
#include "ui/widgets/DisplayText.h"

#include <QPainter>

namespace otto {

namespace {

constexpr int kRing = 16;
constexpr QChar kEnDash(0x2013);

}  // namespace

RingDelegate::RingDelegate(QObject* parent) : CellDelegate(parent) {}

QString RingDelegate::plainText(const QModelIndex& index) const
{
    const QVariant ended = index.data(EndedRole);
    if (ended.isValid()) {
        return tr("took %1").arg(
            durationText(ended.toLongLong() - index.data(StartedRole).toLongLong()));
    }
    const QVariant deadline = index.data(DeadlineRole);
    if (!deadline.isValid()) {
        return QString(kEnDash);
    }
    const qint64 left = deadline.toLongLong() - now();
    return left < 0 ? timeLeftText(left) : tr("%1 left").arg(timeLeftText(left));
}

void RingDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    const QVariant deadline = index.data(DeadlineRole);
    const bool running = deadline.isValid() && !index.data(EndedRole).isValid();
    if (!running) {
        drawText(painter, ink.box.adjusted(kRing + kSpace2, 0, 0, 0), plainText(index),
                 ink.secondary, textFont(), Qt::AlignLeft, Qt::ElideRight);
        return;
    }
    const qint64 left = deadline.toLongLong() - now();
    const QRectF ring(ink.box.left(), ink.box.top() + (ink.box.height() - kRing) / 2.0, kRing,
                      kRing);
    paintCountdownRing(
        painter, ring,
        shareLeft(index.data(StartedRole).toLongLong(), deadline.toLongLong(), now()));
    drawText(painter, ink.box.adjusted(kRing + kSpace2, 0, 0, 0), timeLeftText(left),
             left < 0 ? toneInk(Tone::Critical, ink) : ink.text, textFont(), Qt::AlignLeft,
             Qt::ElideRight);
}

}  // namespace otto
