// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerPlan.h"

#include "core/contract/Codec.h"
#include "core/fixers/Fixer.h"
#include "core/fixers/FixerPlanner.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

std::optional<PaymentStatus> statusIn(const PaymentEntry& entry, const SourceView& source)
{
    const auto seen = std::find_if(source.versions.begin(), source.versions.end(),
                                   [&](const VersionSeen& one) { return one.id == entry.from.id; });
    return seen == source.versions.end() ? std::nullopt : seen->status;
}

}  // namespace

FixerPlan planFixer(const FixerSpec& spec, const Payment& payment,
                    const std::map<std::string, std::string>& parameters, Instant now)
{
    FixerPlanner planner(spec, payment, parameters, now);
    // Every description has its code: tst_FixerCatalogue.
    Body command = fixerNamed(spec.name)->plan(planner);
    if (spec.risk == RiskClass::B) {
        planner.requireSecondPerson(spec.name);
    }
    return planner.finish(std::move(command));
}

CommandHead* commandHead(Body& body)
{
    return const_cast<CommandHead*>(commandHead(std::as_const(body)));
}

const CommandHead* commandHead(const Body& body)
{
    return std::visit(
        [](const auto& value) -> const CommandHead* {
            if constexpr (requires {
                              {
                                  value.head
                                  } -> std::convertible_to<CommandHead>;
                          }) {
                return &value.head;
            } else {
                return nullptr;
            }
        },
        body);
}

const OutcomeHead* outcomeHead(const Body& body)
{
    return std::visit(
        [](const auto& value) -> const OutcomeHead* {
            if constexpr (requires {
                              {
                                  value.head
                                  } -> std::convertible_to<OutcomeHead>;
                          }) {
                return &value.head;
            } else {
                return nullptr;
            }
        },
        body);
}

std::optional<FactKey> proofOf(const Body& command, const Payment& payment,
                               std::optional<std::uint32_t> outcomeVersion)
{
    const CommandHead* head = commandHead(command);
    const Fixer* fixer = fixerNamed(bodyName(command));
    if (head == nullptr || fixer == nullptr || !head->target.isKnown()) {
        return std::nullopt;
    }
    const System target = head->target.known();
    const SourceView& source = payment.source(target);
    for (const PaymentEntry& entry : payment.entries) {
        const bool isCaused = entry.source == target && !entry.from.isAnswer && entry.version > 0
                              && (entry.causationId.get().value == head->commandId.value
                                  || (outcomeVersion && entry.version == *outcomeVersion));
        if (isCaused && fixer->proves(command, payment, {entry, statusIn(entry, source)})) {
            return FactKey{entry.source, entry.from.id};
        }
    }
    return std::nullopt;
}

}  // namespace otto
