// SPDX-License-Identifier: Apache-2.0
// otto-rules backtest over a capture that otto-engine made of its demo.
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int kEndMs = 120'000;

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray error;

    QJsonObject last() const
    {
        return QJsonDocument::fromJson(out.trimmed().split('\n').constLast()).object();
    }
};

Ended run(const char* program, const QStringList& arguments)
{
    QProcess process;
    process.start(QLatin1String(program), arguments);
    Ended ended;
    if (process.waitForFinished(kEndMs) && process.exitStatus() == QProcess::NormalExit)
        ended.code = process.exitCode();
    else
        process.kill();
    ended.out = process.readAllStandardOutput();
    ended.error = process.readAllStandardError();
    return ended;
}

Ended rules(const QStringList& arguments)
{
    return run(OTTO_RULES_PROGRAM, arguments);
}

QJsonObject ruleOf(const QJsonObject& report, const char* id)
{
    for (const QJsonValue& rule : report.value("rules").toArray()) {
        if (rule.toObject().value("ruleId") == QLatin1String(id))
            return rule.toObject();
    }
    return {};
}

}  // namespace

class tst_BacktestCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void itReadsTheWholeCapture();
    void aSetAgainstItselfGainsAndLosesNothing();
    void aDroppedRuleLosesAllItsFlags();
    void aSpanHasFewerFacts();
    void theTableNamesGainedAndLost();
    void whatCannotBeReadIsRefused();

private:
    QString copyOfTheCatalogue(const QString& name) const;

    QTemporaryDir m_folder;
    QString m_capture;
    QString m_catalogue;
    Ended m_recorded;
};

void tst_BacktestCommand::initTestCase()
{
    m_catalogue = QStringLiteral(OTTO_SOURCE_DIR "/resources/rules");
    m_capture = m_folder.filePath("demo.ottocap");
    m_recorded = run(OTTO_ENGINE_PROGRAM, {"--demo", "--capture", m_capture, "--run-for", "3"});
    QCOMPARE(m_recorded.code, 0);
    QVERIFY2(m_recorded.error.contains("captured "), m_recorded.error.constData());
}

QString tst_BacktestCommand::copyOfTheCatalogue(const QString& name) const
{
    const QDir from(m_catalogue);
    const QString to = m_folder.filePath(name);
    QDir().mkpath(to);
    for (const QString& file : from.entryList({"*.toml"}))
        QFile::copy(from.filePath(file), to + "/" + file);
    return to;
}

