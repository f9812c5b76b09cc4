// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LimitsNotRestored.h"

#include "core/model/Lifecycle.h"
#include "core/rules/RuleText.h"

namespace otto {
namespace {

struct HeldBack
{
    Instant failedAt;
    System by = System::Otto;
    Provenance from;
    std::vector<const LimitSlot*> slots;
    /// The source named a reservation that Limits never spoke of.
    bool isUnheardReservation = false;
};

std::optional<HeldBack> heldBack(const Payment& payment)
{
    const Payment::Merged merged = payment.merged();
    if (!merged.isSet || !merged.status.isKnown() || !isFailure(merged.status.known())) {
        return std::nullopt;
    }
    HeldBack out{merged.since, merged.by, merged.from, {}, false};
    for (const LimitSlot& slot : payment.limits) {
        if (!slot.isGivenBack()) {
            out.slots.push_back(&slot);
        }
    }
    out.isUnheardReservation = payment.limits.empty() && payment.failure
                               && !payment.failure.value.reservationId.empty();
    if (out.slots.empty() && !out.isUnheardReservation) {
        return std::nullopt;
    }
    return out;
}

bool exceedsShare(const LimitSlot& slot, int percent)
{
    return slot.cap && slot.cap->currency == slot.amount.currency && slot.cap->minor > 0
           && slot.amount.minor
                  > slot.cap->minor / 100 * percent + slot.cap->minor % 100 * percent / 100;
}

}  // namespace

RuleResponse LimitsNotRestored::response() const
{
    return {"GetLimits", true, "RestoreLimits", "RESTORE_LIMITS"};
}

Verdict LimitsNotRestored::evaluate(const RuleInput& input) const
{
    const auto held = heldBack(*input.payment);
    if (!held) {
        return {};
    }
    const Instant due = held->failedAt + m_parameters.limitsNotRestored;
    return input.now > due ? Verdict{true, std::nullopt} : Verdict{false, due + Duration{1}};
}

Finding LimitsNotRestored::describe(const RuleInput& input) const
{
    const Payment& payment = *input.payment;
    const HeldBack held = heldBack(payment).value_or(HeldBack{});
    Finding finding;
    finding.severity = Severity::Warn;
    std::string windows;
    for (const LimitSlot* slot : held.slots) {
        windows += (windows.empty() ? "" : ", ") + slot->limitId + " "
                   + std::string(slot->action.text());
        if (exceedsShare(*slot, m_parameters.limitsHighPercent)) {
            finding.severity = Severity::Error;
        }
        finding.evidence.push_back(evidenceOf(System::Limits, slot->from));
    }
    if (held.isUnheardReservation) {
        windows = "reservation " + payment.failure.value.reservationId + " never heard of";
    }
    const std::string status(payment.merged().status.text());
    finding.sentence = status + " " + durationText(input.now - held.failedAt)
                       + " ago, but the limit is not given back: " + windows + ".";
    finding.observed = {{"status", status},
                        {"failedAt", held.failedAt.text()},
                        {"windows", windows}};
    finding.expected = "LimitsUpdated RELEASED or RESTORED in every window within "
                       + durationText(m_parameters.limitsNotRestored);
    finding.exposure = held.slots.empty() ? payment.amount()
                                          : std::optional(held.slots.front()->amount);
    finding.evidence.push_back(evidenceOf(held.by, held.from));
    finding.dueAt = held.failedAt + 5 * m_parameters.limitsNotRestored;
    return finding;
}

}  // namespace otto
