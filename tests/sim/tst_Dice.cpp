// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Agenda.h"
#include "core/sim/Dice.h"

#include <QTest>

#include <chrono>
#include <string>
#include <vector>

using namespace otto;
using namespace std::chrono_literals;

class tst_Dice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSubjectAndPurposeDrawTheSame();
    void neighboursAreIndependent();
    void latencyStaysInItsRangeAroundItsTypicalValue();
    void agendaGivesByTimeThenByEntry();
};

void tst_Dice::sameSubjectAndPurposeDrawTheSame()
{
    QCOMPARE(Dice("PMT-1").stream(3).next(), Dice("PMT-1").stream(3).next());
    QVERIFY(Dice("PMT-1").stream(3).next() != Dice("PMT-1").stream(4).next());
    QVERIFY(Dice("PMT-1").stream(3).next() != Dice("PMT-2").stream(3).next());
}

void tst_Dice::neighboursAreIndependent()
{
    // Consecutive ids hit a share of 100 per mille evenly, for each of several purposes.
    for (std::uint64_t purpose = 1; purpose < 20; ++purpose) {
        int hits = 0;
        int both = 0;
        for (int number = 0; number < 5000; ++number) {
            const Dice dice("PMT-0000-" + std::to_string(number));
            const bool isHit = dice.below(1000, purpose) < 100;
            hits += isHit ? 1 : 0;
            both += isHit && dice.below(1000, purpose + 1) < 100 ? 1 : 0;
        }
        QVERIFY2(hits > 400 && hits < 600, std::to_string(hits).c_str());
        QVERIFY2(both > 20 && both < 90, std::to_string(both).c_str());
    }
}

void tst_Dice::latencyStaysInItsRangeAroundItsTypicalValue()
{
    const Latency latency{100ms, 400ms, 5000ms};
    int below = 0;
    int slow = 0;
    for (int number = 0; number < 4000; ++number) {
        const Duration drawn = Dice("PMT-" + std::to_string(number)).draw(latency, 1);
        QVERIFY(drawn >= latency.min && drawn <= latency.max);
        below += drawn < latency.typical ? 1 : 0;
        slow += drawn > 3000ms ? 1 : 0;
    }
    QVERIFY(below > 1800 && below < 2200);
    QVERIFY(slow > 100 && slow < 700);
    const Latency fixed{7ms, 7ms, 7ms};
    QVERIFY(Dice("PMT-1").draw(fixed, 1) == 7ms);
}

void tst_Dice::agendaGivesByTimeThenByEntry()
{
    Agenda<int> agenda;
    agenda.enter(Instant{20}, 1);
    agenda.enter(Instant{10}, 2);
    agenda.enter(Instant{20}, 3);
    agenda.enter(Instant{10}, 4);
    QCOMPARE(agenda.nextDue()->ms, std::int64_t{10});
    QVERIFY(!agenda.take(Instant{9}));
    std::vector<int> order;
    while (const std::optional<int> what = agenda.take(Instant{20})) {
        order.push_back(*what);
    }
    QVERIFY((order == std::vector<int>{2, 4, 1, 3}));
    QVERIFY(!agenda.nextDue());
}

QTEST_APPLESS_MAIN(tst_Dice)
#include "tst_Dice.moc"
