// SPDX-License-Identifier: Apache-2.0
#include "tests/rules/RuleBench.h"

#include <QtTest>

#include <algorithm>

using namespace otto;
using namespace otto::test;

namespace {

const ExplainedExpression& expression(const RuleExplanation& explanation, const char* key)
{
    const auto& all = explanation.expressions;
    const auto it = std::find_if(all.begin(), all.end(),
                                 [key](const ExplainedExpression& one) { return one.key == key; });
    if (it == all.end()) {
        qFatal("there is no expression %s", key);
    }
    return *it;
}

const ExplainedPart& part(const RuleExplanation& explanation, const char* text)
{
    const auto& parts = expression(explanation, "when").parts;
    const auto it = std::find_if(parts.begin(), parts.end(),
                                 [text](const ExplainedPart& one) { return one.text == text; });
    if (it == parts.end()) {
        qFatal("there is no part %s", text);
    }
    return *it;
}

/// The conditions of `when` whose change alone would change the whole.
QStringList flips(const RuleExplanation& explanation)
{
    QStringList out;
    for (const ExplainedPart& one : expression(explanation, "when").parts) {
        if (one.wouldFlip) {
            out.append(QString::fromStdString(one.text));
        }
    }
    return out;
}

const std::string kRule = R"toml(
when = "payment.isAdded && payment.status == 'SENT' && !has(payment.debit)"
since = "payment.statusSince"
for = "params.wait"
[params]
wait = "30s"
[params.ACH]
wait = "1h"
)toml";

RuleBench sent(const std::string& rule = kRule)
{
    RuleBench bench(rule);
    bench.hear(added("P", kStart)).hear(status("P", PaymentStatus::Sent, 1, kStart + 1s));
    return bench;
}

}  // namespace

