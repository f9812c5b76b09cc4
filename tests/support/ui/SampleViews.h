// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"
#include "core/engine/view/Delta.h"

#include <cstdint>
#include <string>
#include <vector>

// Believable values for widget tests and pictures: one bank morning, always the same.

namespace otto::test {

/// 2026-03-02T15:04:05.120Z, the "now" of all samples.
Instant sampleNow();
/// sampleNow() minus so many seconds.
Instant ago(std::int64_t seconds);

EngineStatus sampleStatus();

RecordRef sampleRef(const std::string& topic, std::int32_t partition, std::int64_t offset);

/// OT01 to OT22 in several severities, owners, SLA states; `n` varies the payment.
FlagView sampleFlag(int n);
std::vector<FlagView> sampleFlags();

QuestionView sampleQuestion(int n);
std::vector<QuestionView> sampleQuestions();
std::vector<OddAnswerView> sampleOddAnswers();

FixView sampleFix(int n);
std::vector<FixView> sampleFixes();
CatalogueView sampleCatalogue();
FixPreview samplePreview(const std::string& fixer, const PaymentId& payment);

/// The payment of sampleFlag(0): posted by the core, unknown to CPR.
PaymentView samplePayment();

/// Row `n` of an endless stream; `index` == n + 1.
StreamRow sampleStreamRow(int n);
std::vector<StreamRow> sampleStreamRows(int count, int first = 0);
/// The record behind a stream row.
RecordView sampleRecord(const StreamRow& row);

OverviewView sampleOverview();

/// First delta of a console: everything above.
Delta sampleDelta();

}  // namespace otto::test
