// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/CelFacts.h"
#include "tests/cel/Evaluated.h"

using namespace otto;

/// The parts of an expression with their values, as an explanation shows them.
class tst_CelParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartHasItsValue();
    void skippedPartsHaveNone();
    void elementsShowTheDecidingOne();
    void rangesLeaveParenthesesOut();
    void errorsAreValuesOfParts();
    void certainFailuresAreNamed();

private:
    /// `text = value` for each part in order, `text -` for one without.
    static QStringList explained(const std::string& text);
};

QStringList tst_CelParts::explained(const std::string& text)
{
    const auto program = cel::Program::compile(text, test::sampleSchema());
    if (!program)
        return {QString::fromStdString(program.error()[0].message)};
    cel::Arena arena;
    const auto payment = test::samplePayment();
    const auto values = program->evaluateParts(test::sampleVariables(payment, arena), arena);
    QStringList lines;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const cel::Part& part = program->parts()[i];
        const std::string source = text.substr(part.begin, part.end - part.begin);
        lines << QString::fromStdString(
            source + (values[i].wasEvaluated ? " = " + cel::toText(values[i].value) : " -"));
    }
    return lines;
}

void tst_CelParts::everyPartHasItsValue()
{
    const QStringList expected{
        QStringLiteral("payment.status == 'FAILED' && payment.attempts + 1 < limit = false"),
        QStringLiteral("payment.status == 'FAILED' = true"),
        QStringLiteral("payment.status = 'FAILED'"),
        QStringLiteral("payment = Payment{id: 'PMT-1'"),
        QStringLiteral("'FAILED' = 'FAILED'"),
        QStringLiteral("payment.attempts + 1 < limit = false"),
        QStringLiteral("payment.attempts + 1 = 3"),
    };
    QStringList seen =
        explained("payment.status == 'FAILED' && payment.attempts + 1 < limit").mid(0, 7);
    seen[3] = seen[3].left(expected[3].size());
    QCOMPARE(seen, expected);
}

void tst_CelParts::skippedPartsHaveNone()
{
    QCOMPARE(explained("limit > 5 && limit / 0 > 1"),
             (QStringList{QStringLiteral("limit > 5 && limit / 0 > 1 = false"),
                          QStringLiteral("limit > 5 = false"), QStringLiteral("limit = 3"),
                          QStringLiteral("5 = 5"), QStringLiteral("limit / 0 > 1 -"),
                          QStringLiteral("limit / 0 -"), QStringLiteral("limit -"),
                          QStringLiteral("0 -"), QStringLiteral("1 -")}));
}

void tst_CelParts::elementsShowTheDecidingOne()
{
    const std::string text = "names.exists(n, n == 'bob' || n == 'carl')";
    QCOMPARE(explained(text),
             (QStringList{QStringLiteral("names.exists(n, n == 'bob' || n == 'carl') = true"),
                          QStringLiteral("names = ['ann', 'bob', 'zoë']"),
                          QStringLiteral("n == 'bob' || n == 'carl' = true"),
                          QStringLiteral("n == 'bob' = true"), QStringLiteral("n = 'bob'"),
                          QStringLiteral("'bob' = 'bob'"), QStringLiteral("n == 'carl' -"),
                          QStringLiteral("n -"), QStringLiteral("'carl' -")}));
    const auto program = cel::Program::compile(text, test::sampleSchema());
    QVERIFY(!program->parts()[1].isPerElement);
    QVERIFY(program->parts()[2].isPerElement);
    QCOMPARE(program->parts()[0].name, std::string("exists"));
    QCOMPARE(program->parts()[2].kind, cel::PartKind::Or);
    QCOMPARE(program->parts()[2].endOfSubtree, std::size_t{9});
    QCOMPARE(program->parts()[3].parent, std::size_t{2});
    QCOMPARE(program->parts()[2].children, (std::vector<std::size_t>{3, 6}));
}

void tst_CelParts::rangesLeaveParenthesesOut()
{
    QCOMPARE(explained("((limit) + (2)) * 2"),
             (QStringList{QStringLiteral("((limit) + (2)) * 2 = 10"),
                          QStringLiteral("(limit) + (2) = 5"), QStringLiteral("limit = 3"),
                          QStringLiteral("2 = 2"), QStringLiteral("2 = 2")}));
}

void tst_CelParts::errorsAreValuesOfParts()
{
    QCOMPARE(explained("1 / (limit - 3) > 0 || limit == 3").mid(0, 3),
             (QStringList{QStringLiteral("1 / (limit - 3) > 0 || limit == 3 = true"),
                          QStringLiteral("1 / (limit - 3) > 0 = error: divide by zero"),
                          QStringLiteral("1 / (limit - 3) = error: divide by zero")}));
}

void tst_CelParts::certainFailuresAreNamed()
{
    const std::string text = "limit > 0 || 1 / 0 > 1 || payment.id.matches('(') "
                             "|| money('1', 'USD') == payment.amount";
    const auto program = cel::Program::compile(text, test::sampleSchema());
    QVERIFY(program);
    const cel::CompileErrors& failures = program->certainFailures();
    QCOMPARE(failures.size(), std::size_t{3});
    QCOMPARE(text.substr(failures[0].begin, failures[0].end - failures[0].begin),
             std::string("1 / 0"));
    QCOMPARE(failures[1].message, std::string("the pattern is not valid: missing ): ("));
    QVERIFY(failures[2].message.find("decimals of USD") != std::string::npos);
    QVERIFY(cel::Program::compile("1 + 1 == 2", test::sampleSchema())->certainFailures().empty());
}

QTEST_APPLESS_MAIN(tst_CelParts)
#include "tst_CelParts.moc"
