// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Codec.h"

#include <string>
#include <string_view>

namespace otto {

/// A record from a text such as a corpus file holds: the topic on the first line, then `name:
/// value` for each header, an empty line, and the value as the rest. Without an empty line there is
/// no value. Takes any bytes.
Record recordFromText(std::string_view text);

/// The inverse of recordFromText() for headers without line breaks.
std::string textOfRecord(const Record& record);

/// What must hold for any record whatever: it is refused with one printable sentence, or it decodes
/// to a message that survives encoding in both modes. Returns what does not hold, or "".
std::string decoderFault(Decoder& decoder, const Record& record);

}  // namespace otto
