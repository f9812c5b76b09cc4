// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

/// `; did you mean 'status'?` for the known name nearest to the written one, or nothing when none
/// is near.
std::string suggestion(std::string_view written, const std::vector<std::string>& known);

}  // namespace otto::cel
