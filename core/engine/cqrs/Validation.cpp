// SPDX-License-Identifier: Apache-2.0
#include "core/engine/cqrs/Behaviours.h"
#include "core/fixers/FixerCatalogue.h"
#include "core/suspenders/SuspenderCatalogue.h"

#include <algorithm>

namespace otto {
namespace {

constexpr std::size_t kCommentMax = 500;

bool isBlank(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t'; });
}

template <typename Specs>
std::string names(const Specs& specs)
{
    std::string out;
    for (const auto& spec : specs) {
        out += (out.empty() ? "" : ", ") + std::string(spec.name);
    }
    return out;
}

}  // namespace

Status validate(const SendFixerCommand& request)
{
    const FixerSpec* spec = findFixer(request.fixer);
    if (spec == nullptr) {
        return fail("UNKNOWN_FIXER", "\"" + request.fixer + "\" is no fixer; there are "
                                         + names(fixerCatalogue()) + ".");
    }
    if (request.paymentId.empty()) {
        return fail("VALIDATION", "A fixer needs a payment id.");
    }
    if (isBlank(request.comment)) {
        return fail("COMMENT_MISSING", "A fixer needs a comment that says why.");
    }
    if (request.comment.size() > kCommentMax) {
        return fail("VALIDATION", "The comment is longer than 500 bytes.");
    }
    const bool isListed =
        std::any_of(spec->reasonCodes.begin(), spec->reasonCodes.end(),
                    [&](const auto& reason) { return reason.first == request.reasonCode; });
    if (!isListed) {
        std::string codes;
        for (const auto& [code, text] : spec->reasonCodes) {
            codes += (codes.empty() ? "" : ", ") + std::string(code);
        }
        return fail("BAD_REASON", "\"" + request.reasonCode + "\" is no reason for " + request.fixer
                                      + "; choose one of " + codes + ".");
    }
    return {};
}

Status validate(const AskSuspenderCommand& request)
{
    if (findSuspender(request.suspender) == nullptr) {
        return fail("UNKNOWN_SUSPENDER", "\"" + request.suspender + "\" is no suspender; there are "
                                             + names(suspenderCatalogue()) + ".");
    }
    return {};
}

Status validate(const FindPaymentsQuery& request)
{
    if (request.limit == 0 || request.limit > 1000) {
        return fail("VALIDATION", "limit must be from 1 to 1000.");
    }
    return {};
}

}  // namespace otto
