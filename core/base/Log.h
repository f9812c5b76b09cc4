// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <string_view>

namespace otto {

enum class LogLevel { Trace, Debug, Info, Warning, Error, Off };

/// `trace debug info warning error off`; error BAD_LOG_LEVEL names them.
Result<LogLevel> parseLogLevel(std::string_view text);

/// Where log lines go: standard error. Any thread; before the first call the level is Warning.
/// Payload and personal data are never logged above Debug. Control characters are escaped.
void setLogLevel(LogLevel level);
void log(LogLevel level, std::string_view area, std::string_view text);

}  // namespace otto
