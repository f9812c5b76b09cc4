// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/EnvelopeAttributes.h"
#include "core/contract/TopicRoute.h"

namespace otto {

/// Checks the attributes against the topic and against what the message's role requires (domain.md
/// 3.3), fills `out`, and gives the kind the record says it is: null when this build does not know
/// the name or the version. Takes the unknown attributes out of `attributes`. Error BAD_ENVELOPE
/// names the attribute.
Result<const MessageKind*> readEnvelope(EnvelopeAttributes& attributes, const TopicRoute& route,
                                        Envelope& out);

}  // namespace otto
