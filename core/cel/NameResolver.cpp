// SPDX-License-Identifier: Apache-2.0
#include "core/cel/NameResolver.h"

namespace otto::cel {

NameResolver::NameResolver(const Schema& schema)
{
    std::string scope = schema.container();
    while (!scope.empty()) {
        m_prefixes.push_back(scope + ".");
        const std::size_t dot = scope.rfind('.');
        scope.resize(dot == std::string::npos ? 0 : dot);
    }
    m_prefixes.emplace_back();
}

std::vector<std::string> NameResolver::candidates(std::string_view name, bool isRooted) const
{
    if (isRooted)
        return {std::string(name)};
    std::vector<std::string> names;
    for (const std::string& prefix : m_prefixes)
        names.push_back(prefix + std::string(name));
    return names;
}

std::optional<NameResolver::Path> NameResolver::pathOf(const Ast& ast, ExprId id)
{
    std::vector<const std::string*> steps;
    while (ast[id].kind == ExprKind::Select) {
        steps.push_back(&ast[id].text);
        id = ast[id].children[0];
    }
    if (ast[id].kind != ExprKind::Name)
        return std::nullopt;
    Path path{ast[id].text, ast[id].isRooted, id};
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        path.name += "." + **step;
    return path;
}

}  // namespace otto::cel
