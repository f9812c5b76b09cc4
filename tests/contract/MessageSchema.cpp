// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/MessageSchema.h"

#include <array>
#include <concepts>
#include <limits>
#include <utility>

namespace otto {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kDraft = "https://json-schema.org/draft/2020-12/schema";
constexpr std::string_view kTimePattern =
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,9})?[Zz]$";

/// The shapes that several messages share; a schema carries those it refers to.
Json sharedDefinition(const std::string& name)
{
    if (name == "id") {
        return {{"type", "string"},
                {"minLength", 1},
                {"maxLength", 128},
                {"pattern", "^[^\\u0000-\\u001f\\u007f-\\u009f]*$"},
                {"description", "1 to 128 bytes of UTF-8 without control characters."}};
    }
    if (name == "instant") {
        return {{"type", "string"},
                {"format", "date-time"},
                {"pattern", kTimePattern},
                {"description", "RFC 3339 in UTC; written with milliseconds."}};
    }
    if (name == "date") {
        return {{"type", "string"},
                {"format", "date"},
                {"pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
                {"description", "A calendar day."}};
    }
    return {{"type", "object"},
            {"description",
             "A decimal string with exactly the digits of its ISO 4217 currency; never a number."},
            {"required", {"amount", "currency"}},
            {"properties",
             {{"amount", {{"type", "string"}, {"pattern", "^-?(0|[1-9][0-9]{0,14})(\\.[0-9]+)?$"}}},
              {"currency", {{"type", "string"}, {"pattern", "^[A-Z]{3}$"}}}}}};
}

template <typename T>
struct OptionalOf : std::false_type
{};
template <typename T>
struct OptionalOf<std::optional<T>> : std::true_type
{
    using Value = T;
};

template <typename T>
struct ListOf : std::false_type
{};
template <typename T>
struct ListOf<std::vector<T>> : std::true_type
{
    using Value = T;
};

template <typename T>
struct OpenOf : std::false_type
{};
template <typename E>
struct OpenOf<Open<E>> : std::true_type
{
    using Value = E;
};

template <typename T>
struct IsId : std::false_type
{};
template <typename Tag>
struct IsId<Id<Tag>> : std::true_type
{};

template <std::integral T>
Json integerSchema()
{
    return {{"type", "integer"},
            {"minimum", std::numeric_limits<T>::min()},
            {"maximum", std::numeric_limits<T>::max()}};
}

template <typename E>
Json openSchema()
{
    Json known = Json::array();
    for (const std::string_view name : WireNames<E>::names) {
        known.push_back(name);
    }
    return {{"type", "string"},
            {"description", "Known values are under examples; others are kept verbatim."},
            {"examples", known}};
}

Json orNull(Json schema)
{
    if (schema.contains("type")) {
        schema["type"] = {schema["type"], "null"};
        return schema;
    }
    return {{"anyOf", {schema, {{"type", "null"}}}}};
}

/// The visitor that a type's fields() walks to describe itself.
class FieldDescriber
{
public:
    explicit FieldDescriber(Json& definitions) : m_definitions(definitions) {}

    template <typename T>
    void operator()(const char* name, const T&)
    {
        if constexpr (OptionalOf<T>::value) {
            m_properties[name] = orNull(schemaOf<typename OptionalOf<T>::Value>());
        } else {
            m_properties[name] = schemaOf<T>();
            m_required.push_back(name);
        }
    }

    template <typename T>
    static Json objectSchema(Json& definitions)
    {
        FieldDescriber describer(definitions);
        const T value{};
        T::fields(value, describer);
        Json out{{"type", "object"}};
        if (!describer.m_required.empty()) {
            out["required"] = describer.m_required;
        }
        out["properties"] = describer.m_properties;
        out["additionalProperties"] = true;
        return out;
    }

private:
    Json shared(const std::string& name)
    {
        m_definitions[name] = sharedDefinition(name);
        return {{"$ref", "#/$defs/" + name}};
    }

    template <typename T>
    Json schemaOf()
    {
        if constexpr (std::same_as<T, std::string>) {
            return {{"type", "string"}};
        } else if constexpr (std::same_as<T, bool>) {
            return {{"type", "boolean"}};
        } else if constexpr (std::integral<T>) {
            return integerSchema<T>();
        } else if constexpr (IsId<T>::value) {
            return shared("id");
        } else if constexpr (std::same_as<T, Instant>) {
            return shared("instant");
        } else if constexpr (std::same_as<T, Date>) {
            return shared("date");
        } else if constexpr (std::same_as<T, Money>) {
            return shared("money");
        } else if constexpr (OpenOf<T>::value) {
            return openSchema<typename OpenOf<T>::Value>();
        } else if constexpr (std::same_as<T, Observed>) {
            return {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
        } else if constexpr (ListOf<T>::value) {
            return {{"type", "array"}, {"items", schemaOf<typename ListOf<T>::Value>()}};
        } else {
            return objectSchema<T>(m_definitions);
        }
    }

    Json& m_definitions;
    Json m_properties = Json::object();
    Json m_required = Json::array();
};

using Describe = Json (*)(Json& definitions);

constexpr auto kDescribers = []<std::size_t... I>(std::index_sequence<I...>)
{
    return std::array<Describe, sizeof...(I)>{
        &FieldDescriber::objectSchema<std::variant_alternative_t<I + 1, Body>>...};
}
(std::make_index_sequence<std::variant_size_v<Body> - 1>{});

}  // namespace

std::string schemaStem(const MessageKind& kind)
{
    return (kind.role == MessageRole::JournalEntry ? "journal/" : "") + std::string(kind.name);
}

Json messageSchema(const MessageKind& kind, const std::string& summary)
{
    const bool journal = kind.role == MessageRole::JournalEntry;
    Json definitions = Json::object();
    const Json body = kDescribers[kind.bodyIndex - 1](definitions);
    Json out{{"$schema", kDraft},
             {"$id", std::string("urn:pc:pmt:") + (journal ? "journal:" : "")
                         + std::string(kind.name) + ":" + std::to_string(kind.version)},
             {"title", kind.name},
             {"description", summary}};
    out.update(body);
    if (!definitions.empty()) {
        out["$defs"] = definitions;
    }
    return out;
}

Json envelopeSchema()
{
    const Json id{{"$ref", "#/$defs/id"}};
    const Json instant{{"$ref", "#/$defs/instant"}};
    const Json text{{"type", "string"}};
    Json properties{
        {"specversion", {{"const", "1.0"}}},
        {"id", id},
        {"source",
         {{"type", "string"},
          {"pattern", "^/pc/(dev|qa|stg|uat|prod)/(cpr|wso2|recon|zelle|limits|core|otto)$"}}},
        {"type",
         {{"type", "string"}, {"pattern", "^pc\\.pmt\\.[A-Z][A-Za-z0-9]*\\.v[1-9][0-9]*$"}}},
        {"subject", id},
        {"time", instant},
        {"recordedtime", instant},
        {"datacontenttype", {{"const", "application/json"}}},
        {"dataschema",
         {{"type", "string"}, {"pattern", "^urn:pc:pmt:[A-Z][A-Za-z0-9]*:[1-9][0-9]*$"}}},
        {"partitionkey", id},
        {"correlationid", id},
        {"causationid", id},
        {"sequence", {{"type", "string"}, {"pattern", "^[0-9]{1,20}$"}}},
        {"entityversion",
         {{"type", "integer"},
          {"minimum", 1},
          {"maximum", std::numeric_limits<std::uint32_t>::max()}}},
        {"traceparent",
         {{"type", "string"},
          {"pattern", "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?$"}}},
        {"expirytime", instant},
        {"replytopic",
         {{"type", "string"},
          {"pattern", "^pc\\.(dev|qa|stg|uat|prod)\\.pmt\\.cmd\\.[a-z0-9]+\\.[A-Z][A-Za-z0-9]*$"}}},
        {"severitytext", text},
        {"severitynumber", {{"type", "integer"}, {"minimum", 1}, {"maximum", 24}}},
        {"authtype", id},
        {"authid", id},
        {"data", {{"type", "object"}}}};
    return {
        {"$schema", kDraft},
        {"$id", "urn:pc:pmt:envelope:1"},
        {"title", "Envelope"},
        {"description", "A message in CloudEvents structured mode; data has a schema of its own."},
        {"type", "object"},
        {"required",
         {"specversion", "id", "source", "type", "subject", "time", "correlationid", "data"}},
        {"properties", properties},
        {"additionalProperties", true},
        {"$defs", {{"id", sharedDefinition("id")}, {"instant", sharedDefinition("instant")}}}};
}

}  // namespace otto
