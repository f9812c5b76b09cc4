// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

#include <algorithm>

namespace otto {
namespace {

bool isFinal(const Open<PaymentStatus>& status)
{
    return status.isKnown() && (isTerminal(status.known()) || status.is(PaymentStatus::Settled));
}

class UpdatePaymentStatusFixer final : public FixerOf<UpdatePaymentStatus>
{
protected:
    [[nodiscard]] UpdatePaymentStatus command(FixerPlanner& planner) const override
    {
        const auto from = Open<PaymentStatus>::fromText(planner.value("fromStatus"));
        const std::string& chosen = planner.value("toStatus");
        const auto to = Open<PaymentStatus>::fromText(chosen);
        const bool isLegal = from.isKnown() && to.isKnown() && from.known() != to.known()
                             && isLegalTransition(from.known(), to.known());
        const bool isStated = static_cast<bool>(planner.payment().source(planner.target()).status);
        planner.require("status-known", isStated && from.isKnown());
        planner.require("transition", isLegal);
        if (isFinal(from) || (!chosen.empty() && isFinal(to))) {
            planner.requireSecondPerson("Setting a status from " + std::string(from.text()) + " to "
                                        + (chosen.empty() ? "another" : chosen));
        }
        return {{}, from, to};
    }

    [[nodiscard]] bool isProof(const UpdatePaymentStatus& asked, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status && asked.toStatus.is(*fact.status);
    }
};

}  // namespace

const Fixer& updatePaymentStatusFixer()
{
    static const UpdatePaymentStatusFixer fixer;
    return fixer;
}

}  // namespace otto
