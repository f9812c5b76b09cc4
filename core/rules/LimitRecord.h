// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/RecordType.h"

namespace otto {

/// One reservation in one limit window as expressions see it: an element of `payment.limits`;
/// objects are LimitSlot.
const cel::RecordType& limitRecord();
/// What is used of one limit window: an element of `payment.limitUse`; objects are LimitUse.
const cel::RecordType& limitUseRecord();

}  // namespace otto
