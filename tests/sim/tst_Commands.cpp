// SPDX-License-Identifier: Apache-2.0
#include "tests/sim/SimulatedWorld.h"

#include <QTest>

#include <chrono>
#include <memory>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// Payments that wait in SENT, of which the network is further.
const std::string kStuckInSent =
    "[[troubles]]\nkind = \"stuck-status\"\nstatus = \"SENT\"\nper-mille = 1000\n";
/// Payments that wait in DEBIT_PENDING.
const std::string kWaitingForDebit =
    "[[troubles]]\nkind = \"trn-never-posted\"\nper-mille = 1000\n";
/// Failed payments whose limit is held.
const std::string kLimitsHeld = "failures-per-mille = 1000\n[[troubles]]\n"
                                "kind = \"limits-not-restored\"\nper-mille = 1000\n";

WorldOptions withPayments(std::uint64_t count)
{
    WorldOptions options;
    options.paymentsMax = count;
    return options;
}

Scenario zelleOnly(const std::string& more)
{
    return SimulatedWorld::scenarioOf("rate = 5\nrails = { ZELLE = 1 }\n"
                                      "directions = { OUTBOUND = 1 }\n"
                                      + more);
}

std::unique_ptr<SimulatedWorld> worldOf(const std::string& more, std::uint64_t payments = 3)
{
    auto sim = std::make_unique<SimulatedWorld>(zelleOnly(more), withPayments(payments));
    sim->runFor(1min);
    return sim;
}

template <typename Outcome>
std::vector<Outcome> outcomesOf(SimulatedWorld& sim)
{
    std::vector<Outcome> outcomes;
    for (const Message& message : sim.messagesOf<Outcome>()) {
        outcomes.push_back(std::get<Outcome>(message.body));
    }
    return outcomes;
}

/// The last outcome after sending the command.
template <typename Outcome>
Outcome sendAndWait(SimulatedWorld& sim, const Message& message)
{
    const std::size_t before = sim.messagesOf<Outcome>().size();
    sim.publish(message);
    sim.runFor(10s);
    const auto outcomes = outcomesOf<Outcome>(sim);
    if (outcomes.size() != before + 1) {
        qWarning("%zu outcomes instead of one", outcomes.size() - before);
        return {};
    }
    return outcomes.back();
}

UpdatePaymentStatus update(PaymentStatus from, PaymentStatus to)
{
    UpdatePaymentStatus body;
    body.fromStatus = from;
    body.toStatus = to;
    return body;
}

Message updateOf(SimulatedWorld& sim, const std::string& key, const PaymentId& id,
                 std::uint32_t version, PaymentStatus from, PaymentStatus to)
{
    return commandOf(key, System::Zelle, id, version, sim.now(), update(from, to));
}

/// A failed payment that has a reservation, and its reservation.
struct Held
{
    PaymentId id;
    LimitsUpdated reserved;
};

Held heldReservation(SimulatedWorld& sim)
{
    const Message message = sim.messagesOf<LimitsUpdated>().front();
    const LimitsUpdated reserved = std::get<LimitsUpdated>(message.body);
    return {reserved.paymentId, reserved};
}

RestoreLimits restoreOf(const Held& held)
{
    RestoreLimits body;
    body.reservationId = held.reserved.reservationId;
    body.amount = held.reserved.delta;
    return body;
}

}  // namespace

