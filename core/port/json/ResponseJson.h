// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"

#include <string>
#include <string_view>

namespace otto {

/// The reply to one request as one line of JSON without its end: `{"ok":true,"result":...}` or
/// `{"ok":false,"error":{"code":...,"text":...}}`, first of all `"id":<idJson>` when that is not
/// empty. A reply to Suspenders also holds `oddAnswers` beside `result`. Times are RFC 3339, spans
/// are milliseconds, money is as on the wire, what is absent is null. Any thread; never throws.
/// @pre idJson is empty or one valid JSON value
std::string responseJson(const Response& response, std::string_view idJson = {});

/// What a run did, as one line: facts, duplicates, quarantined, flagsRaised, flagsCleared,
/// questionsAsked, answered, fixersSent, verified.
std::string summaryJson(const EngineStatus& status);

}  // namespace otto
