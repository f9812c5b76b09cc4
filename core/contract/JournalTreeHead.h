// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/JournalRecords.h"

// The journal's proof against later change (reliability_performance.md 5).

namespace otto {

/// Every console checks that the heads it saw are consistent with each other.
struct TreeHead
{
    static constexpr std::string_view kName = "TreeHead";

    Writer writer;
    std::uint32_t shard = 0;
    /// Records of the shard under this root.
    std::uint64_t size = 0;
    /// Merkle root, SHA-256 in lower-case hex.
    std::string root;
    Instant at;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        f("writer", s.writer);
        f("shard", s.shard);
        f("size", s.size);
        f("root", s.root);
        f("at", s.at);
    }
    friend bool operator==(const TreeHead&, const TreeHead&) = default;
};

}  // namespace otto
