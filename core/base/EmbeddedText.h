// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace otto {

/// A file of the source tree that was compiled into the program (otto_embed_texts in CMake), so
/// that the program stands alone.
struct EmbeddedText
{
    /// Without folder.
    std::string_view name;
    std::string_view text;
};

}  // namespace otto
