// SPDX-License-Identifier: Apache-2.0
#include "tests/tidy/TidyRules.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using otto::test::readSourceTree;
using otto::test::SourceTree;
using otto::test::withoutCommentsAndLiterals;

using Check = QStringList (*)(const SourceTree&);
Q_DECLARE_METATYPE(Check)

namespace {

const SourceTree& projectTree()
{
    static const SourceTree tree = readSourceTree(QStringLiteral(OTTO_SOURCE_DIR));
    return tree;
}

/// What the check finds in a tree of one file.
QStringList findingsIn(Check check, const QString& path, const QByteArray& text)
{
    const QTemporaryDir root;
    const QString absolute = root.filePath(path);
    QDir().mkpath(absolute.section(QLatin1Char('/'), 0, -2));
    QFile file(absolute);
    if (!file.open(QIODevice::WriteOnly))
        return {file.errorString()};
    file.write(text);
    file.close();
    return check(readSourceTree(root.path()));
}

const QByteArray kHead = "// SPDX-License-Identifier: Apache-2.0\n";

}  // namespace

/// First the rules are tried on planted faults and on what they must let pass, then on this
/// project.
class tst_Tidy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void faultIsFound_data();
    void faultIsFound();
    void allowedPasses_data();
    void allowedPasses();
    void commentsAndLiteralsAreBlanked_data();
    void commentsAndLiteralsAreBlanked();
    void testNamedInItsFolderIsRegistered();
    void hiddenAndBuildFoldersAreLeftOut();
    void projectKeepsTheRules_data();
    void projectKeepsTheRules();
};

