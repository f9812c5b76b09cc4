// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// Time left of a pending question: a ring that empties, then the time. Reads StartedRole,
/// DeadlineRole, EndedRole; an ended one shows how long it took, without a ring.
class RingDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit RingDelegate(QObject* parent = nullptr);

    bool dependsOnTime() const override { return true; }
    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
};

}  // namespace otto
