// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// A state as a pill: DisplayRole's word on a quiet fill of ToneRole; outline only if ClosedRole.
class StateDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit StateDelegate(QObject* parent = nullptr);

    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
};

}  // namespace otto
