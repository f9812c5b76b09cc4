// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/OttoLabel.h"

#include "ui/widgets/VisibleText.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace otto {

OttoLabel::OttoLabel(QWidget* parent)
    : OttoLabel(QString(), TextRole::BodyText, Ink::Primary, parent)
{}

OttoLabel::OttoLabel(const QString& text, QWidget* parent)
    : OttoLabel(text, TextRole::BodyText, Ink::Primary, parent)
{}

OttoLabel::OttoLabel(const QString& text, TextRole role, Ink ink, QWidget* parent)
    : QLabel(parent), m_role(role), m_ink(ink)
{
    QLabel::setTextFormat(Qt::PlainText);
    setOpenExternalLinks(false);
    applyTheme();
    connect(&Theme::current(), &Theme::changed, this, &OttoLabel::applyTheme);
    setText(text);
}

void OttoLabel::setText(const QString& text)
{
    if (text == m_fullText && !m_visibleText.isNull()) {
        return;
    }
    m_fullText = text;
    m_visibleText = visibleText(text, wordWrap() ? LineBreaks::Keep : LineBreaks::Escape);
    QLabel::setText(m_visibleText);
    updateElision();
}

void OttoLabel::setTextRole(TextRole role)
{
    m_role = role;
    applyTheme();
}

void OttoLabel::setInk(Ink ink)
{
    m_ink = ink;
    applyTheme();
}

void OttoLabel::setTone(Tone tone)
{
    if (tone == m_tone) {
        return;
    }
    m_tone = tone;
    applyTheme();
}

void OttoLabel::setElideMode(Qt::TextElideMode mode)
{
    m_elideMode = mode;
    if (mode != Qt::ElideNone) {
        setTextInteractionFlags(Qt::NoTextInteraction);
        setWordWrap(false);
    }
    updateElision();
    updateGeometry();
}

void OttoLabel::setSelectable(bool selectable)
{
    if (selectable) {
        m_elideMode = Qt::ElideNone;
        updateElision();
    }
    setTextInteractionFlags(selectable ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                       : Qt::TextInteractionFlags(Qt::NoTextInteraction));
}

QSize OttoLabel::minimumSizeHint() const
{
    const QSize size = QLabel::minimumSizeHint();
    const int few = fontMetrics().horizontalAdvance(QStringLiteral("WW…"));
    if (wordWrap()) {
        // QLabel asks for the width of the longest word, and a word from outside may be of any
        // length.
        return {std::min(size.width(), few), fontMetrics().lineSpacing()};
    }
    return m_elideMode == Qt::ElideNone ? size : QSize(std::min(size.width(), few), size.height());
}

QSize OttoLabel::sizeHint() const
{
    return QLabel::sizeHint();
}

void OttoLabel::paintEvent(QPaintEvent* event)
{
    if (!m_elided) {
        QLabel::paintEvent(event);
        return;
    }
    QPainter painter(this);
    const QRect box = contentsRect();
    style()->drawItemText(&painter, box, static_cast<int>(alignment()), palette(), isEnabled(),
                          fontMetrics().elidedText(m_visibleText, m_elideMode, box.width()),
                          foregroundRole());
}

void OttoLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    updateElision();
}

void OttoLabel::applyTheme()
{
    const Theme& theme = Theme::current();
    setFont(theme.font(m_role));
    const QColor color = inkColor();
    QPalette shown = palette();
    shown.setColor(QPalette::WindowText, color);
    shown.setColor(QPalette::Text, color);
    shown.setColor(QPalette::Disabled, QPalette::WindowText, theme.colors().textDisabled);
    shown.setColor(QPalette::Highlight, theme.colors().selection);
    shown.setColor(QPalette::HighlightedText, theme.colors().selectionText);
    setPalette(shown);
    updateElision();
}

QColor OttoLabel::inkColor() const
{
    const Theme& theme = Theme::current();
    if (m_tone != Tone::Neutral) {
        return theme.color(m_tone);
    }
    switch (m_ink) {
    case Ink::Secondary: return theme.colors().textSecondary;
    case Ink::Accent: return theme.colors().accent;
    case Ink::Primary: break;
    }
    return theme.colors().text;
}

/// A style sheet gives a label the palette back that it had before the sheet was set, which is the
/// one of the theme before, when it polishes the label: at its first show, for example.
void OttoLabel::changeEvent(QEvent* event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        keepInk();
    }
}

void OttoLabel::showEvent(QShowEvent* event)
{
    QLabel::showEvent(event);
    keepInk();
}

void OttoLabel::keepInk()
{
    if (palette().color(QPalette::Active, QPalette::WindowText) != inkColor()) {
        applyTheme();
    }
}

void OttoLabel::updateElision()
{
    const bool elided = m_elideMode != Qt::ElideNone
                        && fontMetrics().horizontalAdvance(m_visibleText) > contentsRect().width();
    if (elided != m_elided || elided) {
        m_elided = elided;
        setToolTip(elided ? m_visibleText : QString());
        update();
    }
}

}  // namespace otto
