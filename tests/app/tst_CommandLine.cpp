// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kProcessMs = 30'000;

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray err;
};

/// The path of a program of the product.
QString program(const QString& name)
{
    if (name == QLatin1String("otto-engine"))
        return QStringLiteral(OTTO_ENGINE_PROGRAM);
    return QStringLiteral(OTTO_CONSOLE_PROGRAM);
}

Ended run(const QString& name, const QStringList& arguments)
{
    QProcess process;
    process.start(program(name), arguments);
    Ended ended;
    if (!process.waitForFinished(kProcessMs)) {
        process.kill();
        process.waitForFinished(kProcessMs);
        return ended;
    }
    if (process.exitStatus() == QProcess::NormalExit)
        ended.code = process.exitCode();
    ended.out = process.readAllStandardOutput();
    ended.err = process.readAllStandardError();
    return ended;
}

}  // namespace

/// The programs as a user starts them.
class tst_CommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void helpNamesEveryOption_data();
    void helpNamesEveryOption();
    void versionIsPrinted_data();
    void versionIsPrinted();
    void wrongUseIsOneSentence_data();
    void wrongUseIsOneSentence();
    void faultyFilesAreOneSentence_data();
    void faultyFilesAreOneSentence();
};

void tst_CommandLine::helpNamesEveryOption_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("options");
    const QStringList common{"--demo",     "--brokers", "--env",  "--profile", "--operator",
                             "--lookback", "--role",    "--help", "--version", "--log-level"};
    QTest::newRow("engine") << "otto-engine"
                            << common
                                   + QStringList{"--run-for", "--until-idle", "--create-topics",
                                                 "--repl", "--no-colleague"};
    QTest::newRow("console") << "otto-console"
                             << common
                                    + QStringList{"--exit-after", "--screenshots", "--status-line",
                                                  "--theme"};
}

void tst_CommandLine::helpNamesEveryOption()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, options);
    const Ended ended = run(name, {"--help"});
    QCOMPARE(ended.code, 0);
    for (const QString& option : options)
        QVERIFY2(ended.out.contains(option.toUtf8() + ' '), qPrintable(option));
    QVERIFY(ended.err.isEmpty());
}

void tst_CommandLine::versionIsPrinted_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("engine") << "otto-engine";
    QTest::newRow("console") << "otto-console";
}

void tst_CommandLine::versionIsPrinted()
{
    QFETCH(const QString, name);
    const Ended ended = run(name, {"--version"});
    QCOMPARE(ended.code, 0);
    QCOMPARE(ended.out, name.toUtf8() + " " OTTO_VERSION "\n");
}

