// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Questions.h"

// Questions to a rail gateway about a payment on the network and about a participant (domain.md
// 5.1; statuses: domain.md 4.4).

namespace otto {

/// Becomes a pacs.028 on the rail; by the network reference or the UETR.
struct GetNetworkStatusRq
{
    static constexpr std::string_view kName = "GetNetworkStatusRq";

    QuestionHead head;
    std::optional<std::string> networkReference;
    std::optional<std::string> uetr;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
        f("networkReference", s.networkReference);
        f("uetr", s.uetr);
    }
    friend bool operator==(const GetNetworkStatusRq&, const GetNetworkStatusRq&) = default;
};

struct GetNetworkStatusRs
{
    static constexpr std::string_view kName = "GetNetworkStatusRs";

    AnswerHead head;
    std::optional<Open<NetworkStatus>> networkStatus;
    std::optional<Reason> reason;
    /// The network's own time of that status.
    std::optional<Instant> networkTime;
    std::optional<std::string> networkReference;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("networkStatus", s.networkStatus);
        f("reason", s.reason);
        f("networkTime", s.networkTime);
        f("networkReference", s.networkReference);
    }
    friend bool operator==(const GetNetworkStatusRs&, const GetNetworkStatusRs&) = default;
};

struct GetParticipantStatusRq
{
    static constexpr std::string_view kName = "GetParticipantStatusRq";

    QuestionHead head;
    std::string participantId;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
        f("participantId", s.participantId);
    }
    friend bool operator==(const GetParticipantStatusRq&, const GetParticipantStatusRq&) = default;
};

struct GetParticipantStatusRs
{
    static constexpr std::string_view kName = "GetParticipantStatusRs";

    AnswerHead head;
    std::optional<std::string> participantId;
    std::optional<Open<ParticipantStatus>> status;
    std::optional<Instant> since;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("participantId", s.participantId);
        f("status", s.status);
        f("since", s.since);
    }
    friend bool operator==(const GetParticipantStatusRs&, const GetParticipantStatusRs&) = default;
};

}  // namespace otto
