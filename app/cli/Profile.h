// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/base/Time.h"
#include "core/engine/request/Requests.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// Where and as whom to work, kept in a TOML file:
///
///     name = "QA east"            # shown in the console; the file's name otherwise
///     brokers = "kafka-1:9093,kafka-2:9093"
///     env = "qa"
///     operator = "op-17"
///     role = "operator"           # or "viewer"
///     lookback = "48h"
///     [kafka]                     # handed to librdkafka
///     "security.protocol" = "ssl"
///     "ssl.ca.location" = "/etc/pki/kafka-ca.pem"
///
/// What the command line says goes before. A profile holds no secrets: properties that carry one
/// are refused, keys and certificates are named by their files.
struct Profile
{
    std::string name;
    std::optional<std::string> brokers;
    std::optional<std::string> env;
    std::optional<OperatorId> operatorId;
    std::optional<Role> role;
    std::optional<Duration> lookback;
    std::map<std::string, std::string> kafka;

    /// Error PROFILE_NOT_FOUND, or BAD_PROFILE with `file:line:column: what was expected`.
    static Result<Profile> load(const std::filesystem::path& path);
    /// The same from text; `file` is the name used in errors.
    static Result<Profile> parse(std::string_view text, const std::string& file);
};

/// `viewer` or `operator`.
std::optional<Role> parseRole(std::string_view text);

}  // namespace otto
