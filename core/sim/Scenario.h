// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/base/Result.h"
#include "core/sim/Dice.h"
#include "core/sim/Trouble.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// Amounts from `from` to `to`, both included, each doubling as likely as the next.
struct AmountBand
{
    Money from;
    Money to;
    std::uint32_t weight = 1;

    friend bool operator==(const AmountBand&, const AmountBand&) = default;
};

/// How fast one system is.
struct SystemPace
{
    /// From what a system reads to what it does.
    Latency react{Duration{20}, Duration{120}, Duration{900}};
    /// From a question to its answer.
    Latency answer{Duration{150}, Duration{600}, Duration{3000}};
    /// From a command to its outcome; the fact follows the outcome by a tenth of that.
    Latency command{Duration{200}, Duration{700}, Duration{2500}};

    friend bool operator==(const SystemPace&, const SystemPace&) = default;
};

/// What the simulated systems do: how many payments of what kind, how fast, and what goes wrong.
/// A value; read from TOML (resources/scenarios/README.md describes every key).
struct Scenario
{
    std::string name;
    std::string description;
    std::uint64_t seed = 1;

    /// Payments a second, 0.001 to 10,000. Arrivals are spaced evenly at random between 0 and twice
    /// the mean.
    double rate = 1.0;
    /// Payments to add in all, both directions; absent: no end.
    std::optional<std::uint64_t> payments;
    /// Distinct debtor accounts. With too few of them limits are used beyond their caps.
    std::uint32_t customers = 20'000;
    /// Weights in the order of the enumerations.
    std::array<std::uint32_t, WireNames<Rail>::names.size()> rails{70, 15, 10, 5};
    std::array<std::uint32_t, WireNames<Direction>::names.size()> directions{90, 10};
    std::vector<AmountBand> amounts{{{100, {}}, {250'000, {}}, 1}};
    /// Payments that fail or are rejected in the ordinary way.
    std::uint32_t failuresPerMille = 0;

    /// Distinct participants FI-001 and on; at most 999.
    std::uint32_t participants = 180;

    std::array<SystemPace, kSystemCount> pace;
    /// From the debit order to the posting.
    Latency corePosting{Duration{80}, Duration{300}, Duration{2000}};
    /// How long after a debit order the core cannot exclude that it still posts.
    Duration coreInFlight{20'000};
    /// Time between two ends of day of the core, in multiples since midnight UTC 1970-01-01;
    /// absent: memo posts stay memo posts.
    std::optional<Duration> endOfDay;
    Latency networkAccept{Duration{300}, Duration{1200}, Duration{6000}};
    Latency networkSettle{Duration{300}, Duration{1500}, Duration{8000}};
    /// From a recall to the money coming back; in life days.
    Latency networkRecall{Duration{60'000}, Duration{300'000}, Duration{1'800'000}};
    /// Time between two ACH files.
    Duration achCutOff{60'000};
    Latency achAccept{Duration{1000}, Duration{5000}, Duration{20'000}};
    Latency achSettle{Duration{5000}, Duration{20'000}, Duration{60'000}};
    Duration reconEvery{20'000};
    /// A settled payment without a posting is a break after this.
    Duration reconBreakAfter{60'000};
    Money dailyCap{5'000'000, {}};
    Money rollingCap{50'000'000, {}};
    Duration heartbeatEvery{10'000};
    /// What is finished is forgotten after this, what never finishes after `abandonAfter`.
    Duration forgetAfter{30 * 60'000};
    Duration abandonAfter{24 * 60 * 60'000};

    std::vector<Trouble> troubles;

    /// Error SCENARIO_NOT_FOUND, or BAD_SCENARIO with `file:line:column: what was expected`.
    static Result<Scenario> load(const std::filesystem::path& path);
    /// The same from text; `file` is the name used in errors.
    static Result<Scenario> parse(std::string_view text, const std::string& file);

    friend bool operator==(const Scenario&, const Scenario&) = default;
};

}  // namespace otto
