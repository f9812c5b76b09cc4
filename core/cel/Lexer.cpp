// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Lexer.h"

#include "core/cel/Utf8.h"

#include <algorithm>
#include <array>

namespace otto::cel {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isNameStart(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isNamePart(char c)
{
    return isNameStart(c) || isDigit(c);
}

bool isQuote(char c)
{
    return c == '\'' || c == '"';
}

struct Operator
{
    std::string_view text;
    TokenKind kind;
};

// Longer ones first.
constexpr std::array kOperators{
    Operator{"||", TokenKind::Or},         Operator{"&&", TokenKind::And},
    Operator{"==", TokenKind::Equal},      Operator{"!=", TokenKind::NotEqual},
    Operator{"<=", TokenKind::LessEqual},  Operator{">=", TokenKind::GreaterEqual},
    Operator{"<", TokenKind::Less},        Operator{">", TokenKind::Greater},
    Operator{"+", TokenKind::Plus},        Operator{"-", TokenKind::Minus},
    Operator{"*", TokenKind::Star},        Operator{"/", TokenKind::Slash},
    Operator{"%", TokenKind::Percent},     Operator{"!", TokenKind::Not},
    Operator{"?", TokenKind::Question},    Operator{":", TokenKind::Colon},
    Operator{".", TokenKind::Dot},         Operator{",", TokenKind::Comma},
    Operator{"(", TokenKind::LeftParen},   Operator{")", TokenKind::RightParen},
    Operator{"[", TokenKind::LeftBracket}, Operator{"]", TokenKind::RightBracket},
    Operator{"{", TokenKind::LeftBrace},   Operator{"}", TokenKind::RightBrace},
};

/// One pass over the text; next() moves over one token.
class Scanner
{
public:
    explicit Scanner(std::string_view source) : m_source(source) {}

    tl::expected<Token, CompileError> next()
    {
        skipBlanks();
        m_begin = m_at;
        if (m_at == m_source.size())
            return token(TokenKind::End);
        const char c = m_source[m_at];
        if (isDigit(c) || (c == '.' && isDigit(peek(1))))
            return number();
        if (const std::size_t prefix = stringPrefix(); isQuote(peek(prefix)))
            return string(prefix);
        if (isNameStart(c))
            return word();
        if (c == '`')
            return quotedIdentifier();
        return punctuation();
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_source.size() ? m_source[m_at + ahead] : '\0';
    }

    [[nodiscard]] Token token(TokenKind kind) const
    {
        return {kind, static_cast<std::uint32_t>(m_begin), static_cast<std::uint32_t>(m_at)};
    }

    [[nodiscard]] tl::unexpected<CompileError> fail(std::size_t begin, std::size_t end,
                                                    std::string message) const
    {
        return tl::unexpected(compileErrorAt(m_source, begin, end, std::move(message)));
    }

    void skipBlanks()
    {
        while (m_at < m_source.size()) {
            const char c = m_source[m_at];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f')
                ++m_at;
            else if (c == '/' && peek(1) == '/')
                m_at = std::min(m_source.find('\n', m_at), m_source.size());
            else
                return;
        }
    }

    /// Letters before a quote: `r`, `b`, `br` in either case.
    [[nodiscard]] std::size_t stringPrefix() const
    {
        std::size_t length = 0;
        if (peek() == 'b' || peek() == 'B')
            ++length;
        if (peek(length) == 'r' || peek(length) == 'R')
            ++length;
        return length;
    }

    tl::expected<Token, CompileError> word()
    {
        while (isNamePart(peek()))
            ++m_at;
        const std::string_view text = m_source.substr(m_begin, m_at - m_begin);
        if (text == "true")
            return token(TokenKind::True);
        if (text == "false")
            return token(TokenKind::False);
        if (text == "null")
            return token(TokenKind::Null);
        return token(text == "in" ? TokenKind::In : TokenKind::Identifier);
    }

    void digits()
    {
        while (isDigit(peek()))
            ++m_at;
    }

    bool unsignedSuffix()
    {
        if (peek() != 'u' && peek() != 'U')
            return false;
        ++m_at;
        return true;
    }

    tl::expected<Token, CompileError> number()
    {
        if (peek() == '0' && peek(1) == 'x') {
            m_at += 2;
            if (!isHexDigit(peek()))
                return fail(m_begin, m_at, "a hexadecimal number needs digits after 0x");
            while (isHexDigit(peek()))
                ++m_at;
            return numberToken(unsignedSuffix() ? TokenKind::Uint : TokenKind::Int);
        }
        digits();
        bool isDouble = false;
        if (peek() == '.' && isDigit(peek(1))) {
            isDouble = true;
            ++m_at;
            digits();
        }
        if (peek() == 'e' || peek() == 'E') {
            const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            if (!isDigit(peek(sign)))
                return fail(m_begin, m_at + sign, "an exponent needs digits");
            isDouble = true;
            m_at += sign;
            digits();
        }
        if (isDouble)
            return numberToken(TokenKind::Double);
        return numberToken(unsignedSuffix() ? TokenKind::Uint : TokenKind::Int);
    }

    tl::expected<Token, CompileError> numberToken(TokenKind kind)
    {
        // Of all words only `in` may follow: `1in[1]` is two tokens and `[1]`.
        const bool isIn = m_source.substr(m_at).starts_with("in") && !isNamePart(peek(2));
        if (isNamePart(peek()) && !isIn)
            return fail(m_begin, m_at + 1, "a letter follows the number directly");
        return token(kind);
    }

    tl::expected<Token, CompileError> string(std::size_t prefix)
    {
        const std::string_view letters = m_source.substr(m_at, prefix);
        const bool isBytes = letters.find_first_of("bB") != std::string_view::npos;
        const bool isRaw = letters.find_first_of("rR") != std::string_view::npos;
        m_at += prefix;
        const char quote = peek();
        const bool isTriple = peek(1) == quote && peek(2) == quote;
        const std::string closing(isTriple ? 3 : 1, quote);
        m_at += closing.size();
        while (m_at < m_source.size()) {
            const char c = m_source[m_at];
            if (m_source.substr(m_at, closing.size()) == closing) {
                m_at += closing.size();
                return token(isBytes ? TokenKind::Bytes : TokenKind::String);
            }
            if (!isTriple && (c == '\n' || c == '\r'))
                break;
            m_at += c == '\\' && !isRaw ? 2 : 1;
        }
        return fail(m_begin, m_begin + prefix + closing.size(),
                    "the string that begins here is not closed");
    }

    tl::expected<Token, CompileError> quotedIdentifier()
    {
        ++m_at;
        const auto isPart = [](char c) {
            return isNamePart(c) || c == '.' || c == '-' || c == '/' || c == ' ';
        };
        while (isPart(peek()))
            ++m_at;
        if (peek() != '`' || m_at == m_begin + 1) {
            return fail(m_begin, m_at + 1,
                        "a quoted field name is letters, digits, and _.-/ or blanks between "
                        "backquotes");
        }
        ++m_at;
        return token(TokenKind::QuotedIdentifier);
    }

    tl::expected<Token, CompileError> punctuation()
    {
        const std::string_view rest = m_source.substr(m_at);
        const auto* const found =
            std::find_if(kOperators.begin(), kOperators.end(),
                         [rest](const Operator& op) { return rest.starts_with(op.text); });
        if (found == kOperators.end()) {
            const std::size_t length = std::max<std::size_t>(1, utf8SequenceLength(rest));
            const std::string_view seen = rest.substr(0, length);
            if (seen == "=")
                return fail(m_at, m_at + 1, "a single '=' is no operator; equality is '=='");
            if (seen == "&" || seen == "|")
                return fail(m_at, m_at + 1, "'" + std::string(2, seen[0]) + "' was expected");
            return fail(m_at, m_at + length, "unexpected character '" + std::string(seen) + "'");
        }
        m_at += found->text.size();
        return token(found->kind);
    }

    std::string_view m_source;
    std::size_t m_at = 0;
    std::size_t m_begin = 0;
};

}  // namespace

tl::expected<std::vector<Token>, CompileError> lex(std::string_view source)
{
    std::vector<Token> tokens;
    Scanner scanner(source);
    while (true) {
        const auto token = scanner.next();
        if (!token)
            return tl::unexpected(token.error());
        tokens.push_back(*token);
        if (token->kind == TokenKind::End)
            return tokens;
    }
}

bool isReservedWord(std::string_view word)
{
    constexpr std::array<std::string_view, 17> kWords{
        "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
        "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
    return std::find(kWords.begin(), kWords.end(), word) != kWords.end();
}

}  // namespace otto::cel
