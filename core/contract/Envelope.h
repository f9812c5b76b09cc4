// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Time.h"
#include "core/contract/Vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace otto {

/// The CloudEvents 1.0 attributes of a message (contract README "Envelope"; domain.md 3.3).
struct Envelope
{
    MessageId id;
    /// From `source` = `/pc/<env>/<system>`.
    std::string env;
    System source = System::Otto;
    /// `<Name>` of `type` = `pc.pmt.<Name>.v<version>`.
    std::string name;
    std::uint32_t version = 1;
    /// Payment id, or `feed` for messages about a whole source.
    std::string subject;
    Instant time;
    std::optional<Instant> recordedTime;
    std::string correlationId;
    /// The id of the message that caused this one; in an answer, the request's id.
    std::optional<MessageId> causationId;
    /// Per source feed, zero padded to 20 digits on the wire.
    std::optional<std::uint64_t> sequence;
    /// Per payment in its owning source, from 1.
    std::optional<std::uint32_t> entityVersion;
    std::optional<std::string> traceparent;
    std::optional<Instant> expiryTime;
    std::optional<std::string> replyTopic;
    std::optional<std::string> authType;
    std::optional<std::string> authId;
    std::optional<Open<Severity>> severity;
    /// Attributes we do not know, verbatim and in wire order.
    std::vector<std::pair<std::string, std::string>> extra;

    friend bool operator==(const Envelope&, const Envelope&) = default;
};

/// A fact is recognised as a duplicate by source and id (CloudEvents 1.0 core, `source` + `id`).
struct FactKey
{
    System source = System::Otto;
    MessageId id;

    friend auto operator<=>(const FactKey&, const FactKey&) = default;
};

}  // namespace otto
