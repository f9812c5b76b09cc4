// SPDX-License-Identifier: Apache-2.0
#include "core/rules/StuckInStatus.h"

#include "core/model/Lifecycle.h"
#include "core/rules/RuleText.h"

namespace otto {
namespace {

std::optional<Duration> sla(const Payment& payment, const Payment::Merged& merged)
{
    if (!merged.isSet || !merged.status.isKnown() || isTerminal(merged.status.known())) {
        return std::nullopt;
    }
    const auto rail = payment.rail();
    return rail ? slaOf(*rail, merged.status.known()) : std::nullopt;
}

}  // namespace

RuleResponse StuckInStatus::response() const
{
    return {"GetPaymentStatus", false, "ResyncPaymentStatus", "RESYNC_STATUS"};
}

Verdict StuckInStatus::evaluate(const RuleInput& input) const
{
    const Payment::Merged merged = input.payment->merged();
    const auto limit = sla(*input.payment, merged);
    if (!limit) {
        return {};
    }
    const Instant due = merged.since + *limit;
    if (input.now <= due) {
        return {false, due + Duration{1}};
    }
    const Feed& feed = (*input.feeds)[static_cast<std::size_t>(input.payment->owner())];
    if (feed.isSilent(input.now)) {
        return {false, input.now + Duration{5000}};
    }
    const Instant high = merged.since + m_parameters.stuckHighFactor * *limit;
    return {true, input.now <= high ? std::optional(high + Duration{1}) : std::nullopt};
}

Finding StuckInStatus::describe(const RuleInput& input) const
{
    const Payment& payment = *input.payment;
    const Payment::Merged merged = payment.merged();
    const Duration limit = sla(payment, merged).value_or(Duration{0});
    const Duration age = input.now - merged.since;
    const std::string status(merged.status.text());
    Finding finding;
    finding.severity
        = age > m_parameters.stuckHighFactor * limit ? Severity::Error : Severity::Warn;
    finding.sentence = "In " + status + " for " + durationText(age) + "; its SLA is "
                       + durationText(limit) + ".";
    finding.observed = {{"status", status},
                        {"since", merged.since.text()},
                        {"assertedBy", std::string(wireName(merged.by))}};
    finding.expected = "a status after " + status + " within " + durationText(limit);
    finding.exposure = payment.amount();
    finding.evidence = {evidenceOf(merged.by, merged.from)};
    finding.dueAt = merged.since + m_parameters.stuckHighFactor * limit;
    return finding;
}

}  // namespace otto
