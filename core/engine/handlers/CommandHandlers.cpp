// SPDX-License-Identifier: Apache-2.0
#include "core/engine/handlers/CommandHandlers.h"

#include "core/base/Digest.h"
#include "core/contract/Codec.h"
#include "core/engine/Decisions.h"
#include "core/engine/ViewBuilder.h"
#include "core/suspenders/SuspenderCatalogue.h"

#include <algorithm>

namespace otto {
namespace {

/// The key was used for another order: this says nothing about what became of that one.
bool isKeyReused(const CommandEntry& command)
{
    return command.outcome && command.outcome->rejection
           && command.outcome->rejection->code == "KEY_REUSED";
}

bool isDefinite(const CommandEntry& command)
{
    if (command.verification && command.verification->verified) {
        return true;
    }
    return command.outcome && !isKeyReused(command)
           && (command.outcome->outcome == "REJECTED" || command.outcome->outcome == "EXPIRED"
               || command.outcome->outcome == "ERROR" || command.outcome->outcome == "NOT_SENT");
}

/// Whether two commands ask the same of their target, apart from who asks when and why.
bool isSameIntent(Body planned, const Body& stored)
{
    CommandHead* head = commandHead(planned);
    if (head == nullptr || planned.index() != stored.index()) {
        return false;
    }
    *head = *commandHead(stored);
    return encodeBody(planned) == encodeBody(stored);
}

Error unknownPayment(const PaymentId& id)
{
    return {"UNKNOWN_PAYMENT", "No message about payment \"" + id.value
                                   + "\" was read; facts are read from the lookback on."};
}

}  // namespace

Status CommandHandlers::requireDuty(const std::string& subject) const
{
    if (m_state->decidesFor(subject)) {
        return {};
    }
    return fail("READ_ONLY", m_state->duty.state() == DutyState::Deciding
                                 ? "This engine is still taking its duty; try again in a moment."
                                 : m_state->duty.text());
}

Status CommandHandlers::requireBroker() const
{
    const EngineStatus& status = m_state->status;
    if (status.connection == Connection::Down) {
        return fail("BROKER_DOWN", "The broker cannot be reached, so nothing can be recorded: "
                                       + status.connectionReason + ".");
    }
    if (!status.watermark || m_state->now - *status.watermark > m_state->options.freshFor) {
        return fail("BROKER_DOWN", "The broker has not answered for more than "
                                       + std::to_string(m_state->options.freshFor.count() / 1000)
                                       + " s, so nothing can be recorded.");
    }
    return {};
}

void CommandHandlers::decide(const std::string& key, const std::string& subject, Body body,
                             Promise promise)
{
    if (!m_state->outbox.isInFlight(key)) {
        m_state->outbox.decide(key, subject, std::move(body));
        m_state->promises[key] = std::move(promise);
    }
}

Result<CommandHandlers::Draft> CommandHandlers::draft(
    const std::string& fixer, const PaymentId& paymentId,
    const std::map<std::string, std::string>& parameters, const std::string& reasonCode,
    const std::string& comment, const RequestContext& context) const
{
    const FixerSpec* spec = findFixer(fixer);
    if (spec == nullptr) {
        return fail("UNKNOWN_FIXER", "\"" + fixer + "\" is no fixer.");
    }
    const Payment* payment = m_state->payments.find(paymentId);
    if (payment == nullptr) {
        return tl::unexpected(unknownPayment(paymentId));
    }
    Draft out;
    out.plan = planFixer(*spec, *payment, parameters, context.now);
    out.order.spec = spec;
    out.order.paymentId = paymentId;
    out.order.requestedBy = context.who.operatorId;
    out.order.reasonCode = reasonCode;
    out.order.comment = comment;
    out.order.issuedAt = context.now;
    for (const FlagId& id : m_state->journal.flagsOf(paymentId.value)) {
        const FlagEntry& flag = *m_state->journal.flag(id);
        if (flag.isOpen() && flag.raised.flag.suggested.fixer == fixer) {
            out.order.flagId = id;
            out.order.evidence = flag.raised.flag.evidence;
        }
    }
    for (const RequestId& id : m_state->journal.questionsOf(paymentId)) {
        for (const QuestionAttempt& attempt : m_state->journal.question(id)->attempts) {
            if (attempt.answered && attempt.issued.target.isKnown()) {
                out.order.evidence.push_back(
                    {"/pc/" + m_state->options.env + "/"
                         + std::string(wireName(attempt.issued.target.known())),
                     attempt.answered->answerId});
            }
        }
    }
    identify(out, *payment);
    out.message = commandMessage(m_state->options, out.plan, out.order);
    out.message.envelope.authId = context.who.operatorId.value;
    return out;
}

void CommandHandlers::identify(Draft& draft, const Payment& payment) const
{
    const std::string fixer(draft.order.spec->name);
    std::string key =
        payment.id.value + ":" + fixer + ":" + std::to_string(draft.plan.expectedVersion);
    const CommandEntry* last = nullptr;
    std::uint32_t definite = 0;
    for (const CommandId& id : m_state->journal.commandsOf(payment.id)) {
        const CommandEntry& command = *m_state->journal.command(id);
        if (command.issued.fixer != fixer) {
            continue;
        }
        if (!command.isFinished()) {
            draft.underWay = &command;
        }
        const std::string& used = command.issued.idempotencyKey;
        const bool isOfKey = used == key || used.starts_with(key + ":");
        definite += isOfKey && isDefinite(command) ? 1U : 0U;
        last = isKeyReused(command) ? last : &command;
    }
    // After a definite end it is a new order.
    if (definite > 0) {
        key += ":" + std::to_string(definite);
    }
    draft.order.idempotencyKey = key;
    if (last != nullptr && last->isFinished() && !isDefinite(*last)) {
        repeatUnknown(draft, *last);
    }
    std::uint32_t sends = 0;
    for (const CommandId& id : m_state->journal.commandsOf(payment.id)) {
        const CommandIssued& issued = m_state->journal.command(id)->issued;
        sends += issued.idempotencyKey == draft.order.idempotencyKey ? 1U : 0U;
    }
    draft.order.commandId =
        CommandId(derivedUuid({"command", draft.order.idempotencyKey, std::to_string(sends)}));
    if (draft.underWay != nullptr) {
        draft.order.commandId = draft.underWay->issued.commandId;
        draft.order.idempotencyKey = draft.underWay->issued.idempotencyKey;
    }
}

void CommandHandlers::repeatUnknown(Draft& draft, const CommandEntry& unknown)
{
    const auto body = commandBody(unknown.issued);
    const CommandHead* head = body ? commandHead(*body) : nullptr;
    if (head == nullptr) {
        return;
    }
    if (!isSameIntent(draft.plan.command, *body)) {
        // Another order may follow only where the target refuses the first one by its version.
        draft.isBarred = head->expectedVersion == draft.plan.expectedVersion;
        return;
    }
    // The target recognises a repeat by its key and takes another body for an abuse of it.
    draft.plan.command = *body;
    draft.plan.expectedVersion = head->expectedVersion;
    if (head->target.isKnown()) {
        draft.plan.target = head->target.known();
    }
    draft.order.idempotencyKey = head->idempotencyKey;
    draft.order.requestedBy = head->requestedBy;
    draft.order.reasonCode = head->reasonCode;
    draft.order.comment = head->comment;
    draft.order.evidence = head->evidence;
    draft.order.flagId = head->flagId;
    draft.plan.preconditions.push_back({"It repeats the order of " + unknown.issued.issuedAt.text()
                                            + ", whose effect is unknown, word for word",
                                        true});
}

std::optional<Error> CommandHandlers::refusal(const Draft& draft, const Payment& payment) const
{
    if (const Status duty = requireDuty(payment.id.value); !duty) {
        return duty.error();
    }
    if (const Status broker = requireBroker(); !broker) {
        return broker.error();
    }
    if (draft.isBarred) {
        return Error{"FATE_UNKNOWN",
                     std::string(draft.order.spec->name)
                         + " was sent before with other values and its effect is unknown; only the "
                           "very same order may be repeated until the payment moves on."};
    }
    for (const CommandId& id : m_state->journal.commandsOf(payment.id)) {
        const CommandEntry& command = *m_state->journal.command(id);
        if (!command.isFinished()) {
            return Error{"COMMAND_OPEN", command.issued.fixer + " by "
                                             + command.issued.requestedBy.value
                                             + " is under way on this payment."};
        }
        const bool isUnknown = !isDefinite(command);
        const Instant proven = m_state->status.watermark.value_or(Instant{0});
        if (isUnknown && proven < command.issued.expiresAt) {
            return Error{"FATE_UNKNOWN",
                         command.issued.fixer + " was sent and its effect is unknown; it could "
                             + "still take effect until " + command.issued.expiresAt.text()
                             + ". Ask the target first."};
        }
    }
    return draft.plan.refusal;
}

Result<FixPreview> CommandHandlers::handle(const PreviewFixerQuery& query, RequestContext& context)
{
    auto made = draft(query.fixer, query.paymentId, query.parameters, query.reasonCode,
                      query.comment, context);
    if (!made) {
        return tl::unexpected(made.error());
    }
    const Payment& payment = *m_state->payments.find(query.paymentId);
    FixPreview preview;
    preview.form = ViewBuilder(*m_state).fixer(*made->order.spec);
    preview.form.parameters = made->plan.form;
    preview.commandId = made->order.commandId;
    const OutgoingRecord record = encodeBinary(made->message);
    preview.topic = record.topic;
    preview.key = record.key.value_or("");
    for (const Header& header : record.headers) {
        preview.headers.emplace_back(header.name, header.value);
    }
    preview.value = record.value.value_or("");
    preview.orderSha256 = orderDigest(made->message);
    preview.preconditions = made->plan.preconditions;
    preview.refusal = refusal(*made, payment);
    const bool isOpen = preview.refusal && preview.refusal->code == "COMMAND_OPEN";
    preview.preconditions.push_back({"No other command is under way on this payment", !isOpen});
    preview.preconditions.push_back(
        {"This engine decides", requireDuty(payment.id.value).has_value()});
    return preview;
}

Result<FixAccepted> CommandHandlers::handle(const SendFixerCommand& command,
                                            RequestContext& context)
{
    auto made = draft(command.fixer, command.paymentId, command.parameters, command.reasonCode,
                      command.comment, context);
    if (!made) {
        return tl::unexpected(made.error());
    }
    const Payment& payment = *m_state->payments.find(command.paymentId);
    const std::string key = "command:" + payment.id.value;
    // A second press of send: the order under way is the same one, and nothing new is sent.
    if (made->underWay != nullptr && made->underWay->issued.comment == command.comment
        && made->underWay->issued.reasonCode == command.reasonCode
        && made->underWay->issued.requestedBy == context.who.operatorId) {
        return FixAccepted{made->order.commandId, true};
    }
    const std::string digest = orderDigest(made->message);
    if (m_state->outbox.isInFlight(key)) {
        const Promise& first = m_state->promises[key];
        if (first.order && first.digest == digest) {
            return FixAccepted{first.order->commandId, true};
        }
        return fail("COMMAND_OPEN", "Another command on this payment is being recorded.");
    }
    if (const auto refused = refusal(*made, payment)) {
        return tl::unexpected(*refused);
    }
    if (command.previewSha256 && *command.previewSha256 != digest) {
        return fail("STALE_PREVIEW", "The payment changed since the preview; look at it again "
                                     "before you send.");
    }
    const OutgoingRecord structured = encodeStructured(made->message);
    CommandIssued record;
    record.writer = m_state->writerFor(payment.id.value);
    record.commandId = made->order.commandId;
    record.fixer = command.fixer;
    record.target = made->plan.target;
    record.paymentId = payment.id;
    record.idempotencyKey = made->order.idempotencyKey;
    record.requestedBy = context.who.operatorId;
    record.reasonCode = command.reasonCode;
    record.comment = command.comment;
    record.flagId = made->order.flagId;
    record.issuedAt = context.now;
    record.expiresAt = context.now + kCommandLife;
    record.deadline = context.now + made->order.spec->timeout;
    record.command = structured.topic + "\n" + structured.value.value_or("");
    record.commandSha256 = digestHex({record.command});
    decide(key, payment.id.value, record,
           {context.who.operatorId, std::string(SendFixerCommand::name),
            command.fixer + " on " + payment.id.value, record, digest});
    return FixAccepted{made->order.commandId, false};
}

Result<QuestionAccepted> CommandHandlers::handle(const AskSuspenderCommand& command,
                                                 RequestContext& context)
{
    const Payment* payment = m_state->payments.find(command.paymentId);
    if (payment == nullptr) {
        return tl::unexpected(unknownPayment(command.paymentId));
    }
    if (const Status duty = requireDuty(command.paymentId.value); !duty) {
        return tl::unexpected(duty.error());
    }
    if (const Status broker = requireBroker(); !broker) {
        return tl::unexpected(broker.error());
    }
    std::size_t earlier = 0;
    for (const RequestId& id : m_state->journal.questionsOf(command.paymentId)) {
        const QuestionEntry& question = *m_state->journal.question(id);
        if (question.last().issued.suspender != command.suspender) {
            continue;
        }
        if (question.isPending()) {
            return QuestionAccepted{id, question.last().issued.requestId, true};
        }
        ++earlier;
    }
    std::optional<FlagId> flagId;
    for (const FlagId& id : m_state->journal.flagsOf(command.paymentId.value)) {
        const FlagEntry& flag = *m_state->journal.flag(id);
        if (flag.isOpen() && flag.raised.flag.suggested.suspender == command.suspender) {
            flagId = id;
        }
    }
    const RequestId questionId(derivedUuid({"question", command.paymentId.value, command.suspender,
                                            "operator", std::to_string(earlier)}));
    const std::string key = "ask:" + questionId.value;
    const bool wasPending = m_state->outbox.isInFlight(key);
    issueQuestion(*m_state, *payment, command.suspender, questionId, 1, flagId,
                  context.who.operatorId.value);
    if (!wasPending) {
        m_state->promises[key] = {context.who.operatorId,
                                  std::string(AskSuspenderCommand::name),
                                  command.suspender + " on " + command.paymentId.value,
                                  std::nullopt,
                                  {}};
    }
    return QuestionAccepted{questionId, questionId, wasPending};
}

Result<ClaimAccepted> CommandHandlers::handle(const ClaimFlagCommand& command,
                                              RequestContext& context)
{
    const FlagEntry* flag = m_state->journal.flag(command.flagId);
    if (flag == nullptr || !flag->isOpen()) {
        return fail("NO_OPEN_FLAG", "Flag \"" + command.flagId.value + "\" is not open.");
    }
    if (flag->owner && *flag->owner != context.who.operatorId) {
        return fail("CLAIMED", flag->owner->value + " has taken this flag.");
    }
    if (const Status broker = requireBroker(); !broker) {
        return tl::unexpected(broker.error());
    }
    if (m_state->outbox.isInFlight("unclaim:" + command.flagId.value)) {
        return fail("BUSY", "This flag is just being given back; try again in a moment.");
    }
    if (!flag->owner) {
        Claimed record;
        record.writer = m_state->writerFor(flag->subject());
        record.flagId = command.flagId;
        record.subject = flag->subject();
        record.operatorId = context.who.operatorId;
        record.expectedVersion = flag->claimVersion;
        record.at = context.now;
        decide("claim:" + command.flagId.value + ":" + context.who.operatorId.value,
               flag->subject(), record,
               {context.who.operatorId,
                std::string(ClaimFlagCommand::name),
                "The claim of flag " + command.flagId.value,
                std::nullopt,
                {}});
    }
    return ClaimAccepted{command.flagId};
}

Result<ClaimAccepted> CommandHandlers::handle(const ReleaseFlagCommand& command,
                                              RequestContext& context)
{
    const FlagEntry* flag = m_state->journal.flag(command.flagId);
    if (flag == nullptr || flag->owner != context.who.operatorId) {
        return fail("NOT_OWNER", "Flag \"" + command.flagId.value + "\" is not yours.");
    }
    if (const Status broker = requireBroker(); !broker) {
        return tl::unexpected(broker.error());
    }
    Released record;
    record.writer = m_state->writerFor(flag->subject());
    record.flagId = command.flagId;
    record.subject = flag->subject();
    record.operatorId = context.who.operatorId;
    record.expectedVersion = flag->claimVersion;
    record.at = context.now;
    decide("unclaim:" + command.flagId.value, flag->subject(), record,
           {context.who.operatorId,
            std::string(ReleaseFlagCommand::name),
            "Giving back flag " + command.flagId.value,
            std::nullopt,
            {}});
    return ClaimAccepted{command.flagId};
}

}  // namespace otto
