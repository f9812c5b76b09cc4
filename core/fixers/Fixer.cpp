// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/Fixer.h"

#include <algorithm>
#include <array>

namespace otto {

std::span<const Fixer* const> fixers()
{
    static const std::array<const Fixer*, 13> all{
        &updatePaymentStatusFixer(), &resyncPaymentStatusFixer(), &resendNetworkMessageFixer(),
        &cancelPaymentFixer(),       &requestRecallFixer(),       &postTransactionFixer(),
        &reverseTransactionFixer(),  &linkTransactionFixer(),     &restoreLimitsFixer(),
        &resolveReconBreakFixer(),   &holdPaymentFixer(),         &releaseHoldFixer(),
        &replayEventsFixer()};
    return all;
}

const Fixer* fixerNamed(std::string_view name)
{
    const auto all = fixers();
    const auto it = std::find_if(all.begin(), all.end(),
                                 [name](const Fixer* one) { return one->name() == name; });
    return it == all.end() ? nullptr : *it;
}

}  // namespace otto
