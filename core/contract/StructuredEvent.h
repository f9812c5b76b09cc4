// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/EnvelopeAttributes.h"

#include <simdjson.h>

#include <optional>
#include <string>

namespace otto {

/// A record in structured mode taken apart: attributes and `data`. Owns the text of integer
/// attributes; the rest are views into the parser's document.
class StructuredEvent
{
public:
    /// Error BAD_ENVELOPE names the attribute that is of a wrong type or there twice.
    Status read(simdjson::dom::element root, EnvelopeAttributes& out);

    [[nodiscard]] std::optional<simdjson::dom::element> payload() const { return m_payload; }

private:
    Status readMember(std::string_view name, simdjson::dom::element value, EnvelopeAttributes& out);

    std::optional<simdjson::dom::element> m_payload;
    std::string m_entityVersion;
    std::string m_severityNumber;
};

}  // namespace otto
