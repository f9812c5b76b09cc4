// SPDX-License-Identifier: Apache-2.0
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace {

constexpr int kEndMs = 60'000;

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray error;

    QJsonObject summary() const
    {
        return QJsonDocument::fromJson(out.trimmed().split('\n').constLast()).object();
    }
};

Ended run(const char* program, const QStringList& arguments, const QByteArray& input = {})
{
    QProcess process;
    process.start(QLatin1String(program), arguments);
    process.write(input);
    process.closeWriteChannel();
    Ended ended;
    if (process.waitForFinished(kEndMs) && process.exitStatus() == QProcess::NormalExit)
        ended.code = process.exitCode();
    else
        process.kill();
    ended.out = process.readAllStandardOutput();
    ended.error = process.readAllStandardError();
    return ended;
}

Ended engine(const QStringList& arguments, const QByteArray& input = {})
{
    return run(OTTO_ENGINE_PROGRAM, arguments, input);
}

}  // namespace

/// The programs with capture files, over the demo's broker.
class tst_CapturePrograms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theReplayKnowsWhatTheEngineKnew();
    void aReplayAnswersQueriesAndRefusesCommands();
    void aCaptureIsNotOverwritten();
    void aKilledEngineLeavesAReadableCapture();
    void aDamagedCaptureIsReadAndSaid();
    void wrongCommandLinesAreRefused_data();
    void wrongCommandLinesAreRefused();
    void theConsoleShowsACapture();
    void theConsoleRefusesWhatIsNoCapture();

private:
    QTemporaryDir m_folder;
    QString m_capture;
    Ended m_recorded;
};

void tst_CapturePrograms::initTestCase()
{
    m_capture = m_folder.filePath("demo.ottocap");
    m_recorded = engine({"--demo", "--capture", m_capture, "--run-for", "3"});
    QCOMPARE(m_recorded.code, 0);
    QVERIFY2(m_recorded.error.contains("captured "), m_recorded.error.constData());
    QVERIFY(m_recorded.summary().value("facts").toInt() > 10'000);
}

void tst_CapturePrograms::theReplayKnowsWhatTheEngineKnew()
{
    const Ended replayed = engine({"--replay", m_capture});
    QCOMPARE(replayed.code, 0);
    QCOMPARE(replayed.summary(), m_recorded.summary());
    QCOMPARE(engine({"--replay", m_capture}).summary(), m_recorded.summary());
}

void tst_CapturePrograms::aReplayAnswersQueriesAndRefusesCommands()
{
    const Ended ended = engine({"--replay", m_capture, "--repl"}, R"({"query":"Flags"}
{"query":"Stats"}
{"command":"AskSuspender","name":"GetTrn","paymentId":"PMT-1"}
{"command":"ClaimFlag","flagId":"FLG-1"}
)");
    QCOMPARE(ended.code, 0);
    const QList<QByteArray> lines = ended.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 5);
    QVERIFY(lines.at(0).contains("\"ruleId\""));
    const QJsonObject stats =
        QJsonDocument::fromJson(lines.at(1)).object().value("result").toObject();
    QCOMPARE(stats.value("env"), QJsonValue("qa"));
    QCOMPARE(stats.value("duty"), QJsonValue("read-only"));
    QCOMPARE(stats.value("lag"), QJsonValue(0));
    QVERIFY(stats.value("dutyText").toString().startsWith("This is a capture of qa, made from 20"));
    for (const int line : {2, 3}) {
        QVERIFY2(lines.at(line).contains("\"READ_ONLY\""), lines.at(line).constData());
        QVERIFY2(lines.at(line).contains("nothing can be asked or sent"),
                 lines.at(line).constData());
    }
}

void tst_CapturePrograms::aCaptureIsNotOverwritten()
{
    QFile file(m_capture);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    const Ended ended = engine({"--demo", "--capture", m_capture, "--run-for", "1"});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.error.contains("exists already"), ended.error.constData());
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), before);
}

