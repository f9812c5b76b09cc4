// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/ThemeSheet.h"

#include <QFile>
#include <QHash>

namespace otto {

QPalette paletteOf(const ThemeColors& colors)
{
    QPalette palette;
    const auto all = [&palette](QPalette::ColorRole role, const QColor& color) {
        palette.setColor(QPalette::All, role, color);
    };
    all(QPalette::Window, colors.window);
    all(QPalette::WindowText, colors.text);
    all(QPalette::Base, colors.surface);
    all(QPalette::AlternateBase, colors.surfaceAlt);
    all(QPalette::Text, colors.text);
    all(QPalette::PlaceholderText, colors.textSecondary);
    all(QPalette::Button, colors.surface);
    all(QPalette::ButtonText, colors.text);
    all(QPalette::BrightText, colors.onAccent);
    all(QPalette::Light, colors.surfaceAlt);
    all(QPalette::Midlight, colors.border);
    all(QPalette::Mid, colors.border);
    all(QPalette::Dark, colors.borderStrong);
    all(QPalette::Shadow, colors.borderStrong);
    all(QPalette::Highlight, colors.selection);
    all(QPalette::HighlightedText, colors.selectionText);
    all(QPalette::Link, colors.accent);
    all(QPalette::LinkVisited, colors.accent);
    all(QPalette::ToolTipBase, colors.tooltip);
    all(QPalette::ToolTipText, colors.onTooltip);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, colors.textDisabled);
    }
    return palette;
}

QString styleSheetOf(const ThemeColors& colors, bool dark, Density density,
                     const QString& monoFamily)
{
    QFile file(QStringLiteral(":/themes/otto.qss"));
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QString sheet = QString::fromUtf8(file.readAll());
    const QHash<QString, QString> tokens{
        {QStringLiteral("window"), colors.window.name()},
        {QStringLiteral("rail"), colors.rail.name()},
        {QStringLiteral("surface"), colors.surface.name()},
        {QStringLiteral("surfaceAlt"), colors.surfaceAlt.name()},
        {QStringLiteral("border"), colors.border.name()},
        {QStringLiteral("borderStrong"), colors.borderStrong.name()},
        {QStringLiteral("text"), colors.text.name()},
        {QStringLiteral("textSecondary"), colors.textSecondary.name()},
        {QStringLiteral("textDisabled"), colors.textDisabled.name()},
        {QStringLiteral("accent"), colors.accent.name()},
        {QStringLiteral("accentHover"),
         (dark ? colors.accent.lighter(112) : colors.accent.darker(115)).name()},
        {QStringLiteral("onAccent"), colors.onAccent.name()},
        {QStringLiteral("selection"), colors.selection.name()},
        {QStringLiteral("selectionText"), colors.selectionText.name()},
        {QStringLiteral("tooltip"), colors.tooltip.name()},
        {QStringLiteral("onTooltip"), colors.onTooltip.name()},
        {QStringLiteral("critical"), colors.tone[static_cast<int>(Tone::Critical)].name()},
        {QStringLiteral("controlHeight"),
         density == Density::Compact ? QStringLiteral("20px") : QStringLiteral("24px")},
        {QStringLiteral("variant"), dark ? QStringLiteral("dark") : QStringLiteral("light")},
        {QStringLiteral("mono"), monoFamily},
    };
    for (auto token = tokens.cbegin(); token != tokens.cend(); ++token) {
        sheet.replace(QStringLiteral("${") + token.key() + QLatin1Char('}'), token.value());
    }
    return sheet;
}

}  // namespace otto
