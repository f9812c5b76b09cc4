// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/RecordType.h"
#include "core/model/Feed.h"

namespace otto {

/// A source's feed as expressions see it: what the variables `feed` and `source` refer to.
struct FeedScope
{
    System system = System::Otto;
    const Feed* feed = nullptr;
    Instant now;
};

/// The fields of `feed` and `source`; objects are FeedScope.
const cel::RecordType& feedRecord();

/// The fields of a window of a rule about keys; objects are WindowCount.
const cel::RecordType& windowRecord();

}  // namespace otto
