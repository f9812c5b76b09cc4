// SPDX-License-Identifier: Apache-2.0
#include "core/rules/LimitBooks.h"

#include <algorithm>
#include <chrono>
#include <functional>

namespace otto {
namespace {

/// Limits of one payment on one day; a place's key has three bits for them.
constexpr std::uint32_t kRanks = 8;

}  // namespace

std::uint64_t LimitBooks::placeKey(std::uint32_t number, std::uint32_t rank)
{
    return std::uint64_t{number} * kRanks + rank;
}

std::uint32_t LimitBooks::rankOf(const Payment& payment, const LimitUse& use)
{
    std::uint32_t rank = 0;
    for (const LimitUse* one = payment.limitUse.data(); one != &use; ++one) {
        rank += one->isOfCustomer && one->window == use.window ? 1U : 0U;
    }
    return rank;
}

LimitBooks::BookIndex LimitBooks::bookOf(Day& day, std::string_view customer,
                                         std::string_view limitId)
{
    constexpr std::size_t kOdd = 0x9E3779B97F4A7C15U;
    const std::hash<std::string_view> hash;
    // Equal digests of different books are told apart by the names.
    for (std::size_t digest = hash(customer) * kOdd + hash(limitId);; ++digest) {
        const auto index = static_cast<BookIndex>(day.books.size());
        const auto [found, isNew] = day.byDigest.try_emplace(digest, index);
        if (isNew) {
            Book& book = day.books.emplace_back();
            book.customer = customer;
            book.limitId = limitId;
            const BookIndex ofUnknown = customer.empty() ? index : bookOf(day, {}, limitId);
            day.books[index].ofUnknown = ofUnknown;
            return index;
        }
        const Book& book = day.books[found->second];
        if (book.customer == customer && book.limitId == limitId) {
            return found->second;
        }
    }
}

void LimitBooks::enter(Book& book, const Place& place, const Currency& currency)
{
    if (!place.isSound || (book.currency && *book.currency != currency)) {
        ++book.unsound;
        return;
    }
    book.currency = currency;
    book.hasOverflowed =
        __builtin_add_overflow(book.held, place.held, &book.held) || book.hasOverflowed;
}

void LimitBooks::leave(Book& book, const Place& place)
{
    if (!place.isSound) {
        --book.unsound;
        return;
    }
    book.hasOverflowed =
        __builtin_sub_overflow(book.held, place.held, &book.held) || book.hasOverflowed;
}

void LimitBooks::report(Book& book, const Entry& entry)
{
    const Instant at = entry.use.key.time;
    if (book.reporter && at < book.reportedAt) {
        return;
    }
    const bool isSameTime = book.reporter && at == book.reportedAt;
    if (isSameTime && *book.reporter != entry.number) {
        book.isTied = true;
        return;
    }
    book.isTied = isSameTime && book.isTied;
    book.reporter = entry.number;
    book.reportedAt = at;
    book.used = entry.use.used.minor;
}

void LimitBooks::settle(Day& day, BookIndex index, std::vector<std::uint32_t>& told)
{
    const Book& book = day.books[index];
    if (book.customer.empty()) {
        for (const BookIndex off : day.off) {
            told.push_back(*day.books[off].reporter);
        }
        return;
    }
    if (book.isOff()) {
        day.off.insert(index);
    } else {
        day.off.erase(index);
    }
    if (book.reporter) {
        told.push_back(*book.reporter);
    }
}

void LimitBooks::update(Day& day, const Entry& entry, bool isCustomerSame,
                        std::vector<std::uint32_t>& told)
{
    const auto [found, isNew] = day.places.try_emplace(placeKey(entry.number, entry.rank));
    Place& place = found->second;
    const std::string* customer = limitCustomer(entry.payment);
    const bool isSameBook =
        !isNew && isCustomerSame && day.books[place.book].limitId == entry.use.limitId;
    const BookIndex index =
        isSameBook ? place.book
                   : bookOf(day, customer != nullptr ? std::string_view(*customer) : "",
                            entry.use.limitId);
    const std::optional<Money> held = heldIn(entry.payment, entry.use);
    const Place next{held ? held->minor : 0, index, held.has_value()};
    const bool isOfUnknown = customer == nullptr;
    const bool isMoved = isNew || place.book != index;
    const bool isChanged = isMoved || place.held != next.held || place.isSound != next.isSound;
    if (!isNew && isChanged) {
        leave(day.books[place.book], place);
    }
    if (!isNew && isMoved) {
        settle(day, place.book, told);
    }
    Book& book = day.books[index];
    const std::optional<std::uint32_t> reporter = book.reporter;
    if (isChanged) {
        place = next;
        const std::uint32_t unsound = book.unsound;
        enter(book, place, entry.use.used.currency);
        place.isSound = book.unsound == unsound;
    }
    if (!isOfUnknown) {
        report(book, entry);
    }
    if (reporter && reporter != book.reporter) {
        told.push_back(*reporter);
    }
    if (isChanged || !isOfUnknown) {
        settle(day, index, told);
    }
}

std::vector<std::uint32_t> LimitBooks::update(std::uint32_t number, const Payment& payment,
                                              bool isCustomerSame)
{
    std::vector<std::uint32_t> told;
    for (const LimitUse& use : payment.limitUse) {
        const std::optional<Date> day = recountedDay(use);
        const std::uint32_t rank = day ? rankOf(payment, use) : kRanks;
        if (rank < kRanks && *day >= m_oldest) {
            update(m_days[*day], {number, rank, payment, use}, isCustomerSame, told);
        }
    }
    std::sort(told.begin(), told.end());
    told.erase(std::unique(told.begin(), told.end()), told.end());
    std::erase(told, number);
    return told;
}

std::vector<LimitDrift> LimitBooks::drifts(std::uint32_t number, const Payment& payment,
                                           const std::optional<Instant>& readSince) const
{
    std::vector<LimitDrift> out;
    for (const LimitUse& use : payment.limitUse) {
        const std::optional<Date> date = recountedDay(use);
        const auto day = date ? m_days.find(*date) : m_days.end();
        if (day == m_days.end()) {
            continue;
        }
        const auto place = day->second.places.find(placeKey(number, rankOf(payment, use)));
        if (place == day->second.places.end()) {
            continue;
        }
        const Book& book = day->second.books[place->second.book];
        const Book& unknown = day->second.books[book.ofUnknown];
        const bool isJudged = book.isOff() && !book.isTied && book.reporter == number
                              && unknown.isSound()
                              && (unknown.held == 0 || unknown.currency == book.currency);
        std::int64_t difference = 0;
        if (isJudged && !__builtin_sub_overflow(book.used, book.held, &difference)
            && (difference > unknown.held || difference < -unknown.held)
            && isReadWhole(*date, readSince)) {
            out.push_back(
                {use.limitId, use.window, use.used, {book.held, use.used.currency}, use.key.time});
        }
    }
    return out;
}

void LimitBooks::forgetBefore(Instant now)
{
    constexpr Duration kKept = std::chrono::hours{72};
    m_oldest = std::max(m_oldest, Date::of(now - kKept));
    m_days.erase(m_days.begin(), m_days.lower_bound(m_oldest));
}

}  // namespace otto
