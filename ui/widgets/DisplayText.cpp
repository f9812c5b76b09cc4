// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/DisplayText.h"

#include <QDateTime>
#include <QTimeZone>

#include <algorithm>

namespace otto {

namespace {

constexpr QChar kGroupSpace(0x2005);
constexpr QChar kMinus(0x2212);

ClockMode currentClockMode = ClockMode::Utc;

quint64 magnitude(qint64 value)
{
    return value < 0 ? 0 - static_cast<quint64>(value) : static_cast<quint64>(value);
}

QString grouped(const QString& digits)
{
    QString text;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) {
            text += kGroupSpace;
        }
        text += digits.at(i);
    }
    return text;
}

// Whole and decimal digits of a number of minor units.
struct Digits
{
    QString whole;
    QString decimals;
};

Digits digitsOf(qint64 minorUnits, int decimals)
{
    const int places = std::clamp(decimals, 0, 18);
    const QString digits =
        QString::number(magnitude(minorUnits)).rightJustified(places + 1, QLatin1Char('0'));
    return {digits.left(digits.size() - places), digits.right(places)};
}

QDateTime toClock(qint64 epochMs)
{
    const QDateTime utc = QDateTime::fromMSecsSinceEpoch(epochMs, Qt::UTC);
    return currentClockMode == ClockMode::Utc ? utc : utc.toLocalTime();
}

QString zoneText(const QDateTime& time)
{
    const int minutes = time.offsetFromUtc() / 60;
    if (minutes == 0) {
        return QStringLiteral("UTC");
    }
    const int hours = std::abs(minutes) / 60;
    const int rest = std::abs(minutes) % 60;
    QString text =
        QStringLiteral("UTC") + (minutes < 0 ? kMinus : QLatin1Char('+')) + QString::number(hours);
    if (rest != 0) {
        text += QStringLiteral(":%1").arg(rest, 2, 10, QLatin1Char('0'));
    }
    return text;
}

QString twoDigits(qint64 value)
{
    return QString::number(value).rightJustified(2, QLatin1Char('0'));
}

// "3:12", "1:04:09", "2 d 03 h".
QString clockSpan(qint64 seconds)
{
    if (seconds >= 86400) {
        return QStringLiteral("%1 d %2 h").arg(seconds / 86400).arg(twoDigits(seconds / 3600 % 24));
    }
    if (seconds >= 3600) {
        return QStringLiteral("%1:%2:%3")
            .arg(seconds / 3600)
            .arg(twoDigits(seconds / 60 % 60), twoDigits(seconds % 60));
    }
    return QStringLiteral("%1:%2").arg(seconds / 60).arg(twoDigits(seconds % 60));
}

}  // namespace

QString countText(qint64 value)
{
    const QString digits = grouped(QString::number(magnitude(value)));
    return value < 0 ? kMinus + digits : digits;
}

QString moneyText(qint64 minorUnits, const QString& currency, int decimals)
{
    const Digits digits = digitsOf(minorUnits, decimals);
    QString text = grouped(digits.whole);
    if (!digits.decimals.isEmpty()) {
        text += QLatin1Char('.') + digits.decimals;
    }
    if (minorUnits < 0) {
        text.prepend(kMinus);
    }
    return currency.isEmpty() ? text : text + QLatin1Char(' ') + currency;
}

QString plainAmount(qint64 minorUnits, int decimals)
{
    const Digits digits = digitsOf(minorUnits, decimals);
    QString text = digits.whole;
    if (!digits.decimals.isEmpty()) {
        text += QLatin1Char('.') + digits.decimals;
    }
    return minorUnits < 0 ? QLatin1Char('-') + text : text;
}

QString durationText(qint64 milliseconds)
{
    const qint64 ms = std::max<qint64>(milliseconds, 0);
    const qint64 seconds = ms / 1000;
    if (seconds < 10) {
        return QStringLiteral("%1.%2 s").arg(seconds).arg(ms / 100 % 10);
    }
    if (seconds < 60) {
        return QStringLiteral("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return QStringLiteral("%1 min %2 s").arg(seconds / 60).arg(twoDigits(seconds % 60));
    }
    if (seconds < 86400) {
        return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(twoDigits(seconds / 60 % 60));
    }
    return QStringLiteral("%1 d %2 h").arg(seconds / 86400).arg(seconds / 3600 % 24);
}

QString timeLeftText(qint64 milliseconds)
{
    if (milliseconds < 0) {
        // Rounded away from the deadline, so that "overdue 0:00" is never shown.
        const qint64 late = static_cast<qint64>((magnitude(milliseconds) + 999) / 1000);
        return QStringLiteral("overdue ") + clockSpan(late);
    }
    return clockSpan(milliseconds / 1000);
}

ClockMode clockMode()
{
    return currentClockMode;
}

void setClockMode(ClockMode mode)
{
    currentClockMode = mode;
}

QString timeText(qint64 epochMs)
{
    return toClock(epochMs).toString(QStringLiteral("HH:mm:ss.zzz"));
}

QString secondsText(qint64 epochMs)
{
    return toClock(epochMs).toString(QStringLiteral("HH:mm:ss"));
}

QString dateTimeText(qint64 epochMs)
{
    const QDateTime time = toClock(epochMs);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz ")) + zoneText(time);
}

}  // namespace otto
