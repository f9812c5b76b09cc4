// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaSurveyor.h"

#include "core/bus/kafka/KafkaClientConf.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace otto::kafka {

namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr int kRequestTimeoutMs = 2'000;
/// While nobody answers: shorter, because the end of the program waits for it.
constexpr int kReconnectTimeoutMs = 1'000;
constexpr microseconds kRetryPause = milliseconds{250};
constexpr std::size_t kAnswersMax = 64;

PartitionListHandle partitionList(const std::vector<OffsetQuery>& queries)
{
    return PartitionListHandle(rd_kafka_topic_partition_list_new(static_cast<int>(queries.size())));
}

void add(const PartitionListHandle& list, const TopicPartition& at, std::int64_t timestamp)
{
    rd_kafka_topic_partition_list_add(list.get(), at.topic.c_str(), at.partition)->offset =
        timestamp;
}

/// The entry's offset, or nullopt when its broker did not say.
std::optional<std::int64_t> offsetOf(const PartitionListHandle& list, const TopicPartition& at)
{
    const rd_kafka_topic_partition_t* const entry =
        rd_kafka_topic_partition_list_find(list.get(), at.topic.c_str(), at.partition);
    if (entry == nullptr || entry->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return std::nullopt;
    }
    return entry->offset;
}

/// Whether the surveyor will say it again by itself.
bool isRepeated(const SurveyAnswer& answer)
{
    const RequestFailure* const failure = std::get_if<RequestFailure>(&answer);
    return std::holds_alternative<Topology>(answer) || (failure != nullptr && failure->isSurvey);
}

SurveyedTopic surveyed(const rd_kafka_metadata_topic_t& topic)
{
    SurveyedTopic result{topic.topic, topic.partition_cnt, {}};
    if (topic.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
        result.partitions = 0;
        return result;
    }
    for (int index = 0; index < topic.partition_cnt; ++index) {
        const rd_kafka_metadata_partition_t& partition = topic.partitions[index];
        if (partition.leader < 0) {
            result.leaderless.push_back(partition.id);
        }
    }
    std::sort(result.leaderless.begin(), result.leaderless.end());
    return result;
}

}  // namespace

KafkaSurveyor::KafkaSurveyor(const Clock& clock, Doorbell& doorbell, Duration interval)
    : m_clock(clock),
      m_doorbell(doorbell),
      m_interval(interval),
      m_nextSurvey(std::chrono::steady_clock::now())
{}

Result<std::unique_ptr<KafkaSurveyor>> KafkaSurveyor::create(const KafkaConfig& config,
                                                             const Clock& clock, Doorbell& doorbell,
                                                             BrokerErrors& errors)
{
    Result<ClientHandle> client = newClient(config, ClientRole::Surveyor, errors);
    if (!client) {
        return tl::unexpected(client.error());
    }
    std::unique_ptr<KafkaSurveyor> surveyor(
        new KafkaSurveyor(clock, doorbell, config.surveyInterval));
    surveyor->m_client = std::move(*client);
    surveyor->m_thread = std::thread([raw = surveyor.get()] { raw->run(); });
    return surveyor;
}

KafkaSurveyor::~KafkaSurveyor()
{
    stop();
}

ClientHandle KafkaSurveyor::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_condition.notify_one();
    if (m_thread.joinable()) {
        m_thread.join();
    }
    return std::move(m_client);
}

void KafkaSurveyor::hurry()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_nextSurvey = std::chrono::steady_clock::now();
    }
    m_condition.notify_one();
}

std::uint64_t KafkaSurveyor::lastNumber()
{
    const std::scoped_lock lock(m_mutex);
    return m_lastNumber;
}

void KafkaSurveyor::ask(OffsetsRequest request)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.push_back(std::move(request));
    }
    m_condition.notify_one();
}

std::vector<SurveyAnswer> KafkaSurveyor::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_answers, {});
}

void KafkaSurveyor::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isStopping) {
        m_condition.wait_until(lock, m_nextSurvey, [this] {
            return m_isStopping || !m_requests.empty()
                   || std::chrono::steady_clock::now() >= m_nextSurvey;
        });
        if (m_isStopping) {
            return;
        }
        if (!m_requests.empty()) {
            const OffsetsRequest request = std::move(m_requests.front());
            m_requests.pop_front();
            lock.unlock();
            answer(request);
        } else {
            const std::uint64_t number = ++m_lastNumber;
            m_nextSurvey = SteadyTime::max();
            lock.unlock();
            survey(number);
        }
        // Serves the error callback.
        rd_kafka_poll(m_client.get(), 0);
        lock.lock();
    }
}

