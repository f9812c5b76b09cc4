// SPDX-License-Identifier: Apache-2.0
#include "core/bus/capture/CaptureReader.h"

#include "core/bus/capture/CaptureBlockScan.h"
#include "core/bus/capture/CaptureFile.h"

#include <zstd.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace otto {
namespace {

constexpr std::size_t kDamageMax = 1000;
constexpr Instant kFirst{std::numeric_limits<std::int64_t>::min()};
constexpr Instant kLast{std::numeric_limits<std::int64_t>::max()};

struct FreeDecompression
{
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

CaptureSummary summaryOf(CaptureOrigin origin, const std::vector<CaptureBlockPlace>& places)
{
    CaptureSummary summary;
    summary.origin = std::move(origin);
    summary.blocks = places.size();
    CaptureContent all;
    for (const CaptureBlockPlace& place : places) {
        summary.records += place.content.records;
        all.timestampFirst = std::min(all.timestampFirst, place.content.timestampFirst);
        all.timestampLast = std::max(all.timestampLast, place.content.timestampLast);
    }
    if (summary.records > 0) {
        summary.timestampFirst = all.timestampFirst;
        summary.timestampLast = all.timestampLast;
    }
    if (!places.empty()) {
        summary.arrivalFirst = places.front().content.arrivalFirst;
        summary.arrivalLast = places.back().content.arrivalLast;
    }
    return summary;
}

}  // namespace

struct CaptureReader::State
{
    State(CaptureFile theFile, CaptureOrigin origin)
        : file(std::move(theFile)),
          fileId(origin.fileId),
          scan(file, fileId),
          context(ZSTD_createDCtx())
    {
        summary.origin = std::move(origin);
    }

    using Found = CaptureBlockScan::Found;

    bool unpack(const Found& found, CaptureBlock& block);
    std::optional<std::string_view> payload(const Found& found);
    [[nodiscard]] std::optional<CaptureTrailer> trailerBefore(std::uint64_t end) const;
    std::optional<std::vector<CaptureBlockPlace>> loadIndex();
    std::optional<Found> advance();
    bool isAtEnd();
    bool isWholeIndex(const Found& found);
    void noteOrder(const Found& found);
    void noteDamage(std::uint64_t from, std::uint64_t to, std::string reason);
    void noteBadPayload(const Found& found, std::string reason);
    void restart(std::uint64_t position, std::uint64_t blocks, std::uint64_t records);
    [[nodiscard]] bool mayHold(const CaptureContent& content) const
    {
        return isWholeRange || (content.timestampFirst < to && content.timestampLast >= from);
    }

    CaptureFile file;
    const std::uint64_t fileId;
    CaptureBlockScan scan;
    std::unique_ptr<ZSTD_DCtx, FreeDecompression> context;
    CaptureSummary summary;
    std::vector<CaptureBlockPlace> places;
    bool isOriginDamaged = false;
    std::vector<char> stored;

    bool isWholeRange = true;
    Instant from = kFirst;
    Instant to = kLast;

