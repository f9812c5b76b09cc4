// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/MessageKind.h"

#include <nlohmann/json.hpp>

#include <string>

namespace otto {

/// The AsyncAPI 3.0 document of the contract, seen from Otto: what it receives, asks, orders and
/// publishes. One channel per topic name, one message per kind, payloads by reference to the
/// schemas. `summaries`: by schemaStem(), who writes (`by`) or is asked (`to`) and one sentence.
nlohmann::ordered_json asyncApiDocument(const nlohmann::ordered_json& summaries);

/// The key of a kind under components.messages.
std::string messageKey(const MessageKind& kind);

}  // namespace otto
