// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Wso2.h"

#include "core/base/Digest.h"
#include "core/sim/Dice.h"
#include "core/sim/OwnedPayment.h"

#include <algorithm>
#include <string_view>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kPostingTime = 0x6001;
constexpr std::uint64_t kReceipt = 0x6011;
constexpr std::uint64_t kBatch = 0x6021;
constexpr std::uint64_t kSeq = 0x6031;

std::string digits(std::uint64_t number, std::size_t width)
{
    std::string text = std::to_string(number);
    if (text.size() < width) {
        text.insert(0, width - text.size(), '0');
    }
    return text;
}

bool isInWindow(const std::optional<TimeWindow>& window, Instant at)
{
    return !window || (window->from <= at && at <= window->to);
}

bool matches(const TrnMatch& match, const TrnAdded& posting, Instant at)
{
    if (match.eftTrnId) {
        return *match.eftTrnId == posting.eftTrnId;
    }
    if (match.trnRcptId) {
        return *match.trnRcptId == posting.trnRcptId;
    }
    return match.accountHash && posting.account && posting.account->hash == match.accountHash
           && match.amount == posting.amount && (!match.drCr || *match.drCr == posting.drCr)
           && isInWindow(match.window, at);
}

FoundTransaction foundOf(const TrnAdded& posting)
{
    FoundTransaction found;
    found.trnRcptId = posting.trnRcptId;
    found.eftTrnId = posting.eftTrnId;
    found.drCr = posting.drCr;
    found.amount = posting.amount;
    found.postingState = posting.postingState;
    found.batchNum = posting.batchNum;
    found.seqNum = posting.seqNum;
    found.effectiveDate = posting.effectiveDate;
    found.actIntentKey = actIntentKeyOf(posting.trnRcptId);
    return found;
}

}  // namespace

Wso2::Wso2(const SimSetting& setting)
    : SourceSystem(System::Wso2, setting),
      m_book(scenario().forgetAfter, scenario().abandonAfter),
      m_stream(System::Wso2, Direction::Inbound, setting)
{}

bool Wso2::readsFact(System publisher, std::string_view name) const
{
    const bool isOwner = publisher == System::Cpr || publisher == System::Zelle;
    return isOwner
           && (name == PaymentAdded::kName || name == PaymentStatusChanged::kName
               || name == PaymentFailed::kName);
}

bool Wso2::publishesFact(std::string_view name) const
{
    return name == TrnAdded::kName || name == PaymentAdded::kName;
}

bool Wso2::obeys(std::string_view name) const
{
    return name == GetTrnRq::kName || name == PostTransaction::kName
           || name == ReverseTransaction::kName;
}

const Wso2::Posting* Wso2::CorePayment::posting(std::string_view purpose) const
{
    const auto at = std::find_if(postings.begin(), postings.end(), [purpose](const Posting& one) {
        return one.body.purpose == purpose && !one.dropped;
    });
    return at == postings.end() ? nullptr : &*at;
}

bool Wso2::CorePayment::isReversed(const std::string& receipt) const
{
    return std::any_of(postings.begin(), postings.end(), [&receipt](const Posting& one) {
        return one.body.reversesTrnRcptId == receipt;
    });
}

std::vector<const Wso2::Posting*> Wso2::CorePayment::live() const
{
    std::vector<const Posting*> found;
    for (const Posting& one : postings) {
        if (!one.dropped && !one.body.reversesTrnRcptId && !isReversed(one.body.trnRcptId)) {
            found.push_back(&one);
        }
    }
    return found;
}

const Trouble* Wso2::troubleOf(const PaymentId& id, const CorePayment& payment) const
{
    return payment.inbound ? nullptr : destiny().troubleOf(id, payment.rail, payment.addedAt);
}

void Wso2::takeOwnPosting(const Message& message, CorePayment& payment) const
{
    const TrnAdded& posted = std::get<TrnAdded>(message.body);
    payment.version = std::max(payment.version, message.envelope.entityVersion.value_or(0));
    const auto known = std::find_if(
        payment.postings.begin(), payment.postings.end(),
        [&posted](const Posting& one) { return one.body.trnRcptId == posted.trnRcptId; });
    if (known == payment.postings.end()) {
        payment.postings.push_back({posted, message.envelope.time});
    } else if (posted.postingState == Open<PostingState>(PostingState::HardPosted)) {
        known->body.postingState = posted.postingState;
    }
}

