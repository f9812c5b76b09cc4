// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Excerpt.h"
#include "tests/contract/RandomMessage.h"

#include <QStringDecoder>
#include <QtTest>

using namespace otto;
using namespace std::string_literals;

class tst_Excerpt : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void harmlessTextStaysAsItIs();
    void whatDisturbsAScreenIsEscaped();
    void bytesThatAreNotUtf8AreEscaped();
    void excerptIsQuotedAndCutBetweenCharacters();
    void anyBytesBecomeShortPrintableText();
};

void tst_Excerpt::harmlessTextStaysAsItIs()
{
    for (const std::string& text :
         {""s, "PMT-1"s, "<b>&amp;</b>"s, "\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x92\xB8"s}) {
        QCOMPARE(printable(text), text);
        QCOMPARE(excerpt(text), "\"" + text + "\"");
    }
}

void tst_Excerpt::whatDisturbsAScreenIsEscaped()
{
    QCOMPARE(printable("a\nb\0c\x1B\x7F"s), "a\\u{000a}b\\u{0000}c\\u{001b}\\u{007f}"s);
    QCOMPARE(printable("\xC2\x9B"s), "\\u{009b}"s);
    QCOMPARE(printable("\xE2\x80\xAE\xE2\x81\xA6"s), "\\u{202e}\\u{2066}"s);
    QCOMPARE(printable("\xE2\x80\xA8\xE2\x80\x8B\xEF\xBB\xBF"s), "\\u{2028}\\u{200b}\\u{feff}"s);
    QCOMPARE(printable("\xF3\xA0\x80\xA0"s), "\\u{0e0020}"s);
}

void tst_Excerpt::bytesThatAreNotUtf8AreEscaped()
{
    QCOMPARE(printable("\xFF"s), "\\xff"s);
    QCOMPARE(printable("\xC0\xAF"s), "\\xc0\\xaf"s);
    QCOMPARE(printable("\xED\xA0\x80"s), "\\xed\\xa0\\x80"s);
    QCOMPARE(printable("\xE0\x80\x80"s), "\\xe0\\x80\\x80"s);
    QCOMPARE(printable("\xF4\x90\x80\x80"s), "\\xf4\\x90\\x80\\x80"s);
    QCOMPARE(printable("\xE2\x82"s), "\\xe2\\x82"s);
}

void tst_Excerpt::excerptIsQuotedAndCutBetweenCharacters()
{
    QCOMPARE(excerpt(std::string(60, 'a')), "\"" + std::string(60, 'a') + "\"");
    QCOMPARE(excerpt(std::string(61, 'a')), "\"" + std::string(60, 'a') + "...\"");
    QCOMPARE(excerpt(std::string(59, 'a') + "\xE4\xB8\xAD!"),
             "\"" + std::string(59, 'a') + "\xE4\xB8\xAD...\"");
}

void tst_Excerpt::anyBytesBecomeShortPrintableText()
{
    Prng random(4);
    for (int i = 0; i < 20000; ++i) {
        std::string bytes = randomText(random) + randomText(random);
        for (std::uint64_t n = random.below(20); n > 0; --n) {
            bytes.insert(random.below(bytes.size() + 1), 1, static_cast<char>(random.below(256)));
        }
        const std::string text = excerpt(bytes);
        QVERIFY(text.size() <= 80);
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder(QByteArray::fromStdString(text));
        QVERIFY(!decoder.hasError());
        for (const char32_t c : decoded.toUcs4()) {
            const QChar::Category category = QChar::category(c);
            QVERIFY2(category != QChar::Other_Control && category != QChar::Other_Format,
                     qPrintable(QString::number(c, 16)));
        }
    }
}

QTEST_APPLESS_MAIN(tst_Excerpt)
#include "tst_Excerpt.moc"
