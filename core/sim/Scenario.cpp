// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Scenario.h"

#include "core/sim/ScenarioReader.h"

#include <fstream>
#include <sstream>
#include <system_error>

namespace otto {

Result<Scenario> Scenario::load(const std::filesystem::path& path)
{
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) {
        return fail("SCENARIO_NOT_FOUND", path.string() + ": there is no such scenario file");
    }
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    if (!file) {
        return fail("SCENARIO_NOT_FOUND", path.string() + ": the file cannot be read");
    }
    return parse(text.str(), path.string());
}

Result<Scenario> Scenario::parse(std::string_view text, const std::string& file)
{
    TomlFault fault(file);
    try {
        const toml::table root = toml::parse(text, file);
        Scenario scenario = readScenario(TomlTable(root, "the file", fault));
        if (fault.isEmpty()) {
            return scenario;
        }
    } catch (const toml::parse_error& error) {
        fault.report(error.source().begin, "expected TOML: " + std::string(error.description()));
    }
    return fail("BAD_SCENARIO", fault.text());
}

}  // namespace otto
