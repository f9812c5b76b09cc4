// SPDX-License-Identifier: Apache-2.0
#include "ui/StatusNotices.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

namespace otto {

namespace {

using Notice = BannerBar::Notice;

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::StatusNotices", text);
}

/// Without the full stop, for sentences go on after it.
QString clause(const std::string& sentence)
{
    QString text = qText(sentence).trimmed();
    while (text.endsWith(QLatin1Char('.')))
        text.chop(1);
    return text;
}

std::optional<Notice> engineNotice(std::optional<Instant> silentSince)
{
    if (!silentSince)
        return std::nullopt;
    return Notice{
        Tone::Critical,
        tr("The engine has been silent since %1. What is on screen is as of then; nothing "
           "is decided or sent. Restart the console if this stays.")
            .arg(secondsText(silentSince->ms)),
        {}};
}

std::optional<Notice> brokerNotice(const EngineStatus& status)
{
    const QString since = secondsText(status.connectionSince.ms);
    const QString reason = clause(status.connectionReason);
    switch (status.connection) {
    case Connection::Up: return std::nullopt;
    case Connection::Connecting:
        return Notice{Tone::Info,
                      reason.isEmpty()
                          ? tr("Connecting to the broker since %1.").arg(since)
                          : tr("Connecting to the broker since %1: %2.").arg(since, reason),
                      {}};
    case Connection::Down: break;
    }
    return Notice{Tone::Critical,
                  tr("Broker unreachable since %1: %2. Deadlines are frozen; nothing is lost, the "
                     "engine reconnects by itself.")
                      .arg(since, reason.isEmpty() ? tr("no reason given") : reason),
                  {}};
}

QString catchingUpText(const EngineStatus& status)
{
    if (status.lag < 0)
        return tr("Catching up: reading history. Flags and questions are not complete yet.");
    const QString behind =
        tr("Catching up: %1 to read").arg(counted(status.lag, tr("record"), tr("records")));
    if (status.recordsPerSecond == 0)
        return behind + tr(". Flags and questions are not complete yet.");
    const std::int64_t seconds =
        status.lag / static_cast<std::int64_t>(status.recordsPerSecond) + 1;
    return behind
           + tr(" at %1 a second, about %2 left. Flags and questions are not complete yet.")
                 .arg(countText(static_cast<qint64>(status.recordsPerSecond)),
                      durationText(seconds * 1000));
}

std::optional<Notice> dutyNotice(const EngineStatus& status)
{
    switch (status.duty) {
    case DutyState::Deciding: return std::nullopt;
    case DutyState::ReadOnly:
        return Notice{Tone::Info,
                      status.dutyText.empty() ? tr("Read-only: another engine decides.")
                                              : tr("Read-only: %1.").arg(clause(status.dutyText)),
                      {}};
    case DutyState::CatchingUp:
        // While the broker is away there is nothing to catch up with; its notice says so.
        if (status.connection != Connection::Up)
            return std::nullopt;
        return Notice{Tone::Info, catchingUpText(status), {}};
    }
    return std::nullopt;
}

std::optional<Notice> warningNotice(const EngineStatus& status)
{
    if (status.warning.empty())
        return std::nullopt;
    return Notice{Tone::High, qText(status.warning), {}};
}

std::optional<Notice> rulesNotice(const EngineStatus& status)
{
    if (status.ruleErrors == 0)
        return std::nullopt;
    return Notice{
        Tone::High,
        tr("Changed rules were refused: %1. The rules in force stay.")
            .arg(counted(static_cast<qint64>(status.ruleErrors), tr("fault"), tr("faults"))),
        tr("Show the faults")};
}

}  // namespace

QList<StatusNotice> statusNotices(const EngineStatus& status, std::optional<Instant> silentSince)
{
    return {{QStringLiteral("engine"), engineNotice(silentSince)},
            {QStringLiteral("broker"), brokerNotice(status)},
            {QStringLiteral("duty"), dutyNotice(status)},
            {QStringLiteral("warning"), warningNotice(status)},
            {kRulesNotice, rulesNotice(status)}};
}

}  // namespace otto
