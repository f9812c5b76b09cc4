// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/contract/Excerpt.h"
#include "core/contract/IdText.h"

#include <simdjson.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otto {

/// What kind of value this is, for a sentence.
inline std::string_view typeText(simdjson::dom::element value)
{
    switch (value.type()) {
    case simdjson::dom::element_type::ARRAY: return "a list";
    case simdjson::dom::element_type::OBJECT: return "an object";
    case simdjson::dom::element_type::STRING: return "a string";
    case simdjson::dom::element_type::BOOL: return "true or false";
    case simdjson::dom::element_type::NULL_VALUE: return "null";
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE: break;
    }
    return "a number";
}

/// What a JSON field of a request must be, and how it is read. read() leaves the target alone and
/// returns false when the value is something else.
template <typename T>
struct FieldType;

template <>
struct FieldType<std::string>
{
    static constexpr std::string_view expected = "a string";
    static bool read(simdjson::dom::element value, std::string& target)
    {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS)
            return false;
        target = text;
        return true;
    }
};

template <typename Tag>
struct FieldType<Id<Tag>>
{
    static constexpr std::string_view expected = "a string";
    static bool read(simdjson::dom::element value, Id<Tag>& target)
    {
        std::string text;
        // An empty one is refused where it is used, with a better reason.
        if (!FieldType<std::string>::read(value, text) || (!text.empty() && !idFault(text).empty()))
            return false;
        target.value = std::move(text);
        return true;
    }
};

template <>
struct FieldType<bool>
{
    static constexpr std::string_view expected = "true or false";
    static bool read(simdjson::dom::element value, bool& target)
    {
        return value.get(target) == simdjson::SUCCESS;
    }
};

template <typename T>
bool readWhole(simdjson::dom::element value, T& target)
{
    std::int64_t number = 0;
    if (value.get(number) != simdjson::SUCCESS || !std::in_range<T>(number) || number < 0)
        return false;
    target = static_cast<T>(number);
    return true;
}

template <>
struct FieldType<std::uint32_t>
{
    static constexpr std::string_view expected = "a whole number from 0 to 4294967295";
    static bool read(simdjson::dom::element value, std::uint32_t& target)
    {
        return readWhole(value, target);
    }
};

template <>
struct FieldType<std::int32_t>
{
    static constexpr std::string_view expected = "a whole number from 0 to 2147483647";
    static bool read(simdjson::dom::element value, std::int32_t& target)
    {
        return readWhole(value, target);
    }
};

template <>
struct FieldType<std::int64_t>
{
    static constexpr std::string_view expected = "a whole number of at least 0";
    static bool read(simdjson::dom::element value, std::int64_t& target)
    {
        return readWhole(value, target);
    }
};

template <>
struct FieldType<std::map<std::string, std::string>>
{
    static constexpr std::string_view expected = "an object of strings";
    static bool read(simdjson::dom::element value, std::map<std::string, std::string>& target)
    {
        simdjson::dom::object members;
        if (value.get(members) != simdjson::SUCCESS)
            return false;
        std::map<std::string, std::string> read;
        for (const auto& [name, member] : members) {
            std::string text;
            if (!FieldType<std::string>::read(member, text)
                || !read.emplace(std::string(name), std::move(text)).second)
                return false;
        }
        target = std::move(read);
        return true;
    }
};

template <typename T>
struct FieldType<std::optional<T>>
{
    static constexpr std::string_view expected = FieldType<T>::expected;
    static bool read(simdjson::dom::element value, std::optional<T>& target)
    {
        T inner{};
        if (!FieldType<T>::read(value, inner))
            return false;
        target = std::move(inner);
        return true;
    }
};

/// Takes the fields of one request out of its JSON object, and remembers the first thing wrong.
class RequestFields
{
public:
    RequestFields(simdjson::dom::object members, std::string_view requestName,
                  std::vector<std::string_view> taken)
        : m_members(members), m_requestName(requestName), m_known(std::move(taken))
    {}

    template <typename T>
    void required(std::string_view name, T& target)
    {
        if (!take(name, target, false) && !m_error) {
            m_error = Error{"MISSING_FIELD", std::string(m_requestName) + " needs the field \""
                                                 + std::string(name) + "\" ("
                                                 + std::string(FieldType<T>::expected) + ")."};
        }
    }

    /// null is as good as absent.
    template <typename T>
    void optional(std::string_view name, T& target)
    {
        take(name, target, true);
    }

    /// The first error, unknown fields included.
    [[nodiscard]] std::optional<Error> finish() const
    {
        if (m_error)
            return m_error;
        for (const auto& [name, value] : m_members) {
            if (std::find(m_known.begin(), m_known.end(), name) == m_known.end())
                return unknownField(name);
        }
        return {};
    }

private:
    template <typename T>
    bool take(std::string_view name, T& target, bool mayBeNull)
    {
        m_known.push_back(name);
        simdjson::dom::element value;
        if (m_members.at_key(name).get(value) != simdjson::SUCCESS)
            return false;
        if (mayBeNull && value.is_null())
            return false;
        if (!FieldType<T>::read(value, target) && !m_error) {
            m_error = Error{"BAD_FIELD", "The field \"" + std::string(name) + "\" of "
                                             + std::string(m_requestName) + " must be "
                                             + std::string(FieldType<T>::expected) + ", not "
                                             + faultText(value, FieldType<T>::expected) + "."};
        }
        return true;
    }

    static std::string faultText(simdjson::dom::element value, std::string_view expected)
    {
        if (value.is_string() && expected == FieldType<std::string>::expected)
            return "one of more than 128 bytes or with control characters";
        if (value.is_number())
            return simdjson::minify(value);
        if (value.is_object())
            return "an object with other or repeated members";
        return std::string(typeText(value));
    }

    [[nodiscard]] Error unknownField(std::string_view name) const
    {
        std::string known;
        for (const std::string_view one : m_known) {
            known += known.empty() ? "" : ", ";
            known += one;
        }
        return {"UNKNOWN_FIELD", std::string(m_requestName) + " has no field " + excerpt(name)
                                     + "; it has " + known + "."};
    }

    simdjson::dom::object m_members;
    std::string_view m_requestName;
    std::vector<std::string_view> m_known;
    std::optional<Error> m_error;
};

}  // namespace otto
