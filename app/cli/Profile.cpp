// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Profile.h"

#include "app/cli/Span.h"
#include "core/contract/Excerpt.h"
#include "core/contract/IdText.h"
#include "core/contract/TopicName.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <system_error>

namespace otto {
namespace {

constexpr std::uintmax_t kProfileBytesMax = std::uintmax_t{256} * 1024;

/// librdkafka properties whose value is a secret.
constexpr std::array<std::string_view, 6> kSecretProperties{
    "sasl.password", "ssl.key.password",        "ssl.keystore.password",
    "ssl.key.pem",   "sasl.oauthbearer.config", "sasl.oauthbearer.client.secret"};

/// Properties that have a key of their own in a profile.
constexpr std::array<std::string_view, 2> kBrokerProperties{"bootstrap.servers",
                                                            "metadata.broker.list"};

class ProfileReader
{
public:
    explicit ProfileReader(const std::string& file) : m_file(file) {}

    Result<Profile> read(const toml::table& root)
    {
        Profile profile;
        for (const auto& [key, node] : root) {
            Status taken = take(profile, key, node);
            if (!taken)
                return tl::unexpected(taken.error());
        }
        return profile;
    }

private:
    Status take(Profile& profile, const toml::key& key, const toml::node& node)
    {
        if (key == "kafka")
            return takeKafka(profile, node);
        constexpr std::array<std::string_view, 6> kTexts{"name",     "brokers", "env",
                                                         "operator", "role",    "lookback"};
        if (std::find(kTexts.begin(), kTexts.end(), key.str()) == kTexts.end()) {
            return fault(key.source(), "there is no key " + excerpt(key.str())
                                           + "; expected name, brokers, env, operator, role, "
                                             "lookback or [kafka]");
        }
        const auto* text = node.as_string();
        if (text == nullptr || text->get().empty()) {
            return fault(node.source(),
                         "expected a text for " + std::string(key.str()) + ", in quotes");
        }
        return takeText(profile, key.str(), text->get(), node.source());
    }

    Status takeText(Profile& profile, std::string_view key, const std::string& text,
                    const toml::source_region& at)
    {
        if (key == "name") {
            profile.name = text;
        } else if (key == "brokers") {
            profile.brokers = text;
        } else if (key == "env") {
            if (!isKnownEnv(text)) {
                return fault(at,
                             "expected dev, qa, stg, uat or prod for env, not " + excerpt(text));
            }
            profile.env = text;
        } else if (key == "operator") {
            if (const std::string_view wrong = idFault(text); !wrong.empty())
                return fault(at, "the operator's id " + std::string(wrong));
            profile.operatorId = OperatorId(text);
        } else if (key == "role") {
            profile.role = parseRole(text);
            if (!profile.role)
                return fault(at, "expected viewer or operator for role, not " + excerpt(text));
        } else {
            const Result<Duration> span = parseSpan(text);
            if (!span)
                return fault(at, span.error().text);
            profile.lookback = *span;
        }
        return {};
    }

    Status takeKafka(Profile& profile, const toml::node& node)
    {
        const toml::table* table = node.as_table();
        if (table == nullptr)
            return fault(node.source(), "expected a table [kafka] of librdkafka properties");
        for (const auto& [key, value] : *table) {
            const std::string name(key.str());
            if (isIn(kSecretProperties, name)) {
                return fault(key.source(),
                             name
                                 + " does not belong in a profile: it holds no secrets; name key "
                                   "and certificate by ssl.key.location and "
                                   "ssl.certificate.location");
            }
            if (isIn(kBrokerProperties, name))
                return fault(key.source(), name + " is written as brokers above [kafka]");
            const std::optional<std::string> text = propertyText(value);
            if (!text) {
                return fault(value.source(), "expected a text, a whole number, true or false for "
                                                 + excerpt(name)
                                                 + (value.is_table() ? "; a name with dots "
                                                                       "stands in quotes"
                                                                     : ""));
            }
            profile.kafka.emplace(name, *text);
        }
        return {};
    }

    template <std::size_t N>
    static bool isIn(const std::array<std::string_view, N>& names, std::string_view name)
    {
        return std::find(names.begin(), names.end(), name) != names.end();
    }

    static std::optional<std::string> propertyText(const toml::node& node)
    {
        if (const auto* text = node.as_string())
            return text->get();
        if (const auto* number = node.as_integer())
            return std::to_string(number->get());
        if (const auto* flag = node.as_boolean())
            return flag->get() ? "true" : "false";
        return std::nullopt;
    }

    tl::unexpected<Error> fault(const toml::source_region& at, const std::string& text) const
    {
        return fail("BAD_PROFILE", m_file + ":" + std::to_string(at.begin.line) + ":"
                                       + std::to_string(at.begin.column) + ": " + text);
    }

    const std::string& m_file;
};

}  // namespace

Result<Profile> Profile::parse(std::string_view text, const std::string& file)
{
    try {
        Result<Profile> profile = ProfileReader(file).read(toml::parse(text, file));
        if (profile && profile->name.empty())
            profile->name = std::filesystem::path(file).stem().string();
        return profile;
    } catch (const toml::parse_error& error) {
        const toml::source_position at = error.source().begin;
        return fail("BAD_PROFILE", file + ":" + std::to_string(at.line) + ":"
                                       + std::to_string(at.column) + ": "
                                       + printable(error.description()));
    }
}

Result<Profile> Profile::load(const std::filesystem::path& path)
{
    const std::string name = printable(path.string());
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(path, error);
    if (error) {
        return fail("PROFILE_NOT_FOUND",
                    "the profile " + name + " cannot be read: " + error.message());
    }
    if (size > kProfileBytesMax) {
        return fail("BAD_PROFILE", name + ":1:1: expected a profile of at most "
                                       + std::to_string(kProfileBytesMax) + " bytes");
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file)
        return fail("PROFILE_NOT_FOUND", "the profile " + name + " cannot be read");
    return parse(text.str(), name);
}

std::optional<Role> parseRole(std::string_view text)
{
    if (text == "viewer")
        return Role::Viewer;
    if (text == "operator")
        return Role::Operator;
    return std::nullopt;
}

}  // namespace otto
