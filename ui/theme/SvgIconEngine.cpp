// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/SvgIconEngine.h"

#include "ui/theme/Theme.h"

#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>
#include <utility>

namespace otto {

namespace {

QColor inkOf(IconTint tint, QIcon::Mode mode)
{
    const ThemeColors& colors = Theme::current().colors();
    if (mode == QIcon::Disabled) {
        return colors.textDisabled;
    }
    switch (tint) {
    case IconTint::Text: return colors.text;
    case IconTint::Secondary: return colors.textSecondary;
    case IconTint::Accent: return colors.accent;
    case IconTint::OnAccent: return colors.onAccent;
    }
    return colors.text;
}

}  // namespace

SvgIconEngine::SvgIconEngine(QByteArray svg, IconTint tint) : m_svg(std::move(svg)), m_tint(tint) {}

void SvgIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State)
{
    QByteArray svg = m_svg;
    svg.replace("currentColor", inkOf(m_tint, mode).name().toLatin1());
    QSvgRenderer renderer(svg);
    const int side = std::min(rect.width(), rect.height());
    QRect square(0, 0, side, side);
    square.moveCenter(rect.center());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    renderer.render(painter, square);
    painter->restore();
}

QPixmap SvgIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state)
{
    return scaledPixmap(size, mode, state, 1.0);
}

QPixmap SvgIconEngine::scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state,
                                    qreal scale)
{
    // `size` is in device pixels already; QIcon sets the ratio itself.
    Q_UNUSED(scale);
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(0, 0), size), mode, state);
    return pixmap;
}

QIconEngine* SvgIconEngine::clone() const
{
    return new SvgIconEngine(*this);
}

QString SvgIconEngine::key() const
{
    return QStringLiteral("otto-svg");
}

}  // namespace otto
