// SPDX-License-Identifier: Apache-2.0
#include "core/base/Money.h"

#include <algorithm>
#include <limits>

namespace otto {
namespace {

struct Exponent
{
    std::string_view code;
    int digits;
};

// ISO 4217 minor units for the currencies that move over the rails of this product and their
// common correspondents; a code outside the table is refused rather than guessed.
constexpr std::array kExponents{
    Exponent{"AED", 2}, Exponent{"AUD", 2}, Exponent{"BHD", 3}, Exponent{"BRL", 2},
    Exponent{"CAD", 2}, Exponent{"CHF", 2}, Exponent{"CLP", 0}, Exponent{"CNY", 2},
    Exponent{"CZK", 2}, Exponent{"DKK", 2}, Exponent{"EUR", 2}, Exponent{"GBP", 2},
    Exponent{"HKD", 2}, Exponent{"HUF", 2}, Exponent{"ILS", 2}, Exponent{"INR", 2},
    Exponent{"ISK", 0}, Exponent{"JOD", 3}, Exponent{"JPY", 0}, Exponent{"KRW", 0},
    Exponent{"KWD", 3}, Exponent{"MXN", 2}, Exponent{"NOK", 2}, Exponent{"NZD", 2},
    Exponent{"OMR", 3}, Exponent{"PHP", 2}, Exponent{"PLN", 2}, Exponent{"SEK", 2},
    Exponent{"SGD", 2}, Exponent{"THB", 2}, Exponent{"TND", 3}, Exponent{"TRY", 2},
    Exponent{"USD", 2}, Exponent{"VND", 0}, Exponent{"ZAR", 2},
};

const Exponent* find(std::string_view code)
{
    const auto* it = std::find_if(kExponents.begin(), kExponents.end(),
                                  [code](const Exponent& e) { return e.code == code; });
    return it == kExponents.end() ? nullptr : it;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

tl::unexpected<Error> badMoney(std::string_view amount, std::string_view why)
{
    return fail("BAD_MONEY",
                "amount \"" + std::string(amount.substr(0, 40)) + "\" " + std::string(why));
}

}  // namespace

Result<Currency> Currency::parse(std::string_view text)
{
    const Exponent* known = find(text);
    if (known == nullptr) {
        return fail("BAD_CURRENCY", "currency \"" + std::string(text.substr(0, 10))
                                        + "\" is not a known ISO 4217 code");
    }
    return Currency{{text[0], text[1], text[2]}};
}

int Currency::exponent() const
{
    const Exponent* known = find(text());
    return known == nullptr ? 2 : known->digits;
}

Result<Money> Money::parse(std::string_view amount, std::string_view currency)
{
    const auto parsed = Currency::parse(currency);
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    const auto digits = static_cast<std::size_t>(parsed->exponent());
    std::string_view rest = amount;
    const bool negative = !rest.empty() && rest.front() == '-';
    if (negative) {
        rest.remove_prefix(1);
    }
    const std::size_t whole = std::min(rest.find('.'), rest.size());
    if (whole == 0 || whole > 15 || (whole > 1 && rest.front() == '0')) {
        return badMoney(amount, "is not a decimal string of at most 15 whole digits");
    }
    const std::size_t fraction = whole == rest.size() ? 0 : rest.size() - whole - 1;
    if (fraction != digits || (whole != rest.size() && fraction == 0)) {
        return badMoney(amount, "does not have exactly the " + std::to_string(digits)
                                    + " decimals of " + std::string(currency));
    }
    std::int64_t minor = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (i == whole) {
            continue;
        }
        if (!isDigit(rest[i])) {
            return badMoney(amount, "is not a decimal string");
        }
        minor = minor * 10 + (rest[i] - '0');
    }
    if (negative && minor == 0) {
        return badMoney(amount, "is a negative zero");
    }
    return Money{negative ? -minor : minor, *parsed};
}

std::string Money::amountText() const
{
    const auto digits = static_cast<std::size_t>(currency.exponent());
    const bool negative = minor < 0;
    const std::uint64_t magnitude = negative ? std::uint64_t{0} - static_cast<std::uint64_t>(minor)
                                             : static_cast<std::uint64_t>(minor);
    std::string text = std::to_string(magnitude);
    if (digits > 0) {
        if (text.size() <= digits) {
            text.insert(0, digits + 1 - text.size(), '0');
        }
        text.insert(text.size() - digits, 1, '.');
    }
    return negative ? "-" + text : text;
}

}  // namespace otto
