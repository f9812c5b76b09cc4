// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/model/ConversationTarget.h"
#include "core/model/PaymentPath.h"

#include <optional>
#include <string>
#include <vector>

namespace otto {

/// What a question asks by, for forms.
struct SuspenderParameterSpec
{
    std::string name;
    std::string label;
    std::string help;
    bool isRequired = false;
    /// Where its value comes from.
    std::optional<PaymentPath> defaultFrom;
};

/// A question Otto can ask, as resources/suspenders describes it (domain.md 5.1). Safe and
/// idempotent: it never moves money.
struct SuspenderSpec
{
    std::string name;
    std::string title;
    std::string description;
    ConversationTarget target;
    /// Who answers, in words.
    std::string targetText;
    /// In words.
    std::string asksBy;
    std::string answers;
    /// It is about a source as a whole: the question names no payment.
    bool isAboutFeed = false;
    /// Reply timeout of one attempt.
    Duration timeout{0};
    std::uint32_t attempts = 1;
    std::vector<SuspenderParameterSpec> parameters;
};

}  // namespace otto
