// SPDX-License-Identifier: Apache-2.0
// The scenarios of resources/scenarios/rules: what each rule looks for is on the bus, and passes by
// itself. Whether the rules see it is tested with the rules.
#include "core/sim/ScenarioFolder.h"
#include "tests/sim/SimulatedWorld.h"

#include <QTest>

#include <chrono>
#include <map>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<SimulatedWorld> worldOf(const std::string& rule, Duration time)
{
    const Result<Scenario> scenario =
        Scenario::load(ScenarioFolder().path() / "rules" / (rule + ".toml"));
    if (!scenario) {
        qFatal("%s", scenario.error().text.c_str());
    }
    auto sim = std::make_unique<SimulatedWorld>(*scenario);
    sim->runFor(time);
    return sim;
}

/// When the first fact of that sort about the payment went out; the far future when never.
template <typename B, typename Predicate>
Instant firstOf(SimulatedWorld& sim, const PaymentId& id, Predicate predicate)
{
    for (const Message& message : sim.messagesAbout(id)) {
        const B* body = std::get_if<B>(&message.body);
        if (body != nullptr && predicate(*body)) {
            return message.envelope.recordedTime.value_or(message.envelope.time);
        }
    }
    return {INT64_MAX / 4};
}

Instant statusAt(SimulatedWorld& sim, const PaymentId& id, PaymentStatus status)
{
    return firstOf<PaymentStatusChanged>(
        sim, id, [status](const auto& one) { return one.status.is(status); });
}

Instant failedAt(SimulatedWorld& sim, const PaymentId& id)
{
    return firstOf<PaymentFailed>(sim, id, [](const auto&) { return true; });
}

Instant postedAt(SimulatedWorld& sim, const PaymentId& id, DrCr side)
{
    return firstOf<TrnAdded>(sim, id, [side](const auto& one) { return one.drCr.is(side); });
}

Instant reconciledAt(SimulatedWorld& sim, const PaymentId& id, ReconResult result)
{
    return firstOf<PaymentReconciled>(sim, id,
                                      [result](const auto& one) { return one.result.is(result); });
}

bool isAbout(Duration time, Duration least, Duration most)
{
    return least <= time && time <= most;
}

}  // namespace

