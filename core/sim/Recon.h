// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/PaymentBook.h"
#include "core/sim/SourceSystem.h"

#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace otto {

/// Recon: in runs, compares what was paid (left: the owner's settled amount) with what the core
/// posted (right: TrnAdded, or what GetTrn or an operator found) and publishes MATCHED or BREAK. A
/// break is looked at again when the missing side turns up. Answers GetReconItem, obeys
/// ResolveReconBreak.
///
/// Rebuilt after a restart from the facts of all systems, GetTrnRs, TransactionLinked and its own
/// PaymentReconciled.
class Recon final : public SourceSystem
{
public:
    explicit Recon(const SimSetting& setting);

protected:
    bool readsFact(System publisher, std::string_view name) const override;
    bool publishesFact(std::string_view name) const override;
    bool obeys(std::string_view name) const override;
    std::optional<PaymentId> absorb(const Message& message) override;
    void advance(Instant now, const PaymentId& id, SourceOutbox& out) override;
    void advanceAll(Instant now, SourceOutbox& out) override;
    Body answerTo(Instant now, const Message& question) override;
    CommandVerdict judge(Instant now, const Body& command) override;
    void sweep(Instant now) override { m_book.sweep(now); }

private:
    struct Side
    {
        std::string system;
        std::string reference;
        /// Absent where the side states none: the payment's own.
        std::optional<Money> amount;
        MessageId message;
    };

    struct ReconItem
    {
        bool finished = false;
        bool queued = false;
        std::optional<Money> amount;
        std::string endToEndId;
        std::optional<Date> businessDate;
        std::string traceId;
        bool inbound = false;
        Rail rail = Rail::Zelle;
        Instant addedAt;
        /// An operator matched the break or wrote it off.
        bool resolved = false;
        /// Who says the payment was settled, and since when.
        std::optional<Side> left;
        Instant settledAt;
        std::optional<Side> right;
        std::uint32_t version = 0;
        /// What the last run published.
        std::unique_ptr<const PaymentReconciled> published;
    };

    void takeAdded(const Message& message, ReconItem& item) const;
    std::optional<PaymentId> absorbPosting(const Message& message);
    void run(Instant now, SourceOutbox& out);
    static ReconSide sideOf(const Side& side, const ReconItem& item);
    [[nodiscard]] bool isDue(Instant now, const PaymentId& id, const ReconItem& item) const;
    /// The core's side as this run sees it.
    [[nodiscard]] const Side* rightOf(Instant now, const PaymentId& id,
                                      const ReconItem& item) const;
    void resolve(Instant now, Instant factAt, const ResolveReconBreak& command,
                 const MessageId& cause, SourceOutbox& out);
    void reconcile(Instant now, const std::string& runId, const PaymentId& id, ReconItem& item,
                   SourceOutbox& out);

    PaymentBook<ReconItem> m_book;
    /// What the next runs look at, in the order it turned up.
    std::deque<PaymentId> m_queue;
};

}  // namespace otto
