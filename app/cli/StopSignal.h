// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otto {

/// From now on SIGINT and SIGTERM only set a mark, and writing to a closed pipe is an error rather
/// than the end of the program. A second SIGINT or SIGTERM ends it at once.
void catchStopSignals();

/// Whether one came. Any thread.
bool isStopRequested();

}  // namespace otto
