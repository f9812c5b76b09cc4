// SPDX-License-Identifier: Apache-2.0
// What WSO2 does on an operator's order and at the end of day.
#include "core/base/Digest.h"
#include "core/sim/Conversation.h"
#include "core/sim/Dice.h"
#include "core/sim/Wso2.h"

#include <algorithm>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kReceipt = 0x6101;

std::string digits(std::uint64_t number, std::size_t width)
{
    std::string text = std::to_string(number);
    text.insert(0, width - std::min(width, text.size()), '0');
    return text;
}

bool isMemo(const TrnAdded& posting)
{
    return posting.postingState == Open<PostingState>(PostingState::MemoPosted);
}

}  // namespace

std::string actIntentKeyOf(const std::string& receipt)
{
    return "AK-" + digestHex({"intent", receipt}).substr(0, 8);
}

TrnAdded Wso2::reversalOf(const TrnAdded& posting, const CorePayment& payment, Instant at) const
{
    const Dice dice(posting.trnRcptId);
    TrnAdded body = posting;
    body.purpose = "REVERSAL";
    body.drCr = posting.drCr.is(DrCr::Debit) ? DrCr::Credit : DrCr::Debit;
    body.account = payment.account;
    body.eftTrnId = posting.trnRcptId + "-R1";
    body.trnRcptId = digits(dice.below(1'000'000'000'000ULL, kReceipt), 12);
    body.batchNum = digits(4000 + dice.below(1000, kReceipt + 1), 4);
    body.seqNum = digits(dice.below(100'000, kReceipt + 2), 5);
    body.postingState = PostingState::MemoPosted;
    body.memoPostOnly = false;
    body.effectiveDate = Date::of(at);
    body.reversesTrnRcptId = posting.trnRcptId;
    body.jxLogTrackingId = derivedUuid({"jxLogTrackingId", posting.trnRcptId, "R1"});
    return body;
}

TrnAdded Wso2::orderedPosting(const PostTransaction& command, const CorePayment& payment,
                              Instant at) const
{
    // Another receipt than that of a memo post that was dropped.
    const std::string number = std::to_string(payment.postings.size());
    const Dice dice(command.eftTrnId + "/" + number);
    TrnAdded body;
    body.paymentId = command.head.paymentId;
    body.purpose = command.drCr.is(DrCr::Debit) ? "DEBIT" : "CREDIT";
    body.eftTrnId = command.eftTrnId;
    body.drCr = command.drCr;
    body.amount = command.amount;
    body.account = payment.account;
    body.rsStat = "Success";
    body.trnRcptId = digits(dice.below(1'000'000'000'000ULL, kReceipt), 12);
    body.batchNum = digits(4000 + dice.below(1000, kReceipt + 1), 4);
    body.seqNum = digits(dice.below(100'000, kReceipt + 2), 5);
    body.postingState = PostingState::MemoPosted;
    body.memoPostOnly = false;
    body.effectiveDate = command.effectiveDate.value_or(Date::of(at));
    body.jxLogTrackingId = derivedUuid({"jxLogTrackingId", command.eftTrnId, number});
    return body;
}

CommandVerdict Wso2::judge(Instant now, const Body& command)
{
    const CommandHead& head = *headOfCommand(command);
    CorePayment* payment = m_book.find(head.paymentId);
    if (payment == nullptr || !payment->added) {
        return CommandVerdict::refused("NOT_FOUND",
                                       "payment " + head.paymentId.value + " is not known to wso2");
    }
    CommandVerdict verdict;
    if (payment->version != head.expectedVersion) {
        verdict = CommandVerdict::versionConflict(payment->version, head.expectedVersion);
    } else if (const auto* post = std::get_if<PostTransaction>(&command)) {
        verdict = judgePost(now, *post, *payment);
    } else {
        verdict = judgeReversal(now, std::get<ReverseTransaction>(command), *payment);
    }
    if (verdict.rejection) {
        verdict.entityVersion = payment->version;
    }
    return verdict;
}

CommandVerdict Wso2::judgePost(Instant now, const PostTransaction& command, CorePayment& payment)
{
    const PaymentId& id = command.head.paymentId;
    const DrCr side = payment.inbound ? DrCr::Credit : DrCr::Debit;
    if (!command.drCr.is(side) || !command.eftTrnId.starts_with(id.value + "-")) {
        return CommandVerdict::refused("LEG_MISMATCH", "that is no leg of payment " + id.value);
    }
    if (command.amount != payment.amount) {
        return CommandVerdict::refused("AMOUNT_MISMATCH",
                                       "the payment is over " + payment.amount.amountText());
    }
    if (mayStillPost(now, payment)) {
        CommandVerdict busy =
            CommandVerdict::refused("CORE_IN_FLIGHT", "the core may still post the first order");
        busy.rejection->retryable = true;
        return busy;
    }
    const auto tell = [](const TrnAdded& posting) {
        return [posting](Body& outcome) {
            TransactionPosted& body = std::get<TransactionPosted>(outcome);
            body.trnRcptId = posting.trnRcptId;
            body.eftTrnId = posting.eftTrnId;
            body.postingState = posting.postingState;
        };
    };
    CommandVerdict verdict;
    for (const Posting* posting : payment.live()) {
        if (posting->body.eftTrnId == command.eftTrnId) {
            // Idempotent by eftTrnId (domain.md 6, F06).
            verdict.outcome = OutcomeKind::AlreadyApplied;
            verdict.entityVersion = payment.version;
            verdict.tell = tell(posting->body);
            return verdict;
        }
    }
    TrnAdded posting = orderedPosting(command, payment, now);
    verdict.entityVersion = payment.version + 1;
    verdict.tell = tell(posting);
    verdict.apply = [this, id, posting](Instant at, Instant factAt, const MessageId& cause,
                                        SourceOutbox& out) {
        publishPosting(at, factAt, id, m_book.touch(id, at), posting, cause, out);
    };
    return verdict;
}

CommandVerdict Wso2::judgeReversal(Instant now, const ReverseTransaction& command,
                                   CorePayment& payment)
{
    const PaymentId& id = command.head.paymentId;
    const auto found = std::find_if(
        payment.postings.begin(), payment.postings.end(), [&command](const Posting& one) {
            return one.body.trnRcptId == command.trnRcptId && !one.dropped;
        });
    if (found == payment.postings.end() || found->body.reversesTrnRcptId) {
        return CommandVerdict::refused(
            "TRANSACTION_MISMATCH", "payment " + id.value + " has no posting " + command.trnRcptId);
    }
    if (command.amount != found->body.amount) {
        return CommandVerdict::refused("AMOUNT_MISMATCH",
                                       "the posting is over " + found->body.amount.amountText());
    }
    if (command.actIntentKey && *command.actIntentKey != actIntentKeyOf(command.trnRcptId)) {
        return CommandVerdict::refused("INTENT_CONFLICT",
                                       "the account changed since it was asked about");
    }
    TrnAdded reversal = reversalOf(found->body, payment, now);
    CommandVerdict verdict;
    verdict.tell = [reversal](Body& outcome) {
        TransactionReversed& body = std::get<TransactionReversed>(outcome);
        body.trnRcptId = reversal.trnRcptId;
        body.reversesTrnRcptId = reversal.reversesTrnRcptId;
        body.postingState = reversal.postingState;
    };
    if (payment.isReversed(command.trnRcptId)) {
        verdict.outcome = OutcomeKind::AlreadyApplied;
        verdict.entityVersion = payment.version;
        return verdict;
    }
    verdict.entityVersion = payment.version + 1;
    verdict.apply = [this, id, reversal](Instant at, Instant factAt, const MessageId& cause,
                                         SourceOutbox& out) {
        publishPosting(at, factAt, id, m_book.touch(id, at), reversal, cause, out);
    };
    return verdict;
}

void Wso2::endDay(Instant now, SourceOutbox& out)
{
    for (const PaymentId& id : m_book.ids()) {
        CorePayment& payment = *m_book.find(id);
        std::vector<std::string> receipts;
        for (Posting& posting : payment.postings) {
            if (!isMemo(posting.body) || posting.dropped) {
                continue;
            }
            if (posting.body.memoPostOnly.value_or(false)) {
                posting.dropped = true;
                const Trouble* trouble = troubleOf(id, payment);
                if (trouble != nullptr && trouble->delay) {
                    enter(now + *trouble->delay,
                          [this, id, receipt = posting.body.trnRcptId](
                              Instant at, SourceOutbox& to) { hardPost(at, id, receipt, to); });
                }
            } else {
                receipts.push_back(posting.body.trnRcptId);
            }
        }
        for (const std::string& receipt : receipts) {
            hardPost(now, id, receipt, out);
        }
        payment.finished = !payment.postings.empty();
    }
    enter(now + *scenario().endOfDay, [this](Instant at, SourceOutbox& to) { endDay(at, to); });
}

void Wso2::hardPost(Instant now, const PaymentId& id, const std::string& receipt, SourceOutbox& out)
{
    CorePayment* payment = m_book.find(id);
    if (payment == nullptr) {
        return;
    }
    const auto leg = [&](const Posting& one) { return one.body.trnRcptId == receipt; };
    const auto found = std::find_if(payment->postings.begin(), payment->postings.end(), leg);
    const auto isReplaced = [&](const Posting& one) {
        return one.body.eftTrnId == found->body.eftTrnId && one.body.trnRcptId != receipt;
    };
    if (found == payment->postings.end()
        || (found->dropped
            && std::any_of(payment->postings.begin(), payment->postings.end(), isReplaced))) {
        return;
    }
    found->dropped = false;
    found->body.postingState = PostingState::HardPosted;
    found->body.memoPostOnly = false;
    publish(now,
            writer().fact(now, id, ++payment->version, std::nullopt, payment->traceId, found->body),
            out);
}

}  // namespace otto
