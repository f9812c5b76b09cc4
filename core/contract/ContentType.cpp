// SPDX-License-Identifier: Apache-2.0
#include "core/contract/ContentType.h"

#include <algorithm>

namespace otto {
namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

/// The media type without parameters and blanks around it.
std::string_view mediaType(std::string_view contentType)
{
    std::string_view out = contentType.substr(0, contentType.find(';'));
    while (!out.empty() && out.back() == ' ') {
        out.remove_suffix(1);
    }
    while (!out.empty() && out.front() == ' ') {
        out.remove_prefix(1);
    }
    return out;
}

}  // namespace

bool isCloudEventsContent(std::string_view contentType)
{
    constexpr std::string_view kPrefix = "application/cloudevents";
    return equalsIgnoringCase(mediaType(contentType).substr(0, kPrefix.size()), kPrefix);
}

bool isStructuredJson(std::string_view contentType)
{
    return equalsIgnoringCase(mediaType(contentType), kStructuredContentType);
}

bool isJsonContent(std::string_view contentType)
{
    constexpr std::string_view kSuffix = "+json";
    const std::string_view media = mediaType(contentType);
    return equalsIgnoringCase(media, kJsonContentType) || equalsIgnoringCase(media, "text/json")
           || (media.size() > kSuffix.size()
               && equalsIgnoringCase(media.substr(media.size() - kSuffix.size()), kSuffix));
}

}  // namespace otto
