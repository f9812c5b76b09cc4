// SPDX-License-Identifier: Apache-2.0
#include "core/model/PaymentUnpacker.h"

#include <algorithm>

namespace otto {

using namespace packed;

PackedUuid PaymentUnpacker::takeUuid()
{
    PackedUuid uuid;
    std::copy_n(m_at, uuid.bytes.size(), uuid.bytes.begin());
    m_at += uuid.bytes.size();
    return uuid;
}

std::string_view PaymentUnpacker::textOf(std::uint64_t form)
{
    if (form >= kTextForms) {
        const std::uint64_t number = (form - kTextForms) / 2;
        const bool isPooled = (form - kTextForms) % 2 == 1;
        return isPooled ? m_pool.text(static_cast<std::uint32_t>(number)) : m_texts[number];
    }
    const std::string_view text = packed::takeText(m_at);
    if (text.size() >= kReferredMin) {
        refer(text);
    }
    return text;
}

void PaymentUnpacker::read(std::string& text)
{
    const std::uint64_t form = takeNumber(m_at);
    if (form == static_cast<std::uint64_t>(TextForm::Empty)) {
        text.clear();
    } else if (form == static_cast<std::uint64_t>(TextForm::Uuid)) {
        text = takeUuid().text();
    } else {
        text = textOf(form);
    }
}

void PaymentUnpacker::read(CompactMessageId& id)
{
    const std::uint64_t form = takeNumber(m_at);
    if (form == static_cast<std::uint64_t>(TextForm::Empty)) {
        id = {};
    } else if (form == static_cast<std::uint64_t>(TextForm::Uuid)) {
        id = CompactMessageId(takeUuid());
    } else {
        id = CompactMessageId(textOf(form));
    }
}

void PaymentUnpacker::read(Money& money)
{
    read(money.minor);
    bool isUsual = false;
    read(isUsual);
    money.currency = {};
    if (!isUsual) {
        const std::string_view code = packed::takeText(m_at);
        std::copy_n(code.begin(), money.currency.code.size(), money.currency.code.begin());
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
