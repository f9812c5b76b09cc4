// SPDX-License-Identifier: Apache-2.0
#include "core/base/TimerWheel.h"

#include <QtTest>

#include <map>
#include <random>
#include <set>

using namespace otto;

namespace {

constexpr Instant kNow{1'772'463'600'000};  // 2026-03-02T15:00:00Z

/// The same promises kept by a sorted container.
class SortedTimers
{
public:
    void add(Instant at, std::uint32_t number) { m_entries.insert({at, number}); }
    std::vector<std::uint32_t> fire(Instant now)
    {
        std::vector<std::uint32_t> out;
        while (!m_entries.empty() && m_entries.begin()->first <= now) {
            out.push_back(m_entries.begin()->second);
            m_entries.erase(m_entries.begin());
        }
        return out;
    }

private:
    std::multiset<std::pair<Instant, std::uint32_t>> m_entries;
};

}  // namespace

class tst_TimerWheel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEntryFiresAtItsMillisecondAndNotBefore()
    {
        TimerWheel wheel;
        wheel.add(kNow + Duration{1}, 7);
        QVERIFY(wheel.fire(kNow).empty());
        QCOMPARE(wheel.fire(kNow + Duration{1}), std::vector<std::uint32_t>{7});
        QCOMPARE(wheel.size(), std::size_t{0});
    }

    void anEntryOfThePastFiresAtOnce()
    {
        TimerWheel wheel;
        QVERIFY(wheel.fire(kNow).empty());
        wheel.add(kNow - std::chrono::hours{1}, 3);
        QCOMPARE(wheel.fire(kNow), std::vector<std::uint32_t>{3});
    }

    void entriesComeByTimeAndThenByNumber()
    {
        TimerWheel wheel;
        wheel.add(kNow + Duration{5}, 9);
        wheel.add(kNow + Duration{5}, 2);
        wheel.add(kNow + Duration{3}, 5);
        QCOMPARE(wheel.fire(kNow + std::chrono::hours{1}), (std::vector<std::uint32_t>{5, 2, 9}));
    }

    void anEarlierEntryAfterALaterOneIsNotLate()
    {
        TimerWheel wheel;
        wheel.add(kNow + std::chrono::hours{1}, 1);
        wheel.add(kNow + std::chrono::seconds{1}, 2);
        QCOMPARE(wheel.fire(kNow + std::chrono::seconds{2}), std::vector<std::uint32_t>{2});
        QCOMPARE(wheel.fire(kNow + std::chrono::hours{1}), std::vector<std::uint32_t>{1});
    }

    void timesThatGoBackFireNothingAndLoseNothing()
    {
        TimerWheel wheel;
        QVERIFY(wheel.fire(kNow).empty());
        wheel.add(kNow + Duration{10}, 4);
        QVERIFY(wheel.fire(kNow - std::chrono::hours{2}).empty());
        QCOMPARE(wheel.fire(kNow + Duration{10}), std::vector<std::uint32_t>{4});
    }

    void itAgreesWithASortedContainerOverAnyAddsAndSteps()
    {
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            std::mt19937 random(seed);
            TimerWheel wheel;
            SortedTimers sorted;
            Instant now = kNow;
            for (std::uint32_t i = 0; i < 3000; ++i) {
                const int scale = static_cast<int>(random() % 36);
                const auto ahead = static_cast<std::int64_t>(
                    random() % (std::uint64_t{1} << static_cast<unsigned>(scale)));
                const Instant at = now + Duration{ahead};
                wheel.add(at, i);
                sorted.add(at, i);
                if (random() % 3 == 0) {
                    const int step = static_cast<int>(random() % 33);
                    now += Duration{static_cast<std::int64_t>(
                        random() % (std::uint64_t{1} << static_cast<unsigned>(step)))};
                    QCOMPARE(wheel.fire(now), sorted.fire(now));
                }
            }
        }
    }
};

QTEST_APPLESS_MAIN(tst_TimerWheel)
#include "tst_TimerWheel.moc"
