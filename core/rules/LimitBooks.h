// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rules/LimitDrift.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace otto {

/// What limitDriftsOf() says, without adding up all payments again: one book for each customer and
/// window, kept while payments change. A function of the payments last given to update(), not of
/// their order, as long as no payment changes its customer from one to another. One thread.
class LimitBooks
{
public:
    /// The payment of that number is now so. Gives the numbers of others whose drifts may be others
    /// now. `isCustomerSame`: nothing was heard of it that names its customer.
    [[nodiscard]] std::vector<std::uint32_t> update(std::uint32_t number, const Payment& payment,
                                                    bool isCustomerSame);
    [[nodiscard]] std::vector<LimitDrift> drifts(std::uint32_t number, const Payment& payment,
                                                 const std::optional<Instant>& readSince) const;
    /// Forgets the windows that ended two days before.
    void forgetBefore(Instant now);

private:
    using BookIndex = std::uint32_t;

    struct Book
    {
        /// Empty for the book of those whose customer is not known.
        std::string customer;
        std::string limitId;
        BookIndex ofUnknown = 0;
        /// Of whoever was the first to hold something.
        std::optional<Currency> currency;
        std::int64_t held = 0;
        /// Payments of which it cannot be said what they hold in the book's currency.
        std::uint32_t unsound = 0;
        bool hasOverflowed = false;
        /// The latest report, and whether another payment's is of the same time.
        std::optional<std::uint32_t> reporter;
        Instant reportedAt;
        std::int64_t used = 0;
        bool isTied = false;

        [[nodiscard]] bool isSound() const { return unsound == 0 && !hasOverflowed; }
        [[nodiscard]] bool isOff() const { return isSound() && reporter && used != held; }
    };
    /// What one payment holds in one book.
    struct Place
    {
        std::int64_t held = 0;
        BookIndex book = 0;
        bool isSound = true;
    };
    /// All windows of one day.
    struct Day
    {
        std::vector<Book> books;
        boost::unordered_flat_map<std::size_t, BookIndex> byDigest;
        /// By payment and the rank of the limit among those that it has on this day.
        boost::unordered_flat_map<std::uint64_t, Place> places;
        /// Books that are off before those of unknown customers are thought of.
        std::set<BookIndex> off;
    };

    /// Where a payment is in the books of a day.
    struct Entry
    {
        std::uint32_t number = 0;
        std::uint32_t rank = 0;
        const Payment& payment;
        const LimitUse& use;
    };

    static std::uint64_t placeKey(std::uint32_t number, std::uint32_t rank);
    static std::uint32_t rankOf(const Payment& payment, const LimitUse& use);
    static BookIndex bookOf(Day& day, std::string_view customer, std::string_view limitId);
    static void enter(Book& book, const Place& place, const Currency& currency);
    static void leave(Book& book, const Place& place);
    static void report(Book& book, const Entry& entry);
    static void settle(Day& day, BookIndex book, std::vector<std::uint32_t>& told);
    static void update(Day& day, const Entry& entry, bool isCustomerSame,
                       std::vector<std::uint32_t>& told);

    std::map<Date, Day> m_days;
    /// Earlier days are forgotten for good.
    Date m_oldest{0, 1, 1};
};

}  // namespace otto
