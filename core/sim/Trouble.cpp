// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Trouble.h"

namespace otto {

bool Trouble::isActive(Duration sinceStart) const
{
    if (sinceStart < Duration::zero()) {
        return from == Duration::zero();
    }
    const Duration at = every ? sinceStart % *every : sinceStart;
    return at >= from && (!to || at < *to);
}

bool Trouble::isPaymentTrouble() const
{
    switch (kind) {
    case TroubleKind::TrnFactLost:
    case TroubleKind::TrnNeverPosted:
    case TroubleKind::TrnLate:
    case TroubleKind::StuckStatus:
    case TroubleKind::AmountMismatch:
    case TroubleKind::Reordered:
    case TroubleKind::MissingFacts:
    case TroubleKind::NetworkStatusMissing:
    case TroubleKind::LimitsDrift:
    case TroubleKind::DuplicatePayment:
    case TroubleKind::DuplicatePosting:
    case TroubleKind::SettledWithoutPosting:
    case TroubleKind::Reversed:
    case TroubleKind::MemoPostDropped:
    case TroubleKind::AddedLate:
    case TroubleKind::ReconBreak:
    case TroubleKind::ReturnedAfterSettled:
    case TroubleKind::ParticipantFailures: return true;
    default: return false;
    }
}

}  // namespace otto
