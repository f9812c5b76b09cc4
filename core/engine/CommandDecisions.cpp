// SPDX-License-Identifier: Apache-2.0
#include "core/engine/CommandRecord.h"
#include "core/engine/Decisions.h"
#include "core/fixers/FixerPlan.h"

namespace otto {

void Decisions::decideCommands(const Payment& payment, Instant proven)
{
    for (const CommandId& id : m_state.journal.commandsOf(payment.id)) {
        const CommandEntry& command = *m_state.journal.command(id);
        if (command.verification && command.verification->verified) {
            continue;
        }
        decideCommand(command, payment, proven);
    }
}

void Decisions::decideCommand(const CommandEntry& command, const Payment& payment, Instant proven)
{
    const CommandIssued& issued = command.issued;
    const std::string& subject = payment.id.value;
    const auto seen = m_state.outcomes.find(issued.commandId);
    const bool hasRealOutcome = command.outcome && command.outcome->outcome != "UNKNOWN"
                                && command.outcome->outcome != "NOT_SENT";
    if (seen != m_state.outcomes.end() && !hasRealOutcome) {
        CommandOutcome record;
        record.writer = m_state.writerFor(subject);
        record.commandId = issued.commandId;
        record.paymentId = payment.id;
        record.outcome = seen->second.outcome;
        record.outcomeId = seen->second.id;
        record.entityVersion = seen->second.entityVersion;
        record.rejection = seen->second.rejection;
        record.at = seen->second.at;
        m_state.outbox.decide("outcome:" + issued.commandId.value, subject, record);
    } else if (!command.outcome && proven >= issued.deadline) {
        const bool isOnWire = m_state.published.contains(MessageId(issued.commandId.value));
        const bool isDoubtful = m_state.doubtfulCommands.contains(issued.commandId);
        if (isOnWire || isDoubtful || proven >= issued.expiresAt) {
            CommandOutcome record;
            record.writer = m_state.writerFor(subject);
            record.commandId = issued.commandId;
            record.paymentId = payment.id;
            record.outcome = isOnWire || isDoubtful ? "UNKNOWN" : "NOT_SENT";
            record.at = proven;
            m_state.outbox.decide("nooutcome:" + issued.commandId.value, subject, record);
        } else {
            recheck(m_state.payments.indexOf(payment.id), issued.expiresAt);
        }
    }
    const auto body = commandBody(issued);
    if (!body) {
        return;
    }
    const auto version = command.outcome ? command.outcome->entityVersion : std::nullopt;
    const auto proof = proofOf(*body, payment, version);
    const bool isApplied = hasRealOutcome
                           && (command.outcome->outcome == "APPLIED"
                               || command.outcome->outcome == "ALREADY_APPLIED");
    if (proof) {
        CommandVerified record;
        record.writer = m_state.writerFor(subject);
        record.commandId = issued.commandId;
        record.paymentId = payment.id;
        record.evidence = EvidenceRef{
            "/pc/" + m_state.options.env + "/" + std::string(wireName(proof->source)), proof->id};
        record.at = proven;
        m_state.outbox.decide("verified:" + issued.commandId.value, subject, record);
    } else if (isApplied && !command.verification) {
        const Instant due = command.outcome->at + kVerificationTime;
        if (proven < due) {
            recheck(m_state.payments.indexOf(payment.id), due);
            return;
        }
        CommandVerified record;
        record.writer = m_state.writerFor(subject);
        record.commandId = issued.commandId;
        record.paymentId = payment.id;
        record.verified = false;
        record.at = proven;
        m_state.outbox.decide("notverified:" + issued.commandId.value, subject, record);
    }
}

}  // namespace otto
