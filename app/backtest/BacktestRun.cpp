// SPDX-License-Identifier: Apache-2.0
#include "app/backtest/BacktestRun.h"

#include "app/backtest/RuleFolderReading.h"
#include "core/backtest/BacktestComparison.h"
#include "core/backtest/BacktestReplay.h"
#include "core/engine/EngineOptions.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

/// What part of the work is done when a phase ends. Reading costs about a tenth of judging.
constexpr double kAfterRules = 0.02;
constexpr double kAfterCapture = 0.14;
constexpr double kAfterAgainst = 0.57;

BacktestFailure refusedFolder(const std::string& folder, RuleFolderReading reading)
{
    BacktestFailure failure;
    const std::vector<RuleError>& errors = reading.offer.errors;
    if (reading.files.empty()) {
        failure.text = errors.front().text + ".";
        return failure;
    }
    failure.text = "The rules of " + folder + " were refused: " + std::to_string(errors.size())
                   + (errors.size() == 1 ? " fault." : " faults.");
    for (const RuleError& error : errors)
        failure.errors.push_back({error.file, error.line, error.column, error.text});
    for (RuleFile& file : reading.files) {
        const bool isAtFault =
            std::any_of(errors.begin(), errors.end(),
                        [&](const RuleError& error) { return error.file == file.file; });
        if (isAtFault)
            failure.files.push_back({std::move(file.file), std::move(file.text)});
    }
    return failure;
}

void addChanges(std::vector<BacktestChange>& to, bool isGained,
                const std::vector<const BacktestFlag*>& flags)
{
    const std::size_t told = std::min(flags.size(), BacktestResult::kChangesPerRule);
    for (std::size_t i = 0; i < told; ++i) {
        const BacktestFlag& flag = *flags[i];
        to.push_back({isGained, flag.ruleId, flag.severity, flag.subject, flag.raisedAt,
                      flag.clearedAt, flag.sentence, flag.exposure});
    }
}

/// The rules of both sets with their flags; a rule without flags is told too.
void fillRules(BacktestResult& result, const Backtest& run, const RuleSet& against,
               const std::vector<RuleComparison>& comparison)
{
    const RuleSet& candidate = run.rules();
    const auto rowOf = [&](const Rule& rule) -> BacktestRuleView& {
        auto found = std::find_if(result.rules.begin(), result.rules.end(),
                                  [&](const BacktestRuleView& row) { return row.id == rule.id(); });
        if (found != result.rules.end())
            return *found;
        BacktestRuleView row;
        row.id = rule.id();
        row.name = rule.name();
        row.severity = rule.definition().severity;
        row.isInCandidate = candidate.find(rule.id()) != nullptr;
        row.isInAgainst = against.find(rule.id()) != nullptr;
        result.rules.push_back(std::move(row));
        return result.rules.back();
    };
    for (std::size_t i = 0; i < candidate.all().size(); ++i) {
        BacktestRuleView& row = rowOf(*candidate.all()[i]);
        row.failures = run.activity(i).failures;
        row.failure = run.activity(i).error;
    }
    for (const auto& rule : against.all())
        rowOf(*rule);
    std::sort(result.rules.begin(), result.rules.end(),
              [](const BacktestRuleView& a, const BacktestRuleView& b) { return a.id < b.id; });
    for (const RuleComparison& rule : comparison) {
        for (BacktestRuleView& row : result.rules) {
            if (row.id != rule.ruleId)
                continue;
            row.flags = rule.flags;
            row.before = rule.before;
            row.gained = rule.gained.size();
            row.lost = rule.lost.size();
        }
    }
    for (const RuleComparison& rule : comparison)
        addChanges(result.changes, true, rule.gained);
    for (const RuleComparison& rule : comparison)
        addChanges(result.changes, false, rule.lost);
}

BacktestFailure failureOf(const Error& error)
{
    BacktestFailure failure;
    failure.text = error.text;
    return failure;
}

BacktestFailure cancelled()
{
    return failureOf({"CANCELLED", "The backtest was cancelled."});
}

}  // namespace

BacktestRun::BacktestRun(BacktestOrder order, std::shared_ptr<const RuleSet> inForce, Tell tell)
    : m_order(std::move(order)), m_inForce(std::move(inForce)), m_tell(std::move(tell))
{}

