// SPDX-License-Identifier: Apache-2.0
#include "core/rules/PaymentScope.h"

#include "core/model/Lifecycle.h"
#include "core/rules/PaymentParts.h"
#include "core/rules/PostingRecord.h"

#include <tuple>

namespace otto {
namespace {

using cel::Arena;
using cel::Field;
using cel::Type;
using cel::Value;

const PaymentScope& scopeOf(const void* object)
{
    return *static_cast<const PaymentScope*>(object);
}

const Payment& paymentOf(const void* object)
{
    return *scopeOf(object).payment;
}

Value textOrNull(const std::string& text)
{
    return text.empty() ? Value::null() : Value::string(text);
}

Value textOrNull(const std::optional<std::string>& text)
{
    return text ? textOrNull(*text) : Value::null();
}

/// A field of PaymentAdded that may be absent, as may PaymentAdded itself.
template <std::optional<std::string> PaymentAdded::*member>
Value addedText(const void* object, Arena&)
{
    const auto& added = paymentOf(object).added;
    return added ? textOrNull((*added).*member) : Value::null();
}

std::optional<PaymentStatus> knownStatus(const PaymentScope& scope)
{
    const bool isKnown = scope.merged.isSet && scope.merged.status.isKnown();
    return isKnown ? std::optional(scope.merged.status.known()) : std::nullopt;
}

template <bool (*predicate)(PaymentStatus)>
Value statusIs(const void* object, Arena&)
{
    const auto status = knownStatus(scopeOf(object));
    return Value::boolean(status && predicate(*status));
}

/// The earliest assertion by any source that the payment is settled, or further.
std::optional<Instant> firstSettled(const Payment& payment)
{
    std::optional<Instant> first;
    for (const SourceView& source : payment.sources) {
        for (const VersionSeen& seen : source.versions) {
            const bool isSettled =
                seen.status == PaymentStatus::Settled || seen.status == PaymentStatus::Reconciled;
            if (isSettled && (!first || seen.time < *first)) {
                first = seen.time;
            }
        }
    }
    return first;
}

/// The payment's first facts were read, so that what is missing of them is missing for everybody:
/// a source's first version, or all but the first of CPR's, heard well after reading began.
bool isStartRead(const PaymentScope& scope)
{
    constexpr Duration kSettling = std::chrono::minutes{1};
    const Payment& payment = *scope.payment;
    const PaymentEntry* first = payment.firstEntry();
    const bool isNearBeginning = first != nullptr && scope.surroundings != nullptr
                                 && scope.surroundings->readSince
                                 && first->from.time < *scope.surroundings->readSince + kSettling;
    if (payment.added) {
        return true;
    }
    if (isNearBeginning) {
        return false;
    }
    const auto startsBy = [&payment](System source, std::uint32_t version) {
        const auto& versions = payment.source(source).versions;
        return !versions.empty() && versions.front().version <= version;
    };
    return startsBy(System::Cpr, 2) || startsBy(System::Zelle, 1) || startsBy(System::Limits, 1)
           || startsBy(System::Wso2, 1);
}

/// All postings of one side, fees aside; null when there is none, or when their currencies differ.
Value postedTotal(const Payment& payment, DrCr side)
{
    std::optional<Money> total;
    for (const Posting& posting : payment.postings) {
        if (!posting.drCr.is(side) || payment.isAboutFee(posting)) {
            continue;
        }
        if (!total) {
            total = posting.amount;
        } else if (total->currency == posting.amount.currency
                   && !__builtin_add_overflow(total->minor, posting.amount.minor, &total->minor)) {
            continue;
        } else {
            return Value::null();
        }
    }
    return total ? Value::money(*total) : Value::null();
}

/// The code that came with the merged status.
Value statusReason(const void* object, Arena&)
{
    const PaymentScope& scope = scopeOf(object);
    const auto& status = scope.payment->source(scope.merged.by).status;
    const bool isItsOwn =
        scope.merged.isSet && status && status.value.status == scope.merged.status;
    return isItsOwn && status.value.reason ? textOrNull(status.value.reason->code) : Value::null();
}

Value timeOrNull(const std::optional<Instant>& at)
{
    return at ? Value::timestamp(*at) : Value::null();
}

std::vector<Field> identityFields()
{
    return {
        {"id", Type::string(),
         [](const void* o, Arena&) { return Value::string(paymentOf(o).id.value); }},
        {"isAdded", Type::boolean(),
         [](const void* o, Arena&) { return Value::boolean(paymentOf(o).added.has_value()); }},
        {"isStartRead", Type::boolean(),
         [](const void* o, Arena&) { return Value::boolean(isStartRead(scopeOf(o))); }},
        {"addedAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const Payment& payment = paymentOf(o);
             return payment.added ? Value::timestamp(payment.addedFrom.time) : Value::null();
         }},
        {"firstHeardAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const PaymentEntry* first = paymentOf(o).firstEntry();
             return first != nullptr ? Value::timestamp(first->from.time) : Value::null();
         }},
        {"rail", Type::string(),
         [](const void* o, Arena&) {
             const auto& added = paymentOf(o).added;
             return added ? Value::string(added->rail.text()) : Value::null();
         }},
        {"direction", Type::string(),
         [](const void* o, Arena&) {
             const auto& added = paymentOf(o).added;
             return added ? Value::string(added->direction.text()) : Value::null();
         }},
        {"amount", Type::money(),
         [](const void* o, Arena&) {
             const auto amount = paymentOf(o).amount();
             return amount ? Value::money(*amount) : Value::null();
         }},
        {"channel", Type::string(), addedText<&PaymentAdded::channel>},
        {"institution", Type::string(), addedText<&PaymentAdded::institutionId>},
        {"endToEndId", Type::string(), addedText<&PaymentAdded::endToEndId>},
        {"networkReference", Type::string(), addedText<&PaymentAdded::networkReference>},
        {"participant", Type::string(), addedText<&PaymentAdded::participantId>},
        {"debtor", Type::string(),
         [](const void* o, Arena&) {
             const auto& added = paymentOf(o).added;
             return added && added->debtorAccount ? textOrNull(added->debtorAccount->hash)
                                                  : Value::null();
         }},
        {"creditor", Type::string(),
         [](const void* o, Arena&) {
             const auto& added = paymentOf(o).added;
             return added && added->creditor ? textOrNull(added->creditor->hash) : Value::null();
         }},
    };
}

