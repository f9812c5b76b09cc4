// SPDX-License-Identifier: Apache-2.0
#include "core/cel/Checker.h"

#include "core/cel/NameResolver.h"
#include "core/cel/Suggestion.h"
#include "core/cel/TypeUnifier.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace otto::cel {
namespace {

Type typeOfConstant(const Value& value)
{
    switch (value.kind()) {
    case Kind::Null: return Type::null();
    case Kind::Bool: return Type::boolean();
    case Kind::Int: return Type::integer();
    case Kind::Uint: return Type::unsignedInteger();
    case Kind::Double: return Type::number();
    case Kind::String: return Type::string();
    case Kind::Bytes: return Type::bytes();
    case Kind::Timestamp: return Type::timestamp();
    case Kind::Duration: return Type::duration();
    case Kind::Money: return Type::money();
    case Kind::Type: return Type::typeOfType();
    default: return Type::dyn();
    }
}

/// `a + b` for `_+_`.
std::string operatorText(const std::string& function, const std::vector<std::string>& types)
{
    if (function == "_[_]")
        return types[0] + "[" + types[1] + "]";
    if (function == "@in")
        return types[0] + " in " + types[1];
    if (types.size() == 1)
        return function.substr(0, function.size() - 1) + types[0];
    return types[0] + " " + function.substr(1, function.size() - 2) + " " + types[1];
}

class Checker
{
public:
    Checker(const Ast& ast, std::string_view source, const Schema& schema)
        : m_ast(ast), m_source(source), m_schema(schema), m_names(schema)
    {
        m_checked.meanings.resize(ast.exprs.size());
    }

    Checked run()
    {
        visit(m_ast.root);
        for (Meaning& meaning : m_checked.meanings)
            meaning.type = m_types.settle(meaning.type);
        std::stable_sort(
            m_checked.errors.begin(), m_checked.errors.end(),
            [](const CompileError& a, const CompileError& b) { return a.begin < b.begin; });
        return std::move(m_checked);
    }

private:
    struct Local
    {
        std::string name;
        Type type;
    };

    Meaning& meaningOf(ExprId id) { return m_checked.meanings[id]; }

    /// Nested errors of one cause are not wanted: the type is dyn from here on.
    Type report(const Expr& expr, std::string message)
    {
        if (m_schema.isChecked() && m_checked.errors.size() < kMostErrors) {
            m_checked.errors.push_back(
                compileErrorAt(m_source, expr.at, expr.atEnd, std::move(message)));
        }
        return Type::dyn();
    }

    /// Nothing once enough is reported: looking for near names takes time.
    [[nodiscard]] std::string near(const std::string& written,
                                   const std::vector<std::string>& known) const
    {
        const bool isWanted = m_schema.isChecked() && m_checked.errors.size() < kMostErrors;
        return isWanted ? suggestion(written, known) : std::string();
    }

    Type unknown(ExprId id, std::string message)
    {
        Meaning& meaning = meaningOf(id);
        meaning.of = Meaning::Of::Unknown;
        meaning.fault = message;
        return report(m_ast[id], std::move(message));
    }

    Type visit(ExprId id)
    {
        const Type type = m_types.resolve(typeOf(id));
        meaningOf(id).type = type;
        return type;
    }

    Type typeOf(ExprId id)
    {
        const Expr& expr = m_ast[id];
        switch (expr.kind) {
        case ExprKind::Literal: return typeOfConstant(expr.literal);
        case ExprKind::Name: return name(id);
        case ExprKind::Select: return select(id);
        case ExprKind::Has: return has(id);
        case ExprKind::Call: return call(id);
        case ExprKind::And:
        case ExprKind::Or: return logical(id);
        case ExprKind::Conditional: return conditional(id);
        case ExprKind::List: return list(id);
        case ExprKind::Map: return map(id);
        case ExprKind::Struct: return structure(id);
        case ExprKind::Comprehension: return comprehension(id);
        }
        return Type::dyn();
    }

