// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Compiler.h"

#include <optional>
#include <set>
#include <utility>

namespace otto::cel {
namespace {

/// Follows paths from variables through fields, elements and comprehensions.
class Reader
{
public:
    Reader(const Ast& ast, const Checked& checked, const Schema& schema)
        : m_ast(ast), m_checked(checked), m_schema(schema)
    {}

    Reads run()
    {
        use(m_ast.root);
        return {{m_paths.begin(), m_paths.end()}, {m_variables.begin(), m_variables.end()}};
    }

private:
    using Path = std::optional<std::string>;

    /// The value is used as it is.
    void use(ExprId id)
    {
        if (const Path path = follow(id))
            note(*path);
    }

    void note(const std::string& path)
    {
        // Paths grow with nesting; one that long says no more than its beginning.
        m_paths.insert(path.size() > kLongestPath ? path.substr(0, kLongestPath) : path);
    }

    /// The path of the value when it is a place in a variable. What it is made of otherwise is
    /// noted.
    Path follow(ExprId id)
    {
        const Expr& expr = m_ast[id];
        const Meaning& meaning = m_checked.meanings[id];
        switch (meaning.of) {
        case Meaning::Of::Variable: {
            const std::string& name = m_schema.variables()[meaning.slot].name;
            m_variables.insert(name);
            return name;
        }
        case Meaning::Of::Local: return m_locals[meaning.slot];
        case Meaning::Of::Constant: return std::nullopt;
        case Meaning::Of::Itself:
        case Meaning::Of::Unknown: break;
        }
        switch (expr.kind) {
        case ExprKind::Select: return step(expr, "." + expr.text);
        case ExprKind::Has:
            if (const Path path = step(expr, "." + expr.text))
                note(*path);
            return std::nullopt;
        case ExprKind::Comprehension: comprehension(expr); return std::nullopt;
        case ExprKind::Call:
            if (expr.isOperator && expr.text == "_[_]") {
                use(expr.children[1]);
                return step(expr, "[]");
            }
            break;
        default: break;
        }
        for (std::size_t i = meaning.isNamespaced ? 1 : 0; i < expr.children.size(); ++i)
            use(expr.children[i]);
        return std::nullopt;
    }

    Path step(const Expr& expr, const std::string& suffix)
    {
        Path path = follow(expr.children[0]);
        if (path && path->size() <= kLongestPath)
            *path += suffix;
        return path;
    }

    void comprehension(const Expr& expr)
    {
        const Path range = follow(expr.children[0]);
        if (range)
            note(*range);
        m_locals.push_back(range ? Path(*range + "[]") : std::nullopt);
        for (std::size_t i = 1; i < expr.children.size(); ++i)
            use(expr.children[i]);
        m_locals.pop_back();
    }

    static constexpr std::size_t kLongestPath = 1000;

    const Ast& m_ast;
    const Checked& m_checked;
    const Schema& m_schema;
    std::vector<Path> m_locals;
    std::set<std::string> m_paths;
    std::set<std::string> m_variables;
};

}  // namespace

Reads readsOf(const Ast& ast, const Checked& checked, const Schema& schema)
{
    return Reader(ast, checked, schema).run();
}

}  // namespace otto::cel
