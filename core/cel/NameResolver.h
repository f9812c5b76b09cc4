// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Ast.h"
#include "core/cel/Schema.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

/// Names as langdef "Name Resolution" has them.
class NameResolver
{
public:
    explicit NameResolver(const Schema& schema);

    /// The names to look for, in order: `A.B.x`, `A.x`, `x` in the container `A.B`.
    [[nodiscard]] std::vector<std::string> candidates(std::string_view name, bool isRooted) const;

    struct Path
    {
        std::string name;
        bool isRooted = false;
        /// The expression at its start.
        ExprId start = 0;
    };
    /// The dotted path that a Name or a chain of Selects spells; nothing for other expressions.
    [[nodiscard]] static std::optional<Path> pathOf(const Ast& ast, ExprId id);

private:
    /// `A.B.`, `A.`, and the empty one.
    std::vector<std::string> m_prefixes;
};

}  // namespace otto::cel
