// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/Theme.h"

namespace otto {

namespace {

QColor rgb(unsigned value)
{
    return QColor::fromRgb(QRgb{0xff000000U | value});
}

}  // namespace

// Severity colours, text, selection and environment frames are those of product.md 5.11; the
// neutral greys and the fills are chosen so that every pair drawn together keeps 4.5:1 (tst_Theme).
ThemeColors Theme::lightColors()
{
    ThemeColors colors;
    colors.window = rgb(0xF4F6F8);
    colors.rail = rgb(0xE9EDF1);
    colors.surface = rgb(0xFFFFFF);
    colors.surfaceAlt = rgb(0xF4F6F8);
    colors.border = rgb(0xE1E6EB);
    colors.borderStrong = rgb(0x858F9C);
    colors.text = rgb(0x1B1F24);
    colors.textSecondary = rgb(0x56606C);
    colors.textDisabled = rgb(0x9AA3AE);
    colors.accent = rgb(0x1D5FBF);
    colors.onAccent = rgb(0xFFFFFF);
    colors.selection = rgb(0xCFE3FB);
    colors.selectionText = rgb(0x1B1F24);
    colors.selectionSecondary = rgb(0x46505C);
    colors.tooltip = rgb(0x252B32);
    colors.onTooltip = rgb(0xF4F6F8);
    colors.production = rgb(0x8C1D18);
    colors.quality = rgb(0x1F4E79);
    colors.onEnvironment = rgb(0xFFFFFF);
    constexpr unsigned kTones[kToneCount] = {0x7D0A30, 0xBF4B00, 0x594C00, 0x0A4FB3,
                                             0x5F6876, 0x007F5F, 0x1B1F24};
    constexpr unsigned kFills[kToneCount] = {0xFBE9EE, 0xFEF5EE, 0xF7F1D4, 0xE4EEFC,
                                             0xF0F2F5, 0xEAF7F2, 0xECEFF3};
    for (int i = 0; i < kToneCount; ++i) {
        colors.tone[i] = rgb(kTones[i]);
        colors.toneFill[i] = rgb(kFills[i]);
    }
    return colors;
}

ThemeColors Theme::darkColors()
{
    ThemeColors colors;
    colors.window = rgb(0x0F1216);
    colors.rail = rgb(0x0F1216);
    colors.surface = rgb(0x15191E);
    colors.surfaceAlt = rgb(0x1D232A);
    colors.border = rgb(0x272E36);
    colors.borderStrong = rgb(0x697481);
    colors.text = rgb(0xE6EAEF);
    colors.textSecondary = rgb(0xA3ACB8);
    colors.textDisabled = rgb(0x5F6975);
    colors.accent = rgb(0x6FB1FF);
    colors.onAccent = rgb(0x0B1220);
    colors.selection = rgb(0x1F4469);
    colors.selectionText = rgb(0xF2F6FA);
    colors.selectionSecondary = rgb(0xC3CDD9);
    colors.tooltip = rgb(0x2B333C);
    colors.onTooltip = rgb(0xE6EAEF);
    colors.production = rgb(0x8C1D18);
    colors.quality = rgb(0x1F4E79);
    colors.onEnvironment = rgb(0xFFFFFF);
    constexpr unsigned kTones[kToneCount] = {0xFF5C6C, 0xFF9A2E, 0xFCE98A, 0x4EA1FA,
                                             0x98A1B0, 0x7FF2D2, 0xE6EAEF};
    constexpr unsigned kFills[kToneCount] = {0x341A20, 0x38260F, 0x332E14, 0x14283F,
                                             0x222830, 0x10302A, 0x262D35};
    for (int i = 0; i < kToneCount; ++i) {
        colors.tone[i] = rgb(kTones[i]);
        colors.toneFill[i] = rgb(kFills[i]);
    }
    return colors;
}

}  // namespace otto
