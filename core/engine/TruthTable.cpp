// SPDX-License-Identifier: Apache-2.0
#include "core/engine/ViewBuilder.h"

#include <algorithm>
#include <functional>

namespace otto {
namespace {

using Cells = std::vector<std::optional<TruthCell>>;

/// The columns of the table, in the order a payment passes the systems.
constexpr std::array kColumns{System::Cpr, System::Zelle, System::Limits, System::Wso2,
                              System::Recon};

std::size_t column(System system)
{
    const auto* it = std::find(kColumns.begin(), kColumns.end(), system);
    return static_cast<std::size_t>(it - kColumns.begin());
}

TruthCell cell(std::string text, const Provenance& from, const PaymentStore& store)
{
    return {std::move(text), from.time, from.isAnswer, from.id, store.refOf(from)};
}

TruthRow row(std::string field, std::string label)
{
    return {std::move(field), std::move(label), Cells(kColumns.size()), false};
}

TruthRow statusRow(const Payment& payment, const PaymentStore& store)
{
    TruthRow out = row("status", "Status");
    for (const System system : kColumns) {
        const auto& status = payment.source(system).status;
        if (status) {
            out.cells[column(system)] =
                cell(std::string(status.value.status.text()), status.from, store);
        }
    }
    // CPR hands the payment over, so an older CPR status is history, not a contradiction; what
    // contradicts is a core posting or a recon result that the owner does not know of.
    const Payment::Merged merged = payment.merged();
    const bool waits = merged.status.is(PaymentStatus::DebitPending)
                       || merged.status.is(PaymentStatus::DebitUnknown)
                       || merged.status.is(PaymentStatus::Failed);
    if (const Posting* debit = payment.liveDebit()) {
        out.cells[column(System::Wso2)] = cell("POSTED", debit->from, store);
        out.disagrees = merged.isSet && waits;
    }
    if (payment.recon) {
        out.cells[column(System::Recon)] =
            cell(std::string(payment.recon->value.result.text()), payment.recon->from, store);
        out.disagrees = out.disagrees || payment.recon->value.result.is(ReconResult::Break);
    }
    return out;
}

TruthRow amountRow(const Payment& payment, const PaymentStore& store)
{
    TruthRow out = row("amount", "Amount");
    for (const System system : kColumns) {
        const auto& amount = payment.source(system).amount;
        if (amount) {
            out.cells[column(system)] = cell(moneyText(amount.value), amount.from, store);
        }
    }
    auto& core = out.cells[column(System::Wso2)];
    const Posting* debit = payment.liveDebit();
    if (!core && debit != nullptr) {
        core = cell(moneyText(debit->amount), debit->from, store);
    }
    const TruthCell* first = nullptr;
    for (const auto& known : out.cells) {
        if (known && first == nullptr) {
            first = &*known;
        }
        out.disagrees = out.disagrees || (known && known->text != first->text);
    }
    return out;
}

TruthRow postingRow(const Payment& payment, const PaymentStore& store)
{
    TruthRow out = row("posting", "Core posting");
    auto& core = out.cells[column(System::Wso2)];
    for (const Posting& posting : payment.postings) {
        std::string text = std::string(posting.drCr.text()) + " " + posting.trnRcptId
                           + (posting.state ? " " + std::string(posting.state->text()) : "");
        if (core) {
            text = core->text + "; " + text;
        }
        core = cell(std::move(text), posting.from, store);
    }
    if (!core && payment.trnSearch && payment.trnSearch->value.result.is(AnswerResult::NotFound)) {
        core = cell(payment.trnSearch->value.conclusive ? "not posted (conclusive)"
                                                        : "not found (not conclusive)",
                    payment.trnSearch->from, store);
    }
    if (payment.failure && payment.failure->value.debitState) {
        const System by = payment.owner();
        const bool saysPosted = payment.failure->value.debitState->is(DebitState::Posted);
        out.cells[column(by)] =
            cell("debit " + std::string(payment.failure->value.debitState->text()),
                 payment.failure->from, store);
        // A debit that was posted and reversed since was posted all the same.
        const bool wasPosted = std::any_of(
            payment.postings.begin(), payment.postings.end(),
            [](const Posting& posting) { return posting.drCr.is(DrCr::Debit) && !isFee(posting); });
        out.disagrees = core.has_value() && saysPosted != wasPosted;
    }
    return out;
}

TruthRow limitRow(const Payment& payment, const PaymentStore& store)
{
    TruthRow out = row("limits", "Limit windows");
    auto& limits = out.cells[column(System::Limits)];
    for (const LimitSlot& slot : payment.limits) {
        std::string text = slot.limitId + " " + std::string(slot.action.text());
        if (limits) {
            text = limits->text + "; " + text;
        }
        limits = cell(std::move(text), slot.from, store);
    }
    if (payment.failure && !payment.failure->value.reservationId.empty()) {
        out.cells[column(payment.owner())] = cell(
            "reservation " + payment.failure->value.reservationId, payment.failure->from, store);
    }
    return out;
}

TruthRow versionRow(const Payment& payment, const PaymentStore& store)
{
    TruthRow out = row("version", "Version");
    for (const System system : kColumns) {
        const SourceView& source = payment.source(system);
        if (source.versions.empty()) {
            continue;
        }
        const VersionSeen& last = source.versions.back();
        for (const PaymentEntry& entry : payment.entries) {
            if (entry.source == system && entry.from.id == last.id) {
                out.cells[column(system)] = cell(std::to_string(last.version), entry.from, store);
            }
        }
    }
    return out;
}

}  // namespace

TruthTable truthTable(const Payment& payment, const PaymentStore& store)
{
    TruthTable table;
    table.systems.assign(kColumns.begin(), kColumns.end());
    for (const auto& make : {statusRow, amountRow, postingRow, limitRow, versionRow}) {
        table.rows.push_back(make(payment, store));
    }
    std::stable_partition(table.rows.begin(), table.rows.end(),
                          [](const TruthRow& known) { return known.disagrees; });
    return table;
}

std::vector<std::string> versionGaps(const Payment& payment)
{
    std::vector<std::string> out;
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        std::uint32_t last = payment.added ? 0 : UINT32_MAX;
        for (const VersionSeen& seen : payment.sources[i].versions) {
            if (last != UINT32_MAX && seen.version > last + 1) {
                out.push_back(std::string(wireName(static_cast<System>(i))) + ": "
                              + (seen.version == last + 2
                                     ? "version " + std::to_string(last + 1) + " is"
                                     : "versions " + std::to_string(last + 1) + " to "
                                           + std::to_string(seen.version - 1) + " are")
                              + " missing before version " + std::to_string(seen.version));
            }
            last = seen.version;
        }
    }
    return out;
}

}  // namespace otto
