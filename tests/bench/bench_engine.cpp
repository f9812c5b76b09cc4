// SPDX-License-Identifier: Apache-2.0
// What a fact costs on one core, from JSON bytes through decoding, model and the whole rule
// catalogue, with many payments open; and the same from a real broker as a ratio to batch
// consumption with librdkafka alone.
// Usage: otto_bench_engine [--payments N] [--facts N] [--rounds N]
//                          [--kafka|--only-kafka|--only-catalogue]
// --only-catalogue: nothing but the catalogue at that many payments, for a profiler.
#include "core/base/Clock.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/contract/Codec.h"
#include "core/engine/Engine.h"
#include "core/rules/RuleSet.h"
#include "core/sim/Topics.h"
#include "tests/bench/PaymentFacts.h"
#include "tests/bench/Row.h"
#include "tests/support/kafka/KafkaBroker.h"

#include <QCoreApplication>

#include <jemalloc/jemalloc.h>
#include <librdkafka/rdkafka.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include <unistd.h>

namespace {

using namespace otto;
using bench::PaymentFacts;
using namespace std::chrono_literals;

/// Payments that fit into memory when none is packed.
constexpr std::uint64_t kPartsMax = 200'000;
constexpr std::size_t kBatch = 1024;
constexpr const char* kEnv = PaymentFacts::kEnv;
constexpr std::size_t kWindowBytes = 16 * 1024 * 1024;

double secondsOf(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

/// CPU time tells what the work costs whatever else the machine does; wall time tells the rest.
struct Stopwatch
{
    double cpu = 0;
    double wall = 0;

    template <typename Work>
    void measure(Work work)
    {
        const double cpuFrom = secondsOf(CLOCK_THREAD_CPUTIME_ID);
        const double wallFrom = secondsOf(CLOCK_MONOTONIC);
        work();
        cpu += secondsOf(CLOCK_THREAD_CPUTIME_ID) - cpuFrom;
        wall += secondsOf(CLOCK_MONOTONIC) - wallFrom;
    }
};

double wallSeconds()
{
    return secondsOf(CLOCK_MONOTONIC);
}

double medianOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Nanoseconds a fact, of several rounds.
struct Costs
{
    std::vector<double> cpu;
    std::vector<double> wall;

    void add(const Stopwatch& watch, std::size_t facts)
    {
        cpu.push_back(watch.cpu * 1e9 / static_cast<double>(facts));
        wall.push_back(watch.wall * 1e9 / static_cast<double>(facts));
    }
    void print(const std::string& name, bench::Target target = {}) const
    {
        std::vector<double> rates;
        std::transform(cpu.begin(), cpu.end(), std::back_inserter(rates),
                       [](double cost) { return 1e9 / cost; });
        bench::printRow(name, "facts/s of CPU time", rates, target);
        bench::printRow(name + ", by the wall", "ns a fact", wall);
    }
    /// How many times the median of `base` each round cost.
    void printGrowth(const std::string& name, const Costs& base, bench::Target target) const
    {
        std::vector<double> ratios;
        std::transform(cpu.begin(), cpu.end(), std::back_inserter(ratios),
                       [&base](double cost) { return cost / medianOf(base.cpu); });
        bench::printRow(name, "times the cost", ratios, target);
    }
};

void fail(const std::string& sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::exit(1);
}

void expect(bool isSo, const std::string& sentence)
{
    if (!isSo) {
        fail("outputs differ, so no time is reported: " + sentence);
    }
}

std::size_t residentBytes()
{
    // What was given back but is still held counts for nothing.
    const std::string purge = "arena." + std::to_string(MALLCTL_ARENAS_ALL) + ".purge";
    mallctl(purge.c_str(), nullptr, nullptr, nullptr, 0);
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

EngineOptions engineOptions(std::shared_ptr<const RuleSet> rules)
{
    EngineOptions options;
    options.env = kEnv;
    options.instance = "bench";
    options.recordWindowBytes = kWindowBytes;
    options.rules = std::move(rules);
    return options;
}

/// An engine that has the duty, and the broker that it needs for that: what it writes comes back.
class LoadedEngine
{
public:
    /// `isWatched`: a desk is open and shows the stream.
    LoadedEngine(std::shared_ptr<const RuleSet> rules, bool isWatched)
        : m_engine(engineOptions(std::move(rules))), m_isWatched(isWatched)
    {
        StepInput found;
        TopicSpec journal;
        journal.name = journalTopic(kEnv);
        journal.partitions = 12;
        found.events.emplace_back(TopicsFound{{journal}});
        Stopwatch ignored;
        step(PaymentFacts::kBegin, std::move(found), ignored);
        for (int turn = 0; turn < 8 && m_engine.status().duty != DutyState::Deciding; ++turn) {
            step(PaymentFacts::kBegin + Duration{turn + 1}, {}, ignored);
        }
        if (m_engine.status().duty != DutyState::Deciding) {
            fail("the engine does not decide: " + m_engine.status().dutyText);
        }
    }

    /// Batches as a bus hands them over, each followed by proof that it was all.
    void take(const std::vector<Record>& facts, Stopwatch& watch)
    {
        for (std::size_t at = 0; at < facts.size(); at += kBatch) {
            StepInput input;
            const std::size_t end = std::min(at + kBatch, facts.size());
            input.records.assign(facts.begin() + static_cast<std::ptrdiff_t>(at),
                                 facts.begin() + static_cast<std::ptrdiff_t>(end));
            step(std::max(facts[end - 1].timestamp, m_now + Duration{1}), std::move(input), watch);
        }
        // What the last batch decided is read back and published.
        for (int turn = 0; turn < 3; ++turn) {
            step(m_now + Duration{1}, {}, watch);
        }
    }
    [[nodiscard]] EngineStatus status() const { return m_engine.status(); }

private:
    void step(Instant now, StepInput input, Stopwatch& watch)
    {
        m_now = now;
        input.isWatched = m_isWatched;
        input.events.emplace_back(CaughtUp{now});
        for (Record& record : std::exchange(m_written, {})) {
            input.records.push_back(std::move(record));
        }
        StepEffects effects;
        watch.measure([&] {
            m_engine.step(now, std::move(input), effects);
            (void)m_engine.takeDelta();
        });
        for (Produce& produce : effects.produce) {
            Record record;
            record.topic = std::move(produce.record.topic);
            record.partition = produce.record.partition.value_or(
                produce.record.key ? partitionFor(*produce.record.key, 12) : 0);
            record.offset = m_offset++;
            record.timestamp = now;
            record.key = std::move(produce.record.key);
            record.headers = std::move(produce.record.headers);
            record.value = std::move(produce.record.value);
            m_written.push_back(std::move(record));
        }
    }

    Engine m_engine;
    bool m_isWatched;
    Instant m_now;
    std::vector<Record> m_written;
    std::int64_t m_offset = 0;
};

struct Load
{
    std::uint64_t payments = 10'000;
    /// In all rounds together.
    std::uint64_t facts = 70'000;
    std::uint64_t rounds = 7;
    bool withKafka = false;
    bool withMemory = true;
    bool isCatalogueOnly = false;
};

struct Outcome
{
    std::uint64_t flags = 0;
    Costs costs;
    double bytesPerPayment = 0;
};

/// Opens the payments, then measures rounds of facts about them. `isWatched`: a desk is open.
Outcome measureEngine(const Load& load, std::shared_ptr<const RuleSet> rules, bool isWatched)
{
    Outcome out;
    const std::size_t before = residentBytes();
    LoadedEngine engine(std::move(rules), isWatched);
    PaymentFacts source(load.payments);
    Stopwatch ignored;
    for (std::vector<Record> facts; !(facts = source.opening(4 * kBatch)).empty();) {
        engine.take(facts, ignored);
    }
    expect(engine.status().openPayments == load.payments, "not every payment is open");
    const std::size_t after = residentBytes();
    out.bytesPerPayment = static_cast<double>(after - std::min(after, before + kWindowBytes))
                          / static_cast<double>(load.payments);
    for (std::uint64_t round = 0; round < load.rounds; ++round) {
        const std::vector<Record> facts = source.following(load.facts / load.rounds);
        expect(!facts.empty(), "there are too few payments for so many facts");
        Stopwatch watch;
        engine.take(facts, watch);
        out.costs.add(watch, facts.size());
    }
    const EngineStatus status = engine.status();
    const auto same = [](const char* what, std::uint64_t is, std::uint64_t should) {
        expect(is == should,
               std::string(what) + ": " + std::to_string(is) + ", not " + std::to_string(should));
    };
    same("refused", status.quarantined, 0);
    same("repeats", status.duplicates, source.repeats());
    same("open payments", status.openPayments, load.payments);
    same("flags", status.flagsRaised, source.mismatches());
    out.flags = status.flagsRaised;
    return out;
}

std::string sizeOf(const Load& load)
{
    return std::to_string(load.payments) + " open payments";
}

/// Decoding alone, and decoding with the model.
void measureParts(const Load& load)
{
    PaymentFacts source(load.payments);
    Decoder decoder(kEnv);
    std::unordered_map<std::string, Payment> payments;
    const auto apply = [&payments](const Record& record, const Message& message) {
        Payment& payment = payments[message.envelope.subject];
        payment.id = PaymentId(message.envelope.subject);
        return payment.applyFact(message, {message.envelope.id, message.envelope.time,
                                           record.timestamp, 0, record.partition, record.offset});
    };
    for (std::vector<Record> facts; !(facts = source.opening(4 * kBatch)).empty();) {
        for (const Record& record : facts) {
            (void)apply(record, *decoder.decode(record));
        }
    }
    Costs decode;
    Costs model;
    std::size_t bytes = 0;
    std::size_t count = 0;
    for (std::uint64_t round = 0; round < load.rounds; ++round) {
        const std::vector<Record> facts = source.following(load.facts / load.rounds);
        for (const Record& record : facts) {
            bytes += record.value->size();
        }
        count += facts.size();
        std::size_t good = 0;
        Stopwatch decodeWatch;
        decodeWatch.measure([&] {
            for (const Record& record : facts) {
                good += decoder.decode(record) ? 1U : 0U;
            }
        });
        expect(good == facts.size(), "not every record was decoded");
        decode.add(decodeWatch, facts.size());
        Stopwatch modelWatch;
        modelWatch.measure([&] {
            for (const Record& record : facts) {
                const Result<Message> message = decoder.decode(record);
                (void)apply(record, *message);
            }
        });
        model.add(modelWatch, facts.size());
    }
    std::printf("%zu facts, %zu bytes of JSON each on average\n", count, bytes / count);
    decode.print("decoding alone, " + sizeOf(load));
    model.print("decoding and model, " + sizeOf(load));
}

/// The first ten rules; and with ten copies of nine of them, so that the same flags are raised.
std::shared_ptr<const RuleSet> rulesOf(int count)
{
    constexpr int kBase = 10;
    std::vector<RuleFile> files;
    int copied = 0;
    for (const RuleFile& file : builtInRuleFiles()) {
        if (file.file.find("sla.toml") != std::string::npos) {
            files.push_back(file);
            continue;
        }
        const std::size_t at = file.text.find("\nid = \"OT");
        const int number = std::stoi(file.text.substr(at + 9, 2));
        if (number > kBase) {
            continue;
        }
        files.push_back(file);
        constexpr int kFlagging = 7;
        for (int copy = 1; number != kFlagging && copy <= (count - kBase) / (kBase - 1); ++copy) {
            std::string text = file.text;
            // 00, then 11 to 99: all the ids that are left.
            const int free = copied == 0 ? 0 : kBase + copied;
            ++copied;
            text.replace(at + 9, 2,
                         {static_cast<char>('0' + free / 10), static_cast<char>('0' + free % 10)});
            files.push_back({"copy" + std::to_string(copy) + "-" + file.file, text});
        }
    }
    auto set = RuleSet::read(files, ruleVocabulary());
    if (!set) {
        fail(set.error().front().sentence());
    }
    expect((*set)->all().size() == static_cast<std::size_t>(count), "another number of rules");
    return *set;
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
    Engine engine(engineOptions(nullptr));
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

void measureBroker(const Load& load)
{
    PaymentFacts source(load.payments);
    std::vector<Record> facts = source.opening(load.payments * PaymentFacts::kOpening);
    for (Record& fact : source.following(load.facts)) {
        facts.push_back(std::move(fact));
    }
    test::KafkaBroker broker;
    if (const auto started = broker.start(); !started) {
        fail(started.error().text);
    }
    const std::size_t total = fill(broker.bootstrapServers(), facts);
    std::vector<double> raw;
    std::vector<double> through;
    std::vector<double> ratios;
    for (std::uint64_t round = 0; round < load.rounds; ++round) {
        raw.push_back(rawRate(broker.bootstrapServers(), total));
        through.push_back(brokerRate(broker.bootstrapServers(), total));
        ratios.push_back(through.back() / raw.back());
    }
    bench::printRow("librdkafka alone from a broker", "records/s by the wall", raw);
    bench::printRow("engine from a broker", "records/s by the wall", through);
    bench::printRow("engine to librdkafka alone", "ratio", ratios, {0.6, false});
}

/// The whole catalogue at that many payments, and how it and the rules grow.
void measureAll(const Load& load)
{
    const auto catalogue = RuleSet::builtIn(ruleVocabulary());
    const Outcome whole = measureEngine(load, catalogue, false);
    whole.costs.print("engine, whole catalogue, " + sizeOf(load), {1.5e6, false});
    bench::printRow("memory, " + sizeOf(load), "bytes a payment", {whole.bytesPerPayment},
                    {320, true});
    if (load.isCatalogueOnly) {
        return;
    }
    Load small = load;
    small.payments = 10'000;
    small.facts = std::min<std::uint64_t>(load.facts, 70'000);
    if (small.payments < load.payments) {
        const Outcome base = measureEngine(small, catalogue, false);
        whole.costs.printGrowth(sizeOf(load) + " to 10000", base.costs, {2, true});
    }
    const Outcome watched = measureEngine(small, catalogue, true);
    watched.costs.print("engine with a desk open, " + sizeOf(small));
    const Outcome few = measureEngine(small, rulesOf(10), false);
    const Outcome many = measureEngine(small, rulesOf(100), false);
    few.costs.print("engine, 10 rules, " + sizeOf(small));
    many.costs.printGrowth("100 rules to 10, " + sizeOf(small), few.costs, {1.5, true});
    Load parts = load;
    parts.payments = std::min(load.payments, kPartsMax);
    measureParts(parts);
}

Load loadOf(int argc, char** argv)
{
    Load load;
    for (int i = 1; i < argc; ++i) {
        const std::string name = argv[i];
        const bool hasValue = i + 1 < argc;
        if (name == "--kafka") {
            load.withKafka = true;
        } else if (name == "--only-kafka") {
            load.withKafka = true;
            load.withMemory = false;
        } else if (name == "--only-catalogue") {
            load.isCatalogueOnly = true;
        } else if (name == "--payments" && hasValue) {
            load.payments = std::stoull(argv[++i]);
        } else if (name == "--facts" && hasValue) {
            load.facts = std::stoull(argv[++i]);
        } else if (name == "--rounds" && hasValue) {
            load.rounds = std::stoull(argv[++i]);
        } else {
            fail("usage: otto_bench_engine [--payments N] [--facts N] [--rounds N] "
                 "[--kafka|--only-kafka|--only-catalogue]");
        }
    }
    return load;
}

}  // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const Load load = loadOf(argc, argv);
    if (load.withMemory) {
        measureAll(load);
    }
    if (load.withKafka) {
        measureBroker(load);
    }
    return 0;
}
