// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace otto {

/// W3C Trace Context `traceparent`: version, trace id, parent id and flags in lower-case hex; trace
/// and parent not all zero; version ff forbidden, a version above 00 may go on after a hyphen.
bool isTraceparent(std::string_view text);

}  // namespace otto
