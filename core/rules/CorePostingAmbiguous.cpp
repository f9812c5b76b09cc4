// SPDX-License-Identifier: Apache-2.0
#include "core/rules/CorePostingAmbiguous.h"

#include "core/rules/RuleText.h"

namespace otto {
namespace {

struct Doubt
{
    Instant since;
    /// How long the doubt is allowed to last.
    Duration grace{0};
    System by = System::Otto;
    Provenance from;
    std::string what;
};

std::optional<Doubt> doubtOf(const Payment& payment, const RuleParameters& parameters)
{
    const Payment::Merged merged = payment.merged();
    std::optional<Doubt> doubt;
    const bool isFailed = merged.isSet
                          && (merged.status.is(PaymentStatus::Failed)
                              || merged.status.is(PaymentStatus::Rejected));
    if (isFailed && payment.failure && payment.failure.value.debitState
        && payment.failure.value.debitState->is(DebitState::Unknown)) {
        doubt = Doubt{payment.failure.key.time, Duration{0}, merged.by, payment.failure.from,
                      "debitState UNKNOWN at " + payment.failure.value.stage};
    } else if (merged.isSet && merged.status.is(PaymentStatus::DebitUnknown)) {
        doubt = Doubt{merged.since, Duration{0}, merged.by, merged.from, "status DEBIT_UNKNOWN"};
    } else if (merged.isSet && merged.status.is(PaymentStatus::DebitPending)) {
        doubt = Doubt{merged.since, parameters.debitPending, merged.by, merged.from,
                      "status DEBIT_PENDING"};
    }
    if (!doubt || payment.liveDebit() != nullptr) {
        return std::nullopt;
    }
    // Only a conclusive NOT_FOUND, searched after the doubt began, proves absence.
    const auto& search = payment.trnSearch;
    if (search && search.value.conclusive && search.value.result.is(AnswerResult::NotFound)
        && search.key.time >= doubt->since) {
        return std::nullopt;
    }
    return doubt;
}

}  // namespace

RuleResponse CorePostingAmbiguous::response() const
{
    return {"GetTrn", true, "LinkTransaction", "CONFIRM_CORE_POSTING"};
}

Verdict CorePostingAmbiguous::evaluate(const RuleInput& input) const
{
    const auto doubt = doubtOf(*input.payment, m_parameters);
    if (!doubt) {
        return {};
    }
    const Instant due = doubt->since + doubt->grace;
    if (input.now < due || (doubt->grace.count() > 0 && input.now == due)) {
        return {false, due + Duration{1}};
    }
    return {true, std::nullopt};
}

Finding CorePostingAmbiguous::describe(const RuleInput& input) const
{
    const Payment& payment = *input.payment;
    const Doubt doubt = doubtOf(payment, m_parameters).value_or(Doubt{});
    const Payment::Merged merged = payment.merged();
    Finding finding;
    finding.severity = Severity::Error;
    finding.sentence = "Nobody can say whether the debit was posted: " + doubt.what + " for "
                       + durationText(input.now - doubt.since) + ", and no TrnAdded was heard.";
    finding.observed = {{"status", std::string(merged.status.text())},
                        {"doubt", doubt.what},
                        {"since", doubt.since.text()},
                        {"trnAdded", "never heard"}};
    finding.expected = "TrnAdded or a definite refusal by the core within "
                       + durationText(m_parameters.debitPending) + " of DEBIT_PENDING";
    finding.exposure = payment.amount();
    finding.evidence = {evidenceOf(doubt.by, doubt.from)};
    finding.dueAt = doubt.since + doubt.grace + Duration{120'000};
    return finding;
}

}  // namespace otto
