// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/VisibleText.h"

#include <QTest>

#include <limits>

namespace otto {

class TestDisplayText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hiddenCharactersBecomeVisible_data();
    void hiddenCharactersBecomeVisible();
    void ordinaryTextStaysAsItIs();
    void moneyIsWrittenWithoutFloatingPoint();
    void countsAreGrouped();
    void durationsHaveTwoUnits();
    void timeLeftSaysOverdueInWords();
    void timesFollowTheClockMode();
};

void TestDisplayText::hiddenCharactersBecomeVisible_data()
{
    QTest::addColumn<QString>("raw");
    QTest::addColumn<QString>("shown");
    const auto escaped = [](const char* code) -> QString {
        return QStringLiteral("a") + QChar(0x27E8) + QStringLiteral("U+") + QLatin1StringView(code)
               + QChar(0x27E9) + QStringLiteral("b");
    };
    const auto with = [](char32_t c) -> QString {
        return QStringLiteral("a%1b").arg(QChar::fromUcs4(c));
    };
    QTest::newRow("right-to-left override") << with(0x202E) << escaped("202E");
    QTest::newRow("left-to-right isolate") << with(0x2066) << escaped("2066");
    QTest::newRow("right-to-left mark") << with(0x200F) << escaped("200F");
    QTest::newRow("zero width space") << with(0x200B) << escaped("200B");
    QTest::newRow("zero width joiner") << with(0x200D) << escaped("200D");
    QTest::newRow("byte order mark") << with(0xFEFF) << escaped("FEFF");
    QTest::newRow("soft hyphen") << with(0x00AD) << escaped("00AD");
    QTest::newRow("no-break space") << with(0x00A0) << escaped("00A0");
    QTest::newRow("ideographic space") << with(0x3000) << escaped("3000");
    QTest::newRow("line separator") << with(0x2028) << escaped("2028");
    QTest::newRow("nul") << with(0x0000) << escaped("0000");
    QTest::newRow("escape") << with(0x001B) << escaped("001B");
    QTest::newRow("carriage return") << with(0x000D) << escaped("000D");
    QTest::newRow("delete") << with(0x007F) << escaped("007F");
    QTest::newRow("variation selector") << with(0xFE0F) << escaped("FE0F");
    QTest::newRow("tag letter") << with(0xE0041) << escaped("E0041");
    QTest::newRow("Hangul filler") << with(0x3164) << escaped("3164");
    QTest::newRow("private use") << with(0xE000) << escaped("E000");
    QTest::newRow("lone surrogate")
        << (QStringLiteral("a") + QChar(0xD800) + QStringLiteral("b")) << escaped("D800");
    QTest::newRow("tab in a line") << with(0x0009) << escaped("0009");
    QTest::newRow("line feed in a line")
        << with(0x000A) << QStringLiteral("a") + QChar(0x21B2) + QStringLiteral("b");
}

void TestDisplayText::hiddenCharactersBecomeVisible()
{
    QFETCH(QString, raw);
    QFETCH(QString, shown);
    QCOMPARE(visibleText(raw), shown);
}

void TestDisplayText::ordinaryTextStaysAsItIs()
{
    for (const QString& text :
         {QStringLiteral("PMT-1 <b>bold</b> & more"), QStringLiteral("Zürich, Łódź"),
          QStringLiteral("Ελλάδα 北京 العربية"), QStringLiteral("e\u0301"), countText(12'400)}) {
        QCOMPARE(visibleText(text), text);
    }
    const QString lines = QStringLiteral("{\n\t\"a\": 1\n}");
    QCOMPARE(visibleText(lines, LineBreaks::Keep), lines);
    // One letter under a tower of marks is cut down, but nothing is lost.
    const QString tower = QStringLiteral("a") + QString(8, QChar(0x0301));
    QCOMPARE(visibleText(tower).count(QChar(0x0301)), 4);
    QCOMPARE(visibleText(tower).count(QStringLiteral("U+0301")), 4);
}

void TestDisplayText::moneyIsWrittenWithoutFloatingPoint()
{
    const QString gap(QChar(0x2005));
    QCOMPARE(moneyText(1'240'000, QStringLiteral("USD")),
             QStringLiteral("12") + gap + QStringLiteral("400.00 USD"));
    QCOMPARE(moneyText(-7, QStringLiteral("USD")), QChar(0x2212) + QStringLiteral("0.07 USD"));
    QCOMPARE(moneyText(5, QStringLiteral("JPY"), 0), QStringLiteral("5 JPY"));
    QCOMPARE(moneyText(1'234, QStringLiteral("KWD"), 3), QStringLiteral("1.234 KWD"));
    QCOMPARE(plainAmount(-1'240'000), QStringLiteral("-12400.00"));
    QCOMPARE(plainAmount(9'007'199'254'740'993), QStringLiteral("90071992547409.93"));
    QCOMPARE(plainAmount(std::numeric_limits<qint64>::min()),
             QStringLiteral("-92233720368547758.08"));
}

void TestDisplayText::countsAreGrouped()
{
    const QString gap(QChar(0x2005));
    QCOMPARE(countText(0), QStringLiteral("0"));
    QCOMPARE(countText(999), QStringLiteral("999"));
    QCOMPARE(countText(1'234'567),
             QStringLiteral("1") + gap + QStringLiteral("234") + gap + QStringLiteral("567"));
    QCOMPARE(countText(-1'000), QChar(0x2212) + QStringLiteral("1") + gap + QStringLiteral("000"));
}

void TestDisplayText::durationsHaveTwoUnits()
{
    QCOMPARE(durationText(400), QStringLiteral("0.4 s"));
    QCOMPARE(durationText(12'900), QStringLiteral("12 s"));
    QCOMPARE(durationText(185'000), QStringLiteral("3 min 05 s"));
    QCOMPARE(durationText(8'040'000), QStringLiteral("2 h 14 min"));
    QCOMPARE(durationText(273'600'000), QStringLiteral("3 d 4 h"));
    QCOMPARE(durationText(-5), QStringLiteral("0.0 s"));
}

void TestDisplayText::timeLeftSaysOverdueInWords()
{
    QCOMPARE(timeLeftText(192'000), QStringLiteral("3:12"));
    QCOMPARE(timeLeftText(3'849'000), QStringLiteral("1:04:09"));
    QCOMPARE(timeLeftText(183'600'000), QStringLiteral("2 d 03 h"));
    QCOMPARE(timeLeftText(-45'000), QStringLiteral("overdue 0:45"));
    QCOMPARE(timeLeftText(-1), QStringLiteral("overdue 0:01"));
}

void TestDisplayText::timesFollowTheClockMode()
{
    setClockMode(ClockMode::Utc);
    QCOMPARE(timeText(1'740'837'730'123), QStringLiteral("14:02:10.123"));
    QCOMPARE(secondsText(1'740'837'730'123), QStringLiteral("14:02:10"));
    QCOMPARE(dateTimeText(1'740'837'730'123), QStringLiteral("2025-03-01 14:02:10.123 UTC"));
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "Asia/Kolkata");
    setClockMode(ClockMode::Local);
    QCOMPARE(dateTimeText(1'740'837'730'123), QStringLiteral("2025-03-01 19:32:10.123 UTC+5:30"));
    setClockMode(ClockMode::Utc);
    qputenv("TZ", zone);
}

}  // namespace otto

QTEST_APPLESS_MAIN(otto::TestDisplayText)
#include "tst_DisplayText.moc"
