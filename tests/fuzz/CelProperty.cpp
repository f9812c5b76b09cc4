// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/CelProperty.h"

#include "core/cel/Program.h"
#include "tests/cel/SampleRecords.h"

namespace otto {
namespace {

constexpr std::size_t kLongestShown = 4000;

cel::Limits limits()
{
    cel::Limits small;
    small.steps = 20'000;
    small.length = 4096;
    return small;
}

const cel::Schema& schema(bool isChecked)
{
    static const cel::Schema kChecked = test::sampleSchema();
    static const cel::Schema kUnchecked = [] {
        cel::Schema open = test::sampleSchema();
        open.setChecked(false);
        return open;
    }();
    return isChecked ? kChecked : kUnchecked;
}

std::string errorsFault(const cel::CompileErrors& errors, std::string_view text)
{
    if (errors.empty())
        return "refused without an error";
    for (const cel::CompileError& error : errors) {
        if (error.begin > text.size() || error.end < error.begin || error.message.empty()
            || error.render(text).find('^') == std::string::npos)
            return "a bad place: " + error.message;
    }
    return {};
}

/// Is the value one that a literal can write? Records, types and errors are not.
bool isWritable(const cel::Value& value, cel::Arena& arena, std::size_t depth)
{
    if (depth > 20)
        return false;
    switch (value.kind()) {
    case cel::Kind::Record:
    case cel::Kind::Error: return false;
    case cel::Kind::List:
        for (std::size_t i = 0; i < value.listSize(); ++i) {
            if (!isWritable(value.listAt(i, arena), arena, depth + 1))
                return false;
        }
        return true;
    case cel::Kind::Map:
        for (std::size_t i = 0; i < value.mapSize(); ++i) {
            cel::Value key;
            cel::Value content;
            value.mapEntryAt(i, arena, key, content);
            if (!isWritable(content, arena, depth + 1))
                return false;
        }
        return true;
    default: return true;
    }
}

bool isOutOfSteps(const cel::Value& value)
{
    return value.isError() && value.asError().code == cel::ErrorCode::TooManySteps;
}

const test::SamplePayment& payment()
{
    static const test::SamplePayment kPayment = test::samplePayment();
    return kPayment;
}

/// The check may refuse an expression but never changes its value (langdef "Gradual Type
/// Checking"). Errors may be worded differently.
std::string checkFault(const cel::Program& checked, const cel::Program& unchecked)
{
    cel::Arena arena;
    const auto variables = test::sampleVariables(payment(), arena);
    const cel::Value value = checked.evaluate(variables, arena);
    const cel::Value other = unchecked.evaluate(variables, arena);
    if (isOutOfSteps(value) || isOutOfSteps(other) || (value.isError() && other.isError()))
        return {};
    const std::string shown = cel::toText(value, kLongestShown);
    const std::string otherShown = cel::toText(other, kLongestShown);
    return shown == otherShown ? std::string()
                               : "the check changes the value: " + shown + " / " + otherShown;
}

std::string programFault(const cel::Program& program)
{
    cel::Arena arena;
    const auto variables = test::sampleVariables(payment(), arena);
    const cel::Value value = program.evaluate(variables, arena);
    const std::string shown = cel::toText(value, kLongestShown);
    if (cel::toText(program.evaluate(variables, arena), kLongestShown) != shown)
        return "the second evaluation differs: " + shown;
    const auto parts = program.evaluateParts(variables, arena);
    const cel::Value& traced = parts.front().value;
    // Shortcuts save steps, so only what stays within them is comparable.
    if (!isOutOfSteps(value) && !isOutOfSteps(traced)
        && cel::toText(traced, kLongestShown) != shown)
        return "the explanation differs: " + shown + " / " + cel::toText(traced, kLongestShown);
    if (value.isError()) {
        cel::renderError(value, program.text());
        return {};
    }
    if (shown.size() > kLongestShown - 200 || !isWritable(value, arena, 0))
        return {};
    const auto again = cel::Program::compile(shown, schema(false));
    if (!again)
        return "the text of the value is no expression: " + shown;
    const std::string reread = cel::toText(again->evaluate(variables, arena), kLongestShown);
    return reread == shown ? std::string() : "read back differently: " + shown + " / " + reread;
}

}  // namespace

std::string celFault(std::string_view text)
{
    const auto checked = cel::Program::compile(text, schema(true), limits());
    const auto unchecked = cel::Program::compile(text, schema(false), limits());
    for (const auto* const program : {&checked, &unchecked}) {
        const std::string fault =
            *program ? programFault(**program) : errorsFault(program->error(), text);
        if (!fault.empty())
            return fault;
    }
    if (!checked)
        return {};
    return unchecked ? checkFault(*checked, *unchecked) : "only without the check it is refused";
}

}  // namespace otto
