// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamRecord.h"

#include "core/cel/Utf8.h"

#include <initializer_list>

namespace otto {

namespace {

std::string_view cut(std::string_view text)
{
    if (text.size() <= StreamRecord::kFieldBytesMax)
        return text;
    std::size_t length = StreamRecord::kFieldBytesMax;
    // Not in the middle of a UTF-8 sequence.
    while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U)
        --length;
    return text.substr(0, length);
}

/// Filters compare code points, and no sender may stop them: other bytes become question marks.
void makeUtf8(std::string& text)
{
    std::size_t at = 0;
    for (;;) {
        const std::size_t wrong = cel::invalidUtf8At(std::string_view(text).substr(at));
        if (wrong == std::string_view::npos)
            return;
        at += wrong;
        text[at] = '?';
    }
}

}  // namespace

StreamRecord::StreamRecord(const StreamRow& row)
    : arrivedMs(row.arrivedAt.ms),
      timeMs(row.time.ms),
      offset(row.at.offset),
      partition(row.at.partition),
      sizeBytes(row.sizeBytes),
      kind(row.kind),
      system(row.system),
      isDuplicate(row.isDuplicate)
{
    const std::initializer_list<std::string_view> fields{
        row.name,          row.paymentId, row.amount,      row.status,  row.reason,
        row.correlationId, row.messageId, row.causationId, row.at.topic};
    std::size_t size = 0;
    for (const std::string_view field : fields)
        size += cut(field).size() + 1;
    m_text.reserve(size);
    std::size_t at = 0;
    for (const std::string_view field : fields) {
        m_text.append(cut(field));
        m_text.push_back('\n');
        m_ends[at++] = static_cast<std::uint16_t>(m_text.size());
    }
    makeUtf8(m_text);
}

std::string_view StreamRecord::text(Field field) const
{
    const auto at = static_cast<std::size_t>(field);
    const std::size_t begin = at == 0 ? 0 : m_ends[at - 1];
    return std::string_view(m_text).substr(begin, m_ends[at] - begin - 1);
}

std::string_view StreamRecord::visibleText() const
{
    return std::string_view(m_text).substr(0, m_ends[static_cast<std::size_t>(Field::Correlation)]);
}

RecordRef StreamRecord::at() const
{
    return RecordRef{std::string(text(Field::Topic)), partition, offset};
}

}  // namespace otto
