// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/CompileError.h"
#include "core/cel/Function.h"
#include "core/cel/Part.h"
#include "core/cel/RecordType.h"
#include "core/cel/Regex.h"
#include "core/cel/Value.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

struct Node;

/// One evaluation.
struct Frame
{
    const Value* variables;
    Value* locals;
    CallContext context;
    /// By part, when an explanation is wanted.
    PartValue* trace = nullptr;
};

using Evaluate = Value (*)(const Node& node, Frame& frame);

/// A step of a compiled expression: a function and what it needs. The tree is as deep as the
/// source, which is limited, so evaluating may recurse.
struct Node
{
    Evaluate evaluate = nullptr;
    const Node* a = nullptr;
    const Node* b = nullptr;
    const Node* c = nullptr;
    /// Of a variable or local.
    std::uint32_t slot = 0;
    /// Where errors point to.
    std::uint32_t offset = Value::kNoOffset;
    const Field* field = nullptr;
    FunctionCall call = nullptr;
    Value constant;
    const RecordType* record = nullptr;
    std::span<const Node* const> children;
    /// Steps of one element of a comprehension.
    std::uint32_t cost = 0;
    /// Parts of a comprehension's predicate, forgotten for each element.
    std::uint32_t firstPart = 0;
    std::uint32_t endOfParts = 0;
    /// Field, function, or unknown name.
    std::string_view name;
    const Regex* regex = nullptr;
    std::span<const Overload> overloads;
};

/// What a Program shares.
struct Code
{
    std::string text;
    /// Nodes do not move.
    std::deque<Node> nodes;
    std::deque<std::vector<const Node*>> childLists;
    std::deque<std::vector<Overload>> overloadLists;
    std::deque<Regex> regexes;
    Arena constants{std::size_t{256}};
    const Node* root = nullptr;
    /// The same without shortcuts and with a trace for each part.
    const Node* tracedRoot = nullptr;
    const ZoneSource* zones = nullptr;
    std::uint64_t steps = 0;
    std::size_t variables = 0;
    std::size_t locals = 0;
    Type resultType;
    std::vector<Part> parts;
    std::vector<std::string> reads;
    std::vector<std::string> usedVariables;
    CompileErrors certainFailures;
};

// What nodes do, by topic.
Value evaluateConstant(const Node& node, Frame& frame);
Value evaluateVariable(const Node& node, Frame& frame);
Value evaluateLocal(const Node& node, Frame& frame);
/// A name or function that there is not.
Value evaluateUnknown(const Node& node, Frame& frame);
Value evaluateTraced(const Node& node, Frame& frame);

/// `a` is a record of the type `record`, most likely.
Value evaluateField(const Node& node, Frame& frame);
/// The variable in `slot` is.
Value evaluateVariableField(const Node& node, Frame& frame);
Value evaluateDynamicField(const Node& node, Frame& frame);
Value evaluateHas(const Node& node, Frame& frame);

Value evaluateAnd(const Node& node, Frame& frame);
Value evaluateOr(const Node& node, Frame& frame);
Value evaluateNot(const Node& node, Frame& frame);
Value evaluateConditional(const Node& node, Frame& frame);

Value evaluateCall1(const Node& node, Frame& frame);
Value evaluateCall2(const Node& node, Frame& frame);
Value evaluateCallMany(const Node& node, Frame& frame);
/// Overloads with functions of their own, chosen by the arguments' kinds.
Value evaluateDispatched(const Node& node, Frame& frame);

/// Comparisons with a quick way for two ints, timestamps, durations or strings.
Value evaluateEqual(const Node& node, Frame& frame);
Value evaluateNotEqual(const Node& node, Frame& frame);
Value evaluateLess(const Node& node, Frame& frame);
Value evaluateLessOrEqual(const Node& node, Frame& frame);
Value evaluateGreater(const Node& node, Frame& frame);
Value evaluateGreaterOrEqual(const Node& node, Frame& frame);
/// `a` in the constant keys of the map `constant`.
Value evaluateInConstants(const Node& node, Frame& frame);
Value evaluateMatchesConstant(const Node& node, Frame& frame);

Value evaluateList(const Node& node, Frame& frame);
Value evaluateMap(const Node& node, Frame& frame);

/// `a` is the range, `b` the predicate, `c` the transformation; the element is in the local `slot`.
Value evaluateAll(const Node& node, Frame& frame);
Value evaluateExists(const Node& node, Frame& frame);
Value evaluateExistsOne(const Node& node, Frame& frame);
Value evaluateMapMacro(const Node& node, Frame& frame);
Value evaluateFilter(const Node& node, Frame& frame);

/// The error with the node's place, unless it has one; for a missing overload with the types.
Value placed(const Value& error, const Node& node, Frame& frame, std::span<const Value> arguments);
Value placed(const Value& error, const Node& node);
/// What stands where a bool is needed: an error, or one that says so.
Value notBool(const Value& value, const Node& node);

/// The node's value; constants are not copied and cost no call.
inline const Value& valueOf(const Node& node, Frame& frame, Value& storage)
{
    if (node.evaluate == evaluateConstant)
        return node.constant;
    storage = node.evaluate(node, frame);
    return storage;
}

}  // namespace otto::cel