class tst_Commands : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void appliedUpdateIsProvenByAFact();
    void appliedPaymentGoesOn();
    void sameKeyGetsTheFirstResult();
    void sameKeyGetsTheFirstResultAfterARestart();
    void commentAndApprovalsDoNotMakeAnotherCommand();
    void sameKeyWithAnotherBodyIsRefused();
    void refusalIsRepeatedForTheSameKey();
    void otherVersionIsAConflict();
    void otherStatusIsRefused();
    void illegalTransitionIsRefused();
    void unknownPaymentIsRefused();
    void otherOwnerIsNamed();
    void expiredCommandIsNotApplied();
    void expiredCommandMayBeSentAgain();
    void dryRunHasNoEffect();
    void operatorsFailureGivesTheLimitBack();
    void resyncFindsThatTheNetworkIsFurther();
    void resyncFindsNothingNew();
    void linkIsRefusedWhereNoDebitIsMissing();
    void linkOfAnotherPaymentIsRefused();
    void restoreGivesBackEveryWindow();
    void restoreGivesBackTheWindowsAskedFor();
    void restoreOfWhatWasGivenBackIsAlreadyApplied();
    void restoreWithAnotherAmountIsRefused();
    void restoreOfAnotherReservationIsRefused();
    void restoreOfAnUnknownWindowIsRefused();
    void restoreOfALivingPaymentIsRefused();
    void commandBeforeARestartIsObeyedAfterIt();
    void factFollowsWhenTheRestartCameInBetween();
};

void tst_Commands::appliedUpdateIsProvenByAFact()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    const Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
    QCOMPARE(*outcome.head.entityVersion, 6U);
    QCOMPARE(outcome.head.commandId->value, std::string("command-k1"));
    QCOMPARE(*outcome.head.idempotencyKey, std::string("k1"));
    QVERIFY(outcome.previousStatus->is(PaymentStatus::Sent));
    QVERIFY(outcome.status->is(PaymentStatus::Accepted));

    const Message said = sim->messagesOf<PaymentStatusUpdated>().front();
    QCOMPARE(*said.envelope.causationId, asked.envelope.id);
    QCOMPARE(said.topic.text(), std::string("pc.qa.pmt.cmd.otto.PaymentStatusUpdated"));
    const auto facts = sim->messagesOf<PaymentStatusChanged>([&id](const auto& one) {
        return one.paymentId == id && one.status.is(PaymentStatus::Accepted);
    });
    QCOMPARE(facts.size(), std::size_t{1});
    QCOMPARE(*facts[0].envelope.entityVersion, 6U);
    QCOMPARE(*facts[0].envelope.causationId, asked.envelope.id);
    // The outcome is out before its effect.
    std::vector<std::string> names;
    for (const Message& message : sim->messagesAbout(id)) {
        names.push_back(message.envelope.name);
    }
    const auto outcomeAt = std::find(names.begin(), names.end(), "PaymentStatusUpdated");
    QCOMPARE(*(outcomeAt + 1), std::string("PaymentStatusChanged"));
    QVERIFY(*facts[0].envelope.recordedTime > said.envelope.time);
}

void tst_Commands::appliedPaymentGoesOn()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    sim->publish(updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted));
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
}

void tst_Commands::sameKeyGetsTheFirstResult()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    const Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    sendAndWait<PaymentStatusUpdated>(*sim, asked);
    sim->runToTheEnd();
    const std::size_t facts = sim->messagesOf<PaymentStatusChanged>().size();

    Message again = asked;
    again.envelope.id = MessageId("command-k1-again");
    std::get<UpdatePaymentStatus>(again.body).head.commandId = CommandId("command-k1-again");
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, again);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::AlreadyApplied));
    QCOMPARE(*outcome.head.entityVersion, 6U);
    QVERIFY(outcome.status->is(PaymentStatus::Accepted));
    QCOMPARE(outcome.head.commandId->value, std::string("command-k1-again"));
    QCOMPARE(sim->messagesOf<PaymentStatusChanged>().size(), facts);

    // The same record again, too; the two outcomes are two messages.
    const auto third = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(third.head.outcome.is(OutcomeKind::AlreadyApplied));
    const auto said = sim->messagesOf<PaymentStatusUpdated>();
    QVERIFY(said[0].envelope.id != said[2].envelope.id);
}

