// SPDX-License-Identifier: Apache-2.0
#include "core/base/Clock.h"

#include <QtTest>

using namespace otto;
using namespace std::chrono_literals;

class tst_ClockPace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStepForwardIsFollowedAtOnce()
    {
        ClockPace pace;
        QCOMPARE(pace.advance(1000s, 5s).count(), std::chrono::nanoseconds{1000s}.count());
        QCOMPARE(pace.advance(9000s, 6s).count(), std::chrono::nanoseconds{9000s}.count());
    }

    void afterAStepBackTimeGoesOnAndTheWallClockCatchesUp()
    {
        ClockPace pace;
        (void)pace.advance(1000s, 0s);
        auto last = std::chrono::nanoseconds{1000s};
        int caughtUpAfter = 0;
        for (int second = 1; second <= 200; ++second) {
            // Stepped back by a minute.
            const std::chrono::nanoseconds wall = 940s + std::chrono::seconds{second};
            const auto now = pace.advance(wall, std::chrono::seconds{second});
            QVERIFY(now > last);
            QVERIFY(now >= wall);
            if (now == wall && caughtUpAfter == 0) {
                caughtUpAfter = second;
            }
            last = now;
        }
        QCOMPARE(caughtUpAfter, 120);
    }

    void theSystemClockTellsTheWallTime()
    {
        const SystemClock clock;
        const auto wall = std::chrono::system_clock::now().time_since_epoch();
        const Instant now = clock.now();
        QVERIFY(now.ms - std::chrono::duration_cast<Duration>(wall).count() < 1000);
        QVERIFY(clock.now() >= now);
    }
};

QTEST_APPLESS_MAIN(tst_ClockPace)
#include "tst_ClockPace.moc"
