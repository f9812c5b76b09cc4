// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace otto {

/// Bytes from outside, in quotes, fit to stand in a sentence: control, bidirectional and
/// undecodable ones escaped, cut between characters after some 60 bytes. Always valid UTF-8.
std::string excerpt(std::string_view bytes);

/// The same escaping without quotes and without a limit.
std::string printable(std::string_view bytes);

}  // namespace otto
