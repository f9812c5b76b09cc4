// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureFormat.h"

#include "core/bus/capture/LittleEndian.h"

#include <xxhash.h>

#include <algorithm>

namespace otto {
namespace {

using namespace std::string_view_literals;

// The high bit, both line ends and Ctrl-Z: what a transfer as text destroys shows at once (PNG's
// trick).
constexpr std::string_view kMagic = "\x89OCAP\r\n\x1a"sv;
constexpr std::string_view kBlockMarker = "\xF7OTTOBLK"sv;
constexpr std::string_view kTrailerMarker = "OTTOCEND"sv;
constexpr std::uint16_t kVersion = 1;
/// A record without key, headers and value.
constexpr std::uint32_t kCaptureRecordBytesMin = 9;

constexpr std::int64_t kYear0 = -62'167'219'200'000;
constexpr std::int64_t kYear10000 = 253'402'300'800'000;

std::string padded(std::string_view text, std::size_t size)
{
    std::string out(text.substr(0, size));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    out.resize(size, '\0');
    return out;
}

std::string unpadded(std::string_view field)
{
    return std::string(field.substr(0, field.find('\0')));
}

void seal(LittleEndianWriter& out)
{
    out.u64(captureChecksum(out.bytes()));
}

/// The last 8 bytes are the checksum of those before.
bool isSealed(std::string_view bytes)
{
    const std::string_view body = bytes.substr(0, bytes.size() - sizeof(std::uint64_t));
    return LittleEndianReader(bytes.substr(body.size())).u64() == captureChecksum(body);
}

void put(LittleEndianWriter& out, const CaptureContent& content)
{
    out.i64(content.timestampFirst.ms);
    out.i64(content.timestampLast.ms);
    out.i64(content.arrivalFirst.ms);
    out.i64(content.arrivalLast.ms);
}

void getTimes(LittleEndianReader& in, CaptureContent& content)
{
    content.timestampFirst.ms = in.i64();
    content.timestampLast.ms = in.i64();
    content.arrivalFirst.ms = in.i64();
    content.arrivalLast.ms = in.i64();
}

bool isPossible(const CaptureBlockHeader& header)
{
    const bool isIndex = header.kind == CaptureBlockKind::Index;
    if (!isIndex && header.kind != CaptureBlockKind::Records)
        return false;
    if (header.codec != CaptureCodec::Plain && header.codec != CaptureCodec::Zstd)
        return false;
    const std::uint32_t most =
        isIndex || header.content.records == 1 ? kCaptureBlockBytesMax : kCaptureBlockBytes;
    // Nothing grows by much under zstd: its frame header and 3 bytes a 128 KiB.
    return header.plainBytes <= most && header.storedBytes <= most + most / 128 + 512
           && (header.codec != CaptureCodec::Plain || header.storedBytes == header.plainBytes)
           && header.content.records <= header.plainBytes / kCaptureRecordBytesMin
           && isCaptureArrival(header.content.arrivalFirst)
           && isCaptureArrival(header.content.arrivalLast);
}

}  // namespace

std::uint64_t captureChecksum(std::string_view bytes)
{
    return XXH3_64bits(bytes.data(), bytes.size());
}

bool isCaptureArrival(Instant at)
{
    return at.ms >= kYear0 && at.ms < kYear10000;
}

std::string CaptureOrigin::encode() const
{
    LittleEndianWriter out;
    out.raw(kMagic);
    out.u16(kVersion);
    out.u16(kBytes);
    out.u32(0);
    out.u64(fileId);
    out.i64(createdAt.ms);
    out.raw(padded(env, kEnvMax));
    out.raw(padded(program, kProgramMax));
    seal(out);
    return out.take();
}

CaptureOriginRead decodeCaptureOrigin(std::string_view bytes)
{
    CaptureOriginRead read;
    LittleEndianReader in(bytes);
    const bool isCapture = in.raw(kMagic.size()) == kMagic;
    read.version = in.u16();
    in.u16();
    in.u32();
    read.origin.fileId = in.u64();
    read.origin.createdAt.ms = in.i64();
    read.origin.env = unpadded(in.raw(CaptureOrigin::kEnvMax));
    read.origin.program = unpadded(in.raw(CaptureOrigin::kProgramMax));
    if (!isCapture)
        read.fault = CaptureOriginFault::NoCapture;
    else if (!isSealed(bytes) || !isCaptureArrival(read.origin.createdAt))
        read.fault = CaptureOriginFault::Damaged;
    else if (read.version != kVersion)
        read.fault = CaptureOriginFault::OtherVersion;
    return read;
}

std::string captureSync(std::uint64_t fileId)
{
    LittleEndianWriter out;
    out.raw(kBlockMarker);
    out.u64(fileId);
    return out.take();
}

std::string CaptureBlockHeader::encode() const
{
    LittleEndianWriter out;
    out.raw(captureSync(fileId));
    out.u8(static_cast<std::uint8_t>(kind));
    out.u8(static_cast<std::uint8_t>(codec));
    out.u16(0);
    out.u32(storedBytes);
    out.u32(plainBytes);
    out.u32(content.records);
    out.u64(blocksBefore);
    out.u64(recordsBefore);
    put(out, content);
    out.u64(payloadChecksum);
    seal(out);
    return out.take();
}

std::optional<CaptureBlockHeader> CaptureBlockHeader::decode(std::string_view bytes,
                                                             std::uint64_t fileId)
{
    LittleEndianReader in(bytes);
    if (in.raw(kBlockMarker.size()) != kBlockMarker || in.u64() != fileId || !isSealed(bytes))
        return std::nullopt;
    CaptureBlockHeader header;
    header.fileId = fileId;
    header.kind = static_cast<CaptureBlockKind>(in.u8());
    header.codec = static_cast<CaptureCodec>(in.u8());
    in.u16();
    header.storedBytes = in.u32();
    header.plainBytes = in.u32();
    header.content.records = in.u32();
    header.blocksBefore = in.u64();
    header.recordsBefore = in.u64();
    getTimes(in, header.content);
    header.payloadChecksum = in.u64();
    if (!isPossible(header))
        return std::nullopt;
    return header;
}

std::string CaptureTrailer::encode() const
{
    LittleEndianWriter out;
    out.raw(kTrailerMarker);
    out.u64(fileId);
    out.u64(indexAt);
    seal(out);
    return out.take();
}

std::optional<CaptureTrailer> CaptureTrailer::decode(std::string_view bytes, std::uint64_t fileId)
{
    LittleEndianReader in(bytes);
    if (in.raw(kTrailerMarker.size()) != kTrailerMarker || in.u64() != fileId || !isSealed(bytes))
        return std::nullopt;
    return CaptureTrailer{fileId, in.u64()};
}

std::string encodeCaptureIndex(const std::vector<CaptureBlockPlace>& places)
{
    LittleEndianWriter out;
    for (const CaptureBlockPlace& place : places) {
        out.u64(place.at);
        out.u32(place.storedBytes);
        out.u32(place.content.records);
        out.u64(place.recordsBefore);
        put(out, place.content);
    }
    return out.take();
}

std::optional<std::vector<CaptureBlockPlace>> decodeCaptureIndex(std::string_view bytes,
                                                                 std::uint64_t end)
{
    if (bytes.size() % CaptureBlockPlace::kBytes != 0)
        return std::nullopt;
    std::vector<CaptureBlockPlace> places;
    places.reserve(bytes.size() / CaptureBlockPlace::kBytes);
    std::uint64_t free = CaptureOrigin::kBytes;
    LittleEndianReader in(bytes);
    while (in.left() > 0) {
        CaptureBlockPlace place;
        place.at = in.u64();
        place.storedBytes = in.u32();
        place.content.records = in.u32();
        place.recordsBefore = in.u64();
        getTimes(in, place.content);
        // Written so that nothing overflows.
        if (place.at < free || place.at > end
            || end - place.at < CaptureBlockHeader::kBytes + place.storedBytes
            || !isCaptureArrival(place.content.arrivalFirst)
            || !isCaptureArrival(place.content.arrivalLast))
            return std::nullopt;
        free = place.at + CaptureBlockHeader::kBytes + place.storedBytes;
        places.push_back(place);
    }
    return places;
}

}  // namespace otto
