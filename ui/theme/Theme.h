// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QColor>
#include <QFont>
#include <QObject>

class QApplication;

namespace otto {

enum class ThemeMode { Light, Dark, System };
enum class Density { Normal, Compact };

/// The type scale. Mono faces carry a dotted zero and are for ids, offsets and payloads; every face
/// has digits of equal width, so numbers stack without a font feature.
enum class TextRole {
    Caption,     // 11 px: units, captions under numbers
    Small,       // 12 px: secondary lines, status bar
    BodyText,    // 13 px: everything else
    BodyStrong,  // 13 px semibold: the one thing in a row that counts
    Title,       // 15 px semibold: pane and dialog titles
    Heading,     // 18 px semibold: a screen's subject, a payment's id
    Display,     // 28 px semibold: Overview's numbers
    Mono,        // 12 px mono
    MonoSmall    // 11 px mono
};

/// All colours of one theme. Every text colour has at least 4.5:1 on each surface it is drawn on.
struct ThemeColors
{
    QColor window;        // behind panes: the frame, gaps, status bar
    QColor rail;          // navigation rail; only text, textSecondary and accent go on it
    QColor surface;       // content: tables, panes
    QColor surfaceAlt;    // hovered row, header, inputs that are read-only
    QColor border;        // hairline between neighbours
    QColor borderStrong;  // outline of an input or a button (3:1 on surface)
    QColor text;
    QColor textSecondary;
    QColor textDisabled;  // exempt from the contrast rule (WCAG 1.4.3, inactive components)
    QColor accent;        // the one accent: focus ring, primary button, current screen, links
    QColor onAccent;      // text on accent
    QColor selection;     // selected row
    QColor selectionText;
    QColor selectionSecondary;  // secondary text on a selected row
    QColor tooltip;
    QColor onTooltip;
    QColor production;  // frame of a production profile
    QColor quality;     // frame of a QA profile
    QColor onEnvironment;
    QColor tone[kToneCount];      // text and glyph colour by Tone
    QColor toneFill[kToneCount];  // quiet background of a pill or banner in that tone
};

/// The look of the application: colours, fonts, density. One object, owned by the QApplication; GUI
/// thread only. install() registers the bundled fonts, sets Fusion, palette and stylesheet;
/// changing mode or density re-applies them and emits changed(), after which everything that caches
/// a colour, a font metric or a row height must take it anew.
class Theme : public QObject
{
    Q_OBJECT

public:
    static Theme& install(QApplication& application, ThemeMode mode = ThemeMode::System);

    /// The installed theme; installs the default one if nobody has (widget tests).
    static Theme& current();

    static ThemeColors lightColors();
    static ThemeColors darkColors();

    /// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
    static double contrast(const QColor& a, const QColor& b);

    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);

    /// What is shown now; mode() == System resolves to one of the two.
    bool isDark() const { return m_dark; }

    Density density() const { return m_density; }
    void setDensity(Density density);

    const ThemeColors& colors() const { return m_colors; }
    QColor color(Tone tone) const;
    QColor fill(Tone tone) const;

    QFont font(TextRole role) const;

    /// Height of a table row in px: 28 normal, 22 compact.
    int rowHeight() const;

Q_SIGNALS:
    void changed();

private:
    Theme(QApplication& application, ThemeMode mode);
    void loadFonts();
    void apply();

    QApplication& m_application;
    ThemeMode m_mode;
    Density m_density = Density::Normal;
    bool m_systemIsDark = false;
    bool m_dark = false;
    ThemeColors m_colors;
    QString m_textFamily;
    QString m_monoFamily;
};

/// The 4 px grid; screens use 8, 16 and 24 and keep 4 and 12 for the inside of a control.
inline constexpr int kSpace1 = 4;
inline constexpr int kSpace2 = 8;
inline constexpr int kSpace3 = 12;
inline constexpr int kSpace4 = 16;
inline constexpr int kSpace6 = 24;

}  // namespace otto
