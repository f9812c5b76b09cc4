// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/ResponseJson.h"

#include "core/port/json/ViewJson.h"

#include <type_traits>
#include <variant>

namespace otto {

void write(JsonLine& out, const RecordRef& at)
{
    if (!at.isSet()) {
        out.null();
        return;
    }
    out.beginObject();
    out.field("topic", at.topic);
    out.field("partition", at.partition);
    out.field("offset", at.offset);
    out.endObject();
}

void writeHeaders(JsonLine& out, const std::vector<std::pair<std::string, std::string>>& headers)
{
    out.key("headers");
    out.beginArray();
    for (const auto& [name, value] : headers) {
        out.beginObject();
        out.field("name", name);
        out.field("value", value);
        out.endObject();
    }
    out.endArray();
}

void write(JsonLine& out, const Error& error)
{
    out.beginObject();
    out.field("code", error.code);
    out.field("text", error.text);
    out.endObject();
}

void write(JsonLine& out, const QuestionAccepted& accepted)
{
    out.beginObject();
    out.field("questionId", accepted.questionId);
    out.field("requestId", accepted.requestId);
    out.field("wasPending", accepted.wasPending);
    out.endObject();
}

void write(JsonLine& out, const FixAccepted& accepted)
{
    out.beginObject();
    out.field("commandId", accepted.commandId);
    out.field("wasAccepted", accepted.wasAccepted);
    out.endObject();
}

void write(JsonLine& out, const ClaimAccepted& accepted)
{
    out.beginObject();
    out.field("flagId", accepted.flagId);
    out.endObject();
}

std::string responseJson(const Response& response, std::string_view idJson)
{
    JsonLine out;
    out.beginObject();
    if (!idJson.empty()) {
        out.key("id");
        out.raw(idJson);
    }
    out.field("ok", !std::holds_alternative<Error>(response));
    if (const auto* error = std::get_if<Error>(&response)) {
        out.field("error", *error);
    } else if (const auto* questions = std::get_if<QuestionsView>(&response)) {
        out.field("result", questions->questions);
        out.field("oddAnswers", questions->oddAnswers);
    } else {
        out.key("result");
        std::visit(
            [&out]<typename T>(const T& result) {
                if constexpr (!std::is_same_v<T, QuestionsView>)
                    write(out, result);
            },
            response);
    }
    out.endObject();
    return out.text();
}

std::string summaryJson(const EngineStatus& status)
{
    JsonLine out;
    out.beginObject();
    out.field("facts", status.facts);
    out.field("duplicates", status.duplicates);
    out.field("quarantined", status.quarantined);
    out.field("flagsRaised", status.flagsRaised);
    out.field("flagsCleared", status.flagsCleared);
    out.field("questionsAsked", status.questionsAsked);
    out.field("answered", status.answered);
    out.field("fixersSent", status.fixersSent);
    out.field("verified", status.verified);
    out.endObject();
    return out.text();
}

}  // namespace otto
