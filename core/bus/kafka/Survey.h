// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/bus/Record.h"

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace otto::kafka {

/// What the polling thread and the surveyor say to each other; values only.

struct SurveyedTopic
{
    std::string name;
    /// 0 while the topic is being made or has no leader at all.
    std::int32_t partitions = 0;
    /// Partitions that nobody can read or write at the moment, ascending.
    std::vector<std::int32_t> leaderless;
};

/// The topics of the cluster, asked for at `asOf`.
struct Topology
{
    Instant asOf;
    /// Surveys are counted from 1.
    std::uint64_t number = 0;
    std::vector<SurveyedTopic> topics;
    std::int64_t roundTripUs = -1;
};

/// Asks for the end offset of a partition and, when `start` is set, for where to begin: the
/// earliest offset (kEarliest) or the first record at or after a timestamp.
struct OffsetQuery
{
    static constexpr std::int64_t kEarliest = RD_KAFKA_OFFSET_BEGINNING;
    static constexpr std::int64_t kLatest = RD_KAFKA_OFFSET_END;

    TopicPartition at;
    std::optional<std::int64_t> start;
};

struct OffsetsRequest
{
    Instant asOf;
    bool isForProof = false;
    std::vector<OffsetQuery> queries;
};

struct FoundOffsets
{
    TopicPartition at;
    std::int64_t end = 0;
    std::optional<std::int64_t> start;
};

struct OffsetsAnswer
{
    Instant asOf;
    bool isForProof = false;
    /// Whether every query was answered.
    bool isComplete = true;
    std::vector<FoundOffsets> found;
};

/// A survey or a request for offsets that got no answer.
struct RequestFailure
{
    Instant asked;
    Instant failed;
    bool isSurvey = false;
    rd_kafka_resp_err_t code = RD_KAFKA_RESP_ERR_NO_ERROR;
};

using SurveyAnswer = std::variant<Topology, OffsetsAnswer, RequestFailure>;

}  // namespace otto::kafka
