// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/ConformanceCase.h"

#include "core/cel/Program.h"
#include "core/cel/Utf8.h"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace otto {
namespace {

using cel::Kind;
using cel::Type;
using cel::Value;

constexpr std::size_t kDeepestType = 50;

tl::unexpected<Error> badCase(const std::string& text)
{
    return fail("BAD_CASE", text);
}

std::string stringMember(const rapidjson::Value& json, const char* name)
{
    const auto found = json.FindMember(name);
    if (found == json.MemberEnd() || !found->value.IsString())
        return {};
    return {found->value.GetString(), found->value.GetStringLength()};
}

const rapidjson::Value* member(const rapidjson::Value& json, const char* name)
{
    if (!json.IsObject())
        return nullptr;
    const auto found = json.FindMember(name);
    return found == json.MemberEnd() ? nullptr : &found->value;
}

struct NamedType
{
    std::string_view name;
    Type (*make)();
};

Type namedType(const std::string& name)
{
    constexpr std::array kNames{
        NamedType{"BOOL", Type::boolean},
        NamedType{"INT64", Type::integer},
        NamedType{"UINT64", Type::unsignedInteger},
        NamedType{"DOUBLE", Type::number},
        NamedType{"STRING", Type::string},
        NamedType{"BYTES", Type::bytes},
        NamedType{"TIMESTAMP", Type::timestamp},
        NamedType{"DURATION", Type::duration},
        NamedType{"google.protobuf.Timestamp", Type::timestamp},
        NamedType{"google.protobuf.Duration", Type::duration},
    };
    for (const NamedType& known : kNames) {
        if (known.name == name)
            return known.make();
    }
    return Type::dyn();
}

/// A type of the suite's checked.proto; what we do not have is dyn.
Type typeOf(const rapidjson::Value* json, std::size_t depth = 0)
{
    if (json == nullptr || depth > kDeepestType)
        return Type::dyn();
    for (const char* const form : {"primitive", "well_known", "message_type"}) {
        if (const std::string name = stringMember(*json, form); !name.empty())
            return namedType(name);
    }
    if (const auto* list = member(*json, "list_type"))
        return Type::list(typeOf(member(*list, "elem_type"), depth + 1));
    if (const auto* map = member(*json, "map_type")) {
        return Type::map(typeOf(member(*map, "key_type"), depth + 1),
                         typeOf(member(*map, "value_type"), depth + 1));
    }
    if (member(*json, "null") != nullptr)
        return Type::null();
    if (member(*json, "type") != nullptr)
        return Type::typeOfType();
    return Type::dyn();
}

/// Replaces `\uXXXX`, `\UXXXXXXXX` and `\?`. The suite's text format knows these escapes, but the
/// files have them unconverted in expected strings and bytes: both readings must be accepted.
std::string withoutEscapes(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size();) {
        const std::string_view rest = text.substr(i);
        const std::size_t digits = rest.starts_with("\\u") ? 4 : rest.starts_with("\\U") ? 8 : 0;
        std::uint32_t codePoint = 0;
        const char* const begin = rest.data() + 2;
        if (digits > 0 && rest.size() >= digits + 2
            && std::from_chars(begin, begin + digits, codePoint, 16).ptr == begin + digits
            && codePoint <= 0x10FFFF && (codePoint < 0xD800 || codePoint > 0xDFFF)) {
            cel::appendUtf8(plain, static_cast<char32_t>(codePoint));
            i += digits + 2;
        } else {
            i += rest.starts_with("\\?") ? 1U : 0U;
            plain.push_back(text[i++]);
        }
    }
    return plain;
}

/// The same kind and content: unlike CEL's `==`, 1 is not 1u here, and NaN is NaN.
class SameValue
{
public:
    explicit SameValue(cel::Arena& arena) : m_arena(arena) {}

    bool operator()(const Value& expected, const Value& got)
    {
        if (expected.kind() != got.kind())
            return false;
        switch (expected.kind()) {
        case Kind::Double: return sameDouble(expected.asDouble(), got.asDouble());
        case Kind::String:
        case Kind::Bytes:
            return expected.asText() == got.asText()
                   || withoutEscapes(expected.asText()) == got.asText();
        case Kind::Type: return expected.asText() == got.asText();
        case Kind::List: return sameLists(expected, got);
        case Kind::Map: return sameMaps(expected, got);
        case Kind::Null: return true;
        default: return expected.asUint() == got.asUint();
        }
    }

private:
    static bool sameDouble(double a, double b)
    {
        return (std::isnan(a) && std::isnan(b)) || a == b;
    }

