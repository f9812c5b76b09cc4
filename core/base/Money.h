// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace otto {

/// An ISO 4217 alphabetic code that this product knows the exponent of.
struct Currency
{
    std::array<char, 3> code{'U', 'S', 'D'};

    /// Error BAD_CURRENCY when the code is not three capital letters or its exponent is unknown.
    static Result<Currency> parse(std::string_view text);
    [[nodiscard]] std::string_view text() const { return {code.data(), code.size()}; }
    /// Digits after the decimal point (USD 2, JPY 0, KWD 3).
    [[nodiscard]] int exponent() const;

    friend auto operator<=>(const Currency&, const Currency&) = default;
};

/// An amount of one currency in minor units. Never a floating-point number (design 3.11).
/// Arithmetic across currencies does not exist; compare() of two currencies is an error.
struct Money
{
    std::int64_t minor = 0;
    Currency currency;

    /// `amount` is a decimal string `-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?` with exactly the currency's
    /// digits (contract README, "Envelope"). Error BAD_MONEY or BAD_CURRENCY.
    static Result<Money> parse(std::string_view amount, std::string_view currency);
    /// The wire's decimal string, `125.50`.
    [[nodiscard]] std::string amountText() const;

    /// Equal only when the currency is the same too.
    friend bool operator==(const Money&, const Money&) = default;
};

}  // namespace otto
