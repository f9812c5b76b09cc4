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
        /// An order of unknown fate stands in the way of this other one.
        bool isBarred = false;
    };
    Result<Draft> draft(const std::string& fixer, const PaymentId& paymentId,
                        const std::map<std::string, std::string>& parameters,
                        const std::string& reasonCode, const std::string& comment,
                        const RequestContext& context) const;
    void identify(Draft& draft, const Payment& payment) const;
    /// Makes the draft the order of unknown fate over again, word for word.
    static void repeatUnknown(Draft& draft, const CommandEntry& unknown);
    [[nodiscard]] std::optional<Error> refusal(const Draft& draft, const Payment& payment) const;
    [[nodiscard]] Status requireDuty(const std::string& subject) const;
    /// An order is taken only while the journal can take it.
    [[nodiscard]] Status requireBroker() const;
    /// Writes an operator's decision and remembers who was told that it would be recorded.
    void decide(const std::string& key, const std::string& subject, Body body, Promise promise);

    EngineState* m_state;
};

}  // namespace otto
