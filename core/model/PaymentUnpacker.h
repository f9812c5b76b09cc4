// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/PackedForm.h"
#include "core/model/PaymentMembers.h"
#include "core/model/TextPool.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace otto {

/// Reads into a payment what PaymentPacker wrote. The bytes are our own and trusted.
class PaymentUnpacker
{
public:
    PaymentUnpacker(const std::uint8_t* bytes, Payment& payment, const TextPool& pool)
        : m_at(bytes), m_payment(payment), m_pool(pool)
    {}

    template <typename... T>
    void operator()(T&... members)
    {
        (read(members), ...);
    }
    template <std::size_t size, typename T>
    void operator()(const char (&)[size], T& member)
    {
        read(member);
    }

    void readId(std::string& id)
    {
        const std::string_view text = packed::takeText(m_at);
        id = text;
        refer(text);
    }

private:
    template <typename T>
    requires std::is_integral_v<T>
    void read(T& value)
    {
        const std::uint64_t number = packed::takeNumber(m_at);
        if constexpr (std::is_signed_v<T>) {
            value = static_cast<T>(static_cast<std::int64_t>((number >> 1U) ^ (0 - (number & 1U))));
        } else {
            value = static_cast<T>(number);
        }
    }
    template <typename T>
    requires std::is_enum_v<T>
    void read(T& value) { value = static_cast<T>(packed::takeNumber(m_at)); }
    template <typename T>
    requires requires(T& value, PaymentUnpacker& unpacker) { T::fields(value, unpacker); }
    void read(T& value) { T::fields(value, *this); }
    template <typename T>
    requires requires(T& value, PaymentUnpacker& unpacker) { members::walk(value, unpacker); }
    void read(T& value) { members::walk(value, *this); }
    template <typename T>
    void read(std::optional<T>& value)
    {
        bool isSet = false;
        read(isSet);
        if (isSet) {
            read(value.emplace());
        }
    }
    template <typename T>
    void read(std::vector<T>& values)
    {
        const std::uint64_t size = packed::takeNumber(m_at);
        // What is unpacked is about to grow.
        values.reserve(size + 1);
        values.resize(size);
        for (T& value : values) {
            read(value);
        }
    }
    template <typename Tag>
    void read(Id<Tag>& id)
    {
        read(id.value);
    }
    template <typename E>
    void read(Open<E>& value)
    {
        const std::uint64_t number = packed::takeNumber(m_at);
        if (number > 0) {
            value = static_cast<E>(number - 1);
            return;
        }
        std::string text;
        read(text);
        value = Open<E>::fromText(text);
    }
    template <typename T>
    void read(Latest<T>& latest)
    {
        read(latest.isSet);
        if (latest.isSet) {
            (*this)(latest.key, latest.from, latest.value);
        }
    }
    template <typename T>
    void read(Seldom<T>& seldom)
    {
        Latest<T> latest;
        read(latest);
        if (latest) {
            seldom.offer(latest.key, std::move(latest.value), latest.from);
        }
    }

    void read(std::string& text);
    void read(Instant& at)
    {
        Duration::rep delta = 0;
        read(delta);
        m_time += Duration{delta};
        at = m_time;
    }
    void read(CompactMessageId& id);
    void read(Date& date) { (*this)(date.year, date.month, date.day); }
    void read(Money& money);
    void read(SourceViews& views);
    void read(PaymentEntry& entry);
    void read(Provenance& from);
    void read(AssertionKey& key);
    void read(VersionSeen& seen);
    [[nodiscard]] const PaymentEntry& entryFromEnd(std::uint64_t back) const
    {
        return m_payment.entries[m_payment.entries.size() - back];
    }
    void readWords(std::string& text);
    [[nodiscard]] PackedUuid takeUuid();
    /// A text that is neither empty nor a UUID, in that form.
    [[nodiscard]] std::string_view textOf(std::uint64_t form);
    void refer(std::string_view text)
    {
        if (m_referred < m_texts.size()) {
            m_texts[m_referred++] = text;
        }
    }

    const std::uint8_t* m_at;
    Payment& m_payment;
    const TextPool& m_pool;
    std::array<std::string_view, packed::kReferredMax> m_texts;
    std::size_t m_referred = 0;
    Instant m_time;
};

}  // namespace otto
