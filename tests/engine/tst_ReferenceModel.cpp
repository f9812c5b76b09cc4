// SPDX-License-Identifier: Apache-2.0
#include "core/base/Digest.h"
#include "core/model/Payment.h"
#include "tests/engine/ReferenceModel.h"
#include "tests/support/engine/Simulation.h"

#include <QtTest>

#include <algorithm>
#include <chrono>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

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
           + (payment.recon ? std::string(payment.recon->value.result.text()) : "");
}

/// Digests everything that the engine reads.
class BytesDigest
{
public:
    explicit BytesDigest(Simulation& simulation)
    {
        simulation.onRecords = [this](std::span<const Record> records) {
            std::for_each(records.begin(), records.end(),
                          [this](const Record& record) { take(record); });
        };
    }
    const std::string& text() const { return m_digest; }

private:
    void take(const Record& record)
    {
        std::string headers;
        for (const Header& header : record.headers) {
            headers += header.name + "=" + header.value + ";";
        }
        m_digest = digestHex({m_digest, record.topic, std::to_string(record.partition),
                              std::to_string(record.offset), record.timestamp.text(),
                              record.key.value_or(""), headers, record.value.value_or("")});
    }

    std::string m_digest;
};

/// All troubles at that many payments a second.
Scenario troubles(double rate)
{
    Scenario scenario = scenarioNamed("all-troubles");
    scenario.rate = rate;
    return scenario;
}

SimulationOptions seeded(std::uint64_t seed, std::uint64_t payments)
{
    SimulationOptions options;
    options.seed = seed;
    options.payments = payments;
    return options;
}

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
            Simulation simulation(troubles(20), seeded(7, 1500));
            const BytesDigest bytes(simulation);
            simulation.run(4min);
            QVERIFY(simulation.engine().status().flagsRaised > 0);
            if (i == 0) {
                first = bytes.text() + simulation.engine().stateDigest();
            } else {
                QCOMPARE(bytes.text() + simulation.engine().stateDigest(), first);
            }
        }
        Simulation other(troubles(20), seeded(8, 1500));
        const BytesDigest bytes(other);
        other.run(4min);
        QVERIFY(bytes.text() + other.engine().stateDigest() != first);
    }

    void aHundredThousandPaymentsWithTroublesEqualTheReference()
    {
        SimulationOptions options = seeded(11, 100'000);
        // Far more than one step brings: nothing is deleted before it was read.
        options.recordsPerPartitionMax = 2'000;
        Simulation simulation(troubles(400), options);
        ReferenceModel reference;
        Decoder decoder("dev");
        simulation.onRecords = [&](std::span<const Record> records) {
            for (const Record& record : records) {
                if (decoder.decode(record)) {
                    reference.take(record);
                }
            }
        };
        simulation.run(10min, 500ms);
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
