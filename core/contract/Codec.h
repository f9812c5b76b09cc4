// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/bus/Record.h"
#include "core/contract/Message.h"

#include <memory>
#include <string>
#include <string_view>

namespace otto {

/// Turns records into messages: CloudEvents 1.0 Kafka binding, binary and structured mode, strict
/// about everything the contract requires (contract README "What gets quarantined"). Refused
/// records give one sentence that names the field or attribute. Never throws, never crashes on any
/// bytes.
///
/// Owns the parser's buffers: one thread per Decoder. Limits: 1 MiB a record, 32 levels of nesting.
class Decoder
{
public:
    /// `env`: records of any other environment are refused.
    explicit Decoder(std::string env);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    Result<Message> decode(const Record& record);

private:
    struct Parser;
    std::unique_ptr<Parser> m_parser;
};

/// The record of a message in binary mode: `content-type: application/json`, `ce_*` headers, value
/// = body, key = partition key (the subject; for requests also the plain `kafka_correlationId`
/// header).
OutgoingRecord encodeBinary(const Message& message);

/// The same in structured mode: `content-type: application/cloudevents+json`.
OutgoingRecord encodeStructured(const Message& message);

/// The body alone as JSON, fields in declaration order.
std::string encodeBody(const Body& body);

/// The name on the wire of the alternative a body holds ("" for UnknownBody).
std::string_view bodyName(const Body& body);

/// Any JSON text indented for people; text that is not JSON comes back unchanged.
std::string prettyJson(std::string_view text);

}  // namespace otto
