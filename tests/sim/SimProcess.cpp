// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/SimProcess.h"

#include <QJsonDocument>

namespace otto::test {

SimProcess::SimProcess()
{
    m_process.setProgram(QStringLiteral(OTTO_SIM_PROGRAM));
}

SimProcess::~SimProcess()
{
    kill();
}

void SimProcess::start(const QStringList& arguments)
{
    m_output.clear();
    m_error.clear();
    m_process.setArguments(arguments);
    m_process.start();
    m_process.waitForStarted();
}

void SimProcess::kill()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished();
    }
}

int SimProcess::stop()
{
    m_process.terminate();
    return waitForEnd();
}

int SimProcess::waitForEnd(int patienceMs)
{
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(patienceMs)) {
        return -1;
    }
    return m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QJsonObject SimProcess::summary()
{
    return QJsonDocument::fromJson(standardOutput()).object();
}

QByteArray SimProcess::standardOutput()
{
    m_output += m_process.readAllStandardOutput();
    return m_output;
}

QByteArray SimProcess::standardError()
{
    m_error += m_process.readAllStandardError();
    return m_error;
}

}  // namespace otto::test
