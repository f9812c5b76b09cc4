// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/CountdownRing.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QPainter>

#include <algorithm>

namespace otto {

namespace {

constexpr int kRing = 16;
constexpr double kFullCircle = 5760.0;  // sixteenths of a degree
constexpr double kFewLeft = 0.25;

}  // namespace

void paintCountdownRing(QPainter& painter, const QRectF& box, double fraction)
{
    const Theme& theme = Theme::current();
    const double side = std::min(box.width(), box.height());
    QRectF ring(0, 0, side - 2.5, side - 2.5);
    ring.moveCenter(box.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (fraction <= 0.0) {
        QPen pen(theme.color(Tone::Critical), 1.6);
        pen.setDashPattern({2.0, 1.6});
        painter.setPen(pen);
        painter.drawEllipse(ring);
        painter.setFont([&theme, side] {
            QFont font = theme.font(TextRole::BodyStrong);
            font.setPixelSize(std::max(8, qRound(side * 0.62)));
            return font;
        }());
        painter.drawText(ring, Qt::AlignCenter, QStringLiteral("!"));
        painter.restore();
        return;
    }
    painter.setPen(QPen(theme.colors().border, 2.2));
    painter.drawEllipse(ring);
    const Tone tone = fraction < kFewLeft ? Tone::High : Tone::Low;
    painter.setPen(QPen(theme.color(tone), 2.2, Qt::SolidLine, Qt::FlatCap));
    const int span = qRound(std::min(fraction, 1.0) * kFullCircle);
    painter.drawArc(ring, 90 * 16, span);
    painter.restore();
}

double shareLeft(qint64 startedMs, qint64 deadlineMs, qint64 nowMs)
{
    if (deadlineMs <= startedMs) {
        return nowMs < deadlineMs ? 1.0 : 0.0;
    }
    const double left = static_cast<double>(deadlineMs - nowMs);
    return std::clamp(left / static_cast<double>(deadlineMs - startedMs), 0.0, 1.0);
}

CountdownRing::CountdownRing(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CountdownRing::setSpan(qint64 startedMs, qint64 deadlineMs)
{
    m_started = startedMs;
    m_deadline = deadlineMs;
    setNow(m_now);
}

void CountdownRing::setNow(qint64 nowMs)
{
    m_now = nowMs;
    setAccessibleName(tr("Time left: %1").arg(text()));
    updateGeometry();
    update();
}

QString CountdownRing::text() const
{
    return timeLeftText(m_deadline - m_now);
}

QSize CountdownRing::sizeHint() const
{
    const QFontMetrics metrics(Theme::current().font(TextRole::BodyText));
    return {kRing + kSpace2 + metrics.horizontalAdvance(text()) + 1,
            std::max(kRing, metrics.height())};
}

void CountdownRing::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    paintCountdownRing(painter, QRectF(0, (height() - kRing) / 2.0, kRing, kRing),
                       shareLeft(m_started, m_deadline, m_now));
    painter.setFont(theme.font(TextRole::BodyText));
    painter.setPen(m_now >= m_deadline ? theme.color(Tone::Critical) : theme.colors().text);
    painter.drawText(rect().adjusted(kRing + kSpace2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     text());
}

}  // namespace otto
