// SPDX-License-Identifier: Apache-2.0
#include "core/contract/EnvelopeReader.h"

#include "core/contract/Excerpt.h"
#include "core/contract/IdText.h"
#include "core/contract/TraceContext.h"

#include <charconv>
#include <limits>
#include <utility>

namespace otto {
namespace {

constexpr std::string_view kTypePrefix = "pc.pmt.";

tl::unexpected<Error> bad(std::string text)
{
    return fail("BAD_ENVELOPE", std::move(text));
}

template <typename T>
bool parseDigits(std::string_view text, T& out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

/// The roles of known kinds, and what a name alone tells of the others.
bool isAsked(const TopicRoute& route)
{
    if (route.kind != nullptr) {
        return route.kind->role == MessageRole::Question
               || route.kind->role == MessageRole::Command;
    }
    return route.topic.topicClass == TopicClass::Command && route.topic.name.ends_with("Rq");
}

/// One record's attributes being read; the first fault stays.
class EnvelopeReader
{
public:
    EnvelopeReader(EnvelopeAttributes& attributes, const TopicRoute& route, Envelope& out)
        : m_attributes(attributes), m_route(route), m_out(out)
    {}

    Result<const MessageKind*> read()
    {
        readSpecVersion();
        text(Attribute::Id, m_out.id.value);
        readSource();
        const MessageKind* kind = readType();
        time(Attribute::Time, m_out.time);
        text(Attribute::Subject, m_out.subject);
        text(Attribute::CorrelationId, m_out.correlationId);
        readCounters(kind);
        readRequest();
        readOptional();
        readSeverity();
        if (!m_fault.empty()) {
            return bad(std::move(m_fault));
        }
        m_out.extra = std::move(m_attributes.extra());
        return kind;
    }

private:
    void fault(Attribute attribute, std::string_view what)
    {
        if (m_fault.empty()) {
            m_fault =
                "attribute " + std::string(attributeName(attribute)) + " " + std::string(what);
        }
    }
    void faultAbout(Attribute attribute, std::string_view value, const std::string& what)
    {
        fault(attribute, excerpt(value) + " " + what);
    }

    std::optional<std::string_view> required(Attribute attribute)
    {
        const auto value = m_attributes.get(attribute);
        if (!value) {
            fault(attribute, "is missing");
        }
        return value;
    }

    void text(Attribute attribute, std::string& out)
    {
        if (const auto value = required(attribute)) {
            checkedText(attribute, *value, out);
        }
    }
    void checkedText(Attribute attribute, std::string_view value, std::string& out)
    {
        if (const std::string_view wrong = idFault(value); !wrong.empty()) {
            fault(attribute, wrong);
            return;
        }
        out = value;
    }
    void optionalText(Attribute attribute, std::optional<std::string>& out)
    {
        if (const auto value = m_attributes.get(attribute)) {
            checkedText(attribute, *value, out.emplace());
        }
    }

    void time(Attribute attribute, Instant& out)
    {
        if (const auto value = required(attribute)) {
            checkedTime(attribute, *value, out);
        }
    }
    void checkedTime(Attribute attribute, std::string_view value, Instant& out)
    {
        const auto parsed = Instant::parse(value);
        if (!parsed) {
            faultAbout(attribute, value,
                       "is not an RFC 3339 time in UTC such as 2026-03-02T15:04:05.120Z");
            return;
        }
        out = *parsed;
    }

    void readSpecVersion()
    {
        const auto value = required(Attribute::SpecVersion);
        if (value && *value != "1.0") {
            faultAbout(Attribute::SpecVersion, *value, "is not 1.0");
        }
    }

    void readSource()
    {
        const auto value = required(Attribute::Source);
        if (!value) {
            return;
        }
        const TopicName& topic = m_route.topic;
        const Open<System> system =
            value->starts_with(m_route.sourcePrefix)
                ? Open<System>::fromText(value->substr(m_route.sourcePrefix.size()))
                : Open<System>::fromText({});
        if (!system.isKnown()) {
            faultAbout(Attribute::Source, *value,
                       "is not " + m_route.sourcePrefix + " and a system of the registry");
            return;
        }
        const bool anyResponder = topic.topicClass == TopicClass::Command && !isAsked(m_route);
        if (!anyResponder && !system.is(topic.system)) {
            faultAbout(Attribute::Source, *value,
                       "contradicts the topic, which belongs to "
                           + std::string(wireName(topic.system)));
            return;
        }
        m_out.env = topic.env;
        m_out.source = system.known();
    }

    const MessageKind* readType()
    {
        const auto value = required(Attribute::Type);
        if (!value) {
            return nullptr;
        }
        if (m_route.isJournal) {
            return readJournalType(*value);
        }
        if (*value != m_route.type) {
            faultAbout(Attribute::Type, *value,
                       "contradicts the topic, which holds " + m_route.type);
            return nullptr;
        }
        m_out.name = m_route.topic.name;
        m_out.version = m_route.topic.version;
        return m_route.kind;
    }

    const MessageKind* readJournalType(std::string_view value)
    {
        const std::size_t dot = value.rfind(".v");
        const bool shaped = value.starts_with(kTypePrefix) && dot != std::string_view::npos
                            && dot > kTypePrefix.size() && value[dot + 2] != '0'
                            && value.size() <= dot + 11
                            && parseDigits(value.substr(dot + 2), m_out.version);
        const std::string_view name =
            shaped ? value.substr(kTypePrefix.size(), dot - kTypePrefix.size()) : "";
        if (!isTypeName(name)) {
            faultAbout(Attribute::Type, value, "is not pc.pmt.<Kind>.v<n>");
            return nullptr;
        }
        m_out.name = name;
        const MessageKind* kind = findKind(TopicClass::Internal, name);
        return kind != nullptr && kind->version == m_out.version ? kind : nullptr;
    }

    void readCounters(const MessageKind* kind)
    {
        if (const auto value = m_attributes.get(Attribute::Sequence)) {
            if (value->size() > 20 || !parseDigits(*value, m_out.sequence.emplace())) {
                faultAbout(Attribute::Sequence, *value, "is not a number of at most 20 digits");
            }
        } else if (m_route.topic.topicClass == TopicClass::Fact) {
            fault(Attribute::Sequence, "is missing");
        }
        if (const auto value = m_attributes.get(Attribute::EntityVersion)) {
            if (!parseDigits(*value, m_out.entityVersion.emplace()) || m_out.entityVersion == 0U) {
                faultAbout(Attribute::EntityVersion, *value,
                           "is not an integer from 1 to 4294967295");
            }
        } else if (kind != nullptr && kind->versionsPayment) {
            fault(Attribute::EntityVersion, "is missing");
        }
    }

    /// What a question or command must carry, and anything else may.
    void readRequest()
    {
        const bool asked = isAsked(m_route);
        for (const Attribute attribute : {Attribute::ExpiryTime, Attribute::ReplyTopic,
                                          Attribute::AuthType, Attribute::AuthId}) {
            if (asked) {
                static_cast<void>(required(attribute));
            }
        }
        if (const auto value = m_attributes.get(Attribute::ExpiryTime)) {
            checkedTime(Attribute::ExpiryTime, *value, m_out.expiryTime.emplace());
        }
        if (const auto value = m_attributes.get(Attribute::ReplyTopic)) {
            const auto topic = TopicName::parse(*value);
            if (!topic || topic->topicClass != TopicClass::Command
                || topic->env != m_route.topic.env) {
                faultAbout(Attribute::ReplyTopic, *value,
                           "is not a topic pc." + m_route.topic.env + ".pmt.cmd.<system>.<Name>");
            }
            m_out.replyTopic = *value;
        }
        optionalText(Attribute::AuthType, m_out.authType);
        optionalText(Attribute::AuthId, m_out.authId);
    }

    void readOptional()
    {
        if (const auto value = m_attributes.get(Attribute::RecordedTime)) {
            checkedTime(Attribute::RecordedTime, *value, m_out.recordedTime.emplace());
        }
        if (const auto value = m_attributes.get(Attribute::CausationId)) {
            checkedText(Attribute::CausationId, *value, m_out.causationId.emplace().value);
        }
        if (const auto value = m_attributes.get(Attribute::PartitionKey)) {
            if (const std::string_view wrong = idFault(*value); !wrong.empty()) {
                fault(Attribute::PartitionKey, wrong);
            }
        }
        if (const auto value = m_attributes.get(Attribute::DataSchema);
            value && !isDataSchema(*value)) {
            faultAbout(Attribute::DataSchema, *value,
                       "is not urn:pc:pmt:" + m_out.name + ":" + std::to_string(m_out.version));
        }
        if (const auto value = m_attributes.get(Attribute::Traceparent)) {
            if (!isTraceparent(*value)) {
                faultAbout(Attribute::Traceparent, *value, "is not a W3C trace context");
            }
            m_out.traceparent = *value;
        }
    }

    void readSeverity()
    {
        int number = 0;
        const auto numberText = m_attributes.get(Attribute::SeverityNumber);
        if (numberText && (!parseDigits(*numberText, number) || number < 1 || number > 24)) {
            faultAbout(Attribute::SeverityNumber, *numberText, "is not an integer from 1 to 24");
            return;
        }
        if (const auto value = m_attributes.get(Attribute::SeverityText)) {
            m_out.severity = Open<Severity>::fromText(*value);
        } else if (numberText) {
            // OpenTelemetry: 9 to 12 INFO, 13 to 16 WARN, 17 to 20 ERROR, 21 to 24 FATAL; what lies
            // below INFO has no word of ours.
            const int band = number < 9 ? 0 : (number - 9) / 4;
            m_out.severity = static_cast<Severity>(band);
        }
    }

    /// `urn:pc:pmt:<Name>:<version>`, compared in place.
    [[nodiscard]] bool isDataSchema(std::string_view value) const
    {
        constexpr std::string_view kPrefix = "urn:pc:pmt:";
        const std::size_t nameEnd = kPrefix.size() + m_out.name.size();
        std::uint32_t version = 0;
        return value.starts_with(kPrefix) && value.size() > nameEnd + 1
               && value.substr(kPrefix.size(), m_out.name.size()) == m_out.name
               && value[nameEnd] == ':' && value[nameEnd + 1] != '0'
               && parseDigits(value.substr(nameEnd + 1), version) && version == m_out.version;
    }

    static bool isTypeName(std::string_view name)
    {
        if (name.empty() || name.size() > kMaxIdBytes || name[0] < 'A' || name[0] > 'Z') {
            return false;
        }
        for (const char c : name) {
            if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
                return false;
            }
        }
        return true;
    }

    EnvelopeAttributes& m_attributes;
    const TopicRoute& m_route;
    Envelope& m_out;
    std::string m_fault;
};

}  // namespace

Result<const MessageKind*> readEnvelope(EnvelopeAttributes& attributes, const TopicRoute& route,
                                        Envelope& out)
{
    return EnvelopeReader(attributes, route, out).read();
}

}  // namespace otto
