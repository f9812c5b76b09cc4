// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/BodyReader.h"
#include "core/contract/Excerpt.h"
#include "core/contract/IdText.h"

#include <algorithm>
#include <concepts>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace otto {

/// Where a value stands, as a chain on the stack; spelled out only for a fault.
struct FieldPath
{
    const FieldPath* parent = nullptr;
    std::string_view name;
    std::optional<std::size_t> index;

    [[nodiscard]] std::string text() const
    {
        if (index) {
            return parent->text() + "[" + std::to_string(*index) + "]";
        }
        return parent == nullptr ? std::string(name) : parent->text() + "." + std::string(name);
    }
};

/// The members of one object, each handed out once, cheapest when asked in wire order.
class ObjectMembers
{
public:
    ObjectMembers(ReadState& state, simdjson::dom::object object)
        : m_state(state), m_begin(state.members.size())
    {
        for (const auto field : object) {
            state.members.emplace_back(field.key, field.value);
        }
        m_end = state.members.size();
        m_next = m_begin;
    }
    ~ObjectMembers() { m_state.members.resize(m_begin); }
    ObjectMembers(const ObjectMembers&) = delete;
    ObjectMembers& operator=(const ObjectMembers&) = delete;

    /// The first member of that name, or nothing.
    std::optional<simdjson::dom::element> find(std::string_view name)
    {
        for (std::size_t i = m_next; i < m_end; ++i) {
            if (m_state.members[i].first == name) {
                return hit(i);
            }
        }
        for (std::size_t i = m_begin; i < m_next; ++i) {
            if (m_state.members[i].first == name) {
                return hit(i);
            }
        }
        return std::nullopt;
    }

    /// Every member was found: no name we read can be there twice.
    [[nodiscard]] bool allFound() const { return m_found == m_end - m_begin; }
    [[nodiscard]] bool isTwice(std::string_view name) const
    {
        return std::count_if(entry(m_begin), entry(m_end),
                             [name](const auto& member) { return member.first == name; })
               > 1;
    }

private:
    [[nodiscard]] std::vector<std::pair<std::string_view, simdjson::dom::element>>::const_iterator
    entry(std::size_t at) const
    {
        return m_state.members.cbegin() + static_cast<std::ptrdiff_t>(at);
    }
    simdjson::dom::element hit(std::size_t at)
    {
        m_next = at + 1;
        ++m_found;
        return m_state.members[at].second;
    }

    ReadState& m_state;
    std::size_t m_begin;
    std::size_t m_end = 0;
    std::size_t m_next = 0;
    std::size_t m_found = 0;
};

/// The visitor that a type's fields() walks to fill an object from JSON.
class FieldReader
{
public:
    FieldReader(ReadState& state, const FieldPath& path, simdjson::dom::object object)
        : m_state(state), m_path(path), m_members(state, object)
    {}

    template <typename T>
    void operator()(std::string_view name, T& out)
    {
        if (!m_state.fault.empty()) {
            return;
        }
        const std::optional<simdjson::dom::element> value = m_members.find(name);
        const FieldPath path{&m_path, name, {}};
        if (!value || value->is_null()) {
            absent(path, out, value.has_value());
            return;
        }
        read(path, *value, out);
    }

    template <typename T>
    static void readObject(ReadState& state, const FieldPath& path, simdjson::dom::element value,
                           T& out)
    {
        simdjson::dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) {
            setFault(state, path, "is not an object");
            return;
        }
        FieldReader reader(state, path, object);
        T::fields(out, reader);
        if (state.fault.empty() && !reader.m_members.allFound()) {
            DuplicateFinder finder{reader};
            T::fields(out, finder);
        }
    }

