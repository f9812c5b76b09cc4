// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/otto-rules/Subcommand.h"

#include <string>
#include <vector>

namespace otto {

/// `otto-rules cases FILE.json...`: runs conformance cases. Each failure is printed with name,
/// expectation and result; the last line is `N passed, N failed`. Exit code Failed with failures,
/// Usage when a file is none.
class CasesCommand : public Subcommand
{
public:
    CLI::App* addTo(CLI::App& program) override;
    ExitCode run() override;

private:
    CLI::App* m_app = nullptr;
    std::vector<std::string> m_files;
};

}  // namespace otto
