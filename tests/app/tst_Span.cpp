// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Span.h"

#include <QTest>

using otto::Duration;
using otto::parseSpan;

class tst_Span : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansAreRead_data();
    void spansAreRead();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
};

void tst_Span::spansAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("bare number") << QByteArray("90") << qint64{90'000};
    QTest::newRow("fraction") << QByteArray("0.25") << qint64{250};
    QTest::newRow("milliseconds") << QByteArray("1500ms") << qint64{1500};
    QTest::newRow("seconds") << QByteArray("30s") << qint64{30'000};
    QTest::newRow("minutes") << QByteArray("90m") << qint64{5'400'000};
    QTest::newRow("half an hour") << QByteArray("0.5h") << qint64{1'800'000};
    QTest::newRow("hours") << QByteArray("24h") << qint64{86'400'000};
    QTest::newRow("days") << QByteArray("366d") << qint64{366} * 86'400'000;
}

void tst_Span::spansAreRead()
{
    QFETCH(const QByteArray, text);
    QFETCH(const qint64, ms);
    const auto span = parseSpan(text.toStdString());
    QVERIFY2(span, span ? "" : span.error().text.c_str());
    QCOMPARE(qint64{span->count()}, ms);
}

void tst_Span::nonsenseIsRefused_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "s", "-1", "0", "0s", "0.0001", "1.", ".5", "1.2345", "1 h", "1w",
                             "1H", "367d", "99999999999999999999", "1e3", "nan", "1h30m"})
        QTest::newRow(text) << QByteArray(text);
}

void tst_Span::nonsenseIsRefused()
{
    QFETCH(const QByteArray, text);
    const auto span = parseSpan(text.toStdString());
    QVERIFY(!span);
    QCOMPARE(span.error().code, std::string("BAD_SPAN"));
    QVERIFY(span.error().text.find("24h") != std::string::npos);
}

QTEST_APPLESS_MAIN(tst_Span)
#include "tst_Span.moc"
