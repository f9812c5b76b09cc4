// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/BacktestCommand.h"
#include "app/otto-rules/CasesCommand.h"
#include "app/otto-rules/CheckCommand.h"
#include "app/otto-rules/EvalCommand.h"
#include "app/otto-rules/TestCommand.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace otto {
namespace {

ExitCode run(int argc, char** argv)
{
    CLI::App app("Otto's rules and their expression language: evaluates and tests them.",
                 "otto-rules");
    app.require_subcommand(1);
    std::string logLevel = "warning";
    addCommonOptions(app, logLevel);
    std::vector<std::unique_ptr<Subcommand>> subcommands;
    subcommands.push_back(std::make_unique<EvalCommand>());
    subcommands.push_back(std::make_unique<CasesCommand>());
    subcommands.push_back(std::make_unique<CheckCommand>());
    subcommands.push_back(std::make_unique<TestCommand>());
    subcommands.push_back(std::make_unique<BacktestCommand>());
    std::vector<const CLI::App*> chosen;
    for (const auto& subcommand : subcommands)
        chosen.push_back(subcommand->addTo(app));
    if (const auto ended = readCommandLine(app, argc, argv))
        return *ended;
    if (const auto ended = applyLogLevel(app, logLevel))
        return *ended;
    for (std::size_t i = 0; i < subcommands.size(); ++i) {
        if (chosen[i]->parsed())
            return subcommands[i]->run();
    }
    return refuse(app, "a subcommand is needed; --help lists them");
}

}  // namespace
}  // namespace otto

int main(int argc, char** argv)
{
    return static_cast<int>(otto::run(argc, argv));
}
