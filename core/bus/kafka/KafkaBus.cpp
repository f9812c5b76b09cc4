// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaBus.h"

#include "core/base/Log.h"
#include "core/bus/kafka/BrokerErrors.h"
#include "core/bus/kafka/Doorbell.h"
#include "core/bus/kafka/HandleReaper.h"
#include "core/bus/kafka/KafkaConnection.h"
#include "core/bus/kafka/KafkaDiscovery.h"
#include "core/bus/kafka/KafkaProducer.h"
#include "core/bus/kafka/KafkaReason.h"
#include "core/bus/kafka/KafkaSurveyor.h"
#include "core/bus/kafka/KafkaTail.h"
#include "core/bus/kafka/KafkaTopicCreation.h"
#include "core/bus/kafka/RoundTrips.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace otto {

using namespace kafka;

namespace {

constexpr Duration kCreateTopicsWait = std::chrono::seconds{10};
constexpr Duration kTopicsKnownWait = std::chrono::seconds{4};

}  // namespace

/// The parts of one connected client. Members end in reverse order: what is passed by reference
/// first stays longest.
class KafkaBus::Session
{
public:
    Session(const KafkaConfig& config, const Clock& clock)
        : m_clock(clock), m_errors(clock, m_doorbell), m_connection(config.brokers, clock.now())
    {}

    Status start(const KafkaConfig& config);
    ~Session();

    Status createTopics(std::span<const TopicSpec> topics);
    void startTail(TailOptions options);
    void poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
              std::vector<BusEvent>& events);
    void probe();
    void wake();
    [[nodiscard]] BusStatistics statistics() const;

    KafkaProducer& producer() { return *m_producer; }

private:
    /// The end offsets of all partitions, asked for at `asOf`; `reached` counts those passed.
    struct Proof
    {
        Instant asOf;
        std::vector<FoundOffsets> ends;
        std::size_t reached = 0;
    };

    void serve(std::size_t maxRecords, std::vector<Record>& records, std::vector<BusEvent>& events);
    void noteBrokerErrors();
    void take(const Topology& topology);
    void take(const OffsetsAnswer& answer);
    void take(const RequestFailure& failure);
    void beginReading(const OffsetsAnswer& answer);
    void proveCaughtUp();
    void endProbe();

    const Clock& m_clock;
    Doorbell m_doorbell;
    std::atomic<bool> m_woken{false};
    BrokerErrors m_errors;
    HandleReaper m_reaper;
    std::unique_ptr<KafkaSurveyor> m_surveyor;
    std::unique_ptr<KafkaProducer> m_producer;
    std::unique_ptr<KafkaTail> m_tail;

    KafkaConnection m_connection;
    std::optional<KafkaDiscovery> m_discovery;
    bool m_isProbing = false;
    /// Only surveys after this one were begun after probe() was called.
    std::uint64_t m_probedAfter = 0;
    std::optional<Proof> m_proof;
    RoundTrips m_roundTrips;
    std::vector<BusEvent> m_events;
};

Status KafkaBus::Session::start(const KafkaConfig& config)
{
    auto tail = KafkaTail::create(config, m_doorbell, m_errors);
    if (!tail) {
        return tl::unexpected(tail.error());
    }
    m_tail = std::move(*tail);
    auto producer = KafkaProducer::create(config, m_doorbell, m_errors, m_reaper);
    if (!producer) {
        return tl::unexpected(producer.error());
    }
    m_producer = std::move(*producer);
    auto surveyor = KafkaSurveyor::create(config, m_clock, m_doorbell, m_errors);
    if (!surveyor) {
        return tl::unexpected(surveyor.error());
    }
    m_surveyor = std::move(*surveyor);
    return {};
}

KafkaBus::Session::~Session()
{
    // No message or queue is held any more; the clients end side by side.
    if (m_tail) {
        m_reaper.end(m_tail->release());
    }
    m_producer.reset();
    if (m_surveyor) {
        m_reaper.end(m_surveyor->stop());
    }
}

