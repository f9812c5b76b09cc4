// SPDX-License-Identifier: Apache-2.0
// Otto's own engine with the four rules as the catalogue has them, on the facts of its peers.
#include "core/bus/Record.h"
#include "core/contract/Codec.h"
#include "core/engine/Engine.h"
#include "core/rules/RuleSet.h"
#include "core/sim/Topics.h"
#include "tests/bench/peers/PeerRounds.h"
#include "tests/bench/peers/PeerRules.h"
#include "tests/bench/peers/TroubledPayments.h"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace otto;
using bench::FactFile;
using bench::PeerFlag;
using bench::RoundClock;

constexpr const char* kEnv = bench::TroubledPayments::kEnv;
constexpr std::int32_t kPartitions = 12;

[[noreturn]] void fail(const std::string& sentence)
{
    std::fprintf(stderr, "%s\n", sentence.c_str());
    std::exit(1);
}

std::shared_ptr<const RuleSet> fourRules()
{
    std::vector<RuleFile> files;
    for (RuleFile& file : builtInRuleFiles()) {
        for (const char* name : {"OT01-", "OT03-", "OT05-", "OT07-", "sla.toml"}) {
            if (file.file.find(name) != std::string::npos) {
                files.push_back(std::move(file));
                break;
            }
        }
    }
    auto set = RuleSet::read(files, ruleVocabulary());
    if (!set) {
        fail(set.error().front().sentence());
    }
    if ((*set)->all().size() != 4) {
        fail("there are " + std::to_string((*set)->all().size()) + " rules, not 4");
    }
    return *set;
}

EngineOptions engineOptions(std::shared_ptr<const RuleSet> rules)
{
    EngineOptions options;
    options.env = kEnv;
    options.instance = "bench";
    options.recordWindowBytes = 16 * 1024 * 1024;
    options.rules = std::move(rules);
    return options;
}

/// The facts of one second of event time, and the second that proves them.
struct Batch
{
    Instant provenAt;
    std::vector<Record> records;
};

std::int64_t timeOf(std::string_view json)
{
    const std::size_t at = json.find("\"time\":\"") + 8;
    const auto time = Instant::parse(json.substr(at, 24));
    if (!time) {
        fail(time.error().text);
    }
    return time->ms;
}

/// As a bus hands them over, made before any time is taken.
std::vector<Batch> batchesOf(const FactFile& facts)
{
    std::vector<Batch> out;
    std::map<std::pair<std::string_view, std::int32_t>, std::int64_t> offsets;
    for (const bench::FactLine& line : facts.lines()) {
        const std::int64_t time = timeOf(line.json);
        const std::int64_t second = bench::nextSecond(time);
        while (out.empty() || out.back().provenAt.ms < second) {
            out.push_back({{out.empty() ? second : out.back().provenAt.ms + 1'000}, {}});
        }
        Record record;
        record.topic = line.topic;
        record.partition = partitionFor(line.key, kPartitions);
        record.offset = offsets[{line.topic, record.partition}]++;
        record.timestamp = {time};
        record.key = line.key;
        record.headers.push_back({"content-type", "application/cloudevents+json; charset=UTF-8"});
        record.value = line.json;
        out.back().records.push_back(std::move(record));
    }
    return out;
}

/// An engine that has the duty, and the broker that it needs for that: what it writes comes back.
class DecidingEngine
{
public:
    DecidingEngine(std::shared_ptr<const RuleSet> rules, Instant begin)
        : m_engine(engineOptions(std::move(rules)))
    {
        StepInput found;
        TopicSpec journal;
        journal.name = journalTopic(kEnv);
        journal.partitions = kPartitions;
        found.events.emplace_back(TopicsFound{{journal}});
        step(begin - Duration{900}, std::move(found));
        for (int turn = 1; turn < 9; ++turn) {
            step(begin - Duration{900 - turn}, {});
        }
        if (m_engine.status().duty != DutyState::Deciding) {
            fail("the engine does not decide: " + m_engine.status().dutyText);
        }
    }

    void step(Instant now, StepInput input)
    {
        // No desk is open, as the peers have none.
        input.isWatched = false;
        input.events.emplace_back(CaughtUp{now});
        for (Record& record : std::exchange(m_written, {})) {
            input.records.push_back(std::move(record));
        }
        StepEffects effects;
        m_engine.step(now, std::move(input), effects);
        (void)m_engine.takeDelta();
        for (Produce& produce : effects.produce) {
            Record record;
            record.topic = std::move(produce.record.topic);
            record.partition = produce.record.partition.value_or(
                produce.record.key ? partitionFor(*produce.record.key, kPartitions) : 0);
            record.offset = m_offset++;
            record.timestamp = now;
            record.key = std::move(produce.record.key);
            record.headers = std::move(produce.record.headers);
            record.value = std::move(produce.record.value);
            if (record.topic == m_journal) {
                m_decisions.push_back(record);
            }
            m_written.push_back(std::move(record));
        }
    }

    [[nodiscard]] EngineStatus status() const { return m_engine.status(); }

    /// The payments flagged, from the journal.
    [[nodiscard]] std::vector<PeerFlag> flags() const
    {
        std::vector<PeerFlag> out;
        Decoder decoder(kEnv);
        for (const Record& record : m_decisions) {
            const Result<Message> message = decoder.decode(record);
            if (!message) {
                fail("the journal does not decode: " + message.error().text);
            }
            if (const auto* raised = std::get_if<FlagRaised>(&message->body)) {
                out.push_back(
                    {raised->flag.ruleId, raised->flag.paymentId->value, raised->raisedAt.ms});
            }
        }
        return out;
    }

private:
    Engine m_engine;
    std::string m_journal = journalTopic(kEnv);
    std::vector<Record> m_written;
    std::vector<Record> m_decisions;
    std::int64_t m_offset = 0;
};

std::vector<PeerFlag> runEngine(const FactFile& facts, RoundClock& clock)
{
    std::vector<Batch> batches = batchesOf(facts);
    DecidingEngine engine(fourRules(), batches.front().provenAt);
    clock.measure([&] {
        for (Batch& batch : batches) {
            StepInput input;
            input.records = std::move(batch.records);
            engine.step(batch.provenAt, std::move(input));
        }
        // What the last second decided is read back and published.
        for (int turn = 1; turn < 4; ++turn) {
            engine.step(batches.back().provenAt + Duration{turn}, {});
        }
    });
    if (engine.status().quarantined != 0) {
        fail(std::to_string(engine.status().quarantined) + " facts were refused");
    }
    return engine.flags();
}

}  // namespace

int main(int argc, char** argv)
{
    return otto::bench::runPeer(argc, argv, "peers: Otto's engine", runEngine);
}
