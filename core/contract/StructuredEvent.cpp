// SPDX-License-Identifier: Apache-2.0
#include "core/contract/StructuredEvent.h"

#include "core/contract/ContentType.h"
#include "core/contract/Excerpt.h"

#include <algorithm>

namespace otto {
namespace {

tl::unexpected<Error> bad(std::string_view name, std::string_view what)
{
    return fail("BAD_ENVELOPE", "attribute " + std::string(name) + " " + std::string(what));
}

bool isKnownAttribute(std::string_view name)
{
    return std::find(kAttributeNames.begin(), kAttributeNames.end(), name) != kAttributeNames.end();
}

}  // namespace

Status StructuredEvent::read(simdjson::dom::element root, EnvelopeAttributes& out)
{
    simdjson::dom::object object;
    if (root.get_object().get(object) != simdjson::SUCCESS) {
        return fail("BAD_ENVELOPE", "a structured event is a JSON object, this value is not");
    }
    for (const auto field : object) {
        if (auto status = readMember(field.key, field.value, out); !status) {
            return status;
        }
    }
    return {};
}

Status StructuredEvent::readMember(std::string_view name, simdjson::dom::element value,
                                   EnvelopeAttributes& out)
{
    if (name == "data") {
        if (m_payload) {
            return fail("BAD_ENVELOPE", "field data appears twice");
        }
        m_payload = value;
        return {};
    }
    if (name == "data_base64") {
        return bad(name, "is not supported, data holds JSON");
    }
    const bool known = isKnownAttribute(name);
    std::string_view text;
    if (value.is_null()) {
        if (known && !out.addMember(name, std::nullopt)) {
            return bad(name, "appears twice");
        }
        return {};
    }
    if (name == "datacontenttype") {
        if (value.get_string().get(text) != simdjson::SUCCESS || !isJsonContent(text)) {
            return bad(name, "is not application/json");
        }
        return {};
    }
    if (!known) {
        const bool isText = value.get_string().get(text) == simdjson::SUCCESS;
        out.addExtra(name, isText ? std::string(text) : simdjson::minify(value));
        return {};
    }
    std::string* integer = name == attributeName(Attribute::EntityVersion)    ? &m_entityVersion
                           : name == attributeName(Attribute::SeverityNumber) ? &m_severityNumber
                                                                              : nullptr;
    if (integer != nullptr) {
        std::int64_t number = 0;
        if (value.get_int64().get(number) != simdjson::SUCCESS) {
            return bad(name, "is not an integer");
        }
        *integer = std::to_string(number);
        text = *integer;
    } else if (value.get_string().get(text) != simdjson::SUCCESS) {
        return bad(name, "is not a string");
    }
    if (!out.addMember(name, text)) {
        return bad(name, "appears twice");
    }
    return {};
}

}  // namespace otto
