// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/otto-rules/BacktestSource.h"
#include "app/otto-rules/Subcommand.h"

#include <string>

namespace otto {

/// `otto-rules backtest DIR --capture FILE | --brokers LIST --env ENV [--from T] [--to T]
/// [--against DIR] [--operators N] [--json]`: what the rules of a folder would have raised on
/// records of the past, and what another set would have. Progress goes to standard error when that
/// is a terminal. Exit code Usage for a wrong command line or folder, Failed when the records
/// cannot be read.
class BacktestCommand : public Subcommand
{
public:
    CLI::App* addTo(CLI::App& program) override;
    ExitCode run() override;

private:
    [[nodiscard]] Result<BacktestSpan> span() const;
    [[nodiscard]] Result<BacktestRecords> read(const BacktestSpan& span) const;

    CLI::App* m_app = nullptr;
    std::string m_folder;
    std::string m_against;
    std::string m_capture;
    std::string m_brokers;
    std::string m_env;
    std::string m_from;
    std::string m_to;
    double m_operators = 1;
    bool m_isJson = false;
};

}  // namespace otto
