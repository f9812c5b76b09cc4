// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/TomlTable.h"
#include "core/contract/Message.h"

#include <map>
#include <optional>
#include <string>
#include <utility>

namespace otto {

/// Makes contract messages from the short form of examples: `{ at = "5s", from = "zelle", fact =
/// "PaymentStatusChanged", status = "SENT" }`. Ids, versions and sequences are counted on, common
/// fields have defaults, `125.50 USD` stands for an amount and `5s` for a time. The result went
/// through the contract's own strict decoder.
class ExampleMessages
{
public:
    /// Nothing when it is wrong; why goes to the table's fault.
    std::optional<Message> read(TomlTable& table);

private:
    std::map<std::pair<std::string, std::string>, std::uint32_t> m_versions;
    std::uint64_t m_count = 0;
};

}  // namespace otto
