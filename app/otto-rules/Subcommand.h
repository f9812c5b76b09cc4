// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/CommandLine.h"

namespace otto {

/// One thing that `otto-rules` does. A new one is a class and a line in main.cpp.
class Subcommand
{
public:
    Subcommand() = default;
    Subcommand(const Subcommand&) = delete;
    Subcommand& operator=(const Subcommand&) = delete;
    virtual ~Subcommand() = default;

    /// Adds itself with its options, and returns what says whether it was chosen.
    virtual CLI::App* addTo(CLI::App& program) = 0;
    /// After the command line was read and this one chosen.
    virtual ExitCode run() = 0;
};

}  // namespace otto
