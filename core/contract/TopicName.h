// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/contract/Vocabulary.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace otto {

enum class TopicClass : std::uint8_t { Fact, Command, Change, Internal };
template <>
struct WireNames<TopicClass>
{
    static constexpr std::array<std::string_view, 4> names{"fct", "cmd", "cdc", "sys"};
};

/// `<product>.<env>.<domain>.<class>.<system>.<Name>[.vN]` (contract README "Topics"; grammar and
/// examples: domain.md 1.3). A parsed name is valid: closed sets checked, at most 249 characters.
struct TopicName
{
    std::string product = "pc";
    std::string env;
    std::string domain = "pmt";
    TopicClass topicClass = TopicClass::Fact;
    System system = System::Otto;
    /// UpperCamel; ends in Rq or Rs only in class Command.
    std::string name;
    std::uint32_t version = 1;

    /// Error BAD_TOPIC says which segment is wrong and what was expected.
    static Result<TopicName> parse(std::string_view text);
    [[nodiscard]] std::string text() const;

    friend bool operator==(const TopicName&, const TopicName&) = default;
};

/// The environments of the registry: dev qa stg uat prod.
bool isKnownEnv(std::string_view env);

/// Topic texts of one environment.
std::string factTopic(std::string_view env, System publisher, std::string_view name);
/// Conversations are owned by Otto: `pc.<env>.pmt.cmd.otto.<name>`.
std::string commandTopic(std::string_view env, std::string_view name);
/// `pc.<env>.pmt.sys.otto.Journal`.
std::string journalTopic(std::string_view env);

}  // namespace otto
