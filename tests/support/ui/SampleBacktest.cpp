// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/SampleBacktest.h"

#include <utility>

namespace otto::test {
namespace {

constexpr Instant kBegin{1'772'463'600'000};  // 2026-03-02T15:00:00Z

BacktestRuleView rule(const char* id, const char* name, Severity severity, std::uint64_t before,
                      std::uint64_t gained, std::uint64_t lost)
{
    BacktestRuleView out;
    out.id = id;
    out.name = name;
    out.severity = severity;
    out.before = before;
    out.flags = before + gained - lost;
    out.gained = gained;
    out.lost = lost;
    return out;
}

BacktestChange change(bool isGained, const char* ruleId, Severity severity, const char* subject,
                      Duration after, std::optional<Duration> lasts, const std::string& sentence)
{
    const Instant raisedAt = kBegin + after;
    return {isGained, ruleId,      severity,
            subject,  raisedAt,    lasts ? std::optional(raisedAt + *lasts) : std::nullopt,
            sentence, std::nullopt};
}

}  // namespace

std::shared_ptr<const BacktestResult> sampleBacktest()
{
    auto result = std::make_shared<BacktestResult>();
    result->order = {"/srv/otto/monday.ottocap",
                     {BacktestRules::Origin::Folder, "/srv/otto/next"},
                     {BacktestRules::Origin::InForce, {}}};
    result->env = "qa";
    result->records = 1'031'400;
    result->facts = 1'000'000;
    result->payments = 132'000;
    result->refused = 12;
    result->first = kBegin;
    result->last = kBegin + Duration{7'200'000};
    result->rules = {rule("OT01", "STUCK_IN_STATUS", Severity::Warn, 20, 0, 0),
                     rule("OT05", "LIMITS_NOT_RESTORED", Severity::Error, 10, 3, 1),
                     rule("OT22", "SOURCE_SILENCE", Severity::Fatal, 0, 0, 0),
                     rule("OT30", "STUCK_AT_NIGHT", Severity::Info, 0, 1, 0),
                     rule("OT31", "OLD_RULE", Severity::Warn, 1, 0, 1)};
    result->rules[3].isInAgainst = false;
    result->rules[4].isInCandidate = false;
    const auto limit = [](bool isGained, const char* payment, std::int64_t after) {
        return change(isGained, "OT05", Severity::Error, payment, Duration{after}, Duration{39'000},
                      std::string("The limit of ") + payment + " was not given back.");
    };
    result->changes = {limit(true, "PMT-gained-1", 281'050),
                       limit(true, "PMT-gained-2", 1'281'050),
                       limit(true, "PMT-gained-3", 2'281'050),
                       limit(false, "PMT-lost-1", 3'281'050),
                       change(true, "OT30", Severity::Info, "feed:zelle", Duration{4'000'000},
                              std::nullopt, "Zelle is quiet since 16:01."),
                       change(false, "OT31", Severity::Warn, "PMT-lost-2", Duration{5'000'000},
                              std::nullopt, "Held for 10 min.")};
    result->took = Duration{6'000};
    return result;
}

void FakeBacktestPort::start(BacktestOrder order)
{
    orders.push_back(std::move(order));
    now.stage = BacktestState::Stage::Running;
    ++now.run;
    now.progress = {};
    now.failure.reset();
}

void FakeBacktestPort::end(BacktestState::Stage stage,
                           std::shared_ptr<const BacktestFailure> failure)
{
    now.stage = stage;
    now.failure = std::move(failure);
}

void FakeBacktestPort::end(std::shared_ptr<const BacktestResult> result)
{
    now.stage = BacktestState::Stage::Done;
    now.result = std::move(result);
}

}  // namespace otto::test
