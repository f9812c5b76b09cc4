// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// Glyph and word of a record's class; reads kRecordKindRole. The glyph is the timeline's.
class RecordClassDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit RecordClassDelegate(QObject* parent = nullptr);

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
};

}  // namespace otto
