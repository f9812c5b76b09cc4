// SPDX-License-Identifier: Apache-2.0
#include "core/contract/BodyWriter.h"
#include "core/contract/Codec.h"
#include "core/contract/ContentType.h"
#include "core/contract/EnvelopeAttributes.h"
#include "core/contract/MessageKind.h"

namespace otto {
namespace {

/// Both the CloudEvents attribute and the transport's own header are written (domain.md 3.1).
constexpr std::string_view kTraceparentHeader = "traceparent";
constexpr std::string_view kCorrelationHeader = "kafka_correlationId";

std::string padded(std::uint64_t sequence)
{
    constexpr std::size_t kDigits = 20;
    std::string digits = std::to_string(sequence);
    digits.insert(0, kDigits - digits.size(), '0');
    return digits;
}

/// Calls `text(name, value)` or `integer(name, value)` for every attribute, in stable order; the
/// caller writes `datacontenttype` where its mode puts it.
template <typename Text, typename Integer>
void forEachAttribute(const Envelope& envelope, Text text, Integer integer)
{
    const auto put = [&text](Attribute attribute, std::string_view value) {
        text(attributeName(attribute), value);
    };
    const auto putOptional = [&put](Attribute attribute, const std::optional<std::string>& value) {
        if (value) {
            put(attribute, *value);
        }
    };
    const std::string version = std::to_string(envelope.version);
    put(Attribute::SpecVersion, "1.0");
    put(Attribute::Id, envelope.id.value);
    put(Attribute::Source, "/pc/" + envelope.env + "/" + std::string(wireName(envelope.source)));
    put(Attribute::Type, "pc.pmt." + envelope.name + ".v" + version);
    put(Attribute::Subject, envelope.subject);
    put(Attribute::Time, envelope.time.text());
    if (envelope.recordedTime) {
        put(Attribute::RecordedTime, envelope.recordedTime->text());
    }
    put(Attribute::DataSchema, "urn:pc:pmt:" + envelope.name + ":" + version);
    put(Attribute::PartitionKey, envelope.subject);
    put(Attribute::CorrelationId, envelope.correlationId);
    if (envelope.causationId) {
        put(Attribute::CausationId, envelope.causationId->value);
    }
    if (envelope.sequence) {
        put(Attribute::Sequence, padded(*envelope.sequence));
    }
    if (envelope.entityVersion) {
        integer(attributeName(Attribute::EntityVersion), *envelope.entityVersion);
    }
    putOptional(Attribute::Traceparent, envelope.traceparent);
    if (envelope.expiryTime) {
        put(Attribute::ExpiryTime, envelope.expiryTime->text());
    }
    putOptional(Attribute::ReplyTopic, envelope.replyTopic);
    if (envelope.severity) {
        put(Attribute::SeverityText, envelope.severity->text());
        if (envelope.severity->isKnown()) {
            integer(attributeName(Attribute::SeverityNumber),
                    static_cast<std::uint32_t>(severityNumber(envelope.severity->known())));
        }
    }
    putOptional(Attribute::AuthType, envelope.authType);
    putOptional(Attribute::AuthId, envelope.authId);
    for (const auto& [name, value] : envelope.extra) {
        text(name, value);
    }
}

OutgoingRecord startRecord(const Message& message, std::string_view contentType)
{
    OutgoingRecord out;
    out.topic = message.topic.text();
    out.key = message.envelope.subject;
    out.headers.reserve(24);
    out.headers.push_back({"content-type", std::string(contentType)});
    return out;
}

void addTransportHeaders(const Message& message, OutgoingRecord& out)
{
    if (message.envelope.traceparent) {
        out.headers.push_back({std::string(kTraceparentHeader), *message.envelope.traceparent});
    }
    const MessageKind* kind = kindOf(message.body);
    if (kind != nullptr
        && (kind->role == MessageRole::Question || kind->role == MessageRole::Command)) {
        out.headers.push_back({std::string(kCorrelationHeader), message.envelope.id.value});
    }
}

}  // namespace

OutgoingRecord encodeBinary(const Message& message)
{
    OutgoingRecord out = startRecord(message, kJsonContentType);
    const auto addHeader = [&out](std::string_view name, std::string_view value) {
        Header& header = out.headers.emplace_back();
        header.name.reserve(3 + name.size());
        header.name = "ce_";
        header.name += name;
        header.value = value;
    };
    forEachAttribute(message.envelope, addHeader,
                     [&addHeader](std::string_view name, std::uint32_t value) {
                         addHeader(name, std::to_string(value));
                     });
    addTransportHeaders(message, out);
    out.value = encodeBody(message.body);
    return out;
}

OutgoingRecord encodeStructured(const Message& message)
{
    OutgoingRecord out = startRecord(message, kStructuredContentType);
    addTransportHeaders(message, out);
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    json.StartObject();
    forEachAttribute(
        message.envelope,
        [&json](std::string_view name, std::string_view value) {
            writeText(json, name);
            writeText(json, value);
        },
        [&json](std::string_view name, std::uint32_t value) {
            writeText(json, name);
            json.Uint(value);
        });
    writeText(json, "datacontenttype");
    writeText(json, kJsonContentType);
    writeText(json, "data");
    writeBody(json, message.body);
    json.EndObject();
    out.value.emplace(buffer.GetString(), buffer.GetSize());
    return out;
}

std::string encodeBody(const Body& body)
{
    rapidjson::StringBuffer buffer;
    JsonWriter json(buffer);
    writeBody(json, body);
    return {buffer.GetString(), buffer.GetSize()};
}

std::string_view bodyName(const Body& body)
{
    const MessageKind* kind = kindOf(body);
    return kind == nullptr ? std::string_view() : kind->name;
}

}  // namespace otto
