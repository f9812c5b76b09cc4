// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Compiler.h"

#include "core/cel/ArenaMap.h"
#include "core/cel/functions/StandardFunctions.h"

#include <algorithm>
#include <array>
#include <utility>

namespace otto::cel {
namespace {

/// Steps for all constant subexpressions of one expression together.
constexpr std::uint64_t kFoldingSteps = 100'000;
/// A constant list of at least so many values is looked up by hash in `x in [...]`.
constexpr std::size_t kHashedConstants = 4;

struct Quick
{
    FunctionCall call;
    Evaluate evaluate;
};

constexpr std::array kQuickCalls{
    Quick{callEqual, evaluateEqual},     Quick{callNotEqual, evaluateNotEqual},
    Quick{callLess, evaluateLess},       Quick{callLessOrEqual, evaluateLessOrEqual},
    Quick{callGreater, evaluateGreater}, Quick{callGreaterOrEqual, evaluateGreaterOrEqual},
};

class Compiler
{
public:
    Compiler(const Ast& ast, const Checked& checked, const Schema& schema, Code& code,
             const std::vector<std::size_t>* partOf)
        : m_ast(ast), m_checked(checked), m_schema(schema), m_code(code), m_partOf(partOf)
    {}

    const Node* compile(ExprId id)
    {
        const std::size_t nodesBefore = m_visited++;
        Node node = nodeOf(id);
        if (node.cost == 0)
            node.cost = static_cast<std::uint32_t>(m_visited - nodesBefore);
        const Node* const made = keep(std::move(node));
        if (m_partOf == nullptr || (*m_partOf)[id] == Part::kNone)
            return made;
        Node trace;
        trace.evaluate = evaluateTraced;
        trace.a = made;
        trace.offset = made->offset;
        trace.cost = made->cost;
        trace.firstPart = static_cast<std::uint32_t>((*m_partOf)[id]);
        return keep(std::move(trace));
    }

private:
    const Node* keep(Node node)
    {
        m_code.nodes.push_back(std::move(node));
        return &m_code.nodes.back();
    }

    [[nodiscard]] bool mayShorten() const { return m_partOf == nullptr; }

    /// Texts of the tree do not outlive it.
    std::string_view keepText(std::string_view text) { return m_code.constants.copy(text); }

    Value keepValue(const Value& value)
    {
        switch (value.kind()) {
        case Kind::String: return Value::string(keepText(value.asText()));
        case Kind::Bytes: return Value::bytes(keepText(value.asText()));
        case Kind::Type: return Value::type(keepText(value.asText()));
        default: return value;
        }
    }

    Node nodeOf(ExprId id)
    {
        const Expr& expr = m_ast[id];
        const Meaning& meaning = m_checked.meanings[id];
        Node node;
        node.offset = expr.at;
        node.slot = static_cast<std::uint32_t>(meaning.slot);
        switch (meaning.of) {
        case Meaning::Of::Variable: node.evaluate = evaluateVariable; return node;
        case Meaning::Of::Local: node.evaluate = evaluateLocal; return node;
        case Meaning::Of::Constant: return constant(node, keepValue(meaning.constant));
        case Meaning::Of::Unknown:
            node.evaluate = evaluateUnknown;
            node.name = keepText(meaning.fault);
            return node;
        case Meaning::Of::Itself: break;
        }
        switch (expr.kind) {
        case ExprKind::Literal: return constant(node, keepValue(expr.literal));
        case ExprKind::Select: return select(id, node);
        case ExprKind::Has: return has(id, node);
        case ExprKind::Call: return call(id, node);
        case ExprKind::And: return chain(expr, node, evaluateAnd);
        case ExprKind::Or: return chain(expr, node, evaluateOr);
        case ExprKind::Conditional: return conditional(expr, node);
        case ExprKind::List: return fold(chain(expr, node, evaluateList), expr);
        case ExprKind::Map: return fold(chain(expr, node, evaluateMap), expr);
        case ExprKind::Comprehension: return comprehension(id, node);
        case ExprKind::Name:
        case ExprKind::Struct: break;
        }
        return node;
    }

