// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/CelFacts.h"
#include "tests/cel/Evaluated.h"

using namespace otto;
using test::evaluated;
using test::evaluatedUnchecked;

/// Values and errors of the operators, functions and macros (cel-spec, doc/langdef.md).
class tst_CelEvaluation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void arithmeticStaysInItsType_data();
    void arithmeticStaysInItsType();
    void comparisonsFollowTheSpecification_data();
    void comparisonsFollowTheSpecification();
    void logicAbsorbsErrors_data();
    void logicAbsorbsErrors();
    void macrosGoThroughListsAndKeys_data();
    void macrosGoThroughListsAndKeys();
    void functionsOfStringsAndCollections_data();
    void functionsOfStringsAndCollections();
    void conversionsHaveRanges_data();
    void conversionsHaveRanges();
    void withoutCheckTypesAreErrorsOfEvaluation_data();
    void withoutCheckTypesAreErrorsOfEvaluation();
    void errorKnowsItsPlace();
    void missingVariablesAreErrorsWhereTheyAreUsed();

private:
    static void compare();
};

void tst_CelEvaluation::compare()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(evaluated(expression.toStdString())), result);
}

void tst_CelEvaluation::arithmeticStaysInItsType_data()
{
    celColumns();
    const char* const over = "error: the number leaves the range of its type";
    celFact("9223372036854775807 + 1", over);
    celFact("-9223372036854775808 - 1", over);
    celFact("-9223372036854775808 * -1", over);
    celFact("-9223372036854775808 / -1", over);
    celFact("-9223372036854775808 % -1", over);
    celFact("-(-9223372036854775808)", over);
    celFact("18446744073709551615u + 1u", over);
    celFact("0u - 1u", over);
    celFact("18446744073709551615u * 2u", over);
    celFact("7 / 0", "error: divide by zero");
    celFact("7u % 0u", "error: modulus by zero");
    celFact("7.0 / 0.0 > 1e308", "true");
    celFact("-7 / 2", "-3");
    celFact("-7 % 2", "-1");
    celFact("0.1 + 0.2", "0.30000000000000004");
    celFact("1 + 1u", "refused: there is no int + uint");
    celFact("1 + 1.0", "refused: there is no int + double");
    celFact("5.0 % 2.0", "refused: there is no double % double");
    celFact("-1u", "refused: there is no -uint");
    celFact("[1] + [2, 3]", "[1, 2, 3]");
    celFact("b'a' + b'\\xff'", "b'a\\xff'");
}

void tst_CelEvaluation::arithmeticStaysInItsType()
{
    compare();
}

void tst_CelEvaluation::comparisonsFollowTheSpecification_data()
{
    celColumns();
    celFact("dyn(1) == 1.0 && dyn(1u) == 1", "true");
    celFact("1 == 1.0", "refused: there is no int == double");
    celFact("1 < 1.5 && 2u > 1", "true");
    celFact("dyn(-1) < 0u", "true");
    celFact("dyn(9223372036854775807) < 9223372036854775808u", "true");
    celFact("double('NaN') == double('NaN')", "false");
    celFact("double('NaN') != double('NaN')", "true");
    celFact("double('NaN') < 1.0 || double('NaN') >= 1.0", "false");
    celFact("dyn('1') == 1", "false");
    celFact("dyn('a') < 1", "error: no such overload: _<_(string, int)");
    celFact("'a' < 'é' && 'Z' < 'a'", "true");
    celFact("b'\\x7f' < b'\\x80'", "true");
    celFact("false < true", "true");
    celFact("[1, 2] == [1, 2] && [1, 2] != [2, 1]", "true");
    celFact("{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true");
    celFact("{1: 'x'} == {dyn(1u): 'x'}", "true");
    celFact("[dyn(1)] == [1.0]", "true");
    celFact("null == null", "true");
    celFact("type(1) == int && type(type(1)) == type", "true");
    celFact("type(payment) == Payment", "true");
    celFact("[] < []", "refused: there is no list(dyn) < list(dyn)");
    celFact("payment == payment", "true");
}

void tst_CelEvaluation::comparisonsFollowTheSpecification()
{
    compare();
}

