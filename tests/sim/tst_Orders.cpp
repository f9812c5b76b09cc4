// SPDX-License-Identifier: Apache-2.0
// The commands of the whole catalogue (domain.md 6) as the simulated systems obey them; what all
// commands have in common is in tst_Commands.
#include "tests/sim/SimulatedWorld.h"

#include <QTest>

#include <chrono>
#include <memory>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

std::unique_ptr<SimulatedWorld> worldOf(const std::string& more, Duration time = 1min)
{
    WorldOptions options;
    options.paymentsMax = 1;
    auto sim = std::make_unique<SimulatedWorld>(
        SimulatedWorld::scenarioOf("rate = 5\nrails = { ZELLE = 1 }\n"
                                   "directions = { OUTBOUND = 1 }\n"
                                   + more),
        options);
    sim->runFor(time);
    return sim;
}

std::string troubled(const std::string& kind, const std::string& more = {})
{
    return "[[troubles]]\nkind = \"" + kind + "\"\nper-mille = 1000\n" + more;
}

/// The body with the approval of another person.
template <typename Command>
Command approved(Command body)
{
    body.head.approvedBy = OperatorId("op-2");
    return body;
}

/// The outcome after sending one command to one system; the version is the system's present one.
template <typename Outcome, typename Command>
Outcome send(SimulatedWorld& sim, System target, Command body, const std::string& key = "k1")
{
    const PaymentId id = sim.payments().front();
    std::uint32_t version = 0;
    for (const Message& message : sim.messagesAbout(id)) {
        if (message.envelope.source == target) {
            version = std::max(version, message.envelope.entityVersion.value_or(0));
        }
    }
    const std::size_t before = sim.messagesOf<Outcome>().size();
    sim.publish(commandOf(key, target, id, version, sim.now(), body));
    sim.runFor(4s);
    const auto outcomes = sim.messagesOf<Outcome>();
    if (outcomes.size() != before + 1) {
        qWarning("%zu outcomes instead of one", outcomes.size() - before);
        return {};
    }
    return std::get<Outcome>(outcomes.back().body);
}

/// The only fact that the command `k1` caused.
Message causedFact(SimulatedWorld& sim)
{
    std::vector<Message> found;
    for (const Message& message : sim.messages()) {
        if (message.topic.topicClass == TopicClass::Fact
            && message.envelope.causationId == MessageId("command-k1")) {
            found.push_back(message);
        }
    }
    if (found.size() != 1) {
        qWarning("%zu facts instead of one", found.size());
        return {};
    }
    return found.front();
}

PaymentStatus statusIn(const Message& message)
{
    const auto* changed = std::get_if<PaymentStatusChanged>(&message.body);
    return changed != nullptr ? changed->status.known() : PaymentStatus::Received;
}

const std::string kWaiting = troubled("trn-never-posted");
const std::string kNoRest = "[network]\nsettle = { min = \"1s\", typical = \"1s\", max = \"1s\" }\n"
                            "recall = { min = \"30s\", typical = \"30s\", max = \"30s\" }\n";

HoldPayment holdBody(const std::string& reason = "OPERATIONS")
{
    HoldPayment body;
    body.holdId = "HOLD-1";
    body.reason = reason;
    return body;
}

PostTransaction postOf(SimulatedWorld& sim)
{
    const auto added = std::get<PaymentAdded>(sim.messagesOf<PaymentAdded>().front().body);
    PostTransaction body;
    body.drCr = DrCr::Debit;
    body.amount = added.amount;
    body.account = *added.debtorAccount;
    body.eftTrnId = added.paymentId.value + "-D1";
    return approved(body);
}

ReverseTransaction reversalOf(SimulatedWorld& sim)
{
    const auto posted = std::get<TrnAdded>(sim.messagesOf<TrnAdded>().front().body);
    ReverseTransaction body;
    body.trnRcptId = posted.trnRcptId;
    body.amount = posted.amount;
    return approved(body);
}

ResolveReconBreak resolutionOf(SimulatedWorld& sim, ReconResolution resolution)
{
    const auto found =
        std::get<PaymentReconciled>(sim.messagesOf<PaymentReconciled>().front().body);
    ResolveReconBreak body;
    body.runId = found.runId;
    body.breakId = "BRK-" + found.paymentId.value;
    body.resolution = resolution;
    return body;
}

}  // namespace