std::optional<PaymentId> Wso2::absorb(const Message& message)
{
    const Envelope& envelope = message.envelope;
    if (const auto* added = std::get_if<PaymentAdded>(&message.body)) {
        CorePayment& payment = m_book.touch(added->paymentId, envelope.time);
        if (payment.added || !added->rail.isKnown()) {
            return std::nullopt;
        }
        payment.added = true;
        payment.inbound = envelope.source == self();
        payment.rail = added->rail.known();
        payment.amount = added->amount;
        payment.account = added->debtorAccount;
        payment.addedAt = envelope.time;
        payment.addedBy = envelope.id;
        payment.traceId = traceIdOf(envelope.traceparent, added->paymentId);
        if (payment.inbound) {
            m_stream.seen(added->paymentId);
            payment.version = std::max(payment.version, 1U);
        }
        return added->paymentId;
    }
    if (const auto* changed = std::get_if<PaymentStatusChanged>(&message.body)) {
        return absorbStatus(*changed, envelope);
    }
    if (const auto* failed = std::get_if<PaymentFailed>(&message.body)) {
        CorePayment& payment = m_book.touch(failed->paymentId, envelope.time);
        payment.finished = true;
        if (!failed->debitState || !failed->debitState->is(DebitState::Posted) || payment.failure) {
            return std::nullopt;
        }
        payment.failure = {envelope.id, envelope.time};
        return failed->paymentId;
    }
    if (std::holds_alternative<TrnAdded>(message.body) && envelope.source == self()) {
        takeOwnPosting(message, m_book.touch(PaymentId(envelope.subject), envelope.time));
    }
    return std::nullopt;
}

std::optional<PaymentId> Wso2::absorbStatus(const PaymentStatusChanged& changed,
                                            const Envelope& envelope)
{
    const auto& status = changed.status;
    const bool endsIt = status.is(PaymentStatus::Reversing) || status.is(PaymentStatus::Reversed)
                        || status.is(PaymentStatus::Returned)
                        || status.is(PaymentStatus::Cancelled);
    if (!endsIt && !status.is(PaymentStatus::DebitPending)) {
        return std::nullopt;
    }
    CorePayment& payment = m_book.touch(changed.paymentId, envelope.time);
    if (endsIt) {
        payment.stopped = true;
        payment.returned = payment.returned || status.is(PaymentStatus::Returned);
        if (payment.failure) {
            return std::nullopt;
        }
        payment.failure = {envelope.id, envelope.time};
        return changed.paymentId;
    }
    if (payment.order) {
        return std::nullopt;
    }
    payment.order = {envelope.id, envelope.time};
    return changed.paymentId;
}

void Wso2::advanceAll(Instant now, SourceOutbox& out)
{
    for (const PaymentId& id : m_book.ids()) {
        advance(now, id, out);
    }
    if (!m_stream.isExhausted()) {
        enter(m_stream.nextArrival(now), [this](Instant at, SourceOutbox& to) { arrive(at, to); });
    }
    if (const auto& day = scenario().endOfDay) {
        const std::int64_t every = day->count();
        enter({(now.ms / every + 1) * every},
              [this](Instant at, SourceOutbox& to) { endDay(at, to); });
    }
}

void Wso2::arrive(Instant now, SourceOutbox& out)
{
    if (!arrivalsHeld()) {
        const PaymentAdded added = m_stream.next(now);
        const Message message = writer().fact(now, added.paymentId, 1, std::nullopt,
                                              traceIdOf(std::nullopt, added.paymentId), added);
        ++mutableCounts().paymentsAdded;
        absorb(message);
        publish(now, message, out);
        advance(now, added.paymentId, out);
    }
    if (!m_stream.isExhausted()) {
        enter(m_stream.nextArrival(now), [this](Instant at, SourceOutbox& to) { arrive(at, to); });
    }
}

