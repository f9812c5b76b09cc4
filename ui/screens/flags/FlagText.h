// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FlagView.h"
#include "ui/theme/Tone.h"

#include <QString>

#include <string_view>

// The words that a flag has on the screens.

namespace otto {

/// "Limits not restored" for LIMITS_NOT_RESTORED; other names as they are.
QString ruleTitle(const std::string& ruleName);
/// "OT05 Limits not restored".
QString ruleText(const FlagView& flag);

/// What the flag waits for in one word: To ask, Asking, To fix, Verifying, To look at, Cleared.
QString flagStateWord(const FlagView& flag);
std::string_view flagStateBytes(const FlagView& flag);
/// Neutral where a person has to act, Low where a system has to.
Tone flagStateTone(const FlagView& flag);

/// "you", the other operator's id, or an en dash.
QString ownerText(const FlagView& flag, const OperatorId& self);

/// The row as one spoken sentence.
QString spokenFlag(const FlagView& flag, const OperatorId& self, Instant now);

/// Open ones before cleared ones; then severity, time left, the oldest. Cleared ones: the last
/// first.
bool isMoreUrgent(const FlagView& a, const FlagView& b);

}  // namespace otto
