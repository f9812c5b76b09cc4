// SPDX-License-Identifier: Apache-2.0
#include "core/base/TomlTable.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <tuple>
#include <utility>

namespace otto {
namespace {

struct Unit
{
    std::string_view name;
    std::int64_t ms;
};

constexpr std::array<Unit, 4> kUnits{{{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}}};

std::string joined(const std::vector<std::string_view>& words)
{
    std::string text;
    for (const std::string_view word : words) {
        text += (text.empty() ? "" : ", ") + std::string(word);
    }
    return text;
}

}  // namespace

std::optional<Duration> parseDuration(std::string_view text)
{
    std::int64_t count = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
    if (parsed.ec != std::errc() || count < 0 || count > 1'000'000'000) {
        return std::nullopt;
    }
    const std::string_view unit(parsed.ptr,
                                static_cast<std::size_t>(text.data() + text.size() - parsed.ptr));
    for (const Unit& known : kUnits) {
        constexpr std::int64_t kLongestMs = std::int64_t{100} * 365 * 24 * 3'600'000;
        if (known.name == unit && count <= kLongestMs / known.ms) {
            return Duration{count * known.ms};
        }
    }
    return std::nullopt;
}

std::string spanText(Duration duration)
{
    const std::int64_t ms = duration.count();
    const Unit* best = &kUnits.front();
    for (const Unit& unit : kUnits) {
        if (ms != 0 && ms % unit.ms == 0) {
            best = &unit;
        }
    }
    return std::to_string(ms / best->ms) + std::string(best->name);
}

void TomlFault::report(const toml::source_position& at, const std::string& expected)
{
    TomlError error{static_cast<std::uint32_t>(at.line), static_cast<std::uint32_t>(at.column),
                    expected};
    const auto after = std::upper_bound(
        m_errors.begin(), m_errors.end(), error, [](const TomlError& a, const TomlError& b) {
            return std::tie(a.line, a.column) < std::tie(b.line, b.column);
        });
    m_errors.insert(after, std::move(error));
}

std::string TomlFault::text() const
{
    if (m_errors.empty()) {
        return {};
    }
    const TomlError& first = m_errors.front();
    return m_file + ":" + std::to_string(first.line) + ":" + std::to_string(first.column) + ": "
           + first.text;
}

const toml::node* TomlTable::take(std::string_view key)
{
    m_asked.emplace_back(key);
    return m_table.get(key);
}

toml::source_position TomlTable::position(std::string_view key) const
{
    const toml::node* node = m_table.get(key);
    return node != nullptr ? node->source().begin : m_table.source().begin;
}

void TomlTable::error(std::string_view key, const std::string& expected)
{
    m_fault.report(position(key), expected);
}

void TomlTable::require(std::string_view key)
{
    if (!has(key)) {
        m_fault.report(m_table.source().begin,
                       "expected key '" + std::string(key) + "' in " + m_name);
    }
}

void TomlTable::text(std::string_view key, std::string& out)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    if (const auto* value = node->as_string(); value != nullptr && !value->get().empty()) {
        out = value->get();
    } else {
        error(key, "expected a text that is not empty for '" + std::string(key) + "'");
    }
}

std::optional<std::size_t> TomlTable::word(std::string_view key,
                                           const std::vector<std::string_view>& words)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (const auto* value = node->as_string()) {
        const auto at = std::find(words.begin(), words.end(), value->get());
        if (at != words.end()) {
            return static_cast<std::size_t>(at - words.begin());
        }
    }
    error(key, "expected one of " + joined(words) + " for '" + std::string(key) + "'");
    return std::nullopt;
}

void TomlTable::number(std::string_view key, std::uint64_t min, std::uint64_t max,
                       std::uint64_t& out)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    const auto* value = node->as_integer();
    if (value != nullptr && value->get() >= 0 && static_cast<std::uint64_t>(value->get()) >= min
        && static_cast<std::uint64_t>(value->get()) <= max) {
        out = static_cast<std::uint64_t>(value->get());
        return;
    }
    error(key, "expected a whole number from " + std::to_string(min) + " to " + std::to_string(max)
                   + " for '" + std::string(key) + "'");
}

