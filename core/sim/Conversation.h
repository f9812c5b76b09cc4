// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"

#include <string>

// The common heads of questions, answers, commands and outcomes, whichever alternative a body
// holds.

namespace otto {

/// Null when the body is of another sort.
const QuestionHead* questionHead(const Body& body);
AnswerHead* answerHead(Body& body);
const CommandHead* headOfCommand(const Body& body);
OutcomeHead* headOfOutcome(Body& body);
const OutcomeHead* headOfOutcome(const Body& body);

/// What makes two commands with one idempotency key the same command: the whole body without
/// commandId, comment, evidence (it grows with every question asked meanwhile), approvals and
/// dryRun.
/// @pre headOfCommand(command) != nullptr
std::string commandDigest(Body command);

/// The outcome body of a command's kind, with the head filled in as far as the command tells.
/// @pre headOfCommand(command) != nullptr
Body outcomeFor(const Body& command);

}  // namespace otto