void tst_Commands::sameKeyGetsTheFirstResultAfterARestart()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    const Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    sendAndWait<PaymentStatusUpdated>(*sim, asked);
    sim->restart(zelleOnly(kStuckInSent), withPayments(0));
    sim->runFor(10s);
    QCOMPARE(sim->messagesOf<PaymentStatusUpdated>().size(), std::size_t{1});
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::AlreadyApplied));
    QCOMPARE(*outcome.head.entityVersion, 6U);
}

void tst_Commands::commentAndApprovalsDoNotMakeAnotherCommand()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    sendAndWait<PaymentStatusUpdated>(*sim, asked);
    CommandHead& head = std::get<UpdatePaymentStatus>(asked.body).head;
    head.comment = "said differently";
    head.approvedBy = OperatorId("op-2");
    head.approvedAt = sim->now();
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::AlreadyApplied));
}

void tst_Commands::sameKeyWithAnotherBodyIsRefused()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    sendAndWait<PaymentStatusUpdated>(
        *sim, updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted));
    Message other = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Rejected);
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, other);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Rejected));
    QCOMPARE(outcome.head.rejection->code, std::string("KEY_REUSED"));
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
}

void tst_Commands::refusalIsRepeatedForTheSameKey()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    const Message asked = updateOf(*sim, "k1", id, 4, PaymentStatus::Sent, PaymentStatus::Accepted);
    sendAndWait<PaymentStatusUpdated>(*sim, asked);
    const auto again = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(again.head.outcome.is(OutcomeKind::Rejected));
    QCOMPARE(again.head.rejection->code, std::string("VERSION_CONFLICT"));
}

void tst_Commands::otherVersionIsAConflict()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    const auto outcome = sendAndWait<PaymentStatusUpdated>(
        *sim, updateOf(*sim, "k1", id, 4, PaymentStatus::Sent, PaymentStatus::Accepted));
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Rejected));
    QCOMPARE(outcome.head.rejection->code, std::string("VERSION_CONFLICT"));
    QCOMPARE(outcome.head.rejection->text,
             std::string("payment is at version 5, command expected 4"));
    QCOMPARE(*outcome.head.entityVersion, 5U);
    QVERIFY(outcome.status->is(PaymentStatus::Sent));
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Sent);
}

void tst_Commands::otherStatusIsRefused()
{
    const auto sim = worldOf(kStuckInSent);
    const auto outcome = sendAndWait<PaymentStatusUpdated>(
        *sim, updateOf(*sim, "k1", sim->payments().front(), 5, PaymentStatus::Debited,
                       PaymentStatus::Accepted));
    QCOMPARE(outcome.head.rejection->code, std::string("ILLEGAL_TRANSITION"));
}

void tst_Commands::illegalTransitionIsRefused()
{
    const auto sim = worldOf(kStuckInSent);
    const auto outcome = sendAndWait<PaymentStatusUpdated>(
        *sim, updateOf(*sim, "k1", sim->payments().front(), 5, PaymentStatus::Sent,
                       PaymentStatus::Received));
    QCOMPARE(outcome.head.rejection->code, std::string("ILLEGAL_TRANSITION"));
}

void tst_Commands::unknownPaymentIsRefused()
{
    const auto sim = worldOf(kStuckInSent);
    const auto outcome = sendAndWait<PaymentStatusUpdated>(
        *sim, updateOf(*sim, "k1", PaymentId("PMT-nobody"), 1, PaymentStatus::Sent,
                       PaymentStatus::Accepted));
    QCOMPARE(outcome.head.rejection->code, std::string("NOT_FOUND"));
    QVERIFY(!outcome.head.entityVersion);
}

void tst_Commands::otherOwnerIsNamed()
{
    const auto sim = worldOf(kStuckInSent);
    const auto outcome = sendAndWait<PaymentStatusUpdated>(
        *sim, commandOf("k1", System::Cpr, sim->payments().front(), 1, sim->now(),
                        update(PaymentStatus::Received, PaymentStatus::Validated)));
    QCOMPARE(outcome.head.rejection->code, std::string("NOT_OWNER"));
    QVERIFY(outcome.head.rejection->text.ends_with("belongs to zelle"));
}

