// SPDX-License-Identifier: Apache-2.0
#include "core/contract/EnvelopeAttributes.h"

#include "core/contract/Excerpt.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace otto {
namespace {

/// Names that CloudEvents gives another place in binary mode (Kafka binding 3.2).
bool isForbiddenHeader(std::string_view name)
{
    return name == "data" || name == "data_base64" || name == "datacontenttype";
}

bool isAscii(std::string_view text)
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080U;
    std::uint64_t seen = 0;
    for (; text.size() >= sizeof(seen); text.remove_prefix(sizeof(seen))) {
        std::uint64_t word = 0;
        std::memcpy(&word, text.data(), sizeof(word));
        seen |= word;
    }
    for (const char c : text) {
        seen |= static_cast<unsigned char>(c);
    }
    return (seen & kHighBits) == 0;
}

bool isUtf8(std::string_view text)
{
    return isAscii(text) || simdjson::validate_utf8(text.data(), text.size());
}

/// Never null, so that an empty value differs from none.
std::string_view present(std::string_view value)
{
    return value.data() == nullptr ? std::string_view("") : value;
}

}  // namespace

std::optional<std::size_t> EnvelopeAttributes::indexOf(std::string_view name)
{
    // Writers keep a stable order: the next name is nearly always the expected one.
    for (std::size_t i = 0; i < kAttributeNames.size(); ++i) {
        const std::size_t at = (m_next + i) % kAttributeNames.size();
        if (kAttributeNames[at] == name) {
            m_next = at + 1;
            return at;
        }
    }
    return std::nullopt;
}

Status EnvelopeAttributes::addHeader(std::string_view name, std::string_view value)
{
    if (!isUtf8(name) || !isUtf8(value)) {
        return fail("BAD_ENVELOPE", "header " + excerpt("ce_" + std::string(name.substr(0, 64)))
                                        + " is not valid UTF-8");
    }
    if (isForbiddenHeader(name)) {
        return fail("BAD_ENVELOPE", "header ce_" + std::string(name)
                                        + " does not exist in CloudEvents' binary mode");
    }
    if (const auto at = indexOf(name)) {
        m_values[*at] = present(value);
    } else {
        m_extra.emplace_back(name, value);
    }
    return {};
}

bool EnvelopeAttributes::addMember(std::string_view name, std::optional<std::string_view> value)
{
    const auto at = indexOf(name);
    if (!at || m_seen.test(*at)) {
        return false;
    }
    m_seen.set(*at);
    if (value) {
        m_values[*at] = present(*value);
    }
    return true;
}

void EnvelopeAttributes::addExtra(std::string_view name, std::string value)
{
    m_extra.emplace_back(name, std::move(value));
}

}  // namespace otto
