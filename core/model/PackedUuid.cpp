// SPDX-License-Identifier: Apache-2.0
#include "core/model/PackedUuid.h"

namespace otto {
namespace {

constexpr std::size_t kTextSize = 36;
constexpr std::string_view kDigits = "0123456789abcdef";
constexpr unsigned kDigitBits = 4;
constexpr std::uint8_t kNoDigit = 0xFF;

/// Where the first digit of each byte stands in the text.
constexpr std::array<std::uint8_t, 16> kPlaces{0,  2,  4,  6,  9,  11, 14, 16,
                                               19, 21, 24, 26, 28, 30, 32, 34};
constexpr std::array<std::size_t, 4> kDashes{8, 13, 18, 23};

constexpr std::array<std::uint8_t, 256> digitValues()
{
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoDigit);
    for (std::size_t value = 0; value < kDigits.size(); ++value) {
        values[static_cast<unsigned char>(kDigits[value])] = static_cast<std::uint8_t>(value);
    }
    return values;
}
constexpr std::array<std::uint8_t, 256> kValues = digitValues();

}  // namespace

std::optional<PackedUuid> PackedUuid::of(std::string_view text)
{
    if (text.size() != kTextSize) {
        return std::nullopt;
    }
    for (const std::size_t dash : kDashes) {
        if (text[dash] != '-') {
            return std::nullopt;
        }
    }
    PackedUuid out;
    unsigned seen = 0;
    for (std::size_t i = 0; i < out.bytes.size(); ++i) {
        const unsigned high = kValues[static_cast<unsigned char>(text[kPlaces[i]])];
        const unsigned low = kValues[static_cast<unsigned char>(text[kPlaces[i] + 1U])];
        seen |= high | low;
        out.bytes[i] = static_cast<std::uint8_t>(high << kDigitBits | low);
    }
    // Only what is no digit has bits above those of one.
    return seen >= kDigits.size() ? std::nullopt : std::optional(out);
}

std::string PackedUuid::text() const
{
    std::string out(kTextSize, '-');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        out[kPlaces[i]] = kDigits[bytes[i] >> kDigitBits];
        out[kPlaces[i] + 1U] = kDigits[bytes[i] % kDigits.size()];
    }
    return out;
}

}  // namespace otto
