// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/SimulatedWorld.h"

#include <QTest>

#include <map>
#include <set>

using namespace otto;
using namespace otto::test;

class tst_World : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void happyPaymentsEndReconciled();
};

void tst_World::happyPaymentsEndReconciled()
{
    WorldOptions options;
    options.paymentsMax = 40;
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 10\n"), options);
    sim.runFor(std::chrono::minutes{10});
    const auto added = sim.messagesOf<PaymentAdded>();
    QCOMPARE(added.size(), std::size_t{40});
    for (const Message& message : added) {
        const auto status = sim.statusOf(PaymentId(message.envelope.subject));
        QVERIFY(status);
        QCOMPARE(wireName(*status), wireName(PaymentStatus::Reconciled));
    }
}

QTEST_APPLESS_MAIN(tst_World)
#include "tst_World.moc"
