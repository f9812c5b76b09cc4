// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Codec.h"
#include "core/contract/Message.h"

#include <cstdint>
#include <string>

namespace otto::test {

constexpr Instant kStart{1'772'463'600'000};  // 2026-03-02T15:00:00Z

/// A fact of a payment, complete enough to decode; ids are made from source, payment and version.
Message fact(System source, const std::string& payment, std::uint32_t version, Instant time,
             Body body);
Message added(const std::string& payment, Instant time, const std::string& amount = "125.50",
              Rail rail = Rail::Zelle);
Message status(const std::string& payment, PaymentStatus status, std::uint32_t version,
               Instant time, System source = System::Zelle);
Message failed(const std::string& payment, std::uint32_t version, Instant time,
               DebitState debit = DebitState::NotPosted);
Message posted(const std::string& payment, Instant time, const std::string& amount = "125.50");
Message limits(const std::string& payment, LimitAction action, std::uint32_t version, Instant time,
               const std::vector<std::string>& windows = {"ZELLE-OUT-DAILY", "ZELLE-OUT-30D"},
               const std::string& amount = "125.50");
Message heartbeat(System source, std::uint64_t sequence, Instant time);

/// An answer to a request record, as a responder would give it.
Message answer(System from, const Message& request, Instant time, Body body);

Money usd(const std::string& amount);

}  // namespace otto::test