void tst_CapturePrograms::aKilledEngineLeavesAReadableCapture()
{
    const QString path = m_folder.filePath("killed.ottocap");
    QProcess process;
    process.start(QStringLiteral(OTTO_ENGINE_PROGRAM), {"--demo", "calm", "--capture", path});
    QTRY_VERIFY_WITH_TIMEOUT(QFile(path).size() > 100'000, kEndMs);
    process.kill();
    QVERIFY(process.waitForFinished(kEndMs));
    const Ended ended = engine({"--replay", path});
    QVERIFY(ended.code == 0 || ended.error.contains("the file ends within a block"));
    QVERIFY2(ended.error.contains("no whole end"), ended.error.constData());
    QVERIFY(ended.summary().value("facts").toInt() > 500);
}

void tst_CapturePrograms::aDamagedCaptureIsReadAndSaid()
{
    const QString path = m_folder.filePath("damaged.ottocap");
    QVERIFY(QFile::copy(m_capture, path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(file.size() / 2));
    QCOMPARE(file.write("damage"), 6);
    file.close();
    const Ended ended = engine({"--replay", path});
    QCOMPARE(ended.code, 1);
    QVERIFY2(ended.error.contains("records lost"), ended.error.constData());
    const int facts = ended.summary().value("facts").toInt();
    QVERIFY(facts > 5000 && facts < m_recorded.summary().value("facts").toInt());
}

void tst_CapturePrograms::wrongCommandLinesAreRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("said");
    const QString replay = QStringLiteral("--replay");
    QTest::newRow("demo") << QStringList{replay, "f", "--demo"} << QByteArray("or --demo");
    QTest::newRow("env") << QStringList{replay, "f", "--env", "qa"} << QByteArray("or --env");
    QTest::newRow("lookback") << QStringList{replay, "f", "--lookback", "1h"}
                              << QByteArray("or --lookback");
    QTest::newRow("capture") << QStringList{replay, "f", "--capture", "g"}
                             << QByteArray("--capture of --replay");
    QTest::newRow("topics") << QStringList{replay, "f", "--create-topics"}
                            << QByteArray("--create-topics");
    QTest::newRow("missing") << QStringList{replay, "/no/such.ottocap"}
                             << QByteArray("No such file");
    QTest::newRow("no capture") << QStringList{replay, OTTO_ENGINE_PROGRAM}
                                << QByteArray("is no capture file");
    QTest::newRow("folder") << QStringList{"--demo", "--capture", "/no/such/folder/f"}
                            << QByteArray("No such file");
}

void tst_CapturePrograms::wrongCommandLinesAreRefused()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, said);
    const Ended ended = engine(arguments);
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.error.contains(said), ended.error.constData());
    QVERIFY(ended.out.isEmpty());
}

void tst_CapturePrograms::theConsoleShowsACapture()
{
    const Ended ended =
        run(OTTO_CONSOLE_PROGRAM, {m_capture, "--status-line", "--exit-after", "5"});
    QCOMPARE(ended.code, 0);
    const QByteArray last = ended.out.trimmed().split('\n').constLast();
    const QJsonObject summary = m_recorded.summary();
    QVERIFY2(last.contains(" capture demo.ottocap: up, read-only, "), last.constData());
    QVERIFY2(last.contains(" of " + QByteArray::number(summary.value("flagsRaised").toInt())),
             last.constData());
}

void tst_CapturePrograms::theConsoleRefusesWhatIsNoCapture()
{
    const Ended ended = run(OTTO_CONSOLE_PROGRAM, {OTTO_ENGINE_PROGRAM, "--exit-after", "1"});
    QCOMPARE(ended.code, 2);
    QVERIFY2(ended.error.contains("is no capture file"), ended.error.constData());
}

QTEST_GUILESS_MAIN(tst_CapturePrograms)
#include "tst_CapturePrograms.moc"
