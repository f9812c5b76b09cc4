// SPDX-License-Identifier: Apache-2.0
#include "core/rules/BankingCalendar.h"
#include "tests/rules/RuleBench.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

using namespace otto;
using namespace otto::test;

namespace {

Instant at(std::string_view text)
{
    return *Instant::parse(text);
}

/// The weekdays without banking, as the Federal Reserve Banks published them for 2025 to 2027; what
/// they name on a Saturday closes nothing.
constexpr std::array<std::string_view, 30> kClosed{
    "2025-01-01", "2025-01-20", "2025-02-17", "2025-05-26", "2025-06-19", "2025-07-04",
    "2025-09-01", "2025-10-13", "2025-11-11", "2025-11-27", "2025-12-25",  //
    "2026-01-01", "2026-01-19", "2026-02-16", "2026-05-25", "2026-06-19", "2026-09-07",
    "2026-10-12", "2026-11-11", "2026-11-26", "2026-12-25",  //
    "2027-01-01", "2027-01-18", "2027-02-15", "2027-05-31", "2027-07-05", "2027-09-06",
    "2027-10-11", "2027-11-11", "2027-11-25"};

}  // namespace

class tst_BankingCalendar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void threeYearsAreAsPublished()
    {
        int open = 0;
        for (Instant day = at("2025-01-01T12:00:00Z"); day < at("2028-01-01T00:00:00Z");
             day += 24h) {
            const Date date = Date::of(day);
            // 1970-01-01 was a Thursday.
            const std::int64_t weekday = (day.ms / 86'400'000 + 4) % 7;
            const bool isClosed =
                weekday == 0 || weekday == 6
                || std::find(kClosed.begin(), kClosed.end(), date.text()) != kClosed.end();
            QVERIFY2(isBankingDay(date) != isClosed, date.text().c_str());
            open += isClosed ? 0 : 1;
        }
        QCOMPARE(open, 783 - 30);
    }

    void juneteenthIsAHolidayFrom2022On()
    {
        QVERIFY(isBankingDay({2020, 6, 19}));
        QVERIFY(!isBankingDay({2023, 6, 19}));
        // A Sunday in 2022.
        QVERIFY(!isBankingDay({2022, 6, 20}));
    }

    void daysAreCounted_data()
    {
        QTest::addColumn<QString>("since");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("until");
        const auto row = [](const char* name, const char* since, int days, const char* until) {
            QTest::newRow(name) << QString::fromUtf8(since) << days << QString::fromUtf8(until);
        };
        row("none", "2026-03-02T15:00:00.250Z", 0, "2026-03-02T15:00:00.250Z");
        row("to the next day", "2026-03-02T15:00:00.250Z", 1, "2026-03-03T15:00:00.250Z");
        row("over a weekend", "2026-02-27T15:00:00Z", 1, "2026-03-02T15:00:00Z");
        row("over the start of daylight saving", "2026-03-06T15:00:00Z", 1, "2026-03-09T14:00:00Z");
        row("over its end", "2026-10-30T14:00:00Z", 1, "2026-11-02T15:00:00Z");
        row("over Memorial Day", "2026-05-22T15:00:00Z", 2, "2026-05-27T15:00:00Z");
        row("over a Sunday's holiday", "2027-07-02T15:00:00Z", 1, "2027-07-06T15:00:00Z");
        row("over a Saturday's holiday", "2026-07-02T15:00:00Z", 1, "2026-07-03T15:00:00Z");
        row("from a Saturday", "2026-02-28T15:00:00Z", 1, "2026-03-03T05:00:00Z");
        row("from a Saturday, none", "2026-02-28T15:00:00Z", 0, "2026-03-02T05:00:00Z");
        row("late on Friday here is Saturday in UTC", "2026-02-28T04:30:00Z", 1,
            "2026-03-03T04:30:00Z");
        row("over New Year", "2025-12-31T15:00:00Z", 2, "2026-01-05T15:00:00Z");
        row("before 1970", "1969-12-31T15:00:00.001Z", 1, "1970-01-02T15:00:00.001Z");
    }

    void daysAreCounted()
    {
        QFETCH(const QString, since);
        QFETCH(const int, days);
        QFETCH(const QString, until);
        const Instant from = at(since.toStdString());
        const Instant to = from + bankingDaysAfter(from, static_cast<std::uint32_t>(days));
        QCOMPARE(QString::fromStdString(to.text()),
                 QString::fromStdString(at(until.toStdString()).text()));
    }

    void aDayEndsAtMidnightInNewYork_data()
    {
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("end");
        const auto row = [](const char* name, const char* time, const char* end) {
            QTest::newRow(name) << QString::fromUtf8(time) << QString::fromUtf8(end);
        };
        row("in winter", "2026-03-02T15:00:00Z", "2026-03-03T05:00:00Z");
        row("in summer", "2026-06-01T15:00:00Z", "2026-06-02T04:00:00Z");
        row("its first moment", "2026-06-01T04:00:00Z", "2026-06-02T04:00:00Z");
        row("its last moment", "2026-06-02T03:59:59.999Z", "2026-06-02T04:00:00Z");
        row("Friday's", "2026-03-06T15:00:00Z", "2026-03-07T05:00:00Z");
        row("Saturday's is Monday's", "2026-03-07T15:00:00Z", "2026-03-10T04:00:00Z");
        row("a holiday's is the next day's", "2026-05-25T15:00:00Z", "2026-05-27T04:00:00Z");
    }

    void aDayEndsAtMidnightInNewYork()
    {
        QFETCH(const QString, time);
        QFETCH(const QString, end);
        const Instant from = at(time.toStdString());
        QCOMPARE(QString::fromStdString((from + toEndOfBankingDay(from)).text()),
                 QString::fromStdString(at(end.toStdString()).text()));
    }

    void rulesCountThem()
    {
        RuleBench bench(R"toml(
when = "payment.isAdded"
since = "payment.statusSince"
for = "payment.statusSince.bankingDays(1) + payment.addedAt.toEndOfBankingDay() - duration('14h')"
)toml");
        bench.hear(added("P", kStart));
        const Verdict verdict = bench.at(kStart + 1s);
        QCOMPARE(verdict.state, RuleState::Waiting);
        // Monday at 10:00 Eastern Time: 24 h, and 14 h to midnight.
        QCOMPARE(verdict.due, std::optional(kStart + 24h));
    }

    void aTimeThatIsNotKnownIsAnErrorOfTheRule()
    {
        RuleBench bench(R"toml(
when = "payment.settledAt.bankingDays(1) > duration('1h')"
)toml");
        bench.hear(added("P", kStart));
        const Verdict verdict = bench.at(kStart + 1s);
        QCOMPARE(verdict.state, RuleState::Failed);
    }

    void manyDaysAreASlipOfThePen()
    {
        RuleBench bench(R"toml(
when = "payment.addedAt.bankingDays(size(payment.id) * 101) > duration('1h')"
)toml");
        bench.hear(added("P", kStart));
        const Verdict verdict = bench.at(kStart + 1s);
        QCOMPARE(verdict.state, RuleState::Failed);
        QVERIFY2(verdict.error.find("100 banking days") != std::string::npos,
                 verdict.error.c_str());
    }
};

QTEST_APPLESS_MAIN(tst_BankingCalendar)
#include "tst_BankingCalendar.moc"
