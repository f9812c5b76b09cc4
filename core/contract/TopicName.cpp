// SPDX-License-Identifier: Apache-2.0
#include "core/contract/TopicName.h"

#include "core/contract/Excerpt.h"

#include <algorithm>
#include <optional>
#include <vector>

namespace otto {
namespace {

/// Apache Kafka, `Topic.java`: the longest legal topic name.
constexpr std::size_t kMaxTopicLength = 249;
constexpr std::size_t kSegments = 6;
constexpr std::array<std::string_view, 5> kEnvs{"dev", "qa", "stg", "uat", "prod"};

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isCamel(std::string_view text)
{
    return !text.empty() && isUpper(text.front())
           && std::all_of(text.begin(), text.end(),
                          [](char c) { return isUpper(c) || isLower(c) || isDigit(c); });
}

template <typename E>
std::optional<E> knownWord(std::string_view text)
{
    const auto& names = WireNames<E>::names;
    const auto* it = std::find(names.begin(), names.end(), text);
    if (it == names.end()) {
        return std::nullopt;
    }
    return static_cast<E>(it - names.begin());
}

template <std::size_t N>
std::string listed(const std::array<std::string_view, N>& words)
{
    std::string out;
    for (const std::string_view word : words) {
        out += out.empty() ? "" : ", ";
        out += word;
    }
    return out;
}

tl::unexpected<Error> badTopic(std::string_view topic, const std::string& why)
{
    return fail("BAD_TOPIC", "topic " + excerpt(topic) + ": " + why);
}

/// At most eight segments; the rest of an overlong name stays in the last one.
std::vector<std::string_view> split(std::string_view text)
{
    std::vector<std::string_view> out;
    while (out.size() < kSegments + 1) {
        const std::size_t dot = text.find('.');
        out.push_back(text.substr(0, dot));
        if (dot == std::string_view::npos) {
            return out;
        }
        text.remove_prefix(dot + 1);
    }
    out.push_back(text);
    return out;
}

/// `v1`, `v2` ... without leading zero.
std::optional<std::uint32_t> versionOf(std::string_view segment)
{
    if (segment.size() < 2 || segment.size() > 10 || segment[0] != 'v' || segment[1] == '0') {
        return std::nullopt;
    }
    std::uint64_t value = 0;
    for (const char c : segment.substr(1)) {
        if (!isDigit(c)) {
            return std::nullopt;
        }
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return static_cast<std::uint32_t>(value);
}

}  // namespace

bool isKnownEnv(std::string_view env)
{
    return std::find(kEnvs.begin(), kEnvs.end(), env) != kEnvs.end();
}

Result<TopicName> TopicName::parse(std::string_view text)
{
    if (text.size() > kMaxTopicLength) {
        return badTopic(text, "the name is longer than 249 characters");
    }
    const std::vector<std::string_view> segments = split(text);
    if (segments.size() < kSegments || segments.size() > kSegments + 1) {
        return badTopic(text, "expected product.env.domain.class.system.Name[.vN]");
    }
    const auto wrong = [text](std::string_view segment, std::string_view value,
                              const std::string& expected) {
        return badTopic(text, std::string(segment) + " " + excerpt(value) + " is not " + expected);
    };
    if (segments[0] != "pc") {
        return wrong("product", segments[0], "pc");
    }
    if (!isKnownEnv(segments[1])) {
        return wrong("environment", segments[1], "one of " + listed(kEnvs));
    }
    if (segments[2] != "pmt") {
        return wrong("domain", segments[2], "pmt");
    }
    const auto topicClass = knownWord<TopicClass>(segments[3]);
    if (!topicClass) {
        return wrong("class", segments[3], "one of " + listed(WireNames<TopicClass>::names));
    }
    const auto system = knownWord<System>(segments[4]);
    if (!system) {
        return wrong("system", segments[4], "one of " + listed(WireNames<System>::names));
    }
    const std::string_view name = segments[5];
    if (!isCamel(name)) {
        return wrong("name", name, "UpperCamel letters and digits");
    }
    if (*topicClass != TopicClass::Command && (name.ends_with("Rq") || name.ends_with("Rs"))) {
        return badTopic(text, "name " + excerpt(name) + " may end in Rq or Rs only in class cmd");
    }
    TopicName out;
    if (segments.size() == kSegments + 1) {
        const auto version = versionOf(segments[6]);
        if (!version) {
            return wrong("version", segments[6], "v and a number from 1 to 999999999");
        }
        out.version = *version;
    }
    out.env = segments[1];
    out.topicClass = *topicClass;
    out.system = *system;
    out.name = name;
    return out;
}

std::string TopicName::text() const
{
    std::string out = product;
    out.reserve(kMaxTopicLength);
    for (const std::string_view segment :
         {std::string_view(env), std::string_view(domain), wireName(topicClass), wireName(system),
          std::string_view(name)}) {
        out += '.';
        out += segment;
    }
    if (version != 1) {
        out += ".v" + std::to_string(version);
    }
    return out;
}

std::string factTopic(std::string_view env, System publisher, std::string_view name)
{
    TopicName topic;
    topic.env = env;
    topic.topicClass = TopicClass::Fact;
    topic.system = publisher;
    topic.name = name;
    return topic.text();
}

std::string commandTopic(std::string_view env, std::string_view name)
{
    TopicName topic;
    topic.env = env;
    topic.topicClass = TopicClass::Command;
    topic.name = name;
    return topic.text();
}

std::string journalTopic(std::string_view env)
{
    TopicName topic;
    topic.env = env;
    topic.topicClass = TopicClass::Internal;
    topic.name = "Journal";
    return topic.text();
}

}  // namespace otto
