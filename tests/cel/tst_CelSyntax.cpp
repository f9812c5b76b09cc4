// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/CelFacts.h"
#include "tests/cel/Evaluated.h"

using namespace otto;
using test::evaluated;
using test::refusal;

class tst_CelSyntax : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operatorsBindAsTheSpecificationSays_data();
    void operatorsBindAsTheSpecificationSays();
    void literalsHaveTheirValues_data();
    void literalsHaveTheirValues();
    void whatIsNoExpressionIsRefusedAtItsPlace_data();
    void whatIsNoExpressionIsRefusedAtItsPlace();
    void caretStandsUnderThePlace();
    void caretFollowsTabsAndWideCharacters();
    void onlyAWindowOfALongLineIsShown();
    void everyErrorOfTheCheckIsReported();
    void reservedWordsAreFieldsButNotNames();
    void commentsAndBlanksAreNothing();
};

void tst_CelSyntax::operatorsBindAsTheSpecificationSays_data()
{
    celColumns();
    celFact("1 + 2 * 3", "7");
    celFact("(1 + 2) * 3", "9");
    celFact("10 - 4 - 3", "3");
    celFact("100 / 10 / 5", "2");
    celFact("-2 * 3", "-6");
    celFact("- - 2", "2");
    celFact("!true || true", "true");
    celFact("!(true || true)", "false");
    celFact("true || false && false", "true");
    celFact("1 + 1 == 2 && 3 > 2", "true");
    celFact("1 < 2 == true", "true");
    celFact("false ? 1 : true ? 2 : 3", "2");
    celFact("true ? false ? 1 : 2 : 3", "refused: unexpected '?': ':' of the conditional was "
                                        "expected");
    celFact("1 in [1] && !(2 in [1])", "true");
    celFact("1in[1]&&2.5in[2.5]&&7u in{7u:0}", "true");
    celFact("[1, 2, 3,][2]", "3");
    celFact("{'a': 1, }.a", "1");
    celFact("-[1][0]", "-1");
    celFact("[[1, 2], [3]][0][1]", "2");
    celFact("'a' + 'b' == 'ab' ? 'yes' : 'no'", "'yes'");
}

void tst_CelSyntax::operatorsBindAsTheSpecificationSays()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(evaluated(expression.toStdString())), result);
}

void tst_CelSyntax::literalsHaveTheirValues_data()
{
    celColumns();
    celFact("0x1F", "31");
    celFact("-0x1f", "-31");
    celFact("7u", "7u");
    celFact("0xFFu", "255u");
    celFact("-9223372036854775808", "-9223372036854775808");
    celFact("9223372036854775808", "refused: this number is too large for its type");
    celFact("18446744073709551615u", "18446744073709551615u");
    celFact("18446744073709551616u", "refused: this number is too large for its type");
    celFact(".5", "0.5");
    celFact("1e3", "1000.0");
    celFact("1.5E-3", "0.0015");
    celFact("1e400", "refused: this number is too large for its type");
    celFact("1e-400", "0.0");
    celFact((std::string("0.") + std::string(400, '0') + "1").c_str(), "0.0");
    celFact((std::string("1") + std::string(500, '0') + ".0e-100").c_str(),
            "refused: this number is too large for its type");
    celFact("0e99999999999999999999", "0.0");
    celFact("'\\x41\\u00e9\\U0001F600\\101'", "'Aé😀A'");
    celFact("b'\\xff\\101é'", "b'\\xffA\\xc3\\xa9'");
    celFact("r'\\n\\'", "'\\\\n\\\\'");
    celFact("'''a'b''c'''", "'a\\'b\\'\\'c'");
    celFact("\"\"\"one\ntwo\"\"\"", "'one\\ntwo'");
    celFact("'\\ud83d'", "refused: this is not a Unicode code point");
    celFact("'\\U00110000'", "refused: this is not a Unicode code point");
    celFact("'\\q'", "refused: this is not an escape sequence; a backslash itself is written \\\\");
    celFact("'\\400'",
            "refused: this is not an escape sequence; a backslash itself is written \\\\");
    celFact("b'\\u0041'", "refused: bytes have no \\u and \\U escapes; \\x gives an octet");
    celFact("'\\x4'", "refused: this escape sequence needs 2 hexadecimal digits");
    celFact("null", "null");
    celFact("[]", "[]");
    celFact("{}", "{}");
}

void tst_CelSyntax::literalsHaveTheirValues()
{
    operatorsBindAsTheSpecificationSays();
}

