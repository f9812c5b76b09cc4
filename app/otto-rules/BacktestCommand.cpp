// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/BacktestCommand.h"

#include "app/otto-rules/BacktestReport.h"
#include "app/otto-rules/RuleSource.h"
#include "core/backtest/BacktestReplay.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include <sys/resource.h>
#include <unistd.h>

namespace otto {
namespace {

using Steady = std::chrono::steady_clock;

/// One line that is written over, on a terminal only.
class ProgressLine
{
public:
    void show(const char* what, double share)
    {
        const int percent = static_cast<int>(share * 100);
        if (!m_isTerminal || (percent == m_percent && what == m_what))
            return;
        m_percent = percent;
        m_what = what;
        std::fprintf(stderr, "\r%s: %d %% ", what, percent);
        std::fflush(stderr);
    }
    void end()
    {
        if (m_what != nullptr)
            std::fputs("\r                              \r", stderr);
    }

private:
    const bool m_isTerminal = isatty(STDERR_FILENO) == 1;
    int m_percent = -1;
    const char* m_what = nullptr;
};

std::uint64_t peakBytes()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

void judge(Backtest& backtest, const BacktestRecords& past, Instant from, const char* what,
           ProgressLine& progress)
{
    const auto total = static_cast<double>(std::max<std::size_t>(1, past.records.size()));
    replay(backtest, past.records, from, [&](std::size_t taken) {
        progress.show(what, static_cast<double>(taken) / total);
        return true;
    });
}

}  // namespace

CLI::App* BacktestCommand::addTo(CLI::App& program)
{
    m_app = program.add_subcommand("backtest",
                                   "Says what rules would have raised on records of the past");
    m_app->add_option("folder", m_folder, "Rule files and sla.toml")->type_name("DIR")->required();
    auto* capture =
        m_app->add_option("--capture", m_capture, "A capture file")->type_name("FILE.ottocap");
    auto* brokers = m_app->add_option("--brokers", m_brokers, "A real Kafka: host:port, ...")
                        ->type_name("LIST")
                        ->excludes(capture);
    m_app->add_option("--env", m_env, "Which topics: dev, qa, stg, uat or prod")
        ->type_name("ENV")
        ->needs(brokers);
    m_app->add_option("--from", m_from, "Records from this time on, such as 2026-03-02T15:00:00Z")
        ->type_name("TIME");
    m_app->add_option("--to", m_to, "Records before this time")->type_name("TIME");
    m_app->add_option("--against", m_against, "Another set, to see what is gained and lost")
        ->type_name("DIR");
    m_app->add_option("--operators", m_operators, "Who share the flags, for the rate per hour")
        ->type_name("N")
        ->check(CLI::PositiveNumber);
    m_app->add_flag("--json", m_isJson, "One JSON line instead of a table");
    return m_app;
}

Result<BacktestSpan> BacktestCommand::span() const
{
    BacktestSpan out;
    for (const auto& [text, target] : {std::pair(&m_from, &out.from), std::pair(&m_to, &out.to)}) {
        if (text->empty())
            continue;
        const auto at = Instant::parse(*text);
        if (!at)
            return tl::unexpected(at.error());
        *target = *at;
    }
    return out;
}

Result<BacktestRecords> BacktestCommand::read(const BacktestSpan& span) const
{
    const auto progress = std::make_shared<ProgressLine>();
    const BacktestReading show = [progress](double share, std::size_t) {
        progress->show("reading", share);
        return true;
    };
    auto records = m_capture.empty() ? readBroker(m_brokers, m_env, span, show)
                                     : readCapture(m_capture, span, show);
    progress->end();
    return records;
}

ExitCode BacktestCommand::run()
{
    const CLI::App& program = *m_app->get_parent();
    if (m_capture.empty() && (m_brokers.empty() || m_env.empty()))
        return refuse(program, "backtest needs --capture, or --brokers and --env");
    const Result<BacktestSpan> times = span();
    if (!times)
        return refuse(program, "--from and --to: " + times.error().text);
    const auto rules = readRuleSet(m_folder);
    if (!rules)
        return refuse(program, rules.error().text);
    std::shared_ptr<const RuleSet> others;
    if (!m_against.empty()) {
        const auto set = readRuleSet(m_against);
        if (!set)
            return refuse(program, set.error().text);
        others = *set;
    }
    const Steady::time_point begun = Steady::now();
    const Result<BacktestRecords> records = read(*times);
    if (!records) {
        printLine(stderr, "otto-rules: " + records.error().text);
        return ExitCode::Failed;
    }
    if (!records->damage.empty())
        printLine(stderr, "otto-rules: " + records->damage);

    ProgressLine progress;
    Backtest run(*rules, records->env);
    judge(run, *records, times->from, "judging", progress);
    std::optional<Backtest> against;
    if (others) {
        against.emplace(others, records->env);
        judge(*against, *records, times->from, "judging by the other set", progress);
    }
    progress.end();
    BacktestReport report;
    report.run = &run;
    report.against = against ? &*against : nullptr;
    report.operators = m_operators;
    report.seconds = std::chrono::duration<double>(Steady::now() - begun).count();
    report.peakBytes = peakBytes();
    printLine(stdout, m_isJson ? report.json() : report.text());
    return ExitCode::Ok;
}

}  // namespace otto