tl::expected<BacktestRun::Set, BacktestFailure> BacktestRun::setOf(const BacktestRules& rules) const
{
    switch (rules.origin) {
    case BacktestRules::Origin::InForce: return m_inForce;
    case BacktestRules::Origin::BuiltIn: return RuleSet::builtIn(ruleVocabulary());
    case BacktestRules::Origin::Folder: break;
    }
    RuleFolderReading reading = RuleFolderReading::read(rules.folder);
    if (!reading.offer.rules)
        return tl::unexpected(refusedFolder(rules.folder, std::move(reading)));
    return std::move(reading.offer.rules);
}

bool BacktestRun::enter(BacktestPhase phase, double shareAfter)
{
    m_progress.phase = phase;
    m_progress.records = 0;
    m_progress.recordsTotal.reset();
    m_progress.facts = 0;
    m_progress.factsPerSecond = 0;
    m_shareBefore = m_shareAfter;
    m_shareAfter = shareAfter;
    m_phaseBegan = Steady::now();
    return tell(0);
}

bool BacktestRun::tell(double shareOfPhase)
{
    m_progress.share = m_shareBefore + (m_shareAfter - m_shareBefore) * shareOfPhase;
    const double seconds = std::chrono::duration<double>(Steady::now() - m_phaseBegan).count();
    if (seconds > 0)
        m_progress.factsPerSecond =
            static_cast<std::uint64_t>(static_cast<double>(m_progress.facts) / seconds);
    return m_tell(m_progress);
}

Result<BacktestRecords> BacktestRun::readRecords()
{
    if (!enter(BacktestPhase::Capture, kAfterCapture))
        return fail("CANCELLED", "The backtest was cancelled.");
    auto past = readCapture(m_order.capture, {}, [this](double share, std::size_t records) {
        m_progress.records = records;
        return tell(share);
    });
    if (past && past->records.isEmpty()) {
        return fail("NO_RECORDS", m_order.capture + " holds no record to judge."
                                      + (past->damage.empty() ? "" : " " + past->damage));
    }
    return past;
}

std::unique_ptr<Backtest> BacktestRun::judgeBy(const Set& set, const BacktestRecords& past,
                                               BacktestPhase phase, double shareAfter)
{
    if (!enter(phase, shareAfter))
        return nullptr;
    auto backtest = std::make_unique<Backtest>(set, past.env);
    const std::size_t total = past.records.size();
    m_progress.recordsTotal = total;
    const ReplayWatch watch = [&](std::size_t taken) {
        m_progress.records = taken;
        m_progress.facts = backtest->counts().facts;
        return tell(static_cast<double>(taken) / static_cast<double>(total));
    };
    if (!replay(*backtest, past.records, BacktestSpan{}.from, watch))
        return nullptr;
    return backtest;
}

BacktestRun::Outcome BacktestRun::judge()
{
    const Steady::time_point began = Steady::now();
    if (!enter(BacktestPhase::Rules, kAfterRules))
        return tl::unexpected(cancelled());
    const auto candidate = setOf(m_order.candidate);
    if (!candidate)
        return tl::unexpected(candidate.error());
    const auto against = setOf(m_order.against);
    if (!against)
        return tl::unexpected(against.error());
    const Result<BacktestRecords> past = readRecords();
    if (!past)
        return tl::unexpected(failureOf(past.error()));

    auto result = std::make_shared<BacktestResult>();
    result->hasSameRules = (*candidate)->digest() == (*against)->digest();
    // Only the flags of the first run are kept: two models at a time would double the memory.
    std::vector<BacktestFlag> before;
    if (!result->hasSameRules) {
        const auto other = judgeBy(*against, *past, BacktestPhase::Against, kAfterAgainst);
        if (!other)
            return tl::unexpected(cancelled());
        before = other->flags();
    }
    const auto run = judgeBy(*candidate, *past, BacktestPhase::Candidate, 1);
    if (!run)
        return tl::unexpected(cancelled());

    result->order = m_order;
    result->env = past->env;
    result->damage = past->damage;
    const BacktestCounts& counts = run->counts();
    result->records = counts.records;
    result->facts = counts.facts;
    result->refused = counts.refused;
    result->payments = counts.payments;
    result->first = counts.first;
    result->last = counts.last;
    fillRules(*result, *run, **against,
              compare(run->flags(), result->hasSameRules ? run->flags() : before));
    result->took = std::chrono::duration_cast<Duration>(Steady::now() - began);
    return result;
}

}  // namespace otto
