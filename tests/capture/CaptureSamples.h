// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/bus/capture/CaptureReader.h"
#include "core/bus/capture/CaptureWriter.h"

#include <cstdint>
#include <string>
#include <vector>

namespace otto::test {

/// Records with everything that a record can have: no key, an empty one, binary ones; no headers,
/// empty ones, repeated ones; tombstones, empty values, bytes that look like a block of a capture.
std::vector<Record> oddRecords();

/// `count` records of about 350 bytes over three topics; timestamps go up by a second each.
std::vector<Record> plainRecords(std::size_t count);

inline constexpr Instant kArrival{1'772'463'600'000};
inline constexpr std::uint64_t kFileId = 0x1122334455667788;

CaptureWriterOptions writerOptions();

/// Each of the groups becomes a block of its own, without waiting.
void writeCapture(const std::string& path, const std::vector<std::vector<Record>>& blocks,
                  const CaptureWriterOptions& options = writerOptions());

struct CaptureRead
{
    std::vector<Record> records;
    std::vector<CaptureMark> marks;
    std::vector<CaptureDamage> damage;
    CaptureSummary summary;
};

/// Everything that can be read of the file. @pre it opens
CaptureRead readCapture(const std::string& path);
CaptureRead readRest(CaptureReader& reader);

std::string bytesOf(const std::string& path);
void writeBytes(const std::string& path, const std::string& bytes);

}  // namespace otto::test
