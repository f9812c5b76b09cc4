// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Parser.h"

#include "core/cel/AstBuilder.h"
#include "core/cel/Lexer.h"
#include "core/cel/NumberText.h"
#include "core/cel/Utf8.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace otto::cel {
namespace {

struct BinaryOperator
{
    TokenKind token;
    /// Higher binds closer.
    int precedence;
    std::string_view function;
};

constexpr std::array kBinaryOperators{
    BinaryOperator{TokenKind::Or, 1, "||"},
    BinaryOperator{TokenKind::And, 2, "&&"},
    BinaryOperator{TokenKind::Equal, 3, "_==_"},
    BinaryOperator{TokenKind::NotEqual, 3, "_!=_"},
    BinaryOperator{TokenKind::Less, 3, "_<_"},
    BinaryOperator{TokenKind::LessEqual, 3, "_<=_"},
    BinaryOperator{TokenKind::Greater, 3, "_>_"},
    BinaryOperator{TokenKind::GreaterEqual, 3, "_>=_"},
    BinaryOperator{TokenKind::In, 3, "@in"},
    BinaryOperator{TokenKind::Plus, 4, "_+_"},
    BinaryOperator{TokenKind::Minus, 4, "_-_"},
    BinaryOperator{TokenKind::Star, 5, "_*_"},
    BinaryOperator{TokenKind::Slash, 5, "_/_"},
    BinaryOperator{TokenKind::Percent, 5, "_%_"},
};

const BinaryOperator* binaryOperator(TokenKind token)
{
    for (const BinaryOperator& op : kBinaryOperators) {
        if (op.token == token)
            return &op;
    }
    return nullptr;
}

/// Recursive descent with precedence climbing; m_level bounds the recursion.
class Parser
{
public:
    Parser(std::string_view source, std::vector<Token> tokens, const Limits& limits)
        : m_source(source), m_tokens(std::move(tokens)), m_builder(source, limits)
    {}