void tst_Tidy::faultIsFound_data()
{
    QTest::addColumn<Check>("check");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("found");

    const auto row = [](const char* name, Check check, const char* path, const QByteArray& text,
                        const char* found) {
        QTest::newRow(name) << check << QString::fromLatin1(path) << text
                            << QString::fromLatin1(found);
    };
    const Check arrows = otto::test::checkIncludeArrows;
    row("contract sees model", arrows, "core/contract/A.h", "\n#include \"core/model/B.h\"\n",
        "core/contract/A.h:2: core/contract/ may not include \"core/model/B.h\"");
    row("rules see fixers", arrows, "core/rules/A.h", "#include \"core/fixers/B.h\"\n",
        "core/rules/A.h:1: core/rules/ may not include \"core/fixers/B.h\"");
    row("model sees the bus", arrows, "core/model/A.h", "#include \"core/bus/Bus.h\"\n",
        "core/model/A.h:1: core/model/ may not include \"core/bus/Bus.h\"");
    row("ui sees the engine", arrows, "ui/A.h", "#include \"core/engine/Engine.h\"\n",
        "ui/A.h:1: ui/ may not include \"core/engine/Engine.h\"");
    row("ui sees the bus", arrows, "ui/models/A.h", "#include \"core/bus/kafka/KafkaBus.h\"\n",
        "ui/models/A.h:1: ui/ may not include \"core/bus/kafka/KafkaBus.h\"");
    row("port sees a concrete bus", arrows, "core/port/A.cpp",
        "#include \"core/bus/kafka/KafkaBus.h\"\n",
        "core/port/A.cpp:1: core/port/ may not include \"core/bus/kafka/KafkaBus.h\"");
    row("product sees tests", arrows, "app/A.cpp", "#include \"tests/support/B.h\"\n",
        "app/A.cpp:1: app/ may not include \"tests/support/B.h\"");
    row("not from the root", arrows, "core/model/A.cpp", "#include \"A.h\"\n",
        "core/model/A.cpp:1: core/model/ may not include \"A.h\"");
    row("core uses Qt", arrows, "core/base/A.h", "#include <QString>\n",
        "core/base/A.h:1: core is free of Qt, but this includes <QString>");
    row("core uses a Qt module", arrows, "core/base/A.h", "#include <QtCore/QString>\n",
        "core/base/A.h:1: core is free of Qt, but this includes <QtCore/QString>");
    row("librdkafka elsewhere", arrows, "app/A.cpp", "#include <librdkafka/rdkafka.h>\n",
        "app/A.cpp:1: only core/bus/kafka/ may use librdkafka");
    row("unknown folder", arrows, "extras/A.cpp", "#include \"core/base/B.h\"\n",
        "extras/A.cpp:1: no arrow is drawn");

    const Check words = otto::test::checkBannedWords;
    row("clock", words, "core/engine/A.cpp", "auto t = std::chrono::steady_clock::now();\n",
        "core/engine/A.cpp:1: 'steady_clock::now'");
    row("sleep", words, "tests/core/tst_A.cpp", "std::this_thread::sleep_for(1ms);\n",
        "tests/core/tst_A.cpp:1: 'sleep_for'");
    row("qWait", words, "tests/ui/tst_A.cpp", "\nQTest::qWait(100);\n",
        "tests/ui/tst_A.cpp:2: 'qWait('");
    row("skip", words, "tests/ui/tst_A.cpp", "QSKIP(\"later\");\n",
        "tests/ui/tst_A.cpp:1: 'QSKIP'");
    row("unfinished", words, "ui/A.cpp",
        "// TO"
        "DO: later\n",
        "ui/A.cpp:1: 'TO"
        "DO'");
    row("unfinished script", words, "packaging/a.sh",
        "# FIX"
        "ME\n",
        "packaging/a.sh:1: 'FIX"
        "ME'");
    row("proxy", words, "ui/models/A.h", "class A : public QSortFilterProxyModel\n",
        "ui/models/A.h:1: 'QSortFilterProxyModel'");
    row("rich text", words, "ui/A.cpp", "label->setTextFormat(Qt::RichText);\n",
        "ui/A.cpp:1: 'Qt::RichText'");
    row("random", words, "core/engine/A.cpp", "std::random_device device;\n",
        "core/engine/A.cpp:1: 'random_device'");
    row("file", words, "core/model/A.cpp", "std::ifstream in;\n",
        "core/model/A.cpp:1: 'std::ifstream'");

    const Check lengths = otto::test::checkLengths;
    row("long file", lengths, "core/A.cpp", QByteArray("\n").repeated(501),
        "core/A.cpp:501: 501 lines");
    row("long line", lengths, "core/A.cpp", "\n" + QByteArray(101, 'x') + "\n",
        "core/A.cpp:2: 101 columns");

    const Check heads = otto::test::checkHeads;
    row("no licence", heads, "app/CMakeLists.txt", "project(x)\n", "app/CMakeLists.txt:1: no SPDX");
    for (const char* path :
         {"tests/bench/A.java", "tests/bench/a.sql", "tests/bench/a.epl", "tests/bench/a.clp"})
        row(path, heads, path, "\n", QByteArray(path).append(":1: no SPDX").constData());
    row("no guard", heads, "core/A.h", kHead + "int a;\n", "core/A.h:1: a header without");

    row("unbuilt test", otto::test::checkTestsAreRegistered, "tests/core/tst_A.cpp", "",
        "tests/core/tst_A.cpp:1: tests/core/CMakeLists.txt does not build this test");
    row("big file", otto::test::checkFileSizes, "resources/a.bin", QByteArray(500'001, 'x'),
        "resources/a.bin:1: 500001 bytes");
}

void tst_Tidy::faultIsFound()
{
    QFETCH(const Check, check);
    QFETCH(const QString, path);
    QFETCH(const QByteArray, text);
    QFETCH(const QString, found);
    const QStringList findings = findingsIn(check, path, text);
    QCOMPARE(findings.size(), 1);
    QVERIFY2(findings.first().startsWith(found), qPrintable(findings.first()));
}

void tst_Tidy::allowedPasses_data()
{
    QTest::addColumn<Check>("check");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("text");

    const auto row = [](const char* name, Check check, const char* path, const QByteArray& text) {
        QTest::newRow(name) << check << QString::fromLatin1(path) << text;
    };
    const Check arrows = otto::test::checkIncludeArrows;
    row("own folder", arrows, "core/rules/A.cpp", "#include \"core/rules/A.h\"\n");
    row("inwards", arrows, "core/engine/A.cpp", "#include \"core/journal/A.h\"\n");
    row("ui sees views", arrows, "ui/A.cpp", "#include \"core/engine/view/Row.h\"\n");
    row("app composes", arrows, "app/A.cpp", "#include \"core/bus/kafka/KafkaBus.h\"\n");
    row("include in a comment", arrows, "core/base/A.cpp", "/*\n#include <QString>\n*/\n");
    row("moc", arrows, "ui/A.cpp", "#include \"A.moc\"\n");
    row("standard header", arrows, "core/base/A.cpp", "#include <vector>\n");

    const Check words = otto::test::checkBannedWords;
    row("the clock's own file", words, "core/base/SystemClock.cpp", "system_clock::now();\n");
    row("a clock in ui", words, "ui/A.cpp", "std::chrono::steady_clock::now();\n");
    row("word in a comment", words, "core/engine/A.cpp", "// never random_device\n");
    row("word in a literal", words, "tests/tst_A.cpp", "auto a = \"QSKIP\";\n");
    row("part of a word", words, "ui/A.cpp", "int qWaiting = 0; asleep(qWaiting);\n");
    row("qWaitFor", words, "tests/tst_A.cpp", "QTest::qWaitFor(done);\n");

    const Check lengths = otto::test::checkLengths;
    row("100 letters of two bytes", lengths, "ui/A.cpp",
        QByteArray("\xc3\xa9").repeated(100) + "\n");
    row("500 lines", lengths, "ui/A.cpp", QByteArray("\n").repeated(500));
    row("head", otto::test::checkHeads, "ui/A.h", kHead + "#pragma once\n");
    row("script head", otto::test::checkHeads, "a.sh",
        "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0\n");
    row("font", otto::test::checkFileSizes, "resources/fonts/a.ttf", QByteArray(500'001, 'x'));
}

void tst_Tidy::allowedPasses()
{
    QFETCH(const Check, check);
    QFETCH(const QString, path);
    QFETCH(const QByteArray, text);
    QCOMPARE(findingsIn(check, path, text), QStringList());
}

void tst_Tidy::commentsAndLiteralsAreBlanked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* text, const char* code) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(code);
    };
    row("line comment", "a; // b\nc", "a;     \nc");
    row("block comment", "a /* b\nb */ c", "a     \n     c");
    row("string", "f(\"a\\\"b\") + c", "f(\"    \") + c");
    row("comment mark in a string", "f(\"//\"); c", "f(\"  \"); c");
    row("character", "f('\"') + c", "f(' ') + c");
    row("digit separators", "1'000'000 + c", "1'000'000 + c");
    row("raw string", "f(R\"x(a\")\"\n)x\") + c", "f(R       \n   ) + c");
    row("unclosed string", "f(\"a\nb", "f(\" \nb");
}

