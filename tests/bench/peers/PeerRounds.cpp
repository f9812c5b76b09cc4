// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/peers/PeerRounds.h"

#include "tests/bench/Row.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>

namespace otto::bench {
namespace {

double secondsOf(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

std::string textOf(std::vector<PeerFlag> flags)
{
    std::sort(flags.begin(), flags.end());
    std::string out;
    for (const PeerFlag& flag : flags) {
        out += flag.rule + ' ' + flag.payment + ' ' + std::to_string(flag.raisedAt) + '\n';
    }
    return out;
}

}  // namespace

void RoundClock::measure(const std::function<void()>& work)
{
    const double cpuFrom = secondsOf(CLOCK_PROCESS_CPUTIME_ID);
    const double wallFrom = secondsOf(CLOCK_MONOTONIC);
    work();
    m_cpu += secondsOf(CLOCK_PROCESS_CPUTIME_ID) - cpuFrom;
    m_wall += secondsOf(CLOCK_MONOTONIC) - wallFrom;
}

int runPeer(int argc, char** argv, const std::string& name, const PeerRound& round)
{
    if (argc != 3 && argc != 4) {
        std::fprintf(stderr, "usage: %s FACTS FLAGS [ROUNDS]\n", argv[0]);
        return 2;
    }
    const FactFile facts(argv[1]);
    if (argc == 3) {
        RoundClock ignored;
        std::ofstream out(argv[2], std::ios::binary);
        out << textOf(round(facts, ignored));
        return out.flush() ? 0 : 1;
    }
    std::ifstream in(argv[2], std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(in), {}};
    const auto count = static_cast<double>(facts.lines().size());
    std::vector<double> rates;
    std::vector<double> walls;
    // The first round only warms caches and allocator.
    for (unsigned long left = std::strtoul(argv[3], nullptr, 10) + 1; left > 0; --left) {
        RoundClock clock;
        if (textOf(round(facts, clock)) != expected) {
            std::fprintf(stderr, "%s: this round's flags differ, so no time is reported\n",
                         name.c_str());
            return 1;
        }
        rates.push_back(count / clock.cpu());
        walls.push_back(clock.wall() * 1e9 / count);
    }
    rates.erase(rates.begin());
    walls.erase(walls.begin());
    if (rates.empty()) {
        std::fprintf(stderr, "%s: no rounds\n", argv[0]);
        return 2;
    }
    printRow(name, "facts/s of CPU time", rates);
    printRow(name + ", by the wall", "ns a fact", walls);
    return 0;
}

}  // namespace otto::bench
