// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Theme.h"

#include <QLabel>

namespace otto {

/// The only label of the console: always plain text, so that text from outside can never become
/// markup, links or remote images. Control and bidirectional characters are shown as escapes
/// (visibleText()). Elided text keeps the full text in tooltip and accessible name.
class OttoLabel : public QLabel
{
    Q_OBJECT

public:
    enum class Ink { Primary, Secondary, Accent };

    explicit OttoLabel(QWidget* parent = nullptr);
    explicit OttoLabel(const QString& text, QWidget* parent = nullptr);
    OttoLabel(const QString& text, TextRole role, Ink ink = Ink::Primary,
              QWidget* parent = nullptr);

    /// Hides QLabel's setters, which would keep the raw text or another format.
    void setText(const QString& text);
    void setTextFormat(Qt::TextFormat) = delete;

    /// The text as given, before escapes and eliding.
    QString fullText() const { return m_fullText; }

    void setTextRole(TextRole role);
    void setInk(Ink ink);
    /// Text in a severity's colour; Tone::Neutral returns to the ink.
    void setTone(Tone tone);

    /// Qt::ElideNone (default) keeps the full width. Other modes let the label shrink to a few
    /// letters. Not together with word wrap.
    void setElideMode(Qt::TextElideMode mode);

    /// Mouse and keyboard selection; a selectable label can take the focus.
    void setSelectable(bool selectable);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void applyTheme();
    QColor inkColor() const;
    void keepInk();
    void updateElision();

    QString m_fullText;
    QString m_visibleText;
    TextRole m_role = TextRole::BodyText;
    Ink m_ink = Ink::Primary;
    Tone m_tone = Tone::Neutral;
    Qt::TextElideMode m_elideMode = Qt::ElideNone;
    bool m_elided = false;
};

}  // namespace otto