class tst_Orders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cancelledPaymentGivesTheLimitBack()
    {
        const auto sim = worldOf(kWaiting);
        const auto outcome = send<PaymentCancelled>(*sim, System::Zelle, CancelPayment{{}, "X"});
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        QCOMPARE(statusIn(causedFact(*sim)), PaymentStatus::Cancelled);
        sim->runToTheEnd();
        const auto back = sim->messagesOf<LimitsUpdated>(
            [](const auto& one) { return one.action.is(LimitAction::Released); });
        QCOMPARE(back.size(), std::size_t{1});
        QVERIFY(sim->messagesOf<TrnAdded>().empty());
    }

    void cancelAfterTheDebitGivesTheMoneyBack()
    {
        const auto sim = worldOf(troubled("stuck-status", "status = \"DEBITED\"\n"));
        QCOMPARE(sim->messagesOf<TrnAdded>().size(), std::size_t{1});
        send<PaymentCancelled>(*sim, System::Zelle, CancelPayment{{}, "X"});
        sim->runToTheEnd();
        const auto postings = sim->messagesOf<TrnAdded>();
        QCOMPARE(postings.size(), std::size_t{2});
        const auto& debit = std::get<TrnAdded>(postings[0].body);
        const auto& credit = std::get<TrnAdded>(postings[1].body);
        QVERIFY(credit.drCr.is(DrCr::Credit));
        QCOMPARE(*credit.reversesTrnRcptId, debit.trnRcptId);
        QCOMPARE(credit.amount, debit.amount);
    }

    void sentPaymentIsNotCancelledOrHeld()
    {
        const auto sim = worldOf(troubled("stuck-status"));
        const auto cancel = send<PaymentCancelled>(*sim, System::Zelle, CancelPayment{{}, "X"});
        QCOMPARE(cancel.head.rejection->code, std::string("ILLEGAL_TRANSITION"));
        const auto hold = send<PaymentHeld>(*sim, System::Zelle, holdBody(), "k2");
        QCOMPARE(hold.head.rejection->code, std::string("ILLEGAL_TRANSITION"));
    }

    void heldPaymentWaitsForItsRelease()
    {
        const auto sim = worldOf(troubled("stuck-status", "status = \"DEBITED\"\n"));
        const auto held = send<PaymentHeld>(*sim, System::Zelle, holdBody());
        QVERIFY(held.head.outcome.is(OutcomeKind::Applied));
        QCOMPARE(*held.holdId, std::string("HOLD-1"));
        QCOMPARE(statusIn(causedFact(*sim)), PaymentStatus::Held);
        const auto again = send<PaymentHeld>(*sim, System::Zelle, holdBody(), "k2");
        QVERIFY(again.head.outcome.is(OutcomeKind::AlreadyApplied));

        ReleaseHold release;
        release.holdId = "HOLD-1";
        const auto alone = send<HoldReleased>(*sim, System::Zelle, release, "k3");
        QCOMPARE(alone.head.rejection->code, std::string("APPROVAL_REQUIRED"));
        release.head.approvedBy = OperatorId("op-1");
        const auto self = send<HoldReleased>(*sim, System::Zelle, release, "k4");
        QCOMPARE(self.head.rejection->code, std::string("APPROVAL_REQUIRED"));
        const auto released = send<HoldReleased>(*sim, System::Zelle, approved(release), "k5");
        QVERIFY(released.head.outcome.is(OutcomeKind::Applied));
        QVERIFY(released.status->is(PaymentStatus::Debited));
        QCOMPARE(sim->statusOf(sim->payments().front()), PaymentStatus::Debited);
    }

    void holdEndsAtItsTime()
    {
        const auto sim = worldOf(kWaiting);
        HoldPayment body = holdBody();
        body.until = sim->now() + 20s;
        send<PaymentHeld>(*sim, System::Zelle, body);
        const PaymentId id = sim->payments().front();
        QCOMPARE(sim->statusOf(id), PaymentStatus::Held);
        sim->runFor(20s);
        QCOMPARE(sim->statusOf(id), PaymentStatus::DebitPending);
    }

    void fraudHoldIsNotReleased()
    {
        const auto sim = worldOf(kWaiting);
        send<PaymentHeld>(*sim, System::Zelle, holdBody("FRAUD"));
        ReleaseHold release;
        release.holdId = "HOLD-1";
        const auto refused = send<HoldReleased>(*sim, System::Zelle, approved(release), "k2");
        QCOMPARE(refused.head.rejection->code, std::string("FRAUD_HOLD"));
    }

    void resentMessageIsAnsweredByTheNetwork()
    {
        const auto sim = worldOf(troubled("network-status-missing"));
        const PaymentId id = sim->payments().front();
        QCOMPARE(sim->statusOf(id), PaymentStatus::Sent);
        const auto sent =
            std::get<PaymentStatusChanged>(sim->messagesOf<PaymentStatusChanged>().back().body);
        ResendNetworkMessage body;
        body.networkReference = "ZNR0";
        const auto other = send<NetworkMessageResent>(*sim, System::Zelle, body, "k0");
        QCOMPARE(other.head.rejection->code, std::string("REFERENCE_MISMATCH"));
        body.networkReference = *sent.networkReference;
        body.duplicateFlag = false;
        const auto unmarked = send<NetworkMessageResent>(*sim, System::Zelle, body, "k2");
        QCOMPARE(unmarked.head.rejection->code, std::string("DUPLICATE_FLAG_MISSING"));
        body.duplicateFlag = true;
        const auto outcome = send<NetworkMessageResent>(*sim, System::Zelle, body);
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        QCOMPARE(*outcome.attempt, 2U);
        const auto fact = std::get<PaymentStatusChanged>(causedFact(*sim).body);
        QVERIFY(fact.status.is(PaymentStatus::Sent));
        QCOMPARE(*fact.attempt, 2U);
        sim->runToTheEnd();
        QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
    }

    void recalledMoneyComesBack()
    {
        const auto sim = worldOf(kNoRest);
        const PaymentId id = sim->payments().front();
        RequestRecall body;
        body.reason = RecallReason::Dupl;
        body.amount = std::get<PaymentAdded>(sim->messagesOf<PaymentAdded>().front().body).amount;
        const auto alone = send<RecallRequested>(*sim, System::Zelle, body, "k0");
        QCOMPARE(alone.head.rejection->code, std::string("APPROVAL_REQUIRED"));
        const auto outcome = send<RecallRequested>(*sim, System::Zelle, approved(body));
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        QCOMPARE(statusIn(causedFact(*sim)), PaymentStatus::RecallRequested);
        const auto second = send<RecallRequested>(*sim, System::Zelle, approved(body), "k2");
        QCOMPARE(second.head.rejection->code, std::string("RECALL_OPEN"));
        sim->runFor(1min);
        QCOMPARE(sim->statusesOf(id).back(), PaymentStatus::Returned);
        QCOMPARE(
            sim->messagesOf<TrnAdded>([](const auto& one) { return one.drCr.is(DrCr::Credit); })
                .size(),
            std::size_t{1});
        QCOMPARE(sim->messagesOf<LimitsUpdated>(
                        [](const auto& one) { return one.action.is(LimitAction::Restored); })
                     .size(),
                 std::size_t{1});
    }

    void missingTransactionIsPostedOnce()
    {
        const auto sim = worldOf(kWaiting);
        const PaymentId id = sim->payments().front();
        const auto outcome = send<TransactionPosted>(*sim, System::Wso2, postOf(*sim));
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        const auto fact = std::get<TrnAdded>(causedFact(*sim).body);
        QCOMPARE(fact.trnRcptId, *outcome.trnRcptId);
        QCOMPARE(fact.eftTrnId, id.value + "-D1");
        // The owner goes on, and the core knows the leg under any other key.
        const auto again = send<TransactionPosted>(*sim, System::Wso2, postOf(*sim), "k2");
        QVERIFY(again.head.outcome.is(OutcomeKind::AlreadyApplied));
        QCOMPARE(*again.trnRcptId, fact.trnRcptId);
        sim->runToTheEnd();
        QCOMPARE(sim->messagesOf<TrnAdded>().size(), std::size_t{1});
        QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
    }

    void postingIsRefusedWhereItCouldBeWrong()
    {
        const auto sim = worldOf(kWaiting);
        PostTransaction body = postOf(*sim);
        body.head.approvedBy.reset();
        QCOMPARE(send<TransactionPosted>(*sim, System::Wso2, body, "a").head.rejection->code,
                 std::string("APPROVAL_REQUIRED"));
        body = postOf(*sim);
        body.amount.minor += 1;
        QCOMPARE(send<TransactionPosted>(*sim, System::Wso2, body, "b").head.rejection->code,
                 std::string("AMOUNT_MISMATCH"));
        body = postOf(*sim);
        body.drCr = DrCr::Credit;
        QCOMPARE(send<TransactionPosted>(*sim, System::Wso2, body, "c").head.rejection->code,
                 std::string("LEG_MISMATCH"));
        QVERIFY(sim->messagesOf<TrnAdded>().empty());
    }

    void postingInFlightIsRefused()
    {
        const auto sim = worldOf(kWaiting + "[core]\nin-flight = \"10m\"\n");
        const auto outcome = send<TransactionPosted>(*sim, System::Wso2, postOf(*sim));
        QCOMPARE(outcome.head.rejection->code, std::string("CORE_IN_FLIGHT"));
        QVERIFY(outcome.head.rejection->retryable);
    }

    void reversalPointsAtThePosting()
    {
        const auto sim = worldOf("");
        ReverseTransaction body = reversalOf(*sim);
        body.actIntentKey = "AK-of-yesterday";
        QCOMPARE(send<TransactionReversed>(*sim, System::Wso2, body, "a").head.rejection->code,
                 std::string("INTENT_CONFLICT"));
        const auto outcome = send<TransactionReversed>(*sim, System::Wso2, reversalOf(*sim));
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        const auto fact = std::get<TrnAdded>(causedFact(*sim).body);
        QCOMPARE(*fact.reversesTrnRcptId, body.trnRcptId);
        QCOMPARE(fact.eftTrnId, body.trnRcptId + "-R1");
        QVERIFY(fact.drCr.is(DrCr::Credit));
        const auto again = send<TransactionReversed>(*sim, System::Wso2, reversalOf(*sim), "k2");
        QVERIFY(again.head.outcome.is(OutcomeKind::AlreadyApplied));
    }

    void reconBreakIsResolved_data()
    {
        QTest::addColumn<int>("resolution");
        QTest::addColumn<int>("result");
        QTest::newRow("match") << static_cast<int>(ReconResolution::MatchTo)
                               << static_cast<int>(ReconResult::Matched);
        QTest::newRow("write off") << static_cast<int>(ReconResolution::WriteOff)
                                   << static_cast<int>(ReconResult::Matched);
        QTest::newRow("wait") << static_cast<int>(ReconResolution::Wait)
                              << static_cast<int>(ReconResult::Break);
    }

    void reconBreakIsResolved()
    {
        QFETCH(int, resolution);
        QFETCH(int, result);
        const auto sim = worldOf(troubled("recon-break"), 2min);
        ResolveReconBreak body = resolutionOf(*sim, static_cast<ReconResolution>(resolution));
        if (body.resolution.is(ReconResolution::MatchTo)) {
            const auto bare = send<ReconBreakResolved>(*sim, System::Recon, body, "a");
            QCOMPARE(bare.head.rejection->code, std::string("BAD_RESOLUTION"));
            body.reference = "889120017";
        } else if (body.resolution.is(ReconResolution::WriteOff)) {
            const auto alone = send<ReconBreakResolved>(*sim, System::Recon, body, "a");
            QCOMPARE(alone.head.rejection->code, std::string("APPROVAL_REQUIRED"));
            body = approved(body);
        }
        const auto outcome = send<ReconBreakResolved>(*sim, System::Recon, body);
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        QCOMPARE(*outcome.breakId, body.breakId);
        const auto fact = std::get<PaymentReconciled>(causedFact(*sim).body);
        QVERIFY(fact.result.is(static_cast<ReconResult>(result)));
        sim->runFor(5min);
        QCOMPARE(sim->messagesOf<PaymentReconciled>().size(), std::size_t{2});
    }

    void replayGivesTheSameFactsAgain()
    {
        const auto sim = worldOf("");
        const PaymentId id = sim->payments().front();
        const auto factsOfZelle = [&] {
            std::vector<Message> facts;
            for (const Message& message : sim->messagesAbout(id)) {
                if (message.envelope.source == System::Zelle
                    && message.topic.topicClass == TopicClass::Fact) {
                    facts.push_back(message);
                }
            }
            return facts;
        };
        const auto before = factsOfZelle();
        const auto outcome = send<EventsReplayed>(*sim, System::Zelle, ReplayEvents{});
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
        QCOMPARE(*outcome.replayed, before.size());
        QCOMPARE(outcome.head.entityVersion, before.back().envelope.entityVersion);
        const auto after = factsOfZelle();
        QCOMPARE(after.size(), 2 * before.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            QVERIFY(after[before.size() + i] == before[i]);
        }
    }

    void replayFillsTheHoleOfAMissingFact()
    {
        const auto sim = worldOf(troubled("missing-facts"));
        const PaymentId id = sim->payments().front();
        const auto before = sim->statusesOf(id).size();
        send<EventsReplayed>(*sim, System::Zelle, ReplayEvents{});
        QCOMPARE(sim->statusesOf(id).size(), before + 1);
    }

    void replaysAreLimitedInRateAndRange()
    {
        const auto sim = worldOf("");
        ReplayEvents feed;
        feed.head.paymentId = PaymentId("feed");
        Message asked = commandOf("f", System::Zelle, PaymentId("feed"), 0, sim->now(), feed);
        sim->publish(asked);
        sim->runFor(4s);
        QCOMPARE(std::get<EventsReplayed>(sim->messagesOf<EventsReplayed>().back().body)
                     .head.rejection->code,
                 std::string("RANGE_MISSING"));
        const PaymentId id = sim->payments().front();
        for (int i = 0; i < 12; ++i) {
            sim->publish(commandOf("r" + std::to_string(i), System::Zelle, id, 0, sim->now(),
                                   ReplayEvents{}));
        }
        sim->runFor(4s);
        const auto refused = sim->messagesOf<EventsReplayed>([](const auto& one) {
            return one.head.rejection && one.head.rejection->code == "RATE_LIMITED";
        });
        QCOMPARE(refused.size(), std::size_t{2});
    }

    void evidenceDoesNotMakeAnotherCommand()
    {
        const auto sim = worldOf(troubled("stuck-status"));
        send<PaymentStatusResynced>(*sim, System::Zelle, ResyncPaymentStatus{});
        ResyncPaymentStatus again;
        again.head.evidence = {{"/pc/qa/zelle", MessageId("answer-1")}};
        const PaymentId id = sim->payments().front();
        sim->publish(commandOf("k1", System::Zelle, id, 5, sim->now(), again));
        sim->runFor(4s);
        const auto said = sim->messagesOf<PaymentStatusResynced>();
        QVERIFY(std::get<PaymentStatusResynced>(said.back().body)
                    .head.outcome.is(OutcomeKind::AlreadyApplied));
    }

    void answeredCommandWithoutEffectIsDoneWhenAskedAgain()
    {
        const auto sim = worldOf(troubled("stuck-status") + troubled("fixer-without-effect"));
        const PaymentId id = sim->payments().front();
        const auto first = send<PaymentStatusResynced>(*sim, System::Zelle, ResyncPaymentStatus{});
        QVERIFY(first.head.outcome.is(OutcomeKind::Applied));
        sim->runFor(1min);
        QCOMPARE(sim->statusOf(id), PaymentStatus::Sent);
        const auto again = send<PaymentStatusResynced>(*sim, System::Zelle, ResyncPaymentStatus{});
        QVERIFY(again.head.outcome.is(OutcomeKind::AlreadyApplied));
        QVERIFY(statusIn(causedFact(*sim)) == PaymentStatus::Accepted);
    }

    void unansweredCommandIsDoneByTheNextOne()
    {
        const auto sim =
            worldOf(troubled("stuck-status")
                    + troubled("fixer-without-effect", "outcome = \"missing\"\nto = \"70s\"\n"));
        const PaymentId id = sim->payments().front();
        sim->publish(commandOf("k1", System::Zelle, id, 5, sim->now(), ResyncPaymentStatus{}));
        sim->runFor(20s);
        QVERIFY(sim->messagesOf<PaymentStatusResynced>().empty());
        const auto outcome =
            send<PaymentStatusResynced>(*sim, System::Zelle, ResyncPaymentStatus{});
        QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
    }
};

QTEST_APPLESS_MAIN(tst_Orders)
#include "tst_Orders.moc"
