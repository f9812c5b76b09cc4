// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Regex.h"

#include <re2/re2.h>

namespace otto::cel {
namespace {

/// Bytes of a compiled pattern with its automaton; a pattern that needs more is refused.
constexpr std::int64_t kMostMemory = std::int64_t{1} << 20;
constexpr std::size_t kLongestPattern = 4096;

}  // namespace

Regex::Regex(std::string_view pattern)
{
    if (pattern.size() > kLongestPattern) {
        m_error = "the pattern is longer than " + std::to_string(kLongestPattern) + " bytes";
        return;
    }
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMostMemory);
    m_regex = std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), options);
    if (!m_regex->ok())
        m_error = "the pattern is not valid: " + m_regex->error();
}

Regex::~Regex() = default;

Value Regex::search(CallContext& context, std::string_view text) const
{
    if (!context.steps.takeBytes(text.size()))
        return Value::error(ErrorCode::TooManySteps);
    return Value::boolean(
        re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *m_regex));
}

}  // namespace otto::cel
