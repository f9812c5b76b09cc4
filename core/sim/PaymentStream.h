// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Facts.h"
#include "core/sim/SourceSystem.h"

#include <cstdint>
#include <optional>
#include <string>

namespace otto {

/// The payments that one system adds: CPR the outbound ones, WSO2 the inbound ones. The n-th
/// payment, its contents and the time since the one before follow from seed, system and n alone.
///
/// Payment ids are `PMT-<tag>-<n>`, the tag from seed and system. So another seed never uses the
/// same ids, and a restart with the same seed on the same broker goes on behind the highest n it
/// reads instead of adding payments twice.
class PaymentStream
{
public:
    PaymentStream(System system, Direction direction, const SimSetting& setting);

    /// One of our payments was read: go on behind it.
    void seen(const PaymentId& id);
    [[nodiscard]] bool isExhausted() const;
    /// When the next payment arrives, at or after `now` unless arrivals have fallen behind.
    [[nodiscard]] Instant nextArrival(Instant now);
    /// The next payment; `at` gives its business date.
    PaymentAdded next(Instant at);

private:
    /// From the payment before to the next one.
    [[nodiscard]] Duration nextGap() const;
    [[nodiscard]] std::uint64_t share(std::uint64_t total) const;
    [[nodiscard]] Money amountOf(const PaymentId& id) const;
    void describeParties(const PaymentId& id, Instant at, PaymentAdded& added) const;

    const Direction m_direction;
    const SimSetting& m_setting;
    const std::string m_tag;
    std::uint64_t m_next = 0;
    /// Added in this run.
    std::uint64_t m_added = 0;
    Instant m_arrival;
};

}  // namespace otto
