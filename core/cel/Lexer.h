// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/CompileError.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

enum class TokenKind : std::uint8_t {
    End,
    Identifier,
    /// Between backquotes, as a selector.
    QuotedIdentifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Not,
    Question,
    Colon,
    Dot,
    Comma,
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    LeftBrace,
    RightBrace,
};

struct Token
{
    TokenKind kind = TokenKind::End;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// The tokens of the text, the last is End. The text must be well-formed UTF-8 of less than 4 GiB.
tl::expected<std::vector<Token>, CompileError> lex(std::string_view source);

/// The content of a string or bytes literal as written, with its prefix and quotes.
tl::expected<std::string, CompileError> literalContent(std::string_view source, const Token& token);

/// A word that cannot be a name on its own (langdef "Syntax", RESERVED).
bool isReservedWord(std::string_view word);

}  // namespace otto::cel