Status KafkaBus::Session::createTopics(std::span<const TopicSpec> topics)
{
    Status made = kafka::createTopics(m_surveyor->client(), topics, kCreateTopicsWait);
    m_producer->awaitTopics(made ? topics : std::span<const TopicSpec>(), kTopicsKnownWait);
    m_surveyor->hurry();
    return made;
}

void KafkaBus::Session::startTail(TailOptions options)
{
    m_discovery.emplace(std::move(options));
    m_surveyor->hurry();
}

void KafkaBus::Session::poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                             std::vector<BusEvent>& events)
{
    const bool mayWait = wait > Duration::zero();
    const auto deadline =
        mayWait ? std::chrono::steady_clock::now() + wait : std::chrono::steady_clock::time_point{};
    const std::size_t recordsBefore = records.size();
    const std::size_t eventsBefore = events.size();
    while (true) {
        const std::uint64_t rings = m_doorbell.rings();
        serve(maxRecords, records, events);
        const bool hasWork = records.size() > recordsBefore || events.size() > eventsBefore;
        if (m_woken.exchange(false) || hasWork || !mayWait
            || std::chrono::steady_clock::now() >= deadline) {
            return;
        }
        m_doorbell.wait(rings, deadline);
    }
}

void KafkaBus::Session::serve(std::size_t maxRecords, std::vector<Record>& records,
                              std::vector<BusEvent>& events)
{
    m_producer->serve(events);
    m_tail->read(maxRecords, records);
    noteBrokerErrors();
    for (const SurveyAnswer& answer : m_surveyor->take()) {
        std::visit([this](const auto& one) { take(one); }, answer);
    }
    if (m_tail->takeHint()) {
        m_surveyor->hurry();
    }
    proveCaughtUp();
    if (std::optional<ConnectionChange> change = m_connection.takeChange()) {
        if (change->state == ConnectionChange::State::Down) {
            endProbe();
        }
        m_events.emplace_back(std::move(*change));
    }
    std::move(m_events.begin(), m_events.end(), std::back_inserter(events));
    m_events.clear();
}

void KafkaBus::Session::noteBrokerErrors()
{
    for (const BrokerError& error : m_errors.take()) {
        m_connection.brokerError(error.at, error.code, error.text);
        if (m_connection.isUp() && isConnectionLoss(error.code)) {
            m_surveyor->hurry();
        }
    }
}

void KafkaBus::Session::take(const Topology& topology)
{
    m_roundTrips.add(topology.roundTripUs);
    if (!m_discovery) {
        m_connection.answered(m_clock.now());
        return;
    }
    KafkaDiscovery::Step step = m_discovery->observe(topology);
    for (const std::string& topic : step.gone) {
        log(LogLevel::Info, "kafka", "topic " + topic + " is gone and no longer read");
        m_tail->giveUp(topic);
    }
    const std::vector<TopicPartition> standing = m_tail->standing();
    for (OffsetQuery& query : step.queries) {
        if (!query.start && std::binary_search(standing.begin(), standing.end(), query.at)) {
            query.start = OffsetQuery::kEarliest;
        }
    }
    // A survey that proves nothing is followed by the next one soon enough.
    const bool isForProof = m_isProbing && topology.number > m_probedAfter && step.isWhole;
    if (step.queries.empty()) {
        take(OffsetsAnswer{topology.asOf, isForProof, true, {}});
    } else {
        m_surveyor->ask({topology.asOf, isForProof, std::move(step.queries)});
    }
}

void KafkaBus::Session::take(const OffsetsAnswer& answer)
{
    m_connection.answered(m_clock.now());
    beginReading(answer);
    for (const FoundOffsets& found : answer.found) {
        if (std::optional<TailGap> gap = m_tail->locate(found)) {
            m_events.emplace_back(std::move(*gap));
        }
    }
    m_connection.setReadingTrouble(m_clock.now(), m_tail->trouble());
    const bool isProof =
        answer.isForProof && answer.isComplete && m_isProbing && !m_proof
        && std::all_of(answer.found.begin(), answer.found.end(),
                       [this](const FoundOffsets& found) { return m_tail->isReading(found.at); });
    if (isProof) {
        m_proof = Proof{answer.asOf, answer.found};
    }
}

