// SPDX-License-Identifier: Apache-2.0
#include "core/engine/ViewBuilder.h"

#include <algorithm>
#include <map>

namespace otto {
namespace {

constexpr Duration kTenMinutes{600'000};

/// The system an open flag waits on, for grouping: the feed itself, else whoever answers for the
/// rule.
System waitsOn(const FlagEntry& flag, const PaymentStore& payments)
{
    if (flag.raised.flag.feed) {
        const auto feed = Open<System>::fromText(*flag.raised.flag.feed);
        return feed.isKnown() ? feed.known() : System::Core;
    }
    const std::string suspender = flag.raised.flag.suggested.suspender.value_or("");
    if (suspender == "GetTrn") {
        return System::Wso2;
    }
    if (suspender == "GetLimits") {
        return System::Limits;
    }
    const auto& paymentId = flag.raised.flag.paymentId;
    const auto index = paymentId ? payments.indexIfKnown(*paymentId) : std::nullopt;
    return index ? payments.owner(*index) : System::Cpr;
}

void addMoney(std::map<std::string, Money>& sums, const Money& money)
{
    const auto [it, isNew] = sums.try_emplace(std::string(money.currency.text()), money);
    if (!isNew) {
        it->second.minor += money.minor;
    }
}

std::vector<Money> values(const std::map<std::string, Money>& sums)
{
    std::vector<Money> out;
    for (const auto& [currency, money] : sums) {
        out.push_back(money);
    }
    return out;
}

std::optional<Duration> percentile(const std::vector<Duration>& sorted, std::size_t percent)
{
    if (sorted.empty()) {
        return std::nullopt;
    }
    return sorted[(sorted.size() - 1) * percent / 100];
}

}  // namespace

OverviewStatistics::Levels ViewBuilder::levels() const
{
    OverviewStatistics::Levels levels;
    levels.newFlags10Min = m_state.statistics.flagsRaisedSince(m_state.now - kTenMinutes);
    // One payment with three flags is at risk once, so amounts are counted by payment.
    std::map<std::string, Money> atRisk;
    for (const auto& [key, id] : m_state.journal.openFlags()) {
        const FlagEntry& flag = *m_state.journal.flag(id);
        levels.openCritical += flag.raised.severity.is(Severity::Fatal) ? 1 : 0;
        if (!flag.owner) {
            levels.oldestUnownedMs =
                std::max(levels.oldestUnownedMs, (m_state.now - flag.raised.raisedAt).count());
        }
        if (flag.raised.flag.exposure && flag.raised.flag.exposure->currency.text() == "USD") {
            atRisk.try_emplace(flag.subject(), *flag.raised.flag.exposure);
        }
    }
    for (const auto& [subject, money] : atRisk) {
        levels.valueAtRiskMinor += money.minor;
    }
    levels.pendingQuestions = static_cast<std::int64_t>(m_state.journal.pendingQuestions().size());
    levels.openFixes = static_cast<std::int64_t>(m_state.journal.openCommands().size());
    return levels;
}

SystemView ViewBuilder::system(System system) const
{
    const Feed& feed = m_state.feeds[static_cast<std::size_t>(system)];
    SystemView view;
    view.system = system;
    view.lastFactAt = feed.heardAt;
    view.heartbeatEvery = feed.heartbeatEvery;
    if (feed.heardAt) {
        const Instant proven = m_state.status.watermark.value_or(m_state.now);
        view.state = feed.isSilent(proven) ? SystemState::Silent : SystemState::Live;
    }
    view.factsPerMinute = m_state.statistics.factsPerMinute(system, m_state.now);
    const auto latencies = m_state.statistics.latencies(system, m_state.now);
    view.answerP50 = percentile(latencies, 50);
    view.answerP95 = percentile(latencies, 95);
    view.timeoutsPerMille = m_state.statistics.timeoutsPerMille(system, m_state.now);
    return view;
}

OverviewView ViewBuilder::overview() const
{
    OverviewView view;
    view.asOf = m_state.now;
    view.bucket = OverviewStatistics::kSampleEvery;
    using Levels = OverviewStatistics::Levels;
    const Levels now = levels();
    const auto series = [&](std::int64_t Levels::*level) {
        return SeriesView{now.*level, m_state.statistics.history(level)};
    };
    view.newFlags10Min = series(&Levels::newFlags10Min);
    view.openCritical = series(&Levels::openCritical);
    view.oldestUnownedMs = series(&Levels::oldestUnownedMs);
    view.valueAtRiskMinor = series(&Levels::valueAtRiskMinor);
    view.pendingQuestions = series(&Levels::pendingQuestions);
    view.openFixes = series(&Levels::openFixes);

    std::array<SystemView, kSystemCount> systems;
    std::array<std::map<std::string, Money>, kSystemCount> risk;
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        systems[i] = system(static_cast<System>(i));
    }
    std::map<std::string, Money> riskByPayment;
    std::map<std::string, RuleVolume> rules;
    for (const auto& rule : m_state.runner.rules().all()) {
        RuleVolume& volume = rules[rule->id()];
        volume.ruleId = rule->id();
        volume.ruleName = rule->name();
        volume.severity = Severity::Info;
    }
    view.lastFlagAt = m_state.statistics.lastRaisedAt();
    for (const auto& [key, id] : m_state.journal.openFlags()) {
        const FlagEntry& flag = *m_state.journal.flag(id);
        const PaymentFlagged& raised = flag.raised.flag;
        RuleVolume& rule = rules[raised.ruleId];
        rule.ruleId = raised.ruleId;
        rule.ruleName = raised.ruleName;
        if (flag.raised.severity.isKnown()) {
            rule.severity = std::max(rule.severity, flag.raised.severity.known());
        }
        ++rule.open;
        const auto waits = static_cast<std::size_t>(waitsOn(flag, m_state.payments));
        ++systems[waits].openFlags;
        if (raised.exposure) {
            addMoney(risk[waits], *raised.exposure);
            riskByPayment.try_emplace(flag.subject(), *raised.exposure);
        }
    }
    std::map<std::string, Money> total;
    for (const auto& [subject, money] : riskByPayment) {
        addMoney(total, money);
    }
    view.valueAtRisk = values(total);
    for (const RequestId& id : m_state.journal.pendingQuestions()) {
        const Open<System>& target = m_state.journal.question(id)->last().issued.target;
        if (target.isKnown()) {
            ++systems[static_cast<std::size_t>(target.known())].questionsPending;
        }
    }
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        const auto which = static_cast<System>(i);
        if (which == System::Otto || which == System::Core) {
            continue;  // the core speaks through WSO2
        }
        systems[i].valueAtRisk = values(risk[i]);
        view.systems.push_back(systems[i]);
    }
    for (auto& [id, rule] : rules) {
        rule.raisedLastHour = m_state.statistics.raisedLastHour(id, m_state.now);
        view.rules.push_back(rule);
    }
    view.backlogBucket = OverviewStatistics::kBacklogBucket;
    view.backlog = m_state.statistics.backlog(m_state.now);
    auto open = static_cast<std::uint32_t>(m_state.journal.openFlags().size());
    for (auto it = view.backlog.rbegin(); it != view.backlog.rend(); ++it) {
        it->open = open;
        const std::int64_t before = std::int64_t{open} - it->opened + it->cleared;
        open = static_cast<std::uint32_t>(std::max<std::int64_t>(before, 0));
    }
    return view;
}

}  // namespace otto
