// SPDX-License-Identifier: Apache-2.0
#include "core/contract/BodyIdentity.h"
#include "core/contract/BodyReader.h"
#include "core/contract/Codec.h"
#include "core/contract/ContentType.h"
#include "core/contract/EnvelopeReader.h"
#include "core/contract/Excerpt.h"
#include "core/contract/IdText.h"
#include "core/contract/StructuredEvent.h"
#include "core/contract/TopicRoute.h"
#include "core/contract/TraceContext.h"

#include <simdjson.h>

#include <algorithm>
#include <functional>
#include <new>
#include <unordered_map>

namespace otto {
namespace {

constexpr std::size_t kMaxRecordBytes = std::size_t{1} << 20U;
constexpr std::size_t kMaxNesting = 32;
/// More topics than any environment has; beyond it the routes are worked out again.
constexpr std::size_t kMaxRoutes = 4096;
constexpr std::string_view kAttributePrefix = "ce_";

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const
    {
        return std::hash<std::string_view>{}(text);
    }
};

std::size_t sizeOf(const Record& record)
{
    std::size_t size =
        (record.value ? record.value->size() : 0) + (record.key ? record.key->size() : 0);
    for (const Header& header : record.headers) {
        size += header.name.size() + header.value.size();
    }
    return size;
}

/// The headers that are not attributes but matter to us; of a repeated one the last (domain.md
/// 2.1).
struct TransportHeaders
{
    std::optional<std::string_view> contentType;
    std::optional<std::string_view> traceparent;
    std::optional<std::string_view> correlation;
    bool hasAttributes = false;

    explicit TransportHeaders(const Record& record)
    {
        for (const Header& header : record.headers) {
            if (header.name.starts_with(kAttributePrefix)) {
                hasAttributes = true;
            } else if (header.name == "content-type") {
                contentType = header.value;
            } else if (header.name == "traceparent") {
                traceparent = header.value;
            } else if (header.name == "kafka_correlationId") {
                correlation = header.value;
            }
        }
    }
};

std::string jsonFault(simdjson::error_code error)
{
    switch (error) {
    case simdjson::UTF8_ERROR: return "value is not valid UTF-8";
    case simdjson::DEPTH_ERROR: return "value is nested deeper than 32 levels";
    case simdjson::EMPTY: return "value is empty";
    case simdjson::NUMBER_ERROR:
        return "value is not valid JSON: a number is malformed or out of range";
    case simdjson::STRING_ERROR:
    case simdjson::UNESCAPED_CHARS: return "value is not valid JSON: a string is malformed";
    case simdjson::UNCLOSED_STRING: return "value is not valid JSON: a string is not closed";
    default: return "value is not valid JSON";
    }
}

/// Levels of arrays and objects in a text, read without regard to whether it is valid.
std::size_t nestingOf(std::string_view text)
{
    std::size_t depth = 0;
    std::size_t deepest = 0;
    bool inString = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inString) {
            i += c == '\\' ? 1 : 0;
            inString = c != '"';
        } else if (c == '"') {
            inString = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if ((c == '}' || c == ']') && depth > 0) {
            --depth;
        }
    }
    return deepest;
}

/// Spring-style responders echo `kafka_correlationId`: text, or any bytes, which read as hex.
std::optional<MessageId> correlationOf(std::string_view bytes)
{
    if (simdjson::validate_utf8(bytes.data(), bytes.size()) && idFault(bytes).empty()) {
        return MessageId(std::string(bytes));
    }
    if (bytes.empty() || bytes.size() > kMaxIdBytes / 2) {
        return std::nullopt;
    }
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex.push_back(kDigits[byte >> 4U]);
        hex.push_back(kDigits[byte & 0x0FU]);
    }
    return MessageId(std::move(hex));
}

/// What the body says must not contradict the envelope.
Status checkBody(const Message& message, MessageRole role)
{
    const PaymentId* payment = paymentOf(message.body);
    if (payment != nullptr && payment->value != message.envelope.subject) {
        return fail("BAD_BODY", "field data.paymentId " + excerpt(payment->value)
                                    + " is not the subject " + excerpt(message.envelope.subject));
    }
    if (role == MessageRole::Question || role == MessageRole::Command) {
        const std::string* id = conversationOf(message.body);
        if (id != nullptr && *id != message.envelope.id.value) {
            return fail("BAD_BODY",
                        std::string("field data.")
                            + (role == MessageRole::Question ? "requestId " : "commandId ")
                            + excerpt(*id) + " is not the id "
                            + excerpt(message.envelope.id.value));
        }
    }
    return {};
}

/// An answer or outcome names what it answers: causationid, else the body, else Spring's header.
void resolveCausation(Message& message, const MessageKind* kind,
                      std::optional<std::string_view> correlation)
{
    const bool answers =
        kind != nullptr
            ? kind->role == MessageRole::Answer || kind->role == MessageRole::Outcome
            : message.topic.topicClass == TopicClass::Command && message.topic.name.ends_with("Rs");
    if (!answers || message.envelope.causationId) {
        return;
    }
    if (const std::string* id = conversationOf(message.body)) {
        message.envelope.causationId = MessageId(*id);
    } else if (correlation) {
        message.envelope.causationId = correlationOf(*correlation);
    }
}

}  // namespace

struct Decoder::Parser
{
    explicit Parser(std::string consoleEnv) : env(std::move(consoleEnv))
    {
        if (json.allocate(std::size_t{64} << 10U, kMaxNesting) != simdjson::SUCCESS) {
            throw std::bad_alloc();
        }
    }

