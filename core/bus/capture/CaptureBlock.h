// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/bus/capture/CaptureFormat.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace otto {

/// Headers of a record, and entries of a block that are no records; a reader makes room for no
/// more.
inline constexpr std::size_t kCaptureHeadersMax = 65'536;
inline constexpr std::size_t kCaptureOthersMax = 65'536;
/// Kafka's are 249 bytes at most.
inline constexpr std::size_t kCaptureTopicMax = 1024;

struct CapturedHeader
{
    std::string_view name;
    std::string_view value;
};

/// A record in a capture. Its texts lie in the block it was read from and live as long as that.
struct CapturedRecord
{
    std::string_view topic;
    std::int32_t partition = 0;
    std::int64_t offset = 0;
    /// As the broker held it: any value.
    Instant timestamp;
    /// When the writer read it, by its clock.
    Instant arrival;
    std::optional<std::string_view> key;
    std::span<const CapturedHeader> headers;
    /// Absent is a tombstone.
    std::optional<std::string_view> value;

    [[nodiscard]] Record toRecord() const;
};

/// What the writer's bus said between two records: a proof of completeness, or a hole.
struct CaptureMark
{
    /// How many records of the block came before.
    std::size_t recordsBefore = 0;
    Instant arrival;
    std::variant<CaughtUp, TailGap> event;
};

/// Entries on their way into a block; the payload of README.md. Used over and over.
class CaptureBlockEncoder
{
public:
    /// Bytes that the record adds at most.
    [[nodiscard]] static std::size_t bytesAtMost(const Record& record);

    /// @pre partition and offset are not negative; isCaptureArrival() of the times that are no
    /// record timestamp; the same for the two below
    void add(const Record& record, Instant arrival);
    void add(const CaughtUp& proof, Instant arrival);
    void add(const TailGap& gap, Instant arrival);

    [[nodiscard]] std::size_t size() const { return m_bytes.size(); }
    [[nodiscard]] bool isEmpty() const { return m_bytes.empty(); }
    [[nodiscard]] bool isFull() const
    {
        return m_bytes.size() >= kCaptureBlockBytes || m_others + 1 >= kCaptureOthersMax;
    }
    [[nodiscard]] const CaptureContent& content() const { return m_content; }

    /// The payload; the encoder is empty afterwards.
    std::string take();

private:
    std::uint64_t topicNumber(const std::string& topic);
    void beginEntry(std::uint8_t kind, Instant arrival);
    void varint(std::uint64_t value);
    void zigzag(std::uint64_t difference);
    void text(std::string_view bytes);
    void optionalText(const std::optional<std::string>& bytes);

    std::string m_bytes;
    CaptureContent m_content;
    std::unordered_map<std::string, std::uint64_t> m_topics;
    const std::string* m_lastTopic = nullptr;
    std::uint64_t m_lastTopicNumber = 0;
    /// Entries that are no records.
    std::size_t m_others = 0;
    bool m_hasArrival = false;
    std::uint64_t m_lastOffset = 0;
    std::uint64_t m_lastTimestamp = 0;
    std::uint64_t m_lastArrival = 0;
};

/// A block of a capture, decoded. Its buffers are used again by the next block.
class CaptureBlock
{
public:
    [[nodiscard]] const std::vector<CapturedRecord>& records() const { return m_records; }
    /// In order.
    [[nodiscard]] const std::vector<CaptureMark>& marks() const { return m_marks; }

    /// Room for a payload of that many bytes, to be filled before decode().
    std::span<char> room(std::size_t bytes);
    /// False when the payload is no list of entries or not what `content` says; the block is empty
    /// then.
    bool decode(const CaptureContent& content);
    /// Leaves out the records with a timestamp before `from` or not before `to`.
    void restrictTo(Instant from, Instant to);
    void clear();

private:
    class Cursor;
    bool decodeEntries(Cursor& in, CaptureContent& found);
    bool decodeRecord(Cursor& in, CaptureContent& found);
    bool decodeGap(Cursor& in);
    bool decodeArrival(Cursor& in, CaptureContent& found);

    std::vector<char> m_plain;
    std::size_t m_plainBytes = 0;
    std::vector<std::string_view> m_topics;
    std::vector<CapturedRecord> m_records;
    /// Where the record's headers begin in m_headers; spans are made when all are there.
    std::vector<std::size_t> m_headersFrom;
    std::vector<CapturedHeader> m_headers;
    std::vector<CaptureMark> m_marks;
    std::uint64_t m_lastOffset = 0;
    std::uint64_t m_lastTimestamp = 0;
    std::uint64_t m_lastArrival = 0;
};

}  // namespace otto