void tst_CommandLine::wrongUseIsOneSentence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    const auto both = [](const char* title, const QStringList& arguments, const char* says) {
        for (const char* name : {"otto-engine", "otto-console"}) {
            QTest::addRow("%s: %s", name, title)
                << QString::fromLatin1(name) << arguments << QByteArray(says);
        }
    };
    both("unknown option", {"--frobnicate"}, "\"--frobnicate\" is no option of");
    both("no value", {"--demo", "--operator"}, "--operator needs a value");
    both("twice", {"--env", "qa", "--env", "dev"}, "--env may be given only once");
    both("brokers without env", {"--brokers", "localhost:9092"}, "--brokers needs --env");
    both("env without brokers", {"--env", "qa"}, "--env needs --brokers");
    both("unknown env", {"--brokers", "localhost:9092", "--env", "test"},
         "\"test\" is not one of dev, qa, stg, uat, prod");
    both("demo and brokers", {"--demo", "--brokers", "localhost:9092", "--env", "qa"},
         "leave out --demo or --brokers");
    both("demo and profile", {"--demo", "--profile", "qa.toml"}, "leave out --demo or --profile");
    both("unknown scenario", {"--demo", "nightmare"}, "nightmare");
    both("bad brokers", {"--brokers", "not a broker", "--env", "qa"}, "not a broker");
    both("bad role", {"--demo", "--role", "boss"}, "\"boss\" is neither viewer nor operator");
    both("bad operator", {"--demo", "--operator", ""}, "--operator");
    both("bad lookback", {"--demo", "--lookback", "yesterday"}, "--lookback \"yesterday\"");
    both("bad log level", {"--demo", "--log-level", "loud"}, "\"loud\" is not one of trace");
    both("no profile", {"--profile", "nowhere.toml"}, "nowhere.toml");
    const auto one = [](const char* name, const QStringList& arguments, const char* says) {
        QTest::addRow("%s: %s", name, qPrintable(arguments.join(' ')))
            << QString::fromLatin1(name) << arguments << QByteArray(says);
    };
    one("otto-engine", {"hello"}, "\"hello\" is no option of");
    one("otto-console", {"none.ottocap"}, "none.ottocap cannot be opened");
    one("otto-console", {"none.ottocap", "hello"}, "\"hello\" is no option of");
    one("otto-engine", {}, "say where the facts come from");
    one("otto-engine", {"--demo", "--run-for", "soon"}, "--run-for \"soon\"");
    one("otto-engine", {"--demo", "--until-idle", "0"}, "--until-idle \"0\"");
    one("otto-engine", {"--demo", "--create-topics"}, "--create-topics is for a real broker");
    one("otto-engine", {"--brokers", "localhost:9", "--env", "qa", "--no-colleague"},
        "--no-colleague belongs to --demo");
    one("otto-console", {"--exit-after", "soon"}, "--exit-after \"soon\"");
    one("otto-console", {"--theme", "pink"}, "\"pink\" is none of light, dark and system");
    one("otto-console", {"--screenshots", "/dev/null/pictures"}, "/dev/null/pictures");
}

void tst_CommandLine::wrongUseIsOneSentence()
{
    QFETCH(const QString, name);
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, says);
    const Ended ended = run(name, arguments);
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.err.contains(says), ended.err.constData());
    QVERIFY2(ended.err.startsWith(name.toUtf8() + ": "), ended.err.constData());
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY2(ended.out.isEmpty(), ended.out.constData());
}

void tst_CommandLine::faultyFilesAreOneSentence_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("profile") << "--profile" << QByteArray("env = \"qa\"\nbrokerz = \"x\"\n")
                             << QByteArray("/faulty.toml:2:1: there is no key \"brokerz\"");
    QTest::newRow("profile without env")
        << "--profile" << QByteArray("brokers = \"localhost:9092\"\n")
        << QByteArray("the profile names no env");
    QTest::newRow("profile without brokers") << "--profile" << QByteArray("env = \"qa\"\n")
                                             << QByteArray("the profile names no brokers");
    QTest::newRow("secret in a profile")
        << "--profile" << QByteArray("[kafka]\n\"sasl.password\" = \"swordfish\"\n")
        << QByteArray("/faulty.toml:2:1: sasl.password does not belong in a profile");
    QTest::newRow("unknown property")
        << "--profile"
        << QByteArray("brokers = \"localhost:9092\"\nenv = \"qa\"\n[kafka]\n\"no.such\" = 1\n")
        << QByteArray("no.such");
    QTest::newRow("scenario") << "--demo"
                              << QByteArray("name = \"faulty\"\nrate = 1.0\nratte = 2.0\n")
                              << QByteArray("/faulty.toml:3:1: ");
}

void tst_CommandLine::faultyFilesAreOneSentence()
{
    QFETCH(const QString, option);
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, says);
    QTemporaryDir folder;
    QFile file(folder.filePath("faulty.toml"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    for (const char* name : {"otto-engine", "otto-console"}) {
        const Ended ended = run(name, {option, file.fileName()});
        QCOMPARE(ended.code, 2);
        QVERIFY2(ended.err.contains(says), ended.err.constData());
        QVERIFY(!ended.err.contains("swordfish"));
        QCOMPARE(ended.err.count('\n'), 1);
    }
}

QTEST_GUILESS_MAIN(tst_CommandLine)
#include "tst_CommandLine.moc"
