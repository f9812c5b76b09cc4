// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamText.h"

#include "ui/widgets/DisplayText.h"

#include <QDateTime>

#include <charconv>

namespace otto {

namespace {

constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kHourMs = 3'600'000;

void append(StreamShortText& text, std::int64_t value)
{
    char* const end = text.bytes.data() + text.bytes.size();
    const auto done = std::to_chars(text.bytes.data() + text.length, end, value);
    text.length = static_cast<std::size_t>(done.ptr - text.bytes.data());
}

void appendDigits(StreamShortText& text, std::int64_t value, int digits)
{
    for (int i = digits - 1; i >= 0; --i) {
        text.bytes[text.length + static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
        value /= 10;
    }
    text.length += static_cast<std::size_t>(digits);
}

/// The zone's offset is constant within an hour: asked once for it, not for every record.
std::int64_t localOffsetMs(std::int64_t epochMs)
{
    static std::int64_t hour = -1;
    static std::int64_t offset = 0;
    if (epochMs / kHourMs != hour) {
        hour = epochMs / kHourMs;
        offset = std::int64_t{1000} * QDateTime::fromMSecsSinceEpoch(epochMs).offsetFromUtc();
    }
    return offset;
}

}  // namespace

StreamShortText positionBytes(const StreamRecord& record)
{
    StreamShortText text;
    append(text, record.partition);
    text.bytes[text.length++] = ':';
    append(text, record.offset);
    return text;
}

StreamShortText timeBytes(std::int64_t epochMs)
{
    return clockBytes(clockMode() == ClockMode::Utc ? epochMs : epochMs + localOffsetMs(epochMs));
}

StreamShortText clockBytes(std::int64_t shownMs)
{
    const std::int64_t ofDay = ((shownMs % kDayMs) + kDayMs) % kDayMs;
    StreamShortText text;
    appendDigits(text, ofDay / kHourMs, 2);
    text.bytes[text.length++] = ':';
    appendDigits(text, ofDay / 60'000 % 60, 2);
    text.bytes[text.length++] = ':';
    appendDigits(text, ofDay / 1000 % 60, 2);
    text.bytes[text.length++] = '.';
    appendDigits(text, ofDay % 1000, 3);
    return text;
}

std::string_view stateWordBytes(const StreamRecord& record)
{
    if (record.kind == RecordKind::Refused)
        return "Refused";
    if (record.isDuplicate)
        return "Duplicate";
    if (record.kind == RecordKind::Unknown)
        return "Unknown name";
    return {};
}

}  // namespace otto
