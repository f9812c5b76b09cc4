// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// Time left to a deadline: a bar that empties and the time in words. Reads StartedRole,
/// DeadlineRole, EndedRole; past the deadline it says by how much. An en dash where there is no
/// deadline.
class SlaDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit SlaDelegate(QObject* parent = nullptr);

    bool dependsOnTime() const override { return true; }
    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
};

}  // namespace otto
