// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Program.h"

#include "core/cel/Checker.h"
#include "core/cel/Compiler.h"
#include "core/cel/Node.h"
#include "core/cel/Parser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace otto::cel {
namespace {

/// Locals of so many comprehensions within each other are on the stack.
constexpr std::size_t kStackLocals = 8;

Value runWithLocals(const Code& code, const Node& root, Frame& frame)
{
    std::array<Value, kStackLocals> stackLocals;
    frame.locals = code.locals <= kStackLocals
                       ? stackLocals.data()
                       : frame.context.arena.array<Value>(code.locals).data();
    return root.evaluate(root, frame);
}

Value run(const Code& code, const Node& root, std::span<const Value> variables, Arena& arena,
          PartValue* trace)
{
    const Value* slots = variables.data();
    if (variables.size() < code.variables) {
        const std::span<Value> filled = arena.array<Value>(code.variables);
        std::fill(std::copy(variables.begin(), variables.end(), filled.begin()), filled.end(),
                  Value::error(ErrorCode::UnboundName));
        slots = filled.data();
    }
    Steps steps(code.steps);
    Frame frame{slots, nullptr, {arena, steps, code.zones}, trace};
    const Value result =
        code.locals == 0 ? root.evaluate(root, frame) : runWithLocals(code, root, frame);
    return steps.areUsedUp() && !result.isError()
               ? Value::error(&Value::error(ErrorCode::TooManySteps).asError(), root.offset)
               : result;
}

}  // namespace

Program::Program(std::shared_ptr<const Code> code) : m_code(std::move(code)) {}

tl::expected<Program, CompileErrors> Program::compile(std::string_view text, const Schema& schema,
                                                      const Limits& limits)
{
    auto ast = parse(text, limits);
    if (!ast)
        return tl::unexpected(CompileErrors{std::move(ast.error())});
    Checked checked = check(*ast, text, schema);
    if (!checked.errors.empty())
        return tl::unexpected(std::move(checked.errors));
    auto code = std::make_shared<Code>();
    code->text = text;
    code->zones = schema.zones();
    code->steps = limits.steps;
    code->variables = schema.variables().size();
    code->locals = checked.locals;
    code->resultType = checked.meanings[ast->root].type;
    PartTree tree = partsOf(*ast, checked);
    code->parts = std::move(tree.parts);
    code->root = compileNodes(*ast, checked, schema, *code, nullptr);
    code->tracedRoot = compileNodes(*ast, checked, schema, *code, &tree.partOf);
    Reads reads = readsOf(*ast, checked, schema);
    code->reads = std::move(reads.paths);
    code->usedVariables = std::move(reads.variables);
    return Program(std::move(code));
}

Value Program::evaluate(std::span<const Value> variables, Arena& arena) const
{
    return run(*m_code, *m_code->root, variables, arena, nullptr);
}

const Type& Program::resultType() const
{
    return m_code->resultType;
}

const std::string& Program::text() const
{
    return m_code->text;
}

const std::vector<std::string>& Program::reads() const
{
    return m_code->reads;
}

bool Program::usesVariable(std::string_view name) const
{
    return std::binary_search(m_code->usedVariables.begin(), m_code->usedVariables.end(), name);
}

const CompileErrors& Program::certainFailures() const
{
    return m_code->certainFailures;
}

const std::vector<Part>& Program::parts() const
{
    return m_code->parts;
}

std::vector<PartValue> Program::evaluateParts(std::span<const Value> variables, Arena& arena) const
{
    std::vector<PartValue> values(m_code->parts.size());
    const Value result = run(*m_code, *m_code->tracedRoot, variables, arena, values.data());
    values.front() = {true, result};
    return values;
}

std::string renderError(const Value& error, std::string_view source)
{
    const std::string message(error.asError().message);
    if (error.errorOffset() == Value::kNoOffset)
        return message;
    const std::size_t begin = error.errorOffset();
    return compileErrorAt(source, begin, begin + 1, message).render(source);
}

}  // namespace otto::cel
