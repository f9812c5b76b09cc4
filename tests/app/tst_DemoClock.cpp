// SPDX-License-Identifier: Apache-2.0
#include "app/demo/DemoClock.h"

#include <QTest>

using otto::DemoClock;
using otto::Duration;
using otto::Instant;
using otto::SystemClock;

class tst_DemoClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void standsStillUntilMoved();
    void followsTheSystemWhenLive();
    void neverGoesBack();
};

void tst_DemoClock::standsStillUntilMoved()
{
    DemoClock clock(Instant{1000});
    QCOMPARE(clock.now().ms, std::int64_t{1000});
    clock.moveTo(Instant{2500});
    QCOMPARE(clock.now().ms, std::int64_t{2500});
}

void tst_DemoClock::followsTheSystemWhenLive()
{
    DemoClock clock(Instant{1000});
    clock.goLive();
    const SystemClock system;
    const Instant before = system.now();
    const Instant shown = clock.now();
    const Instant after = system.now();
    QVERIFY(before <= shown && shown <= after);
}

void tst_DemoClock::neverGoesBack()
{
    // The past was simulated a little beyond the system's time, or that was set back meanwhile.
    const Instant ahead = SystemClock().now() + Duration{3'600'000};
    DemoClock clock(ahead);
    clock.goLive();
    QCOMPARE(clock.now().ms, ahead.ms);
}

QTEST_APPLESS_MAIN(tst_DemoClock)
#include "tst_DemoClock.moc"