void tst_Tidy::commentsAndLiteralsAreBlanked()
{
    QFETCH(const QString, text);
    QFETCH(const QString, code);
    QCOMPARE(withoutCommentsAndLiterals(text), code);
}

void tst_Tidy::testNamedInItsFolderIsRegistered()
{
    SourceTree tree(3);
    tree[0].path = QStringLiteral("tests/CMakeLists.txt");
    tree[0].lines = QStringList{QStringLiteral("add_subdirectory(core)")};
    tree[1].path = QStringLiteral("tests/core/CMakeLists.txt");
    tree[1].lines = QStringList{QStringLiteral("otto_add_test(tst_Money SOURCES tst_Money.cpp)")};
    tree[2].path = QStringLiteral("tests/core/tst_Money.cpp");
    QCOMPARE(otto::test::checkTestsAreRegistered(tree), QStringList());

    tree[2].path = QStringLiteral("tests/core/tst_Mon.cpp");
    QCOMPARE(otto::test::checkTestsAreRegistered(tree).size(), 1);

    tree[2].path = QStringLiteral("tests/core/tst_Money.cpp");
    tree[0].lines = QStringList{QStringLiteral("add_subdirectory(score)")};
    QCOMPARE(otto::test::checkTestsAreRegistered(tree).size(), 1);
}

void tst_Tidy::hiddenAndBuildFoldersAreLeftOut()
{
    const auto heads = otto::test::checkHeads;
    QVERIFY(findingsIn(heads, QStringLiteral("build/dev/a.cpp"), "int a;").isEmpty());
    QVERIFY(findingsIn(heads, QStringLiteral(".cache/a.cpp"), "int a;").isEmpty());
    QCOMPARE(findingsIn(heads, QStringLiteral("core/build/a.cpp"), "int a;").size(), 1);
    QCOMPARE(findingsIn(heads, QStringLiteral(".ci/run"), "exit 0").size(), 1);
}

void tst_Tidy::projectKeepsTheRules_data()
{
    QTest::addColumn<Check>("check");
    QTest::newRow("include arrows") << Check{otto::test::checkIncludeArrows};
    QTest::newRow("banned words") << Check{otto::test::checkBannedWords};
    QTest::newRow("lengths") << Check{otto::test::checkLengths};
    QTest::newRow("heads") << Check{otto::test::checkHeads};
    QTest::newRow("tests are registered") << Check{otto::test::checkTestsAreRegistered};
    QTest::newRow("file sizes") << Check{otto::test::checkFileSizes};
}

void tst_Tidy::projectKeepsTheRules()
{
    QFETCH(const Check, check);
    QVERIFY2(projectTree().size() > 50, "The source tree was not found.");
    const QStringList findings = check(projectTree());
    for (const QString& finding : findings)
        qWarning("%s", qPrintable(finding));
    QCOMPARE(findings.size(), 0);
}

QTEST_APPLESS_MAIN(tst_Tidy)
#include "tst_Tidy.moc"
