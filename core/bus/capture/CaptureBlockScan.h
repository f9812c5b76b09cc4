// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/capture/CaptureFile.h"
#include "core/bus/capture/CaptureFormat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace otto {

/// Finds block headers in a capture file by looking at its bytes. One thread; the file outlives it.
class CaptureBlockScan
{
public:
    struct Found
    {
        std::uint64_t at = 0;
        CaptureBlockHeader header;

        [[nodiscard]] std::uint64_t end() const
        {
            return at + CaptureBlockHeader::kBytes + header.storedBytes;
        }
    };

    CaptureBlockScan(const CaptureFile& file, std::uint64_t fileId) : m_file(file), m_fileId(fileId)
    {}

    /// The block header exactly there. Its payload may reach beyond the end of the file.
    std::optional<Found> headerAt(std::uint64_t at);
    /// The first one there or later.
    std::optional<Found> firstFrom(std::uint64_t at);

    /// The places of all record blocks whose header is whole.
    std::vector<CaptureBlockPlace> places();

private:
    std::string_view chunkFrom(std::uint64_t at);

    const CaptureFile& m_file;
    const std::uint64_t m_fileId;
    std::vector<char> m_chunk;
    std::uint64_t m_chunkAt = 0;
    std::size_t m_chunkBytes = 0;
};

/// The file id of a capture whose own header is damaged: that of the block behind it.
std::optional<std::uint64_t> captureFileIdOfFirstBlock(const CaptureFile& file);

}  // namespace otto
