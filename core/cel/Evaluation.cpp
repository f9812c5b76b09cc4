// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Node.h"
#include "core/cel/functions/StandardFunctions.h"

#include <array>

namespace otto::cel {
namespace {

bool isTooManySteps(const Value& error)
{
    return error.asError().code == ErrorCode::TooManySteps;
}

Value fieldOf(const Value& operand, const Node& node, Frame& frame)
{
    if (operand.kind() == Kind::Record) {
        const Field* const field = operand.recordType()->find(node.name);
        if (field != nullptr)
            return field->get(operand.object(), frame.context.arena);
        return placed(Value::error(ErrorCode::NoSuchField,
                                   "no such field: '" + std::string(node.name) + "'",
                                   frame.context.arena),
                      node);
    }
    if (operand.kind() == Kind::Map) {
        Value found;
        if (operand.mapFind(Value::string(node.name), frame.context.arena, found))
            return found;
        return placed(Value::error(ErrorCode::NoSuchKey,
                                   "no such key: '" + std::string(node.name) + "'",
                                   frame.context.arena),
                      node);
    }
    if (operand.isError())
        return operand;
    return placed(Value::error(ErrorCode::NoMatchingOverload,
                               "no field '" + std::string(node.name)
                                   + "': " + std::string(typeName(operand)) + " has no fields",
                               frame.context.arena),
                  node);
}

}  // namespace

Value placed(const Value& error, const Node& node)
{
    if (error.errorOffset() != Value::kNoOffset)
        return error;
    return Value::error(&error.asError(), node.offset);
}

Value placed(const Value& error, const Node& node, Frame& frame, std::span<const Value> arguments)
{
    if (error.object() != Value::error(ErrorCode::NoMatchingOverload).object())
        return placed(error, node);
    std::string message = "no such overload: " + std::string(node.name) + "(";
    for (const Value& argument : arguments) {
        if (message.back() != '(')
            message += ", ";
        message += typeName(argument);
    }
    message += ")";
    return placed(Value::error(ErrorCode::NoMatchingOverload, message, frame.context.arena), node);
}

Value notBool(const Value& value, const Node& node)
{
    if (value.isError())
        return value;
    return placed(Value::error(ErrorCode::NoMatchingOverload), node);
}

Value evaluateConstant(const Node& node, Frame&)
{
    return node.constant;
}

Value evaluateVariable(const Node& node, Frame& frame)
{
    const Value& value = frame.variables[node.slot];
    return value.isError() ? placed(value, node) : value;
}

Value evaluateLocal(const Node& node, Frame& frame)
{
    return frame.locals[node.slot];
}

Value evaluateUnknown(const Node& node, Frame& frame)
{
    return placed(Value::error(ErrorCode::UnboundName, node.name, frame.context.arena), node);
}

Value evaluateTraced(const Node& node, Frame& frame)
{
    const Value value = node.a->evaluate(*node.a, frame);
    frame.trace[node.firstPart] = {true, value};
    return value;
}

Value evaluateField(const Node& node, Frame& frame)
{
    const Value operand = node.a->evaluate(*node.a, frame);
    if (operand.kind() == Kind::Record && operand.recordType() == node.record)
        return node.field->get(operand.object(), frame.context.arena);
    return fieldOf(operand, node, frame);
}

Value evaluateVariableField(const Node& node, Frame& frame)
{
    const Value& operand = frame.variables[node.slot];
    if (operand.kind() == Kind::Record && operand.recordType() == node.record)
        return node.field->get(operand.object(), frame.context.arena);
    return operand.isError() ? placed(operand, node) : fieldOf(operand, node, frame);
}

Value evaluateDynamicField(const Node& node, Frame& frame)
{
    return fieldOf(node.a->evaluate(*node.a, frame), node, frame);
}

Value evaluateHas(const Node& node, Frame& frame)
{
    const Value operand = node.a->evaluate(*node.a, frame);
    if (operand.kind() == Kind::Record) {
        const Field* const field = operand.recordType() == node.record
                                       ? node.field
                                       : operand.recordType()->find(node.name);
        if (field != nullptr)
            return Value::boolean(hasField(*field, operand.object(), frame.context.arena));
    }
    if (operand.kind() == Kind::Map) {
        Value found;
        return Value::boolean(
            operand.mapFind(Value::string(node.name), frame.context.arena, found));
    }
    return fieldOf(operand, node, frame);
}

Value evaluateAnd(const Node& node, Frame& frame)
{
    Value result = Value::boolean(true);
    for (const Node* const child : node.children) {
        const Value value = child->evaluate(*child, frame);
        if (value.isTrue())
            continue;
        if (value.isFalse())
            return value;
        result = notBool(value, *child);
        if (isTooManySteps(result))
            return result;
    }
    return result;
}

Value evaluateOr(const Node& node, Frame& frame)
{
    Value result = Value::boolean(false);
    for (const Node* const child : node.children) {
        const Value value = child->evaluate(*child, frame);
        if (value.isFalse())
            continue;
        if (value.isTrue())
            return value;
        result = notBool(value, *child);
        if (isTooManySteps(result))
            return result;
    }
    return result;
}

Value evaluateNot(const Node& node, Frame& frame)
{
    const Value value = node.a->evaluate(*node.a, frame);
    return value.kind() == Kind::Bool ? Value::boolean(!value.asBool()) : notBool(value, node);
}

Value evaluateConditional(const Node& node, Frame& frame)
{
    const Value condition = node.a->evaluate(*node.a, frame);
    if (condition.isTrue())
        return node.b->evaluate(*node.b, frame);
    if (condition.isFalse())
        return node.c->evaluate(*node.c, frame);
    return notBool(condition, *node.a);
}

Value evaluateCall1(const Node& node, Frame& frame)
{
    const Value argument = node.a->evaluate(*node.a, frame);
    if (argument.isError())
        return argument;
    const Value result = node.call(frame.context, &argument);
    return result.isError() ? placed(result, node, frame, {&argument, 1}) : result;
}

Value evaluateCall2(const Node& node, Frame& frame)
{
    std::array<Value, 2> arguments;
    arguments[0] = valueOf(*node.a, frame, arguments[0]);
    if (arguments[0].isError())
        return arguments[0];
    arguments[1] = valueOf(*node.b, frame, arguments[1]);
    if (arguments[1].isError())
        return arguments[1];
    const Value result = node.call(frame.context, arguments.data());
    return result.isError() ? placed(result, node, frame, arguments) : result;
}

Value evaluateCallMany(const Node& node, Frame& frame)
{
    const std::span<Value> arguments = frame.context.arena.array<Value>(node.children.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        arguments[i] = node.children[i]->evaluate(*node.children[i], frame);
        if (arguments[i].isError())
            return arguments[i];
    }
    const Value result = node.call(frame.context, arguments.data());
    return result.isError() ? placed(result, node, frame, arguments) : result;
}

Value evaluateDispatched(const Node& node, Frame& frame)
{
    const std::span<Value> arguments = frame.context.arena.array<Value>(node.children.size());
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        arguments[i] = node.children[i]->evaluate(*node.children[i], frame);
        if (arguments[i].isError())
            return arguments[i];
    }
    Value result = Value::error(ErrorCode::NoMatchingOverload);
    for (const Overload& overload : node.overloads) {
        bool isFit = true;
        for (std::size_t i = 0; i < arguments.size() && isFit; ++i)
            isFit = accepts(overload.parameters[i], arguments[i]);
        if (isFit) {
            result = overload.call(frame.context, arguments.data());
            break;
        }
    }
    return result.isError() ? placed(result, node, frame, arguments) : result;
}

Value evaluateList(const Node& node, Frame& frame)
{
    const std::span<Value> values = frame.context.arena.array<Value>(node.children.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = node.children[i]->evaluate(*node.children[i], frame);
        if (values[i].isError())
            return values[i];
    }
    return Value::list(values);
}

Value evaluateMap(const Node& node, Frame& frame)
{
    const std::span<MapEntry> entries =
        frame.context.arena.array<MapEntry>(node.children.size() / 2);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Node& key = *node.children[2 * i];
        const Node& value = *node.children[2 * i + 1];
        entries[i].key = key.evaluate(key, frame);
        if (entries[i].key.isError())
            return entries[i].key;
        entries[i].value = value.evaluate(value, frame);
        if (entries[i].value.isError())
            return entries[i].value;
    }
    const Value map = Value::map(entries, frame.context.arena);
    return map.isError() ? placed(map, node) : map;
}

}  // namespace otto::cel