    Result<const TopicRoute*> routeOf(const std::string& topic);
    Status decode(const Record& record, Message& out);
    Status parseValue(const Record& record, simdjson::dom::element& out);
    simdjson::error_code parseDeepest(const std::string& value, simdjson::dom::element& out);
    Status readData(std::optional<simdjson::dom::element> payload, const MessageKind* kind,
                    Message& out);

    std::string env;
    /// simdjson counts an empty array or object for nothing and the document for one level: this
    /// one never lets 33 levels through, and `deepest` takes the rare record of exactly 32.
    simdjson::dom::parser json;
    std::unique_ptr<simdjson::dom::parser> deepest;
    ReadState state;
    std::unordered_map<std::string, TopicRoute, TextHash, std::equal_to<>> routes;
};

Result<const TopicRoute*> Decoder::Parser::routeOf(const std::string& topic)
{
    if (const auto known = routes.find(topic); known != routes.end()) {
        return &known->second;
    }
    auto route = TopicRoute::of(topic);
    if (!route) {
        return tl::unexpected(std::move(route.error()));
    }
    if (routes.size() >= kMaxRoutes) {
        routes.clear();
    }
    return &routes.emplace(topic, std::move(*route)).first->second;
}

Status Decoder::Parser::parseValue(const Record& record, simdjson::dom::element& out)
{
    if (!record.value) {
        return fail("NO_VALUE", "the record has no value");
    }
    auto error = json.parse(*record.value).get(out);
    if (error == simdjson::DEPTH_ERROR && nestingOf(*record.value) <= kMaxNesting) {
        error = parseDeepest(*record.value, out);
    }
    if (error != simdjson::SUCCESS) {
        return fail("BAD_JSON", jsonFault(error));
    }
    return {};
}

simdjson::error_code Decoder::Parser::parseDeepest(const std::string& value,
                                                   simdjson::dom::element& out)
{
    if (!deepest) {
        deepest = std::make_unique<simdjson::dom::parser>();
        if (const auto error = deepest->allocate(value.size(), kMaxNesting + 1)) {
            return error;
        }
    }
    return deepest->parse(value).get(out);
}

Status Decoder::Parser::readData(std::optional<simdjson::dom::element> payload,
                                 const MessageKind* kind, Message& out)
{
    if (kind == nullptr) {
        out.body = UnknownBody{};
        return {};
    }
    if (!payload) {
        return fail("BAD_BODY", "field data is missing");
    }
    if (!readBody(kind->bodyIndex, *payload, out.body, state)) {
        return fail("BAD_BODY", state.fault);
    }
    return checkBody(out, kind->role);
}

Status Decoder::Parser::decode(const Record& record, Message& out)
{
    if (const std::size_t size = sizeOf(record); size > kMaxRecordBytes) {
        return fail("TOO_LARGE",
                    "a record of " + std::to_string(size) + " bytes is over the limit of 1 MiB");
    }
    const auto route = routeOf(record.topic);
    if (!route) {
        return tl::unexpected(route.error());
    }
    const TopicName& topic = (*route)->topic;
    if (topic.env != env) {
        return fail("OTHER_ENV", "record of environment " + topic.env + " on a console of " + env);
    }
    const TransportHeaders headers(record);
    const bool structured = headers.contentType && isCloudEventsContent(*headers.contentType);
    if (!structured && !headers.hasAttributes) {
        return fail("NO_ENVELOPE", "no CloudEvents envelope");
    }
    if (headers.contentType
        && !(structured ? isStructuredJson(*headers.contentType)
                        : isJsonContent(*headers.contentType))) {
        return fail("BAD_ENVELOPE",
                    "content-type " + excerpt(*headers.contentType) + " is not "
                        + std::string(structured ? kStructuredContentType : kJsonContentType));
    }

    EnvelopeAttributes attributes;
    StructuredEvent event;
    simdjson::dom::element root;
    if (structured) {
        if (auto status = parseValue(record, root); !status) {
            return status;
        }
        if (auto status = event.read(root, attributes); !status) {
            return status;
        }
    } else {
        for (const Header& header : record.headers) {
            if (!header.name.starts_with(kAttributePrefix)) {
                continue;
            }
            const std::string_view name =
                std::string_view(header.name).substr(kAttributePrefix.size());
            if (auto status = attributes.addHeader(name, header.value); !status) {
                return status;
            }
        }
    }
    out.envelope = Envelope{};
    const auto kind = readEnvelope(attributes, **route, out.envelope);
    if (!kind) {
        return tl::unexpected(kind.error());
    }
    if (!out.envelope.traceparent && headers.traceparent && isTraceparent(*headers.traceparent)) {
        out.envelope.traceparent = *headers.traceparent;
    }
    out.topic = topic;
    std::optional<simdjson::dom::element> payload = event.payload();
    const bool tombstone = !structured && !record.value && topic.topicClass == TopicClass::Change;
    if (!structured && !tombstone) {
        if (auto status = parseValue(record, root); !status) {
            return status;
        }
        payload = root;
    }
    if (auto status = readData(payload, *kind, out); !status) {
        return status;
    }
    resolveCausation(out, *kind, headers.correlation);
    return {};
}

Decoder::Decoder(std::string env) : m_parser(std::make_unique<Parser>(std::move(env))) {}
Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

Result<Message> Decoder::decode(const Record& record)
{
    Result<Message> out;
    if (auto status = m_parser->decode(record, *out); !status) {
        return tl::unexpected(std::move(status.error()));
    }
    return out;
}

}  // namespace otto
