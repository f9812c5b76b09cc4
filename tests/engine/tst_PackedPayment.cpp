// SPDX-License-Identifier: Apache-2.0
#include "core/base/Prng.h"
#include "core/contract/Codec.h"
#include "core/model/PackedPayment.h"
#include "core/model/PackedUuid.h"
#include "core/model/PaymentMembers.h"
#include "core/model/PaymentPacker.h"
#include "tests/support/engine/Simulation.h"

#include <QtTest>

#include <chrono>
#include <map>
#include <string>
#include <type_traits>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// Gives every member of a payment some value of its kind.
class Filler
{
public:
    explicit Filler(std::uint64_t seed) : m_random(seed) {}

    template <typename... T>
    void operator()(T&... members)
    {
        (fill(members), ...);
    }
    template <std::size_t size, typename T>
    void operator()(const char (&)[size], T& member)
    {
        fill(member);
    }

private:
    template <typename T>
    requires std::is_integral_v<T>
    void fill(T& value)
    {
        // Small, great and negative ones.
        value = static_cast<T>(m_random.next() >> m_random.below(64));
    }
    void fill(bool& value) { value = m_random.chance(500); }
    void fill(System& value) { value = static_cast<System>(m_random.below(kSystemCount)); }
    void fill(PaymentStatus& value)
    {
        value = static_cast<PaymentStatus>(m_random.below(WireNames<PaymentStatus>::names.size()));
    }
    template <typename T>
    requires requires(T& value, Filler& filler) { T::fields(value, filler); }
    void fill(T& value) { T::fields(value, *this); }
    template <typename T>
    requires requires(T& value, Filler& filler) { members::walk(value, filler); }
    void fill(T& value) { members::walk(value, *this); }
    template <typename T>
    void fill(std::optional<T>& value)
    {
        if (m_random.chance(700)) {
            fill(value.emplace());
        }
    }
    template <typename T>
    void fill(std::vector<T>& values)
    {
        values.resize(m_random.below(4));
        for (T& value : values) {
            fill(value);
        }
    }
    template <typename Tag>
    void fill(Id<Tag>& id)
    {
        fill(id.value);
    }
    template <typename E>
    void fill(Open<E>& value)
    {
        if (m_random.chance(200)) {
            value = Open<E>::fromText("NEW_ONE_" + std::to_string(m_random.below(3)));
        } else {
            value = static_cast<E>(m_random.below(WireNames<E>::names.size()));
        }
    }
    template <typename T>
    void fill(Latest<T>& latest)
    {
        latest.isSet = m_random.chance(800);
        if (latest.isSet) {
            (*this)(latest.key, latest.from, latest.value);
        }
    }
    template <typename T>
    void fill(Seldom<T>& seldom)
    {
        Latest<T> latest;
        fill(latest);
        if (latest) {
            seldom.offer(latest.key, latest.value, latest.from);
        }
    }
    void fill(std::string& text)
    {
        switch (m_random.below(6)) {
        case 0: text.clear(); break;
        case 1: text = "shared by many"; break;
        case 2: text = "text " + std::to_string(m_random.below(5)); break;
        case 3:
            text = (m_random.chance(500) ? "0a1b2c3d-0000-4fff-8000-00000000000"
                                         : "00000000-0000-0000-0000-00000000000")
                   + std::to_string(m_random.below(9));
            break;
        case 4: text = std::string(m_random.below(300), 'x') + "  two  spaces "; break;
        default: text = std::string("\0\xff nul", 6); break;
        }
    }
    void fill(Instant& at)
    {
        at.ms = static_cast<std::int64_t>(m_random.below(200'000'000'000'000));
    }
    void fill(CompactMessageId& id)
    {
        MessageId text;
        fill(text);
        id = text;
    }
    void fill(Date& date) { (*this)(date.year, date.month, date.day); }
    void fill(Money& money)
    {
        fill(money.minor);
        money.currency.code =
            m_random.chance(500) ? std::array{'J', 'P', 'Y'} : std::array{'U', 'S', 'D'};
    }
    void fill(SourceViews& views)
    {
        fill(views.of(System::Cpr));
        fill(views.of(System::Otto));
    }
    void fill(PaymentEntry& entry)
    {
        (*this)(entry.source, entry.name, entry.from, entry.causationId, entry.version,
                entry.detail);
    }
    void fill(Provenance& from)
    {
        (*this)(from.id, from.time, from.arrivedAt, from.topic, from.partition, from.offset,
                from.isAnswer);
    }
    void fill(AssertionKey& key) { (*this)(key.version, key.time, key.id); }
    void fill(VersionSeen& seen) { (*this)(seen.version, seen.id, seen.time, seen.status); }

    Prng m_random;
};

Scenario troubles()
{
    Scenario scenario = scenarioNamed("all-troubles");
    scenario.rate = 20;
    return scenario;
}

SimulationOptions payments(std::uint64_t count)
{
    SimulationOptions options;
    options.seed = 7;
    options.payments = count;
    return options;
}

}  // namespace

