// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Topics.h"

#include "core/contract/MessageKind.h"

#include <array>
#include <utility>

namespace otto {
namespace {

constexpr std::int32_t kPartitions = 3;
constexpr std::int32_t kJournalShards = 12;
constexpr std::string_view kFactRetentionMs = "2592000000";
constexpr std::string_view kCommandRetentionMs = "604800000";
constexpr std::string_view kForEver = "-1";

/// Who publishes what: the design's table of systems.
constexpr std::array<std::pair<System, std::string_view>, 16> kFacts{{
    {System::Cpr, PaymentAdded::kName},
    {System::Cpr, PaymentStatusChanged::kName},
    {System::Cpr, PaymentFailed::kName},
    {System::Cpr, HeartbeatEmitted::kName},
    {System::Wso2, PaymentAdded::kName},
    {System::Wso2, TrnAdded::kName},
    {System::Wso2, HeartbeatEmitted::kName},
    {System::Zelle, PaymentStatusChanged::kName},
    {System::Zelle, PaymentFailed::kName},
    {System::Zelle, HeartbeatEmitted::kName},
    {System::Limits, LimitsUpdated::kName},
    {System::Limits, HeartbeatEmitted::kName},
    {System::Recon, PaymentReconciled::kName},
    {System::Recon, HeartbeatEmitted::kName},
    {System::Otto, PaymentFlagged::kName},
    {System::Otto, FlagCleared::kName},
}};

TopicSpec spec(std::string name, std::int32_t partitions, std::string_view retentionMs)
{
    return {std::move(name), partitions, {{"retention.ms", std::string(retentionMs)}}};
}

}  // namespace

std::vector<TopicSpec> ottoTopics(std::string_view env)
{
    std::vector<TopicSpec> topics;
    topics.reserve(kFacts.size() + messageKinds().size() + 1);
    for (const auto& [system, name] : kFacts) {
        topics.push_back(spec(factTopic(env, system, name), kPartitions, kFactRetentionMs));
    }
    for (const MessageKind& kind : messageKinds()) {
        if (kind.topicClass == TopicClass::Command) {
            topics.push_back(spec(commandTopic(env, kind.name), kPartitions, kCommandRetentionMs));
        }
    }
    topics.push_back(spec(journalTopic(env), kJournalShards, kForEver));
    return topics;
}

}  // namespace otto
