// SPDX-License-Identifier: Apache-2.0
#include "app/zoneinfo/ZoneInfoFolder.h"
#include "tests/cel/CelFacts.h"
#include "tests/cel/Evaluated.h"

#include <QTimeZone>

using namespace otto;
using test::evaluated;

class tst_CelTime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timesAreReadAndWritten_data();
    void timesAreReadAndWritten();
    void selectorsSeeTheZone_data();
    void selectorsSeeTheZone();
    void zonesAgreeWithAnotherReader_data();
    void zonesAgreeWithAnotherReader();
    void damagedZoneFilesAreRefused();
    void namesDoNotLeaveTheFolder();
    void withoutZonesOnlyOffsetsAreKnown();
};

void tst_CelTime::timesAreReadAndWritten_data()
{
    celColumns();
    const char* const range = "error: the value leaves the range of its type";
    celFact("timestamp('2024-02-29T23:59:59.5+01:00')", "timestamp('2024-02-29T22:59:59.5Z')");
    celFact("timestamp('2023-02-29T00:00:00Z')",
            "error: type conversion error: '2023-02-29T00:00:00Z' is not an RFC 3339 timestamp");
    celFact("timestamp('2023-02-28t00:00:00z')", "timestamp('2023-02-28T00:00:00Z')");
    celFact("timestamp('2023-02-28 00:00:00Z')",
            "error: type conversion error: '2023-02-28 00:00:00Z' is not an RFC 3339 timestamp");
    celFact("timestamp('1970-01-01T00:00:00.1234567899Z')",
            "timestamp('1970-01-01T00:00:00.123456789Z')");
    celFact("timestamp('1970-01-01T00:00:00.Z')",
            "error: type conversion error: '1970-01-01T00:00:00.Z' is not an RFC 3339 timestamp");
    celFact("timestamp('0001-01-01T00:00:00+00:01')", range);
    celFact("timestamp(253402300799)", "timestamp('9999-12-31T23:59:59Z')");
    celFact("timestamp(253402300800)", range);
    celFact("int(timestamp('1969-12-31T23:59:59.5Z'))", "-1");
    celFact("timestamp(0) - duration('1ns')", "timestamp('1969-12-31T23:59:59.999999999Z')");
    celFact("timestamp('9999-12-31T23:59:59Z') + duration('1s')", range);
    celFact("timestamp('9999-12-31T00:00:00Z') - timestamp('0001-01-01T00:00:00Z')", range);
    celFact("timestamp(10) - timestamp(70)", "duration('-60s')");
    celFact("duration('1h2m3s4ms5us6ns')", "duration('3723.004005006s')");
    celFact("duration('-1.5h')", "duration('-5400s')");
    celFact("duration('0')", "duration('0s')");
    celFact("duration('.5s')", "duration('0.5s')");
    celFact("duration('1.0000000009s')", "duration('1s')");
    celFact("duration('1')", "error: type conversion error: '1' is not a duration such as '1h30m'");
    celFact("duration('1d')",
            "error: type conversion error: '1d' is not a duration such as '1h30m'");
    celFact("duration('h')", "error: type conversion error: 'h' is not a duration such as '1h30m'");
    celFact("duration('9223372036854775807ns')", "duration('9223372036.854775807s')");
    celFact("duration('9223372036854775808ns')", range);
    celFact("duration('-9223372036854775808ns')", "duration('-9223372036.854775808s')");
    celFact("duration('99999999999999999999h')", range);
    celFact("timestamp(0) - duration('-9223372036854775808ns')",
            "timestamp('2262-04-11T23:47:16.854775808Z')");
    celFact("timestamp('9999-12-31T00:00:00Z') - duration('-9223372036854775808ns')", range);
    celFact("duration('0s') - duration('-9223372036854775808ns')", range);
    celFact("string(duration('90m')) + string(timestamp(0))", "'5400s1970-01-01T00:00:00Z'");
}

void tst_CelTime::timesAreReadAndWritten()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(evaluated(expression.toStdString())), result);
}

