// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/IdText.h"
#include "core/engine/Step.h"
#include "core/engine/cqrs/Mediator.h"

#include <string>
#include <vector>

namespace otto {

/// Refuses requests whose own validate() finds fault; requests without one pass.
struct Validation
{
    template <IsRequest R, typename Next>
    Result<typename R::Response> invoke(const R& request, RequestContext&, Next&& next)
    {
        // clang-format off
        if constexpr (requires { { validate(request) } -> std::same_as<Status>; }) {
            // clang-format on
            if (Status status = validate(request); !status) {
                return tl::unexpected(status.error());
            }
        }
        return next();
    }
};

/// Commands need a named operator in the role to act, and an engine that may act at all; queries
/// are open to every role.
class Authorisation
{
public:
    /// `readOnlyBecause`: EngineOptions'; it outlives this.
    explicit Authorisation(const std::string& readOnlyBecause) : m_readOnlyBecause(&readOnlyBecause)
    {}

    template <IsRequest R, typename Next>
    Result<typename R::Response> invoke(const R&, RequestContext& context, Next&& next)
    {
        if constexpr (R::kind == RequestKind::Command) {
            if (!m_readOnlyBecause->empty()) {
                return fail("READ_ONLY", *m_readOnlyBecause);
            }
            if (context.who.operatorId.empty()) {
                return fail("UNAUTHENTICATED",
                            std::string(R::name) + " needs an operator; none was named.");
            }
            if (const auto fault = idFault(context.who.operatorId.value); !fault.empty()) {
                return fail("BAD_OPERATOR", "The operator id " + std::string(fault) + ".");
            }
            if (context.who.role != Role::Operator) {
                return fail("FORBIDDEN", std::string(R::name) + " needs the role operator; "
                                             + context.who.operatorId.value + " is a viewer.");
            }
        }
        return next();
    }

private:
    const std::string* m_readOnlyBecause;
};

/// Appends one line per command, refused ones too: who, what, on what, with which result. The host
/// writes them to the log.
class Audit
{
public:
    explicit Audit(std::vector<AuditLine>& lines) : m_lines(&lines) {}

    template <IsRequest R, typename Next>
    Result<typename R::Response> invoke(const R& request, RequestContext& context, Next&& next)
    {
        if constexpr (R::kind == RequestKind::Command) {
            Result<typename R::Response> result = next();
            m_lines->push_back(
                {context.now, context.who.operatorId.value, std::string(R::name), targetOf(request),
                 result ? "accepted" : result.error().code + ": " + result.error().text});
            return result;
        } else {
            return next();
        }
    }

private:
    template <typename R>
    static std::string targetOf(const R& request)
    {
        if constexpr (requires {
                          request.paymentId.value;
                          request.fixer;
                      }) {
            return request.fixer + " on " + request.paymentId.value;
        } else if constexpr (requires {
                                 request.paymentId.value;
                                 request.suspender;
                             }) {
            return request.suspender + " on " + request.paymentId.value;
        } else if constexpr (requires { request.flagId.value; }) {
            return request.flagId.value;
        } else {
            return {};
        }
    }

    std::vector<AuditLine>* m_lines;
};

/// Limits on what an operator types.
Status validate(const SendFixerCommand& request);
Status validate(const AskSuspenderCommand& request);
Status validate(const FindPaymentsQuery& request);

}  // namespace otto
