// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Prng.h"
#include "core/contract/Message.h"

#include <string>

namespace otto {

/// Text of 0 to 24 characters from all over Unicode: quotes, controls, bidi marks, beyond the BMP.
std::string randomText(Prng& random);

/// A valid message of environment `qa` whose body is the alternative at `bodyIndex`, every field at
/// random within what the contract allows. The walk follows fields(), so new types need no change.
Message randomMessage(std::size_t bodyIndex, Prng& random);

}  // namespace otto
