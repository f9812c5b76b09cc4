// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

constexpr int kStartMs = 60'000;
constexpr int kEndMs = 60'000;
/// Port 1 of this machine: nobody listens there.
const QStringList kNoBroker{"--brokers", "127.0.0.1:1", "--env", "qa"};

/// A program with what it wrote so far.
class Program
{
public:
    explicit Program(const QString& path) { m_process.setProgram(path); }
    ~Program()
    {
        m_process.kill();
        m_process.waitForFinished(kEndMs);
    }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    void start(const QStringList& arguments, const QByteArray& input = {})
    {
        m_process.setArguments(arguments);
        m_process.start();
        m_process.write(input);
        m_process.closeWriteChannel();
    }
    void signal(int number)
    {
        QVERIFY(m_process.state() == QProcess::Running);
        QCOMPARE(::kill(static_cast<pid_t>(m_process.processId()), number), 0);
    }
    /// The exit code, or -1 when it crashed or does not end.
    int end()
    {
        if (!m_process.waitForFinished(kEndMs) || m_process.exitStatus() != QProcess::NormalExit)
            return -1;
        return m_process.exitCode();
    }
    QList<QByteArray> lines()
    {
        m_out += m_process.readAllStandardOutput();
        QList<QByteArray> lines = m_out.split('\n');
        lines.removeLast();
        return lines;
    }
    QByteArray error()
    {
        m_error += m_process.readAllStandardError();
        return m_error;
    }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_error;
};

QJsonObject json(const QByteArray& line)
{
    return QJsonDocument::fromJson(line).object();
}

Program engine()
{
    return Program(QStringLiteral(OTTO_ENGINE_PROGRAM));
}

Program console()
{
    return Program(QStringLiteral(OTTO_CONSOLE_PROGRAM));
}

}  // namespace

/// The programs without a broker: the demo, and a broker that is not there.
class tst_Programs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void demoBeginsWithHistory();
    void demoRunsWithoutTheColleague();
    void replAnswersInOrderAndEndsWithItsInput();
    void signalEndsTheEngineCleanly_data();
    void signalEndsTheEngineCleanly();
    void unreachableBrokerIsSaidAndIsExitCodeThree();
    void topicsWaitForTheBroker();

    void consoleTakesPicturesOfEveryScreen();
    void consoleEndsBySignal();
    void consoleSaysThatThereIsNoBroker();
    void consoleWithoutDisplaySaysSo();
};

