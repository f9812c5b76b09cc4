// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaProducer.h"

#include "core/base/Log.h"
#include "core/bus/kafka/KafkaClientConf.h"
#include "core/bus/kafka/KafkaReason.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

namespace otto::kafka {

namespace {

constexpr int kLastReportsMs = 100;
constexpr auto kRestartPause = std::chrono::seconds{1};
constexpr int kAskAgainMs = 50;

void ringBell(rd_kafka_t* /*client*/, void* doorbell)
{
    static_cast<Doorbell*>(doorbell)->ring();
}

rd_kafka_vu_t attribute(rd_kafka_vtype_t type)
{
    rd_kafka_vu_t attribute{};
    attribute.vtype = type;
    return attribute;
}

rd_kafka_vu_t bytesAttribute(rd_kafka_vtype_t type, const std::optional<std::string>& bytes)
{
    rd_kafka_vu_t filled = attribute(type);
    // librdkafka copies the bytes (RD_KAFKA_MSG_F_COPY) but takes them as non-const. A null pointer
    // is a null key or value; an empty string is not.
    filled.u.mem.ptr = bytes ? const_cast<char*>(bytes->data()) : nullptr;
    filled.u.mem.size = bytes ? bytes->size() : 0;
    return filled;
}

DeliveryReport::Outcome outcomeOf(const rd_kafka_message_t& message)
{
    if (message.err == RD_KAFKA_RESP_ERR_NO_ERROR) {
        return DeliveryReport::Outcome::Delivered;
    }
    return rd_kafka_message_status(&message) == RD_KAFKA_MSG_STATUS_NOT_PERSISTED
               ? DeliveryReport::Outcome::Failed
               : DeliveryReport::Outcome::Unknown;
}

}  // namespace

KafkaProducer::KafkaProducer(KafkaConfig config, Doorbell& doorbell, BrokerErrors& errors,
                             HandleReaper& reaper)
    : m_config(std::move(config)), m_doorbell(doorbell), m_errors(errors), m_reaper(reaper)
{}

Result<std::unique_ptr<KafkaProducer>> KafkaProducer::create(const KafkaConfig& config,
                                                             Doorbell& doorbell,
                                                             BrokerErrors& errors,
                                                             HandleReaper& reaper)
{
    std::unique_ptr<KafkaProducer> producer(new KafkaProducer(config, doorbell, errors, reaper));
    if (const Status started = producer->start(); !started) {
        return tl::unexpected(started.error());
    }
    return producer;
}

KafkaProducer::~KafkaProducer()
{
    stop("the program ended");
}

Status KafkaProducer::start()
{
    Result<ClientHandle> client = newClient(m_config, ClientRole::Producer, m_errors);
    if (!client) {
        return tl::unexpected(client.error());
    }
    m_client = std::move(*client);
    m_stoppedReason.clear();
    const QueueHandle reports(rd_kafka_queue_get_main(m_client.get()));
    rd_kafka_queue_cb_event_enable(reports.get(), ringBell, &m_doorbell);
    return {};
}

void KafkaProducer::stop(const std::string& reason)
{
    m_stoppedReason = reason;
    if (!m_client) {
        return;
    }
    {
        const QueueHandle reports(rd_kafka_queue_get_main(m_client.get()));
        rd_kafka_queue_cb_event_enable(reports.get(), nullptr, nullptr);
    }
    // Each record then gets its report: not sent is Failed, sent and not confirmed is Unknown.
    // Without waiting for broker threads, one of which may be in a slow host name lookup.
    rd_kafka_purge(m_client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT
                                       | RD_KAFKA_PURGE_F_NON_BLOCKING);
    rd_kafka_flush(m_client.get(), kLastReportsMs);
    for (const auto& [number, inFlight] : m_inFlight) {
        m_reports.push_back(
            {inFlight.token, DeliveryReport::Outcome::Unknown, -1, -1,
             "the producer stopped and nobody knows whether the record was written: " + reason});
    }
    m_inFlight.clear();
    m_topics.clear();
    m_reaper.end(std::move(m_client));
}

void KafkaProducer::renewWhenFatal()
{
    constexpr std::size_t kErrorTextBytes = 512;
    std::array<char, kErrorTextBytes> text{};
    const auto now = std::chrono::steady_clock::now();
    if (m_client
        && rd_kafka_fatal_error(m_client.get(), text.data(), text.size())
               != RD_KAFKA_RESP_ERR_NO_ERROR) {
        log(LogLevel::Warning, "kafka",
            "the producer failed and is renewed: " + std::string(text.data()));
        stop(text.data());
        m_nextStart = std::max(now, m_nextStart);
    }
    if (!m_client && now >= m_nextStart) {
        m_nextStart = now + kRestartPause;
        if (const Status started = start(); !started) {
            m_stoppedReason = started.error().text;
        }
    }
}

void KafkaProducer::produce(const OutgoingRecord& record, ProduceToken token)
{
    ++m_recordsProduced;
    renewWhenFatal();
    if (!m_client) {
        reportFailed(token, "the producer has stopped: " + m_stoppedReason);
        return;
    }
    const std::uint64_t number = ++m_lastNumber;
    InFlight& inFlight = m_inFlight.emplace(number, InFlight{this, number, token}).first->second;
    const rd_kafka_resp_err_t code = hand(record, inFlight);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        m_inFlight.erase(number);
        reportFailed(token, deliveryReason(code, record.topic, record.partition.value_or(-1)));
    }
}

