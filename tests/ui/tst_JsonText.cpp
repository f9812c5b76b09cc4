// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/JsonText.h"

#include <QTest>

using namespace otto;

class tst_JsonText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void objectsAndArraysAreIndented()
    {
        QCOMPARE(prettyJson("{\"a\":[1, 2,{}],\"b\":\"x\"}").value(),
                 QStringLiteral("{\n  \"a\": [\n    1,\n    2,\n    {}\n  ],\n  \"b\": \"x\"\n}"));
    }

    void tokensStayByteForByte()
    {
        const QByteArray json = "{\"n\":12345678901234567890.000,\"n\":1e999,\"s\":\"a\\u0041 : , "
                                "{ } \\\"q\\\" \\\\\"}";
        QCOMPARE(prettyJson(json).value().remove(QLatin1Char('\n')).remove(QStringLiteral("  ")),
                 QString::fromUtf8(json).replace(QStringLiteral("\":"), QStringLiteral("\": ")));
    }

    void whatIsNotJsonIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("text") << QByteArray("hello");
        QTest::newRow("open") << QByteArray("{\"a\":1");
        QTest::newRow("crossed") << QByteArray("{]");
        QTest::newRow("open string") << QByteArray("{\"a}");
        QTest::newRow("closed twice") << QByteArray("{}}");
        QTest::newRow("invalid utf-8") << QByteArray("{\"a\":\"\xff\"}");
    }

    void whatIsNotJsonIsLeftAlone()
    {
        QFETCH(const QByteArray, bytes);
        QVERIFY(!prettyJson(bytes));
    }

    void deepNestingIsNotLaidOut()
    {
        QVERIFY(prettyJson(QByteArray(kPrettyLevelsMax - 1, '[') + "1"
                           + QByteArray(kPrettyLevelsMax - 1, ']')));
        QVERIFY(!prettyJson(QByteArray(500'000, '[') + "1" + QByteArray(500'000, ']')));
    }

    void layoutCannotFillMemory()
    {
        const QByteArray deep(60, '[');
        QByteArray many;
        for (int i = 0; i < 400'000; ++i)
            many += "1,";
        QVERIFY(!prettyJson(deep + many + "1" + QByteArray(60, ']')));
    }
};

QTEST_APPLESS_MAIN(tst_JsonText)
#include "tst_JsonText.moc"
