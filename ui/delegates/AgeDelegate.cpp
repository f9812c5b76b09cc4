// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/AgeDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/DisplayText.h"

namespace otto {

AgeDelegate::AgeDelegate(QObject* parent) : CellDelegate(parent) {}

QString AgeDelegate::plainText(const QModelIndex& index) const
{
    const QVariant started = index.data(StartedRole);
    if (!started.isValid()) {
        return {};
    }
    const QVariant ended = index.data(EndedRole);
    const qint64 until = ended.isValid() ? ended.toLongLong() : now();
    // Whole seconds: tenths would flicker.
    const qint64 age = (until - started.toLongLong()) / 1000 * 1000;
    return age < 10'000 ? tr("%1 s").arg(qMax<qint64>(0, age / 1000)) : durationText(age);
}

void AgeDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    const bool ended = index.data(EndedRole).isValid();
    drawText(painter, ink.box, plainText(index), ended ? ink.secondary : ink.text, textFont(),
             Qt::AlignRight, Qt::ElideRight);
}

QString AgeDelegate::toolTip(const QModelIndex& index) const
{
    const QVariant started = index.data(StartedRole);
    return started.isValid() ? tr("since %1").arg(dateTimeText(started.toLongLong())) : QString();
}

}  // namespace otto
