// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cel/SampleRecords.h"

#include <string>

namespace otto::test {

/// What an expression over the sample payment comes to, as text: the value, `error: …` of the
/// evaluation, or `refused: …` with the first error of the check.
std::string evaluated(const std::string& text, const cel::Limits& limits = {});
std::string evaluated(const std::string& text, const SamplePayment& payment);

/// The same without check and without variables.
std::string evaluatedUnchecked(const std::string& text);

/// The rendered errors of a refused expression, empty when it is accepted.
std::string refusal(const std::string& text, const cel::Limits& limits = {});

}  // namespace otto::test
