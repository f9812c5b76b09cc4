// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Program.h"

#include <optional>
#include <string>
#include <vector>

namespace otto::test {

struct SamplePosting
{
    std::string account;
    Money amount;
    std::string side;
};

/// A payment as expressions may see one.
struct SamplePayment
{
    std::string id = "PMT-1";
    std::string status = "FAILED";
    std::string rail = "wire";
    Money amount{12550, {}};
    std::int64_t attempts = 2;
    Instant createdAt{1'772'463'600'000};
    std::optional<Instant> settledAt;
    bool isUrgent = true;
    std::vector<SamplePosting> postings;
    std::vector<std::string> tags;
};

const cel::RecordType& postingType();
const cel::RecordType& paymentType();

/// A schema with `payment`, `now` (timestamp), `limit` (int), `names` (list(string)), `scores`
/// (map(string, double)) and `any` (dyn), in this order.
cel::Schema sampleSchema();

/// Values for sampleSchema() over one payment, which must outlive them.
std::vector<cel::Value> sampleVariables(const SamplePayment& payment, cel::Arena& arena);

/// A payment with two postings and two tags.
SamplePayment samplePayment();

}  // namespace otto::test
