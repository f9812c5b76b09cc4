// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/tidy/SourceTree.h"

#include <QStringList>

namespace otto::test {

/// The rules of the house that no compiler holds. Each returns its findings as `path:line: what is
/// wrong`, ready to click.

/// Who may include whom: the arrows of ARCHITECTURE.md.
QStringList checkIncludeArrows(const SourceTree& tree);
/// Clocks, sleeps, random sources and other calls that have a place or none.
QStringList checkBannedWords(const SourceTree& tree);
/// At most 500 lines a file (800 in tests) and 100 columns a line.
QStringList checkLengths(const SourceTree& tree);
/// Licence line, include guard.
QStringList checkHeads(const SourceTree& tree);
/// Every test file is built and run.
QStringList checkTestsAreRegistered(const SourceTree& tree);
/// No file over 500 kB, except fonts and screenshots.
QStringList checkFileSizes(const SourceTree& tree);

}  // namespace otto::test
