// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace otto::cel {

class PosixZone;

/// The offsets of one time zone over time, read from a TZif file (RFC 8536). Constant once made.
class Zone
{
public:
    /// Error BAD_ZONE when the bytes are not a whole TZif file.
    static Result<Zone> parse(std::string_view tzif);

    /// Seconds east of UTC at that time (seconds since 1970-01-01T00:00:00Z).
    [[nodiscard]] std::int32_t offsetAt(std::int64_t seconds) const;

private:
    std::vector<std::int64_t> m_transitions;
    /// The offset from the transition of the same index on.
    std::vector<std::int32_t> m_offsets;
    std::int32_t m_firstOffset = 0;
    /// The footer's rule for all time after the last transition, when there is one.
    std::shared_ptr<const PosixZone> m_rule;
};

/// Where expressions look time zones up by IANA name. Given to a Schema from outside, so that the
/// language itself reads no file; app/zoneinfo reads the system's. find() may be called from
/// any thread, gives the same answer for the same name, and its zones live as long as the source.
class ZoneSource
{
public:
    ZoneSource() = default;
    ZoneSource(const ZoneSource&) = delete;
    ZoneSource& operator=(const ZoneSource&) = delete;
    virtual ~ZoneSource() = default;

    /// Null when there is no such zone.
    [[nodiscard]] virtual const Zone* find(std::string_view name) const = 0;
};

}  // namespace otto::cel
