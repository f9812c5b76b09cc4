// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/ViewJson.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace otto {
namespace {

constexpr std::array<std::string_view, 5> kTickStateWords{"none", "pending", "done", "refused",
                                                          "unknown"};
constexpr std::array<std::string_view, 8> kFixStateWords{
    "decided", "sent", "answered", "verified", "refused", "not-verified", "unknown", "not-sent"};
constexpr std::array<std::string_view, 8> kParameterTypeWords{
    "text", "status", "money", "limit-windows", "choice", "date", "time", "number"};

}  // namespace

void write(JsonLine& out, TickState state)
{
    out.string(kTickStateWords.at(static_cast<std::size_t>(state)));
}

void write(JsonLine& out, FixState state)
{
    out.string(kFixStateWords.at(static_cast<std::size_t>(state)));
}

void write(JsonLine& out, ParameterType type)
{
    out.string(kParameterTypeWords.at(static_cast<std::size_t>(type)));
}

void write(JsonLine& out, const Tick3& tick)
{
    out.beginObject();
    out.field("state", tick.state);
    out.field("time", tick.at);
    out.field("text", tick.text);
    out.field("at", tick.recordAt);
    out.endObject();
}

void write(JsonLine& out, const FixView& fix)
{
    out.beginObject();
    out.field("commandId", fix.commandId);
    out.field("name", fix.fixer);
    out.field("state", fix.state);
    out.field("open", fix.isOpen());
    out.field("target", fix.target);
    out.field("paymentId", fix.paymentId);
    out.field("flagId", fix.flagId);
    out.field("requestedBy", fix.requestedBy);
    out.field("reasonCode", fix.reasonCode);
    out.field("comment", fix.comment);
    out.field("idempotencyKey", fix.idempotencyKey);
    out.field("issuedAt", fix.issuedAt);
    out.field("expiresAt", fix.expiresAt);
    out.field("deadline", fix.deadline);
    out.field("sent", fix.sent);
    out.field("answered", fix.answered);
    out.field("verified", fix.verified);
    out.field("explanation", fix.explanation);
    out.endObject();
}

void write(JsonLine& out, const FixerParameter& parameter)
{
    out.beginObject();
    out.field("name", parameter.name);
    out.field("label", parameter.label);
    out.field("help", parameter.help);
    out.field("type", parameter.type);
    out.field("required", parameter.isRequired);
    out.field("locked", parameter.isLocked);
    out.field("choices", parameter.choices);
    out.field("value", parameter.value);
    out.endObject();
}

void write(JsonLine& out, const FixerView& fixer)
{
    out.beginObject();
    out.field("name", fixer.name);
    out.field("title", fixer.title);
    out.field("description", fixer.description);
    out.field("target", fixer.targetText);
    out.field("riskClass", fixer.riskClass);
    out.field("risk", fixer.riskText);
    out.field("outcome", fixer.outcomeName);
    out.field("confirmingFact", fixer.confirmingFact);
    out.field("timeoutMs", fixer.timeout);
    out.field("parameters", fixer.parameters);
    out.field("reasonCodes", fixer.reasonCodes);
    out.field("sentCount", fixer.sentCount);
    out.field("verifiedCount", fixer.verifiedCount);
    out.endObject();
}

void write(JsonLine& out, const SuspenderView& suspender)
{
    out.beginObject();
    out.field("name", suspender.name);
    out.field("title", suspender.title);
    out.field("description", suspender.description);
    out.field("target", suspender.targetText);
    out.field("timeoutMs", suspender.timeout);
    out.field("attempts", suspender.attempts);
    out.endObject();
}

void write(JsonLine& out, const CatalogueView& catalogue)
{
    out.beginObject();
    out.field("fixers", catalogue.fixers);
    out.field("suspenders", catalogue.suspenders);
    out.endObject();
}

void write(JsonLine& out, const Precondition& condition)
{
    out.beginObject();
    out.field("text", condition.text);
    out.field("holds", condition.holds);
    out.endObject();
}

void write(JsonLine& out, const FixPreview& preview)
{
    out.beginObject();
    out.field("form", preview.form);
    out.field("commandId", preview.commandId);
    out.field("topic", preview.topic);
    out.field("key", preview.key);
    writeHeaders(out, preview.headers);
    out.field("value", preview.value);
    out.field("orderSha256", preview.orderSha256);
    out.field("preconditions", preview.preconditions);
    out.field("refusal", preview.refusal);
    out.endObject();
}

}  // namespace otto
