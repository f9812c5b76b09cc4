// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

/// The program as it is run: its output and exit codes.
class tst_OttoRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void evalPrintsTheValue();
    void evalReadsBindings();
    void evalShowsTheErrorWithItsPlace();
    void casesAreCounted();
    void unusableFilesAreSaid();

private:
    struct Run
    {
        int exitCode = -1;
        QString output;
        QString errors;
    };
    Run run(const QStringList& arguments);
    QString write(const QString& name, const QByteArray& content);

    QTemporaryDir m_folder;
};

tst_OttoRules::Run tst_OttoRules::run(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral(OTTO_RULES_PROGRAM), arguments);
    if (!process.waitForFinished())
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QString tst_OttoRules::write(const QString& name, const QByteArray& content)
{
    const QString path = m_folder.filePath(name);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return {};
    return path;
}

void tst_OttoRules::evalPrintsTheValue()
{
    const Run result = run({QStringLiteral("eval"), QStringLiteral("[1, 2].map(x, x * 2u == 2u)")});
    QCOMPARE(result.exitCode, 1);
    const Run good = run({QStringLiteral("eval"), QStringLiteral("[1, 2].map(x, x * 2)")});
    QCOMPARE(good.exitCode, 0);
    QCOMPARE(good.output, QStringLiteral("[2, 4]\n"));
    QCOMPARE(good.errors, QString());
}

void tst_OttoRules::evalReadsBindings()
{
    const QString path = write(QStringLiteral("bindings.json"),
                               R"({"a": {"b": [1, 2.5, "x", null, true]},
                                   "big": 18446744073709551615,
                                   "typed": {"uint64_value": "7"},
                                   "suite": {"value": {"bytes_value": "/w=="}}})");
    const auto value = [&](const char* expression) {
        return run({QStringLiteral("eval"), QString::fromLatin1(expression),
                    QStringLiteral("--bindings"), path})
            .output.trimmed();
    };
    QCOMPARE(value("a.b"), QStringLiteral("[1, 2.5, 'x', null, true]"));
    QCOMPARE(value("big"), QStringLiteral("18446744073709551615u"));
    QCOMPARE(value("typed + 1u"), QStringLiteral("8u"));
    QCOMPARE(value("suite"), QStringLiteral("b'\\xff'"));
}

void tst_OttoRules::evalShowsTheErrorWithItsPlace()
{
    const Run refused = run({QStringLiteral("eval"), QStringLiteral("1 + x")});
    QCOMPARE(refused.exitCode, 1);
    QCOMPARE(refused.output, QString());
    QCOMPARE(refused.errors, QStringLiteral("1:5: unknown name 'x'\n  1 + x\n      ^\n"));
    const Run failed = run({QStringLiteral("eval"), QStringLiteral("1 / 0")});
    QCOMPARE(failed.exitCode, 1);
    QCOMPARE(failed.errors, QStringLiteral("1:3: divide by zero\n  1 / 0\n    ^\n"));
}

void tst_OttoRules::casesAreCounted()
{
    const QString path = write(QStringLiteral("cases.json"), R"json([
        {"file": "f", "section": "s", "name": "sum", "expr": "1 + 1",
         "value": {"int64_value": "2"}},
        {"file": "f", "section": "s", "name": "kind", "expr": "1 + 1",
         "value": {"uint64_value": "2"}},
        {"file": "f", "section": "s", "name": "truth", "expr": "x.y == 'a'", "container": "q",
         "type_env": [{"name": "q.x", "ident": {"type": {"map_type": {
            "key_type": {"primitive": "STRING"}, "value_type": {"primitive": "STRING"}}}}}],
         "bindings": {"q.x": {"value": {"map_value": {"entries": [
            {"key": {"string_value": "y"}, "value": {"string_value": "a"}}]}}}}},
        {"file": "f", "section": "s", "name": "fails", "expr": "1 / 0", "eval_error": {}},
        {"file": "f", "section": "s", "name": "refused", "expr": "1 + 'a'", "eval_error": {}},
        {"file": "f", "section": "s", "name": "unchecked", "expr": "1 + 'a'",
         "disable_check": true, "eval_error": {}},
        {"file": "f", "section": "s", "name": "no error", "expr": "1", "eval_error": {}},
        {"file": "f", "section": "s", "name": "nan", "expr": "0.0 / 0.0",
         "value": {"double_value": "NaN"}}
    ])json");
    const Run result = run({QStringLiteral("cases"), path});
    QCOMPARE(result.exitCode, 1);
    QVERIFY(result.output.endsWith(QLatin1String("5 passed, 3 failed\n")));
    QVERIFY(result.output.contains(QLatin1String("FAILED f/s/kind")));
    QVERIFY(result.output.contains(QLatin1String("  expected:   2u\n  got:        2\n")));
    QVERIFY(result.output.contains(QLatin1String("FAILED f/s/refused")));
    QVERIFY(result.output.contains(QLatin1String("FAILED f/s/no error")));
}

void tst_OttoRules::unusableFilesAreSaid()
{
    const Run missing = run({QStringLiteral("cases"), m_folder.filePath(QStringLiteral("none"))});
    QCOMPARE(missing.exitCode, 2);
    QVERIFY(missing.errors.contains(QLatin1String("is no readable file")));
    const Run broken =
        run({QStringLiteral("cases"), write(QStringLiteral("broken.json"), "[\n{]")});
    QCOMPARE(broken.exitCode, 2);
    QVERIFY(broken.errors.contains(QLatin1String("is not JSON: line 2")));
    const Run wrong = run({QStringLiteral("cases"), write(QStringLiteral("wrong.json"), "[{}]")});
    QCOMPARE(wrong.exitCode, 2);
    QCOMPARE(run({}).exitCode, 2);
    QCOMPARE(run({QStringLiteral("eval")}).exitCode, 2);
    QCOMPARE(run({QStringLiteral("--version")}).exitCode, 0);
}

QTEST_GUILESS_MAIN(tst_OttoRules)
#include "tst_OttoRules.moc"
