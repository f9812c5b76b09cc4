// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/RequestJson.h"

#include "core/contract/Excerpt.h"
#include "core/port/json/JsonLine.h"
#include "core/port/json/RequestFields.h"

#include <simdjson.h>

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace otto {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

void describe(FlagsQuery& request, RequestFields& field)
{
    field.optional("open", request.open);
    field.optional("ruleId", request.ruleId);
    field.optional("paymentId", request.paymentId);
}

void describe(PaymentQuery& request, RequestFields& field)
{
    field.required("paymentId", request.paymentId);
}

void describe(FindPaymentsQuery& request, RequestFields& field)
{
    field.required("text", request.text);
    field.optional("limit", request.limit);
}

void describe(SuspendersQuery& request, RequestFields& field)
{
    field.optional("pending", request.pending);
}

void describe(FixersQuery&, RequestFields&) {}

void describe(CatalogueQuery&, RequestFields&) {}

void describe(QuarantineQuery& request, RequestFields& field)
{
    field.optional("limit", request.limit);
}

void describe(StatsQuery&, RequestFields&) {}

void describe(OverviewQuery&, RequestFields&) {}

void describe(RecordQuery& request, RequestFields& field)
{
    field.required("topic", request.at.topic);
    field.required("partition", request.at.partition);
    field.required("offset", request.at.offset);
}

void describe(PreviewFixerQuery& request, RequestFields& field)
{
    field.required("name", request.fixer);
    field.required("paymentId", request.paymentId);
    field.optional("parameters", request.parameters);
    field.optional("reasonCode", request.reasonCode);
    field.optional("comment", request.comment);
}

void describe(RulesQuery&, RequestFields&) {}

void describe(ExplainQuery& request, RequestFields& field)
{
    field.required("ruleId", request.ruleId);
    field.optional("paymentId", request.paymentId);
    field.optional("subject", request.subject);
}

void describe(AskSuspenderCommand& request, RequestFields& field)
{
    field.required("name", request.suspender);
    field.required("paymentId", request.paymentId);
}

void describe(SendFixerCommand& request, RequestFields& field)
{
    field.required("name", request.fixer);
    field.required("paymentId", request.paymentId);
    field.optional("parameters", request.parameters);
    field.required("reasonCode", request.reasonCode);
    field.required("comment", request.comment);
    field.optional("previewSha256", request.previewSha256);
}

void describe(ClaimFlagCommand& request, RequestFields& field)
{
    field.required("flagId", request.flagId);
}

void describe(ReleaseFlagCommand& request, RequestFields& field)
{
    field.required("flagId", request.flagId);
}

constexpr std::string_view kindText(RequestKind kind)
{
    return kind == RequestKind::Query ? "query" : "command";
}

/// Calls `visit.template operator()<R>()` for every request type until one returns true.
template <typename Visit>
void forEachRequest(Visit&& visit)
{
    [&]<typename... R>(std::type_identity<std::variant<R...>>) {
        std::ignore = (visit.template operator()<R>() || ...);
    }(std::type_identity<Request>{});
}

std::string namesOf(RequestKind kind)
{
    std::string names;
    forEachRequest([&]<typename R>() {
        if (R::kind == kind) {
            names += names.empty() ? "" : ", ";
            names += R::name;
        }
        return false;
    });
    return names;
}

/// Which request a line asks for.
struct RequestName
{
    RequestKind kind = RequestKind::Query;
    std::string_view name;
};

Result<RequestName> requestName(object members)
{
    element query;
    element command;
    const bool hasQuery = members.at_key("query").get(query) == simdjson::SUCCESS;
    const bool hasCommand = members.at_key("command").get(command) == simdjson::SUCCESS;
    if (hasQuery && hasCommand)
        return fail("BAD_FIELD", "A request has either \"query\" or \"command\", not both.");
    if (!hasQuery && !hasCommand) {
        return fail("MISSING_FIELD", "A request names itself in \"query\" ("
                                         + namesOf(RequestKind::Query) + ") or in \"command\" ("
                                         + namesOf(RequestKind::Command) + ").");
    }
    RequestName found;
    found.kind = hasQuery ? RequestKind::Query : RequestKind::Command;
    const element value = hasQuery ? query : command;
    if (value.get(found.name) != simdjson::SUCCESS) {
        return fail("BAD_FIELD", "\"" + std::string(kindText(found.kind))
                                     + "\" must be a string, not " + std::string(typeText(value))
                                     + ".");
    }
    return found;
}

Error unknownRequest(const RequestName& asked)
{
    bool isOther = false;
    forEachRequest([&]<typename R>() {
        isOther = isOther || R::name == asked.name;
        return isOther;
    });
    const RequestKind other =
        asked.kind == RequestKind::Query ? RequestKind::Command : RequestKind::Query;
    if (isOther) {
        return {"UNKNOWN_REQUEST", excerpt(asked.name) + " is a " + std::string(kindText(other))
                                       + ": write it in \"" + std::string(kindText(other)) + "\"."};
    }
    return {"UNKNOWN_REQUEST", "There is no " + std::string(kindText(asked.kind)) + " "
                                   + excerpt(asked.name) + "; there are " + namesOf(asked.kind)
                                   + "."};
}

Result<Request> readRequest(object members, std::optional<OperatorId>& operatorId)
{
    const Result<RequestName> asked = requestName(members);
    if (!asked)
        return tl::unexpected(asked.error());
    std::optional<Result<Request>> read;
    forEachRequest([&]<typename R>() {
        if (R::name != asked->name || R::kind != asked->kind)
            return false;
        R request;
        RequestFields field(members, R::name, {kindText(R::kind), "id"});
        describe(request, field);
        field.optional("operator", operatorId);
        const std::optional<Error> error = field.finish();
        if (error)
            read = tl::unexpected(*error);
        else
            read = Request(std::move(request));
        return true;
    });
    if (!read)
        return tl::unexpected(unknownRequest(*asked));
    return std::move(*read);
}

std::optional<Error> repeatedField(object members)
{
    std::vector<std::string_view> names;
    for (const auto& [name, value] : members)
        names.push_back(name);
    std::sort(names.begin(), names.end());
    const auto repeated = std::adjacent_find(names.begin(), names.end());
    if (repeated == names.end())
        return {};
    return Error{"BAD_FIELD", "The field " + excerpt(*repeated) + " stands there more than once."};
}

Error jsonError(simdjson::error_code error)
{
    switch (error) {
    case simdjson::DEPTH_ERROR:
        return {"BAD_JSON",
                "The line is nested deeper than " + std::to_string(kRequestDepthMax) + " levels."};
    case simdjson::UTF8_ERROR: return {"BAD_JSON", "The line is not valid UTF-8."};
    case simdjson::EMPTY: return {"BAD_JSON", "The line is empty."};
    default:
        return {"BAD_JSON", std::string("The line is not JSON: ") + simdjson::error_message(error)};
    }
}

/// The client's own name for the request: any string or whole number.
Result<std::string> readId(object members)
{
    element id;
    if (members.at_key("id").get(id) != simdjson::SUCCESS)
        return std::string();
    if (!id.is_string() && !id.is_int64() && !id.is_uint64()) {
        return fail("BAD_FIELD", "\"id\" must be a string or a whole number, not "
                                     + std::string(typeText(id)) + ".");
    }
    if (id.is_string()) {
        JsonLine out;
        out.string(std::string_view(id));
        return out.text();
    }
    return simdjson::minify(id);
}

}  // namespace