std::vector<Field> statusFields()
{
    return {
        {"status", Type::string(),
         [](const void* o, Arena&) {
             const Payment::Merged& merged = scopeOf(o).merged;
             return merged.isSet ? Value::string(merged.status.text()) : Value::null();
         }},
        {"statusSince", Type::timestamp(),
         [](const void* o, Arena&) {
             const Payment::Merged& merged = scopeOf(o).merged;
             return merged.isSet ? Value::timestamp(merged.since) : Value::null();
         }},
        {"statusBy", Type::string(),
         [](const void* o, Arena&) {
             const Payment::Merged& merged = scopeOf(o).merged;
             return merged.isSet ? Value::string(wireName(merged.by)) : Value::null();
         }},
        {"statusReason", Type::string(), statusReason},
        {"isTerminal", Type::boolean(), statusIs<isTerminal>},
        {"isFailed", Type::boolean(), statusIs<isFailure>},
        {"impliesDebit", Type::boolean(), statusIs<impliesDebit>},
        {"sla", Type::duration(),
         [](const void* o, Arena&) {
             const auto sla = scopeOf(o).statusSla();
             return sla ? Value::duration(*sla) : Value::null();
         }},
        {"debitClaimedAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const auto first = paymentOf(o).firstDebitedAssertion();
             return first ? Value::timestamp(first->time) : Value::null();
         }},
        {"settledAt", Type::timestamp(),
         [](const void* o, Arena&) { return timeOrNull(firstSettled(paymentOf(o))); }},
    };
}

/// Null where the answer is about another participant than the payment's.
const Latest<ParticipantAnswer>* participantAnswer(const Payment& payment)
{
    const auto& answer = payment.participant;
    if (!answer || !payment.added || !payment.added->participantId) {
        return nullptr;
    }
    const std::string& about = answer->value.participant;
    return about.empty() || about == *payment.added->participantId ? &*answer : nullptr;
}

