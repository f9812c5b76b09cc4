// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"

#include <string>
#include <string_view>

namespace otto {

/// The name that the system knows the user by; `operator` when it knows none.
OperatorId loginName();

/// This computer's name; `localhost` when it has none.
std::string hostName();

/// A new name for one run of a program: `<host>-<process>-<8 random hex digits>`.
std::string newInstanceId();

}  // namespace otto
