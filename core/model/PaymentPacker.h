// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/PackedForm.h"
#include "core/model/PaymentMembers.h"
#include "core/model/TextPool.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace otto {

/// Writes payments member by member in few bytes: times as differences, repeated texts once, and
/// where a message is named again, only which of the payment's entries it is. The pool outlives it.
class PaymentPacker
{
public:
    explicit PaymentPacker(TextPool& pool) : m_pool(pool) {}

    /// Good until the next one is packed.
    [[nodiscard]] std::span<const std::uint8_t> pack(const Payment& payment);

    /// One after the other, as members::walk() tells them.
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

    /// The text outlives this, or at least pack().
    void write(std::string_view text);
    void write(const std::string& text) { write(std::string_view(text)); }
    void write(const Instant& at);
    void write(const CompactMessageId& id);
    void write(const PackedUuid& uuid);
    void write(const Date& date) { (*this)(date.year, date.month, date.day); }
    void write(const Money& money);
    void write(const SourceViews& views);
    void write(const PaymentEntry& entry);
    void write(const Provenance& from);
    void write(const AssertionKey& key);
    void write(const VersionSeen& seen)
    {
        (*this)(AssertionKey{seen.version, seen.time, seen.id}, seen.status);
    }
    void writeNumber(std::uint64_t number);
    void writeBytes(std::string_view bytes);
    void writeWords(std::string_view text);
    void refer(std::string_view text, TextPool::Hash hash);
    /// Room for so many more bytes.
    std::uint8_t* room(std::size_t bytes);

    TextPool& m_pool;
    std::vector<std::uint8_t> m_bytes;
    std::size_t m_size = 0;
    const Payment* m_payment = nullptr;
    TextPool::Hash m_paymentHash = 0;
    /// Written verbatim, for later ones to refer to.
    std::array<TextPool::Hash, packed::kReferredMax> m_hashes{};
    std::array<std::string_view, packed::kReferredMax> m_texts;
    std::size_t m_referred = 0;
    Instant m_time;
};

}  // namespace otto
