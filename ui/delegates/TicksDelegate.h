// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"
#include "ui/delegates/CellDelegate.h"

namespace otto {

/// One tick in its state's shape, square in `box`; 14 px is the usual size. `dim` is the colour of
/// one that has not begun.
void paintTick(QPainter& painter, const QRectF& box, TickState state, const QColor& dim);

/// A fixer's three ticks: sent, answered, verified. Reads SentTickRole, AnsweredTickRole,
/// VerifiedTickRole (TickState) and their texts for the tooltip. Each state has its own shape: dot,
/// ring, tick, cross, question mark in a dashed ring.
class TicksDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit TicksDelegate(QObject* parent = nullptr);

    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
    QString toolTip(const QModelIndex& index) const override;
};

}  // namespace otto
