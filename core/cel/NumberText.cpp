// SPDX-License-Identifier: Apache-2.0
#include "core/cel/NumberText.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace otto::cel {
namespace {

/// Whole numbers of at least this size are written with an exponent.
constexpr double kLargestPlain = 1e21;
constexpr double kSmallestPlain = 1e-6;

template <typename Number>
std::optional<Number> wholeOf(std::string_view digits, int base)
{
    Number value{};
    const char* const end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
    if (error != std::errc() || stop != end || digits.empty())
        return std::nullopt;
    return value;
}

std::optional<std::int64_t> withSign(bool isNegative, std::uint64_t magnitude)
{
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (magnitude > kMost + (isNegative ? 1 : 0))
        return std::nullopt;
    return static_cast<std::int64_t>(isNegative ? std::uint64_t{0} - magnitude : magnitude);
}

bool takeSign(std::string_view& text)
{
    const bool isNegative = text.starts_with('-');
    if (isNegative || text.starts_with('+'))
        text.remove_prefix(1);
    return isNegative;
}

/// Of a decimal number beyond the doubles: is it too small rather than too large?
bool isBelowOne(std::string_view text)
{
    constexpr std::int64_t kFar = std::numeric_limits<std::int32_t>::max();
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    const std::string_view mantissa = text.substr(0, mark);
    std::string_view digits = text.substr(std::min(mark + 1, text.size()));
    const bool isNegative = takeSign(digits);
    const std::int64_t size = digits.empty() ? 0 : wholeOf<std::int32_t>(digits, 10).value_or(kFar);
    const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
    const auto first = static_cast<std::int64_t>(mantissa.find_first_of("123456789"));
    return point - first + (isNegative ? -size : size) <= 0;
}

}  // namespace

std::optional<Value> parseNumberLiteral(std::string_view text)
{
    std::string_view digits = text;
    const bool isNegative = takeSign(digits);
    const bool isHex = digits.starts_with("0x");
    const bool isUnsigned = digits.ends_with('u') || digits.ends_with('U');
    if (!isHex && digits.find_first_of(".eE") != std::string_view::npos) {
        const auto value = parseDouble(text);
        return value ? std::optional(Value::number(*value)) : std::nullopt;
    }
    if (isHex)
        digits.remove_prefix(2);
    if (isUnsigned)
        digits.remove_suffix(1);
    const auto magnitude = wholeOf<std::uint64_t>(digits, isHex ? 16 : 10);
    if (!magnitude)
        return std::nullopt;
    if (isUnsigned)
        return Value::unsignedInteger(*magnitude);
    const auto value = withSign(isNegative, *magnitude);
    return value ? std::optional(Value::integer(*value)) : std::nullopt;
}

std::optional<std::int64_t> parseInt(std::string_view text)
{
    const bool isNegative = takeSign(text);
    const auto magnitude = wholeOf<std::uint64_t>(text, 10);
    return magnitude ? withSign(isNegative, *magnitude) : std::nullopt;
}

std::optional<std::uint64_t> parseUint(std::string_view text)
{
    if (text.starts_with('+'))
        text.remove_prefix(1);
    return wholeOf<std::uint64_t>(text, 10);
}

std::optional<double> parseDouble(std::string_view text)
{
    const bool isNegative = takeSign(text);
    // from_chars would also read a sign and the payload of `nan(...)`.
    if (text.empty() || text.front() == '-' || text.back() == ')')
        return std::nullopt;
    double value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (stop != end || error == std::errc::invalid_argument)
        return std::nullopt;
    if (error == std::errc::result_out_of_range) {
        if (!isBelowOne(text))
            return std::nullopt;
        value = 0;
    }
    return isNegative ? -value : value;
}

std::string doubleText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    const double size = std::fabs(value);
    const bool isPlain = value == 0 || (size >= kSmallestPlain && size < kLargestPlain);
    std::array<char, 64> buffer{};
    const auto [end, error] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                      isPlain ? std::chars_format::fixed : std::chars_format::scientific);
    return error == std::errc() ? std::string(buffer.data(), end) : std::string();
}

}  // namespace otto::cel
