// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Result.h"
#include "core/sim/Scenario.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// The scenarios that come with the program. Their folder is, in this order, the first that exists
/// of
/// 1. `<folder of the executable>/../share/otto-console/scenarios`: an installed package, wherever
/// its
///    prefix was moved to;
/// 2. `<folder of the executable>/../Resources/scenarios`: a macOS bundle;
/// 3. the source tree that the program was built from.
class ScenarioFolder
{
public:
    /// `executable` is the path of the running program; empty: the system is asked (Linux).
    explicit ScenarioFolder(std::filesystem::path executable = {});

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    /// Names without `.toml`, sorted.
    [[nodiscard]] std::vector<std::string> names() const;

    /// A built-in name such as `demo`, or else the path of a file (it has a slash or ends in
    /// `.toml`). Errors: SCENARIO_NOT_FOUND lists the built-in names; BAD_SCENARIO as
    /// Scenario::load().
    [[nodiscard]] Result<Scenario> load(std::string_view nameOrPath) const;

private:
    std::filesystem::path m_path;
};

}  // namespace otto
