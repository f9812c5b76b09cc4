// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Suggestion.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace otto::cel {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr std::size_t kLongestName = 64;

/// What a change of a letter's case costs, and what any other change does.
constexpr int kCase = 1;
constexpr int kLetter = 2;

/// Insertions, deletions, changes and swaps of neighbours that turn one into the other.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::array<std::array<std::uint8_t, kLongestName + 1>, kLongestName + 1> cost;
    for (std::size_t i = 0; i <= a.size(); ++i)
        cost[i][0] = static_cast<std::uint8_t>(i * kLetter);
    for (std::size_t j = 0; j <= b.size(); ++j)
        cost[0][j] = static_cast<std::uint8_t>(j * kLetter);
    const auto change = [&](std::size_t i, std::size_t j) {
        if (a[i - 1] == b[j - 1])
            return 0;
        return lower(a[i - 1]) == lower(b[j - 1]) ? kCase : kLetter;
    };
    for (std::size_t i = 1; i <= a.size(); ++i) {
        for (std::size_t j = 1; j <= b.size(); ++j) {
            int least = std::min({cost[i - 1][j] + kLetter, cost[i][j - 1] + kLetter,
                                  cost[i - 1][j - 1] + change(i, j)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                least = std::min(least, cost[i - 2][j - 2] + kLetter);
            cost[i][j] = static_cast<std::uint8_t>(least);
        }
    }
    return cost[a.size()][b.size()];
}

}  // namespace

std::string suggestion(std::string_view written, const std::vector<std::string>& known)
{
    if (written.empty() || written.size() > kLongestName)
        return {};
    const std::size_t farthest = std::max<std::size_t>(1, written.size() / 3);
    std::size_t best = farthest * kLetter + 1;
    const std::string* nearest = nullptr;
    for (const std::string& name : known) {
        const std::size_t longer = std::max(name.size(), written.size());
        const std::size_t shorter = std::min(name.size(), written.size());
        if (name.empty() || name.size() > kLongestName || longer - shorter > farthest)
            continue;
        const std::size_t far = distance(written, name);
        if (far < best) {
            best = far;
            nearest = &name;
        }
    }
    return nearest == nullptr ? std::string() : "; did you mean '" + *nearest + "'?";
}

}  // namespace otto::cel
