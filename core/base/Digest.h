// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace otto {

/// SHA-256 over length-prefixed parts, so that ("a","bc") and ("ab","c") differ; 64 hex digits.
std::string digestHex(std::initializer_list<std::string_view> parts);

/// The first 128 bits of that digest in UUID form (RFC 9562 version 8): ids that everyone who knows
/// the same parts derives alike (design 3.6, reliability_performance.md 2.4).
std::string derivedUuid(std::initializer_list<std::string_view> parts);

}  // namespace otto
