// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Prng.h"
#include "core/base/Time.h"

#include <cstdint>
#include <string_view>

namespace otto {

/// A time that something takes: half of all draws lie between `min` and `typical`, half between
/// `typical` and `max`, the long ones rare. 0 < min <= typical <= max.
struct Latency
{
    Duration min{1};
    Duration typical{1};
    Duration max{1};

    friend bool operator==(const Latency&, const Latency&) = default;
};

/// Draws that depend on what they are about (a payment or message id) and on their purpose, never
/// on the order in which systems got to hear of it. So the same payment has the same life on every
/// bus, in one process or in five, and after a restart.
class Dice
{
public:
    explicit Dice(std::string_view subject);

    [[nodiscard]] Prng stream(std::uint64_t purpose) const;
    [[nodiscard]] std::uint64_t below(std::uint64_t bound, std::uint64_t purpose) const;
    [[nodiscard]] Duration draw(const Latency& latency, std::uint64_t purpose) const;

private:
    std::uint64_t m_hash = 0xCBF29CE484222325ULL;
};

}  // namespace otto
