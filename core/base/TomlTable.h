// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"

#include <toml++/toml.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// What is wrong in a file, and where.
struct TomlError
{
    /// From 1.
    std::uint32_t line = 1;
    std::uint32_t column = 1;
    /// What was expected.
    std::string text;

    friend bool operator==(const TomlError&, const TomlError&) = default;
};

/// The errors of one file, in the order of the file.
class TomlFault
{
public:
    explicit TomlFault(std::string file) : m_file(std::move(file)) {}

    void report(const toml::source_position& at, const std::string& expected);
    [[nodiscard]] bool isEmpty() const { return m_errors.empty(); }
    /// The first one as `file:line:column: what was expected`; empty when there is none.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] const std::vector<TomlError>& errors() const { return m_errors; }

private:
    const std::string m_file;
    std::vector<TomlError> m_errors;
};

/// One table of a TOML file, read strictly: every key has a type and a range, and finish() refuses
/// the keys nobody asked for. Outputs keep their value when the key is absent.
class TomlTable
{
public:
    /// `name` is for messages: "[pace.zelle]".
    TomlTable(const toml::table& table, std::string name, TomlFault& fault)
        : m_table(table), m_name(std::move(name)), m_fault(fault)
    {}

    [[nodiscard]] bool has(std::string_view key) const { return m_table.contains(key); }
    [[nodiscard]] toml::source_position position(std::string_view key) const;
    void require(std::string_view key);
    void error(std::string_view key, const std::string& expected);

    void text(std::string_view key, std::string& out);
    /// One of the words; gives its index.
    std::optional<std::size_t> word(std::string_view key,
                                    const std::vector<std::string_view>& words);
    void number(std::string_view key, std::uint64_t min, std::uint64_t max, std::uint64_t& out);
    void number(std::string_view key, std::uint64_t min, std::uint64_t max, std::uint32_t& out);
    void decimal(std::string_view key, double min, double max, double& out);
    void flag(std::string_view key, bool& out);
    /// An array of texts, none of them empty.
    void texts(std::string_view key, std::vector<std::string>& out);
    /// Text such as "250ms", "3s", "2m", "1h".
    void duration(std::string_view key, Duration min, Duration max, Duration& out);
    void duration(std::string_view key, Duration min, Duration max, std::optional<Duration>& out);
    std::optional<TomlTable> table(std::string_view key);
    /// In the order of the file; for tables whose keys are names of the author's choice.
    [[nodiscard]] std::vector<std::string> keys() const;
    /// The value itself, whatever it is; null when absent.
    const toml::node* node(std::string_view key) { return take(key); }
    /// The tables of `[[key]]`.
    std::vector<TomlTable> tables(std::string_view key);
    /// Refuses unknown keys.
    void finish();
    /// Nothing was wrong so far, in this table or another one.
    [[nodiscard]] bool isFileSound() const { return m_fault.isEmpty(); }
    [[nodiscard]] TomlFault& fault() const { return m_fault; }
    /// Where the table begins.
    [[nodiscard]] toml::source_position begin() const { return m_table.source().begin; }

private:
    const toml::node* take(std::string_view key);

    const toml::table& m_table;
    std::string m_name;
    TomlFault& m_fault;
    std::vector<std::string> m_asked;
};

/// Text such as "250ms", "3s", "2m", "1h"; nothing when it is not one.
std::optional<Duration> parseDuration(std::string_view text);

/// The way people write it: "45s", "2m", "1500ms".
std::string spanText(Duration duration);

}  // namespace otto
