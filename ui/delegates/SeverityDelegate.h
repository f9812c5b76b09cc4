// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/delegates/CellDelegate.h"

namespace otto {

/// Glyph and word of a flag's severity: reads ToneRole and ClosedRole (outline). With
/// setGlyphOnly(true) the word is left to the tooltip and the screen reader.
class SeverityDelegate : public CellDelegate
{
    Q_OBJECT

public:
    explicit SeverityDelegate(QObject* parent = nullptr);

    void setGlyphOnly(bool glyphOnly) { m_glyphOnly = glyphOnly; }
    QString plainText(const QModelIndex& index) const override;

protected:
    void paintContent(QPainter& painter, const Ink& ink, const QModelIndex& index) const override;
    QString toolTip(const QModelIndex& index) const override;

private:
    bool m_glyphOnly = false;
};

}  // namespace otto
