// SPDX-License-Identifier: Apache-2.0
// How fast the engine takes facts in on one core: from JSON records in memory through decoding,
// model and rules, and the same from a real broker as a ratio to raw batch consumption with
// librdkafka. Usage: otto_bench_engine [payments] [rounds] [--kafka]
#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/contract/Codec.h"
#include "core/engine/Engine.h"
#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"
#include "core/sim/World.h"
#include "tests/support/kafka/KafkaBroker.h"

#include <QCoreApplication>

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string>
#include <vector>

namespace {

using namespace otto;
using namespace std::chrono_literals;

constexpr Instant kBegin{1'772'463'600'000};
constexpr std::size_t kBatch = 1024;
constexpr const char* kEnv = "dev";

double cpuSeconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double wallSeconds()
{
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    return std::chrono::duration<double>(now).count();
}

struct Spread
{
    double median = 0;
    double low = 0;
    double high = 0;
};

Spread spread(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return {values[values.size() / 2], values.front(), values.back()};
}

/// The facts of simulated payments, as records with the bytes a broker would hold.
std::vector<Record> simulatedFacts(std::uint64_t payments)
{
    ManualClock clock(kBegin);
    const auto broker = std::make_shared<EmbeddedBroker>(clock);
    EmbeddedBus reader(broker);
    const auto topics = ottoTopics(kEnv);
    (void)reader.createTopics(topics);
    reader.startTail({[](std::string_view) { return StartAt::Beginning; }, {}});
    Scenario scenario = ScenarioFolder().load("demo").value();
    scenario.rate = 500;
    WorldOptions options;
    options.env = kEnv;
    options.seed = 3;
    options.paymentsMax = payments;
    World world(scenario, options, std::make_unique<EmbeddedBus>(broker), kBegin);
    std::vector<Record> facts;
    std::vector<BusEvent> events;
    const auto seconds = static_cast<std::int64_t>(payments / 500) + 120;
    for (std::int64_t tick = 0; tick < seconds * 2; ++tick) {
        clock.advance(500ms);
        world.step(clock.now());
        for (bool more = true; more;) {
            const std::size_t before = facts.size();
            reader.poll(0ms, 4096, facts, events);
            more = facts.size() > before;
        }
    }
    return facts;
}

EngineOptions engineOptions()
{
    EngineOptions options;
    options.env = kEnv;
    options.instance = "bench";
    options.recordWindowBytes = 64 * 1024 * 1024;
    return options;
}

/// Facts per second of CPU time, decoding, model, rules and views included.
double engineRate(const std::vector<Record>& facts, std::uint64_t& flags)
{
    Engine engine(engineOptions());
    double busy = 0;
    std::size_t at = 0;
    Instant now = kBegin;
    while (at < facts.size()) {
        StepInput input;
        const std::size_t end = std::min(at + kBatch, facts.size());
        input.records.assign(facts.begin() + static_cast<std::ptrdiff_t>(at),
                             facts.begin() + static_cast<std::ptrdiff_t>(end));
        at = end;
        now = std::max(now, input.records.back().timestamp);
        input.events.emplace_back(CaughtUp{now});
        StepEffects effects;
        const double from = cpuSeconds();
        engine.step(now, std::move(input), effects);
        (void)engine.takeDelta();
        busy += cpuSeconds() - from;
        // The journal is read back, as a broker would bring it.
        StepInput back;
        for (Produce& produce : effects.produce) {
            Record record;
            record.topic = produce.record.topic;
            record.partition = produce.record.partition.value_or(0);
            record.offset = static_cast<std::int64_t>(produce.token);
            record.timestamp = now;
            record.key = produce.record.key;
            record.headers = produce.record.headers;
            record.value = produce.record.value;
            back.records.push_back(std::move(record));
        }
        if (!back.records.empty()) {
            StepEffects ignored;
            const double again = cpuSeconds();
            engine.step(now, std::move(back), ignored);
            busy += cpuSeconds() - again;
        }
    }
    flags = engine.status().flagsRaised;
    return static_cast<double>(facts.size()) / busy;
}

double decodeRate(const std::vector<Record>& facts)
{
    Decoder decoder(kEnv);
    std::size_t decoded = 0;
    const double from = cpuSeconds();
    for (const Record& record : facts) {
        decoded += decoder.decode(record) ? 1U : 0U;
    }
    return static_cast<double>(decoded) / (cpuSeconds() - from);
}

void fail(const std::string& sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::exit(1);
}

std::size_t fill(const std::string& brokers, const std::vector<Record>& facts)
{
    const SystemClock clock;
    KafkaConfig config;
    config.brokers = brokers;
    auto bus = KafkaBus::create(config, clock);
    if (!bus) {
        fail(bus.error().text);
    }
    const auto topics = ottoTopics(kEnv);
    if (const auto made = (*bus)->createTopics(topics); !made) {
        fail(made.error().text);
    }
    std::set<std::string> known;
    for (const TopicSpec& topic : topics) {
        known.insert(topic.name);
    }
    std::size_t sent = 0;
    std::size_t reported = 0;
    std::vector<Record> records;
    std::vector<BusEvent> events;
    const auto drain = [&](Duration wait) {
        (*bus)->poll(wait, 0, records, events);
        reported += static_cast<std::size_t>(
            std::count_if(events.begin(), events.end(), [](const BusEvent& event) {
                return std::holds_alternative<DeliveryReport>(event);
            }));
        events.clear();
    };
    for (const Record& fact : facts) {
        if (!known.contains(fact.topic)) {
            continue;
        }
        (*bus)->produce({fact.topic, std::nullopt, fact.key, fact.headers, fact.value}, ++sent);
        while (sent - reported > 50'000) {
            drain(50ms);
        }
    }
    while (reported < sent) {
        drain(50ms);
    }
    return sent;
}

/// Wall-clock rate of the library alone over the same topics; messages are destroyed unseen.
double rawRate(const std::string& brokers, std::size_t total)
{
    rd_kafka_conf_t* const conf = rd_kafka_conf_new();
    for (const auto& [name, value] : {std::pair{"bootstrap.servers", brokers.c_str()},
                                      {"group.id", "bench"},
                                      {"enable.auto.commit", "false"},
                                      {"check.crcs", "true"}}) {
        rd_kafka_conf_set(conf, name, value, nullptr, 0);
    }
    rd_kafka_t* const client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, nullptr, 0);
    rd_kafka_topic_partition_list_t* const list = rd_kafka_topic_partition_list_new(64);
    for (const TopicSpec& topic : ottoTopics(kEnv)) {
        for (std::int32_t partition = 0; partition < topic.partitions; ++partition) {
            rd_kafka_topic_partition_list_add(list, topic.name.c_str(), partition)->offset = 0;
        }
    }
    rd_kafka_assign(client, list);
    rd_kafka_queue_t* const queue = rd_kafka_queue_get_consumer(client);
    std::vector<rd_kafka_message_t*> batch(4096);
    std::size_t records = 0;
    double first = 0;
    while (records < total) {
        const ssize_t got = rd_kafka_consume_batch_queue(queue, 20, batch.data(), batch.size());
        for (ssize_t index = 0; index < got; ++index) {
            rd_kafka_message_t* const message = batch[static_cast<std::size_t>(index)];
            records += message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 1U : 0U;
            rd_kafka_message_destroy(message);
        }
        if (records > 0 && first == 0) {
            first = wallSeconds();
        }
    }
    const double rate = static_cast<double>(records) / (wallSeconds() - first);
    rd_kafka_queue_destroy(queue);
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_destroy_flags(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    return rate;
}

/// Wall-clock rate of the engine on its bus, until every record was taken in.
double brokerRate(const std::string& brokers, std::size_t total)
{
    const SystemClock clock;
    KafkaConfig config;
    config.brokers = brokers;
    auto bus = KafkaBus::create(config, clock);
    if (!bus) {
        fail(bus.error().text);
    }
    Engine engine(engineOptions());
    (*bus)->startTail({[](std::string_view) { return StartAt::Beginning; }, {}});
    double first = 0;
    std::size_t records = 0;
    while (records < total) {
        StepInput input;
        (*bus)->poll(20ms, 4096, input.records, input.events);
        records += input.records.size();
        StepEffects effects;
        engine.step(clock.now(), std::move(input), effects);
        (void)engine.takeDelta();
        if (records > 0 && first == 0) {
            first = wallSeconds();
        }
    }
    return static_cast<double>(records) / (wallSeconds() - first);
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const std::uint64_t payments = argc > 1 ? std::stoull(argv[1]) : 50'000;
    const int rounds = argc > 2 ? std::stoi(argv[2]) : 5;
    const bool withKafka = argc > 3 && std::string(argv[3]) == "--kafka";
    const std::vector<Record> facts = simulatedFacts(payments);
    std::size_t bytes = 0;
    for (const Record& fact : facts) {
        bytes += fact.value ? fact.value->size() : 0;
    }
    std::printf("%zu records of %llu payments, %zu bytes of JSON each on average, %d rounds\n",
                facts.size(), static_cast<unsigned long long>(payments), bytes / facts.size(),
                rounds);
    std::vector<double> engine;
    std::vector<double> decode;
    std::uint64_t flags = 0;
    for (int round = 0; round < rounds; ++round) {
        decode.push_back(decodeRate(facts));
        engine.push_back(engineRate(facts, flags));
    }
    const Spread d = spread(decode);
    const Spread e = spread(engine);
    std::printf("decode: %.0f records/s of one core (%.0f to %.0f)\n", d.median, d.low, d.high);
    std::printf("engine: %.0f records/s of one core (%.0f to %.0f), %llu flags raised\n", e.median,
                e.low, e.high, static_cast<unsigned long long>(flags));
    if (withKafka) {
        test::KafkaBroker broker;
        if (const auto started = broker.start(); !started) {
            fail(started.error().text);
        }
        const std::size_t total = fill(broker.bootstrapServers(), facts);
        std::vector<double> raw;
        std::vector<double> through;
        for (int round = 0; round < rounds; ++round) {
            raw.push_back(rawRate(broker.bootstrapServers(), total));
            through.push_back(brokerRate(broker.bootstrapServers(), total));
        }
        std::printf("broker: raw %.0f records/s, engine %.0f records/s, ratio %.2f\n",
                    spread(raw).median, spread(through).median,
                    spread(through).median / spread(raw).median);
    }
    return 0;
}
