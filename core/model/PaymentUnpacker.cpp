// SPDX-License-Identifier: Apache-2.0
#include "core/model/PaymentUnpacker.h"

#include "core/model/PackedUuid.h"

namespace otto {

using namespace packed;

void PaymentUnpacker::read(std::string& text)
{
    const std::uint64_t form = takeNumber(m_at);
    if (form >= kTextForms) {
        const std::uint64_t number = (form - kTextForms) / 2;
        const bool isPooled = (form - kTextForms) % 2 == 1;
        text = isPooled ? m_pool.text(static_cast<std::uint32_t>(number)) : m_texts[number];
        return;
    }
    switch (static_cast<TextForm>(form)) {
    case TextForm::Empty: text.clear(); break;
    case TextForm::Uuid: {
        PackedUuid uuid;
        std::copy_n(m_at, uuid.bytes.size(), uuid.bytes.begin());
        m_at += uuid.bytes.size();
        text = uuid.text();
        break;
    }
    case TextForm::Verbatim: {
        const std::string_view read = takeText(m_at);
        text = read;
        if (read.size() >= kReferredMin && m_texts.size() < kReferredMax) {
            m_texts.push_back(read);
        }
        break;
    }
    }
}

void PaymentUnpacker::readWords(std::string& text)
{
    std::uint64_t following = takeNumber(m_at);
    while (true) {
        const std::uint64_t pooled = takeNumber(m_at);
        text += pooled > 0 ? std::string_view(m_pool.text(static_cast<std::uint32_t>(pooled - 1)))
                           : takeText(m_at);
        if (following-- == 0) {
            return;
        }
        text += ' ';
    }
}

void PaymentUnpacker::read(SourceViews& views)
{
    const std::uint64_t speaking = takeNumber(m_at);
    for (std::size_t i = 0; i < SourceViews::size(); ++i) {
        if ((speaking >> i & 1U) != 0) {
            read(views.of(static_cast<System>(i)));
        }
    }
}

void PaymentUnpacker::read(PaymentEntry& entry)
{
    (*this)(entry.source, entry.name, entry.from.id, entry.from.time, entry.from.arrivedAt,
            entry.from.topic, entry.from.partition, entry.from.offset, entry.from.isAnswer,
            entry.causationId, entry.version);
    readWords(entry.detail);
}

void PaymentUnpacker::read(Provenance& from)
{
    if (const std::uint64_t entry = takeNumber(m_at); entry > 0) {
        from = entryFromEnd(entry).from;
        return;
    }
    (*this)(from.id, from.time, from.arrivedAt, from.topic, from.partition, from.offset,
            from.isAnswer);
}

void PaymentUnpacker::read(AssertionKey& key)
{
    if (const std::uint64_t entry = takeNumber(m_at); entry > 0) {
        key = keyOf(entryFromEnd(entry));
        return;
    }
    (*this)(key.version, key.time, key.id);
}

void PaymentUnpacker::read(VersionSeen& seen)
{
    AssertionKey key;
    (*this)(key, seen.status);
    seen.version = key.version;
    seen.time = key.time;
    seen.id = key.id;
}

}  // namespace otto
