// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/Theme.h"

#include "ui/theme/ThemeSheet.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPointer>
#include <QSettings>
#include <QStyleFactory>

#include <algorithm>
#include <cmath>

// Outside the namespace, as the macro demands; the resources sit in a static library.
static void registerResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace otto {

namespace {

QPointer<Theme> installedTheme;

// Qt 6.4 has no QStyleHints::colorScheme. The palette that the platform brought along is the best
// witness; Windows keeps its apps' choice in the registry instead.
bool systemIsDark(const QPalette& platformPalette)
{
#ifdef Q_OS_WIN
    const QSettings personalize(
        QStringLiteral(
            "HKEY_CURRENT_USER\\Software\\Microsoft\\Windows\\CurrentVersion\\Themes\\Personalize"),
        QSettings::NativeFormat);
    const QVariant light = personalize.value(QStringLiteral("AppsUseLightTheme"));
    if (light.isValid()) {
        return light.toInt() == 0;
    }
#endif
    if (qEnvironmentVariable("GTK_THEME").endsWith(QStringLiteral(":dark"))) {
        return true;
    }
    return platformPalette.color(QPalette::Window).lightness()
           < platformPalette.color(QPalette::WindowText).lightness();
}

QString loadFamily(const QString& stem, QFont::StyleHint fallback)
{
    QString family;
    for (const QString& face : {QStringLiteral("Regular"), QStringLiteral("SemiBold")}) {
        const int id = QFontDatabase::addApplicationFont(
            QStringLiteral(":/fonts/") + stem + QLatin1Char('-') + face + QStringLiteral(".ttf"));
        const QStringList families = QFontDatabase::applicationFontFamilies(id);
        if (family.isEmpty() && !families.isEmpty()) {
            family = families.constFirst();
        }
    }
    if (family.isEmpty()) {
        QFont font;
        font.setStyleHint(fallback);
        family = font.defaultFamily();
    }
    return family;
}

double linearChannel(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    const auto channel = [](float value) { return linearChannel(static_cast<double>(value)); };
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF())
           + 0.0722 * channel(color.blueF());
}

}  // namespace

Theme& Theme::install(QApplication& application, ThemeMode mode)
{
    if (installedTheme) {
        installedTheme->setMode(mode);
        return *installedTheme;
    }
    auto* theme = new Theme(application, mode);
    installedTheme = theme;
    theme->apply();
    return *theme;
}

Theme& Theme::current()
{
    Q_ASSERT_X(qApp != nullptr, "Theme::current", "needs a QApplication");
    return installedTheme ? *installedTheme : install(*qApp, ThemeMode::Light);
}

Theme::Theme(QApplication& application, ThemeMode mode)
    : QObject(&application),
      m_application(application),
      m_mode(mode),
      m_systemIsDark(systemIsDark(QApplication::palette()))
{
    registerResources();
    m_textFamily = loadFamily(QStringLiteral("IBMPlexSans"), QFont::SansSerif);
    m_monoFamily = loadFamily(QStringLiteral("IBMPlexMono"), QFont::Monospace);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
}

void Theme::setMode(ThemeMode mode)
{
    if (mode == m_mode) {
        return;
    }
    m_mode = mode;
    apply();
}

void Theme::setDensity(Density density)
{
    if (density == m_density) {
        return;
    }
    m_density = density;
    apply();
}

void Theme::apply()
{
    m_dark = m_mode == ThemeMode::Dark || (m_mode == ThemeMode::System && m_systemIsDark);
    m_colors = m_dark ? darkColors() : lightColors();
    QApplication::setFont(font(TextRole::BodyText));
    QApplication::setPalette(paletteOf(m_colors));
    m_application.setStyleSheet(styleSheetOf(m_colors, m_dark, m_density, m_monoFamily));
    Q_EMIT changed();
}

QColor Theme::color(Tone tone) const
{
    return m_colors.tone[static_cast<int>(tone)];
}

QColor Theme::fill(Tone tone) const
{
    return m_colors.toneFill[static_cast<int>(tone)];
}

QFont Theme::font(TextRole role) const
{
    const bool mono = role == TextRole::Mono || role == TextRole::MonoSmall;
    QFont font(mono ? m_monoFamily : m_textFamily);
    font.setStyleHint(mono ? QFont::Monospace : QFont::SansSerif);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    int size = 13;
    switch (role) {
    case TextRole::Caption:
    case TextRole::MonoSmall: size = 11; break;
    case TextRole::Small:
    case TextRole::Mono: size = 12; break;
    case TextRole::BodyText: break;
    case TextRole::BodyStrong: font.setWeight(QFont::DemiBold); break;
    case TextRole::Title:
        size = 15;
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Heading:
        size = 18;
        font.setWeight(QFont::DemiBold);
        break;
    case TextRole::Display:
        size = 28;
        font.setWeight(QFont::DemiBold);
        break;
    }
    font.setPixelSize(size);
    return font;
}

int Theme::rowHeight() const
{
    return m_density == Density::Compact ? 22 : 28;
}

double Theme::contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

}  // namespace otto
