// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace otto::bench {

/// The times of the four rules (README.md), in milliseconds.
constexpr std::int64_t kPostingWait = 60'000;
constexpr std::int64_t kRestoringWait = 120'000;

struct StatusLimit
{
    std::string_view rail;
    std::string_view status;
    std::int64_t wait;
};

/// resources/rules/sla.toml, as far as the facts go.
constexpr std::array<StatusLimit, 18> kStatusLimits{{
    {"ZELLE", "RECEIVED", 5'000},
    {"ZELLE", "LIMIT_RESERVED", 30'000},
    {"ZELLE", "DEBIT_PENDING", 30'000},
    {"ZELLE", "DEBITED", 15'000},
    {"ZELLE", "SENT", 25'000},
    {"ZELLE", "ACCEPTED", 60'000},
    {"RTP", "RECEIVED", 5'000},
    {"RTP", "LIMIT_RESERVED", 30'000},
    {"RTP", "DEBIT_PENDING", 30'000},
    {"RTP", "DEBITED", 15'000},
    {"RTP", "SENT", 25'000},
    {"RTP", "ACCEPTED", 60'000},
    {"ACH", "RECEIVED", 300'000},
    {"ACH", "LIMIT_RESERVED", 300'000},
    {"ACH", "DEBIT_PENDING", 300'000},
    {"ACH", "DEBITED", 87'300'000},
    {"ACH", "SENT", 86'400'000},
    {"ACH", "ACCEPTED", 172'800'000},
}};

/// DEBITED and what comes after it on the way to RECONCILED.
constexpr bool impliesDebit(std::string_view status)
{
    return status == "DEBITED" || status == "BATCHED" || status == "SENT"
           || status == "SEND_UNKNOWN" || status == "ACCEPTED" || status == "SETTLED"
           || status == "RECONCILED";
}

constexpr bool isFailure(std::string_view status)
{
    return status == "FAILED" || status == "REJECTED" || status == "CANCELLED"
           || status == "EXPIRED" || status == "REVERSED";
}

/// The first whole second after a time: when a condition of that time is first looked at.
constexpr std::int64_t nextSecond(std::int64_t ms)
{
    return (ms / 1'000 + 1) * 1'000;
}

}  // namespace otto::bench
