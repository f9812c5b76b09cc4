// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Program.h"

#include <tl/expected.hpp>

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace otto {

/// Text for people with expressions in braces: `In {payment.status} for {now - since}.`; `{{` and
/// `}}` are braces. Constant after compiling; any thread.
class TextTemplate
{
public:
    TextTemplate() = default;

    /// Errors have places in `text`.
    static tl::expected<TextTemplate, cel::CompileErrors> compile(std::string_view text,
                                                                  const cel::Schema& schema);

    [[nodiscard]] std::string render(std::span<const cel::Value> variables,
                                     cel::Arena& arena) const;
    [[nodiscard]] std::vector<const cel::Program*> programs() const;

private:
    std::vector<std::variant<std::string, cel::Program>> m_pieces;
};

/// A value as people read it: `125.50 USD`, `2 min 5 s`, `a, b`, `unknown` for null.
std::string peopleText(const cel::Value& value, cel::Arena& arena);

}  // namespace otto