void tst_Commands::expiredCommandIsNotApplied()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    asked.envelope.expiryTime = sim->now() - Duration{1};
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Expired));
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Sent);
}

void tst_Commands::expiredCommandMayBeSentAgain()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    asked.envelope.expiryTime = sim->now() - Duration{1};
    sendAndWait<PaymentStatusUpdated>(*sim, asked);
    asked.envelope.expiryTime = sim->now() + Duration{15'000};
    const auto outcome = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
}

void tst_Commands::dryRunHasNoEffect()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    Message asked = updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    std::get<UpdatePaymentStatus>(asked.body).head.dryRun = true;
    const auto tried = sendAndWait<PaymentStatusUpdated>(*sim, asked);
    QVERIFY(tried.head.outcome.is(OutcomeKind::Applied));
    QCOMPARE(*tried.head.entityVersion, 6U);
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Sent);

    // The real one with the same key is not taken for a repeat.
    const auto done = sendAndWait<PaymentStatusUpdated>(
        *sim, updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted));
    QVERIFY(done.head.outcome.is(OutcomeKind::Applied));
    // And what would be refused is refused dry, too.
    Message stale = updateOf(*sim, "k2", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted);
    std::get<UpdatePaymentStatus>(stale.body).head.dryRun = true;
    const auto refused = sendAndWait<PaymentStatusUpdated>(*sim, stale);
    QCOMPARE(refused.head.rejection->code, std::string("VERSION_CONFLICT"));
}

void tst_Commands::operatorsFailureGivesTheLimitBack()
{
    const auto sim = worldOf(kWaitingForDebit);
    const PaymentId id = sim->payments().front();
    sim->publish(updateOf(*sim, "k1", id, 3, PaymentStatus::DebitPending, PaymentStatus::Failed));
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Failed);
    const auto released = sim->messagesOf<LimitsUpdated>([&id](const LimitsUpdated& one) {
        return one.paymentId == id && one.action.is(LimitAction::Released);
    });
    QCOMPARE(released.size(), std::size_t{1});
}

void tst_Commands::resyncFindsThatTheNetworkIsFurther()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    const auto outcome = sendAndWait<PaymentStatusResynced>(
        *sim, commandOf<ResyncPaymentStatus>("k1", System::Zelle, id, 5, sim->now()));
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
    QVERIFY(outcome.previousStatus->is(PaymentStatus::Sent));
    QVERIFY(outcome.status->is(PaymentStatus::Accepted));
    QCOMPARE(*outcome.head.entityVersion, 6U);
    sim->runToTheEnd();
    QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
}

void tst_Commands::resyncFindsNothingNew()
{
    const auto sim = worldOf("[[troubles]]\nkind = \"stuck-status\"\nstatus = \"SENT\"\n"
                             "network = \"same\"\nper-mille = 1000\n");
    const PaymentId id = sim->payments().front();
    const std::size_t facts = sim->messagesOf<PaymentStatusChanged>().size();
    const auto outcome = sendAndWait<PaymentStatusResynced>(
        *sim, commandOf<ResyncPaymentStatus>("k1", System::Zelle, id, 5, sim->now()));
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
    QVERIFY(outcome.status->is(PaymentStatus::Sent));
    QCOMPARE(*outcome.head.entityVersion, 5U);
    sim->runToTheEnd();
    QCOMPARE(sim->messagesOf<PaymentStatusChanged>().size(), facts);
}

void tst_Commands::linkIsRefusedWhereNoDebitIsMissing()
{
    const auto sim = worldOf(kStuckInSent);
    LinkTransaction link;
    link.trnRcptId = "123";
    const auto outcome = sendAndWait<TransactionLinked>(
        *sim, commandOf("k1", System::Zelle, sim->payments().front(), 5, sim->now(), link));
    QCOMPARE(outcome.head.rejection->code, std::string("ILLEGAL_TRANSITION"));
}

