// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

#include <algorithm>

namespace otto {
namespace {

class ReverseTransactionFixer final : public FixerOf<ReverseTransaction>
{
protected:
    [[nodiscard]] ReverseTransaction command(FixerPlanner& planner) const override
    {
        const std::vector<const Posting*> live = livePostings(planner.payment());
        const auto chosen = std::find_if(live.begin(), live.end(), [&](const Posting* one) {
            return one->trnRcptId == planner.value("trnRcptId");
        });
        const bool isLive = chosen != live.end();
        if (isLive) {
            planner.set("amount", moneyText((*chosen)->amount));
            planner.set("actIntentKey", (*chosen)->actIntentKey.value_or(""));
        }
        planner.require("found", planner.hasEvidence());
        planner.require("live", isLive);
        return {{},
                planner.value("trnRcptId"),
                isLive ? (*chosen)->amount : Money{},
                isLive ? (*chosen)->actIntentKey : std::nullopt};
    }

    [[nodiscard]] bool isProof(const ReverseTransaction& asked, const Payment& payment,
                               const ProofCandidate& fact) const override
    {
        return std::any_of(
            payment.postings.begin(), payment.postings.end(), [&](const Posting& posting) {
                return posting.from.id == fact.entry.from.id && posting.reverses == asked.trnRcptId
                       && posting.amount == asked.amount;
            });
    }
};

}  // namespace

const Fixer& reverseTransactionFixer()
{
    static const ReverseTransactionFixer fixer;
    return fixer;
}

}  // namespace otto
