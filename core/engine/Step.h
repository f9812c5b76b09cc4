// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/engine/request/Requests.h"
#include "core/rules/RuleSet.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// A request on its way to its handler. `desk` names the port it came through.
struct RequestInput
{
    std::uint32_t desk = 0;
    Ticket ticket = 0;
    Request request;
    Principal who;
};

/// A set of rules that was read from files, or why there is none.
struct RulesOffer
{
    /// Null when anything was wrong.
    std::shared_ptr<const RuleSet> rules;
    std::vector<RuleError> errors;
    /// A folder, or "built in".
    std::string origin;
};

/// All that the world tells the engine in one step, in this order: records, events, rules,
/// requests.
struct StepInput
{
    std::vector<Record> records;
    std::vector<BusEvent> events;
    /// Taken into use between two steps: no record is judged by half of each.
    std::optional<RulesOffer> rules;
    std::vector<RequestInput> requests;
    /// BusStatistics::lag as the host knows it.
    std::int64_t lag = -1;
    /// The host's measure of its longest step over the last second; shown, never acted on.
    std::uint64_t stepUsMax = 0;
    std::uint64_t recordsPerSecond = 0;
    /// Some desk is open: only then are rows of the stream made.
    bool isWatched = true;
};

struct Produce
{
    OutgoingRecord record;
    ProduceToken token = 0;
};

struct ReplyEffect
{
    std::uint32_t desk = 0;
    Reply reply;
};

/// One line for the append-only audit log: who ordered what, and what became of it.
struct AuditLine
{
    Instant at;
    std::string operatorId;
    std::string request;
    std::string target;
    std::string result;
};

/// What the world must do after a step.
struct StepEffects
{
    std::vector<Produce> produce;
    std::vector<ReplyEffect> replies;
    std::vector<AuditLine> audit;
};

}  // namespace otto
