// SPDX-License-Identifier: Apache-2.0
#include "core/contract/TopicRoute.h"

#include <utility>

namespace otto {

Result<TopicRoute> TopicRoute::of(std::string_view topic)
{
    auto parsed = TopicName::parse(topic);
    if (!parsed) {
        return tl::unexpected(std::move(parsed.error()));
    }
    TopicRoute out;
    out.topic = std::move(*parsed);
    const TopicName& name = out.topic;
    out.isJournal = name.topicClass == TopicClass::Internal && name.system == System::Otto
                    && name.name == "Journal" && name.version == 1;
    if (!out.isJournal) {
        out.type = "pc.pmt." + name.name + ".v" + std::to_string(name.version);
        // The journal's kinds live on the Journal topic only.
        const MessageKind* kind = name.topicClass == TopicClass::Internal
                                      ? nullptr
                                      : findKind(name.topicClass, name.name);
        out.kind = kind != nullptr && kind->version == name.version ? kind : nullptr;
    }
    out.sourcePrefix = "/pc/" + name.env + "/";
    return out;
}

}  // namespace otto
