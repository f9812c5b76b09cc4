// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Dice.h"

#include <algorithm>

namespace otto {
namespace {

Duration between(Duration low, Duration high, Prng& prng)
{
    const auto span = static_cast<std::uint64_t>((high - low).count()) + 1;
    return low + Duration{static_cast<std::int64_t>(prng.below(span))};
}

}  // namespace

Dice::Dice(std::string_view subject)
{
    // FNV-1a, 64 bits; Prng does the mixing.
    for (const char c : subject) {
        m_hash = (m_hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
}

Prng Dice::stream(std::uint64_t purpose) const
{
    return Prng(m_hash).fork(purpose + 1);
}

std::uint64_t Dice::below(std::uint64_t bound, std::uint64_t purpose) const
{
    return stream(purpose).below(bound);
}

Duration Dice::draw(const Latency& latency, std::uint64_t purpose) const
{
    Prng prng = stream(purpose);
    if (prng.below(2) == 0) {
        return between(latency.min, latency.typical, prng);
    }
    // The smaller of two draws: long times are rarer than short ones.
    const Duration one = between(latency.typical, latency.max, prng);
    const Duration other = between(latency.typical, latency.max, prng);
    return std::min(one, other);
}

}  // namespace otto
