// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"

namespace otto {

/// From now on SIGINT and SIGTERM only ask the program to stop, and writing to a closed pipe is an
/// error rather than the end of the program. A second signal of the same kind ends it at once.
/// Call it once, before other threads exist.
void catchStopSignals();

/// Whether one came. Any thread.
bool isStopRequested();

/// Waits until one comes, at most so long; returns isStopRequested(). Any thread.
bool waitForStop(Duration atMost);

}  // namespace otto
