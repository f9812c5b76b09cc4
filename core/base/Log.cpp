// SPDX-License-Identifier: Apache-2.0
#include "core/base/Log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cstdio>
#include <memory>

namespace otto {
namespace {

spdlog::logger& logger()
{
    static const std::shared_ptr<spdlog::logger> instance = [] {
        auto made = std::make_shared<spdlog::logger>(
            "otto", std::make_shared<spdlog::sinks::stderr_sink_mt>());
        made->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
        made->set_level(spdlog::level::warn);
        made->flush_on(spdlog::level::warn);
        return made;
    }();
    return *instance;
}

spdlog::level::level_enum native(LogLevel level)
{
    switch (level) {
    case LogLevel::Trace: return spdlog::level::trace;
    case LogLevel::Debug: return spdlog::level::debug;
    case LogLevel::Info: return spdlog::level::info;
    case LogLevel::Warning: return spdlog::level::warn;
    case LogLevel::Error: return spdlog::level::err;
    case LogLevel::Off: break;
    }
    return spdlog::level::off;
}

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F) {
            std::array<char, 8> hex{};
            std::snprintf(hex.data(), hex.size(), "\\x%02x", unsigned{byte});
            out += hex.data();
        } else {
            out.push_back(c);
        }
    }
    return out;
}

}  // namespace

Result<LogLevel> parseLogLevel(std::string_view text)
{
    constexpr std::array<std::string_view, 6> kNames{"trace",   "debug", "info",
                                                     "warning", "error", "off"};
    for (std::size_t i = 0; i < kNames.size(); ++i) {
        if (kNames[i] == text) {
            return static_cast<LogLevel>(i);
        }
    }
    return fail("BAD_LOG_LEVEL", "log level \"" + std::string(text)
                                     + "\" is not one of trace, debug, info, warning, error, off");
}

void setLogLevel(LogLevel level)
{
    logger().set_level(native(level));
}

void log(LogLevel level, std::string_view area, std::string_view text)
{
    if (logger().should_log(native(level))) {
        logger().log(native(level), "{}: {}", area, escaped(text));
    }
}

}  // namespace otto
