// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/fixers/FixerForm.h"
#include "core/model/ConversationTarget.h"
#include "core/model/PaymentPath.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace otto {

/// Who must agree before a command goes out (domain.md 6): one operator, a second person, a second
/// person above the value threshold, or one or the other by what is asked (`A/B`).
enum class RiskClass : std::uint8_t { A, B, BAboveThreshold, AOrB };

/// A parameter as its description states it.
struct FixerParameterSpec
{
    /// Name, label, help, type, required, locked, fixed choices and fixed value.
    FixerParameter form;
    std::optional<PaymentPath> defaultFrom;
    std::optional<PaymentPath> choicesFrom;
    /// Money: no more than this.
    std::optional<PaymentPath> atMost;
    /// Number.
    std::uint64_t min = 0;
    std::uint64_t max = UINT64_MAX;
    /// Text, in bytes.
    std::uint32_t maxLength = 256;
};

struct PreconditionSpec
{
    /// What the fixer's code calls it.
    std::string key;
    /// `{toStatus}` stands for that parameter's value.
    std::string text;
};

/// The answer that must be at hand, and how old it may be (domain.md 6: F06 and F07 need a
/// conclusive GetTrnRs younger than 5 min for that leg).
struct EvidenceSpec
{
    std::string suspender;
    AnswerResult result = AnswerResult::Found;
    Duration youngerThan{0};
};

/// A repair command Otto can send, as resources/fixers describes it (domain.md 6). What cannot be
/// described is its Fixer.
struct FixerSpec
{
    /// F01 to F12.
    std::string id;
    std::string name;
    std::string title;
    std::string description;
    ConversationTarget target;
    std::string targetText;
    RiskClass risk = RiskClass::A;
    std::string riskText;
    /// BAboveThreshold.
    std::optional<Money> secondPersonAbove;
    std::string outcomeName;
    std::string confirmingFact;
    /// Without an outcome for so long the command's fate is unknown.
    Duration timeout{0};
    /// False: the target has no version of the payment before the command, or needs none.
    bool needsVersion = true;
    std::optional<EvidenceSpec> evidence;
    std::vector<FixerParameterSpec> parameters;
    std::vector<PreconditionSpec> preconditions;
    /// Codes an operator can choose from, each with its sentence.
    std::vector<std::pair<std::string, std::string>> reasonCodes;
};

}  // namespace otto
