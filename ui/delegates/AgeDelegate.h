// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// How long something has been so: now, or EndedRole, less StartedRole. The tooltip has the
/// instant.
class AgeDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit AgeDelegate(QObject* parent = nullptr);

    bool dependsOnTime() const override { return true; }
    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
    QString toolTip(const QModelIndex& index) const override;
};

}  // namespace otto