class tst_RuleTroubles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRuleHasItsScenario()
    {
        for (int number = 1; number <= 24; ++number) {
            const std::string rule = (number < 10 ? "OT0" : "OT") + std::to_string(number);
            const auto scenario =
                Scenario::load(ScenarioFolder().path() / "rules" / (rule + ".toml"));
            QVERIFY2(scenario, scenario ? "" : scenario.error().text.c_str());
            QCOMPARE(scenario->name, rule);
            QVERIFY(scenario->payments && *scenario->payments <= 300);
        }
    }

    void ot01StuckInSentGoesOn()
    {
        const auto sim = worldOf("OT01", 5min);
        for (const PaymentId& id : sim->payments()) {
            QVERIFY(isAbout(statusAt(*sim, id, PaymentStatus::Accepted)
                                - statusAt(*sim, id, PaymentStatus::Sent),
                            90s, 91s));
            QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
        }
    }

    void ot02NetworkSaysNothingUntilItIsSentAgain()
    {
        const auto sim = worldOf("OT02", 60s);
        const PaymentId id = sim->payments().front();
        QCOMPARE(sim->statusOf(id), PaymentStatus::Sent);
        sim->publish(questionOf<GetNetworkStatusRq>("q1", System::Zelle, id, sim->now()));
        sim->runFor(5s);
        const auto answer =
            std::get<GetNetworkStatusRs>(sim->messagesOf<GetNetworkStatusRs>().front().body);
        QVERIFY(answer.head.result.is(AnswerResult::NotFound));
        QVERIFY(answer.head.conclusive);
        sim->runFor(4min);
        QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
        sim->publish(questionOf<GetNetworkStatusRq>("q2", System::Zelle, id, sim->now()));
        sim->runFor(5s);
        const auto later =
            std::get<GetNetworkStatusRs>(sim->messagesOf<GetNetworkStatusRs>().back().body);
        QVERIFY(later.networkStatus->is(NetworkStatus::Acsc));
        QVERIFY(later.networkReference->starts_with("ZNR"));
    }

    void ot03PostingComesLongAfterSettled()
    {
        const auto sim = worldOf("OT03", 5min);
        for (const PaymentId& id : sim->payments()) {
            QVERIFY(postedAt(*sim, id, DrCr::Debit) - statusAt(*sim, id, PaymentStatus::Debited)
                    > 80s);
            QVERIFY(postedAt(*sim, id, DrCr::Debit) < sim->now());
        }
    }

    void ot04DebitIsUnknownForTwoMinutes()
    {
        const auto sim = worldOf("OT04", 5min);
        for (const PaymentId& id : sim->payments()) {
            QVERIFY(isAbout(statusAt(*sim, id, PaymentStatus::Debited)
                                - statusAt(*sim, id, PaymentStatus::DebitPending),
                            2min, 121s));
            QVERIFY(postedAt(*sim, id, DrCr::Debit) > sim->now());
        }
    }

    void ot05OneWindowIsBackLate()
    {
        const auto sim = worldOf("OT05", 10min);
        std::size_t late = 0;
        for (const Message& message : sim->messagesOf<LimitsUpdated>(
                 [](const auto& one) { return one.action.is(LimitAction::Restored); })) {
            const PaymentId id(message.envelope.subject);
            QVERIFY(message.envelope.time - failedAt(*sim, id) >= 5min);
            ++late;
        }
        QVERIFY(late > 2);
    }

    void ot06UsedDoesNotFollowFromTheDeltas()
    {
        const auto sim = worldOf("OT06", 5min);
        std::map<std::string, std::vector<LimitsUpdated>> byPayment;
        for (const Message& message : sim->messagesOf<LimitsUpdated>()) {
            byPayment[message.envelope.subject].push_back(std::get<LimitsUpdated>(message.body));
        }
        std::size_t overCap = 0;
        for (const auto& [id, updates] : byPayment) {
            QCOMPARE(updates.size(), std::size_t{3});
            const auto used = [&](std::size_t at) { return updates[at].limits[0].used.minor; };
            QVERIFY(used(1) != used(0));
            QCOMPARE(used(2), used(0));
            overCap += used(1) > updates[1].limits[0].cap.minor ? 1U : 0U;
        }
        QVERIFY(overCap > 0 && overCap < byPayment.size());
    }

    void ot07AmountIsWrongUntilSettlement()
    {
        const auto sim = worldOf("OT07", 5min);
        for (const Message& message : sim->messagesOf<PaymentAdded>()) {
            const auto& added = std::get<PaymentAdded>(message.body);
            std::map<PaymentStatus, std::int64_t> stated;
            for (const Message& one : sim->messagesAbout(added.paymentId)) {
                const auto* changed = std::get_if<PaymentStatusChanged>(&one.body);
                if (changed != nullptr && changed->amount) {
                    stated[changed->status.known()] = changed->amount->minor;
                }
            }
            QVERIFY(stated[PaymentStatus::Sent] != added.amount.minor);
            QCOMPARE(stated[PaymentStatus::Settled], added.amount.minor);
        }
    }

    void ot08SameOrderComesTwiceAndOneIsRejected()
    {
        const auto sim = worldOf("OT08", 5min);
        std::map<std::string, std::vector<PaymentAdded>> byEndToEndId;
        for (const Message& message : sim->messagesOf<PaymentAdded>()) {
            const auto& added = std::get<PaymentAdded>(message.body);
            byEndToEndId[*added.endToEndId].push_back(added);
        }
        for (const auto& [endToEndId, pair] : byEndToEndId) {
            QCOMPARE(pair.size(), std::size_t{2});
            PaymentAdded same = pair[1];
            QVERIFY(same.paymentId != pair[0].paymentId);
            same.paymentId = pair[0].paymentId;
            QVERIFY(same == pair[0]);
            QCOMPARE(sim->statusOf(pair[0].paymentId), PaymentStatus::Reconciled);
            QCOMPARE(sim->statusOf(pair[1].paymentId), PaymentStatus::Rejected);
            QVERIFY(isAbout(failedAt(*sim, pair[1].paymentId)
                                - firstOf<PaymentAdded>(*sim, pair[1].paymentId,
                                                        [](const auto&) { return true; }),
                            2min, 2min));
        }
    }

    void ot09SecondDebitIsGivenBack()
    {
        const auto sim = worldOf("OT09", 5min);
        for (const PaymentId& id : sim->payments()) {
            std::vector<TrnAdded> postings;
            for (const Message& message : sim->messagesAbout(id)) {
                if (const auto* posted = std::get_if<TrnAdded>(&message.body)) {
                    postings.push_back(*posted);
                }
            }
            QCOMPARE(postings.size(), std::size_t{3});
            QCOMPARE(postings[0].eftTrnId, postings[1].eftTrnId);
            QVERIFY(postings[0].trnRcptId != postings[1].trnRcptId);
            QCOMPARE(*postings[2].reversesTrnRcptId, postings[1].trnRcptId);
            QVERIFY(postedAt(*sim, id, DrCr::Credit) - postedAt(*sim, id, DrCr::Debit) >= 2min);
        }
    }

    void ot10SettledComesLongBeforeTheDebit()
    {
        const auto sim = worldOf("OT10", 1min);
        const PaymentId id = sim->payments().front();
        sim->publish(questionOf<GetTrnRq>("q1", System::Wso2, id, sim->now(),
                                          {{}, {id.value + "-D1", {}, {}, {}, {}, {}}, {}}));
        sim->runFor(5s);
        const auto answer = std::get<GetTrnRs>(sim->messagesOf<GetTrnRs>().front().body);
        QVERIFY(answer.head.result.is(AnswerResult::NotFound) && answer.head.conclusive);
        sim->runFor(6min);
        for (const PaymentId& one : sim->payments()) {
            QVERIFY(postedAt(*sim, one, DrCr::Debit) - statusAt(*sim, one, PaymentStatus::Settled)
                    > 2min);
            QVERIFY(postedAt(*sim, one, DrCr::Debit) < sim->now());
        }
    }

    void ot11CreditComesEightMinutesAfterTheFailure()
    {
        const auto sim = worldOf("OT11", 12min);
        for (const PaymentId& id : sim->payments()) {
            QVERIFY(postedAt(*sim, id, DrCr::Debit) < failedAt(*sim, id));
            QVERIFY(
                isAbout(postedAt(*sim, id, DrCr::Credit) - failedAt(*sim, id), 8min, 8min + 3s));
        }
    }

    void ot12CreditComesEightMinutesAfterReversed()
    {
        const auto sim = worldOf("OT12", 12min);
        for (const PaymentId& id : sim->payments()) {
            QCOMPARE(sim->statusesOf(id).back(), PaymentStatus::Reversed);
            QVERIFY(postedAt(*sim, id, DrCr::Credit) - statusAt(*sim, id, PaymentStatus::Reversed)
                    > 7min);
            QVERIFY(postedAt(*sim, id, DrCr::Credit) < sim->now());
        }
    }

    void ot13MemoPostVanishesAtTheEndOfDay()
    {
        const auto sim = worldOf("OT13", 61min);
        const PaymentId id = sim->payments().front();
        const auto memo = std::get<TrnAdded>(sim->messagesOf<TrnAdded>().front().body);
        QVERIFY(*memo.memoPostOnly);
        sim->publish(questionOf<GetTrnRq>("q1", System::Wso2, id, sim->now(),
                                          {{}, {id.value + "-D1", {}, {}, {}, {}, {}}, {}}));
        sim->runFor(5s);
        const auto answer = std::get<GetTrnRs>(sim->messagesOf<GetTrnRs>().front().body);
        QVERIFY(answer.head.result.is(AnswerResult::NotFound) && answer.head.conclusive);
        const auto hard = [](const TrnAdded& one) {
            return one.postingState == Open<PostingState>(PostingState::HardPosted);
        };
        QVERIFY(sim->messagesOf<TrnAdded>(hard).empty());
        sim->runFor(6h);
        for (const PaymentId& one : sim->payments()) {
            const Instant posted = firstOf<TrnAdded>(*sim, one, hard);
            QVERIFY(isAbout(posted - SimulatedWorld::start(), 7h, 7h));
        }
    }

    void ot14StatusFactIsMissingForAWhile()
    {
        const auto sim = worldOf("OT14", 5min);
        std::size_t late = 0;
        for (const Message& message : sim->messagesOf<PaymentStatusChanged>()) {
            const Envelope& envelope = message.envelope;
            late += envelope.recordedTime.value_or(envelope.time) - envelope.time == 35s ? 1U : 0U;
        }
        QCOMPARE(late, sim->payments().size());
    }

    void ot15PaymentIsAddedAfterItsFirstStatus()
    {
        const auto sim = worldOf("OT15", 5min);
        QCOMPARE(sim->payments().size(), std::size_t{6});
        for (const PaymentId& id : sim->payments()) {
            const Instant added = firstOf<PaymentAdded>(*sim, id, [](const auto&) { return true; });
            QVERIFY(added - statusAt(*sim, id, PaymentStatus::Validated) > 70s);
            QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
        }
    }

    void ot16AnswersComeThatNobodyAskedFor()
    {
        const auto sim = worldOf("OT16", 5min);
        const auto answers = sim->messagesOf<GetTrnRs>();
        QCOMPARE(answers.size(), std::size_t{2});
        QVERIFY(sim->messagesOf<GetTrnRq>().empty());
        QVERIFY(answers[0].envelope.causationId != answers[1].envelope.causationId);
    }

    void ot17BreakIsMatchedInALaterRun()
    {
        const auto sim = worldOf("OT17", 6min);
        for (const PaymentId& id : sim->payments()) {
            const Instant settled = statusAt(*sim, id, PaymentStatus::Settled);
            QVERIFY(reconciledAt(*sim, id, ReconResult::Break) - settled <= 20s);
            QVERIFY(isAbout(reconciledAt(*sim, id, ReconResult::Matched) - settled, 2min, 140s));
        }
    }

    void ot18MoneyComesBackAfterSettled()
    {
        const auto sim = worldOf("OT18", 5min);
        for (const PaymentId& id : sim->payments()) {
            const Instant returned = statusAt(*sim, id, PaymentStatus::Returned);
            QVERIFY(isAbout(returned - statusAt(*sim, id, PaymentStatus::Settled), 20s, 20s));
            QVERIFY(isAbout(postedAt(*sim, id, DrCr::Credit) - returned, 60s, 63s));
            QVERIFY(
                firstOf<LimitsUpdated>(
                    *sim, id, [](const auto& one) { return one.action.is(LimitAction::Restored); })
                    - returned
                < 5s);
        }
    }

    void ot19LargePaymentsWait()
    {
        const auto sim = worldOf("OT19", 5min);
        for (const Message& message : sim->messagesOf<PaymentAdded>()) {
            const auto& added = std::get<PaymentAdded>(message.body);
            QVERIFY(added.amount.minor > 2'500'000);
            QVERIFY(statusAt(*sim, added.paymentId, PaymentStatus::Settled)
                        - statusAt(*sim, added.paymentId, PaymentStatus::Accepted)
                    >= 2min);
        }
    }

    void ot20OneParticipantFailsAndRecovers()
    {
        const auto sim = worldOf("OT20", 1min);
        const auto ask = [&](const std::string& request, const std::string& participant) {
            sim->publish(questionOf<GetParticipantStatusRq>(
                request, System::Zelle, sim->payments().front(), sim->now(), {{}, participant}));
            sim->runFor(5s);
            return std::get<GetParticipantStatusRs>(
                sim->messagesOf<GetParticipantStatusRs>().back().body);
        };
        QVERIFY(ask("q1", "FI-007").status->is(ParticipantStatus::SignedOff));
        QVERIFY(ask("q2", "FI-001").status->is(ParticipantStatus::Available));
        QVERIFY(ask("q3", "FI-011").head.result.is(AnswerResult::NotFound));
        sim->runFor(6min);
        QVERIFY(ask("q4", "FI-007").status->is(ParticipantStatus::Available));
        std::size_t failures = 0;
        std::size_t attemptsLater = 0;
        for (const Message& message : sim->messagesOf<PaymentAdded>()) {
            const auto& added = std::get<PaymentAdded>(message.body);
            const bool isEarly = message.envelope.time - SimulatedWorld::start() < 2min;
            const bool hasFailed = failedAt(*sim, added.paymentId) < sim->now();
            if (*added.participantId == "FI-007") {
                failures += hasFailed ? 1U : 0U;
                attemptsLater += isEarly ? 0U : 1U;
                QVERIFY(isEarly || !hasFailed);
            } else {
                QVERIFY(!hasFailed);
            }
        }
        QVERIFY(failures >= 10);
        QVERIFY(attemptsLater >= 3);
    }

    void ot21OneCustomerPaysUnusuallyOften()
    {
        const auto sim = worldOf("OT21", 10min);
        std::map<std::string, std::size_t> inSpike;
        std::map<std::string, std::size_t> before;
        for (const Message& message : sim->messagesOf<PaymentAdded>()) {
            const std::string hash = *std::get<PaymentAdded>(message.body).debtorAccount->hash;
            const Duration at = message.envelope.time - SimulatedWorld::start();
            ++(at >= 5min && at < 7min ? inSpike : before)[hash];
        }
        std::size_t most = 0;
        for (const auto& [hash, count] : inSpike) {
            most = std::max(most, count);
        }
        QVERIFY(most >= 35);
        for (const auto& [hash, count] : before) {
            QVERIFY(count <= 5);
        }
    }

    void ot22ReconIsSilentAndComesBack()
    {
        const auto sim = worldOf("OT22", 3min);
        Duration longest{0};
        Instant last = SimulatedWorld::start();
        for (const Message& message : sim->messages()) {
            if (message.envelope.source == System::Recon) {
                longest = std::max(longest, message.envelope.time - last);
                last = message.envelope.time;
            }
        }
        QVERIFY(longest >= 50s);
        QVERIFY(sim->now() - last <= 20s);
    }

    void ot23AnswersComeWhenAllAttemptsAreOver()
    {
        const auto sim = worldOf("OT23", 1min);
        const Instant asked = sim->now();
        sim->publish(questionOf<GetTrnRq>("q1", System::Wso2, sim->payments().front(), asked));
        sim->runFor(2min);
        QVERIFY(sim->messagesOf<GetTrnRs>().empty());
        sim->runFor(2min);
        QCOMPARE(sim->messagesOf<GetTrnRs>().size(), std::size_t{1});
    }

    void ot24FactComesTwoMinutesAfterTheOutcome()
    {
        const auto sim = worldOf("OT24", 1min);
        const PaymentId id = sim->payments().front();
        sim->publish(commandOf<ResyncPaymentStatus>("k1", System::Zelle, id, 5, sim->now()));
        sim->runFor(5s);
        const auto outcome = sim->messagesOf<PaymentStatusResynced>();
        QCOMPARE(outcome.size(), std::size_t{1});
        QVERIFY(
            std::get<PaymentStatusResynced>(outcome[0].body).head.outcome.is(OutcomeKind::Applied));
        sim->runFor(3min);
        QVERIFY(isAbout(statusAt(*sim, id, PaymentStatus::Accepted) - outcome[0].envelope.time,
                        2min, 121s));
    }
};

QTEST_APPLESS_MAIN(tst_RuleTroubles)
#include "tst_RuleTroubles.moc"
