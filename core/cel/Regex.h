// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Function.h"

#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace otto::cel {

/// A pattern of `matches`: RE2 syntax, found anywhere in the text, in linear time. Constant once
/// made; any thread.
class Regex
{
public:
    explicit Regex(std::string_view pattern);
    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    /// Empty when the pattern is good.
    [[nodiscard]] const std::string& error() const { return m_error; }
    /// Of a good pattern.
    [[nodiscard]] Value search(CallContext& context, std::string_view text) const;

private:
    std::unique_ptr<re2::RE2> m_regex;
    std::string m_error;
};

}  // namespace otto::cel
