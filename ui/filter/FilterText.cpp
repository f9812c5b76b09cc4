// SPDX-License-Identifier: Apache-2.0
#include "ui/filter/FilterText.h"

#include "ui/models/ViewText.h"
#include "ui/port/EngineClient.h"
#include "ui/widgets/DisplayText.h"

#include <QDateTime>

#include <algorithm>

namespace otto {

namespace {

QString tookText(std::chrono::microseconds took)
{
    const qint64 ms = std::max<qint64>(1, (took.count() + 500) / 1000);
    return ms < 10'000 ? QObject::tr("%1 ms").arg(countText(ms)) : durationText(ms);
}

}  // namespace

FilterContext filterContext(const EngineClient& client)
{
    FilterContext context;
    context.now = client.now();
    if (clockMode() == ClockMode::Local)
        context.utcOffsetMs =
            std::int64_t{1000} * QDateTime::fromMSecsSinceEpoch(context.now.ms).offsetFromUtc();
    context.self = client.principal().operatorId.value;
    return context;
}

QString scanText(const ScanProgress& progress, qint64 matches, qint64 rows)
{
    const auto scanned = static_cast<qint64>(progress.scanned);
    if (progress.state == ScanState::Failed)
        return QObject::tr("Too costly a filter, given up after %1 rows: %2. Nothing more is "
                           "judged by it.")
            .arg(countText(scanned), qText(progress.fault));
    QString text =
        QObject::tr("%1 of %2 rows match, scanned %3 in %4")
            .arg(countText(matches), countText(rows), countText(scanned), tookText(progress.took));
    switch (progress.state) {
    case ScanState::Scanning:
        text += QObject::tr(", %1 to go; Esc stops")
                    .arg(countText(std::max<qint64>(0, rows - scanned)));
        break;
    case ScanState::Stopped: text += QObject::tr("; stopped, new rows are judged"); break;
    case ScanState::Live: text += QObject::tr("; live"); break;
    case ScanState::Failed: break;
    }
    if (progress.unjudged > 0)
        text += QObject::tr(" \u00B7 %1 could not be judged: %2")
                    .arg(countText(static_cast<qint64>(progress.unjudged)),
                         qText(progress.fault).left(200));
    return text;
}

}  // namespace otto
