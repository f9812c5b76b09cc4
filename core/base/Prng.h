// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace otto {

/// A seeded stream of pseudo-random numbers (splitmix64): the same seed gives the same numbers on
/// every machine. For simulation only, never for secrets. One stream per subsystem, so that adding
/// a draw in one does not shift another.
class Prng
{
public:
    explicit Prng(std::uint64_t seed) : m_state(seed) {}

    std::uint64_t next()
    {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31U);
    }

    /// Uniform in [0, bound); bound > 0. The bias of the modulo is below 2^-32 for bounds used
    /// here.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }
    /// True with a chance of `perMille` in 1000.
    bool chance(unsigned perMille) { return below(1000) < perMille; }
    /// An independent stream, named by `salt`.
    Prng fork(std::uint64_t salt) { return Prng(next() ^ (salt * 0xD6E8FEB86659FD93ULL)); }

private:
    std::uint64_t m_state;
};

}  // namespace otto
