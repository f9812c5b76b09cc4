// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otto {

/// What must hold for any text taken as rule files: it is refused, each error naming a file, a
/// place inside its text and a sentence, or it is a set whose examples run, whose rules give the
/// same verdict each time, can be described and explained on any payment, feed and key, and which
/// can be reviewed. Read again it is the same. A line `#### NAME` begins another file; text
/// before the first is `rule.toml`, and the catalogue's SLA table is added to files that have none.
/// Returns what does not hold, or "".
std::string ruleFault(std::string_view text);

}  // namespace otto
