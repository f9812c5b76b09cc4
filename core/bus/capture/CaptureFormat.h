// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The fixed parts of a capture file, version 1, as README.md in this folder lays them down. All
// numbers are little-endian. Decoding takes bytes of any content; what comes out was checksummed
// and is within the limits here.

namespace otto {

/// Entries of a block together, before compression. Only a single larger record makes a larger one.
inline constexpr std::uint32_t kCaptureBlockBytes = 1U << 20U;
/// Encoded size of one record, and of the index. Nothing a file says makes a reader hold more.
inline constexpr std::uint32_t kCaptureBlockBytesMax = 16U << 20U;

/// Who wrote a capture, and of what.
struct CaptureOrigin
{
    static constexpr std::size_t kBytes = 128;
    static constexpr std::size_t kEnvMax = 24;
    static constexpr std::size_t kProgramMax = 64;

    /// Random; repeated in every block, so that a block inside a captured message, planted by
    /// whoever wrote that message, is never mistaken for one of the file's.
    std::uint64_t fileId = 0;
    Instant createdAt;
    /// `qa`; at most kEnvMax bytes of printable ASCII.
    std::string env;
    /// `otto-engine 0.1.0`; likewise.
    std::string program;

    /// Longer texts are cut, other characters replaced by `?`.
    [[nodiscard]] std::string encode() const;
};

enum class CaptureOriginFault {
    NoCapture,    ///< other magic bytes
    Damaged,      ///< its checksum does not fit
    OtherVersion  ///< whole, but of a version that this program cannot read
};

struct CaptureOriginRead
{
    CaptureOrigin origin;
    std::optional<CaptureOriginFault> fault;
    std::uint16_t version = 0;
};

/// @pre kBytes bytes
CaptureOriginRead decodeCaptureOrigin(std::string_view bytes);

enum class CaptureBlockKind : std::uint8_t { Records = 1, Index = 2 };
enum class CaptureCodec : std::uint8_t { Plain = 0, Zstd = 1 };

/// What a block holds; summed up for the index.
struct CaptureContent
{
    std::uint32_t records = 0;
    /// Of the record timestamps. From the greatest to the least instant when there is no record.
    Instant timestampFirst{std::numeric_limits<std::int64_t>::max()};
    Instant timestampLast{std::numeric_limits<std::int64_t>::min()};
    /// When the first and the last entry arrived at the writer.
    Instant arrivalFirst;
    Instant arrivalLast;

    friend bool operator==(const CaptureContent&, const CaptureContent&) = default;
};

struct CaptureBlockHeader
{
    static constexpr std::size_t kBytes = 96;

    std::uint64_t fileId = 0;
    CaptureBlockKind kind = CaptureBlockKind::Records;
    CaptureCodec codec = CaptureCodec::Plain;
    std::uint32_t storedBytes = 0;
    std::uint32_t plainBytes = 0;
    /// Blocks and records of the file before this one.
    std::uint64_t blocksBefore = 0;
    std::uint64_t recordsBefore = 0;
    CaptureContent content;
    std::uint64_t payloadChecksum = 0;

    [[nodiscard]] std::string encode() const;
    /// Absent when the bytes are no block header of that file.
    /// @pre kBytes bytes
    static std::optional<CaptureBlockHeader> decode(std::string_view bytes, std::uint64_t fileId);
};

/// What a block header of the file begins with: marker and file id.
std::string captureSync(std::uint64_t fileId);
inline constexpr std::size_t kCaptureSyncBytes = 16;

/// The last bytes of a file that was closed.
struct CaptureTrailer
{
    static constexpr std::size_t kBytes = 32;

    std::uint64_t fileId = 0;
    std::uint64_t indexAt = 0;

    [[nodiscard]] std::string encode() const;
    /// @pre kBytes bytes
    static std::optional<CaptureTrailer> decode(std::string_view bytes, std::uint64_t fileId);
};

/// Where a block of records begins and what it holds.
struct CaptureBlockPlace
{
    static constexpr std::size_t kBytes = 56;

    std::uint64_t at = 0;
    std::uint32_t storedBytes = 0;
    std::uint64_t recordsBefore = 0;
    CaptureContent content;

    friend bool operator==(const CaptureBlockPlace&, const CaptureBlockPlace&) = default;
};

std::string encodeCaptureIndex(const std::vector<CaptureBlockPlace>& places);
/// Absent when the places are not in ascending order before `end`.
std::optional<std::vector<CaptureBlockPlace>> decodeCaptureIndex(std::string_view bytes,
                                                                 std::uint64_t end);

/// XXH3, 64 bit.
std::uint64_t captureChecksum(std::string_view bytes);

/// Years 0000 to 9999: what the engine's arithmetic on arrival times may be given.
[[nodiscard]] bool isCaptureArrival(Instant at);

}  // namespace otto
