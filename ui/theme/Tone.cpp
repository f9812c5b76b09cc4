// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/Tone.h"

#include <QCoreApplication>

namespace otto {

QString toneWord(Tone tone)
{
    switch (tone) {
    case Tone::Critical: return QCoreApplication::translate("Tone", "Critical");
    case Tone::High: return QCoreApplication::translate("Tone", "High");
    case Tone::Medium: return QCoreApplication::translate("Tone", "Medium");
    case Tone::Low: return QCoreApplication::translate("Tone", "Low");
    case Tone::Info: return QCoreApplication::translate("Tone", "Info");
    case Tone::Ok: return QCoreApplication::translate("Tone", "OK");
    case Tone::Neutral: break;
    }
    return {};
}

QString toneLetter(Tone tone)
{
    switch (tone) {
    case Tone::Critical: return QStringLiteral("C");
    case Tone::High: return QStringLiteral("H");
    case Tone::Medium: return QStringLiteral("M");
    case Tone::Low: return QStringLiteral("L");
    case Tone::Info: return QStringLiteral("i");
    case Tone::Ok:
    case Tone::Neutral: break;
    }
    return {};
}

}  // namespace otto
