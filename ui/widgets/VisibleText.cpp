// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/VisibleText.h"

#include <QChar>

namespace otto {

namespace {

// Digit grouping of our own numbers (countText).
constexpr char32_t kGroupSpace = 0x2005;

// More marks than this on one letter spill over the neighbouring lines; no script needs them.
constexpr int kMarksPerLetter = 4;

// Letters and marks that Unicode does not class as format characters and that still draw nothing.
bool drawsNothing(char32_t c)
{
    return c == 0x034F || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF)
           || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 || c == 0x2800 || c == 0x17B4
           || c == 0x17B5 || (c >= 0x180B && c <= 0x180F);
}

bool isMark(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing: return true;
    default: return false;
    }
}

bool isHidden(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return true;
    case QChar::Separator_Space: return c != U' ' && c != kGroupSpace;
    default: return drawsNothing(c);
    }
}

QString escape(char32_t c)
{
    return QChar(0x27E8)
           + QStringLiteral("U+%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0')).toUpper()
           + QChar(0x27E9);
}

// Most text is printable ASCII; then nothing has to be copied.
bool isPlainAscii(const QString& text)
{
    for (const QChar c : text) {
        if (c.unicode() < 0x20 || c.unicode() > 0x7E) {
            return false;
        }
    }
    return true;
}

}  // namespace

QString visibleText(const QString& text, LineBreaks lineBreaks)
{
    if (isPlainAscii(text)) {
        return text;
    }
    QString shown;
    shown.reserve(text.size() + 16);
    int marks = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size()
            && text.at(i + 1).isLowSurrogate()) {
            c = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        if (c == U'\n' || c == U'\t') {
            if (lineBreaks == LineBreaks::Keep) {
                shown += QChar(static_cast<char16_t>(c));
            } else if (c == U'\n') {
                shown += QChar(0x21B2);
            } else {
                shown += escape(c);
            }
            marks = 0;
            continue;
        }
        marks = isMark(c) ? marks + 1 : 0;
        if (isHidden(c) || marks > kMarksPerLetter) {
            shown += escape(c);
        } else {
            shown += QChar::fromUcs4(c);
        }
    }
    return shown;
}

}  // namespace otto
