// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Feed.h"
#include "core/model/Payment.h"
#include "core/rules/SlaTable.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace otto {

/// A question about the payment as the journal knows it (OT23).
struct QuestionSeen
{
    std::string name;
    std::uint32_t attempt = 1;
    Instant askedAt;
    bool isAnswered = false;
    /// Every attempt is over and none was answered conclusively.
    bool hasGivenUp = false;
    std::optional<Instant> overAt;
};

/// A fixer's command for the payment as the journal knows it (OT24).
struct FixSeen
{
    std::string name;
    Instant issuedAt;
    /// APPLIED, REJECTED ...; empty while none is known.
    std::string outcome;
    std::optional<Instant> outcomeAt;
    /// When its outcome is overdue.
    Instant outcomeDue;
    bool isVerified = false;
};

/// An answer or outcome that nothing asked for (OT16).
struct OrphanSeen
{
    std::string name;
    System source = System::Otto;
    Instant at;
    MessageId id;
};

/// Adds it to those known, sorted by time and id, each once. False when it was known.
inline bool addOrphan(std::vector<OrphanSeen>& known, OrphanSeen orphan)
{
    const auto isEarlier = [](const OrphanSeen& a, const OrphanSeen& b) {
        return std::tie(a.at, a.id) < std::tie(b.at, b.id);
    };
    const auto at = std::lower_bound(known.begin(), known.end(), orphan, isEarlier);
    if (at != known.end() && !isEarlier(orphan, *at)) {
        return false;
    }
    known.insert(at, std::move(orphan));
    return true;
}

/// Another payment that might be this one again (OT08).
struct Lookalike
{
    PaymentId id;
    Instant addedAt;
    MessageId addedId;
    System addedBy = System::Cpr;
    /// Same end-to-end id and debtor; otherwise same debtor, creditor and amount.
    bool hasSameEndToEndId = false;
    bool isFailed = false;
    bool impliesDebit = false;
};

/// What is known about a payment outside of its own facts. Sorted, so that the same knowledge gives
/// the same value on every desk.
struct PaymentSurroundings
{
    std::vector<QuestionSeen> questions;
    std::vector<FixSeen> fixes;
    std::vector<OrphanSeen> orphans;
    std::vector<Lookalike> lookalikes;
    /// Facts are read from this event time on; absent when all of them are.
    std::optional<Instant> readSince;
};

/// What a window of a rule holds at a time, for one key.
struct WindowCount
{
    std::int64_t count = 0;
    /// Sum of the window's values; absent when there is none or currencies differ.
    std::optional<Money> total;
    /// Time of the newest; absent when it holds none.
    std::optional<Instant> latestAt;
    /// Of the counts in the slices before this one; see WindowDefinition::baseline.
    double mean = 0;
    double sigma = 0;
    /// The same of the slices' sums, in minor units of the total's currency.
    double meanMinor = 0;
    double sigmaMinor = 0;
    /// Facts behind the newest entries, at most a handful.
    std::vector<FactKey> evidence;
};

/// Everything a rule may look at. `now` is proven time (design 3.7), never a clock.
struct RuleInput
{
    /// Null for rules about feeds and keys.
    const Payment* payment = nullptr;
    /// The source in question; only for rules about feeds.
    System feed = System::Otto;
    const FeedTable* feeds = nullptr;
    Instant now;
    /// Null when there are none.
    const PaymentSurroundings* surroundings = nullptr;
    /// The key in question and the rule's windows in order of definition; only for rules about
    /// keys.
    std::string_view key;
    std::span<const WindowCount> windows;
};

}  // namespace otto
