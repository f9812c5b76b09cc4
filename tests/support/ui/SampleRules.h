// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"

namespace otto::test {

/// Six rules of a bank morning: OT01 failing, OT04 with an example that does not come out, OT05
/// in force with flags that cleared by themselves, OT07 quiet, OT17 frozen by a silent Recon, OT22
/// about feeds.
RulesView sampleRules();

/// The same, after an edit that was refused with two faults.
RulesView sampleRefusedRules();

/// Why OT05 holds on the payment of sampleFlag(0).
ExplanationView sampleExplanation();

}  // namespace otto::test