void tst_Programs::demoBeginsWithHistory()
{
    auto program = engine();
    program.start({"--demo", "--run-for", "5", "--repl"},
                  R"({"query":"Stats"}
{"query":"Flags"}
{"query":"Suspenders"}
{"query":"Fixers"}
{"query":"Quarantine"}
)");
    QCOMPARE(program.end(), 0);
    const QList<QByteArray> lines = program.lines();
    QCOMPARE(lines.size(), 6);
    const QJsonObject stats = json(lines.at(0)).value("result").toObject();
    QCOMPARE(stats.value("duty"), QJsonValue("deciding"));
    QVERIFY(stats.value("facts").toInt() > 10'000);

    QSet<QString> rules;
    int open = 0;
    for (const QJsonValue& flag : json(lines.at(1)).value("result").toArray()) {
        rules.insert(flag.toObject().value("ruleId").toString());
        open += flag.toObject().value("state") == "open" ? 1 : 0;
    }
    QVERIFY2(rules.size() >= 5, qPrintable(QStringList(rules.values()).join(' ')));
    QVERIFY(open > 0);
    QVERIFY(!json(lines.at(2)).value("result").toArray().isEmpty());
    bool isVerifiedByColleague = false;
    for (const QJsonValue& fix : json(lines.at(3)).value("result").toArray()) {
        isVerifiedByColleague = isVerifiedByColleague
                                || (fix.toObject().value("requestedBy") == "op-demo"
                                    && fix.toObject().value("state") == "verified");
    }
    QVERIFY(isVerifiedByColleague);
    QVERIFY(!json(lines.at(4)).value("result").toArray().isEmpty());
    const QJsonObject summary = json(lines.at(5));
    for (const char* count : {"facts", "duplicates", "quarantined", "flagsRaised", "flagsCleared",
                              "questionsAsked", "answered", "fixersSent", "verified"})
        QVERIFY2(summary.value(QLatin1String(count)).toInt() > 0, count);
}

void tst_Programs::demoRunsWithoutTheColleague()
{
    auto program = engine();
    program.start({"--demo", "calm", "--no-colleague", "--run-for", "1"});
    QCOMPARE(program.end(), 0);
    QCOMPARE(program.lines().size(), 1);
    const QJsonObject summary = json(program.lines().constFirst());
    QVERIFY(summary.value("facts").toInt() > 0);
    QCOMPARE(summary.value("flagsRaised"), QJsonValue(0));
    QCOMPARE(summary.value("fixersSent"), QJsonValue(0));
}

void tst_Programs::replAnswersInOrderAndEndsWithItsInput()
{
    auto program = engine();
    QByteArray input;
    for (int i = 0; i < 200; ++i)
        input += "{\"query\":\"" + QByteArray(i % 3 == 0 ? "Overview" : "Fixers")
                 + "\",\"id\":" + QByteArray::number(i) + "}\n";
    input += "rubbish\n";
    program.start({"--demo", "calm", "--repl"}, input);
    QCOMPARE(program.end(), 0);
    const QList<QByteArray> lines = program.lines();
    QCOMPARE(lines.size(), 202);
    for (int i = 0; i < 200; ++i)
        QCOMPARE(json(lines.at(i)).value("id"), QJsonValue(i));
    QCOMPARE(json(lines.at(200)).value("ok"), QJsonValue(false));
}

void tst_Programs::signalEndsTheEngineCleanly_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void tst_Programs::signalEndsTheEngineCleanly()
{
    QFETCH(const int, number);
    auto program = engine();
    program.start({"--demo", "calm", "--repl", "--run-for", "1h"}, "{\"query\":\"Stats\"}\n");
    QTRY_VERIFY_WITH_TIMEOUT(program.lines().size() == 1, kStartMs);
    program.signal(number);
    QCOMPARE(program.end(), 0);
    QVERIFY(json(program.lines().constLast()).contains("flagsRaised"));
}

void tst_Programs::unreachableBrokerIsSaidAndIsExitCodeThree()
{
    auto program = engine();
    QElapsedTimer elapsed;
    elapsed.start();
    program.start(kNoBroker + QStringList{"--run-for", "6", "--repl"},
                  "{\"query\":\"Flags\"}\n{\"query\":\"Stats\"}\n");
    // Within five seconds of the start, with the reason.
    QTRY_VERIFY_WITH_TIMEOUT(program.error().contains("127.0.0.1:1"), 5000);
    QVERIFY2(program.error().contains("trying again"), program.error().constData());
    QTRY_VERIFY_WITH_TIMEOUT(program.lines().size() == 2, 5000);
    QCOMPARE(json(program.lines().at(0)).value("ok"), QJsonValue(true));
    const QJsonObject stats = json(program.lines().at(1)).value("result").toObject();
    QCOMPARE(stats.value("connection"), QJsonValue("down"));
    QVERIFY(stats.value("connectionReason").toString().contains("127.0.0.1:1"));
    QCOMPARE(program.end(), 3);
    QVERIFY(elapsed.elapsed() >= 6000);
}

void tst_Programs::topicsWaitForTheBroker()
{
    auto program = engine();
    program.start(kNoBroker + QStringList{"--run-for", "3", "--create-topics"});
    QCOMPARE(program.end(), 3);
    QVERIFY2(program.error().contains("the topics cannot be made"), program.error().constData());
    QVERIFY(program.lines().isEmpty());
}

void tst_Programs::consoleTakesPicturesOfEveryScreen()
{
    QTemporaryDir folder;
    auto program = console();
    program.start({"--demo", "--exit-after", "8", "--status-line", "--screenshots",
                   folder.filePath("pictures")});
    QCOMPARE(program.end(), 0);
    const QDir pictures(folder.filePath("pictures"));
    for (const char* screen : {"overview", "stream", "flags", "payment", "suspenders", "fixers"}) {
        QList<QRgb> backgrounds;
        for (const char* ending :
             {"-light.png", "-dark.png", "-light-exit.png", "-dark-exit.png"}) {
            const QString name = QLatin1String(screen) + QLatin1String(ending);
            const QImage picture(pictures.filePath(name));
            QVERIFY2(!picture.isNull(), qPrintable(name));
            QVERIFY(picture.width() >= 1366 && picture.height() >= 768);
            // A bar at the very bottom: a place without text.
            backgrounds += picture.pixel(picture.width() / 2, picture.height() - 2);
        }
        QVERIFY2(qGray(backgrounds.at(0)) > 200, screen);
        QVERIFY2(qGray(backgrounds.at(1)) < 60, screen);
    }
    QVERIFY(program.lines().size() >= 5);
    QVERIFY2(program.lines().constLast().contains(" demo: up, deciding, "),
             program.lines().constLast().constData());
}

void tst_Programs::consoleEndsBySignal()
{
    auto program = console();
    program.start({"--demo", "calm", "--status-line", "--exit-after", "1h"});
    QTRY_VERIFY_WITH_TIMEOUT(!program.lines().isEmpty(), kStartMs);
    program.signal(SIGTERM);
    QCOMPARE(program.end(), 0);
}

void tst_Programs::consoleSaysThatThereIsNoBroker()
{
    auto program = console();
    program.start(kNoBroker + QStringList{"--status-line", "--exit-after", "7"});
    QCOMPARE(program.end(), 0);
    QVERIFY(!program.lines().isEmpty());
    const QByteArray last = program.lines().constLast();
    QVERIFY2(last.contains(" qa: no broker since "), last.constData());
    QVERIFY2(last.contains("127.0.0.1:1"), last.constData());
}

void tst_Programs::consoleWithoutDisplaySaysSo()
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(OTTO_CONSOLE_PROGRAM), {"--demo", "--exit-after", "1"});
    QVERIFY(process.waitForFinished(kEndMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    QVERIFY(process.readAllStandardError().contains("there is no display"));
}

QTEST_GUILESS_MAIN(tst_Programs)
#include "tst_Programs.moc"