void tst_CelEvaluation::logicAbsorbsErrors_data()
{
    celColumns();
    const char* const zero = "error: divide by zero";
    celFact("1 / 0 > 0 || true", "true");
    celFact("true || 1 / 0 > 0", "true");
    celFact("1 / 0 > 0 || false", zero);
    celFact("1 / 0 > 0 && false", "false");
    celFact("false && 1 / 0 > 0", "false");
    celFact("1 / 0 > 0 && true", zero);
    celFact("true && 1 / 0 > 0 && false", "false");
    celFact("true ? 1 : 1 / 0", "1");
    celFact("false ? 1 / 0 : 2", "2");
    celFact("1 / 0 > 0 ? 1 : 2", zero);
    celFact("!(1 / 0 > 0)", zero);
    celFact("dyn(1) || true", "true");
    celFact("dyn(1) || false", "error: no such overload");
    celFact("[1 / 0, 2]", zero);
    celFact("{1: 1 / 0}", zero);
}

void tst_CelEvaluation::logicAbsorbsErrors()
{
    compare();
}

void tst_CelEvaluation::macrosGoThroughListsAndKeys_data()
{
    celColumns();
    const char* const zero = "error: divide by zero";
    celFact("[1, 2, 3].all(x, x > 0)", "true");
    celFact("[].all(x, x > 0)", "true");
    celFact("[0, 1].all(x, 1 / x > 1)", "false");
    celFact("[0, 1].all(x, 1 / x > 0)", zero);
    celFact("[0, 1].exists(x, 1 / x == 1)", "true");
    celFact("[0, 1].exists(x, 1 / x == 2)", zero);
    celFact("[1, 2, 2].exists_one(x, x == 1)", "true");
    celFact("[1, 2, 2].exists_one(x, x == 2)", "false");
    celFact("[1, 0].exists_one(x, 1 / x == 1)", zero);
    celFact("[1, 2, 3].map(x, x * x)", "[1, 4, 9]");
    celFact("[1, 2, 3].map(x, x > 1, x * x)", "[4, 9]");
    celFact("[1, 2, 3].filter(x, x % 2 == 1)", "[1, 3]");
    celFact("scores.filter(k, scores[k] < 0.0)", "['bob']");
    celFact("scores.map(k, k + '!')", "['ann!', 'bob!']");
    celFact("names.exists(n, names.all(m, m.size() >= n.size()))", "true");
    celFact("[1, 2].map(x, [10, 20].map(y, x * y))", "[[10, 20], [20, 40]]");
    celFact("[1].exists(limit, limit == 1)", "true");
    celFact("[1].exists(limit, .limit == 3)", "true");
    celFact("[1].map(x, [2].map(x, x))", "[[2]]");
    celFact("1.all(x, true)", "refused: a list or map is needed here, but this is int");
    celFact("dyn(1).all(x, true)", "error: no such overload: all(int)");
    celFact("[1].all(x, x)", "refused: a bool is needed here, but this is int");
    celFact("[dyn(1)].filter(x, x)", "error: no such overload");
    celFact("any.map(x, x)", "error: no such overload: map(string)");
}

void tst_CelEvaluation::macrosGoThroughListsAndKeys()
{
    compare();
}

void tst_CelEvaluation::functionsOfStringsAndCollections_data()
{
    celColumns();
    celFact("size('zoë😀') + 'zoë😀'.size()", "8");
    celFact("size(b'\\xc3\\xa9')", "2");
    celFact("'payment'.contains('men') && 'payment'.contains('')", "true");
    celFact("'payment'.startsWith('pay') && 'payment'.endsWith('ment')", "true");
    celFact("'abc'.matches('b')", "true");
    celFact("'abc'.matches('^b')", "false");
    celFact("matches('a1b2', '^([a-z][0-9])+$')", "true");
    celFact("'zoë'.matches('^z.ë$')", "true");
    celFact("'a'.matches('(')", "error: the pattern is not valid: missing ): (");
    celFact("'aaa'.matches(any)", "false");
    celFact("'a'.matches(dyn('('))", "error: the pattern is not valid: missing ): (");
    celFact("[1, 2, 3][3]", "error: index out of range: 3 of 3");
    celFact("[1, 2, 3][-1]", "error: index out of range: -1 of 3");
    celFact("[1, 2, 3][dyn(1.0)]", "2");
    celFact("[1, 2, 3][dyn(1.5)]", "error: no such overload: _[_](list, double)");
    celFact("scores['carl']", "error: no such key: 'carl'");
    celFact("scores.bob", "-2.0");
    celFact("{1: 'a'}[dyn(1.0)]", "'a'");
    celFact("{1: 'a', 1u: 'b'}", "error: the map has the key 1u twice");
    celFact("'bob' in scores && !('carl' in scores)", "true");
    celFact("3 in [1, 2, 3, 4, 5] && !(6 in [1, 2, 3, 4, 5])", "true");
    celFact("dyn(3.0) in [1, 2, 3, 4, 5] && !(dyn('3') in [1, 2, 3, 4, 5])", "true");
    celFact("2 in [1, 2, 1, 2, 1]", "true");
    celFact("dyn([1]) in [[0], [1], [2], [3]]", "true");
    celFact("has({'a': null}.a) && !has({'a': 1}.b)", "true");
}

