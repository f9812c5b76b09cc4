// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/EngineProcess.h"

#include <QDeadlineTimer>
#include <QJsonDocument>

namespace otto::test {
namespace {

constexpr int kReplyMs = 30'000;

}  // namespace

EngineProcess::EngineProcess()
{
    m_process.setProgram(QStringLiteral(OTTO_ENGINE_PROGRAM));
}

EngineProcess::~EngineProcess()
{
    kill();
}

void EngineProcess::start(const QStringList& arguments)
{
    m_process.setArguments(arguments + QStringList{QStringLiteral("--repl")});
    m_process.start();
    m_process.waitForStarted(kReplyMs);
}

QJsonObject EngineProcess::ask(const QJsonObject& request)
{
    m_process.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    const QDeadlineTimer deadline(kReplyMs);
    while (!m_process.canReadLine()) {
        if (deadline.hasExpired() || m_process.state() != QProcess::Running) {
            qWarning("no reply: %s", standardError().constData());
            return {};
        }
        m_process.waitForReadyRead(static_cast<int>(deadline.remainingTime()));
    }
    return QJsonDocument::fromJson(m_process.readLine()).object();
}

QJsonObject EngineProcess::stats()
{
    return ask({{QStringLiteral("query"), QStringLiteral("Stats")}})
        .value(QStringLiteral("result"))
        .toObject();
}

QJsonArray EngineProcess::list(const QString& query, const QJsonObject& fields)
{
    QJsonObject request = fields;
    request.insert(QStringLiteral("query"), query);
    return ask(request).value(QStringLiteral("result")).toArray();
}

void EngineProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished(kReplyMs);
}

int EngineProcess::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished(kReplyMs)) {
        kill();
        return -1;
    }
    QByteArray last;
    while (m_process.canReadLine())
        last = m_process.readLine();
    m_summary = QJsonDocument::fromJson(last).object();
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QByteArray EngineProcess::standardError()
{
    m_error += m_process.readAllStandardError();
    return m_error;
}

}  // namespace otto::test
