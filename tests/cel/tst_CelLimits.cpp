// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/Evaluated.h"

#include <QElapsedTimer>
#include <QThread>
#include <QtTest>

#include <memory>

using namespace otto;
using test::evaluated;

/// Whatever an expression asks for, there is an answer soon.
class tst_CelLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void deepNestingIsRefused_data();
    void deepNestingIsRefused();
    void nestingOfTheSpecificationIsAccepted();
    void deepestNestingFitsASmallStack();
    void longTextIsRefused();
    void manyNodesAreRefused();
    void longChainsOfAndAreAccepted();
    void exponentialTimeEndsInAnError();
    void exponentialSpaceEndsInAnError();
    void exhaustionIsNotAbsorbed();
    void deepValuesAreNotComparedWithoutEnd();
    void deepTypesAreCheckedSoon();
    void longPatternsAreRefused();
    void invalidUtf8IsRefused();
    void manyErrorsAreReportedSoon();
};

void tst_CelLimits::deepNestingIsRefused_data()
{
    QTest::addColumn<QByteArray>("opening");
    QTest::addColumn<QByteArray>("middle");
    QTest::addColumn<QByteArray>("closing");
    const auto row = [](const char* opening, const char* middle, const char* closing) {
        QTest::newRow(opening) << QByteArray(opening) << QByteArray(middle) << QByteArray(closing);
    };
    row("(", "1", ")");
    row("[", "1", "]");
    row("{1:", "1", "}");
    row("!", "true", "");
    row("-", "limit", "");
    row("size(", "1", ")");
    row("true ? 1 : ", "1", "");
    row("1 + (", "1", ")");
    row("names.map(x, ", "1", ")");
    row("[1][", "0", "]");
    row("", "any", ".a");
    row("", "any", "[0]");
    row("", "any", ".f()");
    row("", "1", " + 1");
    row("", "1", " == 1");
    row("T{a: ", "1", "}");
}

