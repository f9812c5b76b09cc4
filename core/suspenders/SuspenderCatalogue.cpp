// SPDX-License-Identifier: Apache-2.0
#include "core/suspenders/SuspenderCatalogue.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

using namespace std::chrono_literals;

constexpr std::array kCatalogue{
    SuspenderSpec{
        "GetTrn", "Did the core post it?",
        "Asks WSO2 to search the core for this payment's posting. Searches only; it never "
        "posts again.",
        "WSO2", 15s, 3},
    SuspenderSpec{"GetPaymentStatus", "What is its status at the owner?",
                  "Asks the system that owns the status for status and version.",
                  "owner: PaymentRepo.Zelle or CPR", 10s, 3},
    SuspenderSpec{"GetLimits", "What does the limit hold back?",
                  "Asks PaymentRepo.Limits for this payment's reservations in every window.",
                  "PaymentRepo.Limits", 10s, 3},
};

GetTrnRq trnQuestion(const Payment& payment, const QuestionHead& head, Instant issuedAt)
{
    GetTrnRq question;
    question.head = head;
    // The payment's debit leg goes out with this id (domain.md 4.2), so the search can be exact.
    question.match.eftTrnId = payment.id.value + "-D1";
    question.match.drCr = Open<DrCr>(DrCr::Debit);
    question.match.amount = payment.amount();
    if (payment.added && payment.added->debtorAccount) {
        question.match.accountHash = payment.added->debtorAccount->hash;
    }
    const Instant begun = payment.added ? payment.addedFrom.time : issuedAt;
    question.match.window = TimeWindow{begun - Duration{60'000}, issuedAt};
    question.include = {"MEMO_POST", "HISTORY"};
    return question;
}

}  // namespace

std::span<const SuspenderSpec> suspenderCatalogue()
{
    return kCatalogue;
}

const SuspenderSpec* findSuspender(std::string_view name)
{
    const auto* it = std::find_if(kCatalogue.begin(), kCatalogue.end(),
                                  [name](const SuspenderSpec& spec) { return spec.name == name; });
    return it == kCatalogue.end() ? nullptr : it;
}

System suspenderTarget(const SuspenderSpec& spec, const Payment& payment)
{
    if (spec.name == "GetTrn") {
        return System::Wso2;
    }
    return spec.name == "GetLimits" ? System::Limits : payment.owner();
}

Body makeQuestion(const SuspenderSpec& spec, const Payment& payment, const QuestionHead& head,
                  Instant issuedAt)
{
    if (spec.name == "GetTrn") {
        return trnQuestion(payment, head, issuedAt);
    }
    if (spec.name == "GetLimits") {
        return GetLimitsRq{head, std::nullopt};
    }
    return GetPaymentStatusRq{head};
}

}  // namespace otto