std::vector<Field> answerFields()
{
    return {
        {"searchResult", Type::string(),
         [](const void* o, Arena&) {
             const auto& search = paymentOf(o).trnSearch;
             return search ? Value::string(search->value.result.text()) : Value::null();
         }},
        {"searchIsConclusive", Type::boolean(),
         [](const void* o, Arena&) {
             const auto& search = paymentOf(o).trnSearch;
             return Value::boolean(search && search->value.conclusive);
         }},
        {"searchedAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const auto& search = paymentOf(o).trnSearch;
             return search ? Value::timestamp(search->key.time) : Value::null();
         }},
        {"networkStatus", Type::string(),
         [](const void* o, Arena&) {
             const auto& network = paymentOf(o).network;
             return network ? Value::string(network->value.status.text()) : Value::null();
         }},
        {"networkStatusAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const auto& network = paymentOf(o).network;
             return network ? Value::timestamp(network->key.time) : Value::null();
         }},
        {"participantStatus", Type::string(),
         [](const void* o, Arena&) {
             const auto* answer = participantAnswer(paymentOf(o));
             return answer != nullptr ? Value::string(answer->value.status.text()) : Value::null();
         }},
        {"participantStatusAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const auto* answer = participantAnswer(paymentOf(o));
             return answer != nullptr ? Value::timestamp(answer->key.time) : Value::null();
         }},
    };
}

std::vector<Field> endingFields()
{
    return {
        {"failedAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const auto& failure = paymentOf(o).failure;
             return failure ? Value::timestamp(failure->key.time) : Value::null();
         }},
        {"failedStage", Type::string(),
         [](const void* o, Arena&) { return textOrNull(paymentOf(o).failure->value.stage); }},
        {"failureCode", Type::string(),
         [](const void* o, Arena&) {
             const auto& reason = paymentOf(o).failure->value.reason;
             return reason ? textOrNull(reason->code) : Value::null();
         }},
        {"failedReservation", Type::string(),
         [](const void* o, Arena&) {
             return textOrNull(paymentOf(o).failure->value.reservationId);
         }},
        {"debitState", Type::string(),
         [](const void* o, Arena&) {
             const auto& state = paymentOf(o).failure->value.debitState;
             return state ? Value::string(state->text()) : Value::null();
         }},
        {"debit", Type::record(&postingRecord()), liveDebitValue},
        {"memo", Type::record(&postingRecord()), memoPostingValue},
        {"debited", Type::money(),
         [](const void* o, Arena&) { return postedTotal(paymentOf(o), DrCr::Debit); }},
        {"credited", Type::money(),
         [](const void* o, Arena&) { return postedTotal(paymentOf(o), DrCr::Credit); }},
        {"isPostedBack", Type::boolean(),
         [](const void* o, Arena&) { return Value::boolean(isPostedBack(paymentOf(o))); }},
        {"reconResult", Type::string(),
         [](const void* o, Arena&) {
             const auto& recon = paymentOf(o).recon;
             return recon ? Value::string(recon->value.result.text()) : Value::null();
         }},
        {"reconAt", Type::timestamp(),
         [](const void* o, Arena&) {
             const auto& recon = paymentOf(o).recon;
             return recon ? Value::timestamp(recon->key.time) : Value::null();
         }},
        {"reconBreak", Type::string(),
         [](const void* o, Arena&) { return textOrNull(paymentOf(o).recon->value.breakType); }},
    };
}

}  // namespace

PaymentScope::PaymentScope(const Payment& subject, const PaymentSurroundings* around,
                           const SlaTable& slas)
    : payment(&subject),
      surroundings(around),
      sla(&slas),
      merged(subject.merged()),
      rail(subject.rail()),
      owner(subject.owner())
{}

std::optional<Duration> PaymentScope::statusSla() const
{
    if (!m_statusSla) {
        const auto status = knownStatus(*this);
        m_statusSla = status && rail ? sla->of(*rail, *status, merged.since) : std::nullopt;
    }
    return *m_statusSla;
}

const cel::RecordType& paymentRecord()
{
    static const cel::RecordType kRecord("Payment", [] {
        std::vector<Field> fields = identityFields();
        for (std::vector<Field> more : {statusFields(), endingFields(), answerFields()}) {
            fields.insert(fields.end(), std::make_move_iterator(more.begin()),
                          std::make_move_iterator(more.end()));
        }
        for (const PaymentPart& part : paymentParts()) {
            fields.push_back({std::string(part.name), part.type, part.get, nullptr});
        }
        return fields;
    }());
    return kRecord;
}

}  // namespace otto
