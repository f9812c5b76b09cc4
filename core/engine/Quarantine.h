// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Record.h"
#include "core/engine/view/EngineStatus.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

namespace otto {

/// Records that did not decode, with their reason and bytes (contract README "What gets
/// quarantined"). Bounded: the oldest entries go first, the count of all stays. A value keeps
/// its first 64 KiB here, key and headers 4 KiB each, of the headers the first 64; the broker has
/// the rest.
class Quarantine
{
public:
    struct Entry
    {
        QuarantineView view;
        Record record;
    };

    Quarantine(std::size_t entriesMax, std::size_t bytesMax)
        : m_entriesMax(entriesMax), m_bytesMax(bytesMax)
    {}

    const QuarantineView& add(Record record, std::string reason);
    /// Newest first.
    [[nodiscard]] std::vector<QuarantineView> list(std::size_t limit) const;
    [[nodiscard]] const Entry* find(const RecordRef& at) const;
    /// Of all ever refused.
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    std::size_t m_entriesMax;
    std::size_t m_bytesMax;
    std::size_t m_bytes = 0;
    std::uint64_t m_count = 0;
    std::deque<Entry> m_entries;
};

/// The first bytes of a value with everything but printable ASCII as \xNN.
std::string escapedHead(std::string_view bytes, std::size_t bytesMax = 160);

}  // namespace otto
