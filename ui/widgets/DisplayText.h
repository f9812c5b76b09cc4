// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace otto {

/// How numbers, money and time are written everywhere in the console.

/// "12 400": grouped by four-per-em spaces (U+2005; a thin space is 1.5 px wide in this face and
/// cannot be seen), U+2212 as minus.
QString countText(qint64 value);

/// "−12 400.00 USD": minor units as a decimal number, then the ISO code. No floating point.
QString moneyText(qint64 minorUnits, const QString& currency, int decimals = 2);

/// "12400.00", ASCII, for files and the clipboard.
QString plainAmount(qint64 minorUnits, int decimals = 2);

/// How long ago or how long for, two units at most: "0.4 s", "12 s", "3 min 05 s", "2 h 14 min",
/// "3 d 4 h". Negative durations count as 0.
QString durationText(qint64 milliseconds);

/// "3:12" or "1:04:09" or "2 d 03 h" left; "overdue 0:45" once negative.
QString timeLeftText(qint64 milliseconds);

/// One switch for the whole console: are clocks shown in UTC or in the desk's zone? Changing it
/// emits nothing; FrameWindow::clockModeChanged tells the screens to repaint. Default: UTC.
enum class ClockMode { Utc, Local };
ClockMode clockMode();
void setClockMode(ClockMode mode);

/// "14:02:10.123" in the current clock mode; `epochMs` is UTC milliseconds since the epoch.
QString timeText(qint64 epochMs);
/// "14:02:10".
QString secondsText(qint64 epochMs);
/// "2025-03-01 14:02:10.123 UTC" or "... UTC+2".
QString dateTimeText(qint64 epochMs);

}  // namespace otto
