// SPDX-License-Identifier: Apache-2.0
#include "core/rules/PaymentParts.h"

#include "core/cel/RecordType.h"
#include "core/rules/HistoryBreaks.h"
#include "core/rules/LimitRecord.h"
#include "core/rules/PostingRecord.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

using cel::Arena;
using cel::RecordType;
using cel::Type;
using cel::Value;

template <typename T>
const T& as(const void* object)
{
    return *static_cast<const T*>(object);
}

Value textOrNull(std::string_view text)
{
    return text.empty() ? Value::null() : Value::string(text);
}

Value timeOrNull(const std::optional<Instant>& at)
{
    return at ? Value::timestamp(*at) : Value::null();
}

/// What one source said, for the lists `amounts` and `history`.
struct Statement
{
    System source;
    std::string_view status;
    Money amount;
    Instant at;
};

struct BreakScope
{
    std::string_view kind;
    System source;
    Instant since;
    std::string_view text;
};

const RecordType& amountRecord()
{
    static const RecordType kRecord(
        "Amount",
        {{"source", Type::string(),
          [](const void* o, Arena&) { return Value::string(wireName(as<Statement>(o).source)); }},
         {"amount", Type::money(),
          [](const void* o, Arena&) { return Value::money(as<Statement>(o).amount); }},
         {"at", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(as<Statement>(o).at); }}});
    return kRecord;
}

const RecordType& historyRecord()
{
    static const RecordType kRecord(
        "StatusSeen",
        {{"source", Type::string(),
          [](const void* o, Arena&) { return Value::string(wireName(as<Statement>(o).source)); }},
         {"status", Type::string(),
          [](const void* o, Arena&) { return Value::string(as<Statement>(o).status); }},
         {"at", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(as<Statement>(o).at); }}});
    return kRecord;
}

const RecordType& breakRecord()
{
    static const RecordType kRecord(
        "Break",
        {{"kind", Type::string(),
          [](const void* o, Arena&) { return Value::string(as<BreakScope>(o).kind); }},
         {"source", Type::string(),
          [](const void* o, Arena&) { return Value::string(wireName(as<BreakScope>(o).source)); }},
         {"since", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(as<BreakScope>(o).since); }},
         {"text", Type::string(),
          [](const void* o, Arena&) { return Value::string(as<BreakScope>(o).text); }}});
    return kRecord;
}

const RecordType& questionRecord()
{
    static const RecordType kRecord(
        "Question",
        {{"name", Type::string(),
          [](const void* o, Arena&) { return Value::string(as<QuestionSeen>(o).name); }},
         {"attempt", Type::integer(),
          [](const void* o, Arena&) { return Value::integer(as<QuestionSeen>(o).attempt); }},
         {"askedAt", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(as<QuestionSeen>(o).askedAt); }},
         {"isAnswered", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(as<QuestionSeen>(o).isAnswered); }},
         {"hasGivenUp", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(as<QuestionSeen>(o).hasGivenUp); }},
         {"overAt", Type::timestamp(),
          [](const void* o, Arena&) { return timeOrNull(as<QuestionSeen>(o).overAt); }}});
    return kRecord;
}

const RecordType& fixRecord()
{
    static const RecordType kRecord(
        "Fix", {{"name", Type::string(),
                 [](const void* o, Arena&) { return Value::string(as<FixSeen>(o).name); }},
                {"issuedAt", Type::timestamp(),
                 [](const void* o, Arena&) { return Value::timestamp(as<FixSeen>(o).issuedAt); }},
                {"outcome", Type::string(),
                 [](const void* o, Arena&) { return textOrNull(as<FixSeen>(o).outcome); }},
                {"outcomeAt", Type::timestamp(),
                 [](const void* o, Arena&) { return timeOrNull(as<FixSeen>(o).outcomeAt); }},
                {"outcomeDue", Type::timestamp(),
                 [](const void* o, Arena&) { return Value::timestamp(as<FixSeen>(o).outcomeDue); }},
                {"isVerified", Type::boolean(),
                 [](const void* o, Arena&) { return Value::boolean(as<FixSeen>(o).isVerified); }},
                {"isOpen", Type::boolean(), [](const void* o, Arena&) {
                     const FixSeen& fix = as<FixSeen>(o);
                     const bool isApplied = fix.outcome == wireName(OutcomeKind::Applied)
                                            || fix.outcome == wireName(OutcomeKind::AlreadyApplied);
                     return Value::boolean(!fix.isVerified && (fix.outcome.empty() || isApplied));
                 }}});
    return kRecord;
}

const RecordType& orphanRecord()
{
    static const RecordType kRecord(
        "Orphan",
        {{"name", Type::string(),
          [](const void* o, Arena&) { return Value::string(as<OrphanSeen>(o).name); }},
         {"source", Type::string(),
          [](const void* o, Arena&) { return Value::string(wireName(as<OrphanSeen>(o).source)); }},
         {"at", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(as<OrphanSeen>(o).at); }}});
    return kRecord;
}

