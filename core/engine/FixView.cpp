// SPDX-License-Identifier: Apache-2.0
#include "core/engine/ViewBuilder.h"
#include "core/suspenders/SuspenderCatalogue.h"

namespace otto {

FixView ViewBuilder::fix(const CommandId& id) const
{
    const CommandEntry* entry = m_state.journal.command(id);
    const auto lost = m_state.lostOrders.find(id);
    const CommandIssued& issued = entry != nullptr ? entry->issued : lost->second.issued;
    FixView view;
    view.commandId = id;
    view.fixer = issued.fixer;
    view.target = issued.target.isKnown() ? issued.target.known() : System::Core;
    view.paymentId = issued.paymentId;
    view.flagId = issued.flagId;
    view.requestedBy = issued.requestedBy;
    view.reasonCode = issued.reasonCode;
    view.comment = issued.comment;
    view.idempotencyKey = issued.idempotencyKey;
    view.issuedAt = issued.issuedAt;
    view.expiresAt = issued.expiresAt;
    view.deadline = issued.deadline;
    if (entry != nullptr) {
        describeFix(view, *entry);
        return view;
    }
    view.state = FixState::NotSent;
    view.sent = {TickState::Refused,
                 lost->second.at,
                 "The journal did not take it: " + lost->second.reason + ".",
                 {}};
    view.explanation = "It was accepted but could not be recorded, so nothing was sent: "
                       + lost->second.reason + ". Order it again.";
    return view;
}

void ViewBuilder::describeFix(FixView& view, const CommandEntry& entry) const
{
    const std::string target(wireName(view.target));
    const auto sent = m_state.published.find(MessageId(view.commandId.value));
    const std::string outcome = entry.outcome ? entry.outcome->outcome : std::string();
    if (sent != m_state.published.end()) {
        const RecordRef& at = sent->second.recordAt;
        view.state = FixState::Sent;
        view.sent = {TickState::Done, sent->second.at,
                     "The broker holds it at partition " + std::to_string(at.partition)
                         + ", offset " + std::to_string(at.offset) + ".",
                     at};
        view.answered = {
            TickState::Pending, std::nullopt, "No outcome from " + target + " yet.", {}};
        view.explanation = "Sent; waiting for " + target + " to answer.";
    } else if (entry.hasRealOutcome()) {
        // The command topic has forgotten the command, but who answers has read it.
        view.sent = {TickState::Done, std::nullopt, target + " has answered it.", {}};
    } else if (m_state.doubtfulCommands.contains(view.commandId)) {
        view.sent = {
            TickState::Unknown,
            std::nullopt,
            "The connection was lost while sending; nobody knows whether the broker has it.",
            {}};
        view.explanation = "Possibly sent. Do not send it again; ask the target first.";
    } else {
        view.sent = {TickState::Pending, std::nullopt, "Not on the wire yet.", {}};
        view.explanation = "Decided; on its way to the broker.";
    }
    if (entry.outcome) {
        const auto seen = m_state.outcomes.find(view.commandId);
        const RecordRef at = seen == m_state.outcomes.end() ? RecordRef{} : seen->second.recordAt;
        if (entry.isApplied()) {
            view.state = FixState::Answered;
            view.answered = {TickState::Done, entry.outcome->at, target + " says " + outcome + ".",
                             at};
            view.verified = {
                TickState::Pending, std::nullopt, "No fact proves the effect yet.", {}};
            view.explanation =
                target + " says " + outcome + "; waiting for the fact that proves it.";
        } else if (outcome == "UNKNOWN") {
            view.state = FixState::Unknown;
            view.answered = {TickState::Unknown, entry.outcome->at,
                             "No outcome from " + target + " in time.", at};
            view.explanation = "Nobody knows whether " + target
                               + " did it. Do not send it again; ask " + target + " first.";
        } else if (outcome == "NOT_SENT") {
            view.state = FixState::NotSent;
            view.sent = {
                TickState::Refused, entry.outcome->at, "It expired before the broker took it.", {}};
            view.explanation = "Certainly not sent. It may be sent anew.";
        } else {
            const std::string why = entry.outcome->rejection ? entry.outcome->rejection->code + ", "
                                                                   + entry.outcome->rejection->text
                                                             : outcome;
            view.state = FixState::Refused;
            view.answered = {TickState::Refused, entry.outcome->at,
                             target + " says " + outcome + ": " + why + ".", at};
            view.explanation = target + " refused: " + why + ".";
        }
    }
    if (entry.verification && entry.verification->verified) {
        RecordRef at;
        const Payment* payment = m_state.payments.find(view.paymentId);
        std::string fact = "a fact";
        for (const PaymentEntry& known :
             payment == nullptr ? std::vector<PaymentEntry>{} : payment->entries) {
            if (entry.verification->evidence && known.from.id == entry.verification->evidence->id) {
                at = m_state.payments.refOf(known.from);
                fact = known.name + " " + known.detail;
            }
        }
        view.state = FixState::Verified;
        view.verified = {TickState::Done, entry.verification->at, "Proven by " + fact + ".", at};
        view.explanation = "Verified: " + fact + ".";
    } else if (entry.verification) {
        view.state = FixState::NotVerified;
        view.verified = {
            TickState::Unknown, entry.verification->at, "No fact proved it in time.", {}};
        view.explanation = target + " says it applied it, but no fact proves it. Ask " + target
                           + " before anything else.";
    }
}

FixerView ViewBuilder::fixer(const FixerSpec& spec) const
{
    FixerView view;
    view.name = spec.name;
    view.title = spec.title;
    view.description = spec.description;
    view.targetText = spec.targetText;
    view.riskClass = riskClassName(spec.risk);
    view.riskText = spec.riskText;
    view.outcomeName = spec.outcomeName;
    view.confirmingFact = spec.confirmingFact;
    view.timeout = spec.timeout;
    view.parameters = fixerParameters(spec);
    for (const auto& [code, text] : spec.reasonCodes) {
        view.reasonCodes.emplace_back(code, text);
    }
    for (const auto& [id, entry] : m_state.journal.commands()) {
        if (entry.issued.fixer == spec.name) {
            view.sentCount += m_state.published.contains(MessageId(id.value)) ? 1U : 0U;
            view.verifiedCount += entry.verification && entry.verification->verified ? 1U : 0U;
        }
    }
    return view;
}

CatalogueView ViewBuilder::catalogue() const
{
    CatalogueView view;
    for (const FixerSpec& spec : fixerCatalogue()) {
        view.fixers.push_back(fixer(spec));
    }
    for (const SuspenderSpec& spec : suspenderCatalogue()) {
        view.suspenders.push_back({std::string(spec.name), std::string(spec.title),
                                   std::string(spec.description), std::string(spec.targetText),
                                   spec.timeout, spec.attempts});
    }
    return view;
}

}  // namespace otto
