// SPDX-License-Identifier: Apache-2.0
// How many evaluations of ten typical rule expressions one core does in a second, over a record
// type with native lists. Usage: otto_bench_cel [rounds]
#include "core/cel/Program.h"
#include "tests/bench/Row.h"
#include "tests/cel/SampleRecords.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <span>
#include <string>
#include <vector>

namespace {

using namespace otto;

struct Rule
{
    const char* name;
    const char* text;
    /// Of the sample payment.
    bool expected;
};

constexpr std::array kRules{
    Rule{"status is", "payment.status == 'FAILED'", true},
    Rule{"status in four", "payment.status in ['FAILED', 'REJECTED', 'RETURNED', 'EXPIRED']", true},
    Rule{"status, rail, attempts",
         "payment.status == 'FAILED' && payment.rail == 'wire' && payment.attempts < limit", true},
    Rule{"amount over", "payment.amount >= money('100.00', 'USD')", true},
    Rule{"older than", "now - payment.createdAt > duration('45m')", true},
    Rule{"not settled in time",
         "payment.settledAt == null && now > payment.createdAt + duration('2h') "
         "&& payment.status != 'CANCELLED'",
         false},
    Rule{"id matches", "payment.id.matches('^PMT-[0-9]+$') && payment.isUrgent", true},
    Rule{"some posting",
         "payment.postings.exists(p, p.side == 'credit' && p.amount != payment.amount)", false},
    Rule{"every tag", "payment.tags.all(t, t.startsWith('la') || t.contains('manual'))", true},
    Rule{"weekend or hours",
         "now.getDayOfWeek() in [0, 6] || now.getHours() >= 16 || size(payment.postings) == 0",
         true},
};

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// Evaluations a second; ends the program when a result is wrong, for then it is no measure.
double rate(const cel::Program& program, const Rule& rule, std::span<const cel::Value> variables)
{
    constexpr std::size_t kEvaluations = 1'000'000;
    cel::Arena arena;
    std::size_t right = 0;
    const double begin = cpuSeconds();
    for (std::size_t i = 0; i < kEvaluations; ++i) {
        arena.reset();
        const cel::Value value = program.evaluate(variables, arena);
        right += (rule.expected ? value.isTrue() : value.isFalse()) ? 1U : 0U;
    }
    const double seconds = cpuSeconds() - begin;
    if (right != kEvaluations) {
        std::fprintf(stderr, "%s gave %s\n", rule.text,
                     cel::toText(program.evaluate(variables, arena)).c_str());
        std::exit(1);
    }
    return static_cast<double>(kEvaluations) / seconds;
}

double compileMicroseconds(const char* text, const cel::Schema& schema)
{
    constexpr int kCompilations = 1000;
    const double begin = cpuSeconds();
    for (int i = 0; i < kCompilations; ++i) {
        if (!cel::Program::compile(text, schema))
            std::exit(1);
    }
    return (cpuSeconds() - begin) / kCompilations * 1e6;
}

}  // namespace

int main(int argc, char** argv)
{
    const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 7;
    const test::SamplePayment payment = test::samplePayment();
    cel::Arena arena;
    const std::vector<cel::Value> variables = test::sampleVariables(payment, arena);
    const cel::Schema schema = test::sampleSchema();
    std::printf("%-24s %14s %14s %14s %10s %12s\n", "rule", "median/s", "least/s", "most/s", "ns",
                "compile us");
    double total = 0;
    for (const Rule& rule : kRules) {
        const auto program = cel::Program::compile(rule.text, schema);
        if (!program) {
            std::fprintf(stderr, "%s\n", cel::render(program.error(), rule.text).c_str());
            return 1;
        }
        std::vector<double> rates;
        for (int i = 0; i < rounds; ++i)
            rates.push_back(rate(*program, rule, variables));
        std::sort(rates.begin(), rates.end());
        const double median = rates[rates.size() / 2];
        total += 1 / median;
        bench::printRow(std::string("CEL: ") + rule.name, "evaluations/s of CPU time", rates);
        std::printf("%-24s %14.0f %14.0f %14.0f %10.1f %12.1f\n", rule.name, median, rates.front(),
                    rates.back(), 1e9 / median, compileMicroseconds(rule.text, schema));
    }
    std::printf("all ten in turn: %.0f evaluations/s\n",
                static_cast<double>(kRules.size()) / total);
    return 0;
}
