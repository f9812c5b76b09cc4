// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/CelFacts.h"
#include "tests/cel/Evaluated.h"

#include <thread>

using namespace otto;
using test::evaluated;

/// C++ structs as records, and what a program tells about the paths it reads.
class tst_CelRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fieldsAndNativeListsAreRead_data();
    void fieldsAndNativeListsAreRead();
    void absentFieldsAreNull();
    void hasAsksTheField();
    void recordsAreSelectedWithoutKnowingTheirType();
    void readsNamesThePaths_data();
    void readsNamesThePaths();
    void usedVariablesAreKnown();
    void resultTypeIsKnown_data();
    void resultTypeIsKnown();
    void evaluationWithoutNewTextAllocatesNothing();
    void manyThreadsMayEvaluateOneProgram();
    void ownFunctionsAreCalledByTheirTypes();
    void constantsAndContainersAreResolved();
};

void tst_CelRecords::fieldsAndNativeListsAreRead_data()
{
    celColumns();
    celFact("payment.status", "'FAILED'");
    celFact("payment.postings[1].account", "'creditor'");
    celFact("payment.postings[2].account", "error: index out of range: 2 of 2");
    celFact("size(payment.postings)", "2");
    celFact("payment.postings.map(p, p.side)", "['debit', 'credit']");
    celFact("payment.postings.exists(p, p.amount == payment.amount)", "true");
    celFact("'late' in payment.tags && !('x' in payment.tags)", "true");
    celFact("payment.tags + ['x'] == ['late', 'manual', 'x']", "true");
    celFact("payment.tags == ['late', 'manual']", "true");
    celFact("payment.postings[0]",
            "Posting{account: 'debtor', amount: money('-125.50', 'USD'), side: 'debit'}");
    celFact("payment.postings[0] == payment.postings[1]", "false");
    celFact("payment.postings[0].status", "refused: Posting has no field 'status'");
    celFact("payment.Status", "refused: Payment has no field 'Status'; did you mean 'status'?");
    celFact("payment['status']", "refused: there is no Payment[string]");
}

void tst_CelRecords::fieldsAndNativeListsAreRead()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    QCOMPARE(QString::fromStdString(evaluated(expression.toStdString())), result);
}

void tst_CelRecords::absentFieldsAreNull()
{
    test::SamplePayment payment;
    QCOMPARE(evaluated("payment.settledAt == null", payment), std::string("true"));
    QCOMPARE(evaluated("payment.settledAt > now", payment),
             std::string("error: no such overload: _>_(null_type, google.protobuf.Timestamp)"));
    payment.settledAt = payment.createdAt;
    QCOMPARE(evaluated("payment.settledAt == null", payment), std::string("false"));
    QCOMPARE(evaluated("payment.settledAt == payment.createdAt", payment), std::string("true"));
}

void tst_CelRecords::hasAsksTheField()
{
    test::SamplePayment payment;
    payment.id.clear();
    QCOMPARE(evaluated("has(payment.settledAt)", payment), std::string("false"));
    QCOMPARE(evaluated("has(payment.id)", payment), std::string("false"));
    QCOMPARE(evaluated("has(payment.postings)", payment), std::string("false"));
    QCOMPARE(evaluated("has(payment.attempts)", payment), std::string("true"));
    payment.attempts = 0;
    QCOMPARE(evaluated("has(payment.attempts)", payment), std::string("false"));
    QCOMPARE(evaluated("has(payment.atempts)", payment),
             std::string("refused: Payment has no field 'atempts'; did you mean 'attempts'?"));
}

void tst_CelRecords::recordsAreSelectedWithoutKnowingTheirType()
{
    QCOMPARE(evaluated("dyn(payment).status"), std::string("'FAILED'"));
    QCOMPARE(evaluated("dyn(payment).statu"), std::string("error: no such field: 'statu'"));
    QCOMPARE(evaluated("has(dyn(payment).statu)"), std::string("error: no such field: 'statu'"));
    QCOMPARE(evaluated("[payment, 1].map(p, dyn(p).id)"),
             std::string("error: no field 'id': int has no fields"));
}

void tst_CelRecords::readsNamesThePaths_data()
{
    celColumns();
    celFact("payment.status == 'x' && payment.status != 'y'", "payment.status");
    celFact("payment == payment", "payment");
    celFact("payment.postings.exists(p, p.amount == payment.amount)",
            "payment.amount payment.postings payment.postings[].amount");
    celFact("payment.postings[limit].side", "limit payment.postings[].side");
    celFact("payment.postings.map(p, p)", "payment.postings payment.postings[]");
    celFact("has(payment.settledAt) ? now : payment.createdAt",
            "now payment.createdAt payment.settledAt");
    celFact("[1].map(x, x + limit)", "limit");
    celFact("[payment].map(p, p.id)", "payment");
    celFact("payment.tags.filter(t, t != 'x').exists(u, u.contains(payment.id))",
            "payment.id payment.tags payment.tags[]");
    celFact("1 + 1", "");
}

void tst_CelRecords::readsNamesThePaths()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    const auto program = cel::Program::compile(expression.toStdString(), test::sampleSchema());
    QVERIFY(program);
    QStringList paths;
    for (const std::string& path : program->reads())
        paths << QString::fromStdString(path);
    QCOMPARE(paths.join(QLatin1Char(' ')), result);
}

void tst_CelRecords::usedVariablesAreKnown()
{
    const auto program = cel::Program::compile(
        "payment.attempts > limit && names.exists(now, now == 'x')", test::sampleSchema());
    QVERIFY(program);
    QVERIFY(program->usesVariable("payment"));
    QVERIFY(program->usesVariable("limit"));
    QVERIFY(!program->usesVariable("now"));
    QVERIFY(!program->usesVariable("scores"));
}

