// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Program.h"

#include <QtTest>

using namespace otto;

/// Which variable a name means (cel-spec, doc/langdef.md, "Name Resolution").
class tst_CelNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void longestNameInTheInnermostScopeIsMeant_data();
    void longestNameInTheInnermostScopeIsMeant();
    void unknownNamesOfAGroupAreRefused();
};

namespace {

std::string evaluatedIn(const std::string& container, const std::string& expression, bool isChecked)
{
    cel::Arena arena;
    // Every variable has its own name as its field `f`, and with ".g" after it as `g.f`.
    const auto text = [&arena](const std::string& t) { return cel::Value::string(arena.copy(t)); };
    const auto map = [&arena](std::initializer_list<cel::MapEntry> entries) {
        const auto kept = arena.array<cel::MapEntry>(entries.size());
        std::copy(entries.begin(), entries.end(), kept.begin());
        return cel::Value::map(kept, arena);
    };
    cel::Schema schema;
    schema.setContainer(container);
    schema.setChecked(isChecked);
    std::vector<cel::Value> variables;
    for (const char* const name : {"a", "a.g", "x.a", "x.y.a", "x.b", "b.g", "x.y.c.g", "c"}) {
        schema.addVariable(name, cel::Type::dyn());
        const cel::Value inner = map({{text("f"), text(std::string(name) + ".g")}});
        variables.push_back(map({{text("f"), text(name)}, {text("g"), inner}}));
    }
    const auto program = cel::Program::compile(expression, schema);
    if (!program)
        return "refused: " + program.error().front().message;
    return cel::toText(program->evaluate(variables, arena));
}

}  // namespace

void tst_CelNames::longestNameInTheInnermostScopeIsMeant_data()
{
    QTest::addColumn<QString>("container");
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("result");
    const auto row = [](const char* container, const char* expression, const char* result) {
        QTest::addRow("%s in '%s'", expression, container)
            << QString::fromUtf8(container) << QString::fromUtf8(expression)
            << QString::fromUtf8(result);
    };
    row("", "a.f", "'a'");
    row("x", "a.f", "'x.a'");
    row("x.y", "a.f", "'x.y.a'");
    row("x.y.z", "a.f", "'x.y.a'");
    row("x.z", "a.f", "'x.a'");
    row("z", "a.f", "'a'");
    row("x.y", ".a.f", "'a'");
    row("x.y", ".x.a.f", "'x.a'");
    row("x", "y.a.f", "'x.y.a'");
    row("x.y", "x.a.f", "'x.a'");
    // The longer name wins, also where the shorter one is in a scope further in.
    row("", "a.g.f", "'a.g'");
    row("x", "a.g.f", "'a.g'");
    row("", "a['g'].f", "'a.g'");
    row("", "has(a.g.f)", "true");
    row("", "has(a.g.h)", "false");
    // `b.g` is a name, which does not hide the field of `x.b`.
    row("x", "b.f", "'x.b'");
    row("x.y", "c.f", "'c'");
    row("x.y", "c.g.f", "'x.y.c.g'");
    // The variable of a macro hides all of them but the rooted.
    row("x", "[{'f': 1}].map(a, a.f)", "[1]");
    row("", "[{'g': {'f': 1}}].map(a, a.g.f)", "[1]");
    row("x", "[1].map(a, .a.f)", "['a']");
    row("x", "[a].map(a, a.f)", "['x.a']");
    row("", "[1].map(google, google + 1)", "[2]");
    row("", "[1].map(int, int(int) + int)", "[2]");
    row("x", "google.protobuf.Timestamp == type(timestamp(0)) && type(1) == int", "true");
}

void tst_CelNames::longestNameInTheInnermostScopeIsMeant()
{
    QFETCH(QString, container);
    QFETCH(QString, expression);
    QFETCH(QString, result);
    for (const bool isChecked : {true, false}) {
        QCOMPARE(QString::fromStdString(
                     evaluatedIn(container.toStdString(), expression.toStdString(), isChecked)),
                 result);
    }
}

void tst_CelNames::unknownNamesOfAGroupAreRefused()
{
    QCOMPARE(evaluatedIn("", "b.h", true),
             std::string("refused: unknown name 'b.h'; did you mean 'b.g'?"));
    QCOMPARE(evaluatedIn("", "b.h", false), std::string("error: unknown name 'b'"));
}

QTEST_APPLESS_MAIN(tst_CelNames)
#include "tst_CelNames.moc"
