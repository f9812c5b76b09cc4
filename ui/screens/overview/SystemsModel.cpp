// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/overview/SystemsModel.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>

#include <tuple>

namespace otto {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::SystemsModel", text);
}

std::vector<TableColumn> columns()
{
    const Qt::Alignment right = Qt::AlignRight | Qt::AlignVCenter;
    return {
        {tr("System"), {}},
        {tr("State"), tr("Silent: neither fact nor heartbeat for too long.")},
        {tr("Last fact"), tr("How long ago its last fact or heartbeat was read."), right},
        {tr("Facts/min"), tr("Facts of the last minute."), right},
        {tr("Answer p50"), tr("Half of its answers of the last hour came within this."), right},
        {tr("Answer p95"), tr("95 of 100 answers of the last hour came within this."), right},
        {tr("Timeouts"), tr("Questions of the last hour that were not answered in time."), right},
        {tr("Pending"), tr("Questions that wait for its answer."), right},
        {tr("Open flags"), tr("Open flags that wait on this system."), right},
        {tr("Value"), tr("Sum of the payments with such a flag."), right}};
}

int badness(SystemState state)
{
    switch (state) {
    case SystemState::Silent: return 0;
    case SystemState::Live: return 1;
    case SystemState::NeverHeard: return 2;
    }
    return 3;
}

QString durationOrDash(const std::optional<Duration>& duration)
{
    if (!duration)
        return QStringLiteral("\u2013");
    return duration->count() < 1000 ? QStringLiteral("%1 ms").arg(duration->count())
                                    : durationText(duration->count());
}

/// 84 of 1000 is "8.4 %".
QString perMilleText(std::uint32_t perMille)
{
    return QStringLiteral("%1.%2 %").arg(perMille / 10).arg(perMille % 10);
}

std::int64_t minorSum(const std::vector<Money>& sums)
{
    return sums.empty() ? 0 : sums.front().minor;
}

QString shownText(const SystemView& row, int column)
{
    switch (column) {
    case SystemsModel::SystemColumn: return systemName(row.system);
    case SystemsModel::StateColumn: return systemStateWord(row.state);
    case SystemsModel::RateColumn: return countText(static_cast<qint64>(row.factsPerMinute));
    case SystemsModel::P50Column: return durationOrDash(row.answerP50);
    case SystemsModel::P95Column: return durationOrDash(row.answerP95);
    case SystemsModel::TimeoutsColumn:
        return row.answerP50 || row.timeoutsPerMille > 0 ? perMilleText(row.timeoutsPerMille)
                                                         : QStringLiteral("\u2013");
    case SystemsModel::PendingColumn: return countText(static_cast<qint64>(row.questionsPending));
    case SystemsModel::FlagsColumn: return countText(static_cast<qint64>(row.openFlags));
    case SystemsModel::ValueColumn: return moneyText(row.valueAtRisk);
    default: return {};
    }
}

Tone cellTone(const SystemView& row, int column)
{
    switch (column) {
    case SystemsModel::StateColumn: return systemStateTone(row.state);
    case SystemsModel::LastFactColumn:
        return row.state == SystemState::Silent ? Tone::Critical : Tone::Neutral;
    case SystemsModel::TimeoutsColumn:
        return row.timeoutsPerMille >= 50 ? Tone::High : Tone::Neutral;
    default: return Tone::Neutral;
    }
}

}  // namespace

SystemsModel::SystemsModel(QObject* parent)
    : RowTableModel(columns(), static_cast<int>(kSystemCount), parent)
{}

QString SystemsModel::idOf(const SystemView& row) const
{
    return qText(wireName(row.system));
}

QVariant SystemsModel::cell(const SystemView& row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole: return shownText(row, column);
    case ToneRole: return static_cast<int>(cellTone(row, column));
    case StartedRole:
        return column == LastFactColumn && row.lastFactAt
                   ? QVariant(static_cast<qint64>(row.lastFactAt->ms))
                   : QVariant();
    case Qt::ToolTipRole:
        if (column == LastFactColumn && row.lastFactAt)
            return tr("Last heard at %1").arg(dateTimeText(row.lastFactAt->ms));
        if (column == StateColumn && row.heartbeatEvery)
            return tr("Its heartbeat is due every %1").arg(durationOrDash(row.heartbeatEvery));
        return {};
    default: return {};
    }
}

bool SystemsModel::before(const SystemView& a, const SystemView& b, int column) const
{
    switch (column) {
    case StateColumn: return badness(a.state) < badness(b.state);
    case LastFactColumn: return a.lastFactAt.value_or(Instant{}) < b.lastFactAt.value_or(Instant{});
    case RateColumn: return a.factsPerMinute < b.factsPerMinute;
    case P50Column: return a.answerP50 < b.answerP50;
    case P95Column: return a.answerP95 < b.answerP95;
    case TimeoutsColumn: return a.timeoutsPerMille < b.timeoutsPerMille;
    case PendingColumn: return a.questionsPending < b.questionsPending;
    case FlagsColumn: return a.openFlags < b.openFlags;
    case ValueColumn: return minorSum(a.valueAtRisk) < minorSum(b.valueAtRisk);
    case SystemColumn: return a.system < b.system;
    default: break;
    }
    return std::tuple(badness(a.state), b.openFlags, b.timeoutsPerMille, a.system)
           < std::tuple(badness(b.state), a.openFlags, a.timeoutsPerMille, b.system);
}

}  // namespace otto
