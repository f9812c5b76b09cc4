// SPDX-License-Identifier: Apache-2.0
#include "core/engine/CommandRecord.h"
#include "core/engine/Decisions.h"
#include "core/fixers/FixerPlan.h"

namespace otto {

void Decisions::decideCommands(const Payment& payment, Instant proven)
{
    for (const CommandId& id : m_state.journal.commandsOf(payment.id)) {
        const CommandEntry& command = *m_state.journal.command(id);
        const bool isProven = command.verification && command.verification->verified;
        if (isProven && command.hasRealOutcome()) {
            continue;
        }
        decideCommand(command, payment, proven);
    }
}

void Decisions::decideCommand(const CommandEntry& command, const Payment& payment, Instant proven)
{
    decideOutcome(command, payment, proven);
    // A fact that happens to show what was asked for proves nothing when the target refused.
    const auto seen = m_state.outcomes.find(command.issued.commandId);
    const bool isRefused =
        (command.hasRealOutcome() && !command.isApplied())
        || (seen != m_state.outcomes.end() && !isAppliedOutcome(seen->second.outcome));
    if (!isRefused && !(command.verification && command.verification->verified)) {
        decideProof(command, payment, proven);
    }
}

void Decisions::decideOutcome(const CommandEntry& command, const Payment& payment, Instant proven)
{
    const CommandIssued& issued = command.issued;
    const std::string& subject = payment.id.value;
    const auto seen = m_state.outcomes.find(issued.commandId);
    const bool isSeen = seen != m_state.outcomes.end() && isRealOutcome(seen->second.outcome);
    CommandOutcome record;
    record.writer = m_state.writerFor(subject);
    record.commandId = issued.commandId;
    record.paymentId = payment.id;
    if (isSeen && !command.hasRealOutcome()) {
        record.outcome = seen->second.outcome;
        record.outcomeId = seen->second.id;
        record.entityVersion = seen->second.entityVersion;
        record.rejection = seen->second.rejection;
        record.at = seen->second.at;
        m_state.outbox.decide("outcome:" + issued.commandId.value, subject, record);
        return;
    }
    if (command.outcome || proven < issued.deadline) {
        return;
    }
    const bool isPossiblySent = m_state.published.contains(MessageId(issued.commandId.value))
                                || m_state.doubtfulCommands.contains(issued.commandId)
                                || m_state.outbox.isInFlight("public:" + issued.commandId.value);
    if (isPossiblySent || proven >= issued.expiresAt) {
        record.outcome = isPossiblySent ? "UNKNOWN" : "NOT_SENT";
        record.at = proven;
        m_state.outbox.decide("nooutcome:" + issued.commandId.value, subject, record);
    } else {
        recheck(m_state.payments.indexOf(payment.id), issued.expiresAt);
    }
}

void Decisions::decideProof(const CommandEntry& command, const Payment& payment, Instant proven)
{
    const CommandIssued& issued = command.issued;
    const std::string& subject = payment.id.value;
    const auto body = commandBody(issued);
    if (!body) {
        return;
    }
    const auto version = command.isApplied() ? command.outcome->entityVersion : std::nullopt;
    CommandVerified record;
    record.writer = m_state.writerFor(subject);
    record.commandId = issued.commandId;
    record.paymentId = payment.id;
    record.at = proven;
    if (const auto proof = proofOf(*body, payment, version)) {
        record.evidence = EvidenceRef{
            "/pc/" + m_state.options.env + "/" + std::string(wireName(proof->source)), proof->id};
        m_state.outbox.decide("verified:" + issued.commandId.value, subject, record);
    } else if (command.isApplied() && !command.verification) {
        const Instant due = command.outcome->at + kVerificationTime;
        if (proven < due) {
            recheck(m_state.payments.indexOf(payment.id), due);
            return;
        }
        record.verified = false;
        m_state.outbox.decide("notverified:" + issued.commandId.value, subject, record);
    }
}

}  // namespace otto
