// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Questions.h"

// The question to a source about itself (domain.md 5.1); its subject is `feed`.

namespace otto {

struct PingRq
{
    static constexpr std::string_view kName = "PingRq";

    QuestionHead head;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        QuestionHead::fields(s.head, f);
    }
    friend bool operator==(const PingRq&, const PingRq&) = default;
};

struct PingRs
{
    static constexpr std::string_view kName = "PingRs";

    AnswerHead head;
    std::optional<std::string> build;
    /// Of the source's feed, as in the envelope's `sequence`.
    std::optional<std::uint64_t> lastSequence;
    /// Records the source has still to consume.
    std::optional<std::uint64_t> lag;

    template <typename Self, typename F>
    static void fields(Self& s, F& f)
    {
        AnswerHead::fields(s.head, f);
        f("build", s.build);
        f("lastSequence", s.lastSequence);
        f("lag", s.lag);
    }
    friend bool operator==(const PingRs&, const PingRs&) = default;
};

}  // namespace otto
