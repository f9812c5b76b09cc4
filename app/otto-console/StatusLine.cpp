// SPDX-License-Identifier: Apache-2.0
#include "app/otto-console/StatusLine.h"

namespace otto {
namespace {

std::string connectionText(const EngineStatus& status)
{
    switch (status.connection) {
    case Connection::Up: return "up";
    case Connection::Down:
        return "no broker since " + status.connectionSince.text() + " (" + status.connectionReason
               + ")";
    case Connection::Connecting: break;
    }
    return "connecting";
}

std::string_view dutyText(DutyState duty)
{
    switch (duty) {
    case DutyState::Deciding: return "deciding";
    case DutyState::ReadOnly: return "read-only";
    case DutyState::CatchingUp: break;
    }
    return "catching up";
}

std::string countText(std::uint64_t part, std::string_view what, std::uint64_t whole)
{
    return std::to_string(part) + " " + std::string(what) + " of " + std::to_string(whole);
}

}  // namespace

std::string statusLine(const std::string& profile, const EngineStatus& status)
{
    // HH:mm:ss of `2026-03-02T15:04:05.120Z`.
    std::string line = status.now.text().substr(11, 8) + "Z " + profile + ": ";
    line += connectionText(status) + ", " + std::string(dutyText(status.duty));
    line += ", " + std::to_string(status.facts) + " facts ("
            + std::to_string(status.recordsPerSecond) + " records/s)";
    line += ", flags " + countText(status.openFlags, "open", status.flagsRaised);
    line += ", questions " + countText(status.pendingQuestions, "pending", status.questionsAsked);
    line += ", fixes " + countText(status.verified, "verified", status.fixersSent);
    line += ", " + std::to_string(status.quarantined) + " in quarantine";
    return line;
}

}  // namespace otto
