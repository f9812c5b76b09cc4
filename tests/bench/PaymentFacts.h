// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/contract/Message.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace otto::bench {

/// Facts of ACH payments that all stay open, made from nothing but their number, so that every run
/// and every program measured reads the same bytes. Times go on slowly enough that no deadline
/// comes: what fires does so by what was said.
class PaymentFacts
{
public:
    static constexpr Instant kBegin{1'772'463'600'000};
    static constexpr const char* kEnv = "dev";
    /// Facts that make a payment open: added, limits reserved, its status.
    static constexpr std::uint64_t kOpening = 3;
    /// Facts that each open payment gets at most after that.
    static constexpr std::uint64_t kFollowing = 8;
    /// Of so many payments one has a posting of another amount (OT07).
    static constexpr std::uint64_t kMismatchEvery = 200;
    /// Of so many facts one comes twice.
    static constexpr std::uint64_t kRepeatEvery = 100;

    explicit PaymentFacts(std::uint64_t payments);

    /// The next `count` opening facts, payment by payment; fewer at the end.
    std::vector<Record> opening(std::uint64_t count);
    /// The next `count` following facts, of payments far apart.
    std::vector<Record> following(std::uint64_t count);
    /// Payments that OT07 has to flag by the following facts taken so far.
    [[nodiscard]] std::uint64_t mismatches() const { return m_mismatches; }
    [[nodiscard]] std::uint64_t repeats() const { return m_repeats; }
    /// Event time of the latest fact.
    [[nodiscard]] Instant now() const { return m_now; }

private:
    Record record(std::uint64_t payment, std::uint64_t stage);
    Body body(std::uint64_t payment, std::uint64_t stage);
    Body statusChange(std::uint64_t payment, PaymentStatus before, PaymentStatus after) const;

    std::uint64_t m_payments;
    std::uint64_t m_perMillisecond;
    std::uint64_t m_opened = 0;
    std::uint64_t m_followed = 0;
    std::uint64_t m_mismatches = 0;
    std::uint64_t m_repeats = 0;
    std::uint64_t m_sequence = 0;
    Instant m_now = kBegin;
    std::map<std::pair<std::string, std::int32_t>, std::int64_t> m_offsets;
};

}  // namespace otto::bench
