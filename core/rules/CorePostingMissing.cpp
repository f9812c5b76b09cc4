// SPDX-License-Identifier: Apache-2.0
#include "core/rules/CorePostingMissing.h"

#include "core/model/Lifecycle.h"
#include "core/rules/RuleText.h"

namespace otto {
namespace {

/// The assertion that needs a posting behind it, or none when the rule does not apply.
std::optional<VersionSeen> unbacked(const Payment& payment)
{
    const bool outbound = !payment.added || payment.added->direction.is(Direction::Outbound);
    const Payment::Merged merged = payment.merged();
    if (!outbound || !merged.isSet || !merged.status.isKnown()
        || !impliesDebit(merged.status.known()) || payment.liveDebit() != nullptr) {
        return std::nullopt;
    }
    return payment.firstDebitedAssertion();
}

}  // namespace

RuleResponse CorePostingMissing::response() const
{
    return {"GetTrn", true, "LinkTransaction", "CONFIRM_CORE_POSTING"};
}

Verdict CorePostingMissing::evaluate(const RuleInput& input) const
{
    const auto claim = unbacked(*input.payment);
    if (!claim) {
        return {};
    }
    const Instant due = claim->time + m_parameters.corePostingMissing;
    return input.now > due ? Verdict{true, std::nullopt} : Verdict{false, due + Duration{1}};
}

Finding CorePostingMissing::describe(const RuleInput& input) const
{
    const Payment& payment = *input.payment;
    const Payment::Merged merged = payment.merged();
    const VersionSeen claim = unbacked(payment).value_or(VersionSeen{});
    const std::string status(merged.status.text());
    Finding finding;
    finding.severity = Severity::Error;
    finding.sentence = "Status " + status + " says the debit was posted, but no TrnAdded was heard "
                       + durationText(input.now - claim.time) + " after it.";
    finding.observed = {{"status", status},
                        {"debitedSince", claim.time.text()},
                        {"trnAdded", "never heard"}};
    finding.expected = "TrnAdded (DEBIT) within " + durationText(m_parameters.corePostingMissing)
                       + " of DEBITED";
    finding.exposure = payment.amount();
    finding.evidence = {evidenceOf(merged.by, merged.from)};
    finding.dueAt = claim.time + 3 * m_parameters.corePostingMissing;
    return finding;
}

}  // namespace otto
