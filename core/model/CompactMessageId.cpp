// SPDX-License-Identifier: Apache-2.0
#include "core/model/CompactMessageId.h"

#include <string>

namespace otto {

CompactMessageId::CompactMessageId(std::string_view text)
{
    if (const auto uuid = PackedUuid::of(text)) {
        m_uuid = *uuid;
    }
    if (m_uuid.isNil() && !text.empty()) {
        m_text = std::make_shared<const MessageId>(MessageId(std::string(text)));
    }
}

CompactMessageId::CompactMessageId(const PackedUuid& uuid) : m_uuid(uuid)
{
    if (m_uuid.isNil()) {
        m_text = std::make_shared<const MessageId>(MessageId(m_uuid.text()));
    }
}

MessageId CompactMessageId::get() const
{
    if (m_text) {
        return *m_text;
    }
    return m_uuid.isNil() ? MessageId() : MessageId(m_uuid.text());
}

}  // namespace otto
