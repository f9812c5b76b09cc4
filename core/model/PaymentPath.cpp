// SPDX-License-Identifier: Apache-2.0
#include "core/model/PaymentPath.h"

#include "core/model/Lifecycle.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

using Values = std::vector<std::string>;

Values one(std::string text)
{
    return text.empty() ? Values{} : Values{std::move(text)};
}

Values one(const std::optional<std::string>& text)
{
    return text ? one(*text) : Values{};
}

Values one(const std::optional<Money>& money)
{
    return money ? one(moneyText(*money)) : Values{};
}

const std::optional<StatusAssertion> ownerStatus(const Payment& payment)
{
    const auto& status = payment.source(payment.owner()).status;
    return status ? std::optional(status.value) : std::nullopt;
}

Open<PaymentStatus> statusAtOwner(const Payment& payment)
{
    const auto status = ownerStatus(payment);
    return status ? status->status : payment.merged().status;
}

Values nextStatuses(const Payment& payment)
{
    Values out;
    const Open<PaymentStatus> from = statusAtOwner(payment);
    for (const std::string_view name : WireNames<PaymentStatus>::names) {
        const auto to = Open<PaymentStatus>::fromText(name);
        if (from.isKnown() && to.known() != from.known()
            && isLegalTransition(from.known(), to.known())) {
            out.emplace_back(name);
        }
    }
    return out;
}

/// The windows of the first reservation that holds something back.
std::vector<const LimitSlot*> heldSlots(const Payment& payment)
{
    std::vector<const LimitSlot*> held;
    for (const LimitSlot& slot : payment.limits) {
        if (!slot.isGivenBack()
            && (held.empty() || held.front()->reservationId == slot.reservationId)) {
            held.push_back(&slot);
        }
    }
    return held;
}

Values heldWindows(const Payment& payment)
{
    Values out;
    for (const LimitSlot* slot : heldSlots(payment)) {
        out.push_back(slot->limitId);
    }
    return out;
}

Values debits(const Payment& payment)
{
    Values out;
    for (const Posting& posting : payment.postings) {
        if (posting.drCr.is(DrCr::Debit) && !isFee(posting)) {
            out.push_back(posting.trnRcptId);
        }
    }
    return out;
}

Values liveReceipts(const Payment& payment)
{
    Values out;
    for (const Posting* posting : livePostings(payment)) {
        out.push_back(posting->trnRcptId);
    }
    return out;
}

/// A hold is named after the version it changes, so that a repeat names the same one.
std::string holdIdAt(const Payment& payment, std::uint32_t version)
{
    return "HOLD-" + payment.id.value + "-" + std::to_string(version);
}

Values heldBy(const Payment& payment)
{
    const SourceView& owner = payment.source(payment.owner());
    const bool isHeld = owner.status && owner.status.value.status.is(PaymentStatus::Held);
    return isHeld && owner.status.key.version > 0
               ? one(holdIdAt(payment, owner.status.key.version - 1))
               : Values{};
}

const PaymentAdded* added(const Payment& payment)
{
    return payment.added ? &*payment.added : nullptr;
}

Values ofDebit(const Payment& payment, std::string Posting::*member)
{
    const Posting* debit = payment.liveDebit();
    return debit != nullptr ? one(debit->*member) : Values{};
}

struct Entry
{
    std::string_view name;
    Values (*read)(const Payment&);
};

