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

void PaymentPacker::writeNumber(std::uint64_t number)
{
    while (number > kGroupMask) {
        m_bytes.push_back(static_cast<char>(number | (kGroupMask + 1)));
        number >>= kGroupBits;
    }
    m_bytes.push_back(static_cast<char>(number));
}

void PaymentPacker::write(std::string_view text)
{
    if (text.empty()) {
        return write(TextForm::Empty);
    }
    if (const auto uuid = PackedUuid::of(text)) {
        write(TextForm::Uuid);
        m_bytes.append(uuid->bytes.begin(), uuid->bytes.end());
        return;
    }
    const auto known = std::find(m_texts.begin(), m_texts.end(), text);
    if (known != m_texts.end()) {
        return writeNumber(kTextForms + 2 * static_cast<std::uint64_t>(known - m_texts.begin()));
    }
    if (const auto pooled = m_pool.numberOf(text)) {
        return writeNumber(kTextForms + 2 * std::uint64_t{*pooled} + 1);
    }
    write(TextForm::Verbatim);
    write(text.size());
    m_bytes += text;
    if (text.size() >= kReferredMin && m_texts.size() < kReferredMax) {
        m_texts.emplace_back(text);
    }
}

/// What an entry said holds an amount or an id among words that all share.
void PaymentPacker::writeWords(const std::string& text)
{
    write(static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')));
    std::size_t from = 0;
    for (std::size_t to = 0; to != std::string::npos; from = to + 1) {
        to = text.find(' ', from);
        const std::string word = text.substr(from, to - from);
        // Amounts come in too many kinds to be worth a place.
        const bool isNumber = !word.empty() && word.front() >= '0' && word.front() <= '9';
        const auto pooled = isNumber ? std::nullopt : m_pool.numberOf(word);
        writeNumber(pooled ? std::uint64_t{*pooled} + 1 : 0);
        if (!pooled) {
            write(word.size());
            m_bytes += word;
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
        m_payment.entries, [&from](const PaymentEntry& one) { return one.from == from; });
    writeNumber(entry);
    if (entry == 0) {
        (*this)(from.id, from.time, from.arrivedAt, from.topic, from.partition, from.offset,
                from.isAnswer);
    }
}

void PaymentPacker::write(const AssertionKey& key)
{
    const std::uint64_t entry = entryWhere(
        m_payment.entries, [&key](const PaymentEntry& one) { return keyOf(one) == key; });
    writeNumber(entry);
    if (entry == 0) {
        (*this)(key.version, key.time, key.id);
    }
}

}  // namespace otto
