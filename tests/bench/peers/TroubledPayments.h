// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/contract/Message.h"

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace otto::bench {

/// Facts of outbound and inbound payments, of which a few in a hundred go wrong in the ways that
/// OT01, OT03, OT05 and OT07 watch, or nearly so. Made from nothing but their number, in the order
/// of event time, without repeats; 200 payments begin in a second. The last fact comes six minutes
/// after the others, so that every wait of at most five minutes has come to its end.
class TroubledPayments
{
public:
    static constexpr const char* kEnv = "dev";
    static constexpr Instant kBegin{1'772'463'600'000};

    explicit TroubledPayments(std::uint64_t count);

    [[nodiscard]] std::size_t size() const { return m_facts.size(); }
    /// The next fact as its source publishes it: CloudEvents in structured mode.
    /// @pre called fewer than size() times
    OutgoingRecord next();

private:
    enum class Trouble : std::uint8_t {
        None,
        CoreStatesAnotherAmount,
        OwnerStatesAnotherAmount,
        NeverPosted,
        PostedLate,
        FailedUnposted,
        FailedGivenBack,
        FailedNotGivenBack,
        Stuck,
        Slow,
    };
    struct Fact
    {
        Instant at;
        System source;
        Body body;
    };
    /// What decides about one payment.
    struct Plan
    {
        std::uint64_t number = 0;
        Trouble trouble = Trouble::None;
        /// A second number, for what the trouble leaves open.
        std::uint64_t dice = 0;
        Rail rail = Rail::Zelle;
        bool isInbound = false;
        System owner = System::Cpr;
    };

    static Trouble troubleOf(std::uint64_t dice);
    static Plan planOf(std::uint64_t number);
    void add(const Plan& plan, Instant begin);
    void addPosting(const Plan& plan, Instant claimed);
    void addFailure(const Plan& plan, Instant at, const char* stage);
    void say(Instant at, System source, Body body);

    std::vector<Fact> m_facts;
    std::size_t m_next = 0;
    std::map<std::pair<std::string, System>, std::uint32_t> m_versions;
};

}  // namespace otto::bench
