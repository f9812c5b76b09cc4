// SPDX-License-Identifier: Apache-2.0
#include "core/model/Payment.h"

#include "core/contract/Codec.h"
#include "core/model/Lifecycle.h"

#include <algorithm>
#include <functional>
#include <tuple>
#include <type_traits>

namespace otto {
namespace {

/// From here on looking through all of them costs more than remembering digests.
constexpr std::size_t kManyEntries = 32;

std::optional<PaymentStatus> statusOf(const Body& body)
{
    const auto known = [](const Open<PaymentStatus>& status) -> std::optional<PaymentStatus> {
        return status.isKnown() ? std::optional(status.known()) : std::nullopt;
    };
    if (const auto* added = std::get_if<PaymentAdded>(&body)) {
        return known(added->status);
    }
    if (const auto* changed = std::get_if<PaymentStatusChanged>(&body)) {
        return known(changed->status);
    }
    if (const auto* failed = std::get_if<PaymentFailed>(&body)) {
        return known(failed->status);
    }
    return std::nullopt;
}

void insertVersion(std::vector<VersionSeen>& versions, VersionSeen seen)
{
    const auto at = std::lower_bound(
        versions.begin(), versions.end(), seen, [](const VersionSeen& a, const VersionSeen& b) {
            return std::tie(a.version, a.id) < std::tie(b.version, b.id);
        });
    versions.insert(at, std::move(seen));
}

/// How far a posting is: nothing known, memo posted, hard posted.
int stateRank(const std::optional<Open<PostingState>>& state)
{
    if (!state || !state->isKnown()) {
        return 0;
    }
    return state->is(PostingState::HardPosted) ? 2 : 1;
}

std::uint64_t digestOf(System source, const CompactMessageId& id)
{
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15U;
    return std::hash<std::string>{}(id.get().value) + kOdd * static_cast<std::uint64_t>(source);
}

}  // namespace

Latest<StatusAssertion> UndatedStatuses::effective() const
{
    if (undated.empty() || (dated && dated.key > undated.back().key)) {
        return dated;
    }
    Latest<StatusAssertion> out = undated.back();
    for (auto it = undated.rbegin(); it != undated.rend(); ++it) {
        if (it->value.status != out.value.status || (dated && it->key < dated.key)) {
            break;
        }
        out.key.time = std::min(out.key.time, it->key.time);
    }
    if (dated && dated.value.status == out.value.status) {
        out.key.time = dated.key.time;
    }
    return out;
}

bool Payment::has(System source, const CompactMessageId& messageId) const
{
    if (!m_seen.empty()
        && !std::binary_search(m_seen.begin(), m_seen.end(), digestOf(source, messageId))) {
        return false;
    }
    return std::any_of(entries.begin(), entries.end(), [&](const PaymentEntry& entry) {
        return entry.source == source && entry.from.id == messageId;
    });
}

const PaymentEntry* Payment::firstEntry() const
{
    const auto isEarlier = [](const PaymentEntry& a, const PaymentEntry& b) {
        return std::tie(a.from.time, a.from.id) < std::tie(b.from.time, b.from.id);
    };
    const auto first = std::min_element(entries.begin(), entries.end(), isEarlier);
    return first == entries.end() ? nullptr : &*first;
}

bool Payment::applyFact(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    const CompactMessageId messageId(envelope.id);
    if (has(envelope.source, messageId)) {
        return false;
    }
    const std::uint32_t version = envelope.entityVersion.value_or(0);
    if (version > 0) {
        insertVersion(sources.of(envelope.source).versions,
                      {version, messageId, envelope.time, statusOf(message.body)});
    }
    const AssertionKey key{version, envelope.time, messageId};
    std::visit(
        [&](const auto& body) {
            if constexpr (requires { applyBody(body, envelope.source, key, from); }) {
                applyBody(body, envelope.source, key, from);
            }
        },
        message.body);
    addEntry(message, from);
    return true;
}

bool Payment::applyAnswer(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    if (has(envelope.source, envelope.id)) {
        return false;
    }
    if (const auto* trn = std::get_if<GetTrnRs>(&message.body)) {
        const AssertionKey key{0, trn->head.asOf, envelope.id};
        trnSearch.offer(key, {trn->head.result, trn->head.conclusive}, from);
        for (const FoundTransaction& found : trn->transactions) {
            offerPosting({found.trnRcptId, found.eftTrnId.value_or(""), found.drCr, found.amount,
                          found.postingState, std::nullopt, "", false, key, from,
                          found.actIntentKey});
        }
    } else if (const auto* status = std::get_if<GetPaymentStatusRs>(&message.body)) {
        const AssertionKey key{status->entityVersion.value_or(0),
                               status->lastChangedAt.value_or(status->head.asOf), envelope.id};
        SourceView& source = sources.of(envelope.source);
        if (status->status && status->lastChangedAt) {
            offerStatus(envelope.source, key, {*status->status, std::nullopt}, from);
        } else if (status->status) {
            offerUndatedStatus(envelope.source, key, {*status->status, std::nullopt}, from);
        }
        if (status->amount) {
            source.amount.offer(key, *status->amount, from);
        }
        if (status->networkReference) {
            networkReference.offer(key, *status->networkReference, from);
        }
    } else if (const auto* said = std::get_if<GetNetworkStatusRs>(&message.body)) {
        if (said->networkReference) {
            networkReference.offer({0, said->head.asOf, envelope.id}, *said->networkReference,
                                   from);
        }
        if (said->networkStatus) {
            const AssertionKey key{0, said->networkTime.value_or(said->head.asOf), envelope.id};
            network.offer(key, {*said->networkStatus, said->reason}, from);
        }
    } else if (const auto* reached = std::get_if<GetParticipantStatusRs>(&message.body)) {
        if (reached->status) {
            participant.offer({0, reached->head.asOf, envelope.id},
                              {reached->participantId.value_or(""), *reached->status}, from);
        }
    } else if (const auto* item = std::get_if<GetReconItemRs>(&message.body)) {
        if (item->breakId) {
            reconBreakId.offer({0, item->head.asOf, envelope.id}, *item->breakId, from);
        }
    } else if (const auto* answer = std::get_if<GetLimitsRs>(&message.body)) {
        const AssertionKey key{answer->entityVersion.value_or(0), answer->head.asOf, envelope.id};
        for (const LimitReservation& held : answer->reservations) {
            offerLimit({held.reservationId,
                        held.limitId,
                        held.state,
                        held.amount,
                        std::nullopt,
                        true,
                        held.state.is(LimitAction::Consumed),
                        {},
                        key,
                        from});
        }
        for (const LimitWindow& window : answer->windows) {
            offerLimitUse(window, {0, answer->head.asOf, envelope.id}, from);
        }
    }
    addEntry(message, from);
    return true;
}

void Payment::applyBody(const PaymentAdded& body, System source, const AssertionKey& key,
                        const Provenance& from)
{
    SourceView& view = sources.of(source);
    offerStatus(source, key, {body.status, std::nullopt}, from);
    view.amount.offer(key, body.amount, from);
    if (!added || std::tie(from.time, from.id) < std::tie(addedFrom.time, addedFrom.id)) {
        added = body;
        addedFrom = from;
        addedBy = source;
    }
}

void Payment::applyBody(const PaymentStatusChanged& body, System source, const AssertionKey& key,
                        const Provenance& from)
{
    SourceView& view = sources.of(source);
    offerStatus(source, key, {body.status, body.reason}, from);
    if (body.amount) {
        view.amount.offer(key, *body.amount, from);
    }
    if (body.networkReference) {
        networkReference.offer(key, *body.networkReference, from);
    }
}

void Payment::applyBody(const PaymentFailed& body, System source, const AssertionKey& key,
                        const Provenance& from)
{
    SourceView& view = sources.of(source);
    offerStatus(source, key, {body.status, body.reason}, from);
    if (body.amount) {
        view.amount.offer(key, *body.amount, from);
    }
    failure.offer(
        key, {body.failedStage, body.debitState, body.limitReservationId.value_or(""), body.reason},
        from);
}

void Payment::applyBody(const LimitsUpdated& body, System source, const AssertionKey& key,
                        const Provenance& from)
{
    if (body.action.is(LimitAction::Reserved)) {
        sources.of(source).amount.offer(key, body.delta, from);
    }
    for (const LimitWindow& window : body.limits) {
        offerLimit({body.reservationId,
                    window.limitId,
                    body.action,
                    body.delta,
                    window.cap,
                    body.action.is(LimitAction::Reserved),
                    body.action.is(LimitAction::Consumed),
                    {},
                    key,
                    from});
        offerLimitUse(window, {0, key.time, key.id}, from);
    }
}

void Payment::applyBody(const PaymentReconciled& body, System, const AssertionKey& key,
                        const Provenance& from)
{
    recon.offer(key, body, from);
}

void Payment::applyBody(const TrnAdded& body, System source, const AssertionKey& key,
                        const Provenance& from)
{
    if (body.drCr.is(DrCr::Debit) && !isFee(body)) {
        sources.of(source).amount.offer(key, body.amount, from);
    }
    offerPosting({body.trnRcptId, body.eftTrnId, body.drCr, body.amount, body.postingState,
                  body.reversesTrnRcptId, body.purpose, body.memoPostOnly.value_or(false), key,
                  from});
}

void Payment::offerStatus(System source, const AssertionKey& key, StatusAssertion assertion,
                          const Provenance& from)
{
    Latest<StatusAssertion>& status = sources.of(source).status;
    const auto it = std::find_if(undatedStatuses.begin(), undatedStatuses.end(),
                                 [&](const UndatedStatuses& one) { return one.source == source; });
    if (it == undatedStatuses.end()) {
        status.offer(key, std::move(assertion), from);
        return;
    }
    it->dated.offer(key, std::move(assertion), from);
    status = it->effective();
}

void Payment::offerUndatedStatus(System source, const AssertionKey& key, StatusAssertion assertion,
                                 const Provenance& from)
{
    Latest<StatusAssertion>& status = sources.of(source).status;
    auto it = std::find_if(undatedStatuses.begin(), undatedStatuses.end(),
                           [&](const UndatedStatuses& one) { return one.source == source; });
    if (it == undatedStatuses.end()) {
        it = undatedStatuses.insert(it, UndatedStatuses{source, status, {}});
    }
    Latest<StatusAssertion> undated;
    undated.offer(key, std::move(assertion), from);
    const auto at = std::upper_bound(it->undated.begin(), it->undated.end(), undated,
                                     [](const auto& a, const auto& b) { return a.key < b.key; });
    it->undated.insert(at, std::move(undated));
    status = it->effective();
}

void Payment::offerPosting(Posting posting)
{
    const auto it = std::find_if(postings.begin(), postings.end(), [&](const Posting& known) {
        return known.trnRcptId == posting.trnRcptId;
    });
    if (it == postings.end()) {
        const auto at = std::lower_bound(
            postings.begin(), postings.end(), posting,
            [](const Posting& a, const Posting& b) { return a.trnRcptId < b.trnRcptId; });
        postings.insert(at, std::move(posting));
        return;
    }
    // A fact says more than an answer; among equals the greater key wins. The state only advances,
    // whoever tells.
    const bool better =
        std::tuple(!posting.from.isAnswer, posting.key) > std::tuple(!it->from.isAnswer, it->key);
    const bool isFurther = stateRank(posting.state) > stateRank(it->state);
    const auto furthest = isFurther ? posting.state : it->state;
    const bool isLevel = stateRank(posting.state) == stateRank(it->state);
    std::optional<std::string> intent = std::max(posting.actIntentKey, it->actIntentKey);
    if (better) {
        *it = std::move(posting);
    }
    it->actIntentKey = std::move(intent);
    if (!isLevel) {
        it->state = furthest;
    }
}

void Payment::offerLimit(LimitSlot slot)
{
    const auto less = [](const LimitSlot& a, const LimitSlot& b) {
        return std::tie(a.reservationId, a.limitId) < std::tie(b.reservationId, b.limitId);
    };
    const auto it = std::lower_bound(limits.begin(), limits.end(), slot, less);
    if (it == limits.end() || less(slot, *it)) {
        slot.capKey = slot.key;
        limits.insert(it, std::move(slot));
        return;
    }
    const bool wasReserved = slot.wasReserved || it->wasReserved;
    const bool wasConsumed = slot.wasConsumed || it->wasConsumed;
    const bool isCapNewer = slot.cap && (!it->cap || slot.key > it->capKey);
    const std::optional<Money> cap = isCapNewer ? slot.cap : it->cap;
    const AssertionKey capKey = isCapNewer ? slot.key : it->capKey;
    if (slot.key > it->key) {
        *it = std::move(slot);
    }
    it->cap = cap;
    it->capKey = capKey;
    it->wasReserved = wasReserved;
    it->wasConsumed = wasConsumed;
}

void Payment::offerLimitUse(const LimitWindow& window, const AssertionKey& key,
                            const Provenance& from)
{
    LimitUse use{window.limitId, window.window, window.used, window.cap, key, from};
    const auto less = [](const LimitUse& a, const LimitUse& b) {
        return std::tie(a.limitId, a.window) < std::tie(b.limitId, b.window);
    };
    const auto it = std::lower_bound(limitUse.begin(), limitUse.end(), use, less);
    if (it == limitUse.end() || less(use, *it)) {
        limitUse.insert(it, std::move(use));
    } else if (use.key > it->key) {
        *it = std::move(use);
    }
}

void Payment::addEntry(const Message& message, const Provenance& from)
{
    const Envelope& envelope = message.envelope;
    entries.push_back({envelope.source, envelope.name, from,
                       envelope.causationId.value_or(MessageId{}),
                       envelope.entityVersion.value_or(0), describeBody(message.body)});
    if (m_seen.empty()) {
        rememberEntries();
    } else {
        const std::uint64_t digest = digestOf(envelope.source, envelope.id);
        m_seen.insert(std::upper_bound(m_seen.begin(), m_seen.end(), digest), digest);
    }
}

void Payment::rememberEntries()
{
    if (entries.size() < kManyEntries) {
        return;
    }
    for (const PaymentEntry& entry : entries) {
        m_seen.push_back(digestOf(entry.source, entry.from.id));
    }
    std::sort(m_seen.begin(), m_seen.end());
}

Payment::Merged Payment::merged() const
{
    const Latest<StatusAssertion>* latest = nullptr;
    std::size_t by = 0;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const auto& status = sources[i].status;
        const bool isLater = status
                             && (latest == nullptr
                                 || std::tie(status.key.time, status.key.id)
                                        > std::tie(latest->key.time, latest->from.id));
        if (isLater) {
            latest = &status;
            by = i;
        }
    }
    Merged best;
    if (latest != nullptr) {
        best = {true, latest->value.status, latest->key.time, static_cast<System>(by),
                latest->from};
    }
    const bool reconcilable = best.isSet && best.status.is(PaymentStatus::Settled);
    if (reconcilable && recon && recon->value.result.is(ReconResult::Matched)) {
        best.status = PaymentStatus::Reconciled;
        best.since = std::max(best.since, recon->key.time);
        best.by = System::Recon;
        best.from = recon->from;
    }
    return best;
}

