// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

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
