// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Node.h"
#include "core/cel/functions/StandardFunctions.h"

#include <algorithm>

namespace otto::cel {
namespace {

/// Goes through the elements of a list or the keys of a map; counts the steps.
class Elements
{
public:
    Elements(const Value& range, const Node& node, Frame& frame)
        : m_range(range),
          m_node(node),
          m_frame(frame),
          m_size(range.kind() == Kind::List  ? range.listSize()
                 : range.kind() == Kind::Map ? range.mapSize()
                                             : 0)
    {}

    /// Why there is nothing to go through, or nothing more: an error; else null.
    [[nodiscard]] Value fault() const
    {
        if (m_isStopped)
            return placed(Value::error(ErrorCode::TooManySteps), m_node);
        if (m_range.kind() == Kind::List || m_range.kind() == Kind::Map)
            return {};
        if (m_range.isError())
            return m_range;
        return placed(noMatchingOverload(), m_node, m_frame, {&m_range, 1});
    }

    /// Puts the next element into its local; false at the end or when the steps are used up.
    bool next()
    {
        if (m_index == m_size)
            return false;
        if (!m_frame.context.steps.take(m_node.cost)) {
            m_isStopped = true;
            return false;
        }
        Value& element = m_frame.locals[m_node.slot];
        if (m_range.kind() == Kind::List) {
            element = m_range.listAt(m_index, m_frame.context.arena);
        } else {
            Value ignored;
            m_range.mapEntryAt(m_index, m_frame.context.arena, element, ignored);
        }
        ++m_index;
        if (m_frame.trace != nullptr) {
            std::fill(m_frame.trace + m_node.firstPart, m_frame.trace + m_node.endOfParts,
                      PartValue{});
        }
        return true;
    }

    [[nodiscard]] std::size_t size() const { return m_size; }

private:
    const Value m_range;
    const Node& m_node;
    Frame& m_frame;
    std::size_t m_size;
    std::size_t m_index = 0;
    bool m_isStopped = false;
};

/// `all` looks for false and is true without one; `exists` the other way round. What is looked for
/// outweighs errors.
Value search(const Node& node, Frame& frame, bool wanted)
{
    Elements elements(node.a->evaluate(*node.a, frame), node, frame);
    Value result = Value::boolean(!wanted);
    while (elements.next()) {
        const Value value = node.b->evaluate(*node.b, frame);
        if (value.kind() != Kind::Bool)
            result = notBool(value, *node.b);
        else if (value.asBool() == wanted)
            return value;
    }
    const Value fault = elements.fault();
    return fault.isError() ? fault : result;
}

/// With a predicate, a transformation, or both; without the latter the elements themselves.
Value collect(const Node& node, Frame& frame)
{
    Elements elements(node.a->evaluate(*node.a, frame), node, frame);
    if (!frame.context.steps.takeBytes(elements.size() * sizeof(Value)))
        return placed(Value::error(ErrorCode::TooManySteps), node);
    const std::span<Value> collected = frame.context.arena.array<Value>(elements.size());
    std::size_t count = 0;
    while (elements.next()) {
        if (node.b != nullptr) {
            const Value isWanted = node.b->evaluate(*node.b, frame);
            if (isWanted.isFalse())
                continue;
            if (!isWanted.isTrue())
                return notBool(isWanted, *node.b);
        }
        const Value value =
            node.c == nullptr ? frame.locals[node.slot] : node.c->evaluate(*node.c, frame);
        if (value.isError())
            return value;
        collected[count++] = value;
    }
    const Value fault = elements.fault();
    return fault.isError() ? fault : Value::list(collected.first(count));
}

}  // namespace

Value evaluateAll(const Node& node, Frame& frame)
{
    return search(node, frame, false);
}

Value evaluateExists(const Node& node, Frame& frame)
{
    return search(node, frame, true);
}

Value evaluateExistsOne(const Node& node, Frame& frame)
{
    Elements elements(node.a->evaluate(*node.a, frame), node, frame);
    std::size_t count = 0;
    while (elements.next()) {
        const Value value = node.b->evaluate(*node.b, frame);
        if (value.kind() != Kind::Bool)
            return notBool(value, *node.b);
        count += value.asBool() ? 1U : 0U;
    }
    const Value fault = elements.fault();
    return fault.isError() ? fault : Value::boolean(count == 1);
}

Value evaluateMapMacro(const Node& node, Frame& frame)
{
    return collect(node, frame);
}

Value evaluateFilter(const Node& node, Frame& frame)
{
    return collect(node, frame);
}

}  // namespace otto::cel
