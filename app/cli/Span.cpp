// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Span.h"

#include "core/contract/Excerpt.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

namespace otto {
namespace {

constexpr std::int64_t kSpanMaxMs = std::int64_t{366} * 24 * 60 * 60 * 1000;
constexpr int kFractionDigitsMax = 3;

/// Milliseconds in one of the unit; 0 when there is no such unit.
std::int64_t unitMs(std::string_view unit)
{
    constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> kUnits{{
        {"", 1000},
        {"ms", 1},
        {"s", 1000},
        {"m", 60'000},
        {"h", 3'600'000},
        {"d", 86'400'000},
    }};
    for (const auto& [name, ms] : kUnits) {
        if (name == unit)
            return ms;
    }
    return 0;
}

}  // namespace

Result<Duration> parseSpan(std::string_view text)
{
    const auto bad = [text] {
        return fail("BAD_SPAN",
                    excerpt(text) + " is not a length of time such as 30, 90s, 15m, 24h or 7d");
    };
    const char* const end = text.data() + text.size();
    // Thousandths of the unit, so that fractions stay whole numbers.
    std::int64_t whole = 0;
    const auto [afterWhole, error] = std::from_chars(text.data(), end, whole);
    if (error != std::errc() || whole < 0 || text.front() == '-' || whole > kSpanMaxMs)
        return bad();
    std::int64_t thousandths = whole * 1000;
    const char* at = afterWhole;
    if (at != end && *at == '.') {
        ++at;
        std::int64_t scale = 100;
        int digits = 0;
        for (; at != end && *at >= '0' && *at <= '9'; ++at, ++digits, scale /= 10)
            thousandths += (*at - '0') * scale;
        if (digits == 0 || digits > kFractionDigitsMax)
            return bad();
    }
    const std::int64_t unit = unitMs({at, static_cast<std::size_t>(end - at)});
    if (unit == 0 || thousandths > kSpanMaxMs * 1000 / unit)
        return bad();
    const Duration span{thousandths * unit / 1000};
    if (span <= Duration::zero())
        return bad();
    return span;
}

}  // namespace otto
