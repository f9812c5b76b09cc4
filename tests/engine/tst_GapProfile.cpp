// SPDX-License-Identifier: Apache-2.0
#include "core/model/GapProfile.h"
#include "core/rules/PlainDesk.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <random>
#include <set>
#include <vector>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// The same by sorting all seconds of the last 24 h.
std::optional<Duration> sortedOut(const std::vector<Instant>& heard)
{
    std::set<std::int64_t> seconds;
    for (const Instant at : heard) {
        seconds.insert((at.ms - (at.ms % 1000 + 1000) % 1000) / 1000);
    }
    std::vector<std::int64_t> gaps;
    std::optional<std::int64_t> earlier;
    for (const std::int64_t second : seconds) {
        if (second <= *seconds.rbegin() - 24 * 3600) {
            continue;
        }
        if (earlier) {
            gaps.push_back(second - *earlier);
        }
        earlier = second;
    }
    if (gaps.size() < 1000) {
        return std::nullopt;
    }
    std::sort(gaps.begin(), gaps.end());
    const std::size_t rank = (gaps.size() * 999 + 999) / 1000;
    return std::chrono::seconds{gaps[rank - 1]};
}

GapProfile profileOf(const std::vector<Instant>& heard)
{
    GapProfile out;
    for (const Instant at : heard) {
        out.hear(at);
    }
    return out;
}

/// A source that is heard every 10 s for that many times, and now and then only after 45 s.
std::vector<Instant> beats(int count, int everySoMany)
{
    std::vector<Instant> out;
    Instant at = kStart;
    for (int i = 0; i < count; ++i) {
        out.push_back(at);
        at += i % everySoMany == everySoMany - 1 ? 45s : 10s;
    }
    return out;
}

}  // namespace

class tst_GapProfile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fewGapsTellNothing()
    {
        QCOMPARE(profileOf(beats(1000, 100'000)).usual(), std::optional<Duration>());
        QCOMPARE(profileOf(beats(1001, 100'000)).usual(), std::optional<Duration>(10s));
    }

    void oneGapInAThousandIsNotUsual()
    {
        QCOMPARE(profileOf(beats(4001, 1000)).usual(), std::optional<Duration>(10s));
        QCOMPARE(profileOf(beats(4001, 900)).usual(), std::optional<Duration>(10s));
        QCOMPARE(profileOf(beats(4001, 700)).usual(), std::optional<Duration>(45s));
    }

    void whatIsOlderThanADayIsForgotten()
    {
        GapProfile profile = profileOf(beats(2000, 100));
        QCOMPARE(profile.usual(), std::optional<Duration>(45s));
        Instant at = kStart + 12h;
        for (int i = 0; i < 9000; ++i) {
            at += 10s;
            profile.hear(at);
        }
        QCOMPARE(profile.usual(), std::optional<Duration>(10s));
        profile.hear(at + 48h);
        QCOMPARE(profile.usual(), std::optional<Duration>());
    }

    void itIsAFunctionOfTheSetOfTimes()
    {
        std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same numbers in each run
        for (int round = 0; round < 20; ++round) {
            std::vector<Instant> heard;
            // Times before 1970 too; some rounds reach over several days.
            Instant at{round % 3 == 0 ? -40'000'000 : kStart.ms};
            const int longest = round % 2 == 0 ? 20'000 : 90'000;
            for (int i = 0; i < 4000; ++i) {
                at += Duration{std::uniform_int_distribution<int>(1, longest)(random)};
                heard.push_back(at);
            }
            const std::optional<Duration> expected = sortedOut(heard);
            for (int order = 0; order < 3; ++order) {
                QCOMPARE(profileOf(heard).usual(), expected);
                std::shuffle(heard.begin(), heard.end(), random);
                heard.push_back(heard.front());  // a repeat changes nothing
            }
        }
    }

    /// OT22: "no event and no heartbeat for max(3 x heartbeat, p99.9 gap)".
    void aSourceWithUsualGapsIsSilentOnlyAfterThem()
    {
        std::vector<RuleFile> wanted;
        for (const RuleFile& file : builtInRuleFiles()) {
            if (file.file.starts_with("OT22") || file.file == "sla.toml") {
                wanted.push_back(file);
            }
        }
        const auto only = RuleSet::read(wanted, {{"Ping"}, {"ReplayEvents"}});
        QVERIFY(only.has_value());
        const auto holdsAfter = [&only](const std::vector<Instant>& heard, Duration silence) {
            PlainDesk desk;
            std::uint64_t sequence = 0;
            for (const Instant at : heard) {
                desk.take(heartbeat(System::Recon, ++sequence, at));
            }
            return desk
                .look(*(*only)->find("OT22"), "recon", heard.back() + silence, (*only)->sla())
                .verdict.holds();
        };
        const std::vector<Instant> steady = beats(1500, 100'000);
        QVERIFY(!holdsAfter(steady, 30s));
        QVERIFY(holdsAfter(steady, 31s));
        const std::vector<Instant> halting = beats(1500, 100);
        QVERIFY(!holdsAfter(halting, 45s));
        QVERIFY(holdsAfter(halting, 46s));
        // Before there is a profile three heartbeats decide.
        QVERIFY(holdsAfter(beats(500, 100), 31s));
    }
};

QTEST_APPLESS_MAIN(tst_GapProfile)
#include "tst_GapProfile.moc"
