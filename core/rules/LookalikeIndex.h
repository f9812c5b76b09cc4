// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace otto {

/// Finds the payments that might be one another again without looking at all of them
/// (LookalikeKey.h). One thread.
class LookalikeIndex
{
public:
    /// The payment of that number is now so.
    void update(std::uint32_t number, const Payment& payment);
    /// Numbers of other payments that share a key with it, sorted: candidates for lookalike().
    [[nodiscard]] std::vector<std::uint32_t> candidates(std::uint32_t number) const;

private:
    /// A key's digest; equal digests of different keys only cost a useless look.
    using Digest = std::uint64_t;

    /// One key of one payment, in the ring of all that share it: most are alone, and to see that
    /// nothing is looked up. Two of each payment, side by side.
    struct Link
    {
        /// 0: none.
        Digest digest = 0;
        std::uint32_t next = 0;
    };
    static constexpr std::size_t kKeys = 2;

    void unlink(std::uint32_t at);
    void link(std::uint32_t at, Digest digest);

    std::vector<Link> m_links;
    /// Some link of each ring.
    boost::unordered_flat_map<Digest, std::uint32_t> m_entry;
};

}  // namespace otto