private:
    /// Repeats the walk over names only, for objects with members we did not read.
    struct DuplicateFinder
    {
        FieldReader& reader;

        template <typename T>
        void operator()(std::string_view name, const T&)
        {
            if (reader.m_state.fault.empty() && reader.m_members.isTwice(name)) {
                setFault(reader.m_state, FieldPath{&reader.m_path, name, {}}, "appears twice");
            }
        }
    };

    static void setFault(ReadState& state, const FieldPath& path, std::string_view what)
    {
        state.fault = "field " + path.text() + " " + std::string(what);
    }
    void fault(const FieldPath& path, std::string_view what) { setFault(m_state, path, what); }

    template <typename T>
    void absent(const FieldPath& path, const T&, bool isNull)
    {
        fault(path, isNull ? "is null but required" : "is missing");
    }
    template <typename T>
    void absent(const FieldPath&, std::optional<T>& out, bool)
    {
        out.reset();
    }

    bool text(const FieldPath& path, simdjson::dom::element value, std::string_view& out)
    {
        if (value.get_string().get(out) == simdjson::SUCCESS) {
            return true;
        }
        fault(path, "is not a string");
        return false;
    }

    void read(const FieldPath& path, simdjson::dom::element value, std::string& out)
    {
        std::string_view chars;
        if (text(path, value, chars)) {
            out = chars;
        }
    }

    void read(const FieldPath& path, simdjson::dom::element value, bool& out)
    {
        if (value.get_bool().get(out) != simdjson::SUCCESS) {
            fault(path, "is not true or false");
        }
    }

    template <std::unsigned_integral T>
    void read(const FieldPath& path, simdjson::dom::element value, T& out)
    {
        std::uint64_t number = 0;
        if (value.get_uint64().get(number) != simdjson::SUCCESS
            || number > std::numeric_limits<T>::max()) {
            fault(path,
                  "is not an integer from 0 to " + std::to_string(std::numeric_limits<T>::max()));
            return;
        }
        out = static_cast<T>(number);
    }

    void read(const FieldPath& path, simdjson::dom::element value, std::int64_t& out)
    {
        if (value.get_int64().get(out) != simdjson::SUCCESS) {
            fault(path, "is not a 64-bit integer");
        }
    }

    template <typename Tag>
    void read(const FieldPath& path, simdjson::dom::element value, Id<Tag>& out)
    {
        std::string_view chars;
        if (!text(path, value, chars)) {
            return;
        }
        if (const std::string_view wrong = idFault(chars); !wrong.empty()) {
            fault(path, wrong);
            return;
        }
        out.value = chars;
    }

    template <typename E>
    void read(const FieldPath& path, simdjson::dom::element value, Open<E>& out)
    {
        std::string_view chars;
        if (text(path, value, chars)) {
            out = Open<E>::fromText(chars);
        }
    }

    template <typename T>
    requires std::same_as<T, Instant> || std::same_as<T, Date>
    void read(const FieldPath& path, simdjson::dom::element value, T& out)
    {
        std::string_view chars;
        if (!text(path, value, chars)) {
            return;
        }
        const auto parsed = T::parse(chars);
        if (!parsed) {
            fault(path, excerpt(chars)
                            + (std::same_as<T, Date> ? " is not a calendar day such as 2026-03-02"
                                                     : " is not an RFC 3339 time in UTC such as "
                                                       "2026-03-02T15:04:05.120Z"));
            return;
        }
        out = *parsed;
    }

    void read(const FieldPath& path, simdjson::dom::element value, Money& out)
    {
        WireMoney wire;
        readObject(m_state, path, value, wire);
        if (!m_state.fault.empty()) {
            return;
        }
        const auto parsed = Money::parse(wire.amount, wire.currency);
        if (!parsed) {
            const bool currency = parsed.error().code == "BAD_CURRENCY";
            const FieldPath part{&path, currency ? "currency" : "amount", {}};
            fault(part, "is wrong: " + printable(parsed.error().text));
            return;
        }
        out = *parsed;
    }

    void read(const FieldPath& path, simdjson::dom::element value, Observed& out)
    {
        simdjson::dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) {
            fault(path, "is not an object");
            return;
        }
        out.clear();
        for (const auto field : object) {
            std::string_view chars;
            if (field.value.get_string().get(chars) != simdjson::SUCCESS) {
                fault(path, "holds " + excerpt(field.key) + ", which is not a string");
                return;
            }
            out.emplace_back(field.key, chars);
        }
        std::vector<std::string_view> names;
        names.reserve(out.size());
        std::transform(out.begin(), out.end(), std::back_inserter(names),
                       [](const auto& entry) { return std::string_view(entry.first); });
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        if (twice != names.end()) {
            fault(path, "holds " + excerpt(*twice) + " twice");
        }
    }

    template <typename T>
    void read(const FieldPath& path, simdjson::dom::element value, std::vector<T>& out)
    {
        simdjson::dom::array array;
        if (value.get_array().get(array) != simdjson::SUCCESS) {
            fault(path, "is not an array");
            return;
        }
        out.clear();
        std::size_t index = 0;
        for (const simdjson::dom::element item : array) {
            read(FieldPath{&path, {}, index++}, item, out.emplace_back());
            if (!m_state.fault.empty()) {
                return;
            }
        }
    }

    template <typename T>
    void read(const FieldPath& path, simdjson::dom::element value, std::optional<T>& out)
    {
        read(path, value, out.emplace());
    }

    template <typename T>
    requires requires(T& t, FieldReader& f) { T::fields(t, f); }
    void read(const FieldPath& path, simdjson::dom::element value, T& out)
    {
        readObject(m_state, path, value, out);
    }

    /// Money as the wire spells it (domain.md 3.2 rule 5).
    struct WireMoney
    {
        std::string_view amount;
        std::string_view currency;

        template <typename Self, typename F>
        static void fields(Self& s, F& f)
        {
            f("amount", s.amount);
            f("currency", s.currency);
        }
    };
    void read(const FieldPath& path, simdjson::dom::element value, std::string_view& out)
    {
        text(path, value, out);
    }

    ReadState& m_state;
    const FieldPath& m_path;
    ObjectMembers m_members;
};

}  // namespace otto
