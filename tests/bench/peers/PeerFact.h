// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string_view>

namespace otto::bench {

enum class FactKind : std::uint8_t { Added, StatusChanged, Failed, Limits, Posting };

/// What the four rules need of a fact. The views are valid until the next fact is read.
struct PeerFact
{
    FactKind kind = FactKind::Added;
    std::string_view payment;
    /// `/pc/dev/zelle`.
    std::string_view source;
    /// Milliseconds since 1970.
    std::int64_t at = 0;
    /// Of Added, StatusChanged and Failed; empty otherwise.
    std::string_view status;
    /// The amount that the source states for the payment; no currency when it states none.
    std::int64_t minor = 0;
    std::string_view currency;
    /// Of Added.
    std::string_view rail;
    std::string_view direction;
    /// Of Limits: RESERVED, CONSUMED, RELEASED, RESTORED.
    std::string_view action;
    /// Of Posting.
    bool isDebit = false;
};

/// Reads CloudEvents in structured mode with simdjson's On-Demand parser, which the library
/// recommends for speed. One thread at a time.
class FactReader
{
public:
    /// Ends the program with a sentence when the fact is none of the five kinds.
    const PeerFact& read(std::string_view json);

private:
    void readData(simdjson::ondemand::object data);
    void readMoney(simdjson::ondemand::object money);

    simdjson::ondemand::parser m_parser;
    PeerFact m_fact;
};

}  // namespace otto::bench
