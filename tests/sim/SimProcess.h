// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace otto::test {

/// A running otto-sim. One thread.
class SimProcess
{
public:
    SimProcess();
    /// Kills what still runs.
    ~SimProcess();
    SimProcess(const SimProcess&) = delete;
    SimProcess& operator=(const SimProcess&) = delete;

    void start(const QStringList& arguments);
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }
    /// As a crash.
    void kill();
    /// As Ctrl-C; gives the exit code, or -1 when it did not end by itself.
    int stop();
    /// Its own end; the exit code, or -1.
    int waitForEnd(int patienceMs = 30'000);
    /// The JSON line on standard output; after the end.
    QJsonObject summary();
    QByteArray standardOutput();
    QByteArray standardError();

private:
    QProcess m_process;
    QByteArray m_output;
    QByteArray m_error;
};

}  // namespace otto::test
