// SPDX-License-Identifier: Apache-2.0
#include "core/base/Digest.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/engine/Engine.h"
#include "core/model/Payment.h"
#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"
#include "core/sim/World.h"
#include "tests/engine/ReferenceModel.h"

#include <QtTest>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

constexpr Instant kBegin{1'772'463'600'000};

std::string engineLine(const Payment& payment)
{
    const auto merged = payment.merged();
    std::string out =
        payment.id.value + " "
        + (merged.isSet ? std::string(merged.status.text()) + "@" + merged.since.text()
                        : std::string("@"));
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        const SourceView& source = payment.sources[i];
        out += " | " + std::string(wireName(static_cast<System>(i))) + " "
               + (source.status ? std::string(source.status.value.status.text()) : "") + " "
               + (source.amount ? moneyText(source.amount.value) : "") + " v"
               + std::to_string(source.versions.size());
    }
    for (const Posting& posting : payment.postings) {
        out += " | posting " + posting.trnRcptId + " " + moneyText(posting.amount);
    }
    for (const LimitSlot& slot : payment.limits) {
        out += " | limit " + slot.reservationId + "/" + slot.limitId + " "
               + std::string(slot.action.text());
    }
    return out + " | recon "
           + (payment.recon ? std::string(payment.recon.value.result.text()) : "");
}

/// World, broker and engine in virtual time on one thread.
class Simulation
{
public:
    Simulation(const std::string& scenarioName, std::uint64_t seed, std::uint64_t payments,
               double rate)
        : m_broker(std::make_shared<EmbeddedBroker>(m_clock)), m_bus(m_broker)
    {
        EmbeddedBus setup(m_broker);
        const auto topics = ottoTopics("dev");
        (void)setup.createTopics(topics);
        Scenario scenario = ScenarioFolder().load(scenarioName).value();
        scenario.rate = rate;
        WorldOptions options;
        options.env = "dev";
        options.seed = seed;
        options.paymentsMax = payments;
        m_world = std::make_unique<World>(scenario, options,
                                          std::make_unique<EmbeddedBus>(m_broker), kBegin);
        EngineOptions engineOptions;
        engineOptions.env = "dev";
        engineOptions.instance = "simulated";
        engineOptions.recordWindowBytes = 1024 * 1024;
        m_engine = std::make_unique<Engine>(engineOptions);
        TailOptions tail;
        tail.startAt = [this](std::string_view topic) { return m_engine->startAt(topic); };
        tail.lookbackFrom = kBegin - 1h;
        m_bus.startTail(std::move(tail));
    }

    void run(Duration time, Duration step = Duration{250})
    {
        for (Duration done{0}; done < time; done += step) {
            m_clock.advance(step);
            m_world->step(m_clock.now());
            turn();
        }
    }

    Engine& engine() { return *m_engine; }
    std::string bytesDigest() const { return m_digest; }
    const std::vector<Record>& records() const { return m_records; }
    bool keepRecords = false;

private:
    void turn()
    {
        m_bus.probe();
        for (bool more = true; more;) {
            StepInput input;
            m_bus.poll(0ms, 4096, input.records, input.events);
            more = !input.records.empty();
            for (const Record& record : input.records) {
                if (keepRecords) {
                    m_records.push_back(record);
                    continue;
                }
                std::string headers;
                for (const Header& header : record.headers) {
                    headers += header.name + "=" + header.value + ";";
                }
                m_digest = digestHex({m_digest, record.topic, std::to_string(record.partition),
                                      std::to_string(record.offset), record.timestamp.text(),
                                      record.key.value_or(""), headers, record.value.value_or("")});
                if (keepRecords) {
                    m_records.push_back(record);
                }
            }
            StepEffects effects;
            m_engine->step(m_clock.now(), std::move(input), effects);
            for (Produce& produce : effects.produce) {
                m_bus.produce(std::move(produce.record), produce.token);
            }
            (void)m_engine->takeDelta();
        }
    }

    ManualClock m_clock{kBegin};
    std::shared_ptr<EmbeddedBroker> m_broker;
    EmbeddedBus m_bus;
    std::unique_ptr<World> m_world;
    std::unique_ptr<Engine> m_engine;
    std::string m_digest;
    std::vector<Record> m_records;
};

}  // namespace

class tst_ReferenceModel : public QObject
{
    Q_OBJECT

public:
    /// A hundred thousand payments may take longer than Qt Test's five minutes on a busy machine.
    static void initMain() { qputenv("QTEST_FUNCTION_TIMEOUT", "1500000"); }

private Q_SLOTS:
    void theSameSeedGivesTheSameBytes()
    {
        std::string first;
        for (int i = 0; i < 2; ++i) {
            Simulation simulation("all-troubles", 7, 1500, 20);
            simulation.run(4min);
            QVERIFY(simulation.engine().status().flagsRaised > 0);
            if (i == 0) {
                first = simulation.bytesDigest() + simulation.engine().stateDigest();
            } else {
                QCOMPARE(simulation.bytesDigest() + simulation.engine().stateDigest(), first);
            }
        }
        Simulation other("all-troubles", 8, 1500, 20);
        other.run(4min);
        QVERIFY(other.bytesDigest() + other.engine().stateDigest() != first);
    }

    void aHundredThousandPaymentsWithTroublesEqualTheReference()
    {
        Simulation simulation("all-troubles", 11, 100'000, 400);
        simulation.keepRecords = true;
        simulation.run(10min, 500ms);
        ReferenceModel reference;
        Decoder decoder("dev");
        for (const Record& record : simulation.records()) {
            if (decoder.decode(record)) {
                reference.take(record);
            }
        }
        const auto expected = reference.lines();
        QVERIFY2(expected.size() >= 100'000U, std::to_string(expected.size()).c_str());
        std::size_t compared = 0;
        for (const auto& [id, line] : expected) {
            const Payment* payment = simulation.engine().payment(PaymentId(id));
            QVERIFY2(payment != nullptr, id.c_str());
            QCOMPARE(QString::fromStdString(engineLine(*payment)), QString::fromStdString(line));
            ++compared;
        }
        const EngineStatus status = simulation.engine().status();
        qInfo("%zu payments equal; %llu facts, %llu duplicates, %llu quarantined, %llu flags",
              compared, static_cast<unsigned long long>(status.facts),
              static_cast<unsigned long long>(status.duplicates),
              static_cast<unsigned long long>(status.quarantined),
              static_cast<unsigned long long>(status.flagsRaised));
        QVERIFY(status.duplicates > 0);
        QVERIFY(status.quarantined > 0);
        QVERIFY(status.flagsRaised > 1000);
    }
};

QTEST_APPLESS_MAIN(tst_ReferenceModel)
#include "tst_ReferenceModel.moc"
