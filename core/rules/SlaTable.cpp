// SPDX-License-Identifier: Apache-2.0
#include "core/rules/SlaTable.h"

#include <string>

namespace otto {

SlaTable SlaTable::read(TomlTable root)
{
    constexpr Duration kShortest{1};
    constexpr Duration kLongest = std::chrono::hours{24 * 100};
    SlaTable out;
    for (std::size_t rail = 0; rail < kRails; ++rail) {
        const std::string name(WireNames<Rail>::names[rail]);
        root.require(name);
        std::optional<TomlTable> table = root.table(name);
        if (!table) {
            continue;
        }
        for (std::size_t status = 0; status < kStatuses; ++status) {
            table->duration(WireNames<PaymentStatus>::names[status], kShortest, kLongest,
                            out.m_times[rail][status]);
        }
        table->finish();
    }
    root.finish();
    return out;
}

}  // namespace otto
