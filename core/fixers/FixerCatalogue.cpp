// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerCatalogue.h"

#include "core/fixers/FixerReader.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace otto {
namespace {

std::vector<FixerSpec> readAll()
{
    std::vector<FixerSpec> specs;
    for (const EmbeddedText& file : fixerTexts()) {
        Result<FixerSpec> spec = readFixer(file.text, std::string(file.name));
        if (!spec) {
            // Compiled in and tested: a program that holds a bad one was built from broken sources.
            std::fprintf(stderr, "%s\n", spec.error().text.c_str());
            std::abort();
        }
        specs.push_back(*std::move(spec));
    }
    return specs;
}

}  // namespace

std::span<const FixerSpec> fixerCatalogue()
{
    static const std::vector<FixerSpec> catalogue = readAll();
    return catalogue;
}

const FixerSpec* findFixer(std::string_view name)
{
    const auto catalogue = fixerCatalogue();
    const auto it = std::find_if(catalogue.begin(), catalogue.end(),
                                 [name](const FixerSpec& spec) { return spec.name == name; });
    return it == catalogue.end() ? nullptr : &*it;
}

std::string_view riskClassName(RiskClass risk)
{
    switch (risk) {
    case RiskClass::A: return "A";
    case RiskClass::B: return "B";
    case RiskClass::AOrB: return "A/B";
    case RiskClass::BAboveThreshold: break;
    }
    return "B>";
}

std::vector<FixerParameter> fixerParameters(const FixerSpec& spec)
{
    std::vector<FixerParameter> out;
    out.reserve(spec.parameters.size());
    for (const FixerParameterSpec& parameter : spec.parameters) {
        out.push_back(parameter.form);
    }
    return out;
}

}  // namespace otto
