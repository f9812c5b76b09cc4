// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/bench/peers/FactFile.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace otto::bench {

/// One flag as all peers print it: `OT05 PMT-20260302-000000017 1772463605000`.
struct PeerFlag
{
    std::string rule;
    std::string payment;
    /// The proven second at which it was raised, in milliseconds since 1970.
    std::int64_t raisedAt = 0;

    friend auto operator<=>(const PeerFlag&, const PeerFlag&) = default;
};

/// Time of this process (all its threads) and of the wall, while work() runs.
class RoundClock
{
public:
    void measure(const std::function<void()>& work);
    [[nodiscard]] double cpu() const { return m_cpu; }
    [[nodiscard]] double wall() const { return m_wall; }

private:
    double m_cpu = 0;
    double m_wall = 0;
};

/// Takes all facts with a fresh engine; only what the clock measures counts.
using PeerRound = std::function<std::vector<PeerFlag>(const FactFile&, RoundClock&)>;

/// Without rounds: writes the flags to FILE. With rounds: each must give the flags in FILE, or the
/// program ends with 1; then prints the rows of `name`.
/// Command line: FACTS FILE [ROUNDS]
int runPeer(int argc, char** argv, const std::string& name, const PeerRound& round);

}  // namespace otto::bench
