// SPDX-License-Identifier: Apache-2.0
#include "core/rules/PostingRecord.h"

#include "core/cel/RecordType.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace otto {
namespace {

using cel::Arena;
using cel::RecordType;
using cel::Type;
using cel::Value;

/// A posting and what the other postings say about it.
struct PostingScope
{
    const Posting* posting;
    bool isReversed;
};

const PostingScope& scopeOf(const void* object)
{
    return *static_cast<const PostingScope*>(object);
}

const Posting& postingOf(const void* object)
{
    return *scopeOf(object).posting;
}

const Payment& paymentOf(const void* scope)
{
    return *static_cast<const PaymentScope*>(scope)->payment;
}

Value textOrNull(std::string_view text)
{
    return text.empty() ? Value::null() : Value::string(text);
}

Value posting(const Payment& payment, const Posting& one, Arena& arena)
{
    return Value::record(arena.make(PostingScope{&one, payment.isReversed(one)}), &postingRecord());
}

bool isOnlyMemo(const Payment& payment, const Posting& posting)
{
    const bool isHard = posting.state && posting.state->is(PostingState::HardPosted);
    const bool isMemo = posting.state && posting.state->is(PostingState::MemoPosted);
    return !isHard && (isMemo || posting.memoPostOnly) && !payment.isReversed(posting);
}

/// Sums per currency; amounts saturate, as no sum of real postings comes near the limit.
class Sums
{
public:
    void add(const Money& amount)
    {
        std::int64_t& sum = m_sums[amount.currency];
        if (__builtin_add_overflow(sum, amount.minor, &sum)) {
            sum = INT64_MAX;
        }
    }
    [[nodiscard]] bool isEmpty() const { return m_sums.empty(); }
    /// In every currency of `other` at least as much.
    [[nodiscard]] bool reaches(const Sums& other) const
    {
        return std::all_of(other.m_sums.begin(), other.m_sums.end(), [this](const auto& sum) {
            const auto own = m_sums.find(sum.first);
            return own != m_sums.end() && own->second >= sum.second;
        });
    }

private:
    std::map<Currency, std::int64_t> m_sums;
};

}  // namespace

const RecordType& postingRecord()
{
    static const RecordType kRecord(
        "Posting",
        {{"receipt", Type::string(),
          [](const void* o, Arena&) { return Value::string(postingOf(o).trnRcptId); }},
         {"eftTrnId", Type::string(),
          [](const void* o, Arena&) { return textOrNull(postingOf(o).eftTrnId); }},
         {"purpose", Type::string(),
          [](const void* o, Arena&) { return textOrNull(postingOf(o).purpose); }},
         {"drCr", Type::string(),
          [](const void* o, Arena&) { return Value::string(postingOf(o).drCr.text()); }},
         {"amount", Type::money(),
          [](const void* o, Arena&) { return Value::money(postingOf(o).amount); }},
         {"state", Type::string(),
          [](const void* o, Arena&) {
              const auto& state = postingOf(o).state;
              return state ? Value::string(state->text()) : Value::null();
          }},
         {"isFee", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(isFee(postingOf(o))); }},
         {"isMemoPostOnly", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(postingOf(o).memoPostOnly); }},
         {"reverses", Type::string(),
          [](const void* o, Arena&) {
              const auto& reverses = postingOf(o).reverses;
              return reverses ? textOrNull(*reverses) : Value::null();
          }},
         {"isReversed", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(scopeOf(o).isReversed); }},
         {"isFact", Type::boolean(),
          [](const void* o, Arena&) { return Value::boolean(!postingOf(o).from.isAnswer); }},
         {"at", Type::timestamp(),
          [](const void* o, Arena&) { return Value::timestamp(postingOf(o).key.time); }}});
    return kRecord;
}

Value postingValues(const void* scope, Arena& arena)
{
    const Payment& payment = paymentOf(scope);
    const std::span<Value> out = arena.array<Value>(payment.postings.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
        out[i] = posting(payment, payment.postings[i], arena);
    }
    return Value::list(std::span<const Value>(out));
}

Value liveDebitValue(const void* scope, Arena& arena)
{
    const Payment& payment = paymentOf(scope);
    const Posting* debit = payment.liveDebit();
    return debit == nullptr ? Value::null() : posting(payment, *debit, arena);
}

Value memoPostingValue(const void* scope, Arena& arena)
{
    const Payment& payment = paymentOf(scope);
    const Posting* first = nullptr;
    for (const Posting& one : payment.postings) {
        const bool isEarlier =
            first == nullptr
            || std::tie(one.key.time, one.trnRcptId) < std::tie(first->key.time, first->trnRcptId);
        if (isOnlyMemo(payment, one) && isEarlier) {
            first = &one;
        }
    }
    return first == nullptr ? Value::null() : posting(payment, *first, arena);
}

bool isPostedBack(const Payment& payment)
{
    const bool isInbound = payment.added && payment.added->direction.is(Direction::Inbound);
    Sums taken;
    Sums given;
    for (const Posting& one : payment.postings) {
        if (payment.isAboutFee(one)) {
            continue;
        }
        if (one.drCr.is(isInbound ? DrCr::Credit : DrCr::Debit)) {
            taken.add(one.amount);
        } else if (one.drCr.isKnown()) {
            given.add(one.amount);
        }
    }
    const auto amount = payment.amount();
    if (taken.isEmpty() && amount) {
        taken.add(*amount);
    }
    return given.reaches(taken) && !given.isEmpty();
}

}  // namespace otto
