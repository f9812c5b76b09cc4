// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LimitDrift.h"

#include <algorithm>
#include <chrono>

namespace otto {
namespace {

bool isSameWindow(const LimitUse& a, const LimitUse& b)
{
    return a.limitId == b.limitId && a.window == b.window;
}

/// Adds it up; false when that cannot be.
bool addTo(Money& sum, const std::optional<Money>& more)
{
    return more && more->currency == sum.currency
           && !__builtin_add_overflow(sum.minor, more->minor, &sum.minor);
}

/// One window of one customer as all payments tell it.
struct Recount
{
    Money own;
    Money ofUnknown;
    bool isSound = true;
    bool isLatest = true;
};

Recount recount(const Payment& payment, const LimitUse& reported,
                const std::map<PaymentId, Payment>& all)
{
    Recount out{{0, reported.used.currency}, {0, reported.used.currency}};
    const std::string& customer = *limitCustomer(payment);
    for (const auto& [id, other] : all) {
        const std::string* its = limitCustomer(other);
        if (its != nullptr && *its != customer) {
            continue;
        }
        for (const LimitUse& use : other.limitUse) {
            if (!isSameWindow(use, reported) || !recountedDay(use)) {
                continue;
            }
            const std::optional<Money> held = heldIn(other, use);
            if (its == nullptr && held && held->minor == 0) {
                continue;
            }
            out.isSound = addTo(its != nullptr ? out.own : out.ofUnknown, held) && out.isSound;
            const bool isAnother = its != nullptr && id != payment.id;
            out.isLatest = out.isLatest && !(isAnother && use.key.time >= reported.key.time);
        }
    }
    return out;
}

}  // namespace

const std::string* limitCustomer(const Payment& payment)
{
    const auto& added = payment.added;
    const bool isKnown = added && added->direction.is(Direction::Outbound) && added->debtorAccount
                         && added->debtorAccount->hash;
    return isKnown ? &*added->debtorAccount->hash : nullptr;
}

std::optional<Date> recountedDay(const LimitUse& use)
{
    // A look at the first letter spares rolling windows the parsing.
    if (!use.isOfCustomer || use.window.empty() || use.window.front() > '9') {
        return std::nullopt;
    }
    const Result<Date> day = Date::parse(use.window);
    return day ? std::optional(*day) : std::nullopt;
}

std::optional<Money> heldIn(const Payment& payment, const LimitUse& use)
{
    Money sum{0, use.used.currency};
    // A payment belongs to its first window; of a later one it is told only when Limits is asked.
    const bool isLater =
        std::any_of(payment.limitUse.begin(), payment.limitUse.end(), [&use](const LimitUse& one) {
            return one.limitId == use.limitId && one.window < use.window;
        });
    for (const LimitSlot& slot : payment.limits) {
        if (!isLater && slot.limitId == use.limitId && !slot.isGivenBack()
            && !addTo(sum, slot.amount)) {
            return std::nullopt;
        }
    }
    return sum;
}

bool isReadWhole(const Date& day, const std::optional<Instant>& readSince)
{
    // West of Greenwich a day begins later than there.
    using namespace std::chrono;
    const sys_days begin{year{day.year} / month{day.month} / std::chrono::day{day.day}};
    return !readSince || Duration{begin.time_since_epoch()}.count() >= readSince->ms;
}

std::vector<LimitDrift> limitDriftsOf(const Payment& payment,
                                      const std::map<PaymentId, Payment>& all,
                                      const std::optional<Instant>& readSince)
{
    std::vector<LimitDrift> out;
    if (limitCustomer(payment) == nullptr) {
        return out;
    }
    for (const LimitUse& use : payment.limitUse) {
        const std::optional<Date> day = recountedDay(use);
        if (!day || !isReadWhole(*day, readSince)) {
            continue;
        }
        const Recount sum = recount(payment, use, all);
        std::int64_t difference = 0;
        const bool isOff =
            sum.isSound && sum.isLatest
            && !__builtin_sub_overflow(use.used.minor, sum.own.minor, &difference)
            && (difference > sum.ofUnknown.minor || difference < -sum.ofUnknown.minor);
        if (isOff) {
            out.push_back({use.limitId, use.window, use.used, sum.own, use.key.time});
        }
    }
    return out;
}

}  // namespace otto
