// SPDX-License-Identifier: Apache-2.0
#include "core/base/Clock.h"
#include "core/base/Prng.h"
#include "core/base/Time.h"

#include <QtTest>

using namespace otto;

class tst_Time : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void instantsAreReadToTheMillisecond_data();
    void instantsAreReadToTheMillisecond();
    void malformedInstantsAreRefused_data();
    void malformedInstantsAreRefused();
    void instantsAreWrittenWithMilliseconds();
    void everyInstantIsReadBack();
    void calendarAgreesWithQt();
    void datesAreCalendarDays_data();
    void datesAreCalendarDays();
    void dayOfAnInstantIsItsUtcDay();
    void instantsAreOrderedAndCounted();
    void manualClockMovesOnlyByHand();
    void systemClockIsTheWallClock();
};

void tst_Time::instantsAreReadToTheMillisecond_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms");
    const auto row = [](const char* text, qint64 ms) {
        QTest::newRow(text) << QByteArray(text) << ms;
    };
    row("1970-01-01T00:00:00Z", 0);
    row("1970-01-01T00:00:00.001Z", 1);
    row("1969-12-31T23:59:59.999Z", -1);
    row("2026-03-02T15:04:05.120Z", 1772463845120);
    row("2026-03-02T15:04:05Z", 1772463845000);
    row("2026-03-02T15:04:05.1Z", 1772463845100);
    row("2026-03-02T15:04:05.12Z", 1772463845120);
    row("2026-03-02T15:04:05.120999999Z", 1772463845120);
    row("2026-03-02t15:04:05.12z", 1772463845120);
    row("2000-02-29T00:00:00Z", 951782400000);
    row("0000-01-01T00:00:00Z", -62167219200000);
    row("9999-12-31T23:59:59.999Z", 253402300799999);
}

void tst_Time::instantsAreReadToTheMillisecond()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ms);
    const auto instant = Instant::parse(text.toStdString());
    QVERIFY2(instant.has_value(), instant ? "" : instant.error().text.c_str());
    QCOMPARE(qint64{instant->ms}, ms);
}

void tst_Time::malformedInstantsAreRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             "Z",
                             "now",
                             "2026-03-02",
                             "2026-03-02T15:04:05",
                             "2026-03-02 15:04:05Z",
                             "2026-03-02T15:04Z",
                             "2026-03-02T15:04:05+00:00",
                             "2026-03-02T15:04:05-05:00",
                             "2026-03-02T15:04:05.Z",
                             "2026-03-02T15:04:05.1234567890Z",
                             "2026-03-02T15:04:05,1Z",
                             "2026-03-02T15:04:05.1x2Z",
                             "2026-03-02T24:00:00Z",
                             "2026-03-02T15:60:00Z",
                             "2026-03-02T15:04:60Z",
                             "2026-02-29T00:00:00Z",
                             "2026-13-01T00:00:00Z",
                             "2026-00-01T00:00:00Z",
                             "2026-01-00T00:00:00Z",
                             "1900-02-29T00:00:00Z",
                             "-026-03-02T15:04:05Z",
                             "26-03-02T15:04:05Z",
                             "2026/03/02T15:04:05Z",
                             "2026-03-02T15.04.05Z",
                             "2026-03-02T15:04:05ZZ",
                             " 2026-03-02T15:04:05Z",
                             "2026-03-02T15:04:0\xD9\xA1Z",
                             "10000-01-01T00:00:00Z"}) {
        QTest::addRow("\"%s\"", text) << QByteArray(text);
    }
    QTest::newRow("embedded zero") << QByteArray("2026-03-02T15:04:05\0Z", 21);
}

void tst_Time::malformedInstantsAreRefused()
{
    QFETCH(QByteArray, text);
    const auto instant = Instant::parse(text.toStdString());
    QVERIFY(!instant.has_value());
    QCOMPARE(instant.error().code, std::string("BAD_TIME"));
    QVERIFY(instant.error().text.starts_with("time \"" + text.left(40).toStdString() + "\" "));
}

