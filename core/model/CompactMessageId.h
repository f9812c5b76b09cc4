// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/model/PackedUuid.h"

#include <compare>
#include <memory>
#include <string_view>

namespace otto {

/// The id of a message as the model keeps it: a UUID, which nearly every source uses, in its 16
/// bytes; any other text shared by its copies. Orders as the texts do. A value, so copies may go to
/// other threads.
class CompactMessageId
{
public:
    CompactMessageId() = default;
    CompactMessageId(const MessageId& id) : CompactMessageId(std::string_view(id.value)) {}
    explicit CompactMessageId(std::string_view text);
    explicit CompactMessageId(const PackedUuid& uuid);

    [[nodiscard]] MessageId get() const;
    operator MessageId() const { return get(); }
    [[nodiscard]] bool empty() const { return m_text == nullptr && m_uuid.isNil(); }
    /// Null when the id is no UUID.
    [[nodiscard]] const PackedUuid* uuid() const
    {
        return m_text == nullptr && !m_uuid.isNil() ? &m_uuid : nullptr;
    }

    friend bool operator==(const CompactMessageId& a, const CompactMessageId& b)
    {
        return a.m_uuid == b.m_uuid && (a.m_text == b.m_text || a.hasTextOf(b));
    }
    friend bool operator==(const CompactMessageId& a, const MessageId& b)
    {
        return a == CompactMessageId(b);
    }
    friend std::strong_ordering operator<=>(const CompactMessageId& a, const CompactMessageId& b)
    {
        return a.uuid() != nullptr && b.uuid() != nullptr ? a.m_uuid <=> b.m_uuid
                                                          : a.get() <=> b.get();
    }

    /// Empty for a UUID.
    [[nodiscard]] std::string_view text() const
    {
        return m_text ? std::string_view(m_text->value) : std::string_view();
    }

private:
    [[nodiscard]] bool hasTextOf(const CompactMessageId& other) const
    {
        return m_text && other.m_text && *m_text == *other.m_text;
    }

    /// Nil while there is a text, and for the nil UUID itself, which is kept as a text.
    PackedUuid m_uuid;
    std::shared_ptr<const MessageId> m_text;
};

}  // namespace otto