void tst_Commands::linkOfAnotherPaymentIsRefused()
{
    const auto sim = worldOf(kWaitingForDebit);
    LinkTransaction link;
    link.trnRcptId = "123";
    link.eftTrnId = "PMT-other-D1";
    const auto outcome = sendAndWait<TransactionLinked>(
        *sim, commandOf("k1", System::Zelle, sim->payments().front(), 3, sim->now(), link));
    QCOMPARE(outcome.head.rejection->code, std::string("TRANSACTION_MISMATCH"));
}

void tst_Commands::restoreGivesBackEveryWindow()
{
    const auto sim = worldOf(kLimitsHeld, 10);
    const Held held = heldReservation(*sim);
    const Message asked = commandOf("k1", System::Limits, held.id, 1, sim->now(), restoreOf(held));
    const auto outcome = sendAndWait<LimitsRestored>(*sim, asked);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Applied));
    QCOMPARE(*outcome.head.entityVersion, 2U);
    QCOMPARE(*outcome.reservationId, held.reserved.reservationId);
    const auto facts = sim->messagesOf<LimitsUpdated>(
        [](const LimitsUpdated& one) { return one.action.is(LimitAction::Restored); });
    QCOMPARE(facts.size(), std::size_t{1});
    QCOMPARE(*facts[0].envelope.entityVersion, 2U);
    QCOMPARE(*facts[0].envelope.causationId, asked.envelope.id);
    const LimitsUpdated& restored = std::get<LimitsUpdated>(facts[0].body);
    QCOMPARE(restored.paymentId, held.id);
    QCOMPARE(restored.limits.size(), std::size_t{2});
    QCOMPARE(restored.delta, held.reserved.delta);
}

void tst_Commands::restoreGivesBackTheWindowsAskedFor()
{
    const auto sim = worldOf(kLimitsHeld, 10);
    const Held held = heldReservation(*sim);
    RestoreLimits daily = restoreOf(held);
    daily.windows = {"ZELLE-OUT-DAILY"};
    sendAndWait<LimitsRestored>(*sim,
                                commandOf("k1", System::Limits, held.id, 1, sim->now(), daily));
    sendAndWait<LimitsRestored>(
        *sim, commandOf("k2", System::Limits, held.id, 2, sim->now(), restoreOf(held)));
    const auto facts = sim->messagesOf<LimitsUpdated>(
        [](const LimitsUpdated& one) { return one.action.is(LimitAction::Restored); });
    QCOMPARE(facts.size(), std::size_t{2});
    QCOMPARE(std::get<LimitsUpdated>(facts[0].body).limits.at(0).limitId,
             std::string("ZELLE-OUT-DAILY"));
    QCOMPARE(std::get<LimitsUpdated>(facts[1].body).limits.size(), std::size_t{1});
    QCOMPARE(std::get<LimitsUpdated>(facts[1].body).limits[0].limitId,
             std::string("ZELLE-OUT-30D"));
}

void tst_Commands::restoreOfWhatWasGivenBackIsAlreadyApplied()
{
    const auto sim = worldOf("failures-per-mille = 1000\n", 10);
    const Held held = heldReservation(*sim);
    const auto outcome = sendAndWait<LimitsRestored>(
        *sim, commandOf("k1", System::Limits, held.id, 2, sim->now(), restoreOf(held)));
    QVERIFY(outcome.head.outcome.is(OutcomeKind::AlreadyApplied));
    QCOMPARE(*outcome.head.entityVersion, 2U);
}

