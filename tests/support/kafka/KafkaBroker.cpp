// SPDX-License-Identifier: Apache-2.0
#include "tests/support/kafka/KafkaBroker.h"

#include "tests/support/kafka/RawKafkaClient.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>

#include <csignal>

#include <sys/prctl.h>
#include <unistd.h>

namespace otto::test {

namespace {

constexpr int kStartTimeoutMs = 60'000;
constexpr int kStopTimeoutMs = 30'000;
constexpr qint64 kLogTailBytes = 4'000;

QString brokerHome()
{
    QString home = qEnvironmentVariable("OTTO_KAFKA_HOME");
    if (!home.isEmpty())
        return home;
    const QString cache =
        qEnvironmentVariable("XDG_CACHE_HOME", QDir::homePath() + QStringLiteral("/.cache"));
    return cache + QStringLiteral("/otto-console/kafka-" OTTO_KAFKA_VERSION);
}

}  // namespace

KafkaBroker::KafkaBroker() : m_directory(QDir::tempPath() + QStringLiteral("/otto-kafka-XXXXXX")) {}

KafkaBroker::~KafkaBroker()
{
    kill();
}

Status KafkaBroker::start()
{
    if (isRunning())
        return fail("BROKER_RUNNING", "The broker is running already.");
    const QString home = brokerHome();
    if (!QFile::exists(home + QStringLiteral("/complete"))) {
        return fail("BROKER_NOT_FETCHED", "There is no complete test broker in "
                                              + home.toStdString()
                                              + "; run: bash tests/support/kafka/fetch-broker.sh");
    }
    if (auto prepared = prepareStorage(home); !prepared)
        return prepared;

    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(path("log"), QIODevice::Append);
    m_process->setStandardInputFile(QProcess::nullDevice());
    const pid_t parent = ::getpid();
    m_process->setChildProcessModifier([parent] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent)
            ::_exit(1);
    });
    m_process->start(QStringLiteral("java"),
                     {QLatin1Char('@') + home + QStringLiteral("/broker.args"),
                      QStringLiteral("kafka.Kafka"), path("broker.properties")});
    if (!m_process->waitForStarted(kStartTimeoutMs)) {
        return fail("BROKER_NOT_STARTED",
                    "java could not be started: " + m_process->errorString().toStdString());
    }
    return waitUntilAnswering();
}

void KafkaBroker::stop()
{
    if (!isRunning())
        return;
    m_process->terminate();
    if (!m_process->waitForFinished(kStopTimeoutMs))
        kill();
    m_process.reset();
}

void KafkaBroker::kill()
{
    if (!m_process)
        return;
    m_process->kill();
    m_process->waitForFinished(kStopTimeoutMs);
    m_process.reset();
}

Status KafkaBroker::restart()
{
    stop();
    return start();
}

bool KafkaBroker::isRunning() const
{
    return m_process && m_process->state() != QProcess::NotRunning;
}

std::string KafkaBroker::bootstrapServers() const
{
    return "127.0.0.1:" + std::to_string(m_port.number());
}

std::string KafkaBroker::logTail() const
{
    QFile log(path("log"));
    if (!log.open(QIODevice::ReadOnly))
        return {};
    log.seek(qMax(qint64{0}, log.size() - kLogTailBytes));
    return log.readAll().toStdString();
}

QString KafkaBroker::path(const char* name) const
{
    return m_directory.filePath(QLatin1String(name));
}

/// Fills in the properties and, the first time, copies storage that Kafka's own tool has formatted.
Status KafkaBroker::prepareStorage(const QString& home)
{
    const auto failed = [](const QString& what) {
        return fail("BROKER_NOT_STARTED",
                    "Cannot prepare the broker's folder: " + what.toStdString());
    };
    if (!m_directory.isValid())
        return failed(m_directory.errorString());

    const QDir formatted(home + QStringLiteral("/formatted"));
    const QDir storage(path("data"));
    if (!storage.exists()) {
        storage.mkpath(QStringLiteral("."));
        const auto files = formatted.entryList(QDir::Files);
        for (const QString& name : files) {
            if (!QFile::copy(formatted.filePath(name), storage.filePath(name)))
                return failed(storage.filePath(name));
        }
    }

    QFile pattern(home + QStringLiteral("/broker.properties.in"));
    QFile properties(path("broker.properties"));
    if (!pattern.open(QIODevice::ReadOnly))
        return failed(pattern.fileName() + QStringLiteral(": ") + pattern.errorString());
    if (!properties.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return failed(properties.fileName() + QStringLiteral(": ") + properties.errorString());
    QByteArray text = pattern.readAll();
    text.replace("@PORT@", QByteArray::number(m_port.number()));
    text.replace("@CONTROLLER_PORT@", QByteArray::number(m_controllerPort.number()));
    text.replace("@DATA_DIR@", storage.path().toUtf8());
    properties.write(text);
    return {};
}

Status KafkaBroker::waitUntilAnswering()
{
    auto client = RawKafkaClient::create(bootstrapServers());
    if (!client)
        return tl::unexpected(client.error());
    QElapsedTimer elapsed;
    elapsed.start();
    while (elapsed.elapsed() < kStartTimeoutMs) {
        // Each attempt waits for the broker by itself; in between the JVM may have given up.
        if (client->isAnswered(Duration{250}))
            return {};
        if (m_process->waitForFinished(0) || !isRunning())
            return fail("BROKER_NOT_STARTED",
                        "The broker ended instead of starting:\n" + logTail());
    }
    kill();
    return fail("BROKER_NOT_STARTED", "The broker did not answer within "
                                          + std::to_string(kStartTimeoutMs / 1000) + " s:\n"
                                          + logTail());
}

}  // namespace otto::test
