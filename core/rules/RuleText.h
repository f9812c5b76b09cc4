// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/contract/Envelope.h"
#include "core/model/Payment.h"

#include <string>

namespace otto {

/// `30 s`, `2 min`, `1 h 5 min`: how rules speak of time.
std::string durationText(Duration duration);

/// The message behind an assertion of a source.
FactKey evidenceOf(System source, const Provenance& from);

}  // namespace otto
