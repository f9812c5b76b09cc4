// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"
#include "core/engine/cqrs/Mediator.h"

namespace otto {

/// Answers the queries from the engine's state; changes nothing.
class QueryHandlers
{
public:
    explicit QueryHandlers(const EngineState& state) : m_state(&state) {}

    Result<std::vector<FlagView>> handle(const FlagsQuery& query, RequestContext& context);
    Result<PaymentView> handle(const PaymentQuery& query, RequestContext& context);
    Result<std::vector<PaymentSummary>> handle(const FindPaymentsQuery& query,
                                               RequestContext& context);
    Result<QuestionsView> handle(const SuspendersQuery& query, RequestContext& context);
    Result<std::vector<FixView>> handle(const FixersQuery& query, RequestContext& context);
    Result<CatalogueView> handle(const CatalogueQuery& query, RequestContext& context);
    Result<std::vector<QuarantineView>> handle(const QuarantineQuery& query,
                                               RequestContext& context);
    Result<EngineStatus> handle(const StatsQuery& query, RequestContext& context);
    Result<OverviewView> handle(const OverviewQuery& query, RequestContext& context);
    Result<RecordView> handle(const RecordQuery& query, RequestContext& context);

private:
    const EngineState* m_state;
};

}  // namespace otto
