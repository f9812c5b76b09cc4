// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace otto {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void writeText(JsonWriter& json, std::string_view text);

/// Writes a body as one JSON object, fields in the order of fields(), absent ones left out.
/// UnknownBody is the empty object.
void writeBody(JsonWriter& json, const Body& body);

}  // namespace otto