void tst_CelLimits::deepNestingIsRefused()
{
    QFETCH(QByteArray, opening);
    QFETCH(QByteArray, middle);
    QFETCH(QByteArray, closing);
    cel::Limits limits;
    limits.length = std::size_t{4} << 20;
    limits.nodes = 10'000'000;
    limits.nesting = 100'000;
    for (const int levels : {600, 100'000}) {
        const QByteArray text = opening.repeated(levels) + middle + closing.repeated(levels);
        const std::string shown = test::refusal(text.toStdString(), limits);
        QVERIFY2(shown.find("nested more than 500 levels deep") != std::string::npos,
                 shown.substr(0, 200).c_str());
    }
}

void tst_CelLimits::nestingOfTheSpecificationIsAccepted()
{
    const auto repeated = [](const char* text, int times) {
        return QByteArray(text).repeated(times).toStdString();
    };
    QCOMPARE(evaluated(repeated("(", 32) + "7" + repeated(")", 32)), std::string("7"));
    QCOMPARE(evaluated(repeated("false ? 0 : ", 24) + "1"), std::string("1"));
    QCOMPARE(evaluated("1" + repeated(" + 1", 100)), std::string("101"));
    QCOMPARE(evaluated("size(" + repeated("[", 100) + repeated("]", 100) + ")"), std::string("1"));
}

void tst_CelLimits::deepestNestingFitsASmallStack()
{
    constexpr uint kStackBytes = 2U << 20;
    QStringList results;
    const std::unique_ptr<QThread> thread(QThread::create([&results] {
        cel::Limits limits;
        limits.nesting = cel::Limits::kMaxNesting;
        limits.nodes = 100'000;
        const auto deep = [&](const char* opening, const char* middle, const char* closing) {
            const QByteArray text =
                QByteArray(opening).repeated(490) + middle + QByteArray(closing).repeated(490);
            results << QString::fromStdString(evaluated(text.toStdString(), limits)).left(40);
        };
        deep("(", "7", ")");
        deep("[", "7", "][0]");
        deep("", "1", " + 1");
        deep("false ? 0 : ", "1", "");
        deep("{1: ", "7", "}");
        deep("[1].map(x, ", "x", ")");
        deep("dyn(", "1", ")");
    }));
    thread->setStackSize(kStackBytes);
    thread->start();
    QVERIFY(thread->wait(60'000));
    QCOMPARE(results.size(), 7);
    QCOMPARE(results[0], QStringLiteral("7"));
    QVERIFY(results[1].startsWith(QLatin1String("refused: the expression is nested")));
    QCOMPARE(results[2], QStringLiteral("491"));
    QCOMPARE(results[3], QStringLiteral("1"));
    QVERIFY(results[4].startsWith(QLatin1String("{1: {1: {1:")));
    QVERIFY(results[5].startsWith(QLatin1String("[[[[[[")));
    QCOMPARE(results[6], QStringLiteral("1"));
}

void tst_CelLimits::longTextIsRefused()
{
    QElapsedTimer timer;
    timer.start();
    const std::string text = "'" + std::string(1'000'000, 'x') + "'";
    QVERIFY(test::refusal(text).find("longer than 65536 bytes") != std::string::npos);
    QVERIFY(timer.elapsed() < 1000);
    cel::Limits limits;
    limits.length = std::size_t{2} << 20;
    QCOMPARE(evaluated("size(" + text + ")", limits), std::string("1000000"));
}

void tst_CelLimits::manyNodesAreRefused()
{
    std::string text = "[0";
    for (int i = 1; i < 30'000; ++i)
        text += ",1";
    text += "]";
    QVERIFY(test::refusal(text).find("more than 20000 operators") != std::string::npos);
}

void tst_CelLimits::longChainsOfAndAreAccepted()
{
    QElapsedTimer timer;
    timer.start();
    std::string text = "limit == 3";
    for (int i = 0; i < 3000; ++i)
        text += " && limit == 3";
    QCOMPARE(evaluated(text), std::string("true"));
    QVERIFY(timer.elapsed() < 5000);
}

void tst_CelLimits::exponentialTimeEndsInAnError()
{
    QElapsedTimer timer;
    timer.start();
    std::string text = "1 / 0 > 0";
    for (int i = 0; i < 60; ++i)
        text = "[0, 1].all(x, " + text + ")";
    QCOMPARE(evaluated(text), std::string("error: the evaluation takes too many steps"));
    QVERIFY(timer.elapsed() < 10'000);
}

void tst_CelLimits::exponentialSpaceEndsInAnError()
{
    QElapsedTimer timer;
    timer.start();
    std::string text = "['foo', 'bar']";
    for (int i = 0; i < 60; ++i)
        text += ".map(x, x + x)";
    QCOMPARE(evaluated("size(" + text + ")"),
             std::string("error: the evaluation takes too many steps"));
    text = "['foo']";
    for (int i = 0; i < 60; ++i)
        text = "[" + text + "].map(x, x + x)[0]";
    QCOMPARE(evaluated("size(" + text + ")"),
             std::string("error: the evaluation takes too many steps"));
    QVERIFY(timer.elapsed() < 10'000);
}

void tst_CelLimits::exhaustionIsNotAbsorbed()
{
    cel::Limits limits;
    limits.steps = 100;
    const std::string error = "error: the evaluation takes too many steps";
    const std::string many =
        "[1,2,3,4,5,6,7,8].all(x, [1,2,3,4,5,6,7,8].all(y, x + y + limit > 0))";
    QCOMPARE(evaluated(many, limits), error);
    QCOMPARE(evaluated(many + " || true", limits), error);
    QCOMPARE(evaluated("[1].exists(z, " + many + " || z == 1)", limits), error);
    QCOMPARE(evaluated(many), std::string("true"));
}

void tst_CelLimits::deepValuesAreNotComparedWithoutEnd()
{
    QElapsedTimer timer;
    timer.start();
    // Each level holds the one below twice: 2^40 leaves in 40 small lists.
    std::string twice = "v0 == v0";
    for (int i = 1; i <= 39; ++i) {
        const std::string outer = "v" + std::to_string(i);
        const std::string inner = "v" + std::to_string(i - 1);
        twice = "[[" + outer + ", " + outer + "]].all(" + inner + ", " + twice + ")";
    }
    QCOMPARE(evaluated("[[limit]].all(v39, " + twice + ")"),
             std::string("error: the evaluation takes too many steps"));
    QVERIFY(timer.elapsed() < 10'000);
}

void tst_CelLimits::deepTypesAreCheckedSoon()
{
    QElapsedTimer timer;
    timer.start();
    std::string text = "limit";
    for (int i = 0; i < 90; ++i)
        text = "[" + text + "].map(x, [[[x]]])[0]";
    QVERIFY(!evaluated(text).empty());
    std::string maps = "[1]";
    for (int i = 0; i < 60; ++i)
        maps += ".map(x, {'a': x, 'b': [x]})";
    QVERIFY(!evaluated("size(" + maps + ")").empty());
    std::string unknowns = "[[]";
    for (int i = 0; i < 15'000; ++i)
        unknowns += ",[]";
    QCOMPARE(evaluated("size(" + unknowns + "])"), std::string("15001"));
    QVERIFY(timer.elapsed() < 10'000);
}

void tst_CelLimits::longPatternsAreRefused()
{
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(evaluated("'a'.matches('" + std::string(5000, 'a') + "')"),
             std::string("error: the pattern is longer than 4096 bytes"));
    QVERIFY(evaluated("'a'.matches('((a{100}){100}){100}')").starts_with("error: the pattern"));
    QCOMPARE(evaluated("'" + std::string(30'000, 'a') + "b'.matches('(a*)*c')"),
             std::string("false"));
    QVERIFY(timer.elapsed() < 10'000);
}

void tst_CelLimits::invalidUtf8IsRefused()
{
    for (const char* const bytes :
         {"\xff", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xe2\x82"})
        QVERIFY(test::refusal("'" + std::string(bytes) + "'").find("not valid UTF-8")
                != std::string::npos);
}

void tst_CelLimits::manyErrorsAreReportedSoon()
{
    QElapsedTimer timer;
    timer.start();
    std::string text = "x0 == 1";
    for (int i = 1; i < 3000; ++i)
        text += " || x" + std::to_string(i) + " == 1";
    const auto program = cel::Program::compile(text, test::sampleSchema());
    QVERIFY(!program);
    QCOMPARE(program.error().size(), std::size_t{100});
    QVERIFY(timer.elapsed() < 5000);
}

QTEST_APPLESS_MAIN(tst_CelLimits)
#include "tst_CelLimits.moc"
