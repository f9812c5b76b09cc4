// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerPlan.h"

#include "core/model/Lifecycle.h"

#include <algorithm>

namespace otto {
namespace {

std::uint32_t versionAt(const Payment& payment, System target)
{
    const SourceView& source = payment.source(target);
    std::uint32_t version = source.versionMax();
    if (source.status) {
        version = std::max(version, source.status.key.version);
    }
    if (target == System::Limits) {
        for (const LimitSlot& slot : payment.limits) {
            version = std::max(version, slot.key.version);
        }
    }
    return version;
}

FixerParameter* parameter(FixerPlan& plan, std::string_view name)
{
    const auto it = std::find_if(plan.form.begin(), plan.form.end(),
                                 [name](const FixerParameter& p) { return p.name == name; });
    return it == plan.form.end() ? nullptr : &*it;
}

void require(FixerPlan& plan, std::string text, bool holds)
{
    if (!holds && !plan.refusal) {
        plan.refusal = Error{"PRECONDITION", "It may not be sent: \"" + text + "\" does not hold."};
    }
    plan.preconditions.push_back({std::move(text), holds});
}

void refuse(FixerPlan& plan, std::string code, std::string text)
{
    if (!plan.refusal) {
        plan.refusal = Error{std::move(code), std::move(text)};
    }
}

void requireSecondPerson(FixerPlan& plan, const std::string& why)
{
    refuse(plan, "SECOND_PERSON_REQUIRED",
           why
               + " needs a second person (risk class B), and approvals do not exist yet, so it is "
                 "refused.");
}

/// Takes the operator's value for an unlocked parameter; a locked one may only be repeated.
void take(FixerPlan& plan, const std::map<std::string, std::string>& given)
{
    for (const auto& [name, value] : given) {
        FixerParameter* known = parameter(plan, name);
        if (known == nullptr) {
            refuse(plan, "BAD_PARAMETER", "\"" + name + "\" is no parameter of this fixer.");
        } else if (known->isLocked && !value.empty() && value != known->value) {
            refuse(plan, "BAD_PARAMETER",
                   "\"" + name + "\" is fixed by the model to \"" + known->value + "\".");
        } else if (!known->isLocked && !value.empty()) {
            known->value = value;
        }
    }
    for (const FixerParameter& known : plan.form) {
        if (known.isRequired && known.value.empty()) {
            refuse(plan, "BAD_PARAMETER", "\"" + known.name + "\" is missing.");
        }
    }
}

std::vector<std::string> split(const std::string& list)
{
    std::vector<std::string> out;
    std::size_t from = 0;
    while (from <= list.size() && !list.empty()) {
        const std::size_t to = std::min(list.find(',', from), list.size());
        if (to > from) {
            out.push_back(list.substr(from, to - from));
        }
        from = to + 1;
    }
    return out;
}

void planUpdate(FixerPlan& plan, const Payment& payment,
                const std::map<std::string, std::string>& given)
{
    const auto& status = payment.source(plan.target).status;
    const Open<PaymentStatus> from = status ? status.value.status : payment.merged().status;
    parameter(plan, "fromStatus")->value = std::string(from.text());
    FixerParameter& to = *parameter(plan, "toStatus");
    for (const std::string_view name : WireNames<PaymentStatus>::names) {
        const auto candidate = Open<PaymentStatus>::fromText(name);
        if (from.isKnown() && candidate.known() != from.known()
            && isLegalTransition(from.known(), candidate.known())) {
            to.choices.emplace_back(name);
        }
    }
    take(plan, given);
    const std::string& chosen = parameter(plan, "toStatus")->value;
    const auto toStatus = Open<PaymentStatus>::fromText(chosen);
    require(plan, "The owner's status is known", status.isSet && from.isKnown());
    if (!chosen.empty()) {
        require(plan,
                std::string(from.text()) + " to " + chosen + " is a transition of the lifecycle",
                std::find(to.choices.begin(), to.choices.end(), chosen) != to.choices.end());
    }
    const auto final = [](const Open<PaymentStatus>& s) {
        return s.isKnown() && (isTerminal(s.known()) || s.is(PaymentStatus::Settled));
    };
    if (final(from) || (!chosen.empty() && final(toStatus))) {
        requireSecondPerson(plan, "Setting a status from " + std::string(from.text()) + " to "
                                      + (chosen.empty() ? "another" : chosen));
    }
    plan.command = UpdatePaymentStatus{{}, from, toStatus};
}

void planRestore(FixerPlan& plan, const Payment& payment,
                 const std::map<std::string, std::string>& given)
{
    const Payment::Merged merged = payment.merged();
    std::string reservation;
    std::optional<Money> amount;
    FixerParameter& windows = *parameter(plan, "windows");
    for (const LimitSlot& slot : payment.limits) {
        if (!slot.isGivenBack() && (reservation.empty() || reservation == slot.reservationId)) {
            reservation = slot.reservationId;
            amount = slot.amount;
            windows.choices.push_back(slot.limitId);
            windows.value += (windows.value.empty() ? "" : ",") + slot.limitId;
        }
    }
    parameter(plan, "reservationId")->value = reservation;
    parameter(plan, "amount")->value = amount ? moneyText(*amount) : std::string();
    take(plan, given);
    require(plan, "The payment ended without moving money",
            merged.isSet && merged.status.isKnown() && isFailure(merged.status.known()));
    require(plan, "Limits still holds back at least one window", !windows.choices.empty());
    const std::vector<std::string> chosen = split(parameter(plan, "windows")->value);
    for (const std::string& window : chosen) {
        if (std::find(windows.choices.begin(), windows.choices.end(), window)
            == windows.choices.end()) {
            refuse(plan, "BAD_PARAMETER", "\"" + window + "\" is no window held back.");
        }
    }
    if (amount
        && (amount->currency.text() != "USD" || amount->minor > kSecondPersonAboveUsdMinor)) {
        requireSecondPerson(plan, "Restoring " + moneyText(*amount));
    }
    plan.command = RestoreLimits{{}, reservation, chosen, amount.value_or(Money{})};
}

void planLink(FixerPlan& plan, const Payment& payment,
              const std::map<std::string, std::string>& given)
{
    FixerParameter& receipt = *parameter(plan, "trnRcptId");
    for (const Posting& posting : payment.postings) {
        if (posting.drCr.is(DrCr::Debit)) {
            receipt.choices.push_back(posting.trnRcptId);
        }
    }
    const Posting* debit = payment.liveDebit();
    if (debit != nullptr) {
        receipt.value = debit->trnRcptId;
        parameter(plan, "eftTrnId")->value = debit->eftTrnId;
    }
    take(plan, given);
    const std::string chosen = receipt.value;
    const auto posting =
        std::find_if(payment.postings.begin(), payment.postings.end(), [&](const Posting& known) {
            return known.drCr.is(DrCr::Debit) && known.trnRcptId == chosen;
        });
    const bool found = posting != payment.postings.end();
    require(plan, "The core's posting was found (ask GetTrn)", found);
    require(plan, "The posting has the payment's amount",
            found && payment.amount() && posting->amount == *payment.amount());
    const Payment::Merged merged = payment.merged();
    require(plan, "The payment waits for its debit",
            merged.status.is(PaymentStatus::DebitPending)
                || merged.status.is(PaymentStatus::DebitUnknown)
                || merged.status.is(PaymentStatus::Failed));
    if (found) {
        parameter(plan, "eftTrnId")->value = posting->eftTrnId;
    }
    plan.command = LinkTransaction{
        {},
        chosen,
        found && !posting->eftTrnId.empty() ? std::optional(posting->eftTrnId) : std::nullopt};
}

void planResync(FixerPlan& plan, const Payment& payment,
                const std::map<std::string, std::string>& given)
{
    take(plan, given);
    const Payment::Merged merged = payment.merged();
    require(plan, "The payment is not in a final status",
            merged.isSet && merged.status.isKnown() && !isTerminal(merged.status.known()));
    plan.command = ResyncPaymentStatus{};
}

}  // namespace

FixerPlan planFixer(const FixerSpec& spec, const Payment& payment,
                    const std::map<std::string, std::string>& parameters)
{
    FixerPlan plan;
    plan.target = spec.name == "RestoreLimits" ? System::Limits : payment.owner();
    plan.expectedVersion = versionAt(payment, plan.target);
    plan.form = fixerParameters(spec);
    const std::string target(wireName(plan.target));
    require(plan, "The payment's version at " + target + " is known", plan.expectedVersion > 0);
    if (plan.refusal) {
        plan.refusal =
            Error{"VERSION_UNKNOWN", "Nothing was heard from " + target
                                         + " about this payment, so its version there is "
                                           "not known; ask it first."};
    }
    if (spec.name == "UpdatePaymentStatus") {
        planUpdate(plan, payment, parameters);
    } else if (spec.name == "RestoreLimits") {
        planRestore(plan, payment, parameters);
    } else if (spec.name == "LinkTransaction") {
        planLink(plan, payment, parameters);
    } else {
        planResync(plan, payment, parameters);
    }
    return plan;
}

CommandHead* commandHead(Body& body)
{
    return const_cast<CommandHead*>(commandHead(std::as_const(body)));
}

const CommandHead* commandHead(const Body& body)
{
    return std::visit(
        [](const auto& value) -> const CommandHead* {
            if constexpr (requires {
                              {
                                  value.head
                                  } -> std::convertible_to<CommandHead>;
                          }) {
                return &value.head;
            } else {
                return nullptr;
            }
        },
        body);
}

const OutcomeHead* outcomeHead(const Body& body)
{
    return std::visit(
        [](const auto& value) -> const OutcomeHead* {
            if constexpr (requires {
                              {
                                  value.head
                                  } -> std::convertible_to<OutcomeHead>;
                          }) {
                return &value.head;
            } else {
                return nullptr;
            }
        },
        body);
}

std::optional<FactKey> proofOf(const Body& command, const Payment& payment,
                               std::optional<std::uint32_t> outcomeVersion)
{
    const CommandHead* head = commandHead(command);
    if (head == nullptr || !head->target.isKnown()) {
        return std::nullopt;
    }
    const System target = head->target.known();
    const auto isCaused = [&](const PaymentEntry& entry) {
        return entry.source == target && !entry.from.isAnswer && entry.version > 0
               && (entry.causationId.value == head->commandId.value
                   || (outcomeVersion && entry.version == *outcomeVersion));
    };
    const auto statusAt = [&](const PaymentEntry& entry) -> std::optional<PaymentStatus> {
        for (const VersionSeen& seen : payment.source(target).versions) {
            if (seen.id == entry.from.id) {
                return seen.status;
            }
        }
        return std::nullopt;
    };
    for (const PaymentEntry& entry : payment.entries) {
        if (!isCaused(entry)) {
            continue;
        }
        const auto status = statusAt(entry);
        bool proves = std::holds_alternative<ResyncPaymentStatus>(command) && status.has_value();
        if (const auto* update = std::get_if<UpdatePaymentStatus>(&command)) {
            proves = status && update->toStatus.is(*status);
        } else if (std::holds_alternative<LinkTransaction>(command)) {
            proves = status && impliesDebit(*status);
        } else if (const auto* restore = std::get_if<RestoreLimits>(&command)) {
            proves = std::none_of(
                payment.limits.begin(), payment.limits.end(), [&](const LimitSlot& slot) {
                    const bool asked =
                        restore->windows.empty()
                        || std::find(restore->windows.begin(), restore->windows.end(), slot.limitId)
                               != restore->windows.end();
                    return slot.reservationId == restore->reservationId && asked
                           && !slot.isGivenBack();
                });
        }
        if (proves) {
            return FactKey{entry.source, entry.from.id};
        }
    }
    return std::nullopt;
}

}  // namespace otto
