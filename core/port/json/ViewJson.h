// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"
#include "core/port/json/JsonLine.h"

#include <string>
#include <utility>
#include <vector>

namespace otto {

// How the views of replies look as JSON: names as in the views where they are plain, ids with their
// kind (`flagId`), states as lower-case words, times as RFC 3339, spans as milliseconds (`...Ms`).

void write(JsonLine& out, const RecordRef& at);
/// `headers`: a list of `{name, value}`, because the names of record headers may repeat.
void writeHeaders(JsonLine& out, const std::vector<std::pair<std::string, std::string>>& headers);
void write(JsonLine& out, const Error& error);
void write(JsonLine& out, const FlagView& flag);
void write(JsonLine& out, const QuestionView& question);
void write(JsonLine& out, const OddAnswerView& answer);
void write(JsonLine& out, const PaymentSummary& payment);
void write(JsonLine& out, const PaymentView& payment);
void write(JsonLine& out, const FixView& fix);
void write(JsonLine& out, const CatalogueView& catalogue);
void write(JsonLine& out, const FixPreview& preview);
void write(JsonLine& out, const QuarantineView& refused);
void write(JsonLine& out, const EngineStatus& status);
void write(JsonLine& out, const OverviewView& overview);
void write(JsonLine& out, const RulesView& rules);
void write(JsonLine& out, const ExplanationView& explanation);
/// `value` when the bytes are text, `valueBase64` otherwise, neither for a tombstone.
void write(JsonLine& out, const RecordView& record);

}  // namespace otto
