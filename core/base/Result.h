// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace otto {

/// Why something could not be done. `code` is stable and for programs (upper case, underscores);
/// `text` is one sentence a person can act on.
struct Error
{
    std::string code;
    std::string text;

    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = tl::expected<void, Error>;

inline tl::unexpected<Error> fail(std::string code, std::string text)
{
    return tl::unexpected<Error>(Error{std::move(code), std::move(text)});
}

}  // namespace otto
