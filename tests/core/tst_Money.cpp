// SPDX-License-Identifier: Apache-2.0
#include "core/base/Money.h"
#include "core/base/Prng.h"

#include <QtTest>

using namespace otto;

class tst_Money : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void amountsAreExactMinorUnits_data();
    void amountsAreExactMinorUnits();
    void malformedAmountsAreRefused_data();
    void malformedAmountsAreRefused();
    void unknownCurrenciesAreRefused_data();
    void unknownCurrenciesAreRefused();
    void equalAmountsOfTwoCurrenciesDiffer();
    void everyAmountIsReadBack();
    void extremesOfTheTypeAreWritten();
};

void tst_Money::amountsAreExactMinorUnits_data()
{
    QTest::addColumn<QByteArray>("amount");
    QTest::addColumn<QByteArray>("currency");
    QTest::addColumn<qint64>("minor");
    const auto row = [](const char* amount, const char* currency, qint64 minor) {
        QTest::addRow("%s %s", amount, currency)
            << QByteArray(amount) << QByteArray(currency) << minor;
    };
    row("125.50", "USD", 12550);
    row("0.00", "USD", 0);
    row("0.01", "EUR", 1);
    row("-0.01", "EUR", -1);
    row("-125.50", "GBP", -12550);
    row("100", "JPY", 100);
    row("-7", "KRW", -7);
    row("0", "JPY", 0);
    row("1.234", "KWD", 1234);
    row("0.001", "BHD", 1);
    row("999999999999999.99", "USD", 99'999'999'999'999'999);
    row("999999999999999.999", "KWD", 999'999'999'999'999'999);
    row("-999999999999999.999", "KWD", -999'999'999'999'999'999);
}

void tst_Money::amountsAreExactMinorUnits()
{
    QFETCH(QByteArray, amount);
    QFETCH(QByteArray, currency);
    QFETCH(qint64, minor);
    const auto money = Money::parse(amount.toStdString(), currency.toStdString());
    QVERIFY2(money.has_value(), money ? "" : money.error().text.c_str());
    QCOMPARE(qint64{money->minor}, minor);
    QCOMPARE(QByteArray::fromStdString(money->amountText()), amount);
    QCOMPARE(QByteArray::fromStdString(std::string(money->currency.text())), currency);
}

void tst_Money::malformedAmountsAreRefused_data()
{
    QTest::addColumn<QByteArray>("amount");
    QTest::addColumn<QByteArray>("currency");
    const auto row = [](const char* amount, const char* currency) {
        QTest::addRow("%s %s", amount, currency) << QByteArray(amount) << QByteArray(currency);
    };
    for (const char* amount : {"",
                               "-",
                               ".",
                               "-.",
                               ".50",
                               "125",
                               "125.",
                               "125.5",
                               "125.500",
                               "0125.50",
                               "00.00",
                               "+1.00",
                               "--1.00",
                               "1,00",
                               "1.0O",
                               "1.-1",
                               "-0.00",
                               "1e2.00",
                               "1 000.00",
                               " 1.00",
                               "1.00 ",
                               "1000000000000000.00",
                               "99999999999999999999999999.00",
                               "NaN",
                               "\xD9\xA1.00",
                               "1..00",
                               "1.0.0"}) {
        row(amount, "USD");
    }
    row("1.0", "JPY");
    row("1.", "JPY");
    row("00", "JPY");
    row("-0", "JPY");
    row("1.00", "KWD");
    QTest::newRow("embedded zero") << QByteArray("1.0\0", 4) << QByteArray("USD");
}

void tst_Money::malformedAmountsAreRefused()
{
    QFETCH(QByteArray, amount);
    QFETCH(QByteArray, currency);
    const auto money = Money::parse(amount.toStdString(), currency.toStdString());
    QVERIFY(!money.has_value());
    QCOMPARE(money.error().code, std::string("BAD_MONEY"));
    QVERIFY(money.error().text.starts_with("amount \"" + amount.left(40).toStdString() + "\" "));
}

void tst_Money::unknownCurrenciesAreRefused_data()
{
    QTest::addColumn<QByteArray>("currency");
    for (const char* currency : {"", "US", "usd", "USDX", "XXX", "XTS", "U\xC3\x9F"}) {
        QTest::addRow("\"%s\"", currency) << QByteArray(currency);
    }
}

void tst_Money::unknownCurrenciesAreRefused()
{
    QFETCH(QByteArray, currency);
    const auto money = Money::parse("1.00", currency.toStdString());
    QVERIFY(!money.has_value());
    QCOMPARE(money.error().code, std::string("BAD_CURRENCY"));
}

void tst_Money::equalAmountsOfTwoCurrenciesDiffer()
{
    QVERIFY(*Money::parse("1.00", "USD") == *Money::parse("1.00", "USD"));
    QVERIFY(*Money::parse("1.00", "USD") != *Money::parse("1.00", "EUR"));
    QVERIFY(*Money::parse("1.00", "USD") != *Money::parse("1.01", "USD"));
}

void tst_Money::everyAmountIsReadBack()
{
    Prng random(1);
    for (const char* code : {"USD", "JPY", "KWD"}) {
        const Currency currency = *Currency::parse(code);
        for (int i = 0; i < 20000; ++i) {
            // Numbers of every length, not only long ones.
            const auto span = std::uint64_t{1} << random.below(50);
            const auto magnitude = static_cast<std::int64_t>(random.below(span));
            const Money money{random.chance(500) ? -magnitude : magnitude, currency};
            const auto again = Money::parse(money.amountText(), code);
            QVERIFY2(again.has_value() && *again == money, money.amountText().c_str());
        }
    }
}

void tst_Money::extremesOfTheTypeAreWritten()
{
    const Currency usd = *Currency::parse("USD");
    QCOMPARE((Money{std::numeric_limits<std::int64_t>::min(), usd}.amountText()),
             std::string("-92233720368547758.08"));
    QCOMPARE((Money{std::numeric_limits<std::int64_t>::max(), usd}.amountText()),
             std::string("92233720368547758.07"));
}

QTEST_APPLESS_MAIN(tst_Money)
#include "tst_Money.moc"
