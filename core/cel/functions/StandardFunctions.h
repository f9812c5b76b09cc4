// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cel/Function.h"

#include <string>
#include <string_view>
#include <vector>

namespace otto::cel {

// The standard functions by topic (langdef "Standard Definitions"). All overloads of a function
// share one C++ function that looks at the kinds, so that dispatch at run time is one switch; what
// it does not know is NoMatchingOverload.

void addArithmetic(FunctionTable& table);
void addComparisons(FunctionTable& table);
void addCollectionFunctions(FunctionTable& table);
void addStringFunctions(FunctionTable& table);
void addTimeFunctions(FunctionTable& table);
void addConversions(FunctionTable& table);
/// Ours: README.md, "Money".
void addMoneyFunctions(FunctionTable& table);

inline Value noMatchingOverload()
{
    return Value::error(ErrorCode::NoMatchingOverload);
}

/// Several overloads with one result type.
void addOverloads(FunctionTable& table, const std::string& name,
                  const std::vector<std::vector<Type>>& parameters, const Type& result,
                  FunctionCall call, bool isReceiver = false);

// Used by the evaluator directly.
Value callEqual(CallContext& context, const Value* arguments);
Value callNotEqual(CallContext& context, const Value* arguments);
Value callLess(CallContext& context, const Value* arguments);
Value callLessOrEqual(CallContext& context, const Value* arguments);
Value callGreater(CallContext& context, const Value* arguments);
Value callGreaterOrEqual(CallContext& context, const Value* arguments);
Value callIndex(CallContext& context, const Value* arguments);
Value callIn(CallContext& context, const Value* arguments);
Value callMatches(CallContext& context, const Value* arguments);
Value callAdd(CallContext& context, const Value* arguments);

}  // namespace otto::cel