void KafkaBus::Session::beginReading(const OffsetsAnswer& answer)
{
    std::vector<FoundOffsets> starts;
    std::copy_if(answer.found.begin(), answer.found.end(), std::back_inserter(starts),
                 [this](const FoundOffsets& found) {
                     return found.start.has_value() && !m_tail->isReading(found.at);
                 });
    if (starts.empty()) {
        return;
    }
    if (const Status begun = m_tail->begin(starts); !begun) {
        log(LogLevel::Warning, "kafka", begun.error().text);
        return;
    }
    for (const FoundOffsets& found : starts) {
        m_discovery->noteReading(found.at);
    }
    if (std::vector<TopicSpec> topics = m_discovery->takeFound(); !topics.empty()) {
        m_events.emplace_back(TopicsFound{std::move(topics)});
    }
}

void KafkaBus::Session::take(const RequestFailure& failure)
{
    if (failure.isSurvey) {
        m_connection.failed(failure.asked, failure.failed, failure.code);
    } else {
        m_connection.leadersFailed(failure.asked, failure.failed, failure.code);
    }
}

void KafkaBus::Session::proveCaughtUp()
{
    if (!m_proof) {
        return;
    }
    while (m_proof->reached < m_proof->ends.size()) {
        const FoundOffsets& next = m_proof->ends[m_proof->reached];
        if (!m_tail->hasReached(next.at, next.end)) {
            return;
        }
        ++m_proof->reached;
    }
    m_events.emplace_back(CaughtUp{m_proof->asOf});
    endProbe();
}

void KafkaBus::Session::endProbe()
{
    m_proof.reset();
    m_isProbing = false;
}

void KafkaBus::Session::probe()
{
    const bool isDown = m_connection.current().state == ConnectionChange::State::Down;
    if (m_isProbing || isDown || !m_discovery) {
        return;
    }
    m_isProbing = true;
    m_probedAfter = m_surveyor->lastNumber();
    m_surveyor->hurry();
}

void KafkaBus::Session::wake()
{
    m_woken.store(true);
    m_doorbell.ring();
}

BusStatistics KafkaBus::Session::statistics() const
{
    BusStatistics statistics;
    statistics.connection = m_connection.current();
    statistics.topicsRead = m_discovery ? m_discovery->topicsRead() : 0;
    statistics.partitionsRead = m_tail->partitionsRead();
    statistics.recordsRead = m_tail->recordsRead();
    statistics.bytesRead = m_tail->bytesRead();
    statistics.recordsProduced = m_producer->recordsProduced();
    statistics.inFlight = m_producer->inFlight();
    statistics.lag = m_tail->lag();
    statistics.roundTripUs = m_roundTrips.meanUs();
    return statistics;
}

KafkaBus::KafkaBus(std::unique_ptr<Session> session) : m_session(std::move(session)) {}

KafkaBus::~KafkaBus() = default;

Result<std::unique_ptr<KafkaBus>> KafkaBus::create(const KafkaConfig& config, const Clock& clock)
{
    auto session = std::make_unique<Session>(config, clock);
    if (const Status started = session->start(config); !started) {
        return tl::unexpected(started.error());
    }
    return std::unique_ptr<KafkaBus>(new KafkaBus(std::move(session)));
}

Status KafkaBus::createTopics(std::span<const TopicSpec> topics)
{
    return m_session->createTopics(topics);
}

void KafkaBus::startTail(TailOptions options)
{
    m_session->startTail(std::move(options));
}

void KafkaBus::poll(Duration wait, std::size_t maxRecords, std::vector<Record>& records,
                    std::vector<BusEvent>& events)
{
    m_session->poll(wait, maxRecords, records, events);
}

void KafkaBus::produce(OutgoingRecord record, ProduceToken token)
{
    m_session->producer().produce(record, token);
}

void KafkaBus::probe()
{
    m_session->probe();
}

void KafkaBus::wake()
{
    m_session->wake();
}

void KafkaBus::flush(Duration wait)
{
    m_session->producer().flush(wait);
}

BusStatistics KafkaBus::statistics() const
{
    return m_session->statistics();
}

}  // namespace otto
