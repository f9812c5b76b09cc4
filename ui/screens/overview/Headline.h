// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"
#include "ui/theme/Tone.h"

#include <QString>

namespace otto {

/// Overview's one sentence.
struct Headline
{
    Tone tone = Tone::Info;
    QString text;
};

/// "All quiet. Last flag 02:14:07." or what is worst: critical flags, silent systems.
Headline headlineOf(const OverviewView& overview, const EngineStatus& status);

}  // namespace otto
