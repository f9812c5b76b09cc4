// SPDX-License-Identifier: Apache-2.0
#include "core/model/PackedPayment.h"

#include "core/model/PaymentPacker.h"
#include "core/model/PaymentUnpacker.h"

#include <cstring>

namespace otto {

PackedPayment::PackedPayment(const Payment& payment, PaymentPacker& packer)
{
    const auto bytes = packer.pack(payment);
    m_bytes = std::make_unique_for_overwrite<std::uint8_t[]>(bytes.size());
    std::memcpy(m_bytes.get(), bytes.data(), bytes.size());
}

std::unique_ptr<Payment> PackedPayment::unpack(const TextPool& pool) const
{
    auto payment = std::make_unique<Payment>();
    PaymentUnpacker unpacker(m_bytes.get(), *payment, pool);
    unpacker.readId(payment->id.value);
    members::walk(*payment, unpacker);
    payment->rememberEntries();
    return payment;
}

std::optional<PaymentAdded> PackedPayment::added(const TextPool& pool) const
{
    Payment payment;
    PaymentUnpacker unpacker(m_bytes.get(), payment, pool);
    unpacker.readId(payment.id.value);
    unpacker(payment.added);
    return std::move(payment.added);
}

std::string_view PackedPayment::id() const
{
    const std::uint8_t* at = m_bytes.get();
    return packed::takeText(at);
}

}  // namespace otto
