// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/FlagFields.h"

#include "core/cel/Utf8.h"
#include "core/filter/FoldedText.h"
#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagText.h"

#include <algorithm>
#include <array>

namespace otto {

namespace {

using cel::Arena;
using cel::Value;

const FlagView& flag(const void* object)
{
    return filteredRow<FlagView>(object);
}

Instant now(const void* object)
{
    return static_cast<const FilterRow*>(object)->context->now;
}

/// Text from outside: CEL's strings are UTF-8.
Value string(std::string_view text, Arena& arena)
{
    if (cel::invalidUtf8At(text) == std::string_view::npos)
        return Value::string(text);
    std::string valid(text);
    for (std::size_t at = 0; (at = cel::invalidUtf8At(valid)) != std::string::npos;)
        valid[at] = '?';
    return Value::string(arena.copy(valid));
}

template <std::string FlagView::*member>
Value text(const void* object, Arena& arena)
{
    return string(flag(object).*member, arena);
}

template <std::optional<Instant> FlagView::*member>
Value time(const void* object, Arena&)
{
    const std::optional<Instant>& at = flag(object).*member;
    return at ? Value::timestamp(*at) : Value::null();
}

std::string_view severityBytes(Severity severity)
{
    // As the screens say it, from the least.
    constexpr std::array<std::string_view, 4> kWords{"Info", "Medium", "High", "Critical"};
    switch (severityTone(severity)) {
    case Tone::Critical: return kWords[3];
    case Tone::High: return kWords[2];
    case Tone::Medium: return kWords[1];
    default: return kWords[0];
    }
}

std::string_view paymentBytes(const FlagView& shown)
{
    return shown.paymentId ? std::string_view(shown.paymentId->value) : shown.subject;
}

std::string_view waitingBytes(const FlagView& shown)
{
    return shown.isOpen ? shown.waitingFor : shown.clearReason;
}

Value owner(const void* object, Arena& arena)
{
    const auto& who = flag(object).owner;
    return string(who ? std::string_view(who->value) : std::string_view(), arena);
}

Value left(const void* object, Arena&)
{
    const FlagView& shown = flag(object);
    if (!shown.dueAt || !shown.isOpen)
        return Value::null();
    return Value::duration(*shown.dueAt - now(object));
}

Value age(const void* object, Arena&)
{
    const FlagView& shown = flag(object);
    const Instant until = shown.clearedAt ? *shown.clearedAt : now(object);
    return Value::duration(until - shown.raisedAt);
}

template <typename E>
std::vector<std::string> wireNames()
{
    return {WireNames<E>::names.begin(), WireNames<E>::names.end()};
}

std::vector<FilterField> fields()
{
    return {
        {"severity",
         FieldKind::Rank,
         "How urgent it is.",
         [](const void* o, Arena&) { return Value::string(severityBytes(flag(o).severity)); },
         {"Info", "Medium", "High", "Critical"},
         true},
        {"rule",
         FieldKind::Text,
         "Id of the rule, such as OT05.",
         text<&FlagView::ruleId>,
         {},
         true},
        {"name", FieldKind::Text, "Name of the rule.", text<&FlagView::ruleName>, {}, true},
        {"payment", FieldKind::Text, "Id of the payment, or the feed.",
         [](const void* o, Arena& arena) { return string(paymentBytes(flag(o)), arena); }},
        {"amount", FieldKind::Amount, "Amount of the payment.",
         [](const void* o, Arena&) {
             return flag(o).amount ? Value::money(*flag(o).amount) : Value::null();
         }},
        {"rail", FieldKind::Text, "Rail of the payment.", text<&FlagView::rail>, wireNames<Rail>(),
         true},
        {"status", FieldKind::Text, "Merged status of the payment now.",
         text<&FlagView::paymentStatus>, wireNames<PaymentStatus>(), true},
        {"state",
         FieldKind::Text,
         "What the flag needs next.",
         [](const void* o, Arena&) { return Value::string(flagStateBytes(flag(o))); },
         {"To ask", "Asking", "To fix", "Verifying", "To look at", "Open", "Cleared"},
         true},
        {"owner", FieldKind::Text, "Operator who claimed it.", owner, {}, true},
        {"mine", FieldKind::Truth, "Is it yours?",
         [](const void* o, Arena&) {
             const auto& row = *static_cast<const FilterRow*>(o);
             return Value::boolean(flag(o).owner && flag(o).owner->value == row.context->self);
         }},
        {"open", FieldKind::Truth, "Is it open?",
         [](const void* o, Arena&) { return Value::boolean(flag(o).isOpen); }},
        {.name = "left",
         .kind = FieldKind::Span,
         .tip = "Until its deadline; below 0 is overdue.",
         .get = left,
         .dependsOnNow = true},
        {.name = "age",
         .kind = FieldKind::Span,
         .tip = "Since it was raised.",
         .get = age,
         .dependsOnNow = true},
        {"raised", FieldKind::Time, "When it was raised.",
         [](const void* o, Arena&) { return Value::timestamp(flag(o).raisedAt); }},
        {"due", FieldKind::Time, "Its deadline.", time<&FlagView::dueAt>},
        {"cleared", FieldKind::Time, "When it was cleared.", time<&FlagView::clearedAt>},
        {"waiting", FieldKind::Prose, "What is waited for, or why it cleared.",
         [](const void* o, Arena& arena) { return string(waitingBytes(flag(o)), arena); }},
        {"why", FieldKind::Prose, "The sentence of the rule.", text<&FlagView::sentence>},
        {"suspender",
         FieldKind::Text,
         "Question the rule suggests.",
         text<&FlagView::suggestedSuspender>,
         {},
         true},
        {"fixer",
         FieldKind::Text,
         "Fixer the rule suggests.",
         text<&FlagView::suggestedFixer>,
         {},
         true},
        {"times", FieldKind::Number, "How often it was raised on this payment.",
         [](const void* o, Arena&) { return Value::integer(flag(o).occurrence); }},
    };
}

/// "Limits not restored" is LIMITS_NOT_RESTORED on the wire.
bool mentionsTitle(const std::string& ruleName, std::string_view folded)
{
    if (containsFolded(ruleName, folded))
        return true;
    if (folded.find(' ') == std::string_view::npos)
        return false;
    std::string title = ruleName;
    std::replace(title.begin(), title.end(), '_', ' ');
    return containsFolded(title, folded);
}

bool mentions(const FilterRow& row, std::string_view folded)
{
    const auto& shown = *static_cast<const FlagView*>(row.row);
    const auto has = [folded](std::string_view text) { return containsFolded(text, folded); };
    const auto hasAmount = [&] {
        const auto& amount = shown.amount;
        return amount && has(amount->amountText() + ' ' + std::string(amount->currency.text()));
    };
    const auto hasOwner = [&] {
        return shown.owner
               && (has(shown.owner->value)
                   || (shown.owner->value == row.context->self && has("you")));
    };
    return has(shown.ruleId) || mentionsTitle(shown.ruleName, folded) || has(paymentBytes(shown))
           || has(severityBytes(shown.severity)) || has(shown.paymentStatus)
           || has(flagStateBytes(shown)) || has(waitingBytes(shown)) || has(shown.sentence)
           || has(shown.rail) || has(shown.subject) || has(shown.id.value) || hasOwner()
           || hasAmount();
}

}  // namespace

const FilterSchema& flagSchema()
{
    static const FilterSchema kSchema("Flag", fields(), mentions);
    return kSchema;
}

std::optional<FilterTerm> flagTerm(const FlagView& flag, FlagsModel::Column column)
{
    const auto term = [](const char* field, std::string_view value) {
        return FilterTerm{field, std::string(value)};
    };
    switch (column) {
    case FlagsModel::SeverityColumn: return term("severity", severityBytes(flag.severity));
    case FlagsModel::TimeLeftColumn: return term("due", flag.dueAt ? flag.dueAt->text() : "");
    case FlagsModel::RuleColumn: return term("rule", flag.ruleId);
    case FlagsModel::PaymentColumn: return term("payment", paymentBytes(flag));
    case FlagsModel::AmountColumn:
        return term("amount", flag.amount ? flag.amount->amountText() + ' '
                                                + std::string(flag.amount->currency.text())
                                          : std::string());
    case FlagsModel::StateColumn: return term("state", flagStateBytes(flag));
    case FlagsModel::OwnerColumn: return term("owner", flag.owner ? flag.owner->value : "");
    case FlagsModel::AgeColumn: return term("raised", flag.raisedAt.text());
    case FlagsModel::StatusColumn: return term("status", flag.paymentStatus);
    case FlagsModel::WaitingForColumn: return term("waiting", waitingBytes(flag));
    case FlagsModel::OccurrenceColumn: return term("times", std::to_string(flag.occurrence));
    case FlagsModel::ColumnCount: break;
    }
    return std::nullopt;
}

}  // namespace otto
