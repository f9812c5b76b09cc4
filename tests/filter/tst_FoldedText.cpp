// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FoldedText.h"

#include <QTest>

using namespace otto;

class tst_FoldedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lettersOfBankDesksFold()
    {
        QCOMPARE(foldedText("ABC xyz 1"), std::string("abc xyz 1"));
        QCOMPARE(foldedText("\u00C4\u00D6\u00DC\u00D7\u00DF"),
                 std::string("\u00E4\u00F6\u00FC\u00D7\u00DF"));
        QCOMPARE(foldedText("\u0141\u0179\u0116\u0178"), std::string("\u0142\u017A\u0117\u00FF"));
        QCOMPARE(foldedText("\u03A3\u03C2\u0410\u0401"), std::string("\u03C3\u03C3\u0430\u0451"));
        QVERIFY(isFolded("abc \u00FC"));
        QVERIFY(!isFolded("abC"));
        QVERIFY(!isFolded("\u00DC"));
    }

    void textIsFoundInAnyCase()
    {
        QVERIFY(containsFolded("PaymentFAILED", "failed"));
        QVERIFY(containsFolded("x", ""));
        QVERIFY(!containsFolded("", "x"));
        QVERIFY(!containsFolded("fail", "failed"));
        QVERIFY(containsFolded("f\u00DCR", "\u00FCr"));
        QVERIFY(containsFolded("\u20AC100", "100"));
        QVERIFY(equalsFolded("SENT", "sent"));
        QVERIFY(!equalsFolded("SENT_", "sent"));
        QVERIFY(!equalsFolded("SEN", "sent"));
    }

    void patternFitsTheWholeText()
    {
        QVERIFY(fitsFolded("PMT-41", "pmt-4*"));
        QVERIFY(fitsFolded("PMT-4", "pmt-4*"));
        QVERIFY(!fitsFolded("XPMT-4", "pmt-4*"));
        QVERIFY(fitsFolded("abcabd", "*ab?"));
        QVERIFY(fitsFolded("a\u00DCb", "a?b"));
        QVERIFY(fitsFolded("", "**"));
        QVERIFY(!fitsFolded("", "?"));
        QVERIFY(!fitsFolded(std::string(5000, 'a'), std::string(60, '*') + "b"));
    }
};

QTEST_APPLESS_MAIN(tst_FoldedText)
#include "tst_FoldedText.moc"
