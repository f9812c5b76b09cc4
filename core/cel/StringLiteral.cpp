// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Lexer.h"
#include "core/cel/Utf8.h"

#include <optional>

namespace otto::cel {
namespace {

std::optional<std::uint32_t> digitsOf(std::string_view text, std::uint32_t base)
{
    std::uint32_t value = 0;
    for (const char c : text) {
        std::uint32_t digit = base;
        if (c >= '0' && c <= '9')
            digit = static_cast<std::uint32_t>(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = static_cast<std::uint32_t>(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = static_cast<std::uint32_t>(c - 'A') + 10;
        if (digit >= base)
            return std::nullopt;
        value = value * base + digit;
    }
    return value;
}

std::optional<char> simpleEscape(char c)
{
    switch (c) {
    case 'a': return '\a';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case 'v': return '\v';
    case '\\':
    case '?':
    case '"':
    case '\'':
    case '`': return c;
    default: return std::nullopt;
    }
}

/// Replaces the escape sequences of one literal (langdef "String and Bytes Values").
class Unescape
{
public:
    Unescape(std::string_view content, bool isBytes) : m_content(content), m_isBytes(isBytes) {}

    /// False at a wrong escape: errorAt() and error() say which.
    bool run()
    {
        while (m_at < m_content.size()) {
            if (m_content[m_at] != '\\')
                m_text.push_back(m_content[m_at++]);
            else if (!escape())
                return false;
        }
        return true;
    }

    [[nodiscard]] std::string take() { return std::move(m_text); }
    [[nodiscard]] std::size_t errorAt() const { return m_at; }
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    bool escape()
    {
        const char c = m_at + 1 < m_content.size() ? m_content[m_at + 1] : '\0';
        if (const auto simple = simpleEscape(c)) {
            m_text.push_back(*simple);
            m_at += 2;
            return true;
        }
        if (c == 'x' || c == 'X')
            return number(2, 2, 16);
        if (c >= '0' && c <= '3')
            return number(1, 3, 8);
        if (c == 'u' || c == 'U') {
            if (m_isBytes)
                return fail("bytes have no \\u and \\U escapes; \\x gives an octet");
            return number(2, c == 'u' ? 4 : 8, 16);
        }
        return fail("this is not an escape sequence; a backslash itself is written \\\\");
    }

    /// `skip` characters of introduction, then so many digits.
    bool number(std::size_t skip, std::size_t digits, std::uint32_t base)
    {
        const std::string_view written = m_content.substr(m_at + skip, digits);
        const auto value = digitsOf(written, base);
        if (!value || written.size() != digits)
            return fail("this escape sequence needs " + std::to_string(digits)
                        + (base == 8 ? " octal" : " hexadecimal") + " digits");
        const bool isSurrogate = *value >= 0xD800 && *value <= 0xDFFF;
        if (isSurrogate || *value > 0x10FFFF)
            return fail("this is not a Unicode code point");
        if (m_isBytes)
            m_text.push_back(static_cast<char>(*value));
        else
            appendUtf8(m_text, static_cast<char32_t>(*value));
        m_at += skip + digits;
        return true;
    }

    bool fail(std::string message)
    {
        m_error = std::move(message);
        return false;
    }

    std::string_view m_content;
    bool m_isBytes;
    std::size_t m_at = 0;
    std::string m_text;
    std::string m_error;
};

}  // namespace

tl::expected<std::string, CompileError> literalContent(std::string_view source, const Token& token)
{
    std::string_view written = source.substr(token.begin, token.end - token.begin);
    const std::size_t prefix = written.find_first_of("'\"");
    const bool isRaw = written.substr(0, prefix).find_first_of("rR") != std::string_view::npos;
    written.remove_prefix(prefix);
    const char quote = written.front();
    const std::size_t quotes =
        written.size() >= 6 && written[1] == quote && written[2] == quote ? 3 : 1;
    const std::string_view content = written.substr(quotes, written.size() - 2 * quotes);
    if (isRaw)
        return std::string(content);
    Unescape unescape(content, token.kind == TokenKind::Bytes);
    if (unescape.run())
        return unescape.take();
    const std::size_t at = token.begin + prefix + quotes + unescape.errorAt();
    return tl::unexpected(compileErrorAt(source, at, at + 2, unescape.error()));
}

}  // namespace otto::cel
