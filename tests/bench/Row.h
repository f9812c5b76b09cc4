// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

namespace otto::bench {

/// What is wanted of a figure; 0 when nothing is.
struct Target
{
    double value = 0;
    bool isMost = false;
};

/// One figure over all rounds, as a line that run.sh makes a row of its table from: name, unit,
/// median, least, most, target, and how far the median is: 1 or more when the target is met.
/// @pre rounds is not empty
inline void printRow(std::string_view name, std::string_view unit, std::vector<double> rounds,
                     Target target = {})
{
    std::sort(rounds.begin(), rounds.end());
    const double median = rounds[rounds.size() / 2];
    std::printf("row\t%.*s\t%.*s\t%.3f\t%.3f\t%.3f", static_cast<int>(name.size()), name.data(),
                static_cast<int>(unit.size()), unit.data(), median, rounds.front(), rounds.back());
    if (target.value > 0) {
        std::printf("\t%s %g\t%.3f", target.isMost ? "at most" : "at least", target.value,
                    target.isMost ? target.value / median : median / target.value);
    }
    std::printf("\n");
    std::fflush(stdout);
}

}  // namespace otto::bench
