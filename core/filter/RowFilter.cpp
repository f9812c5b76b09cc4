// SPDX-License-Identifier: Apache-2.0
#include "core/filter/RowFilter.h"

#include "core/cel/Utf8.h"
#include "core/filter/FoldedText.h"
#include "core/filter/PillExpression.h"

#include <algorithm>
#include <utility>

namespace otto {

namespace {

using cel::CompileError;
using cel::CompileErrors;

cel::Limits filterLimits()
{
    cel::Limits limits;
    // Pills are longer as CEL than as pills.
    limits.length = RowFilter::kLineBytesMax * 16;
    limits.nesting = 60;
    limits.nodes = 4000;
    limits.steps = RowFilter::kStepsMax;
    return limits;
}

CompileErrors moved(CompileErrors errors, std::string_view line, std::size_t by)
{
    for (CompileError& error : errors)
        error = cel::compileErrorAt(line, std::min(error.begin + by, line.size()),
                                    std::min(error.end + by, line.size()), error.message);
    return errors;
}

/// The first error of an operator line says what to do when CEL was not meant.
CompileErrors withHint(CompileErrors errors, std::string_view line, const FilterItem& item)
{
    const bool isMarked = item.expression.begin != item.place.begin;
    const bool isWholeLine = item.place.end == line.size();
    if (isWholeLine && !isMarked && line[item.place.begin] != '(' && !errors.empty())
        errors.front().message +=
            " (operators make the line CEL; text to search for goes in quotes)";
    return errors;
}

bool isTruth(const cel::Type& type)
{
    return type.tag() == cel::Type::Tag::Bool || type.isDyn();
}

/// Compiled on its own, so that an error has its place in the line.
std::optional<CompileErrors> faultOf(std::string_view line, const FilterItem& item,
                                     const FilterSchema& schema)
{
    const std::size_t begin = item.expression.begin;
    const std::string_view text = line.substr(begin, item.expression.end - begin);
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return CompileErrors{
            cel::compileErrorAt(line, begin, line.size(), "An expression has to follow")};
    const auto program = cel::Program::compile(text, schema.language(), filterLimits());
    if (!program)
        return withHint(moved(program.error(), line, begin), line, item);
    if (!isTruth(program->resultType()))
        return CompileErrors{cel::compileErrorAt(line, begin, item.expression.end,
                                                 "This gives " + program->resultType().text()
                                                     + ", a filter has to be true or false")};
    if (!program->certainFailures().empty())
        return moved(program->certainFailures(), line, begin);
    return std::nullopt;
}

tl::expected<std::string, CompileErrors> termOf(std::string_view line, const FilterItem& item,
                                                const FilterSchema& schema,
                                                const FilterContext& context)
{
    switch (item.kind) {
    case ItemKind::Word: return "row.mentions(" + celLiteral(foldedText(item.word)) + ')';
    case ItemKind::Pill: {
        const auto term = pillExpression(line, item, context);
        if (!term)
            return tl::unexpected(CompileErrors{term.error()});
        return *term;
    }
    case ItemKind::Expression: break;
    }
    if (auto fault = faultOf(line, item, schema))
        return tl::unexpected(std::move(*fault));
    const std::size_t begin = item.expression.begin;
    return std::string(line.substr(begin, item.expression.end - begin));
}

}  // namespace

tl::expected<RowFilter, CompileErrors> RowFilter::compile(std::string_view line,
                                                          const FilterSchema& schema,
                                                          const FilterContext& context)
{
    const auto refuse = [&](std::size_t begin, std::size_t end, std::string sentence) {
        return tl::unexpected(
            CompileErrors{cel::compileErrorAt(line, begin, end, std::move(sentence))});
    };
    if (line.size() > kLineBytesMax)
        return refuse(0, 0, "A filter is at most 4096 bytes long");
    if (const std::size_t wrong = cel::invalidUtf8At(line); wrong != std::string_view::npos)
        return refuse(0, 0, "This is not UTF-8 text");
    auto items = readFilterLine(line, schema);
    if (!items)
        return tl::unexpected(CompileErrors{items.error()});
    RowFilter filter;
    filter.m_line = line;
    filter.m_schema = &schema;
    std::string text;
    for (const FilterItem& item : *items) {
        const auto term = termOf(line, item, schema, context);
        if (!term)
            return tl::unexpected(term.error());
        const bool isAlone = items->size() == 1 && !item.isExcluded;
        const bool isCall = item.kind == ItemKind::Word;
        std::string part = isAlone || isCall ? *term : '(' + *term + ')';
        text += (text.empty() ? "" : " && ") + std::string(item.isExcluded ? "!" : "") + part;
    }
    filter.m_items = std::move(*items);
    if (filter.m_items.empty())
        return filter;
    auto program = cel::Program::compile(text, schema.language(), filterLimits());
    if (!program)
        return refuse(0, line.size(), program.error().front().message);
    filter.m_program = std::move(*program);
    const std::vector<FilterField>& fields = schema.fields();
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (filter.m_program->usesVariable(fields[i].name)) {
            filter.m_slots.push_back({i, fields[i].get});
            filter.m_dependsOnNow |= fields[i].dependsOnNow;
        }
        const std::vector<std::string>& reads = filter.m_program->reads();
        const bool isReadOfRow =
            std::find(reads.begin(), reads.end(), "row." + fields[i].name) != reads.end();
        filter.m_dependsOnNow |= isReadOfRow && fields[i].dependsOnNow;
    }
    filter.m_usesRow = filter.m_program->usesVariable("row");
    return filter;
}

const std::string& RowFilter::celText() const
{
    static const std::string kNone;
    return m_program ? m_program->text() : kNone;
}

FilterVerdict RowFilter::judge(const void* row, const FilterContext& context,
                               Scratch& scratch) const
{
    if (!m_program)
        return FilterVerdict::Matches;
    scratch.arena.reset();
    scratch.values.resize(m_schema->fields().size() + 1);
    const FilterRow filterRow{row, &context, m_schema};
    for (const Slot& slot : m_slots)
        scratch.values[slot.variable] = slot.get(&filterRow, scratch.arena);
    if (m_usesRow)
        scratch.values.back() = cel::Value::record(&filterRow, &m_schema->record());
    const cel::Value result = m_program->evaluate(scratch.values, scratch.arena);
    if (result.isTrue())
        return FilterVerdict::Matches;
    if (result.isFalse())
        return FilterVerdict::Differs;
    if (!result.isError()) {
        scratch.fault = "The result is neither true nor false";
        return FilterVerdict::Unjudged;
    }
    scratch.fault = result.asError().message;
    return result.asError().code == cel::ErrorCode::TooManySteps ? FilterVerdict::TooCostly
                                                                 : FilterVerdict::Unjudged;
}

}  // namespace otto
