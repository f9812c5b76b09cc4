// SPDX-License-Identifier: Apache-2.0
#include "ui/delegates/StateDelegate.h"

#include "ui/delegates/CellRoles.h"
#include "ui/widgets/Pill.h"

namespace otto {

StateDelegate::StateDelegate(QObject* parent) : CellDelegate(parent) {}

QString StateDelegate::plainText(const QModelIndex& index) const
{
    return index.data(Qt::DisplayRole).toString();
}

void StateDelegate::paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const
{
    const QString text = plainText(index);
    if (!text.isEmpty()) {
        paintPill(painter, ink.box, text, toneOf(index),
                  index.data(ClosedRole).toBool() ? GlyphFill::Outline : GlyphFill::Filled,
                  smallFont());
    }
}

}  // namespace otto
