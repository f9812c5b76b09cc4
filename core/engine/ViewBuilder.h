// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"
#include "core/engine/view/Delta.h"
#include "core/fixers/FixerCatalogue.h"

namespace otto {

/// Makes the values that screens show from the engine's state. Reads only.
class ViewBuilder
{
public:
    explicit ViewBuilder(const EngineState& state) : m_state(state) {}

    [[nodiscard]] FlagView flag(const FlagId& id) const;
    [[nodiscard]] QuestionView question(const RequestId& id) const;
    /// @pre the journal knows the command, or it is a lost order
    [[nodiscard]] FixView fix(const CommandId& id) const;
    [[nodiscard]] PaymentSummary summary(const Payment& payment) const;
    [[nodiscard]] PaymentView payment(const Payment& payment) const;
    [[nodiscard]] EngineStatus status() const;
    [[nodiscard]] OverviewView overview() const;
    [[nodiscard]] OverviewStatistics::Levels levels() const;
    [[nodiscard]] CatalogueView catalogue() const;
    [[nodiscard]] FixerView fixer(const FixerSpec& spec) const;

private:
    void adviseNextStep(FlagView& view, const FlagEntry& entry, const Payment* payment) const;
    /// Of an open flag; it may have risen since it was raised.
    [[nodiscard]] Severity severityNow(const Rule& rule, const Payment& payment) const;
    [[nodiscard]] std::vector<EvidenceView> evidence(const FlagEntry& entry,
                                                     const Payment* payment) const;
    [[nodiscard]] SystemView system(System system) const;
    [[nodiscard]] std::vector<TimelineEntry> timeline(const Payment& payment) const;
    void describeFix(FixView& view, const CommandEntry& entry) const;

    const EngineState& m_state;
};

/// Truth table of a payment: what each system itself asserted last (product.md 3).
TruthTable truthTable(const Payment& payment, const PaymentStore& store);
/// Holes in the entity versions of each source, in words.
std::vector<std::string> versionGaps(const Payment& payment);

}  // namespace otto
