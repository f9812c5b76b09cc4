// SPDX-License-Identifier: Apache-2.0
#include "core/suspenders/SuspenderCatalogue.h"

#include "core/suspenders/Suspender.h"
#include "core/suspenders/SuspenderReader.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace otto {
namespace {

std::vector<SuspenderSpec> readAll()
{
    std::vector<SuspenderSpec> specs;
    for (const EmbeddedText& file : suspenderTexts()) {
        Result<SuspenderSpec> spec = readSuspender(file.text, std::string(file.name));
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

std::span<const SuspenderSpec> suspenderCatalogue()
{
    static const std::vector<SuspenderSpec> catalogue = readAll();
    return catalogue;
}

const SuspenderSpec* findSuspender(std::string_view name)
{
    const auto catalogue = suspenderCatalogue();
    const auto it = std::find_if(catalogue.begin(), catalogue.end(),
                                 [name](const SuspenderSpec& spec) { return spec.name == name; });
    return it == catalogue.end() ? nullptr : &*it;
}

System suspenderTarget(const SuspenderSpec& spec, const Payment& payment)
{
    return spec.target.of(payment);
}

Body makeQuestion(const SuspenderSpec& spec, const Payment& payment, const QuestionHead& head,
                  Instant issuedAt)
{
    const auto all = suspenders();
    // Every description has its code: tst_SuspenderCatalogue.
    const auto code = std::find_if(all.begin(), all.end(),
                                   [&](const Suspender& one) { return one.name == spec.name; });
    return code->question(head, QuestionValues(spec, payment), issuedAt);
}

}  // namespace otto