void tst_CelTime::selectorsSeeTheZone_data()
{
    celColumns();
    // A Saturday evening in UTC, Sunday in Sydney.
    const auto at = [](const char* selector, const char* result) {
        const std::string text = "timestamp('2024-03-30T23:30:15.250Z')." + std::string(selector);
        celFact(text.c_str(), result);
    };
    at("getFullYear()", "2024");
    at("getMonth()", "2");
    at("getDate()", "30");
    at("getDayOfMonth()", "29");
    at("getDayOfWeek()", "6");
    at("getDayOfYear()", "89");
    at("getHours()", "23");
    at("getMinutes()", "30");
    at("getSeconds()", "15");
    at("getMilliseconds()", "250");
    at("getDayOfWeek('Australia/Sydney')", "0");
    at("getHours('Europe/Berlin')", "0");
    at("getHours('-09:30')", "14");
    at("getMinutes('+05:45')", "15");
    at("getHours('02:00')", "1");
    at("getHours('Mars/Olympus')", "error: unknown time zone 'Mars/Olympus'");
    at("getHours('+24:00')", "error: unknown time zone '+24:00'");
    celFact("duration('3h59m').getHours() + duration('-90s').getMinutes()", "2");
    celFact("duration('1.234s').getMilliseconds()", "234");
    celFact("duration('1h').getDate()", "refused: there is no duration.getDate()");
}

void tst_CelTime::selectorsSeeTheZone()
{
    timesAreReadAndWritten();
}

void tst_CelTime::zonesAgreeWithAnotherReader_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char* const name : {"America/New_York", "Europe/London", "Asia/Kolkata",
                                   "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca",
                                   "Europe/Dublin", "Asia/Tokyo", "Pacific/Apia", "UTC"})
        QTest::newRow(name) << QByteArray(name);
}

void tst_CelTime::zonesAgreeWithAnotherReader()
{
    QFETCH(QByteArray, name);
    const ZoneInfoFolder zones;
    const cel::Zone* const zone = zones.find(name.toStdString());
    QVERIFY(zone != nullptr);
    const QTimeZone other(name);
    QVERIFY(other.isValid());
    constexpr qint64 kFirst = -1'000'000'000;
    constexpr qint64 kLast = 2'900'000'000;
    constexpr qint64 kStep = 1'000'003;
    for (qint64 at = kFirst; at < kLast; at += kStep) {
        QCOMPARE(zone->offsetAt(at),
                 other.offsetFromUtc(QDateTime::fromSecsSinceEpoch(at, Qt::UTC)));
    }
}

void tst_CelTime::damagedZoneFilesAreRefused()
{
    QFile file(QStringLiteral("/usr/share/zoneinfo/Europe/Berlin"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string whole = file.readAll().toStdString();
    QVERIFY(cel::Zone::parse(whole).has_value());
    const std::size_t footer = whole.rfind('\n', whole.size() - 2);
    for (std::size_t length = 0; length < footer; ++length)
        QVERIFY2(!cel::Zone::parse(whole.substr(0, length)), qPrintable(QString::number(length)));
    std::string wrong = whole;
    wrong.replace(footer + 1, 3, "C,T");
    QVERIFY(!cel::Zone::parse(wrong));
}

void tst_CelTime::namesDoNotLeaveTheFolder()
{
    const ZoneInfoFolder zones;
    for (const char* const name : {"../../../etc/passwd", "/etc/passwd", "", "Europe", "Europe/",
                                   "Europe//Berlin", "zone.tab", "Europe/Berlin\n"})
        QVERIFY2(zones.find(name) == nullptr, name);
    QVERIFY(zones.find("Europe/Berlin") == zones.find("Europe/Berlin"));
}

void tst_CelTime::withoutZonesOnlyOffsetsAreKnown()
{
    const auto program =
        cel::Program::compile("now.getHours('Europe/Berlin')", test::sampleSchema());
    QVERIFY(program);
    cel::Arena arena;
    const auto payment = test::samplePayment();
    const auto variables = test::sampleVariables(payment, arena);
    QCOMPARE(cel::toText(program->evaluate(variables, arena)),
             std::string("error: unknown time zone 'Europe/Berlin'"));
}

QTEST_APPLESS_MAIN(tst_CelTime)
#include "tst_CelTime.moc"
