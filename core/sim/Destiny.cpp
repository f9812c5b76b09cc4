// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Destiny.h"

#include "core/sim/Dice.h"

#include <limits>

namespace otto {
namespace {

// What is drawn; every purpose has a stream of its own.
constexpr std::uint64_t kTrouble = 0x1001;
constexpr std::uint64_t kFailure = 0x1002;
constexpr std::uint64_t kFailureStage = 0x1003;
constexpr std::uint64_t kLimits = 0x1004;
constexpr std::uint64_t kHostile = 0x1005;
constexpr std::uint64_t kDuplication = 0x1006;
constexpr std::uint64_t kAnswer = 0x1007;
constexpr std::uint64_t kCredit = 0x1008;
constexpr std::uint64_t kVelocity = 0x1009;
constexpr std::uint64_t kCommand = 0x100A;

constexpr Instant kFarFuture{std::numeric_limits<std::int64_t>::max() / 4};

bool hits(const Trouble& trouble, Rail rail)
{
    switch (trouble.kind) {
    case TroubleKind::AmountMismatch:
        return !trouble.system || trouble.system == System::Wso2 || trouble.system == ownerOf(rail);
    case TroubleKind::StuckStatus:
        // ACH files have a step of their own.
        return trouble.status != PaymentStatus::Batched || rail == Rail::Ach;
    case TroubleKind::AddedLate:
        // Of a payment that CPR does not own nobody would say anything at all.
        return ownerOf(rail) == System::Cpr;
    default: return !trouble.system || trouble.system == ownerOf(rail);
    }
}

}  // namespace

System ownerOf(Rail rail)
{
    return rail == Rail::Zelle ? System::Zelle : System::Cpr;
}

const Trouble* Destiny::drawn(std::string_view subject, std::uint64_t purpose, Instant at,
                              auto applies) const
{
    const std::uint64_t ticket = Dice(subject).below(1000, purpose);
    std::uint64_t sold = 0;
    for (const Trouble& trouble : m_scenario.troubles) {
        if (applies(trouble) && trouble.isActive(at - m_start)) {
            sold += trouble.perMille;
            if (ticket < sold) {
                return &trouble;
            }
        }
    }
    return nullptr;
}

const Trouble* Destiny::troubleOf(const PaymentId& id, Rail rail, Instant addedAt) const
{
    return drawn(id.value, kTrouble, addedAt, [rail](const Trouble& trouble) {
        return trouble.isPaymentTrouble() && hits(trouble, rail);
    });
}

const Trouble* Destiny::repeatOf(const PaymentId& original, Rail rail, Instant repeatedAt) const
{
    const Trouble* trouble = troubleOf(original, rail, repeatedAt - kRepeatAfter);
    const bool isIt = trouble != nullptr && trouble->kind == TroubleKind::DuplicatePayment;
    return isIt ? trouble : nullptr;
}

std::optional<FailureStage> Destiny::failureOf(const PaymentId& id, Rail rail,
                                               Instant addedAt) const
{
    const Dice dice(id.value);
    if (dice.below(1000, kFailure) >= m_scenario.failuresPerMille
        || troubleOf(id, rail, addedAt) != nullptr) {
        return std::nullopt;
    }
    const std::uint64_t stage = dice.below(10, kFailureStage);
    if (stage < 2) {
        return FailureStage::Validation;
    }
    return stage < 5 ? FailureStage::CoreDebit : FailureStage::Network;
}

const Trouble* Destiny::limitsTroubleOf(const PaymentId& id, Instant failedAt) const
{
    return drawn(id.value, kLimits, failedAt, [](const Trouble& trouble) {
        return trouble.kind == TroubleKind::LimitsNotRestored;
    });
}

const Trouble* Destiny::creditTroubleOf(const PaymentId& id, Instant owedAt) const
{
    return drawn(id.value, kCredit, owedAt,
                 [](const Trouble& trouble) { return trouble.kind == TroubleKind::CreditMissing; });
}

bool Destiny::isOfTheBusyCustomer(const PaymentId& id, Instant addedAt) const
{
    return drawn(id.value, kVelocity, addedAt,
                 [](const Trouble& trouble) { return trouble.kind == TroubleKind::VelocitySpike; })
           != nullptr;
}

const Trouble* Destiny::commandTroubleOf(const MessageId& command, System system, Instant at) const
{
    return drawn(command.value, kCommand, at, [system](const Trouble& trouble) {
        return trouble.kind == TroubleKind::NoEffect
               && (!trouble.system || trouble.system == system);
    });
}

const Trouble* Destiny::failingParticipant(std::string_view participant, Instant at) const
{
    for (const Trouble& trouble : m_scenario.troubles) {
        if (trouble.kind == TroubleKind::ParticipantFailures && trouble.participant == participant
            && trouble.isActive(at - m_start)) {
            return &trouble;
        }
    }
    return nullptr;
}

bool Destiny::isHostile(const PaymentId& id, Instant addedAt) const
{
    return drawn(id.value, kHostile, addedAt,
                 [](const Trouble& trouble) { return trouble.kind == TroubleKind::HostileText; })
           != nullptr;
}

const Trouble* Destiny::duplicationOf(const MessageId& fact, System system, Instant at) const
{
    return drawn(fact.value, kDuplication, at, [system](const Trouble& trouble) {
        return trouble.kind == TroubleKind::Duplicates
               && (!trouble.system || trouble.system == system);
    });
}

const Trouble* Destiny::answerTroubleOf(const MessageId& request, System system, Instant at) const
{
    return drawn(request.value, kAnswer, at, [system](const Trouble& trouble) {
        const bool isAnswerTrouble = trouble.kind == TroubleKind::LateAnswers
                                     || trouble.kind == TroubleKind::MissingAnswers
                                     || trouble.kind == TroubleKind::DuplicateAnswers;
        return isAnswerTrouble && (!trouble.system || trouble.system == system);
    });
}

std::optional<Instant> Destiny::silentUntil(System system, Instant at) const
{
    const Duration sinceStart = at - m_start;
    for (const Trouble& trouble : m_scenario.troubles) {
        if (trouble.kind != TroubleKind::SilentSource || trouble.system != system
            || sinceStart < Duration::zero() || !trouble.isActive(sinceStart)) {
            continue;
        }
        if (!trouble.to) {
            return kFarFuture;
        }
        const Duration period =
            trouble.every ? sinceStart - sinceStart % *trouble.every : Duration::zero();
        return m_start + period + *trouble.to;
    }
    return std::nullopt;
}

}  // namespace otto