    static Node constant(Node node, const Value& value)
    {
        node.evaluate = evaluateConstant;
        node.constant = value;
        return node;
    }

    Node select(ExprId id, Node node)
    {
        const Expr& expr = m_ast[id];
        const Meaning& meaning = m_checked.meanings[id];
        node.a = compile(expr.children[0]);
        node.name = keepText(expr.text);
        node.evaluate = evaluateDynamicField;
        if (meaning.field != nullptr) {
            node.evaluate = evaluateField;
            node.field = meaning.field;
            node.record = m_checked.meanings[expr.children[0]].type.recordType();
            if (mayShorten() && node.a->evaluate == evaluateVariable) {
                node.evaluate = evaluateVariableField;
                node.slot = node.a->slot;
            }
        }
        return node;
    }

    Node has(ExprId id, Node node)
    {
        const Expr& expr = m_ast[id];
        node.a = compile(expr.children[0]);
        node.name = keepText(expr.text);
        node.evaluate = evaluateHas;
        node.field = m_checked.meanings[id].field;
        if (node.field != nullptr)
            node.record = m_checked.meanings[expr.children[0]].type.recordType();
        return node;
    }

    std::span<const Node* const> childrenOf(const Expr& expr, std::size_t first = 0)
    {
        std::vector<const Node*> children;
        for (std::size_t i = first; i < expr.children.size(); ++i)
            children.push_back(compile(expr.children[i]));
        return m_code.childLists.emplace_back(std::move(children));
    }

    Node chain(const Expr& expr, Node node, Evaluate evaluate)
    {
        node.evaluate = evaluate;
        node.children = childrenOf(expr);
        return node;
    }

    Node conditional(const Expr& expr, Node node)
    {
        node.evaluate = evaluateConditional;
        node.a = compile(expr.children[0]);
        node.b = compile(expr.children[1]);
        node.c = compile(expr.children[2]);
        return node;
    }

    Node call(ExprId id, Node node)
    {
        const Expr& expr = m_ast[id];
        const Meaning& meaning = m_checked.meanings[id];
        node.name = keepText(expr.text);
        node.children = childrenOf(expr, meaning.isNamespaced ? 1 : 0);
        if (!node.children.empty())
            node.a = node.children[0];
        if (node.children.size() > 1)
            node.b = node.children[1];
        chooseCall(meaning, node);
        if (mayShorten() && node.call == callMatches && isConstantOf(node.b, Kind::String))
            return matchesConstant(expr, node);
        node = fold(node, expr);
        if (mayShorten() && node.call == callIn)
            useHash(node);
        return node;
    }

    void chooseCall(const Meaning& meaning, Node& node)
    {
        const auto& overloads = meaning.overloads;
        if (overloads.empty()) {
            node.evaluate = evaluateDispatched;
            return;
        }
        node.call = overloads.front()->call;
        const bool areStandard =
            std::all_of(overloads.begin(), overloads.end(), [&](const Overload* overload) {
                return overload->isStandard && overload->call == node.call;
            });
        // A function from outside is not given what none of its overloads takes.
        if (!areStandard) {
            std::vector<Overload>& kept = m_code.overloadLists.emplace_back();
            for (const Overload* const overload : overloads)
                kept.push_back(*overload);
            node.overloads = kept;
            node.call = nullptr;
            node.evaluate = evaluateDispatched;
            return;
        }
        node.evaluate = node.children.size() == 1   ? evaluateCall1
                        : node.children.size() == 2 ? evaluateCall2
                                                    : evaluateCallMany;
        for (const Quick& quick : kQuickCalls) {
            if (quick.call == node.call)
                node.evaluate = quick.evaluate;
        }
    }

    static bool isConstantOf(const Node* node, Kind kind)
    {
        return node->evaluate == evaluateConstant && node->constant.kind() == kind;
    }

    Node matchesConstant(const Expr& expr, Node node)
    {
        const Regex& regex = m_code.regexes.emplace_back(node.b->constant.asText());
        node.regex = &regex;
        node.evaluate = evaluateMatchesConstant;
        if (!regex.error().empty())
            noteFailure(expr, regex.error());
        return node;
    }

