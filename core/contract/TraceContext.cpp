// SPDX-License-Identifier: Apache-2.0
#include "core/contract/TraceContext.h"

#include "core/contract/IdText.h"

#include <algorithm>

namespace otto {
namespace {

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool isZero(std::string_view text)
{
    return text.find_first_not_of('0') == std::string_view::npos;
}

}  // namespace

bool isTraceparent(std::string_view text)
{
    constexpr std::size_t kLength = 55;
    if (text.size() < kLength || text[2] != '-' || text[35] != '-' || text[52] != '-') {
        return false;
    }
    const std::string_view version = text.substr(0, 2);
    const std::string_view trace = text.substr(3, 32);
    const std::string_view parent = text.substr(36, 16);
    if (!isHex(version) || !isHex(trace) || !isHex(parent) || !isHex(text.substr(53, 2))
        || isZero(trace) || isZero(parent) || version == "ff") {
        return false;
    }
    return text.size() == kLength
           || (version != "00" && text[kLength] == '-' && idFault(text).empty());
}

}  // namespace otto
