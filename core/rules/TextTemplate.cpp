// SPDX-License-Identifier: Apache-2.0
#include "core/rules/TextTemplate.h"

#include "core/model/Payment.h"
#include "core/rules/RuleText.h"

#include <utility>

namespace otto {
namespace {

/// Where the expression that starts at `begin` ends: its closing brace, outside of strings and of
/// braces of its own; npos when nowhere.
std::size_t closingBrace(std::string_view text, std::size_t begin)
{
    std::size_t depth = 0;
    char quote = 0;
    for (std::size_t i = begin; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == '\\') {
                ++i;
            } else if (c == quote) {
                quote = 0;
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '{') {
            ++depth;
        } else if (c == '}' && depth == 0) {
            return i;
        } else if (c == '}') {
            --depth;
        }
    }
    return std::string_view::npos;
}

}  // namespace

tl::expected<TextTemplate, cel::CompileErrors> TextTemplate::compile(std::string_view text,
                                                                     const cel::Schema& schema)
{
    TextTemplate out;
    cel::CompileErrors errors;
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isDoubled = i + 1 < text.size() && text[i + 1] == c;
        if ((c == '{' || c == '}') && isDoubled) {
            plain += c;
            ++i;
            continue;
        }
        if (c != '{' && c != '}') {
            plain += c;
            continue;
        }
        const std::size_t end = c == '{' ? closingBrace(text, i + 1) : std::string_view::npos;
        if (end == std::string_view::npos) {
            errors.push_back(
                cel::compileErrorAt(text, i, i + 1,
                                    c == '{' ? "this brace is never closed; write {{ for a brace"
                                             : "this brace closes nothing; write }} for a brace"));
            break;
        }
        auto program = cel::Program::compile(text.substr(i + 1, end - i - 1), schema);
        if (program) {
            out.m_pieces.emplace_back(std::exchange(plain, {}));
            out.m_pieces.emplace_back(*std::move(program));
        } else {
            for (const cel::CompileError& error : program.error()) {
                errors.push_back(cel::compileErrorAt(text, i + 1 + error.begin, i + 1 + error.end,
                                                     error.message));
            }
        }
        i = end;
    }
    if (!errors.empty()) {
        return tl::unexpected(std::move(errors));
    }
    if (!plain.empty()) {
        out.m_pieces.emplace_back(std::move(plain));
    }
    return out;
}

std::string TextTemplate::render(std::span<const cel::Value> variables, cel::Arena& arena) const
{
    std::string out;
    for (const auto& piece : m_pieces) {
        if (const auto* plain = std::get_if<std::string>(&piece)) {
            out += *plain;
        } else {
            out += peopleText(std::get<cel::Program>(piece).evaluate(variables, arena), arena);
        }
    }
    return out;
}

std::vector<const cel::Program*> TextTemplate::programs() const
{
    std::vector<const cel::Program*> out;
    for (const auto& piece : m_pieces) {
        if (const auto* program = std::get_if<cel::Program>(&piece)) {
            out.push_back(program);
        }
    }
    return out;
}

std::string peopleText(const cel::Value& value, cel::Arena& arena)
{
    switch (value.kind()) {
    case cel::Kind::Null: return "unknown";
    case cel::Kind::String: return std::string(value.asText());
    case cel::Kind::Duration:
        return durationText(std::chrono::duration_cast<Duration>(value.asDuration()));
    case cel::Kind::Timestamp: return instantOf(value).text();
    case cel::Kind::Money: return moneyText(value.asMoney());
    case cel::Kind::List: {
        std::string out;
        for (std::size_t i = 0; i < value.listSize(); ++i) {
            out += (i == 0 ? "" : ", ") + peopleText(value.listAt(i, arena), arena);
        }
        return out.empty() ? "none" : out;
    }
    case cel::Kind::Error: return "unknown (" + std::string(value.asError().message) + ")";
    default: return cel::toText(value, 200);
    }
}

}  // namespace otto
