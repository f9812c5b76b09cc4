// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/CommandLine.h"
#include "app/cli/EngineSetup.h"
#include "ui/theme/Theme.h"

#include <QString>

#include <optional>
#include <string>

namespace otto {

/// What the command line of otto-console asks for.
struct ConsoleSetup
{
    EngineSetup engine;
    std::optional<Duration> exitAfter;
    /// Folder for pictures; empty for none. It exists.
    QString screenshots;
    bool statusLine = false;
    /// Absent: as the operator left it.
    std::optional<ThemeMode> theme;
};

/// The options of otto-console.
class ConsoleOptions
{
public:
    void addTo(CLI::App& app);
    /// After the command line was read. Errors are one sentence.
    [[nodiscard]] Result<ConsoleSetup> resolve() const;

private:
    EngineSetupOptions m_engine;
    std::string m_exitAfter;
    std::string m_screenshots;
    std::string m_theme;
    bool m_statusLine = false;
};

}  // namespace otto
