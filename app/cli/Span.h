// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/base/Time.h"

#include <string_view>

namespace otto {

/// A length of time on a command line or in a profile: `90s`, `1.5h`; units ms, s, m, h, d, and
/// seconds when there is none. More than 0, at most 366 days. Error BAD_SPAN.
Result<Duration> parseSpan(std::string_view text);

}  // namespace otto
