// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/backtest/BacktestWords.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStringList>

namespace otto {

namespace {

constexpr double kHourMs = 3'600'000.0;
const QString kBetween = QStringLiteral("  ·  ");
const QString kArrow = QStringLiteral(" \u2192 ");

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::BacktestWords", text);
}

QString number(std::uint64_t count)
{
    return countText(static_cast<qint64>(count));
}

QString flagsWord(std::uint64_t count)
{
    return counted(static_cast<qint64>(count), tr("flag"), tr("flags"));
}

QString rateText(std::uint64_t flags, double operatorHours)
{
    const double rate = static_cast<double>(flags) / operatorHours;
    return rate >= 100 ? countText(qRound64(rate)) : QString::number(rate, 'f', 2);
}

template <typename Count>
std::uint64_t sumOf(const BacktestResult& result, Count BacktestRuleView::*part)
{
    std::uint64_t sum = 0;
    for (const BacktestRuleView& rule : result.rules) {
        sum += rule.*part;
    }
    return sum;
}

}  // namespace

QString ruleSetWord(const BacktestRules& rules)
{
    switch (rules.origin) {
    case BacktestRules::Origin::InForce: return tr("Rules in force");
    case BacktestRules::Origin::BuiltIn: return tr("Built-in rules");
    case BacktestRules::Origin::Folder: break;
    }
    return qText(rules.folder);
}

QString progressText(const BacktestProgress& progress)
{
    QString what;
    switch (progress.phase) {
    case BacktestPhase::Rules: what = tr("Reading the rules"); break;
    case BacktestPhase::Capture:
        what =
            tr("Reading the capture: %1")
                .arg(counted(static_cast<qint64>(progress.records), tr("record"), tr("records")));
        break;
    case BacktestPhase::Against: what = tr("Judging by the rules compared with"); break;
    case BacktestPhase::Candidate: what = tr("Judging by the candidate"); break;
    }
    if (progress.recordsTotal) {
        what += tr(": %1 of %2, %3 (%4 a second)")
                    .arg(number(progress.records),
                         counted(static_cast<qint64>(*progress.recordsTotal), tr("record"),
                                 tr("records")),
                         counted(static_cast<qint64>(progress.facts), tr("fact"), tr("facts")),
                         number(progress.factsPerSecond));
    }
    return tr("%1 %").arg(static_cast<int>(progress.share * 100)) + kBetween + what;
}

std::uint64_t flagsOf(const BacktestResult& result)
{
    return sumOf(result, &BacktestRuleView::flags);
}

std::uint64_t flagsBeforeOf(const BacktestResult& result)
{
    return sumOf(result, &BacktestRuleView::before);
}

std::uint64_t gainedOf(const BacktestResult& result)
{
    return sumOf(result, &BacktestRuleView::gained);
}

std::uint64_t lostOf(const BacktestResult& result)
{
    return sumOf(result, &BacktestRuleView::lost);
}

QString headlineText(const BacktestResult& result)
{
    const std::uint64_t gained = gainedOf(result);
    const std::uint64_t lost = lostOf(result);
    if (result.hasSameRules) {
        return tr("Both are the same rules: no flag is gained or lost");
    }
    if (gained == 0 && lost == 0) {
        return tr("Nothing changes: no flag is gained or lost");
    }
    if (lost == 0) {
        return tr("%1 gained, none lost").arg(flagsWord(gained));
    }
    if (gained == 0) {
        return tr("%1 lost, none gained").arg(flagsWord(lost));
    }
    return tr("%1 gained, %2 lost").arg(flagsWord(gained), number(lost));
}

QString flagsText(const BacktestResult& result, int operators)
{
    const std::uint64_t before = flagsBeforeOf(result);
    const std::uint64_t now = flagsOf(result);
    QString text = result.hasSameRules ? flagsWord(now) : number(before) + kArrow + flagsWord(now);
    const double hours = static_cast<double>(result.span().count()) / kHourMs * operators;
    if (hours <= 0) {
        return text;
    }
    text += kBetween;
    text += result.hasSameRules ? rateText(now, hours)
                                : QString(rateText(before, hours) + kArrow + rateText(now, hours));
    text += tr(" per operator-hour");
    if (operators > 1) {
        text += tr(" (%1 operators)").arg(operators);
    }
    return text;
}

QString scopeText(const BacktestResult& result)
{
    const BacktestOrder& order = result.order;
    QStringList parts{
        tr("%1 against %2").arg(ruleSetWord(order.candidate), ruleSetWord(order.against)),
        QFileInfo(qText(order.capture)).fileName(),
        tr("%1 of %2")
            .arg(counted(static_cast<qint64>(result.facts), tr("fact"), tr("facts")),
                 counted(static_cast<qint64>(result.payments), tr("payment"), tr("payments")))};
    if (result.first && result.last) {
        parts.append(
            tr("%1 to %2").arg(dateTimeText(result.first->ms), secondsText(result.last->ms)));
    }
    if (result.refused > 0) {
        parts.append(
            tr("%1 refused")
                .arg(counted(static_cast<qint64>(result.refused), tr("record"), tr("records"))));
    }
    parts.append(tr("took %1").arg(durationText(result.took.count())));
    return parts.join(kBetween);
}

QString changeWord(const BacktestChange& change)
{
    return change.isGained ? tr("Gained") : tr("Lost");
}

QString changeText(const BacktestChange& change, const QString& rule)
{
    const Duration lasted = change.clearedAt.value_or(change.raisedAt) - change.raisedAt;
    const QString end = change.clearedAt ? tr("cleared after %1").arg(durationText(lasted.count()))
                                         : tr("open at the end");
    QString text = tr("%1: %2 on %3, raised %4, %5.")
                       .arg(changeWord(change), rule, qText(change.subject),
                            dateTimeText(change.raisedAt.ms), end);
    return text + QLatin1Char('\n') + qText(change.sentence);
}

}  // namespace otto
