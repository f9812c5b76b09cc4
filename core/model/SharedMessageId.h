// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"

#include <compare>
#include <memory>

namespace otto {

/// The id of a message as the model keeps it. What one fact says ends up in many places of a
/// payment; all of them share one text. Immutable, so copies may go to other threads.
class SharedMessageId
{
public:
    SharedMessageId() = default;
    SharedMessageId(const MessageId& id)
        : m_id(id.empty() ? nullptr : std::make_shared<const MessageId>(id))
    {}

    [[nodiscard]] const MessageId& get() const { return m_id ? *m_id : kNone; }
    operator const MessageId&() const { return get(); }
    [[nodiscard]] bool empty() const { return m_id == nullptr; }

    friend bool operator==(const SharedMessageId& a, const SharedMessageId& b)
    {
        return a.m_id == b.m_id || a.get() == b.get();
    }
    friend bool operator==(const SharedMessageId& a, const MessageId& b) { return a.get() == b; }
    friend std::strong_ordering operator<=>(const SharedMessageId& a, const SharedMessageId& b)
    {
        return a.m_id == b.m_id ? std::strong_ordering::equal : a.get() <=> b.get();
    }
    friend std::strong_ordering operator<=>(const SharedMessageId& a, const MessageId& b)
    {
        return a.get() <=> b;
    }

private:
    inline static const MessageId kNone;

    std::shared_ptr<const MessageId> m_id;
};

}  // namespace otto