void TomlTable::number(std::string_view key, std::uint64_t min, std::uint64_t max,
                       std::uint32_t& out)
{
    std::uint64_t wide = out;
    number(key, min, max, wide);
    out = static_cast<std::uint32_t>(wide);
}

void TomlTable::decimal(std::string_view key, double min, double max, double& out)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    const std::optional<double> value = node->is_number() ? node->value<double>() : std::nullopt;
    if (value && std::isfinite(*value) && *value >= min && *value <= max) {
        out = *value;
        return;
    }
    std::array<char, 96> range{};
    std::snprintf(range.data(), range.size(), "expected a number from %g to %g for '", min, max);
    error(key, std::string(range.data()) + std::string(key) + "'");
}

void TomlTable::flag(std::string_view key, bool& out)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    if (const auto* value = node->as_boolean()) {
        out = value->get();
    } else {
        error(key, "expected true or false for '" + std::string(key) + "'");
    }
}

void TomlTable::texts(std::string_view key, std::vector<std::string>& out)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    std::vector<std::string> found;
    bool isSound = node->is_array();
    if (const toml::array* array = node->as_array()) {
        for (const toml::node& one : *array) {
            const auto* text = one.as_string();
            isSound = isSound && text != nullptr && !text->get().empty();
            found.push_back(isSound ? text->get() : std::string());
        }
    }
    if (isSound) {
        out = std::move(found);
    } else {
        error(key, "expected a list of texts for '" + std::string(key) + "'");
    }
}

void TomlTable::duration(std::string_view key, Duration min, Duration max, Duration& out)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return;
    }
    if (const auto* value = node->as_string()) {
        const std::optional<Duration> parsed = parseDuration(value->get());
        if (parsed && *parsed >= min && *parsed <= max) {
            out = *parsed;
            return;
        }
    }
    error(key, "expected a time from " + spanText(min) + " to " + spanText(max)
                   + ", such as \"250ms\", \"3s\" or \"2m\", for '" + std::string(key) + "'");
}

void TomlTable::duration(std::string_view key, Duration min, Duration max,
                         std::optional<Duration>& out)
{
    Duration value = min;
    duration(key, min, max, value);
    out = has(key) ? std::optional(value) : std::nullopt;
}

std::optional<TomlTable> TomlTable::table(std::string_view key)
{
    const toml::node* node = take(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (const toml::table* inner = node->as_table()) {
        return TomlTable(*inner, "[" + std::string(key) + "]", m_fault);
    }
    error(key, "expected a table for '" + std::string(key) + "'");
    return std::nullopt;
}

std::vector<std::string> TomlTable::keys() const
{
    std::vector<std::pair<toml::source_position, std::string>> placed;
    for (const auto& [key, value] : m_table) {
        placed.emplace_back(key.source().begin, key.str());
    }
    std::sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first.line, a.first.column) < std::tie(b.first.line, b.first.column);
    });
    std::vector<std::string> names;
    names.reserve(placed.size());
    for (auto& [at, name] : placed) {
        names.push_back(std::move(name));
    }
    return names;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key)
{
    std::vector<TomlTable> found;
    const toml::node* node = take(key);
    if (node == nullptr) {
        return found;
    }
    const toml::array* array = node->as_array();
    if (array == nullptr || !array->is_homogeneous(toml::node_type::table)) {
        error(key, "expected tables [[" + std::string(key) + "]]");
        return found;
    }
    for (const toml::node& one : *array) {
        found.emplace_back(*one.as_table(), "[[" + std::string(key) + "]]", m_fault);
    }
    return found;
}

void TomlTable::finish()
{
    const toml::key* first = nullptr;
    for (const auto& [key, value] : m_table) {
        const bool isAsked = std::find(m_asked.begin(), m_asked.end(), key.str()) != m_asked.end();
        const bool isEarlier =
            first == nullptr || key.source().begin.line < first->source().begin.line;
        if (!isAsked && isEarlier) {
            first = &key;
        }
    }
    if (first == nullptr) {
        return;
    }
    std::vector<std::string_view> known(m_asked.begin(), m_asked.end());
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    m_fault.report(first->source().begin, "unknown key '" + std::string(first->str()) + "' in "
                                              + m_name + ", expected one of " + joined(known));
}

}  // namespace otto
