// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Node.h"
#include "core/cel/functions/StandardFunctions.h"

#include <array>
#include <functional>

namespace otto::cel {
namespace {

/// Texts up to this size are compared without counting steps.
constexpr std::size_t kShortText = 256;

template <typename Holds, FunctionCall call>
Value compareNodes(const Node& node, Frame& frame)
{
    Value leftStorage;
    Value rightStorage;
    const Value& left = valueOf(*node.a, frame, leftStorage);
    const Value& right = valueOf(*node.b, frame, rightStorage);
    if (left.kind() == right.kind()) {
        switch (left.kind()) {
        case Kind::Int:
        case Kind::Duration: return Value::boolean(Holds()(left.asInt(), right.asInt()));
        case Kind::Timestamp:
            return Value::boolean(Holds()(left.asTimestamp(), right.asTimestamp()));
        case Kind::Money:
            if (left.hasCurrencyOf(right))
                return Value::boolean(Holds()(left.asInt(), right.asInt()));
            break;
        case Kind::String:
            if (left.asText().size() <= kShortText)
                return Value::boolean(Holds()(left.asText(), right.asText()));
            break;
        default: break;
        }
    }
    if (left.isError())
        return left;
    if (right.isError())
        return right;
    const std::array<Value, 2> v{left, right};
    const Value result = call(frame.context, v.data());
    return result.isError() ? placed(result, node, frame, v) : result;
}

}  // namespace

Value evaluateEqual(const Node& node, Frame& frame)
{
    return compareNodes<std::equal_to<>, callEqual>(node, frame);
}

Value evaluateNotEqual(const Node& node, Frame& frame)
{
    return compareNodes<std::not_equal_to<>, callNotEqual>(node, frame);
}

Value evaluateLess(const Node& node, Frame& frame)
{
    return compareNodes<std::less<>, callLess>(node, frame);
}

Value evaluateLessOrEqual(const Node& node, Frame& frame)
{
    return compareNodes<std::less_equal<>, callLessOrEqual>(node, frame);
}

Value evaluateGreater(const Node& node, Frame& frame)
{
    return compareNodes<std::greater<>, callGreater>(node, frame);
}

Value evaluateGreaterOrEqual(const Node& node, Frame& frame)
{
    return compareNodes<std::greater_equal<>, callGreaterOrEqual>(node, frame);
}

Value evaluateInConstants(const Node& node, Frame& frame)
{
    const Value wanted = node.a->evaluate(*node.a, frame);
    if (wanted.isError())
        return wanted;
    if (wanted.kind() == Kind::Double) {
        // Elements of a list are equal to the nearest double, keys of a map only to their own.
        const std::array<Value, 2> arguments{wanted, node.b->constant};
        return callIn(frame.context, arguments.data());
    }
    Value found;
    return Value::boolean(node.constant.mapFind(wanted, frame.context.arena, found));
}

Value evaluateMatchesConstant(const Node& node, Frame& frame)
{
    const Value text = node.a->evaluate(*node.a, frame);
    if (text.isError())
        return text;
    if (text.kind() != Kind::String) {
        const std::array<Value, 2> arguments{text, node.b->constant};
        return placed(noMatchingOverload(), node, frame, arguments);
    }
    if (!node.regex->error().empty()) {
        return placed(
            Value::error(ErrorCode::BadArgument, node.regex->error(), frame.context.arena), node);
    }
    return node.regex->search(frame.context, text.asText());
}

}  // namespace otto::cel
