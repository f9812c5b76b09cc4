// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/Payment.h"

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
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

    std::unordered_map<Digest, std::vector<std::uint32_t>> m_numbers;
    std::unordered_map<std::uint32_t, std::vector<Digest>> m_digests;
};

}  // namespace otto
