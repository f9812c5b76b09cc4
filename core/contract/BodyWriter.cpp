// SPDX-License-Identifier: Apache-2.0
#include "core/contract/BodyWriter.h"

#include <concepts>

namespace otto {
namespace {

/// The visitor that a type's fields() walks to write an object.
class FieldWriter
{
public:
    explicit FieldWriter(JsonWriter& json) : m_json(json) {}

    template <typename T>
    void operator()(std::string_view name, const T& value)
    {
        writeText(m_json, name);
        write(value);
    }
    template <typename T>
    void operator()(std::string_view name, const std::optional<T>& value)
    {
        if (value) {
            (*this)(name, *value);
        }
    }

    template <typename T>
    requires requires(const T& t, FieldWriter& f) { T::fields(t, f); }
    void write(const T& value)
    {
        m_json.StartObject();
        T::fields(value, *this);
        m_json.EndObject();
    }

private:
    void write(const std::string& value) { writeText(m_json, value); }
    void write(const std::same_as<bool> auto& value) { m_json.Bool(value); }
    void write(std::uint32_t value) { m_json.Uint(value); }
    void write(std::uint64_t value) { m_json.Uint64(value); }
    void write(std::int64_t value) { m_json.Int64(value); }
    void write(Instant value) { writeText(m_json, value.text()); }
    void write(Date value) { writeText(m_json, value.text()); }
    template <typename Tag>
    void write(const Id<Tag>& value)
    {
        writeText(m_json, value.value);
    }
    template <typename E>
    void write(const Open<E>& value)
    {
        writeText(m_json, value.text());
    }
    void write(const Money& value)
    {
        m_json.StartObject();
        (*this)("amount", value.amountText());
        writeText(m_json, "currency");
        writeText(m_json, value.currency.text());
        m_json.EndObject();
    }
    void write(const Observed& value)
    {
        m_json.StartObject();
        for (const auto& [name, text] : value) {
            (*this)(name, text);
        }
        m_json.EndObject();
    }
    template <typename T>
    void write(const std::vector<T>& value)
    {
        m_json.StartArray();
        for (const T& item : value) {
            write(item);
        }
        m_json.EndArray();
    }

    JsonWriter& m_json;
};

}  // namespace

void writeText(JsonWriter& json, std::string_view text)
{
    json.String(text.empty() ? "" : text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void writeBody(JsonWriter& json, const Body& body)
{
    std::visit(
        [&json](const auto& alternative) {
            using B = std::decay_t<decltype(alternative)>;
            if constexpr (std::same_as<B, UnknownBody>) {
                json.StartObject();
                json.EndObject();
            } else {
                FieldWriter(json).write(alternative);
            }
        },
        body);
}

}  // namespace otto
