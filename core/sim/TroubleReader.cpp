// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Destiny.h"
#include "core/sim/ScenarioReader.h"
#include "core/sim/World.h"

#include <array>
#include <string>
#include <vector>

namespace otto {
namespace {

constexpr Duration kTimeMax{Duration{30 * 24 * 3'600'000LL}};

std::vector<System> systemsOf(TroubleKind kind)
{
    switch (kind) {
    case TroubleKind::AmountMismatch: return {System::Wso2, System::Zelle, System::Cpr};
    case TroubleKind::StuckStatus:
    case TroubleKind::Reordered:
    case TroubleKind::NetworkStatusMissing:
    case TroubleKind::Reversed:
    case TroubleKind::ReturnedAfterSettled:
    case TroubleKind::MissingFacts: return {System::Zelle, System::Cpr};
    case TroubleKind::OrphanAnswers:
        return {System::Wso2, System::Zelle, System::Cpr, System::Limits};
    case TroubleKind::LateAnswers:
    case TroubleKind::MissingAnswers:
    case TroubleKind::DuplicateAnswers:
        return {System::Wso2, System::Zelle, System::Cpr, System::Limits};
    case TroubleKind::Duplicates:
    case TroubleKind::NoEffect:
    case TroubleKind::SilentSource:
    case TroubleKind::Garbage: return {kSimulatedSystems.begin(), kSimulatedSystems.end()};
    default: return {};
    }
}

bool usesDelay(TroubleKind kind)
{
    switch (kind) {
    case TroubleKind::AmountMismatch:
    case TroubleKind::MissingAnswers:
    case TroubleKind::SilentSource:
    case TroubleKind::Garbage:
    case TroubleKind::OrphanAnswers:
    case TroubleKind::ParticipantFailures:
    case TroubleKind::VelocitySpike:
    case TroubleKind::HostileText: return false;
    default: return true;
    }
}

void readSystem(TomlTable& table, Trouble& trouble)
{
    const std::vector<System> allowed = systemsOf(trouble.kind);
    if (allowed.empty()) {
        return;
    }
    std::vector<std::string_view> names;
    names.reserve(allowed.size());
    for (const System system : allowed) {
        names.push_back(wireName(system));
    }
    if (const auto at = table.word("system", names)) {
        trouble.system = allowed[*at];
    }
}

void readStuckStatus(TomlTable& table, Trouble& trouble)
{
    using enum PaymentStatus;
    constexpr std::array<PaymentStatus, 4> kStatuses{Debited, Batched, Sent, Accepted};
    std::vector<std::string_view> names;
    names.reserve(kStatuses.size());
    for (const PaymentStatus status : kStatuses) {
        names.push_back(wireName(status));
    }
    if (const auto at = table.word("status", names)) {
        trouble.status = kStatuses[*at];
    }
    if (const auto at = table.word("network", {"moved", "same"})) {
        trouble.networkMoved = *at == 0;
    }
    if (table.has("amount")) {
        readMoney(table, "amount", trouble.amount.emplace());
    }
}

void readWindow(TomlTable& table, Trouble& trouble)
{
    table.duration("from", Duration{0}, kTimeMax, trouble.from);
    table.duration("to", Duration{1}, kTimeMax, trouble.to);
    table.duration("every", Duration{1000}, kTimeMax, trouble.every);
    if (trouble.to && *trouble.to <= trouble.from) {
        table.error("to", "expected 'to' after 'from'");
    }
    if (trouble.every && (!trouble.to || *trouble.to > *trouble.every)) {
        table.error("every", "expected 'every' not shorter than 'to', and a 'to'");
    }
}

}  // namespace

Trouble readTrouble(TomlTable table)
{
    Trouble trouble;
    table.require("kind");
    const auto& names = WireNames<TroubleKind>::names;
    const auto kind = table.word("kind", {names.begin(), names.end()});
    if (!kind) {
        return trouble;
    }
    trouble.kind = static_cast<TroubleKind>(*kind);
    readWindow(table, trouble);
    readSystem(table, trouble);

    switch (trouble.kind) {
    case TroubleKind::SilentSource: table.require("system"); break;
    case TroubleKind::Garbage:
    case TroubleKind::OrphanAnswers:
        table.require("interval");
        table.duration("interval", Duration{10}, kTimeMax, trouble.interval);
        break;
    default:
        table.require("per-mille");
        table.number("per-mille", 1, 1000, trouble.perMille);
        break;
    }
    if (usesDelay(trouble.kind)) {
        table.duration("delay", Duration{1}, kTimeMax, trouble.delay);
    }
    switch (trouble.kind) {
    case TroubleKind::StuckStatus: readStuckStatus(table, trouble); break;
    case TroubleKind::ParticipantFailures:
        table.require("participant");
        table.text("participant", trouble.participant);
        break;
    case TroubleKind::NoEffect:
        if (const auto at = table.word("outcome", {"applied", "missing"})) {
            trouble.withoutOutcome = *at == 1;
        }
        break;
    case TroubleKind::LimitsDrift:
        if (const auto at = table.word("used", {"off", "over-cap"})) {
            trouble.overCap = *at == 1;
        }
        break;
    case TroubleKind::ReturnedAfterSettled:
        table.duration("credit-delay", Duration{0}, kTimeMax, trouble.creditDelay);
        break;
    case TroubleKind::TrnFactLost:
    case TroubleKind::TrnLate:
        if (const auto at = table.word("reply", {"lost", "kept"})) {
            trouble.replyKept = *at == 1;
        }
        break;
    case TroubleKind::LimitsNotRestored:
        if (const auto at = table.word("windows", {"all", "one"})) {
            trouble.oneWindow = *at == 1;
        }
        break;
    default: break;
    }
    table.finish();
    return trouble;
}

}  // namespace otto
