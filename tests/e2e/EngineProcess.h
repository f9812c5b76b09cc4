// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>

namespace otto::test {

/// A running `otto-engine --repl`, asked line by line. Requests go out one at a time, so the next
/// line of standard output is the reply. One thread.
class EngineProcess
{
public:
    EngineProcess();
    /// Kills what still runs.
    ~EngineProcess();
    EngineProcess(const EngineProcess&) = delete;
    EngineProcess& operator=(const EngineProcess&) = delete;

    void start(const QStringList& arguments);
    /// The reply, or an empty object after 30 s.
    QJsonObject ask(const QJsonObject& request);
    /// `result` of a query that takes no fields but these; of Stats an object, else a list.
    QJsonObject stats();
    QJsonArray list(const QString& query, const QJsonObject& fields = {});

    /// As a crash.
    void kill();
    /// As Ctrl-C; gives the exit code, or -1 when it did not end by itself within 30 s.
    int stop();
    /// The last line of standard output; after stop().
    [[nodiscard]] QJsonObject summary() const { return m_summary; }
    /// All of it so far.
    QByteArray standardError();
    [[nodiscard]] bool isRunning() const { return m_process.state() == QProcess::Running; }

private:
    QProcess m_process;
    QByteArray m_error;
    QJsonObject m_summary;
};

}  // namespace otto::test