const RecordType& lookalikeRecord()
{
    static const RecordType kRecord(
        "Lookalike",
        {{"id", Type::string(),
          [](const void* o, Arena&) { return Value::string(as<Lookalike>(o).id.value); }},
         {"addedAt", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(as<Lookalike>(o).addedAt); }},
         {"hasSameEndToEndId", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(as<Lookalike>(o).hasSameEndToEndId); }},
         {"isFailed", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(as<Lookalike>(o).isFailed); }},
         {"impliesDebit", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(as<Lookalike>(o).impliesDebit); }}});
    return kRecord;
}

template <typename T, const RecordType& (*record)()>
Value elementOf(const T& element, Arena&)
{
    return Value::record(&element, &record());
}

const PaymentScope& scopeOf(const void* object)
{
    return as<PaymentScope>(object);
}

Value amounts(const void* object, Arena& arena)
{
    const Payment& payment = *scopeOf(object).payment;
    const std::span<Value> out = arena.array<Value>(kSystemCount);
    std::size_t count = 0;
    const auto say = [&](System source, const Money& amount, Instant at) {
        out[count++] =
            Value::record(arena.make(Statement{source, {}, amount, at}), &amountRecord());
    };
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        const auto& amount = payment.sources[i].amount;
        const auto source = static_cast<System>(i);
        if (amount) {
            say(source, amount.value, amount.key.time);
        } else if (source == System::Wso2) {
            // The core's amount may be known from an answer only.
            if (const Posting* debit = payment.liveDebit()) {
                say(source, debit->amount, debit->key.time);
            }
        }
    }
    return Value::list(std::span<const Value>(out.first(count)));
}

Value history(const void* object, Arena& arena)
{
    const Payment& payment = *scopeOf(object).payment;
    std::size_t count = 0;
    for (const SourceView& source : payment.sources) {
        count += source.versions.size();
    }
    const std::span<Value> out = arena.array<Value>(count);
    count = 0;
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        for (const VersionSeen& seen : payment.sources[i].versions) {
            if (seen.status) {
                out[count++] = Value::record(
                    arena.make(
                        Statement{static_cast<System>(i), wireName(*seen.status), {}, seen.time}),
                    &historyRecord());
            }
        }
    }
    return Value::list(std::span<const Value>(out.first(count)));
}

Value breaks(const void* object, Arena& arena)
{
    const std::vector<HistoryBreak> found = historyBreaks(*scopeOf(object).payment);
    const std::span<Value> out = arena.array<Value>(found.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = Value::record(arena.make(BreakScope{breakName(found[i].kind), found[i].source,
                                                     found[i].since, arena.copy(found[i].text)}),
                               &breakRecord());
    }
    return Value::list(std::span<const Value>(out));
}

/// `make`, once for all rules that look at the payment at one time.
template <MadeList list, Value (*make)(const void*, Arena&)>
Value once(const void* object, Arena& arena)
{
    return scopeOf(object).madeOnce(list, arena, [&] { return make(object, arena); });
}

template <typename T, std::vector<T> PaymentSurroundings::*member, const RecordType& (*record)()>
Value surrounding(const void* object, Arena&)
{
    static const std::vector<T> kNone;
    const PaymentSurroundings* around = scopeOf(object).surroundings;
    const std::vector<T>& list = around != nullptr ? around->*member : kNone;
    return Value::list(&list, &cel::kVectorView<T, elementOf<T, record>>);
}

}  // namespace

std::span<const PaymentPart> paymentParts()
{
    const auto listOf = [](const RecordType& record) { return Type::list(Type::record(&record)); };
    static const std::array<PaymentPart, 10> kParts{{
        {"postings", listOf(postingRecord()), once<MadeList::Postings, postingValues>},
        {"limits", listOf(limitRecord()),
         [](const void* object, Arena&) {
             return Value::list(&scopeOf(object).payment->limits,
                                &cel::kVectorView<LimitSlot, elementOf<LimitSlot, limitRecord>>);
         }},
        {"limitUse", listOf(limitUseRecord()),
         [](const void* object, Arena&) {
             return Value::list(&scopeOf(object).payment->limitUse,
                                &cel::kVectorView<LimitUse, elementOf<LimitUse, limitUseRecord>>);
         }},
        {"amounts", listOf(amountRecord()), once<MadeList::Amounts, amounts>},
        {"history", listOf(historyRecord()), once<MadeList::History, history>},
        {"breaks", listOf(breakRecord()), once<MadeList::Breaks, breaks>},
        {"questions", listOf(questionRecord()),
         surrounding<QuestionSeen, &PaymentSurroundings::questions, questionRecord>},
        {"fixes", listOf(fixRecord()),
         surrounding<FixSeen, &PaymentSurroundings::fixes, fixRecord>},
        {"orphans", listOf(orphanRecord()),
         surrounding<OrphanSeen, &PaymentSurroundings::orphans, orphanRecord>},
        {"lookalikes", listOf(lookalikeRecord()),
         surrounding<Lookalike, &PaymentSurroundings::lookalikes, lookalikeRecord>},
    }};
    return kParts;
}

}  // namespace otto
