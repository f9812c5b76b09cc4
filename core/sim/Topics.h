// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"

#include <string_view>
#include <vector>

namespace otto {

/// Every topic of the contract in one environment: 3 partitions each, 12 for the journal (contract
/// README "Topics" and "Journal"), with the retention of domain.md 1.3 (facts 30 days, questions
/// and commands 7 days, the journal for ever). For `--create-topics` and for the embedded broker,
/// which makes no topic by itself.
std::vector<TopicSpec> ottoTopics(std::string_view env);

}  // namespace otto
