// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/CelFacts.h"
#include "tests/cel/Evaluated.h"

using namespace otto;
using test::evaluated;

class tst_CelMoney : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void amountsKeepToOneCurrency_data();
    void amountsKeepToOneCurrency();
};

void tst_CelMoney::amountsKeepToOneCurrency_data()
{
    const char* const mixed = "error: the amounts are of different currencies";
    celColumns();
    celFact("payment.amount > money('100.00', 'USD')", "true");
    celFact("payment.amount == money('125.50', 'USD')", "true");
    celFact("payment.amount < money('100.00', 'EUR')", mixed);
    celFact("payment.amount == money('125.50', 'EUR')", mixed);
    celFact("payment.amount != money('125.50', 'EUR')", mixed);
    celFact("payment.amount + money('1.00', 'EUR')", mixed);
    celFact("money('0.10', 'USD') + money('0.20', 'USD')", "money('0.30', 'USD')");
    celFact("money('0.10', 'USD') - money('0.20', 'USD')", "money('-0.10', 'USD')");
    celFact("money('999999999999999.999', 'KWD').minorUnits()", "999999999999999999");
    celFact("money('5', 'JPY').amount() + money('5', 'JPY').currency()", "'5JPY'");
    celFact("string(money('1.50', 'EUR'))", "'1.50 EUR'");
    celFact("type(payment.amount) == money", "true");
    celFact("payment.amount == null", "false");
    celFact("payment.amount == 12550", "refused: there is no money == int");
    celFact("payment.amount * 2", "refused: there is no money * int");
    celFact("money('1.5', 'USD')",
            "error: amount \"1.5\" does not have exactly the 2 decimals of USD");
    celFact("money('1.50', 'XXX')", "error: currency \"XXX\" is not a known ISO 4217 code");
    celFact("money('1.00', 'USD') in [money('1.00', 'EUR'), money('1.00', 'USD')]", "true");
    celFact("money('1.00', 'USD') in [money('1.00', 'EUR'), money('2.00', 'USD')]", mixed);
    celFact("[money('1.00', 'USD'), money('2.00', 'USD')] "
            "== [money('1.00', 'EUR'), money('3.00', 'USD')]",
            "false");
    celFact("{money('1.00', 'USD'): 1}",
            "error: a map key is an int, uint, bool or string, not money");
}

void tst_CelMoney::amountsKeepToOneCurrency()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(evaluated(expression.toStdString())), result);
}

QTEST_APPLESS_MAIN(tst_CelMoney)
#include "tst_CelMoney.moc"
