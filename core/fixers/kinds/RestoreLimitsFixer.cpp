// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"
#include "core/model/Lifecycle.h"

#include <algorithm>

namespace otto {
namespace {

class RestoreLimitsFixer final : public FixerOf<RestoreLimits>
{
protected:
    [[nodiscard]] RestoreLimits command(FixerPlanner& planner) const override
    {
        const Payment& payment = planner.payment();
        const Payment::Merged merged = payment.merged();
        const std::string& reservation = planner.value("reservationId");
        const std::vector<std::string> windows = planner.list("windows");
        std::optional<Money> amount;
        bool isOneAmount = true;
        for (const LimitSlot& slot : payment.limits) {
            if (slot.reservationId != reservation || slot.isGivenBack()
                || std::find(windows.begin(), windows.end(), slot.limitId) == windows.end()) {
                continue;
            }
            isOneAmount = isOneAmount && (!amount || *amount == slot.amount);
            const bool isMore = !amount || slot.amount.minor > amount->minor;
            amount = isMore ? slot.amount : amount;
        }
        if (amount) {
            planner.set("amount", moneyText(*amount));
            planner.requireSecondPersonAbove(amount, "Restoring");
        }
        planner.require("failed", merged.isSet && merged.status.isKnown()
                                      && isFailure(merged.status.known()));
        planner.require("held", amount.has_value());
        planner.require("one-amount", isOneAmount);
        return {{}, reservation, windows, amount.value_or(Money{})};
    }

    [[nodiscard]] bool isProof(const RestoreLimits& asked, const Payment& payment,
                               const ProofCandidate&) const override
    {
        return std::none_of(
            payment.limits.begin(), payment.limits.end(), [&](const LimitSlot& slot) {
                const bool isAsked =
                    asked.windows.empty()
                    || std::find(asked.windows.begin(), asked.windows.end(), slot.limitId)
                           != asked.windows.end();
                return slot.reservationId == asked.reservationId && isAsked && !slot.isGivenBack();
            });
    }
};

}  // namespace

const Fixer& restoreLimitsFixer()
{
    static const RestoreLimitsFixer fixer;
    return fixer;
}

}  // namespace otto
