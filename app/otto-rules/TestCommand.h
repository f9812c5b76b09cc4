// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/otto-rules/Subcommand.h"

#include <string>

namespace otto {

/// `otto-rules test DIR`: runs the examples of a folder of rules and prints each that does not come
/// out as it says. Exit code Failed with any, Usage when the folder cannot be read.
class TestCommand : public Subcommand
{
public:
    CLI::App* addTo(CLI::App& program) override;
    ExitCode run() override;

private:
    CLI::App* m_app = nullptr;
    std::string m_folder;
    bool m_isVerbose = false;
};

}  // namespace otto
