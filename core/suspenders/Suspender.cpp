// SPDX-License-Identifier: Apache-2.0
#include "core/suspenders/Suspender.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

Body trnQuestion(const QuestionHead& head, const QuestionValues& values, Instant issuedAt)
{
    const Payment& payment = values.payment();
    GetTrnRq question;
    question.head = head;
    // The payment's leg goes out with this id (domain.md 4.2), so the search can be exact.
    question.match.eftTrnId = values.text("eftTrnId");
    question.match.drCr = Open<DrCr>(legSideOf(payment));
    question.match.amount = payment.amount();
    question.match.accountHash = values.text("accountHash");
    const Instant begun = payment.added ? payment.addedFrom.time : issuedAt;
    question.match.window = TimeWindow{begun - Duration{60'000}, issuedAt};
    question.include = {"MEMO_POST", "HISTORY"};
    return question;
}

Body reconQuestion(const QuestionHead& head, const QuestionValues& values, Instant)
{
    const auto date = Date::parse(values.text("businessDate").value_or(""));
    return GetReconItemRq{head, date ? std::optional(*date) : std::nullopt};
}

Body pingQuestion(const QuestionHead& head, const QuestionValues&, Instant)
{
    PingRq question{head};
    question.head.paymentId.reset();
    return question;
}

constexpr std::array kSuspenders{
    Suspender{"GetTrn", trnQuestion},
    Suspender{"GetPayment",
              [](const QuestionHead& head, const QuestionValues& values, Instant) {
                  return Body(GetPaymentRq{head, values.text("endToEndId")});
              }},
    Suspender{"GetPaymentStatus", [](const QuestionHead& head, const QuestionValues&,
                                     Instant) { return Body(GetPaymentStatusRq{head}); }},
    Suspender{
        "GetNetworkStatus",
        [](const QuestionHead& head, const QuestionValues& values, Instant) {
            return Body(GetNetworkStatusRq{head, values.text("networkReference"), std::nullopt});
        }},
    Suspender{"GetLimits",
              [](const QuestionHead& head, const QuestionValues& values, Instant) {
                  return Body(GetLimitsRq{head, values.text("customerHash")});
              }},
    Suspender{"GetReconItem", reconQuestion},
    Suspender{
        "GetParticipantStatus",
        [](const QuestionHead& head, const QuestionValues& values, Instant) {
            return Body(GetParticipantStatusRq{head, values.text("participantId").value_or("")});
        }},
    Suspender{"Ping", pingQuestion},
};

}  // namespace

std::optional<std::string> QuestionValues::text(std::string_view name) const
{
    const auto it =
        std::find_if(m_spec.parameters.begin(), m_spec.parameters.end(),
                     [name](const SuspenderParameterSpec& one) { return one.name == name; });
    if (it == m_spec.parameters.end() || !it->defaultFrom) {
        return std::nullopt;
    }
    std::string value = it->defaultFrom->text(m_payment);
    return value.empty() ? std::nullopt : std::optional(std::move(value));
}

std::span<const Suspender> suspenders()
{
    return kSuspenders;
}

}  // namespace otto
