// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/StatusBar.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/FlatButton.h"
#include "ui/widgets/VisibleText.h"

#include <array>

namespace otto {

namespace {

constexpr int kGlyph = 12;

struct CellPlace
{
    StatusCell cell;
    const char* name;
    const char* what;  // first word of the accessible name
    bool right;
};

constexpr std::array<CellPlace, 9> kPlaces{{
    {StatusCell::Profile, "profile", QT_TRANSLATE_NOOP("otto::StatusBar", "Profile"), false},
    {StatusCell::Connection, "connection", QT_TRANSLATE_NOOP("otto::StatusBar", "Connection"),
     false},
    {StatusCell::Watermark, "watermark", QT_TRANSLATE_NOOP("otto::StatusBar", "Complete to"),
     false},
    {StatusCell::Rate, "rate", QT_TRANSLATE_NOOP("otto::StatusBar", "Rate"), false},
    {StatusCell::Suspenders, "suspenders", QT_TRANSLATE_NOOP("otto::StatusBar", "Open questions"),
     false},
    {StatusCell::Quarantine, "quarantine", QT_TRANSLATE_NOOP("otto::StatusBar", "Quarantine"),
     false},
    {StatusCell::Clock, "clock", QT_TRANSLATE_NOOP("otto::StatusBar", "Clock"), true},
    {StatusCell::Operator, "operator", QT_TRANSLATE_NOOP("otto::StatusBar", "Operator"), true},
    {StatusCell::Engine, "engine", QT_TRANSLATE_NOOP("otto::StatusBar", "Engine"), true},
}};

}  // namespace

StatusBar::StatusBar(QWidget* parent) : QStatusBar(parent)
{
    setObjectName(QStringLiteral("status"));
    setAccessibleName(tr("Status"));
    setSizeGripEnabled(false);
    for (const CellPlace& place : kPlaces) {
        auto* button = new FlatButton;
        button->setObjectName(QStringLiteral("status.") + QLatin1StringView(place.name));
        button->setFocusPolicy(Qt::TabFocus);
        button->setIconSize({kGlyph, kGlyph});
        button->setMinimumHeight(kSpace6);
        button->hide();
        if (place.right) {
            addPermanentWidget(button);
        } else {
            addWidget(button);
        }
        const StatusCell cell = place.cell;
        connect(button, &QToolButton::clicked, this, [this, cell] { Q_EMIT cellActivated(cell); });
        m_cells.insert(static_cast<int>(cell), {button, Tone::Neutral});
    }
    connect(&Theme::current(), &Theme::changed, this, &StatusBar::applyTheme);
    applyTheme();
}

void StatusBar::setCell(StatusCell cell, const QString& text, const QString& sentence, Tone tone)
{
    Cell& entry = m_cells[static_cast<int>(cell)];
    FlatButton* button = entry.button;
    const QString shown = visibleText(text).replace(QLatin1Char('&'), QStringLiteral("&&"));
    if (button->text() != shown) {
        button->setText(shown);
    }
    if (entry.tone != tone) {
        entry.tone = tone;
        applyTheme();
    }
    const QString plain = visibleText(sentence).toHtmlEscaped();
    if (button->toolTip() != plain) {
        button->setToolTip(plain);
        button->setAccessibleDescription(visibleText(sentence));
    }
    const QString what = tr(kPlaces[static_cast<std::size_t>(cell)].what);
    button->setAccessibleName(what + QStringLiteral(": ") + visibleText(text));
    button->setVisible(!text.isEmpty());
}

QString StatusBar::cellText(StatusCell cell) const
{
    QString text = m_cells.value(static_cast<int>(cell)).button->text();
    return text.replace(QStringLiteral("&&"), QStringLiteral("&"));
}

void StatusBar::applyTheme()
{
    for (const Cell& cell : std::as_const(m_cells)) {
        cell.button->setFont(Theme::current().font(TextRole::Small));
        cell.button->setIcon(
            cell.tone == Tone::Neutral
                ? QIcon()
                : QIcon(tonePixmap(cell.tone, GlyphFill::Filled, kGlyph, devicePixelRatio())));
    }
}

}  // namespace otto
