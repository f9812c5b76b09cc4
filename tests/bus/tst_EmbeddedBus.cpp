// SPDX-License-Identifier: Apache-2.0
#include "core/bus/embedded/EmbeddedBus.h"
#include "tests/bus/BusConformance.h"

#include <QTest>

namespace otto::test {

class tst_EmbeddedBus : public BusConformance
{
    Q_OBJECT

protected:
    std::unique_ptr<Bus> connect() override { return std::make_unique<EmbeddedBus>(m_broker); }

    Status growTopic(const std::string& name, std::int32_t partitions) override
    {
        return m_broker->growTopic(name, partitions);
    }

    void interrupt() override
    {
        m_broker->setAvailable(false, "no broker answers at embedded (switched off)");
    }

    void restore() override { m_broker->setAvailable(true); }

    [[nodiscard]] const Clock& clock() const override { return m_clock; }

private:
    SystemClock m_clock;
    std::shared_ptr<EmbeddedBroker> m_broker = std::make_shared<EmbeddedBroker>(m_clock);
};

}  // namespace otto::test

QTEST_APPLESS_MAIN(otto::test::tst_EmbeddedBus)
#include "tst_EmbeddedBus.moc"