class tst_PackedPayment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMemberComesBack()
    {
        TextPool pool;
        PaymentPacker packer(pool);
        for (std::uint64_t seed = 0; seed < 2000; ++seed) {
            Payment payment;
            payment.id = PaymentId("PMT-" + std::to_string(seed));
            Filler filler(seed);
            members::walk(payment, filler);
            const PackedPayment packed(payment, packer);
            QCOMPARE(packed.id(), std::string_view(payment.id.value));
            QVERIFY(*packed.unpack(pool) == payment);
            QVERIFY(packed.added(pool) == payment.added);
        }
    }

    void whatSimulatedSystemsSaidComesBackAndStillKnowsItsRepeats()
    {
        Simulation simulation(troubles(), payments(1500));
        Decoder decoder("dev");
        std::map<std::string, Payment> all;
        std::vector<Message> facts;
        simulation.onRecords = [&](std::span<const Record> records) {
            for (const Record& record : records) {
                const auto message = decoder.decode(record);
                if (!message || message->topic.system == System::Otto) {
                    continue;
                }
                Payment& payment = all[message->envelope.subject];
                payment.id = PaymentId(message->envelope.subject);
                const bool isAnswer = message->topic.topicClass == TopicClass::Command;
                const Provenance from{
                    message->envelope.id, message->envelope.time, record.timestamp, 3,
                    record.partition,     record.offset,          isAnswer};
                if (isAnswer) {
                    (void)payment.applyAnswer(*message, from);
                } else {
                    (void)payment.applyFact(*message, from);
                    facts.push_back(*message);
                }
            }
        };
        simulation.run(4min);
        QVERIFY(all.size() >= 1500);

        TextPool pool;
        PaymentPacker packer(pool);
        for (auto& [id, payment] : all) {
            const PackedPayment packed(payment, packer);
            Payment unpacked = std::move(*packed.unpack(pool));
            QVERIFY2(unpacked == payment, id.c_str());
            payment = std::move(unpacked);
        }
        for (const Message& fact : facts) {
            QVERIFY(!all[fact.envelope.subject].applyFact(fact, {}));
        }
    }

    void anEngineThatPacksNearlyAllDecidesTheSame()
    {
        std::string digests[2];
        for (const bool packs : {false, true}) {
            SimulationOptions options = payments(1500);
            options.unpackedPayments = packs ? 8 : 1'000'000;
            Simulation simulation(troubles(), options);
            simulation.run(4min);
            QVERIFY(simulation.engine().status().flagsRaised > 0);
            digests[packs ? 1 : 0] = simulation.engine().stateDigest();
        }
        QCOMPARE(digests[1], digests[0]);
    }

    void anIdPacksOnlyWhenItComesBackTheSame()
    {
        for (const char* text :
             {"0a1b2c3d-0000-4fff-8000-0123456789ab", "ffffffff-ffff-ffff-ffff-ffffffffffff"}) {
            const auto uuid = PackedUuid::of(text);
            QVERIFY(uuid);
            QCOMPARE(uuid->text(), std::string(text));
        }
        for (const char* text :
             {"", "0A1b2c3d-0000-4fff-8000-0123456789ab", "0a1b2c3d00000-4fff-8000-0123456789ab",
              "0a1b2c3d-0000-4fff-8000-0123456789a", "0a1b2c3d-0000-4fff-8000-0123456789ag"}) {
            QVERIFY(!PackedUuid::of(text));
        }
    }

    void onlyTextsOfSeveralPaymentsEnterThePool()
    {
        TextPool pool;
        const auto numberOf = [&pool](const std::string& text, const std::string& payment) {
            return pool.numberOf(text, TextPool::hashOf(text), TextPool::hashOf(payment));
        };
        std::optional<std::uint32_t> number;
        for (int i = 0; i < 10; ++i) {
            const std::string payment = "PMT-" + std::to_string(i);
            number = numberOf("ACH-OUT-DAILY", payment);
            // However often its payment is packed, an id stays out.
            for (int times = 0; times < 10; ++times) {
                QVERIFY(!numberOf("RSV-" + std::to_string(i), payment));
            }
            QVERIFY(!numberOf(std::string(1000, 'x'), payment));
        }
        QVERIFY(number);
        QCOMPARE(pool.text(*number), std::string("ACH-OUT-DAILY"));
    }

    void idsOrderAsTheirTexts()
    {
        const std::vector<MessageId> ids{
            MessageId(""),
            MessageId("00000000-0000-0000-0000-000000000000"),
            MessageId("0a1b2c3d-0000-4fff-8000-0123456789ab"),
            MessageId("0a1b2c3d-0000-4fff-8000-0123456789ac"),
            MessageId("0a1b2c3d-x"),
            MessageId("M-1"),
            MessageId("ffffffff-ffff-ffff-ffff-ffffffffffff"),
        };
        for (const MessageId& a : ids) {
            QCOMPARE(CompactMessageId(a).get().value, a.value);
            QCOMPARE(CompactMessageId(a).empty(), a.empty());
            for (const MessageId& b : ids) {
                QVERIFY((CompactMessageId(a) <=> CompactMessageId(b)) == (a <=> b));
                QCOMPARE(CompactMessageId(a) == CompactMessageId(b), a == b);
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_PackedPayment)
#include "tst_PackedPayment.moc"