void Wso2::advance(Instant now, const PaymentId& id, SourceOutbox&)
{
    const CorePayment* payment = m_book.find(id);
    if (payment == nullptr || !payment->added) {
        return;
    }
    if (payment->inbound) {
        if (payment->posting("CREDIT") == nullptr) {
            schedule(now, id, payment->addedAt, Purpose::Credit);
        }
        return;
    }
    const Trouble* trouble = troubleOf(id, *payment);
    if (payment->order && payment->postings.empty() && !payment->stopped) {
        const bool isLost = trouble != nullptr && trouble->kind == TroubleKind::TrnNeverPosted;
        const bool isSkipped =
            trouble != nullptr && trouble->kind == TroubleKind::SettledWithoutPosting;
        const bool isRefused =
            destiny().failureOf(id, payment->rail, payment->addedAt) == FailureStage::CoreDebit;
        const Instant orderedAt = payment->order->second;
        if (isSkipped && trouble->delay) {
            schedule(now, id, orderedAt + *trouble->delay, Purpose::Debit);
        } else if (!isLost && !isSkipped && !isRefused) {
            schedule(now, id, orderedAt, Purpose::Debit);
        }
    }
    if (trouble != nullptr && trouble->kind == TroubleKind::DuplicatePosting
        && payment->postings.size() == 1) {
        schedule(now, id, payment->postings.front().at + Duration{1000}, Purpose::SecondDebit);
    }
    scheduleReversal(now, id, *payment);
}

void Wso2::scheduleReversal(Instant now, const PaymentId& id, const CorePayment& payment)
{
    const std::vector<const Posting*> live = payment.live();
    const Trouble* trouble = troubleOf(id, payment);
    if (trouble != nullptr && trouble->kind == TroubleKind::DuplicatePosting && trouble->delay
        && live.size() > 1) {
        schedule(now, id, live.back()->at + *trouble->delay, Purpose::Reversal);
    } else if (payment.failure && !live.empty()) {
        Instant owed = payment.failure->second;
        const Trouble* missing = destiny().creditTroubleOf(id, owed);
        if (missing != nullptr && !missing->delay) {
            return;
        }
        owed += missing != nullptr ? *missing->delay : Duration::zero();
        const bool isSlow = payment.returned && trouble != nullptr
                            && trouble->kind == TroubleKind::ReturnedAfterSettled;
        schedule(now, id, isSlow ? owed + trouble->creditDelay : owed, Purpose::Reversal);
    }
}

Instant Wso2::dueAt(const PaymentId& id, Instant orderedAt, Purpose purpose) const
{
    return orderedAt
           + Dice(id.value).draw(scenario().corePosting,
                                 kPostingTime + static_cast<std::uint64_t>(purpose));
}

void Wso2::schedule(Instant now, const PaymentId& id, Instant orderedAt, Purpose purpose)
{
    enter(std::max(now, dueAt(id, orderedAt, purpose)),
          [this, id, purpose](Instant at, SourceOutbox& out) { post(at, id, purpose, out); });
}

