// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// A cell of the truth table: the value with the glyph of where it came from (disc: fact, diamond:
/// answer), its age below, and the outline of what disagrees. In low rows the age is left to the
/// tooltip.
class TruthCellDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit TruthCellDelegate(QObject* parent = nullptr);

    bool dependsOnTime() const override { return true; }
    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;

private:
    QString ageText(const QModelIndex& index) const;
    void paintOutline(QPainter& painter, const QRect& cell, Qt::Edges edges) const;
};

}  // namespace otto
