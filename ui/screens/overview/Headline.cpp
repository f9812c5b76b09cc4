// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/Headline.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>
#include <QStringList>

namespace otto {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::Headline", text);
}

QString silentText(const OverviewView& overview, Instant now)
{
    QStringList silent;
    for (const SystemView& system : overview.systems) {
        if (system.state != SystemState::Silent)
            continue;
        const QString name = systemName(system.system);
        silent.append(
            system.lastFactAt
                ? tr("%1 silent for %2").arg(name, durationText((now - *system.lastFactAt).count()))
                : tr("%1 silent").arg(name));
    }
    return silent.isEmpty() ? QString() : silent.join(QStringLiteral(", ")) + QLatin1Char('.');
}

}  // namespace

Headline headlineOf(const OverviewView& overview, const EngineStatus& status)
{
    const auto open = static_cast<qint64>(status.openFlags);
    const qint64 critical = overview.openCritical.value;
    const QString silent = silentText(overview, status.now);
    if (open == 0 && silent.isEmpty()) {
        return {Tone::Ok,
                overview.lastFlagAt
                    ? tr("All quiet. Last flag %1.").arg(secondsText(overview.lastFlagAt->ms))
                    : tr("All quiet. No flag so far.")};
    }
    Headline headline{critical > 0 || !silent.isEmpty() ? Tone::Critical : Tone::Medium, {}};
    QStringList says;
    if (open == 0)
        says.append(tr("No flag open."));
    else if (critical > 0)
        says.append(tr("%1 open, %2 critical.")
                        .arg(counted(open, tr("flag"), tr("flags")), countText(critical)));
    else
        says.append(tr("%1 open, none critical.").arg(counted(open, tr("flag"), tr("flags"))));
    if (!silent.isEmpty())
        says.append(silent);
    headline.text = says.join(QLatin1Char(' '));
    return headline;
}

}  // namespace otto
