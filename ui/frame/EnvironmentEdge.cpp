// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/EnvironmentEdge.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/VisibleText.h"

#include <QPainter>

namespace otto {

namespace {

constexpr int kHeight = 20;
constexpr int kHatch = 8;
constexpr int kTextGap = 12;

}  // namespace

EnvironmentEdge::EnvironmentEdge(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void EnvironmentEdge::setEnvironment(Kind kind, const QString& profile)
{
    m_kind = kind;
    const QString word = kind == Kind::Production ? tr("PRODUCTION") : tr("QA");
    m_text = profile.isEmpty() ? word : word + QStringLiteral(" – ") + visibleText(profile);
    setAccessibleName(m_text);
    setVisible(kind != Kind::None);
    update();
}

QSize EnvironmentEdge::sizeHint() const
{
    return {0, kHeight};
}

void EnvironmentEdge::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    const ThemeColors& colors = theme.colors();
    const QColor ground = m_kind == Kind::Production ? colors.production : colors.quality;
    QPainter painter(this);
    painter.fillRect(rect(), ground);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ground.lighter(135), 2.0));
    for (int x = -height(); x < width(); x += kHatch) {
        painter.drawLine(QPointF(x, height()), QPointF(x + height(), 0));
    }
    // The word stands on the plain colour, which is what its contrast is computed for.
    const QFont font = theme.font(TextRole::Small);
    const int textWidth = QFontMetrics(font).horizontalAdvance(m_text);
    const QRect plate((width() - textWidth) / 2 - kTextGap, 0, textWidth + 2 * kTextGap, height());
    painter.fillRect(plate, ground);
    painter.setFont(font);
    painter.setPen(colors.onEnvironment);
    painter.drawText(plate, Qt::AlignCenter, m_text);
}

}  // namespace otto
