// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"
#include "app/cli/EngineSetup.h"
#include "app/cli/Span.h"
#include "app/cli/StopSignal.h"
#include "app/otto-engine/EngineRun.h"
#include "app/session/EngineSession.h"

#include <string>
#include <utility>

/// Read by jemalloc before main(): what a backtest or a burst needed goes back to the system even
/// while the threads that used it sleep.
extern "C" const char* malloc_conf;
const char* malloc_conf = "background_thread:true";

namespace otto {
namespace {

struct Options
{
    std::string logLevel = "warning";
    EngineSetupOptions setup;
    bool createTopics = false;
    bool repl = false;
    bool noColleague = false;
    std::string runFor;
    std::string untilIdle;
    std::string captureTo;
};

void addOptions(CLI::App& app, Options& options)
{
    options.setup.addTo(app);
    options.setup.addCaptureTo(app, "--replay");
    app.add_option("--capture", options.captureTo,
                   "Writes everything that the engine reads to a new capture file")
        ->type_name("FILE.ottocap");
    app.add_flag("--create-topics", options.createTopics,
                 "Makes the contract's topics where they are missing");
    app.add_flag("--repl", options.repl,
                 "One JSON request a line on standard input, one JSON reply a line on standard "
                 "output");
    app.add_option("--run-for", options.runFor, "Ends after so long")->type_name("SECONDS");
    app.add_option("--until-idle", options.untilIdle,
                   "Ends when the history was read and no record came for so long")
        ->type_name("SECONDS");
    app.add_flag("--no-colleague", options.noColleague,
                 "A demo without the simulated colleague, who repairs a flag now and then");
    addCommonOptions(app, options.logLevel);
}

Result<std::optional<Duration>> spanOf(const std::string& option, const std::string& text)
{
    if (text.empty())
        return std::optional<Duration>();
    const Result<Duration> span = parseSpan(text);
    if (!span)
        return fail("USAGE", option + " " + span.error().text);
    return std::optional<Duration>(*span);
}

ExitCode run(int argc, char** argv)
{
    CLI::App app(
        "Otto's engine without a window: reads the facts of all systems, raises flags, asks "
        "and answers.",
        "otto-engine");
    Options options;
    addOptions(app, options);
    if (const auto ended = readCommandLine(app, argc, argv))
        return *ended;
    if (const auto ended = applyLogLevel(app, options.logLevel))
        return *ended;
    Result<EngineSetup> setup = options.setup.resolve(false);
    if (!setup)
        return refuse(app, setup.error().text);
    const auto runFor = spanOf("--run-for", options.runFor);
    if (!runFor)
        return refuse(app, runFor.error().text);
    const auto untilIdle = spanOf("--until-idle", options.untilIdle);
    if (!untilIdle)
        return refuse(app, untilIdle.error().text);
    const bool isDemo = setup->demoScenario.has_value();
    const bool isReplay = setup->captureFile.has_value();
    if (isReplay && !options.captureTo.empty())
        return refuse(app, "--capture of --replay would be the same file again; copy it");
    if (isReplay && options.createTopics)
        return refuse(app, "--create-topics is for a real broker; --replay has none");
    if (options.createTopics && isDemo)
        return refuse(app, "--create-topics is for a real broker; a demo has its topics");
    if (options.noColleague && !isDemo)
        return refuse(app, "--no-colleague belongs to --demo");

    SessionOptions sessionOptions;
    sessionOptions.setup = std::move(*setup);
    sessionOptions.program = "otto-engine " OTTO_VERSION;
    sessionOptions.hasColleague = !options.noColleague;
    sessionOptions.captureTo = options.captureTo;
    catchStopSignals();
    auto session = EngineSession::open(std::move(sessionOptions));
    if (!session)
        return refuse(app, session.error().text);
    return EngineRun(**session, {options.createTopics, options.repl, *runFor, *untilIdle}).run();
}

}  // namespace
}  // namespace otto

int main(int argc, char** argv)
{
    return static_cast<int>(otto::run(argc, argv));
}
