// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace otto {

/// The sorts of garbageRecord().
constexpr std::size_t kGarbageKinds = 13;

/// A record that no decoder of the contract takes: broken JSON, invalid UTF-8, deep nesting, no
/// envelope, missing attributes, contradictions, wrong money and time, markup and bidirectional
/// characters, a tombstone. The n-th one is of sort n modulo kGarbageKinds, so that a scenario soon
/// shows all of them; none is larger than a broker takes.
OutgoingRecord garbageRecord(std::string_view env, std::uint64_t n);

}  // namespace otto
