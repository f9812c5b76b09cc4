// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/otto-rules/Subcommand.h"

#include <string>

namespace otto {

/// `otto-rules check DIR`: every fault of a folder of rules with file, line and column, then what a
/// sound set still lacks. Exit code Failed with any, Usage when the folder cannot be read.
class CheckCommand : public Subcommand
{
public:
    CLI::App* addTo(CLI::App& program) override;
    ExitCode run() override;

private:
    CLI::App* m_app = nullptr;
    std::string m_folder;
};

}  // namespace otto
