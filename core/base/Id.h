// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace otto {

/// An identifier of one kind of thing; ids of different kinds do not mix.
template <typename Tag>
struct Id
{
    std::string value;

    Id() = default;
    explicit Id(std::string text) : value(std::move(text)) {}

    [[nodiscard]] bool empty() const { return value.empty(); }
    friend auto operator<=>(const Id&, const Id&) = default;
};

using PaymentId = Id<struct PaymentTag>;
/// The CloudEvents `id` of a message.
using MessageId = Id<struct MessageTag>;
using FlagId = Id<struct FlagTag>;
/// The id of one attempt of a question: the `id` of its Rq message (domain.md 2.3).
using RequestId = Id<struct RequestTag>;
using CommandId = Id<struct CommandTag>;
using OperatorId = Id<struct OperatorTag>;

}  // namespace otto

template <typename Tag>
struct std::hash<otto::Id<Tag>>
{
    std::size_t operator()(const otto::Id<Tag>& id) const noexcept
    {
        return std::hash<std::string>{}(id.value);
    }
};
