// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/PackedForm.h"
#include "core/model/PaymentMembers.h"
#include "core/model/TextPool.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace otto {

/// Writes a payment member by member in few bytes: times as differences, repeated texts once, and
/// where a message is named again, only which of the payment's entries it is. The payment outlives
/// it.
class PaymentPacker
{
public:
    PaymentPacker(const Payment& payment, TextPool& pool) : m_payment(payment), m_pool(pool) {}

    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

    template <typename... T>
    void operator()(const T&... members)
    {
        (write(members), ...);
    }
    /// A named field of the contract.
    template <std::size_t size, typename T>
    void operator()(const char (&)[size], const T& member)
    {
        write(member);
    }

    void writeId(const std::string& id)
    {
        write(id.size());
        m_bytes += id;
        m_texts.push_back(id);
    }

private:
    template <typename T>
    requires std::is_integral_v<T>
    void write(const T& value)
    {
        if constexpr (std::is_signed_v<T>) {
            const auto wide = static_cast<std::int64_t>(value);
            writeNumber((static_cast<std::uint64_t>(wide) << 1U)
                        ^ static_cast<std::uint64_t>(wide >> 63U));
        } else {
            writeNumber(value);
        }
    }
    template <typename T>
    requires std::is_enum_v<T>
    void write(const T& value) { writeNumber(static_cast<std::uint64_t>(value)); }
    template <typename T>
    requires requires(const T& value, PaymentPacker& packer) { T::fields(value, packer); }
    void write(const T& value) { T::fields(value, *this); }
    template <typename T>
    requires requires(const T& value, PaymentPacker& packer) { members::walk(value, packer); }
    void write(const T& value) { members::walk(value, *this); }
    template <typename T>
    void write(const std::optional<T>& value)
    {
        write(value.has_value());
        if (value) {
            write(*value);
        }
    }
    template <typename T>
    void write(const std::vector<T>& values)
    {
        write(values.size());
        for (const T& value : values) {
            write(value);
        }
    }
    template <typename Tag>
    void write(const Id<Tag>& id)
    {
        write(id.value);
    }
    template <typename E>
    void write(const Open<E>& value)
    {
        write(value.isKnown() ? static_cast<std::uint64_t>(value.known()) + 1 : 0);
        if (!value.isKnown()) {
            write(value.text());
        }
    }
    template <typename T>
    void write(const Latest<T>& latest)
    {
        write(latest.isSet);
        if (latest.isSet) {
            (*this)(latest.key, latest.from, latest.value);
        }
    }
    template <typename T>
    void write(const Seldom<T>& seldom)
    {
        write(*seldom);
    }

    /// The text outlives this.
    void write(std::string_view text);
    void write(const std::string& text) { write(std::string_view(text)); }
    void write(const Instant& at);
    void write(const SharedMessageId& id) { write(id.get()); }
    void write(const Date& date) { (*this)(date.year, date.month, date.day); }
    void write(const Money& money)
    {
        write(money.minor);
        write(money.currency.text());
    }
    void write(const SourceViews& views);
    void write(const PaymentEntry& entry);
    void write(const Provenance& from);
    void write(const AssertionKey& key);
    void write(const VersionSeen& seen)
    {
        (*this)(AssertionKey{seen.version, seen.time, seen.id}, seen.status);
    }
    void writeNumber(std::uint64_t number);
    void writeWords(const std::string& text);

    const Payment& m_payment;
    TextPool& m_pool;
    std::string m_bytes;
    std::vector<std::string_view> m_texts;
    Instant m_time;
};

}  // namespace otto