void tst_BacktestCommand::itReadsTheWholeCapture()
{
    const Ended ended = rules({"backtest", m_catalogue, "--capture", m_capture, "--json"});
    QVERIFY2(ended.code == 0, ended.error.constData());
    const QJsonObject report = ended.last();
    static const QRegularExpression captured("captured (\\d+) records");
    const QString told = captured.match(QString::fromUtf8(m_recorded.error)).captured(1);
    QCOMPARE(QString::number(report.value("records").toInteger()), told);
    QVERIFY(report.value("facts").toInteger() > 10'000);
    QVERIFY(report.value("payments").toInteger() > 500);
    QVERIFY(report.value("peakBytes").toInteger() > 0);
    qint64 flags = 0;
    for (const QJsonValue& rule : report.value("rules").toArray())
        flags += rule.toObject().value("flags").toInteger();
    const qint64 raised = m_recorded.last().value("flagsRaised").toInteger();
    qInfo("%lld flags found, %lld raised by the engine", static_cast<long long>(flags),
          static_cast<long long>(raised));
    // The engine judged at other moments: what was over between two of them, only one saw.
    QVERIFY(raised > 0);
    QVERIFY2(qAbs(flags - raised) * 20 <= raised, "more than 5 % apart");
}

void tst_BacktestCommand::aSetAgainstItselfGainsAndLosesNothing()
{
    const Ended ended = rules(
        {"backtest", m_catalogue, "--capture", m_capture, "--against", m_catalogue, "--json"});
    QVERIFY2(ended.code == 0, ended.error.constData());
    const QJsonArray all = ended.last().value("rules").toArray();
    QVERIFY(!all.isEmpty());
    for (const QJsonValue& rule : all) {
        QCOMPARE(rule["flags"], rule["before"]);
        QVERIFY(rule["gained"].toArray().isEmpty() && rule["lost"].toArray().isEmpty());
    }
}

void tst_BacktestCommand::aDroppedRuleLosesAllItsFlags()
{
    const QString fewer = copyOfTheCatalogue("fewer");
    QVERIFY(QFile::remove(fewer + "/OT01-stuck-in-status.toml"));
    const Ended ended =
        rules({"backtest", fewer, "--capture", m_capture, "--against", m_catalogue, "--json"});
    QVERIFY2(ended.code == 0, ended.error.constData());
    const QJsonObject dropped = ruleOf(ended.last(), "OT01");
    QCOMPARE(dropped.value("flags").toInteger(), 0);
    const QJsonArray lost = dropped.value("lost").toArray();
    QVERIFY(!lost.isEmpty());
    QCOMPARE(lost.size(), dropped.value("before").toInteger());
    QVERIFY(lost.first()["sentence"].toString().size() > 10);
    QVERIFY(lost.first()["subject"].toString().size() > 1);
    for (const QJsonValue& rule : ended.last().value("rules").toArray()) {
        if (rule["ruleId"] != QJsonValue("OT01"))
            QVERIFY(rule["gained"].toArray().isEmpty() && rule["lost"].toArray().isEmpty());
    }
}

void tst_BacktestCommand::aSpanHasFewerFacts()
{
    const QJsonObject whole =
        rules({"backtest", m_catalogue, "--capture", m_capture, "--json"}).last();
    const QDateTime to = QDateTime::fromString(whole.value("to").toString(), Qt::ISODateWithMs);
    const QString from = to.addSecs(-60).toUTC().toString(Qt::ISODateWithMs);
    const Ended ended =
        rules({"backtest", m_catalogue, "--capture", m_capture, "--from", from, "--json"});
    QVERIFY2(ended.code == 0, ended.error.constData());
    const qint64 facts = ended.last().value("facts").toInteger();
    QVERIFY(facts > 100 && facts < whole.value("facts").toInteger());
    // Answers to questions from before the span are no orphans.
    QVERIFY(ruleOf(ended.last(), "OT16").value("flags").toInteger()
            <= ruleOf(whole, "OT16").value("flags").toInteger());
}

void tst_BacktestCommand::theTableNamesGainedAndLost()
{
    const QString fewer = copyOfTheCatalogue("table");
    QVERIFY(QFile::remove(fewer + "/OT01-stuck-in-status.toml"));
    const Ended ended =
        rules({"backtest", m_catalogue, "--capture", m_capture, "--against", fewer});
    QCOMPARE(ended.code, 0);
    QVERIFY2(ended.out.contains("gained     lost"), ended.out.constData());
    QVERIFY2(ended.out.contains("\n    + 20"), ended.out.constData());
    QVERIFY2(ended.out.contains("peak memory "), ended.out.constData());
}

void tst_BacktestCommand::whatCannotBeReadIsRefused()
{
    const Ended missing = rules({"backtest", m_catalogue, "--capture", "/no/such.ottocap"});
    QCOMPARE(missing.code, 1);
    QVERIFY2(missing.error.contains("No such file"), missing.error.constData());
    const QString broken = copyOfTheCatalogue("broken");
    QFile file(broken + "/OT30-broken.toml");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("id = \"OT30\"\nwhen = \"payment.status ==\"\n");
    file.close();
    const Ended refused = rules({"backtest", broken, "--capture", m_capture});
    QCOMPARE(refused.code, 2);
    QVERIFY2(refused.error.contains("OT30-broken.toml:2:"), refused.error.constData());
}

QTEST_GUILESS_MAIN(tst_BacktestCommand)
#include "tst_BacktestCommand.moc"