void tst_CelSyntax::whatIsNoExpressionIsRefusedAtItsPlace_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("place");
    const auto row = [](const char* expression, const char* place) {
        QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(place);
    };
    row("", "1:1: the expression ends here, but a value was expected");
    row("1 +", "1:4: the expression ends here, but a value was expected");
    row("1 1", "1:3: unexpected '1': an operator or the end was expected");
    row("(1", "1:3: the expression ends here, but ')' was expected");
    row("[1, 2", "1:6: the expression ends here, but ',' or ']' was expected");
    row("{1}", "1:3: unexpected '}': ':' and the key's value were expected");
    row("a = b", "1:3: a single '=' is no operator; equality is '=='");
    row("a & b", "1:3: '&&' was expected");
    row("'open", "1:1: the string that begins here is not closed");
    row("'a\nb'", "1:1: the string that begins here is not closed");
    row("1abc", "1:1: a letter follows the number directly");
    row("0x", "1:1: a hexadecimal number needs digits after 0x");
    row("0X1F", "1:1: a letter follows the number directly");
    row("1int[1]", "1:1: a letter follows the number directly");
    row("1e+", "1:1: an exponent needs digits");
    row("1 # 2", "1:3: unexpected character '#'");
    row("payment.", "1:9: the expression ends here, but a field name was expected after '.'");
    row("payment.true", "1:9: unexpected 'true': a field name was expected after '.'");
    row("`a`", "1:1: unexpected '`a`': a value was expected");
    row("{}.``", "1:4: a quoted field name is letters, digits, and _.-/ or blanks between "
                 "backquotes");
    row("if", "1:1: 'if' is a reserved word");
    row("has(payment)", "1:5: has() takes a field, as in has(payment.status)");
    row("[1].all(1, true)", "1:9: the first argument of all() is the name of a variable, as in "
                            "list.all(x, x > 0)");
    row("[1].all(.x, true)", "1:9: the first argument of all() is the name of a variable, as in "
                             "list.all(x, x > 0)");
    row("\n  1 +\n  * 2", "3:3: unexpected '*': a value was expected");
}

void tst_CelSyntax::whatIsNoExpressionIsRefusedAtItsPlace()
{
    QFETCH(QString, expression);
    QFETCH(QString, place);
    const QString shown = QString::fromStdString(refusal(expression.toStdString()));
    QCOMPARE(shown.left(shown.indexOf(QLatin1Char('\n'))), place);
}

void tst_CelSyntax::caretStandsUnderThePlace()
{
    QCOMPARE(refusal("payment.stauts == 'FAILED'"),
             std::string("1:9: Payment has no field 'stauts'; did you mean 'status'?\n"
                         "  payment.stauts == 'FAILED'\n"
                         "          ^^^^^^"));
    QCOMPARE(refusal("true &&\nlimit > 'a'\n|| false"),
             std::string("2:7: there is no int > string\n"
                         "  limit > 'a'\n"
                         "        ^"));
}

void tst_CelSyntax::caretFollowsTabsAndWideCharacters()
{
    QCOMPARE(refusal("\t'é' + 1"), std::string("1:6: there is no string + int\n"
                                               "  \t'é' + 1\n"
                                               "  \t    ^"));
}

void tst_CelSyntax::onlyAWindowOfALongLineIsShown()
{
    const std::string text = std::string(500, ' ') + "limit + 'x'" + std::string(500, ' ');
    const QStringList lines = QString::fromStdString(refusal(text)).split(QLatin1Char('\n'));
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines.at(0).startsWith(QLatin1String("1:507:")));
    QVERIFY(lines.at(1).size() < 140);
    QCOMPARE(lines.at(1).at(lines.at(2).indexOf(QLatin1Char('^'))), QLatin1Char('+'));
}

void tst_CelSyntax::everyErrorOfTheCheckIsReported()
{
    const auto program =
        cel::Program::compile("paymnt.x == 1 && limit + 'a' > 0 && now.foo", test::sampleSchema());
    QVERIFY(!program);
    QCOMPARE(program.error().size(), std::size_t{3});
    QCOMPARE(program.error()[0].message,
             std::string("unknown name 'paymnt'; did you mean 'payment'?"));
    QCOMPARE(program.error()[1].column, std::size_t{24});
    QCOMPARE(program.error()[2].message, std::string("no field 'foo': timestamp has no fields"));
}

void tst_CelSyntax::reservedWordsAreFieldsButNotNames()
{
    QCOMPARE(evaluated("{'for': 1}.for"), std::string("1"));
    QCOMPARE(evaluated("{'a-b': 1}.`a-b`"), std::string("1"));
    QCOMPARE(evaluated("while + 1"), std::string("refused: 'while' is a reserved word"));
    QCOMPARE(evaluated("import(1)"), std::string("refused: 'import' is a reserved word"));
}

void tst_CelSyntax::commentsAndBlanksAreNothing()
{
    QCOMPARE(evaluated("1 // one\n\t+ // plus\r\n 2 //"), std::string("3"));
    QCOMPARE(evaluated("payment . status"), std::string("'FAILED'"));
    QCOMPARE(evaluated("'//' + \"//\""), std::string("'////'"));
}

QTEST_APPLESS_MAIN(tst_CelSyntax)
#include "tst_CelSyntax.moc"
