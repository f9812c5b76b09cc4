// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/sim/PaymentStream.h"
#include "core/sim/StatusOwner.h"

namespace otto {

/// CPR: adds the outbound payments of all rails and owns the status of those that are not ZELLE.
/// A payment that PaymentRepo.Zelle owns stays RECEIVED here, at version 1. Answers GetPayment.
///
/// Rebuilt after a restart: as StatusOwner, and the number of its last payment.
class Cpr final : public StatusOwner
{
public:
    explicit Cpr(const SimSetting& setting);

protected:
    bool publishesFact(std::string_view name) const override;
    std::optional<PaymentId> absorb(const Message& message) override;
    void advanceAll(Instant now, SourceOutbox& out) override;
    bool obeys(std::string_view name) const override;
    Body answerTo(Instant now, const Message& question) override;

private:
    void arrive(Instant now, SourceOutbox& out);
    void add(Instant now, const PaymentAdded& added, SourceOutbox& out);

    /// By id or end-to-end id; null when CPR does not hold it (any more).
    OwnedPayment* find(const GetPaymentRq& asked);

    PaymentStream m_stream;
};

}  // namespace otto
