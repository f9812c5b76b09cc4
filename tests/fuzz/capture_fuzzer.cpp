// SPDX-License-Identifier: Apache-2.0
// A capture file of any bytes. So that the fuzzer gets past the checksums, the input says what a
// block's header claims and what its payload is, and the sealed block stands between two whole ones
// that must be read whatever it holds. An input that begins with 0 is the whole file instead.
#include "core/bus/capture/CaptureReader.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace otto;

constexpr std::uint64_t kFileId = 7;

[[noreturn]] void die(const char* why)
{
    std::fprintf(stderr, "%s\n", why);
    std::abort();
}

std::string sealed(CaptureBlockHeader header, std::string_view payload)
{
    header.fileId = kFileId;
    header.payloadChecksum = captureChecksum(payload);
    return header.encode() + std::string(payload);
}

std::string wholeBlock(std::uint64_t blocksBefore, std::uint64_t recordsBefore)
{
    Record record;
    record.topic = "t";
    record.partition = 0;
    record.offset = 1;
    record.value = "whole";
    CaptureBlockEncoder encoder;
    encoder.add(record, Instant{1});
    CaptureBlockHeader header;
    header.content = encoder.content();
    header.blocksBefore = blocksBefore;
    header.recordsBefore = recordsBefore;
    const std::string payload = encoder.take();
    header.plainBytes = header.storedBytes = static_cast<std::uint32_t>(payload.size());
    return sealed(header, payload);
}

/// The claims of the header, from the first bytes of the input.
struct Claims
{
    std::uint8_t codec;
    std::uint8_t kind;
    std::uint8_t records;
    std::uint8_t sizeShift;
    std::uint32_t plainBytes;
    std::int64_t times[4];
};

std::string fileAround(std::string_view input)
{
    Claims claims{};
    std::memcpy(&claims, input.data(), std::min(input.size(), sizeof claims));
    const std::string_view payload = input.substr(std::min(input.size(), sizeof claims));
    CaptureBlockHeader header;
    header.codec = static_cast<CaptureCodec>(claims.codec % 2);
    header.kind = claims.kind < 250 ? CaptureBlockKind::Records : CaptureBlockKind::Index;
    header.storedBytes = static_cast<std::uint32_t>(payload.size());
    header.plainBytes = header.codec == CaptureCodec::Plain
                            ? header.storedBytes
                            : claims.plainBytes >> (claims.sizeShift % 32U);
    header.content.records = claims.records;
    if (claims.records > 0)
        header.content = {claims.records, {claims.times[0]}, {claims.times[1]}, {}, {}};
    header.content.arrivalFirst.ms = claims.times[2] % 1'000'000'000'000;
    header.content.arrivalLast.ms = claims.times[3] % 1'000'000'000'000;
    header.blocksBefore = 1;
    header.recordsBefore = 1;
    CaptureOrigin origin;
    origin.fileId = kFileId;
    origin.env = "qa";
    return origin.encode() + wholeBlock(0, 0) + sealed(header, payload)
           + wholeBlock(2, 1 + std::uint64_t{claims.records});
}

std::size_t readAll(CaptureReader& reader)
{
    CaptureBlock block;
    std::size_t whole = 0;
    std::uint64_t before = 0;
    while (reader.next(block)) {
        if (reader.position() <= before)
            die("the reader does not come forward");
        before = reader.position();
        for (const CapturedRecord& record : block.records()) {
            if (record.partition < 0 || record.offset < 0 || !isCaptureArrival(record.arrival))
                die("an impossible record was given out");
            whole += record.toRecord().value == "whole" ? 1 : 0;
        }
        for (const CaptureMark& mark : block.marks()) {
            if (mark.recordsBefore > block.records().size())
                die("a mark lies behind its block");
        }
    }
    for (const CaptureDamage& damage : reader.damage()) {
        if (damage.from > damage.to || damage.text().empty())
            die("a damage without bytes");
    }
    return whole;
}

}  // namespace

// libFuzzer's entry point; its name is given.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const int descriptor = ::memfd_create("capture", 0);
    static const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
    std::string_view input(reinterpret_cast<const char*>(bytes), size);
    const bool isFile = !input.empty() && input[0] == 0;
    const bool isIndex = input.size() > 2 && static_cast<std::uint8_t>(input[2]) >= 250;
    input.remove_prefix(input.empty() ? 0 : 1);
    const std::string file = isFile ? std::string(input) : fileAround(input);
    if (::ftruncate(descriptor, 0) != 0
        || ::pwrite(descriptor, file.data(), file.size(), 0) != static_cast<ssize_t>(file.size()))
        die("no room");
    const auto reader = CaptureReader::open(path);
    if (!reader) {
        if (!isFile)
            die("a capture was refused for one block");
        return 0;
    }
    // An index ends a file, whatever follows.
    const std::size_t whole = readAll(**reader);
    if (!isFile && whole < (isIndex ? 1U : 2U))
        die("a whole block was lost");
    (*reader)->seek(Instant{0}, Instant{1'000'000'000});
    readAll(**reader);
    return 0;
}