    /// `x in ['A', 'B', 'C', 'D']`: the constants become keys of a map.
    void useHash(Node& node)
    {
        if (node.b == nullptr || !isConstantOf(node.b, Kind::List))
            return;
        const Value& list = node.b->constant;
        if (list.listSize() < kHashedConstants)
            return;
        std::vector<MapEntry> entries;
        for (std::size_t i = 0; i < list.listSize(); ++i) {
            const Value value = list.listAt(i, m_code.constants);
            if (!isKeyKind(value.kind()))
                return;
            entries.push_back({value, Value::boolean(true)});
        }
        const std::span<MapEntry> kept = m_code.constants.array<MapEntry>(entries.size());
        std::copy(entries.begin(), entries.end(), kept.begin());
        const Value map = Value::map(kept, m_code.constants);
        // A list may name a value twice, a map may not.
        if (map.isError())
            return;
        node.constant = map;
        node.evaluate = evaluateInConstants;
    }

    /// The value instead of the node when all it needs is constant.
    Node fold(Node node, const Expr& expr)
    {
        const auto isConstant = [](const Node* child) {
            return child->evaluate == evaluateConstant;
        };
        if (!mayShorten() || !std::all_of(node.children.begin(), node.children.end(), isConstant))
            return node;
        if (node.evaluate == evaluateDispatched && node.overloads.empty())
            return node;
        Steps steps(m_foldingSteps);
        Frame frame{nullptr, nullptr, {m_code.constants, steps, m_schema.zones()}};
        const Value value = node.evaluate(node, frame);
        m_foldingSteps = steps.left();
        if (!value.isError())
            return constant(node, value);
        if (value.asError().code != ErrorCode::TooManySteps)
            noteFailure(expr, std::string(value.asError().message));
        return node;
    }

    void noteFailure(const Expr& expr, std::string message)
    {
        m_code.certainFailures.push_back(
            compileErrorAt(m_code.text, expr.begin, expr.end, std::move(message)));
    }

    Node comprehension(ExprId id, Node node)
    {
        const Expr& expr = m_ast[id];
        node.a = compile(expr.children[0]);
        const std::size_t before = m_visited;
        node.slot = static_cast<std::uint32_t>(m_depth++);
        const bool transforms = expr.macro == Macro::Map;
        if (!transforms || expr.children.size() == 3)
            node.b = compile(expr.children[1]);
        if (transforms)
            node.c = compile(expr.children.back());
        --m_depth;
        node.cost = static_cast<std::uint32_t>(m_visited - before + 1);
        if (m_partOf != nullptr) {
            const std::size_t self = (*m_partOf)[id];
            node.firstPart = static_cast<std::uint32_t>((*m_partOf)[expr.children[1]]);
            node.endOfParts = static_cast<std::uint32_t>(m_code.parts[self].endOfSubtree);
        }
        switch (expr.macro) {
        case Macro::All: node.evaluate = evaluateAll; break;
        case Macro::Exists: node.evaluate = evaluateExists; break;
        case Macro::ExistsOne: node.evaluate = evaluateExistsOne; break;
        case Macro::Map: node.evaluate = evaluateMapMacro; break;
        case Macro::Filter: node.evaluate = evaluateFilter; break;
        }
        node.name = macroName(expr.macro);
        return node;
    }

    const Ast& m_ast;
    const Checked& m_checked;
    const Schema& m_schema;
    Code& m_code;
    const std::vector<std::size_t>* m_partOf;
    std::uint64_t m_foldingSteps = kFoldingSteps;
    std::size_t m_visited = 0;
    /// Comprehensions around.
    std::size_t m_depth = 0;
};

}  // namespace

const Node* compileNodes(const Ast& ast, const Checked& checked, const Schema& schema, Code& code,
                         const std::vector<std::size_t>* partOf)
{
    return Compiler(ast, checked, schema, code, partOf).compile(ast.root);
}

}  // namespace otto::cel