    /// A declared variable or constant of that path.
    bool resolvePath(ExprId id, const NameResolver::Path& path)
    {
        for (const std::string& name : m_names.candidates(path.name, path.isRooted)) {
            Meaning& meaning = meaningOf(id);
            if (const auto slot = m_schema.slotOf(name)) {
                meaning.of = Meaning::Of::Variable;
                meaning.slot = *slot;
                meaning.type = m_schema.variables()[*slot].type;
                return true;
            }
            if (const Value* const constant = m_schema.constant(name)) {
                meaning.of = Meaning::Of::Constant;
                meaning.constant = *constant;
                meaning.type = typeOfConstant(*constant);
                return true;
            }
        }
        return false;
    }

    bool resolveLocal(ExprId id, const std::string& name)
    {
        for (std::size_t i = m_locals.size(); i-- > 0;) {
            if (m_locals[i].name != name)
                continue;
            Meaning& meaning = meaningOf(id);
            meaning.of = Meaning::Of::Local;
            meaning.slot = i;
            meaning.type = m_locals[i].type;
            return true;
        }
        return false;
    }

    [[nodiscard]] bool isLocal(const NameResolver::Path& path) const
    {
        const std::string& name = m_ast[path.start].text;
        return !path.isRooted
               && std::any_of(m_locals.begin(), m_locals.end(),
                              [&name](const Local& local) { return local.name == name; });
    }

    Type name(ExprId id)
    {
        const Expr& expr = m_ast[id];
        if (!expr.isRooted && resolveLocal(id, expr.text))
            return meaningOf(id).type;
        if (resolvePath(id, {expr.text, expr.isRooted, id}))
            return meaningOf(id).type;
        std::vector<std::string> known = m_schema.names();
        for (const Local& local : m_locals)
            known.push_back(local.name);
        return unknown(id, "unknown name '" + expr.text + "'" + near(expr.text, known));
    }

    Type select(ExprId id)
    {
        const auto path = NameResolver::pathOf(m_ast, id);
        if (path && !isLocal(*path) && resolvePath(id, *path))
            return meaningOf(id).type;
        if (path && !isLocal(*path) && isGroup(m_ast[id].children[0])) {
            return unknown(id, "unknown name '" + path->name + "'"
                                   + near(path->name, m_schema.names()));
        }
        return fieldType(id, visit(m_ast[id].children[0]));
    }

    /// `a` where there are variables `a.b` and no `a`: what follows is a slip of the pen.
    [[nodiscard]] bool isGroup(ExprId id) const
    {
        const Expr& expr = m_ast[id];
        if (!m_schema.isChecked() || expr.kind != ExprKind::Name)
            return false;
        for (const std::string& name : m_names.candidates(expr.text, expr.isRooted)) {
            if (m_schema.slotOf(name) || m_schema.constant(name) != nullptr)
                return false;
        }
        const std::string prefix = expr.text + ".";
        const std::vector<std::string> names = m_schema.names();
        return std::any_of(names.begin(), names.end(),
                           [&prefix](const std::string& name) { return name.starts_with(prefix); });
    }

    Type has(ExprId id)
    {
        fieldType(id, visit(m_ast[id].children[0]));
        return Type::boolean();
    }

    Type fieldType(ExprId id, const Type& operand)
    {
        const Expr& expr = m_ast[id];
        switch (operand.tag()) {
        case Type::Tag::Record: {
            const Field* const field = operand.recordType()->find(expr.text);
            if (field == nullptr)
                return noSuchField(expr, *operand.recordType());
            meaningOf(id).field = field;
            return field->type;
        }
        case Type::Tag::Map:
            if (!m_types.unify(operand.key(), Type::string()))
                return report(expr, "a field needs string keys, but this is " + operand.text());
            return operand.value();
        case Type::Tag::Dyn:
        case Type::Tag::Parameter: return Type::dyn();
        default:
            return report(expr,
                          "no field '" + expr.text + "': " + operand.text() + " has no fields");
        }
    }

