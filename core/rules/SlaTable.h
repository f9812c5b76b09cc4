// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/base/TomlTable.h"
#include "core/contract/Vocabulary.h"

#include <array>
#include <optional>

namespace otto {

/// How long a payment may stay in a status, by rail (domain.md 4.4, "SLA"; the values are those of
/// resources/rules/sla.toml). Immutable after reading; any thread.
class SlaTable
{
public:
    /// Reads `[ZELLE]`, `[RTP]`, `[FEDNOW]` and `[ACH]`, each `STATUS = "25s"`. What is wrong goes
    /// to the file's fault.
    static SlaTable read(TomlTable root);

    /// Absent where no SLA is defined.
    [[nodiscard]] std::optional<Duration> of(Rail rail, PaymentStatus status) const
    {
        return m_times[static_cast<std::size_t>(rail)][static_cast<std::size_t>(status)];
    }

private:
    static constexpr std::size_t kStatuses = WireNames<PaymentStatus>::names.size();
    static constexpr std::size_t kRails = WireNames<Rail>::names.size();

    std::array<std::array<std::optional<Duration>, kStatuses>, kRails> m_times;
};

}  // namespace otto
