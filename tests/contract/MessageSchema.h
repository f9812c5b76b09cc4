// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/MessageKind.h"

#include <nlohmann/json.hpp>

#include <string>

namespace otto {

/// The JSON Schema (draft 2020-12) of a message's body, made by walking its type's fields().
nlohmann::ordered_json messageSchema(const MessageKind& kind, const std::string& summary);

/// The JSON Schema of the envelope in structured mode: what every message has in common.
nlohmann::ordered_json envelopeSchema();

/// `PaymentAdded`, or `journal/FlagCleared`: the stem of a kind's schema file and its key in the
/// summaries.
std::string schemaStem(const MessageKind& kind);

}  // namespace otto
