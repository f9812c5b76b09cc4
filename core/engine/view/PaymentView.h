// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"
#include "core/engine/view/FlagView.h"
#include "core/engine/view/QuestionView.h"
#include "core/engine/view/StreamRow.h"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// What one system itself asserted last about one field (product.md 3, "The truth table").
struct TruthCell
{
    std::string text;
    Instant assertedAt;
    /// True when it came from an answer rather than a fact.
    bool isAnswer = false;
    MessageId messageId;
    RecordRef at;
};

struct TruthRow
{
    /// `status`, `amount`, `posting`, `receipt`, `reservation` ...
    std::string field;
    std::string label;
    /// One per TruthTable::systems; absent means "never heard".
    std::vector<std::optional<TruthCell>> cells;
    /// At least two systems contradict each other.
    bool disagrees = false;
};

struct TruthTable
{
    std::vector<System> systems;
    /// Contradictions first.
    std::vector<TruthRow> rows;
};

/// One mark on the payment's timeline, in the lane of the system it concerns.
struct TimelineEntry
{
    Instant time;
    Instant arrivedAt;
    RecordKind kind = RecordKind::Fact;
    System lane = System::Otto;
    std::string title;
    std::string detail;
    MessageId messageId;
    MessageId causationId;
    RecordRef at;
};

struct PaymentSummary
{
    PaymentId id;
    std::optional<Money> amount;
    std::string rail;
    std::string direction;
    std::string status;
    Instant statusSince;
    std::uint32_t openFlags = 0;
};

struct PaymentView
{
    PaymentSummary summary;
    std::string channel;
    std::string participant;
    std::string debtorMasked;
    std::string creditorMasked;
    std::string endToEndId;
    std::string networkReference;
    std::string businessDate;
    bool isTerminal = false;
    /// When the SLA of the present status is over; absent in terminal states.
    std::optional<Instant> slaDue;
    TruthTable truth;
    /// By time, then id.
    std::vector<TimelineEntry> timeline;
    std::vector<FlagView> flags;
    std::vector<QuestionView> questions;
    std::vector<OddAnswerView> oddAnswers;
    std::vector<FixView> fixes;
    /// "zelle: version 4 is missing (3 and 5 were read)"; empty when nothing is.
    std::vector<std::string> gaps;
};

}  // namespace otto
