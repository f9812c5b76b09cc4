// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/otto-rules/Subcommand.h"

#include <string>

namespace otto {

/// `otto-rules eval EXPR [--bindings FILE]`: the value on standard output; an error with its place
/// on standard error and exit code Failed.
class EvalCommand : public Subcommand
{
public:
    CLI::App* addTo(CLI::App& program) override;
    ExitCode run() override;

private:
    CLI::App* m_app = nullptr;
    std::string m_expression;
    std::string m_bindingsFile;
};

}  // namespace otto
