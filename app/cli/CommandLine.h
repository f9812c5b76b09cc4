// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace otto {

/// What a program's exit code says; the same in all programs.
enum class ExitCode {
    Ok = 0,
    Failed = 1,
    /// The command line, or a file it names, is wrong: nothing was started.
    Usage = 2,
    /// The program ran as asked, but no broker ever answered.
    NeverConnected = 3,
};

/// Adds `--version`, `--help` and `--log-level` to a program's options.
void addCommonOptions(CLI::App& app, std::string& logLevel);

/// Reads the command line. A value means that the program ends with it: after help or version on
/// standard output, or after one sentence on standard error.
std::optional<ExitCode> readCommandLine(CLI::App& app, int argc, char** argv);

/// Sets the log level, or says on standard error that there is none of that name.
std::optional<ExitCode> applyLogLevel(const CLI::App& app, const std::string& logLevel);

/// One sentence on standard error, with the program's name before it.
ExitCode refuse(const CLI::App& app, std::string_view sentence);

}  // namespace otto
