// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/CommandRecord.h"
#include "core/engine/EngineState.h"
#include "core/engine/cqrs/Mediator.h"

namespace otto {

/// Takes an operator's orders: checks them against the state of now and journals the decision. What
/// follows (the record on the wire, outcome, proof) is the business of the fold.
class CommandHandlers
{
public:
    explicit CommandHandlers(EngineState& state) : m_state(&state) {}

    Result<FixPreview> handle(const PreviewFixerQuery& query, RequestContext& context);
    Result<FixAccepted> handle(const SendFixerCommand& command, RequestContext& context);
    Result<QuestionAccepted> handle(const AskSuspenderCommand& command, RequestContext& context);
    Result<ClaimAccepted> handle(const ClaimFlagCommand& command, RequestContext& context);
    Result<ClaimAccepted> handle(const ReleaseFlagCommand& command, RequestContext& context);

private:
    struct Draft
    {
        FixerPlan plan;
        CommandOrder order;
        Message message;
        /// The same command was accepted before and is still under way.
        const CommandEntry* underWay = nullptr;
    };
    Result<Draft> draft(const std::string& fixer, const PaymentId& paymentId,
                        const std::map<std::string, std::string>& parameters,
                        const std::string& reasonCode, const std::string& comment,
                        const RequestContext& context) const;
    void identify(Draft& draft, const Payment& payment) const;
    [[nodiscard]] std::optional<Error> refusal(const Draft& draft, const Payment& payment) const;
    [[nodiscard]] Status requireDuty(const std::string& subject) const;

    EngineState* m_state;
};

}  // namespace otto
