// SPDX-License-Identifier: Apache-2.0
#include "core/sim/ScenarioFolder.h"

#include <algorithm>
#include <array>
#include <system_error>

namespace otto {

ScenarioFolder::ScenarioFolder(std::filesystem::path executable)
{
    std::error_code error;
    if (executable.empty()) {
        executable = std::filesystem::read_symlink("/proc/self/exe", error);
    }
    const std::filesystem::path folder = executable.parent_path();
    const std::array<std::filesystem::path, 3> candidates{
        folder / ".." / "share" / "otto-console" / "scenarios",
        folder / ".." / "Resources" / "scenarios",
        std::filesystem::path(OTTO_SCENARIO_SOURCE_DIR),
    };
    for (const std::filesystem::path& candidate : candidates) {
        if (std::filesystem::is_directory(candidate, error)) {
            m_path = std::filesystem::weakly_canonical(candidate, error);
            return;
        }
    }
}

std::vector<std::string> ScenarioFolder::names() const
{
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(m_path, error)) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<Scenario> ScenarioFolder::load(std::string_view nameOrPath) const
{
    const bool isPath = nameOrPath.find('/') != std::string_view::npos
                        || nameOrPath.find('\\') != std::string_view::npos
                        || nameOrPath.ends_with(".toml");
    if (isPath) {
        return Scenario::load(std::filesystem::path(nameOrPath));
    }
    const std::vector<std::string> known = names();
    if (std::find(known.begin(), known.end(), nameOrPath) == known.end()) {
        std::string list;
        for (const std::string& name : known) {
            list += (list.empty() ? "" : ", ") + name;
        }
        return fail("SCENARIO_NOT_FOUND", "there is no scenario '" + std::string(nameOrPath)
                                              + "'; built in are: " + list
                                              + "; or give the path of a .toml file");
    }
    return Scenario::load(m_path / (std::string(nameOrPath) + ".toml"));
}

}  // namespace otto
