// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/JsonValue.h"

#include <rapidjson/error/en.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>

namespace otto {
namespace {

constexpr std::uintmax_t kLargestFile = 64 * 1024 * 1024;
/// Deeper JSON is refused: reading recurses.
constexpr std::size_t kDeepest = 200;

tl::unexpected<Error> badValue(const std::string& text)
{
    return fail("BAD_VALUE", text);
}

std::string_view textOf(const rapidjson::Value& json)
{
    return {json.GetString(), json.GetStringLength()};
}

template <typename Number>
std::optional<Number> whole(const rapidjson::Value& json)
{
    if constexpr (std::is_signed_v<Number>) {
        if (json.IsInt64())
            return json.GetInt64();
    } else {
        if (json.IsUint64())
            return json.GetUint64();
    }
    if (!json.IsString())
        return std::nullopt;
    Number number{};
    const std::string_view text = textOf(json);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

std::optional<double> real(const rapidjson::Value& json)
{
    if (json.IsNumber())
        return json.GetDouble();
    if (!json.IsString())
        return std::nullopt;
    if (textOf(json) == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (textOf(json) == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (textOf(json) == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    return std::nullopt;
}

std::optional<std::string> base64(std::string_view text)
{
    constexpr std::string_view kAlphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    while (text.ends_with('='))
        text.remove_suffix(1);
    std::string octets;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t digit = kAlphabet.find(c);
        if (digit == std::string_view::npos)
            return std::nullopt;
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        count += 6;
        if (count >= 8) {
            count -= 8;
            octets.push_back(static_cast<char>(bits >> static_cast<unsigned>(count) & 0xFFU));
        }
    }
    return octets;
}

/// Reads one value and those within it.
class TypedReader
{
public:
    explicit TypedReader(cel::Arena& arena) : m_arena(arena) {}

    Result<cel::Value> read(const rapidjson::Value& json, std::size_t depth)
    {
        if (!json.IsObject() || json.MemberCount() != 1)
            return badValue("a value is an object with one member such as \"int64_value\"");
        if (depth > kDeepest)
            return badValue("the value is nested too deep");
        const std::string_view kind = textOf(json.MemberBegin()->name);
        const rapidjson::Value& content = json.MemberBegin()->value;
        if (kind == "list_value")
            return list(content, depth);
        if (kind == "map_value")
            return map(content, depth);
        const std::optional<cel::Value> value = scalar(kind, content);
        if (!value)
            return badValue("this is no " + std::string(kind.substr(0, 40)));
        return *value;
    }

private:
    std::optional<cel::Value> scalar(std::string_view kind, const rapidjson::Value& json)
    {
        using cel::Value;
        if (kind == "null_value")
            return Value::null();
        if (kind == "bool_value" && json.IsBool())
            return Value::boolean(json.GetBool());
        if (kind == "int64_value") {
            const auto number = whole<std::int64_t>(json);
            return number ? std::optional(Value::integer(*number)) : std::nullopt;
        }
        if (kind == "uint64_value") {
            const auto number = whole<std::uint64_t>(json);
            return number ? std::optional(Value::unsignedInteger(*number)) : std::nullopt;
        }
        if (kind == "double_value") {
            const auto number = real(json);
            return number ? std::optional(Value::number(*number)) : std::nullopt;
        }
        if (!json.IsString())
            return std::nullopt;
        if (kind == "string_value")
            return Value::string(m_arena.copy(textOf(json)));
        if (kind == "type_value")
            return Value::type(m_arena.copy(textOf(json)));
        if (kind == "bytes_value") {
            const auto octets = base64(textOf(json));
            return octets ? std::optional(Value::bytes(m_arena.copy(*octets))) : std::nullopt;
        }
        return std::nullopt;
    }

    Result<cel::Value> list(const rapidjson::Value& json, std::size_t depth)
    {
        if (!json.IsObject())
            return badValue("this is no list_value");
        const auto values = json.FindMember("values");
        if (values == json.MemberEnd())
            return cel::Value::list(std::span<const cel::Value>());
        if (!values->value.IsArray())
            return badValue("the values of a list are no array");
        const auto elements = m_arena.array<cel::Value>(values->value.Size());
        for (rapidjson::SizeType i = 0; i < values->value.Size(); ++i) {
            const Result<cel::Value> element = read(values->value[i], depth + 1);
            if (!element)
                return element;
            elements[i] = *element;
        }
        return cel::Value::list(elements);
    }

    Result<cel::Value> map(const rapidjson::Value& json, std::size_t depth)
    {
        if (!json.IsObject())
            return badValue("this is no map_value");
        const auto member = json.FindMember("entries");
        if (member == json.MemberEnd())
            return cel::Value::map(std::span<const cel::MapEntry>(), m_arena);
        if (!member->value.IsArray())
            return badValue("the entries of a map are no array");
        const auto entries = m_arena.array<cel::MapEntry>(member->value.Size());
        for (rapidjson::SizeType i = 0; i < member->value.Size(); ++i) {
            const rapidjson::Value& entry = member->value[i];
            if (!entry.IsObject() || !entry.HasMember("key") || !entry.HasMember("value"))
                return badValue("an entry of a map has no key or no value");
            const Result<cel::Value> key = read(entry["key"], depth + 1);
            const Result<cel::Value> value = read(entry["value"], depth + 1);
            if (!key || !value)
                return key ? value : key;
            entries[i] = {*key, *value};
        }
        const cel::Value made = cel::Value::map(entries, m_arena);
        if (made.isError())
            return badValue(std::string(made.asError().message));
        return made;
    }

    cel::Arena& m_arena;
};

Result<cel::Value> plainAt(const rapidjson::Value& json, cel::Arena& arena, std::size_t depth)
{
    using cel::Value;
    if (depth > kDeepest)
        return badValue("the value is nested too deep");
    if (json.IsBool())
        return Value::boolean(json.GetBool());
    if (json.IsInt64())
        return Value::integer(json.GetInt64());
    if (json.IsUint64())
        return Value::unsignedInteger(json.GetUint64());
    if (json.IsNumber())
        return Value::number(json.GetDouble());
    if (json.IsString())
        return Value::string(arena.copy(textOf(json)));
    if (json.IsArray()) {
        const auto elements = arena.array<Value>(json.Size());
        for (rapidjson::SizeType i = 0; i < json.Size(); ++i) {
            const Result<Value> element = plainAt(json[i], arena, depth + 1);
            if (!element)
                return element;
            elements[i] = *element;
        }
        return Value::list(elements);
    }
    if (json.IsObject()) {
        const auto entries = arena.array<cel::MapEntry>(json.MemberCount());
        std::size_t count = 0;
        for (const auto& member : json.GetObject()) {
            const Result<Value> value = plainAt(member.value, arena, depth + 1);
            if (!value)
                return value;
            entries[count++] = {Value::string(arena.copy(textOf(member.name))), *value};
        }
        const Value made = Value::map(entries, arena);
        if (made.isError())
            return badValue(std::string(made.asError().message));
        return made;
    }
    return Value::null();
}

bool looksTyped(const rapidjson::Value& json)
{
    constexpr std::array<std::string_view, 10> kKinds{
        "null_value",   "bool_value",  "int64_value", "uint64_value", "double_value",
        "string_value", "bytes_value", "list_value",  "map_value",    "type_value"};
    return json.IsObject() && json.MemberCount() == 1
           && std::find(kKinds.begin(), kKinds.end(), textOf(json.MemberBegin()->name))
                  != kKinds.end();
}

}  // namespace

Result<JsonFile> JsonFile::read(const std::string& path)
{
    const auto bad = [&path](const std::string& why) { return fail("BAD_FILE", path + " " + why); };
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error))
        return bad("is no readable file");
    if (std::filesystem::file_size(path, error) > kLargestFile || error)
        return bad("is larger than 64 MiB");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return bad("cannot be read");
    const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    auto document = std::make_unique<rapidjson::Document>();
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag
                                | rapidjson::kParseValidateEncodingFlag;
    document->Parse<kFlags>(text.data(), text.size());
    if (document->HasParseError()) {
        const auto before =
            text.begin()
            + static_cast<std::ptrdiff_t>(std::min(document->GetErrorOffset(), text.size()));
        return bad("is not JSON: line " + std::to_string(1 + std::count(text.begin(), before, '\n'))
                   + ": " + rapidjson::GetParseError_En(document->GetParseError()));
    }
    return JsonFile(std::move(document));
}

Result<cel::Value> typedValue(const rapidjson::Value& json, cel::Arena& arena)
{
    return TypedReader(arena).read(json, 0);
}

Result<cel::Value> plainValue(const rapidjson::Value& json, cel::Arena& arena)
{
    return plainAt(json, arena, 0);
}

Result<cel::Value> bindingValue(const rapidjson::Value& json, cel::Arena& arena)
{
    if (looksTyped(json))
        return typedValue(json, arena);
    if (json.IsObject() && json.MemberCount() == 1 && textOf(json.MemberBegin()->name) == "value"
        && looksTyped(json.MemberBegin()->value))
        return typedValue(json.MemberBegin()->value, arena);
    return plainValue(json, arena);
}

cel::Type staticTypeOf(const cel::Value& value)
{
    using cel::Kind;
    using cel::Type;
    switch (value.kind()) {
    case Kind::Bool: return Type::boolean();
    case Kind::Int: return Type::integer();
    case Kind::Uint: return Type::unsignedInteger();
    case Kind::Double: return Type::number();
    case Kind::String: return Type::string();
    case Kind::Bytes: return Type::bytes();
    case Kind::Type: return Type::typeOfType();
    case Kind::List: return Type::list(Type::dyn());
    case Kind::Map: return Type::map(Type::dyn(), Type::dyn());
    default: return Type::dyn();
    }
}

}  // namespace otto
