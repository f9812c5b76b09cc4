// SPDX-License-Identifier: Apache-2.0
#include "app/otto-rules/EvalCommand.h"

#include "app/otto-rules/JsonValue.h"
#include "app/zoneinfo/ZoneInfoFolder.h"
#include "core/cel/Program.h"

#include <cstdio>
#include <vector>

namespace otto {
namespace {

void printLine(std::FILE* to, const std::string& text)
{
    std::fwrite(text.data(), 1, text.size(), to);
    std::fputc('\n', to);
}

}  // namespace

CLI::App* EvalCommand::addTo(CLI::App& program)
{
    m_app = program.add_subcommand("eval", "Evaluates one expression and prints its value");
    m_app->add_option("expression", m_expression, "The expression")->type_name("EXPR")->required();
    m_app
        ->add_option("--bindings", m_bindingsFile,
                     "A JSON object: the variables by name, plain or as {\"int64_value\": \"1\"}")
        ->type_name("FILE");
    return m_app;
}

ExitCode EvalCommand::run()
{
    cel::Arena arena;
    const ZoneInfoFolder zones;
    cel::Schema schema;
    schema.setZones(&zones);
    std::vector<cel::Value> variables;
    if (!m_bindingsFile.empty()) {
        const Result<JsonFile> file = JsonFile::read(m_bindingsFile);
        if (!file)
            return refuse(*m_app->get_parent(), file.error().text);
        if (!file->root().IsObject())
            return refuse(*m_app->get_parent(), m_bindingsFile + " is not a JSON object");
        for (const auto& member : file->root().GetObject()) {
            const Result<cel::Value> value = bindingValue(member.value, arena);
            const std::string name(member.name.GetString(), member.name.GetStringLength());
            if (!value)
                return refuse(*m_app->get_parent(),
                              m_bindingsFile + ": " + name + ": " + value.error().text);
            const std::size_t slot = schema.addVariable(name, staticTypeOf(*value));
            variables.resize(schema.variables().size());
            variables[slot] = *value;
        }
    }
    const auto program = cel::Program::compile(m_expression, schema);
    if (!program) {
        printLine(stderr, cel::render(program.error(), m_expression));
        return ExitCode::Failed;
    }
    const cel::Value value = program->evaluate(variables, arena);
    if (value.isError()) {
        printLine(stderr, cel::renderError(value, m_expression));
        return ExitCode::Failed;
    }
    printLine(stdout, cel::toText(value, std::size_t{1} << 20));
    return ExitCode::Ok;
}

}  // namespace otto