    Type noSuchField(const Expr& expr, const RecordType& record)
    {
        std::vector<std::string> known;
        for (const Field& field : record.fields())
            known.push_back(field.name);
        return report(expr,
                      record.name() + " has no field '" + expr.text + "'" + near(expr.text, known));
    }

    /// The function that `a.b.f(x)` names by its whole path, when there is one.
    const std::vector<Overload>* namespaced(const Expr& expr)
    {
        if (!expr.isReceiver)
            return nullptr;
        const auto path = NameResolver::pathOf(m_ast, expr.children[0]);
        if (!path || isLocal(*path))
            return nullptr;
        return findFunction(path->name + "." + expr.text, path->isRooted);
    }

    const std::vector<Overload>* findFunction(const std::string& name, bool isRooted)
    {
        for (const std::string& candidate : m_names.candidates(name, isRooted)) {
            if (const auto* const found = m_schema.functions().find(candidate))
                return found;
        }
        return nullptr;
    }

    Type call(ExprId id)
    {
        const Expr& expr = m_ast[id];
        const std::vector<Overload>* overloads = namespaced(expr);
        const bool isNamespaced = overloads != nullptr;
        meaningOf(id).isNamespaced = isNamespaced;
        if (!isNamespaced)
            overloads = expr.isOperator ? m_schema.functions().find(expr.text)
                                        : findFunction(expr.text, expr.isRooted);
        std::vector<Type> arguments;
        for (std::size_t i = isNamespaced ? 1 : 0; i < expr.children.size(); ++i)
            arguments.push_back(visit(expr.children[i]));
        if (overloads == nullptr) {
            return unknown(id, "unknown function '" + expr.text + "'"
                                   + near(expr.text, m_schema.functions().names()));
        }
        return dispatch(id, *overloads, arguments, expr.isReceiver && !isNamespaced);
    }

    Type dispatch(ExprId id, const std::vector<Overload>& overloads,
                  const std::vector<Type>& arguments, bool isReceiver)
    {
        Meaning& meaning = meaningOf(id);
        const Overload* last = nullptr;
        std::vector<Type> results;
        for (const Overload& overload : overloads) {
            if (overload.isReceiver != isReceiver || overload.parameters.size() != arguments.size())
                continue;
            meaning.overloads.push_back(&overload);
            const std::size_t mark = m_types.mark();
            if (const auto result = fit(overload, arguments)) {
                results.push_back(m_types.resolve(*result));
                last = &overload;
            }
            m_types.undo(mark);
        }
        if (results.empty())
            return noOverload(id, arguments);
        if (results.size() == 1)
            return m_types.resolve(*fit(*last, arguments));
        const bool areSame = std::all_of(results.begin(), results.end(),
                                         [&](const Type& type) { return type == results[0]; });
        return areSame ? results[0] : Type::dyn();
    }

    /// The result's type when the arguments fit; binds what is unknown.
    std::optional<Type> fit(const Overload& overload, const std::vector<Type>& arguments)
    {
        std::map<std::uint32_t, Type> parameters;
        for (std::size_t i = 0; i < arguments.size(); ++i) {
            if (!m_types.unify(instance(overload.parameters[i], parameters), arguments[i]))
                return std::nullopt;
        }
        return instance(overload.result, parameters);
    }

    /// The overload's type with unknowns of this call for its parameters.
    Type instance(const Type& type, std::map<std::uint32_t, Type>& parameters)
    {
        switch (type.tag()) {
        case Type::Tag::Parameter: {
            const auto found = parameters.find(type.parameterNumber());
            if (found != parameters.end())
                return found->second;
            return parameters.emplace(type.parameterNumber(), m_types.fresh()).first->second;
        }
        case Type::Tag::List: return Type::list(instance(type.element(), parameters));
        case Type::Tag::Map:
            return Type::map(instance(type.key(), parameters), instance(type.value(), parameters));
        default: return type;
        }
    }

