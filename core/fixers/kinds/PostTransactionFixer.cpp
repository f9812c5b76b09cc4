// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

#include <algorithm>

namespace otto {
namespace {

class PostTransactionFixer final : public FixerOf<PostTransaction>
{
protected:
    [[nodiscard]] PostTransaction command(FixerPlanner& planner) const override
    {
        const Payment& payment = planner.payment();
        const Payment::Merged merged = payment.merged();
        const bool isAccountKnown = payment.added && payment.added->debtorAccount;
        planner.require("proven-absent", planner.hasEvidence());
        planner.require("not-failed", merged.isSet && merged.status.isKnown()
                                          && !isFailure(merged.status.known()));
        planner.require("account-known", isAccountKnown);
        PostTransaction body;
        body.drCr = legSideOf(payment);
        body.amount = payment.amount().value_or(Money{});
        body.account = isAccountKnown ? *payment.added->debtorAccount : AccountRef{};
        body.eftTrnId = planner.value("eftTrnId");
        body.effectiveDate = planner.date("effectiveDate");
        return body;
    }

    [[nodiscard]] bool isProof(const PostTransaction& asked, const Payment& payment,
                               const ProofCandidate& fact) const override
    {
        return std::any_of(
            payment.postings.begin(), payment.postings.end(), [&](const Posting& posting) {
                return posting.from.id == fact.entry.from.id && posting.eftTrnId == asked.eftTrnId
                       && posting.drCr == asked.drCr && posting.amount == asked.amount;
            });
    }
};

}  // namespace

const Fixer& postTransactionFixer()
{
    static const PostTransactionFixer fixer;
    return fixer;
}

}  // namespace otto