constexpr std::array kPaths{
    Entry{"payment.amount", [](const Payment& p) { return one(p.amount()); }},
    Entry{"payment.businessDate",
          [](const Payment& p) {
              const PaymentAdded* a = added(p);
              return a != nullptr && a->businessDate ? one(a->businessDate->text()) : Values{};
          }},
    Entry{"payment.endToEndId",
          [](const Payment& p) { return added(p) ? one(added(p)->endToEndId) : Values{}; }},
    Entry{"payment.participantId",
          [](const Payment& p) { return added(p) ? one(added(p)->participantId) : Values{}; }},
    Entry{"payment.account",
          [](const Payment& p) {
              const PaymentAdded* a = added(p);
              return a != nullptr && a->debtorAccount ? one(a->debtorAccount->masked) : Values{};
          }},
    Entry{"payment.accountHash",
          [](const Payment& p) {
              const PaymentAdded* a = added(p);
              return a != nullptr && a->debtorAccount ? one(a->debtorAccount->hash) : Values{};
          }},
    Entry{"payment.networkReference",
          [](const Payment& p) {
              return p.networkReference ? one(p.networkReference->value)
                     : added(p)         ? one(added(p)->networkReference)
                                        : Values{};
          }},
    Entry{"owner.system", [](const Payment& p) { return one(std::string(wireName(p.owner()))); }},
    Entry{"owner.status",
          [](const Payment& p) {
              return p.merged().isSet ? one(std::string(statusAtOwner(p).text())) : Values{};
          }},
    Entry{"owner.nextStatuses", nextStatuses},
    Entry{"owner.newHoldId",
          [](const Payment& p) { return one(holdIdAt(p, p.source(p.owner()).versionMax())); }},
    Entry{"owner.holdId", heldBy},
    Entry{"leg.eftTrnId", [](const Payment& p) { return one(legIdOf(p)); }},
    Entry{"leg.drCr", [](const Payment& p) { return one(std::string(wireName(legSideOf(p)))); }},
    Entry{"core.debits", debits},
    Entry{"core.debit.trnRcptId", [](const Payment& p) { return ofDebit(p, &Posting::trnRcptId); }},
    Entry{"core.debit.eftTrnId", [](const Payment& p) { return ofDebit(p, &Posting::eftTrnId); }},
    Entry{"core.livePostings", liveReceipts},
    Entry{"core.reversible.trnRcptId",
          [](const Payment& p) {
              const Posting* posting = reversiblePosting(p);
              return posting != nullptr ? one(posting->trnRcptId) : Values{};
          }},
    Entry{"core.reversible.amount",
          [](const Payment& p) {
              const Posting* posting = reversiblePosting(p);
              return posting != nullptr ? one(moneyText(posting->amount)) : Values{};
          }},
    Entry{"core.reversible.actIntentKey",
          [](const Payment& p) {
              const Posting* posting = reversiblePosting(p);
              return posting != nullptr ? one(posting->actIntentKey) : Values{};
          }},
    Entry{"limits.reservationId",
          [](const Payment& p) {
              const auto held = heldSlots(p);
              return held.empty() ? Values{} : one(held.front()->reservationId);
          }},
    Entry{"limits.heldWindows", heldWindows},
    Entry{"limits.heldAmount",
          [](const Payment& p) {
              const auto held = heldSlots(p);
              return held.empty() ? Values{} : one(moneyText(held.front()->amount));
          }},
    Entry{"recon.runId",
          [](const Payment& p) { return p.recon ? one(p.recon->value.runId) : Values{}; }},
    Entry{"recon.breakId",
          [](const Payment& p) { return p.reconBreakId ? one(p.reconBreakId->value) : Values{}; }},
};

}  // namespace

std::optional<PaymentPath> PaymentPath::named(std::string_view name)
{
    for (std::size_t i = 0; i < kPaths.size(); ++i) {
        if (kPaths[i].name == name) {
            return PaymentPath(i);
        }
    }
    return std::nullopt;
}

std::vector<std::string_view> PaymentPath::names()
{
    std::vector<std::string_view> out;
    out.reserve(kPaths.size());
    for (const Entry& entry : kPaths) {
        out.push_back(entry.name);
    }
    return out;
}

std::string_view PaymentPath::name() const
{
    return kPaths[m_index].name;
}

std::vector<std::string> PaymentPath::values(const Payment& payment) const
{
    return kPaths[m_index].read(payment);
}

std::string PaymentPath::text(const Payment& payment) const
{
    std::string out;
    for (const std::string& value : values(payment)) {
        out += (out.empty() ? "" : ",") + value;
    }
    return out;
}

DrCr legSideOf(const Payment& payment)
{
    const bool isInbound = payment.added && payment.added->direction.is(Direction::Inbound);
    return isInbound ? DrCr::Credit : DrCr::Debit;
}

std::string legIdOf(const Payment& payment)
{
    return payment.id.value + (legSideOf(payment) == DrCr::Credit ? "-C1" : "-D1");
}

std::vector<const Posting*> livePostings(const Payment& payment)
{
    std::vector<const Posting*> live;
    for (const Posting& posting : payment.postings) {
        const bool isGivenBack =
            std::any_of(payment.postings.begin(), payment.postings.end(),
                        [&](const Posting& other) { return other.reverses == posting.trnRcptId; });
        if (!isGivenBack && !posting.reverses) {
            live.push_back(&posting);
        }
    }
    return live;
}

const Posting* reversiblePosting(const Payment& payment)
{
    const Posting* last = nullptr;
    for (const Posting* posting : livePostings(payment)) {
        if (!isFee(*posting) && (last == nullptr || posting->key > last->key)) {
            last = posting;
        }
    }
    return last;
}

}  // namespace otto