    std::uint64_t at = CaptureOrigin::kBytes;
    std::uint64_t blocksPassed = 0;
    std::uint64_t recordsPassed = 0;
    bool isEnded = false;
    std::vector<CaptureDamage> damage;
    /// The last of them may still grow and learn what was lost.
    bool isDamageOpen = false;
    /// Bytes looked at in vain; a file made to waste time is read in strides once it has.
    std::uint64_t wasted = 0;
};

Result<std::unique_ptr<CaptureReader>> CaptureReader::open(const std::string& path)
{
    Result<CaptureFile> file = CaptureFile::open(path);
    if (!file)
        return tl::unexpected(file.error());
    std::array<char, CaptureOrigin::kBytes> bytes{};
    const Result<std::size_t> count = file->readAt(0, bytes);
    if (!count)
        return tl::unexpected(count.error());
    CaptureOriginRead read = decodeCaptureOrigin({bytes.data(), *count});
    if (*count < bytes.size()) {
        const bool isOurs = read.fault != CaptureOriginFault::NoCapture;
        return fail("NO_CAPTURE", isOurs ? path
                                               + " ends within the header of a capture; nothing "
                                                 "in it can be read."
                                         : path + " is no capture file.");
    }
    if (read.fault == CaptureOriginFault::OtherVersion) {
        return fail("CAPTURE_VERSION", path + " is a capture of version "
                                           + std::to_string(read.version)
                                           + "; this program reads version 1.");
    }
    if (read.fault) {
        const std::optional<std::uint64_t> fileId = captureFileIdOfFirstBlock(*file);
        if (!fileId && read.fault == CaptureOriginFault::NoCapture)
            return fail("NO_CAPTURE", path + " is no capture file.");
        if (!fileId) {
            return fail("NO_CAPTURE", path
                                          + " has a damaged header and no whole block behind it; "
                                            "nothing in it can be read.");
        }
        read.origin = {};
        read.origin.fileId = *fileId;
    }
    auto state = std::make_unique<State>(std::move(*file), read.origin);
    state->isOriginDamaged = read.fault.has_value();
    const Result<std::uint64_t> size = state->file.size();
    if (!size)
        return tl::unexpected(size.error());
    std::optional<std::vector<CaptureBlockPlace>> index = state->loadIndex();
    const bool hasIndex = index.has_value();
    state->places = hasIndex ? std::move(*index) : state->scan.places();
    state->summary = summaryOf(state->summary.origin, state->places);
    state->summary.fileBytes = *size;
    state->summary.hasIndex = hasIndex;
    std::unique_ptr<CaptureReader> reader(new CaptureReader(std::move(state)));
    reader->rewind();
    return reader;
}

CaptureReader::CaptureReader(std::unique_ptr<State> state) : m_state(std::move(state)) {}

CaptureReader::~CaptureReader() = default;

const std::string& CaptureReader::path() const
{
    return m_state->file.path();
}

const CaptureSummary& CaptureReader::summary() const
{
    return m_state->summary;
}

const std::vector<CaptureDamage>& CaptureReader::damage() const
{
    return m_state->damage;
}

std::uint64_t CaptureReader::position() const
{
    return m_state->at;
}

/// The trailer that ends there.
std::optional<CaptureTrailer> CaptureReader::State::trailerBefore(std::uint64_t end) const
{
    if (end < CaptureOrigin::kBytes + CaptureTrailer::kBytes)
        return std::nullopt;
    std::array<char, CaptureTrailer::kBytes> bytes{};
    const Result<std::size_t> count = file.readAt(end - bytes.size(), bytes);
    if (!count || *count < bytes.size())
        return std::nullopt;
    return CaptureTrailer::decode({bytes.data(), bytes.size()}, fileId);
}

std::optional<std::vector<CaptureBlockPlace>> CaptureReader::State::loadIndex()
{
    const Result<std::uint64_t> size = file.size();
    const auto trailer = size ? trailerBefore(*size) : std::nullopt;
    if (!trailer || trailer->indexAt > *size)
        return std::nullopt;
    const auto found = scan.headerAt(trailer->indexAt);
    if (!found || found->header.kind != CaptureBlockKind::Index
        || found->end() + CaptureTrailer::kBytes != *size)
        return std::nullopt;
    const auto packed = payload(*found);
    CaptureBlock block;
    if (!packed)
        return std::nullopt;
    const std::span<char> room = block.room(found->header.plainBytes);
    if (found->header.codec == CaptureCodec::Plain) {
        std::copy(packed->begin(), packed->end(), room.begin());
    } else if (ZSTD_decompressDCtx(context.get(), room.data(), room.size(), packed->data(),
                                   packed->size())
               != room.size()) {
        return std::nullopt;
    }
    return decodeCaptureIndex({room.data(), room.size()}, trailer->indexAt);
}

/// Where the checksum fits.
std::optional<std::string_view> CaptureReader::State::payload(const Found& found)
{
    const std::uint32_t bytes = found.header.storedBytes;
    const Result<std::uint64_t> size = file.size();
    // Room is made only for what is there.
    if (!size || found.end() > *size)
        return std::nullopt;
    if (stored.size() < bytes)
        stored.resize(bytes);
    const Result<std::size_t> count =
        file.readAt(found.at + CaptureBlockHeader::kBytes, {stored.data(), bytes});
    if (!count || *count < bytes)
        return std::nullopt;
    const std::string_view read(stored.data(), bytes);
    if (captureChecksum(read) != found.header.payloadChecksum)
        return std::nullopt;
    return read;
}

bool CaptureReader::State::unpack(const Found& found, CaptureBlock& block)
{
    const auto packed = payload(found);
    if (!packed) {
        const Result<std::uint64_t> size = file.size();
        const bool isTorn = size && found.end() > *size;
        noteBadPayload(found, isTorn ? "the file ends within a block"
                                     : "the checksum of a block does not fit");
        return false;
    }
    const std::span<char> room = block.room(found.header.plainBytes);
    if (found.header.codec == CaptureCodec::Plain) {
        std::copy(packed->begin(), packed->end(), room.begin());
    } else if (ZSTD_decompressDCtx(context.get(), room.data(), room.size(), packed->data(),
                                   packed->size())
               != room.size()) {
        block.clear();
        noteBadPayload(found, "a block does not decompress to what its header says");
        return false;
    }
    if (!block.decode(found.header.content)) {
        noteBadPayload(found, "a block does not hold what its header says");
        return false;
    }
    return true;
}

void CaptureReader::State::noteDamage(std::uint64_t begin, std::uint64_t end, std::string reason)
{
    if (isDamageOpen || damage.size() >= kDamageMax) {
        damage.back().to = std::max(damage.back().to, end);
        isDamageOpen = true;
        return;
    }
    damage.push_back({begin, end, {}, {}, std::move(reason)});
    isDamageOpen = true;
}

void CaptureReader::State::noteBadPayload(const Found& found, std::string reason)
{
    // The header is whole, so its length is right unless bytes were taken out or put in.
    const Result<std::uint64_t> size = file.size();
    const std::uint64_t fileEnd = size ? *size : found.end();
    const std::uint64_t inside = found.at + CaptureBlockHeader::kBytes;
    wasted += found.header.storedBytes;
    const bool isLast =
        found.end() == fileEnd || (found.end() > fileEnd && !scan.firstFrom(inside));
    const bool trustsLength = isLast || wasted > 4 * fileEnd || scan.headerAt(found.end());
    at = trustsLength ? std::min(found.end(), fileEnd) : inside;
    noteDamage(found.at, at, std::move(reason));
    if (isLast) {
        // Nothing follows that could say what was lost, but the header does.
        CaptureDamage& last = damage.back();
        last.blocksLost = last.blocksLost.value_or(0) + 1;
        last.recordsLost = last.recordsLost.value_or(0) + found.header.content.records;
    }
}

/// Closes what damage there is by what the next whole header says came before it.
void CaptureReader::State::noteOrder(const Found& found)
{
    const CaptureBlockHeader& header = found.header;
    const bool isBehind =
        header.blocksBefore >= blocksPassed && header.recordsBefore >= recordsPassed;
    const std::uint64_t blocks = isBehind ? header.blocksBefore - blocksPassed : 0;
    const std::uint64_t records = isBehind ? header.recordsBefore - recordsPassed : 0;
    if (!isDamageOpen && (blocks > 0 || records > 0))
        noteDamage(found.at, found.at, "blocks are missing");
    if (isDamageOpen) {
        CaptureDamage& last = damage.back();
        last.blocksLost = last.blocksLost.value_or(0) + blocks;
        last.recordsLost = last.recordsLost.value_or(0) + records;
        isDamageOpen = false;
    }
    if (isBehind) {
        blocksPassed = header.blocksBefore;
        recordsPassed = header.recordsBefore;
    }
}

bool CaptureReader::State::isAtEnd()
{
    const Result<std::uint64_t> size = file.size();
    return !size || at >= *size;
}

/// The index block and the trailer behind it end the file.
bool CaptureReader::State::isWholeIndex(const Found& found)
{
    const Result<std::uint64_t> size = file.size();
    if (!payload(found) || !size || *size < found.end() + CaptureTrailer::kBytes)
        return false;
    const auto trailer = trailerBefore(found.end() + CaptureTrailer::kBytes);
    return trailer && trailer->indexAt == found.at;
}

/// The next block header, wherever it is; passes over damage.
std::optional<CaptureBlockScan::Found> CaptureReader::State::advance()
{
    if (isEnded || isAtEnd())
        return std::nullopt;
    if (auto found = scan.headerAt(at))
        return found;
    const std::uint64_t lostFrom = at;
    const auto found = scan.firstFrom(at);
    const Result<std::uint64_t> size = file.size();
    at = found ? found->at : (size ? *size : at);
    noteDamage(lostFrom, at, found ? "these bytes are no block" : "no whole block follows");
    const auto trailer = found || !size ? std::nullopt : trailerBefore(*size);
    if (trailer && trailer->indexAt == lostFrom) {
        damage.back().blocksLost = 0;
        damage.back().recordsLost = 0;
    }
    return found;
}

bool CaptureReader::next(CaptureBlock& block)
{
    State& s = *m_state;
    while (const auto found = s.advance()) {
        const CaptureBlockHeader& header = found->header;
        const bool isRepeated = header.blocksBefore < s.blocksPassed;
        s.noteOrder(*found);
        if (header.kind == CaptureBlockKind::Index) {
            const bool isWhole = s.isWholeIndex(*found);
            const Result<std::uint64_t> size = s.file.size();
            const std::uint64_t end = found->end() + CaptureTrailer::kBytes;
            s.at = size ? *size : end;
            if (!isWhole || s.at != end) {
                s.noteDamage(found->at, s.at, "the index is not whole");
                s.damage.back().blocksLost = 0;
                s.damage.back().recordsLost = 0;
            }
            break;
        }
        if (isRepeated) {
            s.noteDamage(found->at, found->end(), "a block is out of its order");
            s.at = found->end();
            continue;
        }
        if (!s.mayHold(header.content)) {
            s.at = found->end();
        } else if (!s.unpack(*found, block)) {
            continue;
        } else {
            s.at = found->end();
            s.blocksPassed = header.blocksBefore + 1;
            s.recordsPassed = header.recordsBefore + header.content.records;
            if (!s.isWholeRange)
                block.restrictTo(s.from, s.to);
            return true;
        }
        s.blocksPassed = header.blocksBefore + 1;
        s.recordsPassed = header.recordsBefore + header.content.records;
    }
    s.isEnded = true;
    block.clear();
    return false;
}

void CaptureReader::State::restart(std::uint64_t position, std::uint64_t blocks,
                                   std::uint64_t records)
{
    at = position;
    blocksPassed = blocks;
    recordsPassed = records;
    isEnded = false;
    isDamageOpen = false;
    wasted = 0;
    damage.clear();
    if (isOriginDamaged)
        damage.push_back({0, CaptureOrigin::kBytes, 0, 0, "the header is damaged"});
}

void CaptureReader::rewind()
{
    State& s = *m_state;
    s.isWholeRange = true;
    s.from = kFirst;
    s.to = kLast;
    s.restart(CaptureOrigin::kBytes, 0, 0);
}

void CaptureReader::seek(Instant from, Instant to)
{
    State& s = *m_state;
    s.isWholeRange = false;
    s.from = from;
    s.to = to;
    const auto first =
        std::find_if(s.places.begin(), s.places.end(),
                     [&s](const CaptureBlockPlace& place) { return s.mayHold(place.content); });
    if (first == s.places.end()) {
        s.restart(s.summary.fileBytes, 0, 0);
        s.isEnded = true;
        return;
    }
    // What the index says is taken for a hint: the block's own header says the rest.
    const auto found = s.scan.headerAt(first->at);
    const auto inIndex = static_cast<std::uint64_t>(first - s.places.begin());
    s.restart(first->at, found ? found->header.blocksBefore : inIndex, first->recordsBefore);
}

}  // namespace otto
