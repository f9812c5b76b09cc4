// SPDX-License-Identifier: Apache-2.0
#include "core/model/Payment.h"

#include <type_traits>

namespace otto {
namespace {

std::string text(std::string_view part)
{
    return std::string(part);
}

std::string answerText(const AnswerHead& head)
{
    std::string out = text(head.result.text());
    if (head.error) {
        out += ": " + head.error->text;
    } else if (head.result.is(AnswerResult::NotFound)) {
        out += head.conclusive ? " (conclusive)"
                               : " (not conclusive"
                                     + (head.inconclusiveReason ? ": " + *head.inconclusiveReason
                                                                : std::string())
                                     + ")";
    }
    return out;
}

std::string outcomeText(const OutcomeHead& head)
{
    std::string out = text(head.outcome.text());
    if (head.rejection) {
        out += ": " + head.rejection->code + ", " + head.rejection->text;
    }
    return out;
}

std::string describe(const PaymentAdded& body)
{
    return text(body.rail.text()) + " " + text(body.direction.text()) + " " + moneyText(body.amount)
           + ", " + text(body.status.text());
}

std::string describe(const PaymentStatusChanged& body)
{
    std::string out = text(body.status.text());
    if (body.reason) {
        out += " (" + body.reason->code + ")";
    }
    return out;
}

std::string describe(const PaymentFailed& body)
{
    std::string out = text(body.status.text()) + " at " + body.failedStage;
    if (body.reason) {
        out += ": " + body.reason->code;
    }
    if (body.debitState) {
        out += ", debit " + text(body.debitState->text());
    }
    return out;
}

std::string describe(const LimitsUpdated& body)
{
    return text(body.action.text()) + " " + moneyText(body.delta) + " in "
           + std::to_string(body.limits.size())
           + (body.limits.size() == 1 ? " window" : " windows");
}

std::string describe(const PaymentReconciled& body)
{
    return text(body.result.text()) + (body.breakType ? " " + *body.breakType : std::string());
}

std::string describe(const TrnAdded& body)
{
    return text(body.drCr.text()) + " " + moneyText(body.amount) + ", receipt " + body.trnRcptId;
}

std::string describe(const HeartbeatEmitted& body)
{
    return "every " + std::to_string(body.intervalMs / 1000) + " s, last sequence "
           + std::to_string(body.lastSequence);
}

std::string describe(const PaymentFlagged& body)
{
    return body.ruleId + " " + body.ruleName;
}

std::string describe(const FlagCleared& body)
{
    return body.ruleId + " " + text(body.clearReason.text());
}

std::string describe(const GetTrnRs& body)
{
    std::string out = answerText(body.head);
    if (!body.transactions.empty()) {
        const FoundTransaction& found = body.transactions.front();
        out += ": receipt " + found.trnRcptId + ", " + text(found.drCr.text()) + " "
               + moneyText(found.amount);
        if (found.postingState) {
            out += ", " + text(found.postingState->text());
        }
    }
    return out;
}

std::string describe(const GetPaymentStatusRs& body)
{
    std::string out = answerText(body.head);
    if (body.status) {
        out += ": " + text(body.status->text());
        if (body.entityVersion) {
            out += ", version " + std::to_string(*body.entityVersion);
        }
    }
    return out;
}

std::string describe(const GetLimitsRs& body)
{
    std::string out = answerText(body.head);
    for (const LimitReservation& held : body.reservations) {
        out += (&held == body.reservations.data() ? ": " : ", ") + held.limitId + " "
               + text(held.state.text());
    }
    return out;
}

std::string describe(const UpdatePaymentStatus& body)
{
    return text(body.fromStatus.text()) + " to " + text(body.toStatus.text());
}

template <typename T>
std::string describe(const T& body)
{
    if constexpr (requires {
                      body.head.requestId;
                      body.head.attempt;
                  }) {
        return "asks " + text(body.head.target.text()) + ", attempt "
               + std::to_string(body.head.attempt);
    } else if constexpr (requires { body.head.conclusive; }) {
        return answerText(body.head);
    } else if constexpr (requires { body.head.outcome; }) {
        return outcomeText(body.head);
    } else if constexpr (requires { body.head.reasonCode; }) {
        return body.head.reasonCode;
    } else {
        return {};
    }
}

}  // namespace

std::string moneyText(const Money& money)
{
    return money.amountText() + " " + text(money.currency.text());
}

std::string describeBody(const Body& body)
{
    return std::visit([](const auto& value) { return describe(value); }, body);
}

std::string bodyAmount(const Body& body)
{
    return std::visit(
        [](const auto& value) -> std::string {
            using T = std::decay_t<decltype(value)>;
            if constexpr (requires {
                              {
                                  value.amount
                                  } -> std::convertible_to<Money>;
                          }) {
                return moneyText(value.amount);
            } else if constexpr (requires {
                                     {
                                         *value.amount
                                         } -> std::convertible_to<Money>;
                                 }) {
                return value.amount ? moneyText(*value.amount) : std::string();
            } else if constexpr (std::is_same_v<T, LimitsUpdated>) {
                return moneyText(value.delta);
            } else if constexpr (requires {
                                     {
                                         *value.exposure
                                         } -> std::convertible_to<Money>;
                                 }) {
                return value.exposure ? moneyText(*value.exposure) : std::string();
            } else if constexpr (std::is_same_v<T, GetTrnRs>) {
                return value.transactions.empty() ? std::string()
                                                  : moneyText(value.transactions.front().amount);
            } else {
                return {};
            }
        },
        body);
}

std::string bodyStatus(const Body& body)
{
    return std::visit(
        [](const auto& value) -> std::string {
            using T = std::decay_t<decltype(value)>;
            if constexpr (std::is_same_v<T, PaymentFlagged> || std::is_same_v<T, FlagCleared>) {
                return value.ruleId;
            } else if constexpr (std::is_same_v<T, LimitsUpdated>) {
                return text(value.action.text());
            } else if constexpr (std::is_same_v<T, PaymentReconciled>) {
                return text(value.result.text());
            } else if constexpr (std::is_same_v<T, TrnAdded>) {
                return value.postingState ? text(value.postingState->text()) : std::string();
            } else if constexpr (requires { value.head.outcome; }) {
                return text(value.head.outcome.text());
            } else if constexpr (requires { value.head.result; }) {
                return text(value.head.result.text());
            } else if constexpr (requires {
                                     {
                                         value.status
                                         } -> std::convertible_to<Open<PaymentStatus>>;
                                 }) {
                return text(value.status.text());
            } else {
                return {};
            }
        },
        body);
}

}  // namespace otto
