// SPDX-License-Identifier: Apache-2.0
#include "app/otto-console/StatusLine.h"

#include <QTest>

using namespace otto;

class tst_StatusLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allCountsAreShown();
    void reasonOfAnOutageIsShown();
    void everyStateHasAWord();
};

void tst_StatusLine::allCountsAreShown()
{
    EngineStatus status;
    status.now = *Instant::parse("2026-03-02T15:04:05.120Z");
    status.connection = Connection::Up;
    status.duty = DutyState::Deciding;
    status.facts = 30144;
    status.recordsPerSecond = 41;
    status.openFlags = 36;
    status.flagsRaised = 162;
    status.pendingQuestions = 3;
    status.questionsAsked = 91;
    status.verified = 12;
    status.fixersSent = 13;
    status.quarantined = 52;
    QCOMPARE(
        QByteArray::fromStdString(statusLine("demo", status)),
        QByteArray("15:04:05Z demo: up, deciding, 30144 facts (41 records/s), flags 36 open of "
                   "162, questions 3 pending of 91, fixes 12 verified of 13, 52 in "
                   "quarantine"));
}

void tst_StatusLine::reasonOfAnOutageIsShown()
{
    EngineStatus status;
    status.connection = Connection::Down;
    status.connectionSince = *Instant::parse("2026-03-02T15:04:00.000Z");
    status.connectionReason = "no broker answers at localhost:9092 (connection refused)";
    const std::string line = statusLine("qa", status);
    QVERIFY2(line.find("no broker since 2026-03-02T15:04:00.000Z (no broker answers at "
                       "localhost:9092 (connection refused))")
                 != std::string::npos,
             line.c_str());
}

void tst_StatusLine::everyStateHasAWord()
{
    EngineStatus status;
    QVERIFY(statusLine("qa", status).find(": connecting, catching up, ") != std::string::npos);
    status.duty = DutyState::ReadOnly;
    QVERIFY(statusLine("qa", status).find(": connecting, read-only, ") != std::string::npos);
}

QTEST_APPLESS_MAIN(tst_StatusLine)
#include "tst_StatusLine.moc"
