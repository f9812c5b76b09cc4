// SPDX-License-Identifier: Apache-2.0
#include "core/model/PackedUuid.h"

namespace otto {
namespace {

constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr unsigned kDigitBits = 4;

/// Negative for what is no small hexadecimal digit.
int digitOf(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

std::optional<PackedUuid> PackedUuid::of(std::string_view text)
{
    if (text.size() != kForm.size()) {
        return std::nullopt;
    }
    PackedUuid out;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (kForm[i] == '-') {
            if (text[i] != '-') {
                return std::nullopt;
            }
            continue;
        }
        const int digit = digitOf(text[i]);
        if (digit < 0) {
            return std::nullopt;
        }
        std::uint8_t& byte = out.bytes[digits / 2];
        byte = static_cast<std::uint8_t>(byte << kDigitBits | digit);
        ++digits;
    }
    return out;
}

std::string PackedUuid::text() const
{
    std::string out(kForm);
    std::size_t digits = 0;
    for (char& c : out) {
        if (c == '-') {
            continue;
        }
        const std::uint8_t byte = bytes[digits / 2];
        c = kDigits[digits % 2 == 0 ? byte >> kDigitBits : byte % kDigits.size()];
        ++digits;
    }
    return out;
}

}  // namespace otto
