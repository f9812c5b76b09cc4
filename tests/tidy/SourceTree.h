// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace otto::test {

/// One file of the source tree. Lines are counted from 0 here and from 1 in messages.
struct SourceFile
{
    /// Relative to the root, with slashes.
    QString path;
    qint64 bytes = 0;
    /// Lines as written; only for text that people write (C++, CMake, shell, Python, and the
    /// languages of the engines that benches measure beside ours).
    QStringList lines;
    /// The same lines with comments and the contents of literals blanked; C++ only.
    QStringList code;

    [[nodiscard]] bool isCpp() const;
    [[nodiscard]] bool isCMake() const;
    [[nodiscard]] bool isScript() const;
    /// Java, SQL, Esper's EPL, CLIPS.
    [[nodiscard]] bool isPeer() const;
    [[nodiscard]] bool isWritten() const { return isCpp() || isCMake() || isScript() || isPeer(); }
};

using SourceTree = std::vector<SourceFile>;

/// Reads everything below `root` except hidden folders, `build` and `out`.
SourceTree readSourceTree(const QString& root);

/// C++ text with comments and the contents of string and character literals replaced by blanks;
/// line breaks stay where they are.
QString withoutCommentsAndLiterals(const QString& text);

}  // namespace otto::test
