// SPDX-License-Identifier: Apache-2.0
#include "core/base/Log.h"

#include <QtTest>

#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include <unistd.h>

using namespace otto;

class tst_Log : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { setLogLevel(LogLevel::Warning); }
    void levelIsWarningAtFirst();
    void levelsAreReadByName_data();
    void levelsAreReadByName();
    void unknownLevelIsRefusedWithTheChoice();
    void linesBelowTheLevelAreDropped();
    void offSilencesErrors();
    void lineHasUtcTimeLevelAndArea();
    void controlCharactersAreEscaped();
    void bracesAreNoFormat();
    void linesOfSeveralThreadsStayWhole();
};

namespace {

/// What `act` writes to standard error.
QByteArray standardErrorOf(const std::function<void()>& act)
{
    QTemporaryFile file;
    if (!file.open()) {
        qFatal("no temporary file");
    }
    std::fflush(stderr);
    const int saved = dup(STDERR_FILENO);
    dup2(file.handle(), STDERR_FILENO);
    act();
    std::fflush(stderr);
    dup2(saved, STDERR_FILENO);
    close(saved);
    file.seek(0);
    return file.readAll();
}

}  // namespace

void tst_Log::levelIsWarningAtFirst()
{
    QCOMPARE(standardErrorOf([] { log(LogLevel::Info, "test", "quiet"); }), QByteArray());
    QVERIFY(standardErrorOf([] { log(LogLevel::Warning, "test", "loud"); }).contains("loud"));
}

void tst_Log::levelsAreReadByName_data()
{
    QTest::addColumn<int>("level");
    const std::vector<std::pair<const char*, LogLevel>> levels{
        {"trace", LogLevel::Trace},     {"debug", LogLevel::Debug}, {"info", LogLevel::Info},
        {"warning", LogLevel::Warning}, {"error", LogLevel::Error}, {"off", LogLevel::Off}};
    for (const auto& [name, level] : levels) {
        QTest::newRow(name) << static_cast<int>(level);
    }
}

void tst_Log::levelsAreReadByName()
{
    QFETCH(int, level);
    const auto parsed = parseLogLevel(QTest::currentDataTag());
    QVERIFY(parsed.has_value());
    QCOMPARE(static_cast<int>(*parsed), level);
}

void tst_Log::unknownLevelIsRefusedWithTheChoice()
{
    for (const char* text : {"", "Info", "warn", "verbose"}) {
        const auto parsed = parseLogLevel(text);
        QVERIFY(!parsed.has_value());
        QCOMPARE(parsed.error().code, std::string("BAD_LOG_LEVEL"));
        QCOMPARE(parsed.error().text,
                 "log level \"" + std::string(text)
                     + "\" is not one of trace, debug, info, warning, error, off");
    }
}

void tst_Log::linesBelowTheLevelAreDropped()
{
    setLogLevel(LogLevel::Debug);
    const QByteArray lines = standardErrorOf([] {
        log(LogLevel::Trace, "test", "one");
        log(LogLevel::Debug, "test", "two");
        log(LogLevel::Error, "test", "three");
        setLogLevel(LogLevel::Error);
        log(LogLevel::Warning, "test", "four");
    });
    QVERIFY(!lines.contains("one"));
    QVERIFY(lines.contains("two"));
    QVERIFY(lines.contains("three"));
    QVERIFY(!lines.contains("four"));
}

void tst_Log::offSilencesErrors()
{
    setLogLevel(LogLevel::Off);
    QCOMPARE(standardErrorOf([] { log(LogLevel::Error, "test", "x"); }), QByteArray());
}

void tst_Log::lineHasUtcTimeLevelAndArea()
{
    const QByteArray line =
        standardErrorOf([] { log(LogLevel::Error, "core/bus", "broker is gone"); });
    const QRegularExpression shape(QStringLiteral("^(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\."
                                                  "\\d{3}Z) error core/bus: broker is gone\\n$"));
    const QRegularExpressionMatch match = shape.match(QString::fromUtf8(line));
    QVERIFY2(match.hasMatch(), line.constData());
    const QDateTime at = QDateTime::fromString(match.captured(1), Qt::ISODateWithMs);
    QVERIFY(qAbs(at.msecsTo(QDateTime::currentDateTimeUtc())) < 60'000);
}

void tst_Log::controlCharactersAreEscaped()
{
    const QByteArray line = standardErrorOf(
        [] { log(LogLevel::Error, "test", std::string_view("a\nb\x1B[31m\0c\x7F \xC3\xA9", 14)); });
    QVERIFY2(line.endsWith("test: a\\x0ab\\x1b[31m\\x00c\\x7f \xC3\xA9\n"), line.constData());
    QCOMPARE(line.count('\n'), 1);
}

void tst_Log::bracesAreNoFormat()
{
    const QByteArray line =
        standardErrorOf([] { log(LogLevel::Error, "te{}st", "{} {0} %s %n {"); });
    QVERIFY2(line.endsWith("te{}st: {} {0} %s %n {\n"), line.constData());
}

void tst_Log::linesOfSeveralThreadsStayWhole()
{
    constexpr int kThreads = 4;
    constexpr int kLines = 500;
    const std::string text(200, 'x');
    const QByteArray lines = standardErrorOf([&text] {
        std::vector<std::thread> threads;
        threads.reserve(kThreads);
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&text] {
                for (int n = 0; n < kLines; ++n) {
                    log(LogLevel::Error, "test", text);
                }
            });
        }
        for (std::thread& thread : threads) {
            thread.join();
        }
    });
    const QList<QByteArray> split = lines.trimmed().split('\n');
    QCOMPARE(split.size(), kThreads * kLines);
    for (const QByteArray& line : split) {
        QVERIFY(line.endsWith("Z error test: " + QByteArray::fromStdString(text)));
    }
}

QTEST_APPLESS_MAIN(tst_Log)
#include "tst_Log.moc"