void KafkaSurveyor::survey(std::uint64_t number)
{
    const Instant asOf = m_clock.now();
    const auto start = std::chrono::steady_clock::now();
    const rd_kafka_metadata_t* raw = nullptr;
    const rd_kafka_resp_err_t code =
        rd_kafka_metadata(m_client.get(), /*all_topics=*/1, nullptr, &raw,
                          m_isAnswered ? kRequestTimeoutMs : kReconnectTimeoutMs);
    const MetadataHandle metadata(raw);
    const auto duration =
        std::chrono::duration_cast<microseconds>(std::chrono::steady_clock::now() - start);
    m_isAnswered = code == RD_KAFKA_RESP_ERR_NO_ERROR;
    {
        const std::scoped_lock lock(m_mutex);
        const microseconds pause = m_isAnswered ? m_interval : kRetryPause;
        // hurry() may have come meanwhile.
        m_nextSurvey = std::min(m_nextSurvey, std::chrono::steady_clock::now() + pause);
    }
    if (!m_isAnswered) {
        post(RequestFailure{asOf, m_clock.now(), true, code});
        return;
    }
    Topology topology{asOf, number, {}, duration.count()};
    for (int index = 0; index < metadata->topic_cnt; ++index) {
        const rd_kafka_metadata_topic_t& topic = metadata->topics[index];
        if (topic.err != RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART) {
            topology.topics.push_back(surveyed(topic));
        }
    }
    post(std::move(topology));
}

void KafkaSurveyor::answer(const OffsetsRequest& request)
{
    const Instant asked = m_clock.now();
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
    OffsetsAnswer found = offsets(request, code);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        post(RequestFailure{asked, m_clock.now(), false, code});
        return;
    }
    post(std::move(found));
}

OffsetsAnswer KafkaSurveyor::offsets(const OffsetsRequest& request, rd_kafka_resp_err_t& code)
{
    OffsetsAnswer answer{request.asOf, request.isForProof, true, {}};
    // A ListOffsets request with the timestamps -1 and -2 asks for the latest and the earliest
    // offset; librdkafka sends one request to each leader. The ends come first: a record written
    // between the two questions is then after the end and is read, whatever its timestamp.
    const PartitionListHandle ends = partitionList(request.queries);
    const PartitionListHandle starts = partitionList(request.queries);
    for (const OffsetQuery& query : request.queries) {
        add(ends, query.at, OffsetQuery::kLatest);
        if (query.start && *query.start != OffsetQuery::kLatest) {
            add(starts, query.at, *query.start);
        }
    }
    for (const PartitionListHandle* const list : {&ends, &starts}) {
        if ((*list)->cnt > 0 && code == RD_KAFKA_RESP_ERR_NO_ERROR) {
            code = rd_kafka_offsets_for_times(m_client.get(), list->get(), kRequestTimeoutMs);
        }
    }
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) {
        return answer;
    }
    for (const OffsetQuery& query : request.queries) {
        const std::optional<std::int64_t> end = offsetOf(ends, query.at);
        if (!end || *end < 0) {
            answer.isComplete = false;
            continue;
        }
        FoundOffsets found{query.at, *end, std::nullopt};
        if (query.start == OffsetQuery::kLatest) {
            found.start = end;
        } else if (query.start) {
            const std::optional<std::int64_t> start = offsetOf(starts, query.at);
            if (!start) {
                answer.isComplete = false;
                continue;
            }
            // A negative offset: no record is at or after the timestamp.
            found.start = *start < 0 ? *end : *start;
        }
        answer.found.push_back(std::move(found));
    }
    return answer;
}

void KafkaSurveyor::post(SurveyAnswer answer)
{
    {
        const std::scoped_lock lock(m_mutex);
        // When nobody takes them the polling thread stands still, and old surveys are worth
        // nothing.
        if (m_answers.size() >= kAnswersMax && isRepeated(answer)) {
            return;
        }
        m_answers.push_back(std::move(answer));
    }
    m_doorbell.ring();
}

}  // namespace otto::kafka
