// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"
#include "ui/theme/Tone.h"

#include <QString>

// The words that rules and their verdicts have on the screens.

namespace otto {

/// How a rule in force does, the worst first.
enum class RuleStanding { Failing, ExamplesFail, Frozen, InForce };

RuleStanding standingOf(const RuleView& rule);
QString standingWord(RuleStanding standing);
Tone standingTone(RuleStanding standing);
/// One sentence: what fails, which feed is silent.
QString standingSentence(const RuleView& rule);

/// "OT05 Limits not restored".
QString ruleLabel(const RuleView& rule);
/// "Payments", "Feeds", "Participant".
QString subjectWord(const RuleView& rule);
int passedExamples(const RuleView& rule);

/// Of the flags that cleared today, per cent that cleared with no fixer sent; -1 when none cleared.
int selfClearedPercent(const RuleView& rule);
QString selfClearedSentence(const RuleView& rule);

/// Of `holds`, `waiting`, `quiet`, `frozen`, `failed`; another word as it is.
QString verdictWord(const std::string& state);
Tone verdictTone(const std::string& state);

}  // namespace otto
