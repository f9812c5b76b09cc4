// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/OwnedPayment.h"
#include "core/sim/PaymentBook.h"
#include "core/sim/SourceSystem.h"

namespace otto {

/// A system that leads outbound payments through their life and publishes their status: CPR and
/// PaymentRepo.Zelle (ownerOf() says which rail is whose). It waits for the others by their facts:
/// for LimitsUpdated RESERVED before LIMIT_RESERVED, for TrnAdded before DEBITED; its own
/// DEBIT_PENDING is the core's debit order, as the contract has no other.
///
/// Rebuilt after a restart from: PaymentAdded, LimitsUpdated, TrnAdded, its own status facts and
/// outcomes. Lost in a restart: nothing that was published; of a hold its id and its end.
class StatusOwner : public SourceSystem
{
protected:
    StatusOwner(System self, const SimSetting& setting);

    /// Takes a PaymentAdded of CPR.
    void takeAdded(const Message& message, OwnedPayment& payment) const;
    PaymentBook<OwnedPayment>& book() { return m_book; }

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
    void takeOwnStatus(const Message& message, OwnedPayment& payment) const;
    void advanceDebit(Instant now, const PaymentId& id, const OwnedPayment& payment);
    /// Enters the next status for `due`; void when the payment has moved by then.
    void scheduleStep(Instant due, const PaymentId& id, const OwnedPayment& payment,
                      std::optional<PaymentStatus> to = std::nullopt);
    /// What a trouble makes of the present status; true when there is no ordinary way on.
    bool advanceTroubled(Instant now, const PaymentId& id, const OwnedPayment& payment,
                         const Trouble& trouble);
    void advanceRepeated(Instant now, const PaymentId& id, const OwnedPayment& payment,
                         const PaymentId& original);
    void scheduleFailure(Instant due, const PaymentId& id, const OwnedPayment& payment,
                         FailureStage stage);
    [[nodiscard]] Duration draw(const PaymentId& id, const OwnedPayment& payment,
                                const Latency& latency) const;
    [[nodiscard]] Instant batchTime(Instant debitedAt) const;
    [[nodiscard]] const Trouble* troubleOf(const PaymentId& id, const OwnedPayment& payment) const;
    [[nodiscard]] std::optional<FailureStage> failureOf(const PaymentId& id,
                                                        const OwnedPayment& payment) const;

    /// Changes the status now and publishes the fact at `publishAt`.
    void moveTo(Instant now, Instant publishAt, const PaymentId& id, PaymentStatus to,
                const MessageId& cause, SourceOutbox& out);
    void failAt(Instant now, const PaymentId& id, FailureStage stage, SourceOutbox& out);
    void publishStatus(Instant publishAt, const PaymentId& id, OwnedPayment& payment,
                       Message message, SourceOutbox& out);

    PaymentBook<OwnedPayment> m_book;
};

}  // namespace otto
