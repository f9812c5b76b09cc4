// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace otto::test {

/// The naive opposite of the engine's model: keeps every message of a payment, and works the state
/// out from scratch by sorting when asked. Shares no code with core/model.
class ReferenceModel
{
public:
    void take(const Record& record);
    /// One line per payment: id, merged status and time, per source status, amount and versions,
    /// postings, limit windows, recon.
    [[nodiscard]] std::map<std::string, std::string> lines() const;

private:
    struct Entry
    {
        std::string source;
        std::string id;
        std::string time;
        long version = 0;
        std::string name;
        std::string cause;
        /// Text, and parsed when it is wanted: as values, 100,000 payments need gigabytes.
        std::string body;
    };

    [[nodiscard]] std::string line(const std::string& payment,
                                   const std::vector<const Entry*>& entries) const;

    std::map<std::string, std::vector<Entry>> m_payments;
    std::set<std::pair<std::string, std::string>> m_seen;
    /// Requests by id, with their payment: answers count only when they were asked for.
    std::map<std::string, std::string> m_requests;
    std::vector<std::pair<std::string, Entry>> m_answers;
};

}  // namespace otto::test