    bool sameLists(const Value& expected, const Value& got)
    {
        if (expected.listSize() != got.listSize())
            return false;
        for (std::size_t i = 0; i < expected.listSize(); ++i) {
            if (!(*this)(expected.listAt(i, m_arena), got.listAt(i, m_arena)))
                return false;
        }
        return true;
    }

    bool sameMaps(const Value& expected, const Value& got)
    {
        if (expected.mapSize() != got.mapSize())
            return false;
        for (std::size_t i = 0; i < expected.mapSize(); ++i) {
            Value key;
            Value value;
            Value found;
            expected.mapEntryAt(i, m_arena, key, value);
            if (!got.mapFind(key, m_arena, found) || !(*this)(value, found))
                return false;
        }
        return true;
    }

    cel::Arena& m_arena;
};

}  // namespace

Result<ConformanceCase> ConformanceCase::read(const rapidjson::Value& json)
{
    if (!json.IsObject() || member(json, "expr") == nullptr)
        return badCase("a case is an object with an \"expr\"");
    ConformanceCase result;
    result.m_arena = std::make_unique<cel::Arena>();
    result.m_name = stringMember(json, "file") + "/" + stringMember(json, "section") + "/"
                    + stringMember(json, "name");
    result.m_expression = stringMember(json, "expr");
    result.m_schema.setContainer(stringMember(json, "container"));
    const rapidjson::Value* const isUnchecked = member(json, "disable_check");
    result.m_schema.setChecked(
        !(isUnchecked != nullptr && isUnchecked->IsBool() && isUnchecked->GetBool()));
    for (const auto step : {&ConformanceCase::readTypes, &ConformanceCase::readBindings,
                            &ConformanceCase::readExpectation}) {
        if (const Status status = (result.*step)(json); !status)
            return badCase(result.m_name + ": " + status.error().text);
    }
    return result;
}

Status ConformanceCase::readTypes(const rapidjson::Value& json)
{
    const rapidjson::Value* const types = member(json, "type_env");
    if (types == nullptr)
        return {};
    if (!types->IsArray())
        return badCase("\"type_env\" is no array");
    for (const rapidjson::Value& entry : types->GetArray()) {
        if (!entry.IsObject() || stringMember(entry, "name").empty())
            return badCase("an entry of \"type_env\" has no name");
        if (const rapidjson::Value* const ident = member(entry, "ident"))
            m_schema.addVariable(stringMember(entry, "name"), typeOf(member(*ident, "type")));
    }
    return {};
}

Status ConformanceCase::readBindings(const rapidjson::Value& json)
{
    const rapidjson::Value* const bindings = member(json, "bindings");
    if (bindings != nullptr && !bindings->IsObject())
        return badCase("\"bindings\" is no object");
    const auto unbound = [] { return Value::error(cel::ErrorCode::UnboundName); };
    m_variables.assign(m_schema.variables().size(), unbound());
    if (bindings == nullptr)
        return {};
    for (const auto& entry : bindings->GetObject()) {
        const std::string name(entry.name.GetString(), entry.name.GetStringLength());
        const Result<Value> value = bindingValue(entry.value, *m_arena);
        if (!value)
            return badCase("binding " + name + ": " + value.error().text);
        const auto known = m_schema.slotOf(name);
        const std::size_t slot = known ? *known : m_schema.addVariable(name, Type::dyn());
        m_variables.resize(m_schema.variables().size(), unbound());
        m_variables[slot] = *value;
    }
    return {};
}

Status ConformanceCase::readExpectation(const rapidjson::Value& json)
{
    if (member(json, "eval_error") != nullptr)
        return {};
    m_expected = Value::boolean(true);
    if (const rapidjson::Value* const expected = member(json, "value")) {
        const Result<Value> value = typedValue(*expected, *m_arena);
        if (!value)
            return badCase("value: " + value.error().text);
        m_expected = *value;
    }
    return {};
}

CaseOutcome ConformanceCase::run(const cel::ZoneSource& zones) const
{
    CaseOutcome outcome;
    outcome.expected = m_expected ? cel::toText(*m_expected) : "an error of evaluation";
    cel::Schema schema = m_schema;
    schema.setZones(&zones);
    const auto program = cel::Program::compile(m_expression, schema);
    if (!program) {
        outcome.got = "a refused expression: " + cel::render(program.error(), m_expression);
        return outcome;
    }
    cel::Arena arena;
    const Value got = program->evaluate(m_variables, arena);
    outcome.got = cel::toText(got);
    outcome.hasPassed = m_expected ? SameValue(arena)(*m_expected, got) : got.isError();
    return outcome;
}

}  // namespace otto
