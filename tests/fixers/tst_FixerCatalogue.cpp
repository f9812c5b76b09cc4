// SPDX-License-Identifier: Apache-2.0
#include "core/contract/MessageKind.h"
#include "core/fixers/Fixer.h"
#include "core/fixers/FixerReader.h"
#include "tests/fixers/FixerCase.h"

#include <QTest>

#include <algorithm>
#include <set>
#include <string>

using namespace otto;
using namespace otto::test;

class tst_FixerCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDescriptionReads()
    {
        for (const EmbeddedText& file : fixerTexts()) {
            const auto spec = readFixer(file.text, std::string(file.name));
            QVERIFY2(spec, spec ? "" : spec.error().text.c_str());
            QCOMPARE(std::string(file.name), spec->id + "-" + spec->name + ".toml");
        }
    }

    void allTwelveAreThereAndElevenIsTwo()
    {
        std::multiset<std::string> ids;
        for (const FixerSpec& spec : fixerCatalogue()) {
            ids.insert(spec.id);
        }
        QCOMPARE(ids.size(), std::size_t{13});
        for (int number = 1; number <= 12; ++number) {
            const std::string id = (number < 10 ? "F0" : "F") + std::to_string(number);
            QCOMPARE(ids.count(id), std::size_t{number == 11 ? 2U : 1U});
        }
    }

    void everyCommandOfTheContractIsDescribedAndCoded()
    {
        std::set<std::string> commands;
        for (const MessageKind& kind : messageKinds()) {
            if (kind.role == MessageRole::Command) {
                commands.emplace(kind.name);
            }
        }
        std::set<std::string> described;
        for (const FixerSpec& spec : fixerCatalogue()) {
            described.insert(spec.name);
        }
        std::set<std::string> coded;
        for (const Fixer* fixer : fixers()) {
            coded.emplace(fixer->name());
        }
        QVERIFY(described == commands);
        QVERIFY(coded == commands);
    }

    void descriptionAndCodeNameTheSamePreconditions()
    {
        // What the code does not judge never holds, and what is not described is never shown.
        for (const FixerSpec& spec : fixerCatalogue()) {
            Payment payment;
            payment.id = PaymentId("PMT-1");
            FixerPlanner planner(spec, payment, {}, kStart);
            fixerNamed(spec.name)->plan(planner);
            std::set<std::string> described;
            for (const PreconditionSpec& one : spec.preconditions) {
                QVERIFY2(described.insert(one.key).second, one.key.c_str());
            }
            QVERIFY2(planner.judged() == described, spec.name.c_str());
        }
    }

    void everyFixerHasReasonsAndSaysWhatProvesIt()
    {
        for (const FixerSpec& spec : fixerCatalogue()) {
            QVERIFY(!spec.reasonCodes.empty());
            QVERIFY(!spec.confirmingFact.empty() && !spec.riskText.empty());
            QVERIFY(spec.timeout > Duration::zero());
        }
    }

    void riskClassesAreThoseOfTheDomain_data()
    {
        QTest::addColumn<QByteArray>("risk");
        const auto row = [](const char* name, const char* risk) {
            QTest::newRow(name) << QByteArray(risk);
        };
        row("UpdatePaymentStatus", "A/B");
        row("ResyncPaymentStatus", "A");
        row("ResendNetworkMessage", "B>");
        row("CancelPayment", "A");
        row("RequestRecall", "B");
        row("PostTransaction", "B");
        row("ReverseTransaction", "B");
        row("LinkTransaction", "A");
        row("RestoreLimits", "B>");
        row("ResolveReconBreak", "A/B");
        row("HoldPayment", "A");
        row("ReleaseHold", "B");
        row("ReplayEvents", "A");
    }

    void riskClassesAreThoseOfTheDomain()
    {
        QFETCH(QByteArray, risk);
        const FixerSpec* spec = findFixer(QTest::currentDataTag());
        QVERIFY(spec != nullptr);
        QCOMPARE(QByteArray::fromStdString(std::string(riskClassName(spec->risk))), risk);
    }

    void postingFixersNeedFreshProof()
    {
        const FixerSpec* post = findFixer("PostTransaction");
        const FixerSpec* reverse = findFixer("ReverseTransaction");
        QCOMPARE(post->evidence->result, AnswerResult::NotFound);
        QCOMPARE(reverse->evidence->result, AnswerResult::Found);
        QVERIFY(post->evidence->youngerThan == std::chrono::minutes{5});
        QVERIFY(reverse->evidence->youngerThan == std::chrono::minutes{5});
    }

    void formsKeepLabelsAndTypes()
    {
        const auto parameters = fixerParameters(*findFixer("HoldPayment"));
        QCOMPARE(parameters.size(), std::size_t{3});
        QCOMPARE(parameters[1].type, ParameterType::Choice);
        QVERIFY(parameters[1].isRequired && !parameters[1].isLocked);
        QCOMPARE(parameters[1].choices.back(), std::string("FRAUD"));
        QCOMPARE(parameters[2].type, ParameterType::Time);
        QVERIFY(!parameters[2].isRequired);
    }

    void unknownNameIsNoFixer() { QVERIFY(findFixer("PayTwice") == nullptr); }
};

QTEST_APPLESS_MAIN(tst_FixerCatalogue)
#include "tst_FixerCatalogue.moc"
