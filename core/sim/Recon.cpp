// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Recon.h"

#include <algorithm>

namespace otto {

Recon::Recon(const SimSetting& setting)
    : SourceSystem(System::Recon, setting), m_book(scenario().forgetAfter, scenario().abandonAfter)
{}

bool Recon::readsFact(System publisher, std::string_view name) const
{
    switch (publisher) {
    case System::Cpr:
    case System::Zelle:
        return name == PaymentAdded::kName || name == PaymentStatusChanged::kName
               || name == PaymentFailed::kName;
    case System::Wso2: return name == PaymentAdded::kName || name == TrnAdded::kName;
    default: return false;
    }
}

bool Recon::publishesFact(std::string_view name) const
{
    return name == PaymentReconciled::kName;
}

bool Recon::obeys(std::string_view name) const
{
    // Two are others' conversations: it only listens.
    return name == GetReconItemRq::kName || name == ResolveReconBreak::kName
           || name == GetTrnRs::kName || name == TransactionLinked::kName;
}

void Recon::takeAdded(const Message& message, ReconItem& item) const
{
    const PaymentAdded& added = std::get<PaymentAdded>(message.body);
    item.amount = added.amount;
    item.endToEndId = added.endToEndId.value_or(added.paymentId.value);
    item.businessDate = added.businessDate;
    item.traceId = traceIdOf(message.envelope.traceparent, added.paymentId);
    item.inbound = added.direction.is(Direction::Inbound);
    item.rail = added.rail.isKnown() ? added.rail.known() : Rail::Zelle;
    item.addedAt = message.envelope.time;
    if (added.status.is(PaymentStatus::Settled)) {
        item.left = Side{std::string(wireName(message.envelope.source)), item.endToEndId,
                         added.amount, message.envelope.id};
        item.settledAt = message.envelope.time;
    }
}

std::optional<PaymentId> Recon::absorb(const Message& message)
{
    const Envelope& envelope = message.envelope;
    const PaymentId id(envelope.subject);
    if (std::holds_alternative<PaymentAdded>(message.body)) {
        ReconItem& item = m_book.touch(id, envelope.time);
        if (item.amount) {
            return std::nullopt;
        }
        takeAdded(message, item);
        return id;
    }
    if (const auto* changed = std::get_if<PaymentStatusChanged>(&message.body)) {
        if (!changed->status.is(PaymentStatus::Settled)) {
            return std::nullopt;
        }
        ReconItem& item = m_book.touch(id, envelope.time);
        if (item.left) {
            return std::nullopt;
        }
        item.left =
            Side{std::string(wireName(envelope.source)),
                 changed->networkReference.value_or(id.value), changed->amount, envelope.id};
        item.settledAt = envelope.time;
        return id;
    }
    if (std::holds_alternative<PaymentFailed>(message.body)) {
        m_book.touch(id, envelope.time).finished = true;
        return std::nullopt;
    }
    if (const auto* reconciled = std::get_if<PaymentReconciled>(&message.body)) {
        ReconItem& item = m_book.touch(id, envelope.time);
        if (envelope.entityVersion.value_or(0) > item.version && reconciled->result.isKnown()) {
            item.version = *envelope.entityVersion;
            item.published = std::make_unique<const PaymentReconciled>(*reconciled);
        }
        return std::nullopt;
    }
    return absorbPosting(message);
}

std::optional<PaymentId> Recon::absorbPosting(const Message& message)
{
    const Envelope& envelope = message.envelope;
    std::optional<Side> posted;
    if (const auto* trn = std::get_if<TrnAdded>(&message.body)) {
        const bool isLeg = trn->purpose == "DEBIT" || trn->purpose == "CREDIT";
        if (isLeg && !trn->reversesTrnRcptId) {
            posted = Side{"core", trn->trnRcptId, trn->amount, envelope.id};
        }
    } else if (const auto* found = std::get_if<GetTrnRs>(&message.body)) {
        if (!found->transactions.empty()) {
            const FoundTransaction& first = found->transactions.front();
            posted = Side{"core", first.trnRcptId, first.amount, envelope.id};
        }
    } else if (const auto* linked = std::get_if<TransactionLinked>(&message.body)) {
        if (linked->head.outcome.is(OutcomeKind::Applied) && linked->trnRcptId) {
            posted = Side{"core", *linked->trnRcptId, std::nullopt, envelope.id};
        }
    }
    if (!posted) {
        return std::nullopt;
    }
    const PaymentId id(envelope.subject);
    ReconItem& item = m_book.touch(id, envelope.time);
    if (item.right) {
        return std::nullopt;
    }
    item.right = std::move(posted);
    return id;
}

void Recon::advanceAll(Instant now, SourceOutbox& out)
{
    for (const PaymentId& id : m_book.ids()) {
        advance(now, id, out);
    }
    const std::int64_t every = scenario().reconEvery.count();
    enter({(now.ms / every + 1) * every}, [this](Instant at, SourceOutbox& to) { run(at, to); });
}

void Recon::advance(Instant, const PaymentId& id, SourceOutbox&)
{
    ReconItem* item = m_book.find(id);
    if (item == nullptr || item->queued || item->finished || !item->left || !item->amount) {
        return;
    }
    item->queued = true;
    m_queue.push_back(id);
}

const Recon::Side* Recon::rightOf(Instant now, const PaymentId& id, const ReconItem& item) const
{
    const Trouble* trouble =
        item.inbound ? nullptr : destiny().troubleOf(id, item.rail, item.addedAt);
    const bool isBlind = trouble != nullptr && trouble->kind == TroubleKind::ReconBreak
                         && (!trouble->delay || now < item.settledAt + *trouble->delay);
    return item.right && !isBlind ? &*item.right : nullptr;
}

bool Recon::isDue(Instant now, const PaymentId& id, const ReconItem& item) const
{
    if (item.resolved) {
        return false;
    }
    if (rightOf(now, id, item) != nullptr) {
        return !item.published || !item.published->right;
    }
    return !item.published && (item.right || item.settledAt + scenario().reconBreakAfter <= now);
}

void Recon::run(Instant now, SourceOutbox& out)
{
    const Date day = Date::of(now);
    std::string time = now.text().substr(11, 8);
    std::erase(time, ':');
    std::string date = day.text();
    std::erase(date, '-');
    const std::string runId = "RUN-" + date + "-" + time;

    std::deque<PaymentId> later;
    for (PaymentId& id : m_queue) {
        ReconItem* item = m_book.find(id);
        if (item == nullptr) {
            continue;
        }
        if (isDue(now, id, *item)) {
            reconcile(now, runId, id, *item, out);
        }
        const bool isOpen = !item->resolved && (!item->published || !item->published->right);
        if (isOpen) {
            later.push_back(std::move(id));
        } else {
            item->finished = true;
            item->queued = false;
        }
    }
    m_queue = std::move(later);
    enter(now + scenario().reconEvery, [this](Instant at, SourceOutbox& to) { run(at, to); });
}

Body Recon::answerTo(Instant, const Message& question)
{
    const auto* asked = std::get_if<GetReconItemRq>(&question.body);
    if (asked == nullptr || !asked->head.paymentId) {
        return UnknownBody{};
    }
    GetReconItemRs body;
    const ReconItem* item = m_book.find(*asked->head.paymentId);
    if (item == nullptr || !item->published) {
        body.head.result = AnswerResult::NotFound;
        body.head.inconclusiveReason =
            item == nullptr ? "UNKNOWN_OR_OLDER_THAN_RETENTION" : "NO_RUN_YET";
        return body;
    }
    const PaymentReconciled& last = *item->published;
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.runId = last.runId;
    body.businessDate = last.businessDate;
    body.reconResult = last.result;
    body.breakType = last.breakType;
    body.left = last.left;
    body.right = last.right;
    body.difference = last.difference;
    if (last.result.is(ReconResult::Break)) {
        body.breakId = "BRK-" + asked->head.paymentId->value;
    }
    return body;
}

CommandVerdict Recon::judge(Instant, const Body& command)
{
    const auto& order = std::get<ResolveReconBreak>(command);
    const PaymentId& id = order.head.paymentId;
    const ReconItem* item = m_book.find(id);
    if (item == nullptr || !item->published) {
        return CommandVerdict::refused("NOT_FOUND", "recon compared no payment " + id.value);
    }
    CommandVerdict verdict;
    verdict.entityVersion = item->version;
    const auto refuse = [&](std::string code, std::string text) {
        verdict = CommandVerdict::refused(std::move(code), std::move(text));
        verdict.entityVersion = item->version;
        return verdict;
    };
    if (item->version != order.head.expectedVersion) {
        verdict = CommandVerdict::versionConflict(item->version, order.head.expectedVersion);
        verdict.entityVersion = item->version;
        return verdict;
    }
    if (order.breakId != "BRK-" + id.value || order.runId != item->published->runId) {
        return refuse("BREAK_MISMATCH", "run " + item->published->runId + " found no such break");
    }
    if (!item->published->result.is(ReconResult::Break)) {
        return refuse("ILLEGAL_TRANSITION", "the payment is matched");
    }
    if (!order.resolution.isKnown()
        || (order.resolution.is(ReconResolution::MatchTo) && !order.reference)) {
        return refuse("BAD_RESOLUTION", "a match needs a reference");
    }
    verdict.entityVersion = item->version + 1;
    verdict.tell = [order](Body& outcome) {
        ReconBreakResolved& body = std::get<ReconBreakResolved>(outcome);
        body.breakId = order.breakId;
        body.resolution = order.resolution;
    };
    verdict.apply = [this, order](Instant now, Instant factAt, const MessageId& cause,
                                  SourceOutbox& out) { resolve(now, factAt, order, cause, out); };
    return verdict;
}

void Recon::resolve(Instant now, Instant factAt, const ResolveReconBreak& command,
                    const MessageId& cause, SourceOutbox& out)
{
    ReconItem& item = *m_book.find(command.head.paymentId);
    PaymentReconciled body = *item.published;
    if (!command.resolution.is(ReconResolution::Wait)) {
        item.resolved = true;
        item.finished = true;
        body.result = ReconResult::Matched;
        body.breakType.reset();
        if (command.resolution.is(ReconResolution::MatchTo)) {
            body.right = ReconSide{"core", *command.reference, body.left->amount};
            body.difference.reset();
        } else {
            body.toleranceApplied = body.difference;
        }
    }
    item.published = std::make_unique<const PaymentReconciled>(body);
    publish(factAt,
            writer().fact(now, command.head.paymentId, ++item.version, cause, item.traceId,
                          std::move(body)),
            out);
}

ReconSide Recon::sideOf(const Side& side, const ReconItem& item)
{
    return {side.system, side.reference, side.amount.value_or(*item.amount)};
}

void Recon::reconcile(Instant now, const std::string& runId, const PaymentId& id, ReconItem& item,
                      SourceOutbox& out)
{
    PaymentReconciled body;
    body.paymentId = id;
    body.runId = runId;
    body.businessDate = item.businessDate;
    body.left = sideOf(*item.left, item);
    const Money& left = body.left->amount;
    body.toleranceApplied = Money{0, left.currency};
    MessageId cause = item.left->message;
    std::int64_t difference = left.minor;
    if (const Side* right = rightOf(now, id, item)) {
        body.right = sideOf(*right, item);
        difference -= body.right->amount.minor;
        cause = right->message;
    }
    const bool isMatch = body.right && body.right->amount == left;
    body.result = isMatch ? ReconResult::Matched : ReconResult::Break;
    if (!isMatch) {
        body.breakType = body.right ? "AMOUNT" : "MISSING_RIGHT";
        body.difference = Money{difference, left.currency};
    }
    item.published = std::make_unique<const PaymentReconciled>(body);
    publish(now, writer().fact(now, id, ++item.version, cause, item.traceId, std::move(body)), out);
}

}  // namespace otto