    tl::expected<Ast, CompileError> run()
    {
        const ParseResult root = expression();
        if (!root)
            return tl::unexpected(root.error());
        if (peek() != TokenKind::End)
            return unexpectedToken("an operator or the end was expected");
        return m_builder.finish(*root);
    }

private:
    [[nodiscard]] TokenKind peek(std::size_t ahead = 0) const
    {
        return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)].kind;
    }
    [[nodiscard]] const Token& current() const { return m_tokens[m_at]; }
    [[nodiscard]] std::uint32_t lastEnd() const { return m_tokens[m_at - 1].end; }
    [[nodiscard]] std::string_view textOf(const Token& token) const
    {
        return m_source.substr(token.begin, token.end - token.begin);
    }
    const Token& advance() { return m_tokens[m_at++]; }
    bool accept(TokenKind kind)
    {
        if (peek() != kind)
            return false;
        ++m_at;
        return true;
    }

    [[nodiscard]] tl::unexpected<CompileError> unexpectedToken(const std::string& wanted) const
    {
        const Token& token = current();
        const std::string seen =
            token.kind == TokenKind::End
                ? "the expression ends here, but "
                : "unexpected '" + std::string(textOf(token).substr(0, 40)) + "': ";
        return m_builder.fail(token.begin, token.end, seen + wanted);
    }

    [[nodiscard]] static Expr exprAt(ExprKind kind, const Token& token)
    {
        Expr expr;
        expr.kind = kind;
        expr.begin = expr.at = token.begin;
        expr.end = expr.atEnd = token.end;
        return expr;
    }

    ParseResult expression()
    {
        // Chained `a ? b : c ? d : e` recurses here too.
        if (m_level >= m_builder.nesting())
            return m_builder.failNesting(current().begin, current().end);
        ++m_level;
        ParseResult result = conditional();
        --m_level;
        return result;
    }

    ParseResult conditional()
    {
        const std::uint32_t begin = current().begin;
        ParseResult condition = binary(1);
        if (!condition || peek() != TokenKind::Question)
            return condition;
        Expr expr = exprAt(ExprKind::Conditional, advance());
        const ParseResult then = binary(1);
        if (!then)
            return then;
        if (!accept(TokenKind::Colon))
            return unexpectedToken("':' of the conditional was expected");
        const ParseResult otherwise = expression();
        if (!otherwise)
            return otherwise;
        expr.begin = begin;
        expr.end = lastEnd();
        expr.children = {*condition, *then, *otherwise};
        return m_builder.add(std::move(expr));
    }

    ParseResult binary(int least)
    {
        const std::uint32_t begin = current().begin;
        ParseResult left = unary();
        // The chain of && or || that this loop itself has begun.
        bool isOwnChain = false;
        while (left) {
            const BinaryOperator* const op = binaryOperator(peek());
            if (op == nullptr || op->precedence < least)
                break;
            const Token& token = advance();
            const ParseResult right = binary(op->precedence + 1);
            if (!right)
                return right;
            const ExprKind kind = op->token == TokenKind::And  ? ExprKind::And
                                  : op->token == TokenKind::Or ? ExprKind::Or
                                                               : ExprKind::Call;
            if (isOwnChain && kind == m_builder[*left].kind) {
                left = m_builder.extend(*left, *right, lastEnd());
            } else {
                Expr expr = exprAt(kind, token);
                expr.text = op->function;
                expr.isOperator = true;
                expr.begin = begin;
                expr.end = lastEnd();
                expr.children = {*left, *right};
                left = m_builder.add(std::move(expr));
            }
            isOwnChain = kind != ExprKind::Call;
        }
        return left;
    }

    ParseResult unary()
    {
        const std::size_t first = m_at;
        while (peek() == TokenKind::Not || peek() == TokenKind::Minus) {
            if (m_at - first >= m_builder.nesting())
                return m_builder.failNesting(current().begin, current().end);
            ++m_at;
        }
        std::size_t last = m_at;
        // A minus before a number is the number's sign, so that the least int can be written.
        const bool isSigned = last > first && m_tokens[last - 1].kind == TokenKind::Minus
                              && (peek() == TokenKind::Int || peek() == TokenKind::Double);
        if (isSigned)
            --last;
        ParseResult operand = member(isSigned);
        while (operand && last > first) {
            const Token& token = m_tokens[--last];
            Expr expr = exprAt(ExprKind::Call, token);
            expr.text = token.kind == TokenKind::Not ? "!_" : "-_";
            expr.isOperator = true;
            expr.end = lastEnd();
            expr.children = {*operand};
            operand = m_builder.add(std::move(expr));
        }
        return operand;
    }

    ParseResult member(bool isNegative)
    {
        const std::uint32_t begin = m_tokens[isNegative ? m_at - 1 : m_at].begin;
        ParseResult operand = primary(isNegative);
        while (operand) {
            if (accept(TokenKind::Dot))
                operand = selector(*operand, begin);
            else if (peek() == TokenKind::LeftBracket)
                operand = index(*operand, begin);
            else if (peek() == TokenKind::LeftBrace && isTypeName(*operand))
                operand = structure(*operand, begin);
            else
                break;
        }
        return operand;
    }

    ParseResult selector(ExprId operand, std::uint32_t begin)
    {
        const TokenKind kind = peek();
        if (kind != TokenKind::Identifier && kind != TokenKind::QuotedIdentifier)
            return unexpectedToken("a field name was expected after '.'");
        const Token& token = advance();
        std::string_view name = textOf(token);
        if (kind == TokenKind::QuotedIdentifier)
            name = name.substr(1, name.size() - 2);
        if (kind == TokenKind::Identifier && peek() == TokenKind::LeftParen)
            return call(token, begin, operand, false);
        Expr expr = exprAt(ExprKind::Select, token);
        expr.begin = begin;
        expr.text = name;
        expr.children = {operand};
        return m_builder.add(std::move(expr));
    }

    ParseResult index(ExprId operand, std::uint32_t begin)
    {
        Expr expr = exprAt(ExprKind::Call, advance());
        const ParseResult position = expression();
        if (!position)
            return position;
        if (!accept(TokenKind::RightBracket))
            return unexpectedToken("']' was expected");
        expr.text = "_[_]";
        expr.isOperator = true;
        expr.begin = begin;
        expr.end = expr.atEnd = lastEnd();
        expr.children = {operand, *position};
        return m_builder.add(std::move(expr));
    }

    ParseResult call(const Token& name, std::uint32_t begin, std::optional<ExprId> target,
                     bool isRooted)
    {
        WrittenCall written;
        written.name = textOf(name);
        written.target = target;
        written.isRooted = isRooted;
        advance();
        auto arguments = list(TokenKind::RightParen, "')'", false);
        if (!arguments)
            return tl::unexpected(std::move(arguments.error()));
        written.arguments = std::move(*arguments);
        written.begin = begin;
        written.end = lastEnd();
        written.at = name.begin;
        written.atEnd = name.end;
        return expand(std::move(written), m_builder);
    }

    /// Expressions up to the closing token, which is passed.
    tl::expected<std::vector<ExprId>, CompileError> list(TokenKind closing,
                                                         const std::string& closingText,
                                                         bool mayEndWithComma)
    {
        std::vector<ExprId> items;
        while (peek() != closing) {
            if (!items.empty()) {
                if (!accept(TokenKind::Comma))
                    return unexpectedToken("',' or " + closingText + " was expected");
                if (mayEndWithComma && peek() == closing)
                    break;
            }
            const ParseResult item = expression();
            if (!item)
                return tl::unexpected(item.error());
            items.push_back(*item);
        }
        // `[,]` is an empty list.
        advance();
        return items;
    }

    ParseResult primary(bool isNegative)
    {
        const Token& token = current();
        switch (token.kind) {
        case TokenKind::LeftParen: return parenthesised();
        case TokenKind::LeftBracket: return listLiteral();
        case TokenKind::LeftBrace: return mapLiteral(exprAt(ExprKind::Map, token));
        case TokenKind::Dot:
        case TokenKind::Identifier: return name();
        case TokenKind::Int:
        case TokenKind::Uint:
        case TokenKind::Double: return number(isNegative);
        case TokenKind::String:
        case TokenKind::Bytes: return string();
        case TokenKind::True:
        case TokenKind::False:
            return literal(advance(), Value::boolean(token.kind == TokenKind::True));
        case TokenKind::Null: return literal(advance(), Value::null());
        default: return unexpectedToken("a value was expected");
        }
    }

    ParseResult literal(const Token& token, const Value& value)
    {
        Expr expr = exprAt(ExprKind::Literal, token);
        expr.literal = value;
        return m_builder.add(std::move(expr));
    }

    ParseResult parenthesised()
    {
        advance();
        ParseResult inner = expression();
        if (inner && !accept(TokenKind::RightParen))
            return unexpectedToken("')' was expected");
        return inner;
    }

    ParseResult listLiteral()
    {
        Expr expr = exprAt(ExprKind::List, advance());
        if (peek() == TokenKind::Comma && peek(1) == TokenKind::RightBracket)
            advance();
        auto items = list(TokenKind::RightBracket, "']'", true);
        if (!items)
            return tl::unexpected(std::move(items.error()));
        expr.children = std::move(*items);
        expr.end = lastEnd();
        return m_builder.add(std::move(expr));
    }

    ParseResult mapLiteral(Expr expr)
    {
        advance();
        if (peek() == TokenKind::Comma && peek(1) == TokenKind::RightBrace)
            advance();
        while (peek() != TokenKind::RightBrace) {
            if (!expr.children.empty()) {
                if (!accept(TokenKind::Comma))
                    return unexpectedToken("',' or '}' was expected");
                if (peek() == TokenKind::RightBrace)
                    break;
            }
            const ParseResult key = expression();
            if (!key)
                return key;
            if (!accept(TokenKind::Colon))
                return unexpectedToken("':' and the key's value were expected");
            const ParseResult value = expression();
            if (!value)
                return value;
            expr.children.push_back(*key);
            expr.children.push_back(*value);
        }
        advance();
        expr.end = lastEnd();
        return m_builder.add(std::move(expr));
    }

    ParseResult name()
    {
        const std::uint32_t begin = current().begin;
        const bool isRooted = accept(TokenKind::Dot);
        if (peek() != TokenKind::Identifier)
            return unexpectedToken("a name was expected");
        const Token& token = advance();
        if (isReservedWord(textOf(token))) {
            return m_builder.fail(token.begin, token.end,
                                  "'" + std::string(textOf(token)) + "' is a reserved word");
        }
        if (peek() == TokenKind::LeftParen)
            return call(token, begin, std::nullopt, isRooted);
        Expr expr = exprAt(ExprKind::Name, token);
        expr.begin = begin;
        expr.text = textOf(token);
        expr.isRooted = isRooted;
        return m_builder.add(std::move(expr));
    }

    ParseResult number(bool isNegative)
    {
        const Token& token = advance();
        std::string text = isNegative ? "-" : "";
        text += textOf(token);
        const auto value = parseNumberLiteral(text);
        if (!value)
            return m_builder.fail(token.begin, token.end, "this number is too large for its type");
        Expr expr = exprAt(ExprKind::Literal, token);
        if (isNegative)
            expr.begin = expr.at = m_tokens[m_at - 2].begin;
        expr.literal = *value;
        return m_builder.add(std::move(expr));
    }

    ParseResult string()
    {
        const Token& token = advance();
        const auto content = literalContent(m_source, token);
        if (!content)
            return tl::unexpected(content.error());
        const std::string_view kept = m_builder.keep(*content);
        return literal(token,
                       token.kind == TokenKind::Bytes ? Value::bytes(kept) : Value::string(kept));
    }

    /// `a.b.C` may be followed by `{…}`.
    [[nodiscard]] bool isTypeName(ExprId id) const
    {
        const Expr* expr = &m_builder[id];
        while (expr->kind == ExprKind::Select)
            expr = &m_builder[expr->children[0]];
        return expr->kind == ExprKind::Name;
    }

    /// Our types have no literals; the fields are parsed, and the checker refuses the type.
    ParseResult structure(ExprId type, std::uint32_t begin)
    {
        Expr expr = exprAt(ExprKind::Struct, advance());
        expr.text = m_source.substr(begin, m_builder[type].end - begin);
        expr.begin = expr.at = begin;
        while (peek() != TokenKind::RightBrace) {
            if (!expr.children.empty()) {
                if (!accept(TokenKind::Comma))
                    return unexpectedToken("',' or '}' was expected");
                if (peek() == TokenKind::RightBrace)
                    break;
            }
            if (!accept(TokenKind::Identifier) && !accept(TokenKind::QuotedIdentifier))
                return unexpectedToken("a field name was expected");
            if (!accept(TokenKind::Colon))
                return unexpectedToken("':' and the field's value were expected");
            const ParseResult value = expression();
            if (!value)
                return value;
            expr.children.push_back(*value);
        }
        advance();
        expr.end = lastEnd();
        return m_builder.add(std::move(expr));
    }

    std::string_view m_source;
    std::vector<Token> m_tokens;
    AstBuilder m_builder;
    std::size_t m_at = 0;
    std::size_t m_level = 0;
};

}  // namespace

tl::expected<Ast, CompileError> parse(std::string_view source, const Limits& limits)
{
    if (source.size() > std::min<std::size_t>(limits.length, std::numeric_limits<int>::max())) {
        return tl::unexpected(compileErrorAt(source.substr(0, 200), 0, 1,
                                             "the expression is longer than "
                                                 + std::to_string(limits.length) + " bytes"));
    }
    if (const std::size_t at = invalidUtf8At(source); at != std::string_view::npos) {
        return tl::unexpected(
            compileErrorAt(source, at, at + 1, "the expression is not valid UTF-8 here"));
    }
    auto tokens = lex(source);
    if (!tokens)
        return tl::unexpected(tokens.error());
    return Parser(source, std::move(*tokens), limits).run();
}

}  // namespace otto::cel