std::optional<VersionSeen> Payment::firstDebitedAssertion() const
{
    std::optional<VersionSeen> first;
    for (const SourceView& source : sources) {
        for (const VersionSeen& seen : source.versions) {
            if (seen.status && impliesDebit(*seen.status)
                && (!first || std::tie(seen.time, seen.id) < std::tie(first->time, first->id))) {
                first = seen;
            }
        }
    }
    return first;
}

const Posting* Payment::liveDebit() const
{
    for (const Posting& posting : postings) {
        if (posting.drCr.is(DrCr::Debit) && !isFee(posting) && !isReversed(posting)) {
            return &posting;
        }
    }
    return nullptr;
}

bool Payment::isReversed(const Posting& posting) const
{
    return std::any_of(postings.begin(), postings.end(), [&](const Posting& other) {
        return other.reverses && *other.reverses == posting.trnRcptId;
    });
}

bool Payment::isAboutFee(const Posting& posting) const
{
    return isFee(posting)
           || (posting.reverses
               && std::any_of(postings.begin(), postings.end(), [&](const Posting& other) {
                      return isFee(other) && *posting.reverses == other.trnRcptId;
                  }));
}

std::optional<Money> Payment::amount() const
{
    if (added) {
        return added->amount;
    }
    for (const SourceView& source : sources) {
        if (source.amount) {
            return source.amount.value;
        }
    }
    return std::nullopt;
}

std::optional<Rail> Payment::rail() const
{
    if (added && added->rail.isKnown()) {
        return added->rail.known();
    }
    return std::nullopt;
}

System Payment::owner() const
{
    const bool zelleSpoke = !source(System::Zelle).versions.empty();
    const bool zelleRail = !rail() || *rail() == Rail::Zelle;
    return zelleSpoke && zelleRail ? System::Zelle : System::Cpr;
}

}  // namespace otto
