// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/contract/Facts.h"
#include "core/sim/Scenario.h"

#include <optional>
#include <string_view>

namespace otto {

/// Where an ordinary failure happens.
enum class FailureStage : std::uint8_t { Validation, CoreDebit, Network };

/// From a payment to its repeat under another id (DuplicatePayment).
constexpr Duration kRepeatAfter{3000};

/// What a scenario has in store. Every system asks it about the same payment and gets the same
/// answer, without talking to the others: answers depend on ids, on the scenario and on the start
/// of the run only. The scenario outlives it.
class Destiny
{
public:
    Destiny(const Scenario& scenario, Instant start) : m_scenario(scenario), m_start(start) {}

    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] Instant start() const { return m_start; }

    /// The trouble of an outbound payment, or null. A payment has at most one.
    [[nodiscard]] const Trouble* troubleOf(const PaymentId& id, Rail rail, Instant addedAt) const;
    /// The DuplicatePayment that made a payment be added once more at `repeatedAt`.
    [[nodiscard]] const Trouble* repeatOf(const PaymentId& original, Rail rail,
                                          Instant repeatedAt) const;
    /// The ordinary failure of a payment; none when it has a trouble.
    [[nodiscard]] std::optional<FailureStage> failureOf(const PaymentId& id, Rail rail,
                                                        Instant addedAt) const;
    /// Of a payment that failed.
    [[nodiscard]] const Trouble* limitsTroubleOf(const PaymentId& id, Instant failedAt) const;
    /// CreditMissing, of a payment whose debit is to be given back since `owedAt`.
    [[nodiscard]] const Trouble* creditTroubleOf(const PaymentId& id, Instant owedAt) const;
    /// VelocitySpike.
    [[nodiscard]] bool isOfTheBusyCustomer(const PaymentId& id, Instant addedAt) const;
    /// NoEffect.
    [[nodiscard]] const Trouble* commandTroubleOf(const MessageId& command, System system,
                                                  Instant at) const;
    /// ParticipantFailures, while it is active.
    [[nodiscard]] const Trouble* failingParticipant(std::string_view participant, Instant at) const;
    /// HostileText.
    [[nodiscard]] bool isHostile(const PaymentId& id, Instant addedAt) const;
    /// Duplicates.
    [[nodiscard]] const Trouble* duplicationOf(const MessageId& fact, System system,
                                               Instant at) const;
    /// LateAnswers, MissingAnswers or DuplicateAnswers, at most one.
    [[nodiscard]] const Trouble* answerTroubleOf(const MessageId& request, System system,
                                                 Instant at) const;
    /// The end of the silence the system is in at `at` (the far future when it has no end), or
    /// nothing when it is not silent.
    [[nodiscard]] std::optional<Instant> silentUntil(System system, Instant at) const;

private:
    [[nodiscard]] const Trouble* drawn(std::string_view subject, std::uint64_t purpose, Instant at,
                                       auto applies) const;

    const Scenario& m_scenario;
    const Instant m_start;
};

/// The system that publishes the status of outbound payments of a rail: PaymentRepo.Zelle for
/// ZELLE, CPR for the other rails.
System ownerOf(Rail rail);

}  // namespace otto