void tst_CelRecords::resultTypeIsKnown_data()
{
    celColumns();
    celFact("payment.attempts + 1", "int");
    celFact("payment.postings", "list(Posting)");
    celFact("payment.postings.map(p, p.amount)", "list(money)");
    celFact("{'a': [now]}", "map(string, list(timestamp))");
    celFact("[1, 'a']", "list(dyn)");
    celFact("[]", "list(dyn)");
    celFact("[] + [1]", "list(int)");
    celFact("now - payment.createdAt", "duration");
    celFact("true ? null : payment.settledAt", "timestamp");
    celFact("any.x.y", "dyn");
    celFact("any + 1", "int");
    celFact("scores.map(k, scores[k])", "list(double)");
    celFact("type(1)", "type");
    celFact("has(payment.id) && true", "bool");
}

void tst_CelRecords::resultTypeIsKnown()
{
    QFETCH(QString, expression);
    QFETCH(QString, result);
    const auto program = cel::Program::compile(expression.toStdString(), test::sampleSchema());
    QVERIFY2(program, program ? "" : program.error()[0].message.c_str());
    QCOMPARE(QString::fromStdString(program->resultType().text()), result);
}

void tst_CelRecords::evaluationWithoutNewTextAllocatesNothing()
{
    const auto program = cel::Program::compile(
        "payment.status == 'FAILED' && payment.amount > money('1.00', 'USD') "
        "&& now - payment.createdAt > duration('45m') && payment.id.matches('^PMT') "
        "&& payment.tags.exists(t, t.startsWith('late')) && payment.rail in ['wire', 'ach']",
        test::sampleSchema());
    QVERIFY(program);
    const auto payment = test::samplePayment();
    cel::Arena outside;
    const auto variables = test::sampleVariables(payment, outside);
    cel::Arena arena;
    QVERIFY(program->evaluate(variables, arena).isTrue());
    QCOMPARE(arena.heldBytes(), std::size_t{0});
}

void tst_CelRecords::manyThreadsMayEvaluateOneProgram()
{
    const auto program = cel::Program::compile(
        "payment.postings.map(p, p.account + string(limit)).exists(a, a.matches('^cred.*3$'))",
        test::sampleSchema());
    QVERIFY(program);
    const auto payment = test::samplePayment();
    std::array<int, 4> right{};
    std::vector<std::thread> threads;
    for (int& count : right) {
        threads.emplace_back([&payment, &count, &program = *program] {
            cel::Arena outside;
            const auto variables = test::sampleVariables(payment, outside);
            cel::Arena arena;
            for (int i = 0; i < 2000; ++i) {
                arena.reset();
                count += program.evaluate(variables, arena).isTrue() ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads)
        thread.join();
    QCOMPARE(right, (std::array<int, 4>{2000, 2000, 2000, 2000}));
}

void tst_CelRecords::ownFunctionsAreCalledByTheirTypes()
{
    using cel::Type;
    using cel::Value;
    cel::Schema schema = test::sampleSchema();
    schema.addFunction("twice",
                       {{Type::integer()}, Type::integer(), [](cel::CallContext&, const Value* v) {
                            return Value::integer(2 * v[0].asInt());
                        }});
    schema.addFunction(
        "twice", {{Type::string()}, Type::string(), [](cel::CallContext& context, const Value* v) {
                      std::string text(v[0].asText());
                      return Value::string(context.arena.copy(text + text));
                  }});
    schema.addFunction("text.first",
                       {{Type::string()}, Type::string(), [](cel::CallContext&, const Value* v) {
                            return Value::string(v[0].asText().substr(0, 1));
                        }});
    const auto result = [&schema](const char* text) {
        const auto program = cel::Program::compile(text, schema);
        if (!program)
            return program.error()[0].message;
        cel::Arena arena;
        const auto payment = test::samplePayment();
        return cel::toText(program->evaluate(test::sampleVariables(payment, arena), arena));
    };
    QCOMPARE(result("twice(limit)"), std::string("6"));
    QCOMPARE(result("twice(payment.rail)"), std::string("'wirewire'"));
    QCOMPARE(result("twice(any)"), std::string("'anythinganything'"));
    QCOMPARE(result("twice(dyn(1.5))"), std::string("error: no such overload: twice(double)"));
    QCOMPARE(result("twice(1.5)"), std::string("there is no twice(double)"));
    QCOMPARE(result("text.first(payment.id)"), std::string("'P'"));
    QCOMPARE(result("tvice(1)"), std::string("unknown function 'tvice'; did you mean 'twice'?"));
}

void tst_CelRecords::constantsAndContainersAreResolved()
{
    cel::Schema schema;
    schema.addVariable("params.wire.limit", cel::Type::integer());
    schema.addVariable("params.limit", cel::Type::integer());
    {
        const std::string text = "gone after this block";
        schema.addConstant("greeting", cel::Value::string(text));
    }
    schema.setContainer("params.wire");
    const std::vector<cel::Value> variables{cel::Value::integer(1), cel::Value::integer(2)};
    cel::Arena arena;
    const auto result = [&](const char* text) {
        const auto program = cel::Program::compile(text, schema);
        return program ? cel::toText(program->evaluate(variables, arena))
                       : program.error()[0].message;
    };
    QCOMPARE(result("limit"), std::string("1"));
    QCOMPARE(result("params.limit"), std::string("2"));
    QCOMPARE(result(".params.wire.limit"), std::string("1"));
    QCOMPARE(result(".limit"), std::string("unknown name 'limit'"));
    QCOMPARE(result("greeting"), std::string("'gone after this block'"));
}

QTEST_APPLESS_MAIN(tst_CelRecords)
#include "tst_CelRecords.moc"
