// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "tests/support/kafka/ReservedPort.h"

#include <QString>
#include <QTemporaryDir>

#include <memory>
#include <string>

class QProcess;

namespace otto::test {

/// A real Apache Kafka broker of its own for one test: one JVM with broker and KRaft controller,
/// free loopback ports, data in a temporary folder. Its jars come from
/// `tests/support/kafka/fetch-broker.sh` (ctest runs that first). Topics are not made by
/// themselves; records of up to 12 MiB are taken.
///
/// Starting takes about 0.7 s, restarting after kill() about 2.7 s (the killed broker's session has
/// to end first). The JVM uses about 200 MB and dies with the thread that started it, so start it
/// on the test's main thread. Not thread-safe.
class KafkaBroker
{
public:
    KafkaBroker();
    /// Kills the broker and removes its data.
    ~KafkaBroker();
    KafkaBroker(const KafkaBroker&) = delete;
    KafkaBroker& operator=(const KafkaBroker&) = delete;

    /// Starts the JVM and waits until the broker answers a metadata request. Errors:
    /// BROKER_NOT_FETCHED, BROKER_NOT_STARTED (with the end of its log), BROKER_RUNNING.
    Status start();
    /// Orderly shutdown (SIGTERM); does nothing when it is not running.
    void stop();
    /// SIGKILL, as a crash: connections drop, what the broker took stays in its data folder.
    void kill();
    /// stop() when running, then start() on the same ports with the same data.
    Status restart();

    [[nodiscard]] bool isRunning() const;
    /// `127.0.0.1:<port>`; the same before start(), while dead and after restart().
    [[nodiscard]] std::string bootstrapServers() const;
    /// The last lines that the broker wrote, for failure messages.
    [[nodiscard]] std::string logTail() const;

private:
    Status prepareStorage(const QString& home);
    Status waitUntilAnswering();
    [[nodiscard]] QString path(const char* name) const;

    QTemporaryDir m_directory;
    ReservedPort m_port;
    ReservedPort m_controllerPort;
    std::unique_ptr<QProcess> m_process;
};

}  // namespace otto::test
