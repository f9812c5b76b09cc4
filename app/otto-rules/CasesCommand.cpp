// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/CasesCommand.h"

#include "app/otto-rules/ConformanceCase.h"
#include "app/zoneinfo/ZoneInfoFolder.h"

#include <cstdio>

namespace otto {

CLI::App* CasesCommand::addTo(CLI::App& program)
{
    m_app = program.add_subcommand("cases", "Runs conformance cases of the expression language");
    m_app->add_option("files", m_files, "Files with arrays of cases")
        ->type_name("FILE.json")
        ->required();
    return m_app;
}

ExitCode CasesCommand::run()
{
    const ZoneInfoFolder zones;
    std::size_t passed = 0;
    std::size_t failed = 0;
    for (const std::string& path : m_files) {
        const Result<JsonFile> file = JsonFile::read(path);
        if (!file)
            return refuse(*m_app->get_parent(), file.error().text);
        if (!file->root().IsArray())
            return refuse(*m_app->get_parent(), path + " is not an array of cases");
        for (const rapidjson::Value& json : file->root().GetArray()) {
            const Result<ConformanceCase> one = ConformanceCase::read(json);
            if (!one)
                return refuse(*m_app->get_parent(), path + ": " + one.error().text);
            const CaseOutcome outcome = one->run(zones);
            ++(outcome.hasPassed ? passed : failed);
            if (!outcome.hasPassed) {
                std::printf("FAILED %s\n  expression: %s\n  expected:   %s\n  got:        %s\n",
                            one->name().c_str(), one->expression().c_str(),
                            outcome.expected.c_str(), outcome.got.c_str());
            }
        }
    }
    std::printf("%zu passed, %zu failed\n", passed, failed);
    std::fflush(stdout);
    return failed == 0 ? ExitCode::Ok : ExitCode::Failed;
}

}  // namespace otto
