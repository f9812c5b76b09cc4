// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/kafka/BrokerErrors.h"
#include "core/bus/kafka/Doorbell.h"
#include "core/bus/kafka/KafkaConfig.h"
#include "core/bus/kafka/KafkaHandles.h"
#include "core/bus/kafka/Survey.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace otto::kafka {

/// Asks the cluster what topics it has and where their partitions begin and end, on a thread and a
/// client of its own, because librdkafka offers those questions only as blocking calls and some
/// exceed their timeout (reliability_performance.md 1.5, "watermarks").
///
/// It surveys the topics every `interval` by itself, sooner after a failure; that is the heartbeat
/// of the connection too. Answers are collected with take() and announced at the doorbell.
///
/// Thread: all public methods belong to the polling thread.
class KafkaSurveyor
{
public:
    /// What is passed by reference outlives the surveyor. Errors as newClient().
    static Result<std::unique_ptr<KafkaSurveyor>> create(const KafkaConfig& config,
                                                         const Clock& clock, Doorbell& doorbell,
                                                         BrokerErrors& errors);
    ~KafkaSurveyor();
    KafkaSurveyor(const KafkaSurveyor&) = delete;
    KafkaSurveyor& operator=(const KafkaSurveyor&) = delete;

    /// The next survey is due now.
    void hurry();
    /// The number of the last survey begun; the next one is asked for after this call.
    [[nodiscard]] std::uint64_t lastNumber();
    void ask(OffsetsRequest request);
    [[nodiscard]] std::vector<SurveyAnswer> take();

    /// For the admin calls, which librdkafka allows from any thread.
    [[nodiscard]] rd_kafka_t* client() { return m_client.get(); }
    /// Stops the thread, which waits for the request under way (a few seconds at most), and hands
    /// over the client so that it can be ended in bounded time.
    ClientHandle stop();

private:
    KafkaSurveyor(const Clock& clock, Doorbell& doorbell, Duration interval);

    using SteadyTime = std::chrono::steady_clock::time_point;

    void run();
    void survey(std::uint64_t number);
    void answer(const OffsetsRequest& request);
    [[nodiscard]] OffsetsAnswer offsets(const OffsetsRequest& request, rd_kafka_resp_err_t& code);
    void post(SurveyAnswer answer);

    ClientHandle m_client;
    const Clock& m_clock;
    Doorbell& m_doorbell;
    const std::chrono::microseconds m_interval;

    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_isStopping = false;
    std::uint64_t m_lastNumber = 0;
    SteadyTime m_nextSurvey;
    std::deque<OffsetsRequest> m_requests;
    std::vector<SurveyAnswer> m_answers;

    /// Of the surveyor's thread alone: whether the last survey was answered.
    bool m_isAnswered = false;
    std::thread m_thread;
};

}  // namespace otto::kafka
