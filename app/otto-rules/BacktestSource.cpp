// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/BacktestSource.h"

#include "core/base/Clock.h"
#include "core/bus/capture/CaptureReader.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/contract/TopicName.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

constexpr Duration kConnectTime{15'000};
constexpr Duration kPollWait{100};
constexpr Duration kProbeEvery{500};

void sortByTime(std::vector<Record>& records)
{
    std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
        return a.timestamp < b.timestamp;
    });
}

bool isOwn(std::string_view topic)
{
    const auto parsed = TopicName::parse(topic);
    return parsed && parsed->system == System::Otto;
}

bool isWanted(const BacktestSpan& span, std::string_view topic, Instant at)
{
    return at < span.to && (at >= span.from || isOwn(topic));
}

}  // namespace

Result<BacktestRecords> readCapture(const std::string& path, const BacktestSpan& span,
                                    const BacktestProgress& progress)
{
    auto reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    CaptureReader& capture = **reader;
    BacktestRecords out;
    out.env = capture.summary().origin.env;
    out.records.reserve(capture.summary().records);
    CaptureBlock block;
    while (capture.next(block)) {
        for (const CapturedRecord& record : block.records()) {
            if (isWanted(span, record.topic, record.timestamp))
                out.records.push_back(record.toRecord());
        }
        const std::uint64_t size = std::max<std::uint64_t>(1, capture.summary().fileBytes);
        const auto bytes = static_cast<double>(size);
        progress(static_cast<double>(capture.position()) / bytes);
    }
    if (!capture.damage().empty()) {
        out.damage = path + " is damaged in " + std::to_string(capture.damage().size())
                     + " places; what is whole was used";
    }
    if (out.env.empty() && !out.records.empty()) {
        const auto topic = TopicName::parse(out.records.front().topic);
        out.env = topic ? topic->env : std::string();
    }
    sortByTime(out.records);
    return out;
}

Result<BacktestRecords> readBroker(const std::string& brokers, const std::string& env,
                                   const BacktestSpan& span, const BacktestProgress& progress)
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
        for (Record& record : records) {
            if (isWanted(span, record.topic, record.timestamp))
                out.records.push_back(std::move(record));
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
        progress(lag >= 0 ? read / std::max(1.0, read + static_cast<double>(lag)) : 0.0);
    }
    sortByTime(out.records);
    return out;
}

}  // namespace otto
