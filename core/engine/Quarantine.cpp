// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Quarantine.h"

#include <algorithm>

namespace otto {
namespace {

constexpr std::size_t kValueKept = 64 * 1024;
constexpr std::size_t kPartKept = 4 * 1024;
constexpr std::size_t kHeadersKept = 64;

std::size_t sizeOf(const Record& record)
{
    std::size_t bytes = 512 + record.topic.size() + (record.value ? record.value->size() : 0)
                        + (record.key ? record.key->size() : 0);
    for (const Header& header : record.headers) {
        bytes += sizeof(Header) + header.name.size() + header.value.size();
    }
    return bytes;
}

void trim(std::string& bytes, std::size_t bytesMax)
{
    if (bytes.size() > bytesMax) {
        bytes.resize(bytesMax);
        bytes.shrink_to_fit();
    }
}

/// Keeps of each part what an inspector can show.
void trim(Record& record)
{
    if (record.value) {
        trim(*record.value, kValueKept);
    }
    if (record.key) {
        trim(*record.key, kPartKept);
    }
    if (record.headers.size() > kHeadersKept) {
        record.headers.resize(kHeadersKept);
        record.headers.shrink_to_fit();
    }
    for (Header& header : record.headers) {
        trim(header.name, kPartKept);
        trim(header.value, kPartKept);
    }
}

}  // namespace

std::string escapedHead(std::string_view bytes, std::size_t bytesMax)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes.substr(0, bytesMax)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7F && c != '\\') {
            out.push_back(c);
        } else {
            out += "\\x";
            out.push_back(kDigits[byte >> 4U]);
            out.push_back(kDigits[byte & 0x0FU]);
        }
    }
    return out;
}

const QuarantineView& Quarantine::add(Record record, std::string reason)
{
    Entry entry;
    entry.view.index = ++m_count;
    entry.view.at = {record.topic, record.partition, record.offset};
    entry.view.time = record.timestamp;
    entry.view.sizeBytes = record.value ? record.value->size() : 0;
    entry.view.reason = std::move(reason);
    entry.view.head = escapedHead(record.value ? *record.value : std::string_view());
    trim(record);
    entry.record = std::move(record);
    m_bytes += sizeOf(entry.record);
    m_entries.push_back(std::move(entry));
    while (m_entries.size() > 1 && (m_entries.size() > m_entriesMax || m_bytes > m_bytesMax)) {
        m_bytes -= sizeOf(m_entries.front().record);
        m_entries.pop_front();
    }
    return m_entries.back().view;
}

std::vector<QuarantineView> Quarantine::list(std::size_t limit) const
{
    std::vector<QuarantineView> out;
    for (auto it = m_entries.rbegin(); it != m_entries.rend() && out.size() < limit; ++it) {
        out.push_back(it->view);
    }
    return out;
}

const Quarantine::Entry* Quarantine::find(const RecordRef& at) const
{
    const auto it = std::find_if(m_entries.begin(), m_entries.end(),
                                 [&](const Entry& entry) { return entry.view.at == at; });
    return it == m_entries.end() ? nullptr : &*it;
}

}  // namespace otto