rd_kafka_topic_t* KafkaProducer::topicOf(const std::string& name)
{
    const auto known = m_topics.find(name);
    if (known != m_topics.end()) {
        return known->second.get();
    }
    TopicHandle topic(rd_kafka_topic_new(m_client.get(), name.c_str(), nullptr));
    return topic ? m_topics.emplace(name, std::move(topic)).first->second.get() : nullptr;
}

rd_kafka_resp_err_t KafkaProducer::hand(const OutgoingRecord& record, InFlight& inFlight)
{
    rd_kafka_topic_t* const topic = topicOf(record.topic);
    if (topic == nullptr) {
        return RD_KAFKA_RESP_ERR_TOPIC_EXCEPTION;
    }
    std::vector<rd_kafka_vu_t> attributes{attribute(RD_KAFKA_VTYPE_RKT),
                                          attribute(RD_KAFKA_VTYPE_PARTITION),
                                          attribute(RD_KAFKA_VTYPE_MSGFLAGS),
                                          attribute(RD_KAFKA_VTYPE_OPAQUE),
                                          bytesAttribute(RD_KAFKA_VTYPE_KEY, record.key),
                                          bytesAttribute(RD_KAFKA_VTYPE_VALUE, record.value)};
    attributes[0].u.rkt = topic;
    attributes[1].u.i32 = record.partition.value_or(RD_KAFKA_PARTITION_UA);
    attributes[2].u.i = RD_KAFKA_MSG_F_COPY;
    attributes[3].u.ptr = &inFlight;
    for (const Header& header : record.headers) {
        rd_kafka_vu_t& added = attributes.emplace_back(attribute(RD_KAFKA_VTYPE_HEADER));
        added.u.header.name = header.name.c_str();
        added.u.header.val = header.value.data();
        added.u.header.size = static_cast<ssize_t>(header.value.size());
    }
    const ErrorHandle error(
        rd_kafka_produceva(m_client.get(), attributes.data(), attributes.size()));
    return error ? rd_kafka_error_code(error.get()) : RD_KAFKA_RESP_ERR_NO_ERROR;
}

void KafkaProducer::onDelivery(rd_kafka_t* /*client*/, const rd_kafka_message_t* message,
                               void* /*opaque*/)
{
    const InFlight inFlight = *static_cast<const InFlight*>(message->_private);
    inFlight.producer->report(inFlight.token, *message);
    inFlight.producer->m_inFlight.erase(inFlight.number);
}

void KafkaProducer::report(ProduceToken token, const rd_kafka_message_t& message)
{
    DeliveryReport report;
    report.token = token;
    report.outcome = outcomeOf(message);
    if (report.outcome == DeliveryReport::Outcome::Delivered) {
        report.partition = message.partition;
        report.offset = message.offset;
    } else {
        report.reason =
            deliveryReason(message.err, rd_kafka_topic_name(message.rkt), message.partition);
    }
    m_reports.push_back(std::move(report));
}

void KafkaProducer::reportFailed(ProduceToken token, std::string reason)
{
    m_reports.push_back({token, DeliveryReport::Outcome::Failed, -1, -1, std::move(reason)});
}

void KafkaProducer::serve(std::vector<BusEvent>& events)
{
    if (m_client) {
        rd_kafka_poll(m_client.get(), 0);
    }
    renewWhenFatal();
    std::move(m_reports.begin(), m_reports.end(), std::back_inserter(events));
    m_reports.clear();
}

void KafkaProducer::flush(Duration wait)
{
    const auto deadline = std::chrono::steady_clock::now() + wait;
    // In slices, so that a producer that fails meanwhile is renewed and its records reported.
    constexpr Duration kSlice{200};
    while (inFlight() > 0 && m_client) {
        const auto left =
            std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
        if (left <= Duration::zero()) {
            return;
        }
        rd_kafka_flush(m_client.get(), static_cast<int>(std::min(left, kSlice).count()));
        renewWhenFatal();
    }
}

void KafkaProducer::awaitTopics(std::span<const TopicSpec> topics, Duration wait)
{
    if (!m_client) {
        return;
    }
    const auto deadline = std::chrono::steady_clock::now() + wait;
    for (Duration left = wait; left > Duration::zero() && !knowsTopics(topics, left);) {
        rd_kafka_poll(m_client.get(), kAskAgainMs);
        left = std::chrono::duration_cast<Duration>(deadline - std::chrono::steady_clock::now());
    }
}

bool KafkaProducer::knowsTopics(std::span<const TopicSpec> topics, Duration wait)
{
    const rd_kafka_metadata_t* raw = nullptr;
    if (rd_kafka_metadata(m_client.get(), /*all_topics=*/1, nullptr, &raw,
                          static_cast<int>(wait.count()))
        != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return false;
    }
    const MetadataHandle metadata(raw);
    const std::span known(metadata->topics, static_cast<std::size_t>(metadata->topic_cnt));
    return std::all_of(topics.begin(), topics.end(), [known](const TopicSpec& spec) {
        return std::any_of(known.begin(), known.end(), [&spec](const rd_kafka_metadata_topic& one) {
            return spec.name == one.topic && one.err == RD_KAFKA_RESP_ERR_NO_ERROR
                   && one.partition_cnt > 0;
        });
    });
}

std::int64_t KafkaProducer::inFlight() const
{
    return static_cast<std::int64_t>(m_inFlight.size());
}

}  // namespace otto::kafka
