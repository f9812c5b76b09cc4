// SPDX-License-Identifier: Apache-2.0
#include "core/contract/BodyIdentity.h"

namespace otto {
namespace {

template <typename Tag>
const Id<Tag>* pointer(const Id<Tag>& id)
{
    return &id;
}

template <typename Tag>
const Id<Tag>* pointer(const std::optional<Id<Tag>>& id)
{
    return id ? &*id : nullptr;
}

struct PaymentFinder
{
    template <typename T>
    const PaymentId* operator()(const T& part) const
    {
        if constexpr (requires { part.paymentId; }) {
            return pointer(part.paymentId);
        } else if constexpr (requires { part.head; }) {
            return (*this)(part.head);
        } else if constexpr (requires { part.flag; }) {
            return (*this)(part.flag);
        } else {
            return nullptr;
        }
    }
};

struct ConversationFinder
{
    template <typename T>
    const std::string* operator()(const T& body) const
    {
        if constexpr (requires { body.head.requestId; }) {
            return valueOf(pointer(body.head.requestId));
        } else if constexpr (requires { body.head.commandId; }) {
            return valueOf(pointer(body.head.commandId));
        } else {
            return nullptr;
        }
    }

    template <typename Tag>
    static const std::string* valueOf(const Id<Tag>* id)
    {
        return id == nullptr ? nullptr : &id->value;
    }
};

}  // namespace

const PaymentId* paymentOf(const Body& body)
{
    return std::visit(PaymentFinder{}, body);
}

const std::string* conversationOf(const Body& body)
{
    return std::visit(ConversationFinder{}, body);
}

}  // namespace otto
