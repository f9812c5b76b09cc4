// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/NumberTile.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/Sparkline.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kGlyph = 16;

}  // namespace

NumberTile::NumberTile(const QString& title, QWidget* parent)
    : QWidget(parent),
      m_title(new OttoLabel(title, TextRole::Small, OttoLabel::Ink::Secondary)),
      m_glyph(new OttoLabel),
      m_value(new OttoLabel(QStringLiteral("–"), TextRole::Display)),
      m_unit(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_caption(new OttoLabel(QString(), TextRole::Caption, OttoLabel::Ink::Secondary)),
      m_sparkline(new Sparkline)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setMinimumWidth(136);
    m_value->setObjectName(QStringLiteral("value"));
    m_title->setElideMode(Qt::ElideRight);
    m_caption->setElideMode(Qt::ElideRight);
    m_value->setElideMode(Qt::ElideRight);
    m_glyph->hide();
    auto* number = new QHBoxLayout;
    number->setSpacing(6);
    number->addWidget(m_glyph, 0, Qt::AlignVCenter);
    number->addWidget(m_value);
    number->addWidget(m_unit, 1, Qt::AlignBottom);
    m_unit->setContentsMargins(0, 0, 0, 5);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    layout->addLayout(number);
    layout->addWidget(m_caption);
    layout->addSpacing(kSpace1);
    layout->addWidget(m_sparkline);
    connect(&Theme::current(), &Theme::changed, this, &NumberTile::applyTheme);
    describe();
}

void NumberTile::setValue(const QString& value, const QString& unit)
{
    m_value->setText(value);
    m_unit->setText(unit);
    describe();
}

void NumberTile::setCaption(const QString& caption)
{
    m_caption->setText(caption);
    describe();
}

void NumberTile::setTone(Tone tone)
{
    if (tone != m_tone) {
        m_tone = tone;
        applyTheme();
        describe();
    }
}

void NumberTile::addPoint(double value)
{
    m_sparkline->append(value);
}

QString NumberTile::value() const
{
    return m_value->fullText();
}

QString NumberTile::title() const
{
    return m_title->fullText();
}

void NumberTile::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = Theme::current().colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = hasFocus();
    const qreal width = focused ? 2.0 : 1.0;
    const QColor outline = focused        ? colors.accent
                           : underMouse() ? colors.borderStrong
                                          : colors.border;
    painter.setPen(QPen(outline, width));
    painter.setBrush(colors.surface);
    const qreal half = width / 2.0;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 6.0, 6.0);
}

void NumberTile::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        Q_EMIT activated();
    }
}

void NumberTile::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space: Q_EMIT activated(); return;
    default: QWidget::keyPressEvent(event);
    }
}

void NumberTile::describe()
{
    QStringList parts{title() + QStringLiteral(": ") + value()};
    if (!m_unit->fullText().isEmpty()) {
        parts.last() += QLatin1Char(' ') + m_unit->fullText();
    }
    if (!m_caption->fullText().isEmpty()) {
        parts.append(m_caption->fullText());
    }
    if (m_tone != Tone::Neutral) {
        parts.append(toneWord(m_tone));
    }
    setAccessibleName(parts.join(QStringLiteral(", ")));
}

void NumberTile::applyTheme()
{
    m_value->setTone(m_tone);
    m_sparkline->setTone(m_tone);
    m_glyph->setVisible(m_tone != Tone::Neutral);
    if (m_tone != Tone::Neutral) {
        m_glyph->setPixmap(tonePixmap(m_tone, GlyphFill::Filled, kGlyph, devicePixelRatio()));
    }
    update();
}

}  // namespace otto
