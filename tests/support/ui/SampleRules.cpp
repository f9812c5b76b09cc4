// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/SampleRules.h"

#include "tests/support/ui/SampleViews.h"

namespace otto::test {

namespace {

constexpr const char* kSource = R"(# The payment failed, but what it reserved was not given back.

id = "OT05"
name = "LIMITS_NOT_RESTORED"
version = 3
severity = "WARN"
text = "{payment.status} {now - payment.statusSince} ago, but the limit is not given back."

when = '''
payment.isFailed
&& payment.limits.exists(l, !l.isGivenBack)
'''
since = "payment.statusSince"
for = "params.restoring"

[params]
restoring = "2m"

[[examples]]
name = "reserved, failed, nothing given back"
expect = "fires"
)";

RuleView rule(const char* id, const char* name, Severity severity)
{
    RuleView view;
    view.id = id;
    view.name = name;
    view.severity = severity;
    view.subject = "payment";
    view.file = std::string(id) + ".toml";
    view.source = std::string("id = \"") + id + "\"\n";
    view.when = "payment.status == 'SENT'";
    view.evaluations = 182'004;
    for (int n = 1; n <= 3; ++n) {
        view.examples.push_back({"example " + std::to_string(n), n < 3, true,
                                 n < 3 ? "holds" : "quiet", n < 3 ? "It is so." : ""});
    }
    return view;
}

ExplainedPartView part(const char* text, std::uint32_t depth, const char* value)
{
    ExplainedPartView view;
    view.text = text;
    view.depth = depth;
    view.value = value;
    view.wasEvaluated = view.value != "";
    view.isTrue = view.value == "true";
    view.isCondition = view.isTrue || view.value == "false";
    return view;
}

ExplainedFactView fact(System source, const char* id, const char* name, std::int64_t age)
{
    return {source, MessageId{id}, name, ago(age),
            sampleRef(std::string("pc.qa.pmt.fct.zelle.") + name, 3, 918'273 + age)};
}

}  // namespace

RulesView sampleRules()
{
    RulesView view;
    view.origin = "/srv/otto/rules";
    view.digest = "7f3a";
    view.activeSince = ago(5'400);
    view.rules = {rule("OT01", "STUCK_IN_STATUS", Severity::Warn),
                  rule("OT04", "CORE_POSTING_AMBIGUOUS", Severity::Error),
                  rule("OT05", "LIMITS_NOT_RESTORED", Severity::Error),
                  rule("OT07", "AMOUNT_MISMATCH", Severity::Fatal),
                  rule("OT17", "RECON_BREAK", Severity::Error),
                  rule("OT22", "SOURCE_SILENCE", Severity::Fatal)};
    view.rules[0].failures = 12;
    view.rules[0].failure = "no such key: 'ZELLE' in params.sla";
    view.rules[1].examples[1] = {"asked, and WSO2 does not know", true, false, "quiet", ""};
    RuleView& limits = view.rules[2];
    limits.version = 3;
    limits.file = "OT05-limits-not-restored.toml";
    limits.source = kSource;
    limits.openFlags = 4;
    limits.raisedToday = 22;
    limits.clearedToday = 8;
    limits.clearedByItselfToday = 6;
    limits.suspender = "GetLimits";
    limits.fixers = {"RestoreLimits"};
    view.rules[4].frozenBy = {System::Recon};
    view.rules[5].subject = "feed";
    view.rules[5].openFlags = 1;
    return view;
}

RulesView sampleRefusedRules()
{
    RulesView view = sampleRules();
    view.refusedAt = ago(12);
    view.errors = {{"OT05-limits-not-restored.toml", 13, 12,
                    "payment has no field 'isFaild', did you mean 'isFailed'?\n"
                    "    payment.isFaild\n            ^"},
                   {"OT07-amount-mismatch.toml", 4, 1, "unknown key 'servity'"}};
    return view;
}

ExplanationView sampleExplanation()
{
    ExplanationView view;
    view.ruleId = "OT05";
    view.ruleName = "LIMITS_NOT_RESTORED";
    view.ruleVersion = 3;
    view.subject = "PMT-019546a2";
    view.state = "holds";
    view.sentence = "The condition holds since 15:01:44, for 2 min 21 s. It would clear if this "
                    "changed: payment.isFailed.";
    view.now = sampleNow();
    view.since = ago(141);
    view.due = ago(21);
    view.parameters = {{"restoring", "2 min"}, {"highPercent", "10"}};
    ExplainedExpressionView when;
    when.key = "when";
    when.text = "payment.isFailed\n&& (has(payment.failedReservation) || size(payment.limits) > 0)";
    when.value = "true";
    when.parts = {part(when.text.c_str(), 0, "true"),
                  part("payment.isFailed", 1, "true"),
                  part("has(payment.failedReservation) || size(payment.limits) > 0", 1, "true"),
                  part("has(payment.failedReservation)", 2, "true"),
                  part("size(payment.limits) > 0", 2, ""),
                  part("size(payment.limits)", 3, "")};
    when.parts[1].wouldFlip = true;
    when.parts[1].facts = {fact(System::Zelle, "m-2", "PaymentFailed", 141)};
    when.parts[0].facts = {fact(System::Zelle, "m-2", "PaymentFailed", 141),
                           fact(System::Limits, "m-7", "LimitsUpdated", 144)};
    // Not held on this desk any more.
    when.parts[3].facts = {{System::Limits, MessageId{"m-7"}, "", Instant{}, {}}};
    ExplainedExpressionView since;
    since.key = "since";
    since.text = "payment.statusSince";
    since.value = "timestamp('2026-03-02T15:01:44Z')";
    since.parts = {part("payment.statusSince", 0, "timestamp('2026-03-02T15:01:44Z')")};
    view.expressions = {when, since};
    return view;
}

}  // namespace otto::test