void tst_Time::instantsAreWrittenWithMilliseconds()
{
    QCOMPARE(Instant{0}.text(), std::string("1970-01-01T00:00:00.000Z"));
    QCOMPARE(Instant{-1}.text(), std::string("1969-12-31T23:59:59.999Z"));
    QCOMPARE(Instant{1772463845120}.text(), std::string("2026-03-02T15:04:05.120Z"));
}

void tst_Time::everyInstantIsReadBack()
{
    Prng random(2);
    for (int i = 0; i < 50000; ++i) {
        const Instant instant{-62'167'219'200'000
                              + static_cast<std::int64_t>(random.below(315'569'519'999'999))};
        const auto again = Instant::parse(instant.text());
        QVERIFY2(again.has_value() && *again == instant, instant.text().c_str());
    }
}

void tst_Time::calendarAgreesWithQt()
{
    Prng random(3);
    for (int i = 0; i < 20000; ++i) {
        const Instant instant{static_cast<std::int64_t>(random.below(4'102'444'800'000))};
        const QDateTime expected = QDateTime::fromMSecsSinceEpoch(instant.ms, Qt::UTC);
        QCOMPARE(QString::fromStdString(instant.text()), expected.toString(Qt::ISODateWithMs));
        QCOMPARE(QString::fromStdString(Date::of(instant).text()),
                 expected.date().toString(Qt::ISODate));
    }
}

void tst_Time::datesAreCalendarDays_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("valid");
    const auto row = [](const char* text, bool valid) {
        QTest::addRow("\"%s\"", text) << QByteArray(text) << valid;
    };
    row("2026-03-02", true);
    row("2024-02-29", true);
    row("2000-02-29", true);
    row("0000-01-01", true);
    row("9999-12-31", true);
    row("2026-02-29", false);
    row("2100-02-29", false);
    row("2026-04-31", false);
    row("2026-13-01", false);
    row("2026-3-2", false);
    row("20260302", false);
    row("2026-03-02Z", false);
    row("2026-03-02T00:00:00Z", false);
    row("", false);
    row("2026-03-0x", false);
}

void tst_Time::datesAreCalendarDays()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, valid);
    const auto date = Date::parse(text.toStdString());
    QCOMPARE(date.has_value(), valid);
    if (valid) {
        QCOMPARE(QByteArray::fromStdString(date->text()), text);
    } else {
        QCOMPARE(date.error().code, std::string("BAD_DATE"));
    }
}

void tst_Time::dayOfAnInstantIsItsUtcDay()
{
    QVERIFY((Date::of(Instant{0}) == Date{1970, 1, 1}));
    QVERIFY((Date::of(Instant{-1}) == Date{1969, 12, 31}));
    QVERIFY((Date::of(Instant{86'399'999}) == Date{1970, 1, 1}));
    QVERIFY((Date::of(Instant{86'400'000}) == Date{1970, 1, 2}));
}

void tst_Time::instantsAreOrderedAndCounted()
{
    const Instant at{1000};
    QVERIFY(at < at + Duration{1});
    QVERIFY(at - Duration{1} < at);
    QVERIFY((at + Duration{250}) - at == Duration{250});
    Instant moved = at;
    moved += Duration{5};
    QCOMPARE(moved.ms, std::int64_t{1005});
    QVERIFY((Date{2026, 3, 2} < Date{2026, 3, 3}));
}

void tst_Time::manualClockMovesOnlyByHand()
{
    ManualClock clock(Instant{10});
    QVERIFY(clock.now() == Instant{10});
    clock.advance(Duration{5});
    QVERIFY(clock.now() == Instant{15});
    clock.set(Instant{3});
    QVERIFY(clock.now() == Instant{3});
}

void tst_Time::systemClockIsTheWallClock()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    const Instant now = SystemClock().now();
    const qint64 after = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(before <= now.ms && now.ms <= after);
}

QTEST_APPLESS_MAIN(tst_Time)
#include "tst_Time.moc"
