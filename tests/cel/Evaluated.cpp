// SPDX-License-Identifier: Apache-2.0
#include "tests/cel/Evaluated.h"

#include "app/zoneinfo/ZoneInfoFolder.h"

namespace otto::test {
namespace {

std::string resultOf(const std::string& text, const cel::Schema& schema,
                     const SamplePayment& payment, const cel::Limits& limits)
{
    const auto program = cel::Program::compile(text, schema, limits);
    if (!program)
        return "refused: " + program.error().front().message;
    cel::Arena arena;
    return cel::toText(program->evaluate(sampleVariables(payment, arena), arena));
}

cel::Schema schemaWithZones()
{
    static const ZoneInfoFolder kZones;
    cel::Schema schema = sampleSchema();
    schema.setZones(&kZones);
    return schema;
}

}  // namespace

std::string evaluated(const std::string& text, const cel::Limits& limits)
{
    return resultOf(text, schemaWithZones(), samplePayment(), limits);
}

std::string evaluated(const std::string& text, const SamplePayment& payment)
{
    return resultOf(text, schemaWithZones(), payment, {});
}

std::string evaluatedUnchecked(const std::string& text)
{
    cel::Schema schema;
    schema.setChecked(false);
    return resultOf(text, schema, samplePayment(), {});
}

std::string refusal(const std::string& text, const cel::Limits& limits)
{
    const auto program = cel::Program::compile(text, sampleSchema(), limits);
    return program ? std::string() : cel::render(program.error(), text);
}

}  // namespace otto::test
