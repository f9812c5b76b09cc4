// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerCatalogue.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

using namespace std::chrono_literals;
using ReasonCode = std::pair<std::string_view, std::string_view>;

constexpr std::array kStatusReasons{
    ReasonCode{"STATUS_STUCK", "The status did not move although the payment did"},
    ReasonCode{"CORE_POSTING_CONFIRMED", "The core confirmed the posting"},
    ReasonCode{"NETWORK_STATUS_CONFIRMED", "The network confirmed the status"},
    ReasonCode{"CUSTOMER_REQUEST", "The customer or institution asked for it"},
};
constexpr std::array kLimitReasons{
    ReasonCode{"LIMIT_NOT_RESTORED", "The payment failed and its limit was not given back"},
    ReasonCode{"LIMIT_PARTLY_RESTORED", "Some windows were given back, others were not"},
};
constexpr std::array kLinkReasons{
    ReasonCode{"CORE_POSTING_CONFIRMED", "The core confirmed the posting"},
    ReasonCode{"TRN_FACT_LOST", "The posting exists, its event never came"},
};
constexpr std::array kResyncReasons{
    ReasonCode{"STATUS_STUCK", "The status did not move although the payment did"},
    ReasonCode{"EVENT_GAP", "Events of this payment are missing"},
};

constexpr std::array kCatalogue{
    FixerSpec{"UpdatePaymentStatus", "Set the status by hand",
              "Orders the owner to move the payment from one status to another. Use it when the "
              "truth is proven and the owner cannot find it by itself.",
              "owner: PaymentRepo.Zelle or CPR", RiskClass::A,
              "One operator; a second person to or from a final status or SETTLED",
              "PaymentStatusUpdated", "PaymentStatusChanged with the new status", 30s,
              kStatusReasons},
    FixerSpec{"RestoreLimits", "Give the limit back",
              "Orders Limits to give back what a failed payment still holds in its windows.",
              "PaymentRepo.Limits", RiskClass::BAboveThreshold,
              "One operator up to 1,000.00 USD; a second person above", "LimitsRestored",
              "LimitsUpdated RESTORED in every window", 30s, kLimitReasons},
    FixerSpec{
        "LinkTransaction", "Link the core's posting",
        "Tells the owner which posting in the core belongs to the payment, so that it goes on "
        "from DEBITED.",
        "owner: PaymentRepo.Zelle or CPR", RiskClass::A, "One operator", "TransactionLinked",
        "PaymentStatusChanged to DEBITED", 30s, kLinkReasons},
    FixerSpec{"ResyncPaymentStatus", "Read the network again",
              "Orders the owner to read the network's status again and publish what it finds.",
              "owner: PaymentRepo.Zelle or CPR", RiskClass::A, "One operator",
              "PaymentStatusResynced", "the owner's facts up to the version it answers", 60s,
              kResyncReasons},
};

FixerParameter text(std::string name, std::string label, std::string help, bool required)
{
    FixerParameter out;
    out.name = std::move(name);
    out.label = std::move(label);
    out.help = std::move(help);
    out.isRequired = required;
    return out;
}

}  // namespace

std::span<const FixerSpec> fixerCatalogue()
{
    return kCatalogue;
}

const FixerSpec* findFixer(std::string_view name)
{
    const auto* it = std::find_if(kCatalogue.begin(), kCatalogue.end(),
                                  [name](const FixerSpec& spec) { return spec.name == name; });
    return it == kCatalogue.end() ? nullptr : it;
}

std::string_view riskClassName(RiskClass risk)
{
    switch (risk) {
    case RiskClass::A: return "A";
    case RiskClass::B: return "B";
    case RiskClass::BAboveThreshold: break;
    }
    return "B>";
}

std::vector<FixerParameter> fixerParameters(const FixerSpec& spec)
{
    std::vector<FixerParameter> out;
    if (spec.name == "UpdatePaymentStatus") {
        out.push_back(text("fromStatus", "From", "The status the owner states now.", true));
        out.back().type = ParameterType::StatusName;
        out.back().isLocked = true;
        out.push_back(text("toStatus", "To", "Only transitions of the lifecycle.", true));
        out.back().type = ParameterType::StatusName;
    } else if (spec.name == "RestoreLimits") {
        out.push_back(text("reservationId", "Reservation", "As Limits named it.", true));
        out.back().isLocked = true;
        out.push_back(text("windows", "Windows", "Those that still hold the amount.", true));
        out.back().type = ParameterType::LimitWindows;
        out.push_back(text("amount", "Amount", "What each window gives back.", true));
        out.back().type = ParameterType::Money;
        out.back().isLocked = true;
    } else if (spec.name == "LinkTransaction") {
        out.push_back(text("trnRcptId", "Core receipt", "As found by GetTrn or TrnAdded.", true));
        out.push_back(text("eftTrnId", "Leg id", "The id the posting was sent with.", false));
        out.back().isLocked = true;
    }
    return out;
}

}  // namespace otto
