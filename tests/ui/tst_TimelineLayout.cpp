// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/TimelineLayout.h"

#include <QTest>

using namespace otto;

namespace {

TimelineEntry entryAt(std::int64_t ms, System lane = System::Zelle)
{
    TimelineEntry entry;
    entry.time = Instant{1'772'463'845'000 + ms};
    entry.arrivedAt = entry.time;
    entry.lane = lane;
    entry.messageId = MessageId{std::to_string(ms)};
    return entry;
}

std::vector<TimelineEntry> entriesAt(const QList<qint64>& times)
{
    std::vector<TimelineEntry> entries;
    for (const qint64 at : times) {
        entries.push_back(entryAt(at));
    }
    return entries;
}

QList<int> foldsBefore(const TimelineLayout& layout)
{
    QList<int> entries;
    for (const TimelineLayout::Fold& fold : layout.folds) {
        for (int i = 0; i < layout.marks.size(); ++i) {
            if (layout.marks[i].x >= fold.x + fold.width) {
                entries.append(i);
                break;
            }
        }
    }
    return entries;
}

}  // namespace

class tst_TimelineLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void gapsOverTenMediansAreFolded_data()
    {
        QTest::addColumn<QList<qint64>>("times");
        QTest::addColumn<QList<int>>("foldedBefore");
        using Times = QList<qint64>;
        QTest::newRow("nothing") << Times{} << QList<int>{};
        QTest::newRow("one mark") << Times{5} << QList<int>{};
        QTest::newRow("one gap is its own median") << Times{0, 86'400'000} << QList<int>{};
        QTest::newRow("even gaps") << Times{0, 1000, 2000, 3000} << QList<int>{};
        QTest::newRow("exactly ten medians stay") << Times{0, 1000, 2000, 12'000} << QList<int>{};
        QTest::newRow("one ms more folds") << Times{0, 1000, 2000, 12'001} << QList<int>{3};
        QTest::newRow("night in the middle")
            << Times{0, 1000, 2000, 28'802'000, 28'803'000} << QList<int>{3};
        QTest::newRow("two nights")
            << Times{0, 1000, 2000, 3000, 28'803'000, 28'804'000, 58'804'000} << QList<int>{4, 6};
        QTest::newRow("below a second nothing folds") << Times{0, 1, 2, 3, 900} << QList<int>{};
        QTest::newRow("marks of one instant make no gap")
            << Times{0, 0, 0, 1000, 1000, 2000, 90'000} << QList<int>{6};
    }

    void gapsOverTenMediansAreFolded()
    {
        QFETCH(QList<qint64>, times);
        QFETCH(QList<int>, foldedBefore);
        const TimelineLayout layout = TimelineLayout::of(entriesAt(times), {}, 800);
        QCOMPARE(foldsBefore(layout), foldedBefore);
        QCOMPARE(layout.marks.size(), times.size());
    }

    void foldSaysHowLongItSkips()
    {
        const TimelineLayout layout =
            TimelineLayout::of(entriesAt({0, 1000, 2000, 7'202'000}), {}, 800);
        QCOMPARE(layout.folds.size(), 1);
        QCOMPARE(layout.folds[0].skippedMs, 7'200'000);
        QCOMPARE(layout.folds[0].width, TimelineLayout::kFoldWidth);
    }

    void marksKeepTheirOrderAndDistance()
    {
        const TimelineLayout layout =
            TimelineLayout::of(entriesAt({0, 1, 2, 500, 501, 90'000, 90'001, 95'000}), {}, 700);
        for (int i = 1; i < layout.marks.size(); ++i) {
            QVERIFY2(layout.marks[i].x - layout.marks[i - 1].x >= TimelineLayout::kMarkStep,
                     qPrintable(QString::number(i)));
        }
    }

    void longerGapsAreNeverDrawnShorter()
    {
        const TimelineLayout layout =
            TimelineLayout::of(entriesAt({0, 1000, 3000, 6000, 10'000, 15'000}), {}, 900);
        QCOMPARE(layout.folds.size(), 0);
        for (int i = 2; i < layout.marks.size(); ++i) {
            QVERIFY(layout.marks[i].x - layout.marks[i - 1].x
                    > layout.marks[i - 1].x - layout.marks[i - 2].x);
        }
    }

    void oneLaneStacksMarksOfOneInstantSideBySide()
    {
        std::vector<TimelineEntry> entries{entryAt(0), entryAt(0), entryAt(0, System::Cpr),
                                           entryAt(1000)};
        const TimelineLayout layout = TimelineLayout::of(entries, {}, 600);
        QCOMPARE(layout.marks[1].x - layout.marks[0].x, TimelineLayout::kMarkStep);
        QCOMPARE(layout.marks[2].x, layout.marks[0].x);
        QVERIFY(layout.marks[2].lane != layout.marks[0].lane);
        QVERIFY(layout.marks[3].x >= layout.marks[1].x + TimelineLayout::kMarkStep);
    }

    void chosenLanesStandFirstAndStayWhenSilent()
    {
        const TimelineLayout layout =
            TimelineLayout::of({entryAt(0, System::Otto), entryAt(1, System::Limits)},
                               {System::Zelle, System::Limits, System::Recon, System::Zelle}, 600);
        const QList<System> expected{System::Zelle, System::Limits, System::Recon, System::Otto};
        QCOMPARE(layout.lanes, expected);
        QCOMPARE(layout.marks[0].lane, 3);
        QCOMPARE(layout.marks[1].lane, 1);
    }

    void fitsWhenItCanAndGrowsWhenItMust_data()
    {
        QTest::addColumn<int>("marks");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("zoom");
        QTest::addColumn<bool>("fits");
        QTest::newRow("few") << 5 << 800 << 1.0 << true;
        QTest::newRow("none") << 0 << 800 << 1.0 << true;
        QTest::newRow("many") << 400 << 800 << 1.0 << false;
        QTest::newRow("no room at all") << 5 << 0 << 1.0 << false;
        QTest::newRow("zoomed in") << 5 << 800 << 3.0 << false;
    }

    void fitsWhenItCanAndGrowsWhenItMust()
    {
        QFETCH(int, marks);
        QFETCH(int, width);
        QFETCH(double, zoom);
        QFETCH(bool, fits);
        QList<qint64> times;
        for (int i = 0; i < marks; ++i) {
            times.append(i * 1000);
        }
        const TimelineLayout layout = TimelineLayout::of(entriesAt(times), {}, width, zoom);
        QCOMPARE(layout.contentWidth == width, fits);
        QVERIFY(layout.contentWidth >= width);
        if (marks > 0) {
            QCOMPARE(layout.marks[0].x, TimelineLayout::kMargin);
            QVERIFY(layout.marks.last().x + TimelineLayout::kTail <= layout.contentWidth);
        }
    }

    void ticksHaveRoomAndFollowEveryFold()
    {
        const TimelineLayout layout = TimelineLayout::of(
            entriesAt({0, 900, 1800, 2700, 90'000, 91'000, 92'000, 300'000, 301'000}), {}, 900);
        QCOMPARE(layout.folds.size(), 2);
        QCOMPARE(layout.ticks[0].x, layout.marks[0].x);
        for (int i = 1; i < layout.ticks.size(); ++i) {
            QVERIFY(layout.ticks[i].x - layout.ticks[i - 1].x >= TimelineLayout::kTickSpacing);
        }
        for (const int after : {4, 7}) {
            const int x = layout.marks[after].x;
            QVERIFY(std::any_of(layout.ticks.begin(), layout.ticks.end(),
                                [x](const auto& tick) { return tick.x == x; }));
        }
    }

    void timesThatGoBackDoNotBreakTheOrder()
    {
        const TimelineLayout layout = TimelineLayout::of(entriesAt({5000, 0, 3000}), {}, 600);
        QVERIFY(layout.marks[1].x >= layout.marks[0].x);
        QVERIFY(layout.marks[2].x >= layout.marks[1].x);
    }
};

QTEST_APPLESS_MAIN(tst_TimelineLayout)
#include "tst_TimelineLayout.moc"
