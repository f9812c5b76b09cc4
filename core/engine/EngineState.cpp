// SPDX-License-Identifier: Apache-2.0
#include "core/engine/EngineState.h"

#include "core/base/Digest.h"
#include "core/model/Lifecycle.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

constexpr Duration kTopicGrace{5'000};

}  // namespace

MessageId raisedMessageId(const FlagId& id)
{
    return MessageId(derivedUuid({"PaymentFlagged", id.value}));
}

MessageId clearedMessageId(const FlagId& id)
{
    return MessageId(derivedUuid({"FlagCleared", id.value}));
}

bool EngineState::maySendCommands(const std::string& subject) const
{
    return decidesFor(subject)
           && duty.maySendCommands(journal, outbox.shardOf(subject), now,
                                   status.watermark.value_or(Instant{}));
}

bool EngineState::isAwaiting(const Outage& past, Instant proven) const
{
    return std::any_of(feeds.begin(), feeds.end(), [&](const Feed& feed) {
        const bool wasAlive =
            feed.heardAt && feed.heartbeatEvery && !feed.isSilent(past.provenBefore);
        return wasAlive && *feed.heardAt < past.upSince
               && proven - past.upSince <= 3 * *feed.heartbeatEvery;
    });
}

Instant EngineState::judgedUpTo(Instant proven)
{
    if (outage && isAwaiting(*outage, proven)) {
        return outage->provenBefore;
    }
    outage.reset();
    return proven;
}

std::optional<Instant> EngineState::judgedUpTo() const
{
    const bool isHeld = outage && status.watermark && isAwaiting(*outage, *status.watermark);
    return isHeld ? outage->provenBefore : status.watermark;
}

std::string EngineState::journalObstacle() const
{
    if (!completeSince || !status.watermark) {
        return {};
    }
    const std::string topic = journalTopic(options.env);
    if (!journalPartitions) {
        // A topic that was just made may be a moment in coming.
        return *status.watermark - *completeSince < kTopicGrace
                   ? std::string()
                   : "The journal's topic " + topic
                         + " does not exist at this broker, so nothing can be decided.";
    }
    if (std::cmp_not_equal(*journalPartitions, options.shards)) {
        return "The journal's topic " + topic + " has " + std::to_string(*journalPartitions)
               + " partitions, but " + std::to_string(options.shards)
               + " are needed, so nothing can be decided.";
    }
    return {};
}

void EngineState::takeRules(RulesOffer offer)
{
    ++status.rulesRevision;
    changes.anything = true;
    if (!offer.rules) {
        ruleErrors = std::move(offer.errors);
        rulesRefusedAt = now;
        status.ruleErrors = ruleErrors.size();
        audit.push_back({now, "otto-rules", "TakeRules", offer.origin,
                         "refused: " + ruleErrors.front().sentence()});
        return;
    }
    ruleErrors.clear();
    rulesRefusedAt.reset();
    status.ruleErrors = 0;
    rulesOrigin = std::move(offer.origin);
    if (offer.rules->digest() == runner.rules().digest()) {
        return;
    }
    rulesActiveSince = now;
    supersedeAt.reset();
    audit.push_back({now, "otto-rules", "TakeRules", rulesOrigin,
                     "in force after " + std::to_string(status.records)
                         + " records: " + offer.rules->digest()});
    runner.setRules(std::move(offer.rules), static_cast<std::uint32_t>(payments.size()));
}

void EngineState::warn(std::string sentence)
{
    status.warning = std::move(sentence);
    changes.anything = true;
}

void EngineState::addOddAnswer(OddAnswerView odd)
{
    if (odd.kind == OddAnswerKind::Orphan) {
        if (!addOrphan(orphans[odd.paymentId], {odd.name, odd.from, odd.at, odd.answerId})) {
            ++status.duplicates;  // the same record again
            return;
        }
        // Also of a payment that nobody spoke of otherwise: the orphan itself needs a person.
        if (!odd.paymentId.empty()) {
            runner.changed(payments.indexOf(odd.paymentId), aspect::kSurroundings);
        }
    }
    changes.oddAnswers.push_back(odd);
    changes.anything = true;
    oddAnswers.push_back(std::move(odd));
    if (oddAnswers.size() > options.oddAnswersMax) {
        forgetOrphan(oddAnswers.front());
        oddAnswers.pop_front();
    }
}

void EngineState::forgetOrphan(const OddAnswerView& odd)
{
    const auto known = orphans.find(odd.paymentId);
    if (known == orphans.end()) {
        return;
    }
    std::erase_if(known->second,
                  [&odd](const OrphanSeen& orphan) { return orphan.id == odd.answerId; });
    if (known->second.empty()) {
        orphans.erase(known);
    }
    if (!odd.paymentId.empty()) {
        runner.changed(payments.indexOf(odd.paymentId), aspect::kSurroundings);
    }
}

void EngineState::paymentChanged(std::uint32_t index, Aspects aspects)
{
    runner.changed(index, aspects);
    payments.touch(index);
    if (changes.payments.empty() || changes.payments.back() != index) {
        changes.payments.push_back(index);
    }
    changes.anything = true;
    const Payment& payment = payments.payment(index);
    const Payment::Merged merged = payment.merged();
    const bool isOpen =
        !merged.isSet || !merged.status.isKnown() || !isTerminal(merged.status.known());
    payments.remember(index, isOpen, payment.owner());
    const PaymentId& id = payment.id;
    for (const FlagId& flag : journal.flagsOf(id.value)) {
        flagChanged(flag);
    }
}

}  // namespace otto