void tst_CelEvaluation::functionsOfStringsAndCollections()
{
    compare();
}

void tst_CelEvaluation::conversionsHaveRanges_data()
{
    celColumns();
    const char* const range = "error: the value leaves the range of its type";
    celFact("int(9223372036854775808u)", range);
    celFact("int(9223372036854775807.0)", range);
    celFact("int(double('NaN'))", range);
    celFact("uint(-1)", range);
    celFact("uint(-0.5)", range);
    celFact("int(-7.9)", "-7");
    celFact("int('-12')", "-12");
    celFact("int(' 12')", "error: type conversion error: ' 12' is not an int");
    celFact("int('0x10')", "error: type conversion error: '0x10' is not an int");
    celFact("uint('-1')", "error: type conversion error: '-1' is not a uint");
    celFact("double('1e3')", "1000.0");
    celFact("double('-Infinity') < -1e308", "true");
    celFact("double('--1')", "error: type conversion error: '--1' is not a double");
    celFact("double('nan(1)')", "error: type conversion error: 'nan(1)' is not a double");
    celFact("double('1e-400') == 0.0 && double('0.00000000001e-315') == 0.0", "true");
    celFact("double('1e400')", "error: type conversion error: '1e400' is not a double");
    celFact("string(1.0) + string(1e30) + string(-0.0045)", "'11e+30-0.0045'");
    celFact("string(true) + string(7u)", "'true7'");
    celFact("string(b'\\xff')", "error: the bytes are not valid UTF-8");
    celFact("bytes('é')", "b'\\xc3\\xa9'");
    celFact("bool('True') && !bool('f')", "true");
    celFact("bool('yes')", "error: type conversion error: 'yes' is not a bool");
    celFact("dyn([1, 'a'])", "[1, 'a']");
}

void tst_CelEvaluation::conversionsHaveRanges()
{
    compare();
}

void tst_CelEvaluation::withoutCheckTypesAreErrorsOfEvaluation_data()
{
    celColumns();
    celFact("1 + 'a'", "error: no such overload: _+_(int, string)");
    celFact("x", "error: unknown name 'x'");
    celFact("x || true", "true");
    celFact("f(1) || true", "true");
    celFact("f(1)", "error: unknown function 'f'");
    celFact("size(1, 2)", "error: no such overload: size(int, int)");
    celFact("1.foo", "error: no field 'foo': int has no fields");
    celFact("'a'.foo", "error: no field 'foo': string has no fields");
    celFact("{null: 1}", "error: a map key is an int, uint, bool or string, not null_type");
    celFact("Type{a: 1}", "error: an expression cannot make a Type");
}

void tst_CelEvaluation::withoutCheckTypesAreErrorsOfEvaluation()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(evaluatedUnchecked(expression.toStdString())), result);
}

void tst_CelEvaluation::errorKnowsItsPlace()
{
    const std::string text = "1 + 1 == 2 &&\n  10 / (limit - 3) > 0";
    const auto program = cel::Program::compile(text, test::sampleSchema());
    QVERIFY(program);
    cel::Arena arena;
    const auto payment = test::samplePayment();
    const cel::Value value = program->evaluate(test::sampleVariables(payment, arena), arena);
    QCOMPARE(cel::renderError(value, text), std::string("2:6: divide by zero\n"
                                                        "    10 / (limit - 3) > 0\n"
                                                        "       ^"));
}

void tst_CelEvaluation::missingVariablesAreErrorsWhereTheyAreUsed()
{
    const auto program = cel::Program::compile("limit > 0", test::sampleSchema());
    QVERIFY(program);
    cel::Arena arena;
    const cel::Value value = program->evaluate({}, arena);
    QVERIFY(value.isError());
    QCOMPARE(value.asError().code, cel::ErrorCode::UnboundName);
    QCOMPARE(value.errorOffset(), std::uint32_t{0});
}

QTEST_APPLESS_MAIN(tst_CelEvaluation)
#include "tst_CelEvaluation.moc"
