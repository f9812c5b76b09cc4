// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/TableText.h"

#include <QTest>

namespace otto {

class TestTableText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spreadsheetFormulasAreQuoted_data();
    void spreadsheetFormulasAreQuoted();
    void invisibleCharactersCannotHideAFormula();
    void fieldsAreJoinedByTabs();
};

void TestTableText::spreadsheetFormulasAreQuoted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("field");
    const auto row = [](const char* text, const char* field) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(field);
    };
    row("=HYPERLINK(\"http://e\")", "'=HYPERLINK(\"http://e\")");
    row("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0");
    row("@SUM(A1)", "'@SUM(A1)");
    row("-2+3", "'-2+3");
    row("-12.50", "-12.50");
    row("  =1+1", "'=1+1");
    row("a\tb\r\nc", "a b  c");
    row("PMT-1", "PMT-1");
    row("", "");
}

void TestTableText::spreadsheetFormulasAreQuoted()
{
    QFETCH(QString, text);
    QFETCH(QString, field);
    QCOMPARE(tsvField(text), field);
}

void TestTableText::invisibleCharactersCannotHideAFormula()
{
    const QString field = tsvField(QStringLiteral("\u200B=1+1"));
    QVERIFY(field.startsWith(QChar(0x27E8)));
    QVERIFY(field.endsWith(QStringLiteral("=1+1")));
}

void TestTableText::fieldsAreJoinedByTabs()
{
    QCOMPARE(tsvLine({QStringLiteral("a"), QString(), QStringLiteral("b\tc")}),
             QStringLiteral("a\t\tb c"));
}

}  // namespace otto

QTEST_APPLESS_MAIN(otto::TestTableText)
#include "tst_TableText.moc"
