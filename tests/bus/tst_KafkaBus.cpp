// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaBus.h"
#include "tests/bus/BusConformance.h"
#include "tests/support/kafka/KafkaBroker.h"
#include "tests/support/kafka/RawKafkaClient.h"

#include <QTest>

namespace otto::test {

class tst_KafkaBus : public BusConformance
{
    Q_OBJECT

protected:
    std::unique_ptr<Bus> connect() override
    {
        KafkaConfig config;
        config.brokers = m_broker.bootstrapServers();
        Result<std::unique_ptr<KafkaBus>> bus = KafkaBus::create(config, m_clock);
        return bus ? std::move(*bus) : nullptr;
    }

    Status growTopic(const std::string& name, std::int32_t partitions) override
    {
        return fail("X", name + std::to_string(partitions));
    }

    void interrupt() override { m_broker.kill(); }
    void restore() override
    {
        const Status restarted = m_broker.restart();
        QVERIFY2(restarted.has_value(), restarted ? "" : restarted.error().text.c_str());
    }

    [[nodiscard]] const Clock& clock() const override { return m_clock; }

private Q_SLOTS:
    void initTestCase()
    {
        const Status started = m_broker.start();
        QVERIFY2(started.has_value(), started ? "" : started.error().text.c_str());
    }

private:
    SystemClock m_clock;
    KafkaBroker m_broker;
};

}  // namespace otto::test

QTEST_GUILESS_MAIN(otto::test::tst_KafkaBus)
#include "tst_KafkaBus.moc"
