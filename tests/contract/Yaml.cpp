// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/Yaml.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

using Json = nlohmann::ordered_json;

bool isPlainWord(const std::string& text)
{
    constexpr std::array<std::string_view, 7> kReserved{"true", "false", "null", "yes",
                                                        "no",   "on",    "off"};
    const bool word = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
               || (c >= '0' && c <= '9');
    }) && !(text[0] >= '0' && text[0] <= '9');
    return word && std::find(kReserved.begin(), kReserved.end(), text) == kReserved.end();
}

std::string scalar(const Json& value)
{
    if (value.is_string() && isPlainWord(value.get<std::string>())) {
        return value.get<std::string>();
    }
    return value.dump();
}

bool isScalar(const Json& value)
{
    return !value.is_structured() || value.empty();
}

bool isFlat(const Json& list)
{
    return list.is_array()
           && std::all_of(list.begin(), list.end(), [](const Json& item) { return isScalar(item); })
           && list.dump().size() < 70;
}

void append(std::string& out, const Json& value, std::size_t indent)
{
    const std::string pad(indent, ' ');
    if (value.is_array()) {
        for (const Json& item : value) {
            std::string nested;
            if (isScalar(item)) {
                nested = scalar(item) + "\n";
            } else {
                append(nested, item, indent + 2);
                nested.erase(0, indent + 2);
            }
            out += pad;
            out += "- ";
            out += nested;
        }
        return;
    }
    for (const auto& [key, member] : value.items()) {
        out += pad + scalar(Json(key)) + ":";
        if (isScalar(member)) {
            out += " " + scalar(member) + "\n";
        } else if (isFlat(member)) {
            std::string items;
            for (const Json& item : member) {
                items += (items.empty() ? "" : ", ") + scalar(item);
            }
            out += " [" + items + "]\n";
        } else {
            out += "\n";
            append(out, member, indent + 2);
        }
    }
}

}  // namespace

std::string yamlText(const Json& value)
{
    std::string out;
    append(out, value, 0);
    return out;
}

}  // namespace otto
