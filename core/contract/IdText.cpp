// SPDX-License-Identifier: Apache-2.0
#include "core/contract/IdText.h"

namespace otto {

std::string_view idFault(std::string_view text)
{
    if (text.empty()) {
        return "is empty";
    }
    if (text.size() > kMaxIdBytes) {
        return "is longer than 128 bytes";
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        // C1 is U+0080 to U+009F: lead byte C2, then 80 to 9F.
        const bool c1 =
            byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
        if (byte < 0x20 || byte == 0x7F || c1) {
            return "contains a control character";
        }
    }
    return {};
}

}  // namespace otto
