// SPDX-License-Identifier: Apache-2.0
// How fast a bus hands out records: KafkaBus::poll against plain rd_kafka_consume_batch_queue on
// the same topic of a real broker, in turn and in one run, as a ratio; and the embedded bus by
// itself. Usage: otto_bench_bus [records] [headers per record] [rounds]
#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/bus/kafka/KafkaBus.h"
#include "tests/bench/Row.h"
#include "tests/support/kafka/KafkaBroker.h"

#include <QCoreApplication>

#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

namespace {

using namespace otto;
using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

constexpr const char* kTopic = "pc.dev.pmt.fct.cpr.PaymentStatusChanged";
constexpr std::int32_t kPartitions = 4;

struct Load
{
    std::size_t records = 1'000'000;
    std::size_t headers = 0;
    int rounds = 5;
};

OutgoingRecord recordOf(const Load& load, std::size_t number)
{
    OutgoingRecord record{kTopic, std::nullopt, "PMT-" + std::to_string(number % 50'000), {}, {}};
    for (std::size_t header = 0; header < load.headers; ++header) {
        record.headers.push_back({"ce_header" + std::to_string(header), "/pc/dev/cpr"});
    }
    std::string value =
        R"({"paymentId":"PMT-)" + std::to_string(number) + R"(","status":"DEBITED")";
    constexpr std::size_t kValueBytes = 350;
    value += R"(,"note":")" + std::string(kValueBytes - value.size() - 11, 'x') + R"("})";
    record.value = std::move(value);
    return record;
}

/// Of one reading of the whole topic.
struct Figures
{
    double recordsPerSecond = 0;
    /// Of the polling thread alone; less disturbed by what else the machine does.
    double cpuNsPerRecord = 0;
};

double threadCpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// Starts with the first record, so that connecting does not count.
class Stopwatch
{
public:
    void noteRecords(std::size_t count)
    {
        if (count > 0 && m_cpuSeconds < 0) {
            m_start = SteadyClock::now();
            m_cpuSeconds = threadCpuSeconds();
        }
    }

    [[nodiscard]] Figures stop(std::size_t records) const
    {
        const double count = static_cast<double>(records);
        const std::chrono::duration<double> wall = SteadyClock::now() - m_start;
        return {count / wall.count(), (threadCpuSeconds() - m_cpuSeconds) / count * 1e9};
    }

private:
    SteadyClock::time_point m_start;
    double m_cpuSeconds = -1;
};

double perSecond(std::size_t records, SteadyClock::duration duration)
{
    return static_cast<double>(records) / std::chrono::duration<double>(duration).count();
}

template <typename Of>
double median(const std::vector<Figures>& all, Of of)
{
    std::vector<double> values;
    std::transform(all.begin(), all.end(), std::back_inserter(values), of);
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

double rate(const std::vector<Figures>& all)
{
    return median(all, [](const Figures& one) { return one.recordsPerSecond; });
}

double cpu(const std::vector<Figures>& all)
{
    return median(all, [](const Figures& one) { return one.cpuNsPerRecord; });
}

/// Stops the program with the sentence when it is an error.
template <typename T>
T valueOf(Result<T> result)
{
    if (!result) {
        qFatal("%s", result.error().text.c_str());
    }
    return std::move(*result);
}

void check(const Status& status)
{
    if (!status) {
        qFatal("%s", status.error().text.c_str());
    }
}

void fill(Bus& bus, const Load& load)
{
    const std::array<TopicSpec, 1> topics{TopicSpec{kTopic, kPartitions, {}}};
    check(bus.createTopics(topics));
    std::vector<Record> records;
    std::vector<BusEvent> events;
    std::size_t reports = 0;
    const auto countReports = [&](Duration wait) {
        bus.poll(wait, 0, records, events);
        for (const BusEvent& event : events) {
            const auto* report = std::get_if<DeliveryReport>(&event);
            if (report != nullptr && report->outcome != DeliveryReport::Outcome::Delivered) {
                qFatal("%s", report->reason.c_str());
            }
            reports += report != nullptr ? 1 : 0;
        }
        events.clear();
    };
    for (std::size_t number = 0; number < load.records; ++number) {
        bus.produce(recordOf(load, number), number);
        while (number + 1 - reports > 50'000) {
            countReports(100ms);
        }
    }
    while (reports < load.records) {
        countReports(100ms);
    }
}

/// Reads everything with the library alone; messages are destroyed unseen.
Figures readRaw(const std::string& brokers, const Load& load)
{
    rd_kafka_conf_t* const conf = rd_kafka_conf_new();
    for (const auto& [name, value] : {std::pair{"bootstrap.servers", brokers.c_str()},
                                      {"group.id", "bench"},
                                      {"enable.auto.commit", "false"},
                                      {"check.crcs", "true"},
                                      {"queued.max.messages.kbytes", "65536"}}) {
        rd_kafka_conf_set(conf, name, value, nullptr, 0);
    }
    rd_kafka_t* const client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, nullptr, 0);
    rd_kafka_topic_partition_list_t* const list = rd_kafka_topic_partition_list_new(kPartitions);
    for (std::int32_t partition = 0; partition < kPartitions; ++partition) {
        rd_kafka_topic_partition_list_add(list, kTopic, partition)->offset = 0;
    }
    rd_kafka_topic_t* const topic = rd_kafka_topic_new(client, kTopic, nullptr);
    rd_kafka_assign(client, list);
    rd_kafka_queue_t* const queue = rd_kafka_queue_get_consumer(client);
    std::vector<rd_kafka_message_t*> batch(4096);
    std::size_t records = 0;
    Stopwatch stopwatch;
    while (records < load.records) {
        const ssize_t got = rd_kafka_consume_batch_queue(queue, 20, batch.data(), batch.size());
        for (ssize_t index = 0; index < got; ++index) {
            rd_kafka_message_t* const message = batch[static_cast<std::size_t>(index)];
            records += message->err == RD_KAFKA_RESP_ERR_NO_ERROR ? 1 : 0;
            rd_kafka_message_destroy(message);
        }
        stopwatch.noteRecords(records);
    }
    const Figures figures = stopwatch.stop(records);
    rd_kafka_queue_destroy(queue);
    rd_kafka_topic_destroy(topic);
    rd_kafka_topic_partition_list_destroy(list);
    rd_kafka_destroy_flags(client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    return figures;
}

Figures readBus(Bus& bus, const Load& load)
{
    bus.startTail({[](std::string_view) { return StartAt::Beginning; }, {}});
    std::vector<Record> records;
    std::vector<BusEvent> events;
    std::size_t count = 0;
    Stopwatch stopwatch;
    while (count < load.records) {
        records.clear();
        events.clear();
        bus.poll(20ms, 4096, records, events);
        count += records.size();
        stopwatch.noteRecords(count);
    }
    return stopwatch.stop(count);
}

void benchKafka(const Load& load)
{
    test::KafkaBroker broker;
    check(broker.start());
    const SystemClock clock;
    KafkaConfig config;
    config.brokers = broker.bootstrapServers();
    const auto connect = [&] { return valueOf(KafkaBus::create(config, clock)); };
    const auto start = SteadyClock::now();
    fill(*connect(), load);
    const double produced = perSecond(load.records, SteadyClock::now() - start);

    std::vector<Figures> raw;
    std::vector<Figures> bus;
    for (int round = 0; round < load.rounds; ++round) {
        raw.push_back(readRaw(config.brokers, load));
        bus.push_back(readBus(*connect(), load));
    }
    const auto ratesOf = [](const std::vector<Figures>& all) {
        std::vector<double> rates;
        std::transform(all.begin(), all.end(), std::back_inserter(rates),
                       [](const Figures& one) { return one.recordsPerSecond; });
        return rates;
    };
    bench::printRow("bus: librdkafka alone", "records/s by the wall", ratesOf(raw));
    bench::printRow("bus: KafkaBus", "records/s by the wall", ratesOf(bus));
    std::printf("kafka: produced %.0f records/s\n", produced);
    std::printf("  raw batch consumption  %8.0f records/s  %4.0f ns/record on the polling thread\n",
                rate(raw), cpu(raw));
    std::printf("  KafkaBus::poll         %8.0f records/s  %4.0f ns/record on the polling thread\n",
                rate(bus), cpu(bus));
    std::printf("  ratio of the rates     %.2f\n", rate(bus) / rate(raw));
}

void benchEmbedded(const Load& load)
{
    const SystemClock clock;
    std::vector<Figures> produced;
    std::vector<Figures> read;
    for (int round = 0; round < load.rounds; ++round) {
        const auto broker = std::make_shared<EmbeddedBroker>(clock);
        const auto start = SteadyClock::now();
        EmbeddedBus writer(broker);
        fill(writer, load);
        produced.push_back({perSecond(load.records, SteadyClock::now() - start), 0});
        EmbeddedBus reader(broker);
        read.push_back(readBus(reader, load));
    }
    std::printf("embedded: produced %.0f records/s; read %.0f records/s, %.0f ns/record\n",
                rate(produced), rate(read), cpu(read));
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    Load load;
    load.records = argc > 1 ? std::stoul(argv[1]) : load.records;
    load.headers = argc > 2 ? std::stoul(argv[2]) : load.headers;
    load.rounds = argc > 3 ? std::stoi(argv[3]) : load.rounds;
    std::printf("%zu records of 350 bytes with %zu headers, median of %d rounds\n", load.records,
                load.headers, load.rounds);
    benchEmbedded(load);
    benchKafka(load);
    return 0;
}
