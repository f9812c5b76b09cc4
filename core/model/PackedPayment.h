// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"
#include "core/model/TextPool.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace otto {

class PaymentPacker;

/// A payment nobody works on, in a few hundred bytes instead of several thousand. What unpack()
/// gives equals what was packed in every respect. One thread.
class PackedPayment
{
public:
    PackedPayment() = default;
    /// Shared texts go to the packer's pool, which unpack() needs again.
    PackedPayment(const Payment& payment, PaymentPacker& packer);

    [[nodiscard]] std::unique_ptr<Payment> unpack(const TextPool& pool) const;
    /// As the payment's own, without unpacking the rest. @pre !isEmpty()
    [[nodiscard]] std::optional<PaymentAdded> added(const TextPool& pool) const;
    [[nodiscard]] std::string_view id() const;
    [[nodiscard]] bool isEmpty() const { return m_bytes == nullptr; }

private:
    /// Delimits itself: its length is kept nowhere else.
    std::unique_ptr<std::uint8_t[]> m_bytes;
};

}  // namespace otto
