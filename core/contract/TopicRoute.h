// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/MessageKind.h"

#include <string>

namespace otto {

/// What a topic's name promises about its records, worked out once per topic.
struct TopicRoute
{
    TopicName topic;
    /// `pc.pmt.<Name>.v<n>`; empty for the journal, whose records name their own kinds.
    std::string type;
    /// `/pc/<env>/`.
    std::string sourcePrefix;
    /// Null for the journal and for names this build does not know.
    const MessageKind* kind = nullptr;
    bool isJournal = false;

    /// Error BAD_TOPIC.
    static Result<TopicRoute> of(std::string_view topic);
};

}  // namespace otto
