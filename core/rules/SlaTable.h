// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/base/TomlTable.h"
#include "core/contract/Vocabulary.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace otto {

/// How long a payment may stay in a status, by rail (domain.md 4.4, "SLA"; the values are those of
/// resources/rules/sla.toml). Immutable after reading; any thread.
class SlaTable
{
public:
    /// Reads `[ZELLE]`, `[RTP]`, `[FEDNOW]` and `[ACH]`, each `STATUS = "25s"`, `"2 banking days"`
    /// or `"1 banking day and 15m"`. What is wrong goes to the file's fault.
    static SlaTable read(TomlTable root);

    /// Of a payment that is in the status since then, which matters where banking days are counted.
    /// Absent where no SLA is defined.
    [[nodiscard]] std::optional<Duration> of(Rail rail, PaymentStatus status, Instant since) const;

private:
    struct Limit
    {
        std::uint32_t bankingDays = 0;
        /// After them.
        Duration time{0};
    };

    static std::optional<Limit> bankingLimit(std::string_view text);
    static std::optional<Limit> limit(TomlTable& table, std::string_view status);

    static constexpr std::size_t kStatuses = WireNames<PaymentStatus>::names.size();
    static constexpr std::size_t kRails = WireNames<Rail>::names.size();

    std::array<std::array<std::optional<Limit>, kStatuses>, kRails> m_limits;
};

}  // namespace otto
