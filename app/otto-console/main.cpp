// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"
#include "app/cli/StopSignal.h"
#include "app/otto-console/ConsoleOptions.h"
#include "app/otto-console/PictureTour.h"
#include "app/otto-console/StatusLine.h"
#include "app/session/EngineSession.h"
#include "ui/ConsoleWindow.h"
#include "ui/port/EngineClient.h"

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

/// Read by jemalloc before main(): what a backtest or a burst needed goes back to the system even
/// while the threads that used it sleep.
extern "C" const char* malloc_conf;
const char* malloc_conf = "background_thread:true";

namespace otto {
namespace {

constexpr int kStopLookMs = 100;
constexpr int kStatusLineMs = 1000;

/// Qt ends a program that finds no display with a crash; this says what to do instead.
bool hasDisplay()
{
#ifdef Q_OS_LINUX
    return qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || qEnvironmentVariableIsSet("DISPLAY")
           || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
#else
    return true;
#endif
}

/// Everything between the engine and the screen, for one run.
class Console
{
public:
    Console(ConsoleSetup setup, EngineSession& session)
        : m_setup(std::move(setup)),
          m_port(session.openPort()),
          m_client(*m_port, m_setup.engine.principal, session.deskClock()),
          m_window(m_client, QString::fromStdString(m_setup.engine.profileName))
    {
        m_window.addCaptures(session.captures());
        m_window.addRules(session.rules());
        m_window.addBacktests(session.backtests());
    }

    ExitCode run()
    {
        // A run for pictures neither depends on the operator's settings nor changes them.
        const bool keepsSettings = m_setup.screenshots.isEmpty() && !m_setup.exitAfter;
        if (keepsSettings)
            m_window.restoreFrom(QSettings());
        if (m_setup.theme)
            Theme::current().setMode(*m_setup.theme);
        startTimers();
        m_client.start();
        m_window.show();
        QApplication::exec();
        bool isFine = true;
        if (m_tour)
            isFine = m_tour->finish();
        if (m_setup.statusLine)
            printFrames();
        if (keepsSettings) {
            QSettings settings;
            m_window.saveTo(settings);
        }
        return isFine ? ExitCode::Ok : ExitCode::Failed;
    }

private:
    void startTimers()
    {
        if (!m_setup.screenshots.isEmpty())
            m_tour.emplace(m_client, m_window, m_setup.screenshots);
        if (m_setup.exitAfter)
            QTimer::singleShot(*m_setup.exitAfter, &m_window, [] { QApplication::quit(); });
        QObject::connect(&m_stopTimer, &QTimer::timeout, &m_window, [] {
            if (isStopRequested())
                QApplication::quit();
        });
        m_stopTimer.start(kStopLookMs);
        if (m_setup.statusLine) {
            QObject::connect(&m_statusTimer, &QTimer::timeout, &m_window,
                             [this] { printStatus(); });
            m_statusTimer.start(kStatusLineMs);
        }
    }

    void printStatus() const
    {
        const std::string line = statusLine(m_setup.engine.profileName, m_client.status()) + "\n";
        std::fwrite(line.data(), 1, line.size(), stdout);
        std::fflush(stdout);
    }

    /// How quickly records became visible in this run.
    void printFrames() const
    {
        const SampleWindow& latency = m_client.frames().eventToPixel;
        const SampleWindow& late = m_client.frames().late;
        if (latency.count() == 0)
            return;
        std::fprintf(stderr,
                     "event to pixel: p50 %lld ms, p99 %lld ms over %zu frames; "
                     "latest frame %lld ms late\n",
                     static_cast<long long>(latency.percentile(50).value_or(0)),
                     static_cast<long long>(latency.percentile(99).value_or(0)), latency.count(),
                     static_cast<long long>(late.max()));
    }

    const ConsoleSetup m_setup;
    const std::unique_ptr<ConsolePort> m_port;
    EngineClient m_client;
    ConsoleWindow m_window;
    QTimer m_stopTimer;
    QTimer m_statusTimer;
    std::optional<PictureTour> m_tour;
};

ExitCode run(int argc, char** argv)
{
    CLI::App app("Watches payments across all systems, shows what is stuck and why, and sends "
                 "questions and repairs. Without options: the demo.",
                 "otto-console");
    ConsoleOptions options;
    options.addTo(app);
    std::string logLevel = "warning";
    addCommonOptions(app, logLevel);
    if (const auto ended = readCommandLine(app, argc, argv))
        return *ended;
    if (const auto ended = applyLogLevel(app, logLevel))
        return *ended;
    Result<ConsoleSetup> setup = options.resolve();
    if (!setup)
        return refuse(app, setup.error().text);
    SessionOptions sessionOptions;
    sessionOptions.setup = setup->engine;
    sessionOptions.program = "otto-console " OTTO_VERSION;
    catchStopSignals();
    auto session = EngineSession::open(std::move(sessionOptions));
    if (!session)
        return refuse(app, session.error().text);
    if (!hasDisplay()) {
        std::fputs(
            "otto-console: there is no display (DISPLAY and WAYLAND_DISPLAY are not set); set "
            "QT_QPA_PLATFORM=offscreen, or start otto-engine.\n",
            stderr);
        return ExitCode::Failed;
    }

    // Qt's own options are not for operators; the environment has them all.
    int qtArgc = 1;
    const QApplication application(qtArgc, argv);
    QApplication::setApplicationName(QStringLiteral("otto-console"));
    QApplication::setApplicationVersion(QStringLiteral(OTTO_VERSION));
    QApplication::setOrganizationName(QStringLiteral("OttoConsole"));
    Theme::install(*qApp);
    (*session)->start();
    const ExitCode code = Console(std::move(*setup), **session).run();
    (*session)->stop();
    return code;
}

}  // namespace
}  // namespace otto

int main(int argc, char** argv)
{
    return static_cast<int>(otto::run(argc, argv));
}
