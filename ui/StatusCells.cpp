// SPDX-License-Identifier: Apache-2.0
#include "ui/StatusCells.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

namespace otto {

namespace {

/// How old proven completeness may be before the cell warns.
constexpr std::int64_t kWatermarkOldMs = 10'000;

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::StatusCells", text);
}

QString number(std::uint64_t value)
{
    return countText(static_cast<qint64>(value));
}

/// "1.9 ms" of 1940 microseconds.
QString msText(std::uint64_t us)
{
    return QStringLiteral("%1.%2 ms").arg(us / 1000).arg(us / 100 % 10);
}

/// "UTC" or "UTC+2": the zone that times are shown in.
QString zoneText(Instant at)
{
    return dateTimeText(at.ms).section(QLatin1Char(' '), -1);
}

void fillProfile(StatusBar& bar, const EngineStatus& status, const QString& profile)
{
    const QString env = qText(status.env);
    const QString shown = env.toUpper();
    bar.setCell(StatusCell::Profile,
                profile.isEmpty() || profile == env ? shown
                                                    : shown + QStringLiteral(" \u00B7 ") + profile,
                tr("Environment %1, profile %2, instance %3.")
                    .arg(env, profile.isEmpty() ? env : profile, qText(status.instance)));
}

void fillConnection(StatusBar& bar, const EngineStatus& status)
{
    const QString since = dateTimeText(status.connectionSince.ms);
    switch (status.connection) {
    case Connection::Up: {
        const QString lag =
            status.lag < 0 ? tr("lag unknown") : tr("lag %1").arg(countText(status.lag));
        bar.setCell(StatusCell::Connection,
                    status.lag > 0 ? tr("live, %1 behind").arg(countText(status.lag)) : tr("live"),
                    tr("Connected to the broker since %1, %2.").arg(since, lag));
        return;
    }
    case Connection::Connecting:
        bar.setCell(StatusCell::Connection, tr("connecting"),
                    tr("Connecting since %1. %2").arg(since, qText(status.connectionReason)),
                    Tone::Medium);
        return;
    case Connection::Down:
        bar.setCell(
            StatusCell::Connection, tr("down since %1").arg(secondsText(status.connectionSince.ms)),
            tr("Broker unreachable since %1: %2").arg(since, qText(status.connectionReason)),
            Tone::Critical);
        return;
    }
}

void fillWatermark(StatusBar& bar, const EngineStatus& status)
{
    if (!status.watermark) {
        bar.setCell(
            StatusCell::Watermark, tr("completeness not proven"),
            tr("Not everything the broker holds has been read yet; no deadline fires before."),
            Tone::Medium);
        return;
    }
    const std::int64_t age = (status.now - *status.watermark).count();
    bar.setCell(
        StatusCell::Watermark, tr("complete to %1").arg(secondsText(status.watermark->ms)),
        tr("All records the broker held at %1 have been read, %2 ago; deadlines fire up to there.")
            .arg(dateTimeText(status.watermark->ms), durationText(age)),
        age > kWatermarkOldMs ? Tone::High : Tone::Neutral);
}

void fillCounts(StatusBar& bar, const EngineStatus& status)
{
    bar.setCell(StatusCell::Rate, tr("%1 records/s").arg(number(status.recordsPerSecond)),
                tr("%1 records read in all, %2 of them facts, %3 duplicates; %4 payments, %5 open.")
                    .arg(number(status.records), number(status.facts), number(status.duplicates),
                         number(status.payments), number(status.openPayments)));
    bar.setCell(
        StatusCell::Suspenders,
        counted(static_cast<qint64>(status.pendingQuestions), tr("question"), tr("questions")),
        tr("%1 questions wait for an answer; %2 asked and %3 answered so far.")
            .arg(number(status.pendingQuestions), number(status.questionsAsked),
                 number(status.answered)));
    bar.setCell(StatusCell::Quarantine, tr("%1 in quarantine").arg(number(status.quarantined)),
                tr("%1 records could not be read and are kept with the reason; a click shows them.")
                    .arg(number(status.quarantined)),
                status.quarantined > 0 ? Tone::Medium : Tone::Neutral);
}

void fillEngine(StatusBar& bar, const EngineClient& client)
{
    const FrameStatistics& frames = client.frames();
    QString sentence = tr("Longest step of the engine in the last second: %1.")
                           .arg(msText(client.status().stepUsMax));
    const auto half = frames.eventToPixel.percentile(50);
    const auto most = frames.eventToPixel.percentile(99);
    if (half && most)
        sentence +=
            tr(" From a record's arrival to the screen: half within %1 ms, 99 of 100 within %2 ms.")
                .arg(*half)
                .arg(*most);
    bar.setCell(StatusCell::Engine, tr("engine %1").arg(msText(client.status().stepUsMax)),
                sentence);
}

}  // namespace

void fillStatusCells(StatusBar& bar, const EngineClient& client, const QString& profile)
{
    const EngineStatus& status = client.status();
    fillProfile(bar, status, profile);
    fillConnection(bar, status);
    fillWatermark(bar, status);
    fillCounts(bar, status);
    bar.setCell(StatusCell::Clock,
                secondsText(status.now.ms) + QLatin1Char(' ') + zoneText(status.now),
                tr("The engine\u2019s time. A click switches the whole console between UTC and "
                   "local time."));
    const bool isViewer = client.principal().role == Role::Viewer;
    bar.setCell(StatusCell::Operator,
                tr("%1, %2").arg(qText(client.principal().operatorId),
                                 isViewer ? tr("viewer") : tr("operator")),
                isViewer
                    ? tr("You may look at everything and send nothing.")
                    : tr("You may ask, claim and send fixers; each is recorded with your name."));
    fillEngine(bar, client);
}

}  // namespace otto
