// SPDX-License-Identifier: Apache-2.0
#include "core/model/PaymentPacker.h"

#include "core/model/PackedUuid.h"

#include <algorithm>

namespace otto {
namespace {

/// A payment that a looping source never stops speaking about: only its last entries are compared.
constexpr std::size_t kEntriesCompared = 32;

/// Number of the entry the predicate holds for, counted from 1 at the last one; 0 when none.
template <typename Predicate>
std::uint64_t entryWhere(const std::vector<PaymentEntry>& entries, Predicate isIt)
{
    const std::size_t compared = std::min(entries.size(), kEntriesCompared);
    for (std::size_t back = 1; back <= compared; ++back) {
        if (isIt(entries[entries.size() - back])) {
            return back;
        }
    }
    return 0;
}

}  // namespace

using namespace packed;

std::span<const std::uint8_t> PaymentPacker::pack(const Payment& payment)
{
    m_size = 0;
    m_payment = &payment;
    m_paymentHash = TextPool::hashOf(payment.id.value);
    m_referred = 0;
    m_time = {};
    writeBytes(payment.id.value);
    refer(payment.id.value, m_paymentHash);
    members::walk(payment, *this);
    return {m_bytes.data(), m_size};
}

std::uint8_t* PaymentPacker::room(std::size_t bytes)
{
    if (m_bytes.size() - m_size < bytes) {
        m_bytes.resize(2 * (m_size + bytes));
    }
    return m_bytes.data() + m_size;
}

void PaymentPacker::writeNumber(std::uint64_t number)
{
    std::uint8_t* const begin = room(kNumberBytesMax);
    std::uint8_t* at = begin;
    while (number > kGroupMask) {
        *at++ = static_cast<std::uint8_t>(number | (kGroupMask + 1));
        number >>= kGroupBits;
    }
    *at++ = static_cast<std::uint8_t>(number);
    m_size += static_cast<std::size_t>(at - begin);
}

void PaymentPacker::writeBytes(std::string_view bytes)
{
    writeNumber(bytes.size());
    std::copy(bytes.begin(), bytes.end(), room(bytes.size()));
    m_size += bytes.size();
}

void PaymentPacker::refer(std::string_view text, TextPool::Hash hash)
{
    if (m_referred < kReferredMax) {
        m_hashes[m_referred] = hash;
        m_texts[m_referred] = text;
        ++m_referred;
    }
}

void PaymentPacker::write(std::string_view text)
{
    if (text.empty()) {
        return write(TextForm::Empty);
    }
    if (const auto uuid = PackedUuid::of(text)) {
        return write(*uuid);
    }
    const TextPool::Hash hash = TextPool::hashOf(text);
    for (std::size_t i = 0; i < m_referred; ++i) {
        if (m_hashes[i] == hash && m_texts[i] == text) {
            return writeNumber(kTextForms + 2 * std::uint64_t{i});
        }
    }
    if (const auto pooled = m_pool.numberOf(text, hash, m_paymentHash)) {
        return writeNumber(kTextForms + 2 * std::uint64_t{*pooled} + 1);
    }
    write(TextForm::Verbatim);
    writeBytes(text);
    if (text.size() >= kReferredMin) {
        refer(text, hash);
    }
}

void PaymentPacker::write(const PackedUuid& uuid)
{
    write(TextForm::Uuid);
    std::copy(uuid.bytes.begin(), uuid.bytes.end(), room(uuid.bytes.size()));
    m_size += uuid.bytes.size();
}

void PaymentPacker::write(const CompactMessageId& id)
{
    if (const PackedUuid* uuid = id.uuid()) {
        write(*uuid);
    } else {
        write(id.text());
    }
}

void PaymentPacker::write(const Money& money)
{
    write(money.minor);
    const bool isUsual = money.currency == Currency{};
    write(isUsual);
    if (!isUsual) {
        writeBytes(money.currency.text());
    }
}

/// What an entry said holds an amount or an id among words that all share.
void PaymentPacker::writeWords(std::string_view text)
{
    write(static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')));
    std::size_t from = 0;
    for (std::size_t to = 0; to != std::string_view::npos; from = to + 1) {
        to = text.find(' ', from);
        const std::string_view word = text.substr(from, to - from);
        // Amounts come in too many kinds to be worth a place.
        const bool isNumber = !word.empty() && word.front() >= '0' && word.front() <= '9';
        const auto pooled =
            isNumber ? std::nullopt : m_pool.numberOf(word, TextPool::hashOf(word), m_paymentHash);
        writeNumber(pooled ? std::uint64_t{*pooled} + 1 : 0);
        if (!pooled) {
            writeBytes(word);
        }
    }
}

void PaymentPacker::write(const Instant& at)
{
    write((at - m_time).count());
    m_time = at;
}

void PaymentPacker::write(const SourceViews& views)
{
    std::uint64_t speaking = 0;
    const auto speaks = [&views](std::size_t i) {
        return views[i].status || views[i].amount || !views[i].versions.empty();
    };
    for (std::size_t i = 0; i < SourceViews::size(); ++i) {
        speaking |= speaks(i) ? std::uint64_t{1} << i : 0;
    }
    write(speaking);
    for (std::size_t i = 0; i < SourceViews::size(); ++i) {
        if (speaks(i)) {
            write(views[i]);
        }
    }
}

void PaymentPacker::write(const PaymentEntry& entry)
{
    (*this)(entry.source, entry.name, entry.from.id, entry.from.time, entry.from.arrivedAt,
            entry.from.topic, entry.from.partition, entry.from.offset, entry.from.isAnswer,
            entry.causationId, entry.version);
    writeWords(entry.detail);
}

void PaymentPacker::write(const Provenance& from)
{
    const std::uint64_t entry = entryWhere(
        m_payment->entries, [&from](const PaymentEntry& one) { return one.from == from; });
    writeNumber(entry);
    if (entry == 0) {
        (*this)(from.id, from.time, from.arrivedAt, from.topic, from.partition, from.offset,
                from.isAnswer);
    }
}

void PaymentPacker::write(const AssertionKey& key)
{
    const std::uint64_t entry = entryWhere(
        m_payment->entries, [&key](const PaymentEntry& one) { return keyOf(one) == key; });
    writeNumber(entry);
    if (entry == 0) {
        (*this)(key.version, key.time, key.id);
    }
}

}  // namespace otto