RequestLine parseRequest(std::string_view line)
{
    RequestLine out{{}, {}, fail("BAD_JSON", "The line is empty.")};
    if (line.size() > kRequestLineMax) {
        out.request = fail("LINE_TOO_LONG",
                           "The line has more than " + std::to_string(kRequestLineMax) + " bytes.");
        return out;
    }
    simdjson::dom::parser parser;
    simdjson::error_code error = parser.allocate(line.size(), kRequestDepthMax);
    element root;
    if (error == simdjson::SUCCESS)
        error = parser.parse(simdjson::padded_string(line)).get(root);
    if (error != simdjson::SUCCESS) {
        out.request = tl::unexpected(jsonError(error));
        return out;
    }
    object members;
    if (root.get(members) != simdjson::SUCCESS) {
        out.request = fail("BAD_JSON",
                           "A request is a JSON object, not " + std::string(typeText(root)) + ".");
        return out;
    }
    if (const std::optional<Error> repeated = repeatedField(members)) {
        out.request = tl::unexpected(*repeated);
        return out;
    }
    const Result<std::string> id = readId(members);
    if (!id) {
        out.request = tl::unexpected(id.error());
        return out;
    }
    out.idJson = *id;
    out.request = readRequest(members, out.operatorId);
    return out;
}

}  // namespace otto
