// SPDX-License-Identifier: Apache-2.0
#include "core/engine/handlers/QueryHandlers.h"

#include "core/engine/ViewBuilder.h"

#include <algorithm>

namespace otto {

Result<std::vector<FlagView>> QueryHandlers::handle(const FlagsQuery& query, RequestContext&)
{
    const ViewBuilder views(*m_state);
    std::vector<FlagView> out;
    for (const auto& [id, flag] : m_state->journal.flags()) {
        if ((query.open && flag.isOpen() != *query.open)
            || (query.ruleId && flag.raised.flag.ruleId != *query.ruleId)
            || (query.paymentId && flag.raised.flag.paymentId != query.paymentId)) {
            continue;
        }
        out.push_back(views.flag(id));
    }
    std::sort(out.begin(), out.end(), [](const FlagView& a, const FlagView& b) {
        return a.raisedAt != b.raisedAt ? a.raisedAt < b.raisedAt : a.id < b.id;
    });
    return out;
}

Result<PaymentView> QueryHandlers::handle(const PaymentQuery& query, RequestContext&)
{
    const Payment* payment = m_state->payments.find(query.paymentId);
    if (payment == nullptr) {
        return fail("UNKNOWN_PAYMENT", "No message about payment \"" + query.paymentId.value
                                           + "\" was read; facts are read from the lookback on.");
    }
    return ViewBuilder(*m_state).payment(*payment);
}

Result<std::vector<PaymentSummary>> QueryHandlers::handle(const FindPaymentsQuery& query,
                                                          RequestContext&)
{
    const PaymentStore& store = m_state->payments;
    std::vector<std::pair<std::uint64_t, std::uint32_t>> found;
    const auto contains = [&](const std::optional<std::string>& text) {
        return text && text->find(query.text) != std::string::npos;
    };
    for (std::uint32_t i = 0; i < store.size(); ++i) {
        bool isFound = store.id(i).find(query.text) != std::string::npos;
        if (!isFound) {
            const auto added = store.added(i);
            isFound = added && (contains(added->endToEndId) || contains(added->networkReference));
        }
        if (isFound) {
            found.emplace_back(store.touched(i), i);
        }
    }
    const std::size_t count = std::min<std::size_t>(found.size(), query.limit);
    std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count),
                      found.end(), std::greater<>());
    const ViewBuilder views(*m_state);
    std::vector<PaymentSummary> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.push_back(views.summary(store.payment(found[i].second)));
    }
    return out;
}

Result<QuestionsView> QueryHandlers::handle(const SuspendersQuery& query, RequestContext&)
{
    const ViewBuilder views(*m_state);
    QuestionsView out;
    for (const auto& [id, question] : m_state->journal.questions()) {
        if (!query.pending || question.isPending() == *query.pending) {
            out.questions.push_back(views.question(id));
        }
    }
    std::sort(out.questions.begin(), out.questions.end(),
              [](const QuestionView& a, const QuestionView& b) {
                  return a.issuedAt != b.issuedAt ? a.issuedAt < b.issuedAt
                                                  : a.questionId < b.questionId;
              });
    out.oddAnswers.assign(m_state->oddAnswers.begin(), m_state->oddAnswers.end());
    return out;
}

Result<std::vector<FixView>> QueryHandlers::handle(const FixersQuery&, RequestContext&)
{
    const ViewBuilder views(*m_state);
    std::vector<FixView> out;
    for (const auto& [id, command] : m_state->journal.commands()) {
        out.push_back(views.fix(id));
    }
    for (const auto& [id, order] : m_state->lostOrders) {
        out.push_back(views.fix(id));
    }
    std::sort(out.begin(), out.end(), [](const FixView& a, const FixView& b) {
        return a.issuedAt != b.issuedAt ? a.issuedAt < b.issuedAt : a.commandId < b.commandId;
    });
    return out;
}

Result<CatalogueView> QueryHandlers::handle(const CatalogueQuery&, RequestContext&)
{
    return ViewBuilder(*m_state).catalogue();
}

Result<std::vector<QuarantineView>> QueryHandlers::handle(const QuarantineQuery& query,
                                                          RequestContext&)
{
    return m_state->quarantine.list(query.limit);
}

Result<EngineStatus> QueryHandlers::handle(const StatsQuery&, RequestContext&)
{
    return ViewBuilder(*m_state).status();
}

Result<OverviewView> QueryHandlers::handle(const OverviewQuery&, RequestContext&)
{
    return ViewBuilder(*m_state).overview();
}

Result<RecordView> QueryHandlers::handle(const RecordQuery& query, RequestContext&)
{
    const Record* record = m_state->window.find(query.at);
    const Quarantine::Entry* refused =
        record == nullptr ? m_state->quarantine.find(query.at) : nullptr;
    if (record == nullptr && refused == nullptr) {
        return fail("RECORD_NOT_HELD", "Record " + query.at.topic + "/"
                                           + std::to_string(query.at.partition) + "@"
                                           + std::to_string(query.at.offset)
                                           + " is no longer held on this desk; the broker has it.");
    }
    const Record& held = record != nullptr ? *record : refused->record;
    RecordView view;
    view.at = query.at;
    view.timestamp = held.timestamp;
    view.key = held.key;
    for (const Header& header : held.headers) {
        view.headers.emplace_back(header.name, header.value);
    }
    view.isTombstone = !held.value.has_value();
    view.value = held.value.value_or("");
    view.reason = refused != nullptr ? refused->view.reason : std::string();
    return view;
}

}  // namespace otto
