// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LookalikeKey.h"

#include "core/model/Lifecycle.h"

#include <chrono>
#include <cstdlib>

namespace otto {
namespace {

constexpr Duration kSameEndToEndId = std::chrono::hours{24 * 30};
constexpr Duration kSameContent = std::chrono::minutes{10};

/// Texts from outside may hold any separator, so lengths go before them.
std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string out;
    for (const std::string_view part : parts) {
        out += std::to_string(part.size()) + ":" + std::string(part);
    }
    return out;
}

struct Identity
{
    std::string endToEnd;
    std::string content;
};

Identity identityOf(const Payment& payment)
{
    Identity out;
    const auto& added = payment.added;
    const bool hasDebtor = added && added->debtorAccount && added->debtorAccount->hash
                           && !added->debtorAccount->hash->empty();
    if (!hasDebtor) {
        return out;
    }
    const std::string& debtor = *added->debtorAccount->hash;
    if (added->endToEndId && !added->endToEndId->empty()) {
        out.endToEnd = joined({"e2e", *added->endToEndId, debtor});
    }
    if (added->creditor && added->creditor->hash && !added->creditor->hash->empty()) {
        out.content = joined({"content", debtor, *added->creditor->hash, added->amount.amountText(),
                              added->amount.currency.text()});
    }
    return out;
}

}  // namespace

std::vector<std::string> lookalikeKeys(const Payment& payment)
{
    Identity identity = identityOf(payment);
    std::vector<std::string> out;
    for (std::string* key : {&identity.endToEnd, &identity.content}) {
        if (!key->empty()) {
            out.push_back(std::move(*key));
        }
    }
    return out;
}

std::optional<Lookalike> lookalike(const Payment& payment, const Payment& other)
{
    if (payment.id == other.id || !payment.added || !other.added) {
        return std::nullopt;
    }
    const Identity mine = identityOf(payment);
    const Identity its = identityOf(other);
    const Duration apart{std::abs((payment.addedFrom.time - other.addedFrom.time).count())};
    const bool sameEnd =
        !mine.endToEnd.empty() && mine.endToEnd == its.endToEnd && apart <= kSameEndToEndId;
    const bool sameContent =
        !mine.content.empty() && mine.content == its.content && apart <= kSameContent;
    if (!sameEnd && !sameContent) {
        return std::nullopt;
    }
    const Payment::Merged merged = other.merged();
    const auto statusIs = [&merged](bool (*predicate)(PaymentStatus)) {
        return merged.isSet && merged.status.isKnown() && predicate(merged.status.known());
    };
    return Lookalike{other.id, other.addedFrom.time, other.addedFrom.id,    other.addedBy,
                     sameEnd,  statusIs(isFailure),  statusIs(impliesDebit)};
}

}  // namespace otto
