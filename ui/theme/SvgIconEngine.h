// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/ThemeIcon.h"

#include <QByteArray>
#include <QIconEngine>

namespace otto {

/// Renders one SVG in the colour that the theme has at that moment: `currentColor` in the file is
/// replaced before rendering. Keeps no pixmap, so a theme change needs no invalidation.
class SvgIconEngine : public QIconEngine
{
public:
    SvgIconEngine(QByteArray svg, IconTint tint);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                         qreal scale) override;
    QIconEngine* clone() const override;
    QString key() const override;

private:
    QByteArray m_svg;
    IconTint m_tint;
};

}  // namespace otto