TrnAdded Wso2::postingOf(const PaymentId& id, const CorePayment& payment, Purpose purpose,
                         Instant at) const
{
    const auto salt = static_cast<std::uint64_t>(purpose);
    const Dice dice(id.value);
    TrnAdded body;
    body.paymentId = id;
    body.amount = payment.amount;
    body.account = payment.account;
    body.rsStat = "Success";
    body.trnRcptId = digits(dice.below(1'000'000'000'000ULL, kReceipt + salt), 12);
    body.batchNum = digits(4000 + dice.below(1000, kBatch + salt), 4);
    body.seqNum = digits(dice.below(100'000, kSeq + salt), 5);
    body.postingState = PostingState::MemoPosted;
    body.memoPostOnly = false;
    body.effectiveDate = Date::of(at);
    body.jxLogTrackingId =
        derivedUuid({"jxLogTrackingId", id.value, std::to_string(static_cast<int>(purpose))});
    const Trouble* trouble = troubleOf(id, payment);
    switch (purpose) {
    case Purpose::SecondDebit:
    case Purpose::Debit:
        body.purpose = "DEBIT";
        body.drCr = DrCr::Debit;
        body.eftTrnId = id.value + "-D1";
        if (trouble != nullptr && trouble->kind == TroubleKind::AmountMismatch
            && trouble->system.value_or(System::Wso2) == System::Wso2) {
            body.amount = amountBeside(payment.amount, id);
        }
        body.memoPostOnly = trouble != nullptr && trouble->kind == TroubleKind::MemoPostDropped;
        break;
    case Purpose::Credit:
        body.purpose = "CREDIT";
        body.drCr = DrCr::Credit;
        body.eftTrnId = id.value + "-C1";
        break;
    case Purpose::Reversal: return reversalOf(payment.live().back()->body, payment, at);
    }
    return body;
}

void Wso2::post(Instant now, const PaymentId& id, Purpose purpose, SourceOutbox& out)
{
    CorePayment& payment = m_book.touch(id, now);
    const std::size_t live = payment.live().size();
    const bool isDebit = purpose == Purpose::Debit || purpose == Purpose::SecondDebit;
    const bool isDone = purpose == Purpose::Debit || purpose == Purpose::Credit
                            ? !payment.postings.empty()
                        : purpose == Purpose::SecondDebit ? payment.postings.size() != 1
                                                          : live == 0;
    if (!payment.added || isDone || (isDebit && payment.stopped)) {
        return;
    }
    const bool isSecondBack = purpose == Purpose::Reversal && !payment.failure;
    if (isSecondBack && live < 2) {
        return;
    }
    TrnAdded body = postingOf(id, payment, purpose, now);
    const MessageId cause = purpose == Purpose::Credit ? payment.addedBy
                            : isDebit                  ? payment.order->first
                            : payment.failure          ? payment.failure->first
                                                       : payment.addedBy;
    const Trouble* trouble = isDebit ? troubleOf(id, payment) : nullptr;
    if (trouble != nullptr && trouble->kind == TroubleKind::TrnFactLost) {
        payment.postings.push_back({std::move(body), now});
        payment.finished = !scenario().endOfDay;
        return;
    }
    const bool isLate = trouble != nullptr && trouble->kind == TroubleKind::TrnLate;
    const Instant due = isLate ? now + trouble->delay.value_or(Duration{40'000}) : now;
    publishPosting(now, due, id, payment, std::move(body), cause, out);
}

void Wso2::publishPosting(Instant now, Instant due, const PaymentId& id, CorePayment& payment,
                          TrnAdded body, const MessageId& cause, SourceOutbox& out)
{
    payment.postings.push_back({body, now});
    payment.finished = !scenario().endOfDay;
    publish(due, writer().fact(now, id, ++payment.version, cause, payment.traceId, std::move(body)),
            out);
    advance(now, id, out);
}

std::vector<FoundTransaction> Wso2::search(const PaymentId* id, const TrnMatch& match)
{
    std::vector<FoundTransaction> found;
    const auto look = [&](const CorePayment& payment) {
        for (const Posting& posting : payment.postings) {
            if (!posting.dropped && matches(match, posting.body, posting.at)) {
                found.push_back(foundOf(posting.body));
            }
        }
    };
    if (id != nullptr) {
        if (const CorePayment* payment = m_book.find(*id)) {
            look(*payment);
        }
    }
    const bool isExact = id != nullptr && match.eftTrnId;
    if (found.empty() && !isExact) {
        for (const PaymentId& other : m_book.ids()) {
            look(*m_book.find(other));
        }
    }
    return found;
}

bool Wso2::mayStillPost(Instant now, const CorePayment& payment) const
{
    return payment.order && payment.postings.empty() && !payment.stopped
           && payment.order->second + scenario().coreInFlight > now;
}

Body Wso2::answerTo(Instant now, const Message& question)
{
    const GetTrnRq& asked = std::get<GetTrnRq>(question.body);
    const PaymentId* id = asked.head.paymentId ? &*asked.head.paymentId : nullptr;
    GetTrnRs body;
    body.searched = Searched{{"AcctMemoPostSrch", "AcctHistSrch"}, asked.match.window};
    if (body.searched->window && body.searched->window->to < now) {
        body.searched->window->to = now;
    }
    body.transactions = search(id, asked.match);
    if (!body.transactions.empty()) {
        body.head.result = AnswerResult::Found;
        body.head.conclusive = true;
        return body;
    }
    body.head.result = AnswerResult::NotFound;
    const CorePayment* payment = id != nullptr ? m_book.find(*id) : nullptr;
    if (payment != nullptr && mayStillPost(now, *payment)) {
        const Duration left = payment->order->second + scenario().coreInFlight - now;
        body.head.inconclusiveReason = "CORE_IN_FLIGHT_WINDOW_OPEN";
        body.head.retryAfterMs = left.count();
    } else if (payment == nullptr && asked.match.window
               && asked.match.window->from + scenario().forgetAfter < now) {
        body.head.inconclusiveReason = "OLDER_THAN_RETENTION";
    } else {
        body.head.conclusive = true;
    }
    return body;
}

}  // namespace otto