    Type noOverload(ExprId id, const std::vector<Type>& arguments)
    {
        const Expr& expr = m_ast[id];
        std::vector<std::string> types;
        for (const Type& type : arguments)
            types.push_back(m_types.settle(type).text());
        if (expr.isOperator)
            return report(expr, "there is no " + operatorText(expr.text, types));
        std::string written = expr.isReceiver ? types[0] + "." + expr.text : expr.text;
        written += "(";
        for (std::size_t i = expr.isReceiver ? 1 : 0; i < types.size(); ++i)
            written += (written.back() == '(' ? "" : ", ") + types[i];
        return report(expr, "there is no " + written + ")");
    }

    Type requireBool(ExprId id)
    {
        const Type type = visit(id);
        if (!m_types.unify(type, Type::boolean())) {
            Expr place;
            place.at = m_ast[id].begin;
            place.atEnd = m_ast[id].end;
            report(place, "a bool is needed here, but this is " + type.text());
        }
        return Type::boolean();
    }

    Type logical(ExprId id)
    {
        for (const ExprId child : m_ast[id].children)
            requireBool(child);
        return Type::boolean();
    }

    Type conditional(ExprId id)
    {
        const Expr& expr = m_ast[id];
        requireBool(expr.children[0]);
        const Type then = visit(expr.children[1]);
        const Type otherwise = visit(expr.children[2]);
        const Type result = m_types.fresh();
        if (!m_types.unify(result, then) || !m_types.unify(result, otherwise)) {
            return report(expr, "the branches of ?: have the types " + then.text() + " and "
                                    + otherwise.text());
        }
        return m_types.resolve(result);
    }

    /// The type of all of them, or dyn when they differ.
    void join(Type& joined, const Type& next)
    {
        if (joined.isDyn())
            return;
        const std::size_t mark = m_types.mark();
        if (!m_types.unify(joined, next)) {
            m_types.undo(mark);
            joined = Type::dyn();
        }
    }

    Type list(ExprId id)
    {
        Type element = m_types.fresh();
        for (const ExprId child : m_ast[id].children)
            join(element, visit(child));
        return m_types.listOf(m_types.resolve(element));
    }

    Type map(ExprId id)
    {
        Type key = m_types.fresh();
        Type value = m_types.fresh();
        const Expr& expr = m_ast[id];
        for (std::size_t i = 0; i < expr.children.size(); i += 2) {
            join(key, visit(expr.children[i]));
            join(value, visit(expr.children[i + 1]));
        }
        return m_types.mapOf(m_types.resolve(key), m_types.resolve(value));
    }

    Type structure(ExprId id)
    {
        for (const ExprId child : m_ast[id].children)
            visit(child);
        return unknown(id, "an expression cannot make a " + m_ast[id].text);
    }

    Type comprehension(ExprId id)
    {
        const Expr& expr = m_ast[id];
        const Type range = visit(expr.children[0]);
        Type element = Type::dyn();
        if (range.tag() == Type::Tag::List)
            element = range.element();
        else if (range.tag() == Type::Tag::Map)
            element = range.key();
        else if (!range.isDyn() && range.tag() != Type::Tag::Parameter)
            report(expr, "a list or map is needed here, but this is " + range.text());
        m_locals.push_back({expr.text, element});
        m_checked.locals = std::max(m_checked.locals, m_locals.size());
        const bool transforms = expr.macro == Macro::Map;
        Type result = Type::boolean();
        if (!transforms || expr.children.size() == 3)
            requireBool(expr.children[1]);
        if (transforms)
            result = m_types.listOf(visit(expr.children.back()));
        else if (expr.macro == Macro::Filter)
            result = m_types.listOf(element);
        m_locals.pop_back();
        return result;
    }

    static constexpr std::size_t kMostErrors = 100;

    const Ast& m_ast;
    std::string_view m_source;
    const Schema& m_schema;
    NameResolver m_names;
    TypeUnifier m_types;
    std::vector<Local> m_locals;
    Checked m_checked;
};

}  // namespace

Checked check(const Ast& ast, std::string_view source, const Schema& schema)
{
    return Checker(ast, source, schema).run();
}

}  // namespace otto::cel
