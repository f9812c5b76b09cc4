// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace otto {

/// What a piece of a rule file is, for its colour only: the engine's own reader decides what the
/// file means.
enum class RuleWord { Comment, Table, Key, Text, Literal, Name, Function, Operator };

struct RuleSpan
{
    int begin = 0;
    int length = 0;
    RuleWord word = RuleWord::Text;

    friend bool operator==(const RuleSpan&, const RuleSpan&) = default;
};

struct RuleLine
{
    std::vector<RuleSpan> spans;
    /// What the next line needs to know: an open string, the table it stands in.
    int state = 0;
};

/// The pieces of one line, in order and apart from each other. `state` is that of the line before,
/// 0 for the first. Strings that hold CEL (`when`, `for`, all of `[observed]`, braces in `text`)
/// are taken apart as CEL.
RuleLine readRuleLine(const QString& line, int state);

}  // namespace otto