void tst_Commands::restoreWithAnotherAmountIsRefused()
{
    const auto sim = worldOf(kLimitsHeld, 10);
    const Held held = heldReservation(*sim);
    RestoreLimits body = restoreOf(held);
    body.amount.minor += 1;
    const auto outcome = sendAndWait<LimitsRestored>(
        *sim, commandOf("k1", System::Limits, held.id, 1, sim->now(), body));
    QCOMPARE(outcome.head.rejection->code, std::string("AMOUNT_MISMATCH"));
}

void tst_Commands::restoreOfAnotherReservationIsRefused()
{
    const auto sim = worldOf(kLimitsHeld, 10);
    const Held held = heldReservation(*sim);
    RestoreLimits body = restoreOf(held);
    body.reservationId = "LR-1";
    const auto outcome = sendAndWait<LimitsRestored>(
        *sim, commandOf("k1", System::Limits, held.id, 1, sim->now(), body));
    QCOMPARE(outcome.head.rejection->code, std::string("RESERVATION_MISMATCH"));
}

void tst_Commands::restoreOfAnUnknownWindowIsRefused()
{
    const auto sim = worldOf(kLimitsHeld, 10);
    const Held held = heldReservation(*sim);
    RestoreLimits body = restoreOf(held);
    body.windows = {"ZELLE-OUT-HOURLY"};
    const auto outcome = sendAndWait<LimitsRestored>(
        *sim, commandOf("k1", System::Limits, held.id, 1, sim->now(), body));
    QCOMPARE(outcome.head.rejection->code, std::string("UNKNOWN_WINDOW"));
}

void tst_Commands::restoreOfALivingPaymentIsRefused()
{
    const auto sim = worldOf(kStuckInSent);
    const Held held = heldReservation(*sim);
    const auto outcome = sendAndWait<LimitsRestored>(
        *sim, commandOf("k1", System::Limits, held.id, 1, sim->now(), restoreOf(held)));
    QCOMPARE(outcome.head.rejection->code, std::string("ILLEGAL_TRANSITION"));
}

void tst_Commands::commandBeforeARestartIsObeyedAfterIt()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    sim->publish(updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted));
    sim->restart(zelleOnly(kStuckInSent), withPayments(0));
    sim->runToTheEnd();
    const auto outcomes = outcomesOf<PaymentStatusUpdated>(*sim);
    QCOMPARE(outcomes.size(), std::size_t{1});
    QVERIFY(outcomes[0].head.outcome.is(OutcomeKind::Applied));
    QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
}

void tst_Commands::factFollowsWhenTheRestartCameInBetween()
{
    const auto sim = worldOf(kStuckInSent);
    const PaymentId id = sim->payments().front();
    sim->publish(updateOf(*sim, "k1", id, 5, PaymentStatus::Sent, PaymentStatus::Accepted));
    const auto accepted = [&] {
        return sim->messagesOf<PaymentStatusChanged>([&id](const auto& one) {
            return one.paymentId == id && one.status.is(PaymentStatus::Accepted);
        });
    };
    // Exactly between outcome and fact.
    for (int ms = 0; ms < 10'000 && sim->messagesOf<PaymentStatusUpdated>().empty(); ++ms) {
        sim->runFor(1ms);
    }
    QCOMPARE(sim->messagesOf<PaymentStatusUpdated>().size(), std::size_t{1});
    QVERIFY(accepted().empty());
    sim->restart(zelleOnly(kStuckInSent), withPayments(0));
    sim->runToTheEnd();
    QCOMPARE(sim->messagesOf<PaymentStatusUpdated>().size(), std::size_t{1});
    QCOMPARE(accepted().size(), std::size_t{1});
    QCOMPARE(*accepted()[0].envelope.entityVersion, 6U);
    QCOMPARE(*accepted()[0].envelope.causationId, MessageId("command-k1"));
    QCOMPARE(sim->statusOf(id), PaymentStatus::Reconciled);
}

QTEST_APPLESS_MAIN(tst_Commands)
#include "tst_Commands.moc"