/// Why a rule holds on a payment, or why not.
class tst_RuleExplanation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWholeComesFirstAndItsPartsHaveTheirValues()
    {
        RuleBench bench = sent();
        const RuleExplanation why = bench.explained(kStart + 1min);
        const ExplainedExpression& when = expression(why, "when");
        QCOMPARE(when.value, std::string("true"));
        QCOMPARE(when.parts.front().depth, 0U);
        QCOMPARE(when.parts.front().text, when.text);
        const ExplainedPart& field = part(why, "payment.status");
        QCOMPARE(field.value, std::string("'SENT'"));
        QVERIFY(!field.isCondition);
        const ExplainedPart& condition = part(why, "payment.status == 'SENT'");
        QVERIFY(condition.isCondition && condition.isTrue);
        QCOMPARE(when.text.substr(condition.begin, condition.end - condition.begin),
                 condition.text);
        QVERIFY(field.depth > condition.depth);
    }

    void factsThatGaveAValueAreNamed()
    {
        RuleBench bench(kRule);
        const Message start = added("P", kStart);
        const Message last = status("P", PaymentStatus::Sent, 1, kStart + 1s);
        bench.hear(start).hear(last);
        const RuleExplanation why = bench.explained(kStart + 1min);
        QCOMPARE(part(why, "payment.status == 'SENT'").facts,
                 (std::vector<FactKey>{{System::Zelle, last.envelope.id}}));
        QCOMPARE(part(why, "payment.isAdded").facts,
                 (std::vector<FactKey>{{System::Cpr, start.envelope.id}}));
        QVERIFY(part(why, "!has(payment.debit)").facts.empty());
    }

    void whatHoldsIsClearedByAnyPartOfAnAnd()
    {
        RuleBench bench = sent();
        const RuleExplanation why = bench.explained(kStart + 1min);
        QCOMPARE(QString::fromStdString(why.state), QStringLiteral("holds"));
        QCOMPARE(flips(why), (QStringList{QStringLiteral("payment.isAdded"),
                                          QStringLiteral("payment.status == 'SENT'"),
                                          QStringLiteral("has(payment.debit)")}));
        QVERIFY2(why.sentence.starts_with("The condition holds since 2026-03-02T15:00:01.000Z, for "
                                          "59 s. It would clear if this changed: "),
                 why.sentence.c_str());
    }

    void theOneMissingPartIsNamedThoughOthersWereSkipped()
    {
        RuleBench bench(kRule);
        bench.hear(added("P", kStart));
        const RuleExplanation why = bench.explained(kStart + 1min);
        QCOMPARE(QString::fromStdString(why.state), QStringLiteral("quiet"));
        QCOMPARE(flips(why), QStringList{QStringLiteral("payment.status == 'SENT'")});
        QCOMPARE(QString::fromStdString(why.sentence),
                 QStringLiteral("The condition does not hold. It would hold if this changed: "
                                "payment.status == 'SENT'."));
    }

    void whenTwoPartsAreMissingNoSingleChangeIsEnough()
    {
        RuleBench bench(kRule);
        bench.hear(added("P", kStart)).hear(posted("P", kStart + 1s));
        QCOMPARE(flips(bench.explained(kStart + 1min)), QStringList());
    }

    void anOrIsFlippedByEachOfItsParts()
    {
        RuleBench bench(R"toml(
when = "payment.isAdded && (payment.status == 'SENT' || payment.status == 'DEBITED')"
)toml");
        bench.hear(added("P", kStart));
        QCOMPARE(flips(bench.explained(kStart)),
                 (QStringList{QStringLiteral("payment.status == 'SENT'"),
                              QStringLiteral("payment.status == 'DEBITED'")}));
        bench.hear(status("P", PaymentStatus::Sent, 1, kStart + 1s));
        QCOMPARE(flips(bench.explained(kStart + 1s)),
                 (QStringList{QStringLiteral("payment.isAdded"),
                              QStringLiteral("payment.status == 'SENT'")}));
    }

    void whatCannotBeKnownIsNotNamed()
    {
        // Without a failure its time cannot be compared: flipping the first part proves nothing.
        RuleBench bench(R"toml(
when = "payment.isFailed && payment.failedAt < payment.statusSince"
)toml");
        bench.hear(added("P", kStart));
        QCOMPARE(flips(bench.explained(kStart)), QStringList());
    }

    void aListsConditionIsOnePart()
    {
        RuleBench bench(R"toml(
when = "payment.isFailed && payment.limits.exists(l, !l.isGivenBack)"
)toml");
        bench.hear(added("P", kStart)).hear(limits("P", LimitAction::Reserved, 1, kStart + 1s));
        bench.hear(failed("P", 1, kStart + 2s));
        const RuleExplanation why = bench.explained(kStart + 3s);
        QCOMPARE(flips(why), (QStringList{QStringLiteral("payment.isFailed"),
                                          QStringLiteral("payment.limits.exists(l, "
                                                         "!l.isGivenBack)")}));
        QVERIFY(!part(why, "payment.limits.exists(l, !l.isGivenBack)").facts.empty());
    }

    void waitingSaysUntilWhen()
    {
        RuleBench bench = sent();
        const RuleExplanation why = bench.explained(kStart + 10s);
        QCOMPARE(QString::fromStdString(why.state), QStringLiteral("waiting"));
        QVERIFY2(why.sentence.find("it fires after 2026-03-02T15:00:31.000Z") != std::string::npos,
                 why.sentence.c_str());
    }

    void frozenSaysWhoIsSilent()
    {
        RuleBench bench = sent();
        bench.heartbeat(System::Zelle, kStart);
        const RuleExplanation why = bench.explained(kStart + 1min);
        QCOMPARE(QString::fromStdString(why.state), QStringLiteral("frozen"));
        QVERIFY2(why.sentence.find("zelle is silent") != std::string::npos, why.sentence.c_str());
    }

    void failedSaysWhatWentWrong()
    {
        RuleBench bench(R"toml(
when = "payment.amount > money('1.00', 'EUR')"
)toml");
        bench.hear(added("P", kStart));
        const RuleExplanation why = bench.explained(kStart);
        QCOMPARE(QString::fromStdString(why.state), QStringLiteral("failed"));
        QVERIFY2(why.sentence.starts_with("It could not be evaluated: when: "),
                 why.sentence.c_str());
        QCOMPARE(flips(why), QStringList());
    }

    void parametersAreThoseOfThePaymentsRail()
    {
        using Named = std::vector<std::pair<std::string, std::string>>;
        RuleBench zelle = sent();
        QCOMPARE(zelle.explained(kStart).parameters, (Named{{"wait", "30 s"}}));
        RuleBench ach(kRule);
        ach.hear(added("P", kStart, "125.50", Rail::Ach));
        QCOMPARE(ach.explained(kStart).parameters, (Named{{"wait", "1 h"}}));
    }

    void timesOfAConditionThatDoesNotHoldAreLeftOut()
    {
        RuleBench added(kRule);
        added.hear(test::added("P", kStart));
        const auto expressions = added.explained(kStart + 1min).expressions;
        QCOMPARE(expressions.size(), std::size_t{1});
        QCOMPARE(expressions.front().key, std::string("when"));
    }

    void everyExpressionOfTheRuleIsExplained()
    {
        RuleBench bench = sent(R"toml(
when = "payment.status == 'SENT'"
since = "payment.statusSince"
for = "duration('1s')"
clear = "payment.isTerminal"
[high]
severity = "ERROR"
when = "payment.amount > money('1.00', 'USD')"
)toml");
        QStringList keys;
        for (const ExplainedExpression& one : bench.explained(kStart + 1min).expressions) {
            keys.append(QString::fromStdString(one.key));
        }
        QCOMPARE(keys, (QStringList{QStringLiteral("when"), QStringLiteral("since"),
                                    QStringLiteral("for"), QStringLiteral("clear"),
                                    QStringLiteral("high.when")}));
    }
};

QTEST_APPLESS_MAIN(tst_RuleExplanation)
#include "tst_RuleExplanation.moc"
