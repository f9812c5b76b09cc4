// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

#include <algorithm>

namespace otto {
namespace {

class LinkTransactionFixer final : public FixerOf<LinkTransaction>
{
protected:
    [[nodiscard]] LinkTransaction command(FixerPlanner& planner) const override
    {
        const Payment& payment = planner.payment();
        const auto posting = std::find_if(
            payment.postings.begin(), payment.postings.end(), [&](const Posting& known) {
                return known.drCr.is(DrCr::Debit) && !isFee(known)
                       && known.trnRcptId == planner.value("trnRcptId");
            });
        const bool isFound = posting != payment.postings.end();
        planner.set("eftTrnId", isFound ? posting->eftTrnId : "");
        const Payment::Merged merged = payment.merged();
        planner.require("found", isFound);
        planner.require("same-amount",
                        isFound && payment.amount() && posting->amount == *payment.amount());
        planner.require("waits", merged.status.is(PaymentStatus::DebitPending)
                                     || merged.status.is(PaymentStatus::DebitUnknown)
                                     || merged.status.is(PaymentStatus::Failed));
        const bool hasLegId = isFound && !posting->eftTrnId.empty();
        return {{},
                planner.value("trnRcptId"),
                hasLegId ? std::optional(posting->eftTrnId) : std::nullopt};
    }

    [[nodiscard]] bool isProof(const LinkTransaction&, const Payment&,
                               const ProofCandidate& fact) const override
    {
        return fact.status && impliesDebit(*fact.status);
    }
};

}  // namespace

const Fixer& linkTransactionFixer()
{
    static const LinkTransactionFixer fixer;
    return fixer;
}

}  // namespace otto
