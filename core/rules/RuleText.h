// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/cel/Value.h"

#include <string>

namespace otto {

/// `30 s`, `2 min`, `1 h 5 min`: how rules speak of time.
std::string durationText(Duration duration);

/// The millisecond of a timestamp value; fractions are cut.
Instant instantOf(const cel::Value& timestamp);

}  // namespace otto
