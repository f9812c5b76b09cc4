// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"
#include "core/engine/view/EngineStatus.h"
#include "core/engine/view/FixView.h"
#include "core/engine/view/FlagView.h"
#include "core/engine/view/PaymentView.h"
#include "core/engine/view/QuestionView.h"
#include "core/engine/view/StreamRow.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace otto {

/// All that changed in the engine since the reader last looked. Immutable once published; upserts
/// replace the row with the same id. Bounded: stream rows beyond kStreamRowsMax of one delta are
/// counted in streamRowsSkipped, oldest first, never silently lost.
struct Delta
{
    static constexpr std::size_t kStreamRowsMax = 20'000;

    EngineStatus status;
    std::vector<StreamRow> streamRows;
    std::uint64_t streamRowsSkipped = 0;
    std::vector<FlagView> flags;
    std::vector<QuestionView> questions;
    std::vector<OddAnswerView> oddAnswers;
    std::vector<FixView> fixes;
    std::vector<QuarantineView> quarantined;
    /// Payments whose PaymentView may have changed.
    std::vector<PaymentId> paymentsTouched;
    /// At most four times a second.
    std::optional<OverviewView> overview;
    std::vector<Reply> replies;

    /// Appends a later delta to this one; associative.
    void merge(Delta&& newer);
};

}  // namespace otto
