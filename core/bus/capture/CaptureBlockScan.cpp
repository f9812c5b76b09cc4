// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureBlockScan.h"

#include "core/bus/capture/LittleEndian.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace otto {
namespace {

constexpr std::size_t kChunkBytes = 1U << 20U;
constexpr std::size_t kReuseBytes = 4096;

}  // namespace

std::optional<CaptureBlockScan::Found> CaptureBlockScan::headerAt(std::uint64_t at)
{
    std::array<char, CaptureBlockHeader::kBytes> bytes{};
    const Result<std::size_t> count = m_file.readAt(at, bytes);
    if (!count || *count < bytes.size())
        return std::nullopt;
    const auto header = CaptureBlockHeader::decode({bytes.data(), bytes.size()}, m_fileId);
    if (!header)
        return std::nullopt;
    return Found{at, *header};
}

/// Up to kChunkBytes from there on. What was read last is used as far as it goes: a file of nothing
/// but torn headers would have it read again for each.
std::string_view CaptureBlockScan::chunkFrom(std::uint64_t at)
{
    if (at < m_chunkAt || at + kReuseBytes > m_chunkAt + m_chunkBytes) {
        const Result<std::uint64_t> size = m_file.size();
        const std::uint64_t left = size && *size > at ? *size - at : 0;
        m_chunk.resize(static_cast<std::size_t>(std::min<std::uint64_t>(left, kChunkBytes)));
        const Result<std::size_t> count = m_file.readAt(at, m_chunk);
        m_chunkAt = at;
        m_chunkBytes = count ? *count : 0;
    }
    return std::string_view(m_chunk.data(), m_chunkBytes)
        .substr(static_cast<std::size_t>(at - m_chunkAt));
}

std::optional<CaptureBlockScan::Found> CaptureBlockScan::firstFrom(std::uint64_t at)
{
    const std::string sync = captureSync(m_fileId);
    while (true) {
        const std::string_view chunk = chunkFrom(at);
        if (chunk.size() < CaptureBlockHeader::kBytes)
            return std::nullopt;
        for (std::size_t found = chunk.find(sync); found != std::string_view::npos;
             found = chunk.find(sync, found + 1)) {
            if (auto header = headerAt(at + found))
                return header;
        }
        // A marker may lie across the chunk's end.
        at += chunk.size() - (kCaptureSyncBytes - 1);
    }
}

std::vector<CaptureBlockPlace> CaptureBlockScan::places()
{
    std::vector<CaptureBlockPlace> places;
    const Result<std::uint64_t> size = m_file.size();
    std::uint64_t at = CaptureOrigin::kBytes;
    while (size) {
        std::optional<Found> found = headerAt(at);
        if (!found)
            found = firstFrom(at);
        if (!found)
            return places;
        const bool isTorn = found->end() > *size;
        if (!isTorn && found->header.kind == CaptureBlockKind::Records) {
            places.push_back({found->at, found->header.storedBytes, found->header.recordsBefore,
                              found->header.content});
        }
        at = isTorn ? found->at + CaptureBlockHeader::kBytes : found->end();
    }
    return places;
}

std::optional<std::uint64_t> captureFileIdOfFirstBlock(const CaptureFile& file)
{
    std::array<char, CaptureBlockHeader::kBytes> bytes{};
    const Result<std::size_t> count = file.readAt(CaptureOrigin::kBytes, bytes);
    if (!count || *count < bytes.size())
        return std::nullopt;
    const std::string_view header(bytes.data(), bytes.size());
    const std::uint64_t fileId =
        LittleEndianReader(header.substr(kCaptureSyncBytes - sizeof(std::uint64_t))).u64();
    if (!CaptureBlockHeader::decode(header, fileId))
        return std::nullopt;
    return fileId;
}

}  // namespace otto
