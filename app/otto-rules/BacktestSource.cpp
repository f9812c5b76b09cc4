// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/BacktestSource.h"

#include "core/base/Clock.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/contract/TopicName.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

constexpr Duration kConnectTime{15'000};
constexpr Duration kPollWait{100};
constexpr Duration kProbeEvery{500};

}  // namespace

Result<BacktestRecords> readBroker(const std::string& brokers, const std::string& env,
                                   const BacktestSpan& span, const BacktestReading& reading)
{
    SystemClock clock;
    KafkaConfig config;
    config.brokers = brokers;
    config.clientId = "otto-rules";
    auto bus = KafkaBus::create(config, clock);
    if (!bus)
        return tl::unexpected(bus.error());
    TailOptions tail;
    tail.lookbackFrom = span.from;
    tail.startAt = [&env](std::string_view topic) {
        const auto parsed = TopicName::parse(topic);
        if (!parsed || parsed->env != env)
            return StartAt::Ignore;
        return parsed->system == System::Otto ? StartAt::Beginning : StartAt::Lookback;
    };
    const Instant begun = clock.now();
    (*bus)->startTail(std::move(tail));
    BacktestRecords out;
    out.env = env;
    bool isUp = false;
    bool isDone = false;
    std::string reason = "no answer";
    Instant probedAt{INT64_MIN / 4};
    while (!isDone) {
        if (clock.now() - probedAt >= kProbeEvery) {
            probedAt = clock.now();
            (*bus)->probe();
        }
        std::vector<Record> records;
        std::vector<BusEvent> events;
        (*bus)->poll(kPollWait, 4096, records, events);
        for (const Record& record : records) {
            if (span.wants(record.topic, record.timestamp))
                out.records.add(record);
        }
        for (const BusEvent& event : events) {
            if (const auto* connection = std::get_if<ConnectionChange>(&event)) {
                isUp = connection->state == ConnectionChange::State::Up;
                reason = connection->reason;
            }
            isDone = isDone || std::holds_alternative<CaughtUp>(event);
        }
        if (!isUp && clock.now() - begun > kConnectTime)
            return fail("NO_BROKER", "no broker of " + brokers + " answers: " + reason);
        const std::int64_t lag = (*bus)->statistics().lag;
        const auto read = static_cast<double>(out.records.size());
        const double share = lag >= 0 ? read / std::max(1.0, read + static_cast<double>(lag)) : 0.0;
        if (!reading(share, out.records.size()))
            return fail("CANCELLED", "The reading was cancelled.");
    }
    out.records.sortByTime();
    return out;
}

}  // namespace otto
