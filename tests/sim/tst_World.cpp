// SPDX-License-Identifier: Apache-2.0
#include "core/sim/LimitTally.h"
#include "core/sim/Topics.h"
#include "tests/sim/SimulatedWorld.h"

#include <QTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

const std::string kMixed = R"(
rate = 8
failures-per-mille = 150
[[troubles]]
kind = "trn-late"
per-mille = 60
delay = "40s"
[[troubles]]
kind = "duplicates"
per-mille = 100
[[troubles]]
kind = "garbage"
interval = "3s"
)";

WorldOptions withPayments(std::uint64_t count, std::optional<std::uint64_t> seed = {})
{
    WorldOptions options;
    options.paymentsMax = count;
    options.seed = seed;
    return options;
}

std::vector<Record> recordsOf(const std::string& toml, std::uint64_t seed)
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf(toml), withPayments(60, seed));
    sim.runFor(3min);
    return sim.records();
}

/// Per source: its facts' counter, duplicates once, in order.
std::map<System, std::set<std::uint64_t>> sequencesOf(SimulatedWorld& sim)
{
    std::map<System, std::set<std::uint64_t>> sequences;
    for (const Message& message : sim.messages()) {
        if (message.envelope.sequence) {
            sequences[message.envelope.source].insert(*message.envelope.sequence);
        }
    }
    return sequences;
}

bool isContiguousFromOne(const std::set<std::uint64_t>& numbers)
{
    return !numbers.empty() && *numbers.begin() == 1 && *numbers.rbegin() == numbers.size();
}

/// Whether all statuses, postings and reconciliations of all payments are as on a good day.
void verifyAllReconciled(SimulatedWorld& sim)
{
    for (const PaymentId& id : sim.payments()) {
        const std::optional<PaymentStatus> status = sim.statusOf(id);
        QVERIFY2(status == PaymentStatus::Reconciled,
                 (id.value + " is " + std::string(wireName(*status))).c_str());
    }
}

/// The versions of every payment in every source are 1, 2, 3 ..., each with one content.
void verifyVersions(SimulatedWorld& sim)
{
    std::map<std::pair<System, std::string>, std::set<std::uint64_t>> versions;
    std::map<MessageId, Message> byId;
    for (const Message& message : sim.messages()) {
        const Envelope& envelope = message.envelope;
        if (!envelope.entityVersion) {
            continue;
        }
        versions[{envelope.source, envelope.subject}].insert(*envelope.entityVersion);
        const auto [at, isNew] = byId.emplace(envelope.id, message);
        if (!isNew) {
            QCOMPARE(at->second, message);
        }
    }
    for (const auto& [key, numbers] : versions) {
        QVERIFY2(isContiguousFromOne(numbers), key.second.c_str());
    }
}

}  // namespace

class tst_World : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeedGivesTheSameBytes();
    void anotherSeedGivesOtherPayments();
    void happyPaymentsEndReconciled();
    void lifeGoesThroughEveryStatus_data();
    void lifeGoesThroughEveryStatus();
    void everyFactNamesItsCause();
    void accountsAreMasked();
    void failedPaymentsGiveTheirLimitBack();
    void failureAfterTheDebitIsCredited();
    void heartbeatsOfAllSystemsCloseTheFeed();
    void sequencesAndVersionsHaveNoHoles();
    void paymentsStopAtTheirNumber();
    void rateIsMet();
    void fiveWorldsOnOneBrokerAreTheSameSimulation();
    void restartedWorldGoesOnWhereItWas();
    void restartedSystemAloneGoesOn();
    void restartKeepsTheLimitsUsed();
    void outageOfTheBrokerLosesNothing();
    void lostAcknowledgementIsSentAgain();
    void finishedPaymentsAreForgotten();
    void topicsCoverEverythingThatIsPublished();
    void foreignPaymentIsServed();
};

void tst_World::sameSeedGivesTheSameBytes()
{
    const std::vector<Record> once = recordsOf(kMixed, 7);
    const std::vector<Record> again = recordsOf(kMixed, 7);
    QVERIFY(once.size() > 600);
    QCOMPARE(once.size(), again.size());
    QVERIFY(once == again);
}

void tst_World::anotherSeedGivesOtherPayments()
{
    std::set<std::string> ids;
    for (const std::uint64_t seed : {7U, 8U}) {
        SimulatedWorld sim(SimulatedWorld::scenarioOf(kMixed), withPayments(60, seed));
        sim.runFor(1min);
        for (const PaymentId& id : sim.payments()) {
            ids.insert(id.value);
        }
    }
    QCOMPARE(ids.size(), std::size_t{120});
}

void tst_World::happyPaymentsEndReconciled()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 20\n"), withPayments(300));
    sim.runToTheEnd();
    const std::vector<Message> added = sim.messagesOf<PaymentAdded>();
    QCOMPARE(added.size(), std::size_t{300});
    verifyAllReconciled(sim);

    std::map<PaymentId, TrnAdded> postings;
    for (const Message& message : sim.messagesOf<TrnAdded>()) {
        const TrnAdded& posting = std::get<TrnAdded>(message.body);
        QVERIFY2(postings.emplace(posting.paymentId, posting).second, "posted twice");
    }
    for (const Message& message : added) {
        const PaymentAdded& payment = std::get<PaymentAdded>(message.body);
        const TrnAdded& posting = postings.at(payment.paymentId);
        QCOMPARE(posting.amount, payment.amount);
        const bool isOutbound = payment.direction.is(Direction::Outbound);
        QCOMPARE(posting.drCr.text(), wireName(isOutbound ? DrCr::Debit : DrCr::Credit));
    }
    QCOMPARE(sim.world().statistics().undecodable, std::uint64_t{0});
}

void tst_World::lifeGoesThroughEveryStatus_data()
{
    QTest::addColumn<QString>("rail");
    QTest::addColumn<QString>("owner");
    QTest::addColumn<bool>("isBatched");
    QTest::newRow("zelle") << "ZELLE"
                           << "zelle" << false;
    QTest::newRow("rtp") << "RTP"
                         << "cpr" << false;
    QTest::newRow("fednow") << "FEDNOW"
                            << "cpr" << false;
    QTest::newRow("ach") << "ACH"
                         << "cpr" << true;
}

void tst_World::lifeGoesThroughEveryStatus()
{
    using enum PaymentStatus;
    QFETCH(QString, rail);
    QFETCH(QString, owner);
    QFETCH(bool, isBatched);
    SimulatedWorld sim(SimulatedWorld::scenarioOf("directions = { OUTBOUND = 1, INBOUND = 0 }\n"
                                                  "rails = { "
                                                  + rail.toStdString() + " = 1 }\n"),
                       withPayments(3));
    sim.runToTheEnd();
    std::vector<PaymentStatus> expected{Validated, LimitReserved, DebitPending, Debited,
                                        Sent,      Accepted,      Settled};
    if (isBatched) {
        expected.insert(expected.begin() + 4, Batched);
    }
    QCOMPARE(sim.payments().size(), std::size_t{3});
    for (const PaymentId& id : sim.payments()) {
        QVERIFY(sim.statusesOf(id) == expected);
    }
    for (const Message& message : sim.messagesOf<PaymentStatusChanged>()) {
        QCOMPARE(QString::fromUtf8(wireName(message.envelope.source).data()), owner);
    }
}

void tst_World::everyFactNamesItsCause()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 5\nfailures-per-mille = 200\n"),
                       withPayments(80));
    sim.runToTheEnd();
    std::map<MessageId, Message> before;
    for (const Message& message : sim.messages()) {
        const Envelope& envelope = message.envelope;
        if (envelope.subject == "feed") {
            continue;
        }
        QCOMPARE(envelope.correlationId, envelope.subject);
        QVERIFY(envelope.traceparent);
        if (std::holds_alternative<PaymentAdded>(message.body)) {
            QVERIFY(!envelope.causationId);
        } else {
            QVERIFY(envelope.causationId);
            const auto cause = before.find(*envelope.causationId);
            QVERIFY2(cause != before.end(), envelope.name.c_str());
            QCOMPARE(cause->second.envelope.subject, envelope.subject);
            // One trace through all systems.
            QCOMPARE(cause->second.envelope.traceparent->substr(0, 35),
                     envelope.traceparent->substr(0, 35));
        }
        before.emplace(envelope.id, message);
    }
}

void tst_World::accountsAreMasked()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 20\n"), withPayments(60));
    sim.runFor(10s);
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        const PaymentAdded& payment = std::get<PaymentAdded>(message.body);
        QVERIFY(payment.debtorAccount->masked.starts_with("******"));
        QCOMPARE(payment.debtorAccount->masked.size(), std::size_t{10});
        QVERIFY(payment.creditor->masked.find("***") != std::string::npos);
    }
}

void tst_World::failedPaymentsGiveTheirLimitBack()
{
    SimulatedWorld sim(
        SimulatedWorld::scenarioOf("rate = 10\nfailures-per-mille = 400\ncustomers = 10\n"),
        withPayments(150));
    sim.runToTheEnd();
    std::map<PaymentId, PaymentAdded> added;
    std::set<PaymentId> failed;
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        const PaymentAdded& payment = std::get<PaymentAdded>(message.body);
        added.emplace(payment.paymentId, payment);
    }
    for (const Message& message : sim.messagesOf<PaymentFailed>()) {
        failed.insert(PaymentId(message.envelope.subject));
    }
    QVERIFY(failed.size() > 20);

    // What the last fact of each window says was used is the sum of what did not fail.
    std::map<std::string, std::int64_t> used;
    std::map<std::string, std::int64_t> expected;
    std::set<PaymentId> reserved;
    std::set<PaymentId> givenBack;
    for (const Message& message : sim.messagesOf<LimitsUpdated>()) {
        const LimitsUpdated& update = std::get<LimitsUpdated>(message.body);
        const std::string customer = *added.at(update.paymentId).debtorAccount->hash;
        QCOMPARE(update.limits.size(), kLimitSpans.size());
        for (const LimitWindow& window : update.limits) {
            used[customer + window.limitId] = window.used.minor;
        }
        if (update.action.is(LimitAction::Reserved)) {
            reserved.insert(update.paymentId);
        } else if (!update.action.is(LimitAction::Consumed)) {
            givenBack.insert(update.paymentId);
        }
    }
    for (const PaymentId& id : reserved) {
        const PaymentAdded& payment = added.at(id);
        for (const LimitSpan span : kLimitSpans) {
            expected[*payment.debtorAccount->hash + limitIdOf(payment.rail.known(), span)] +=
                failed.contains(id) ? 0 : payment.amount.minor;
        }
    }
    QVERIFY(used == expected);
    for (const PaymentId& id : failed) {
        QCOMPARE(givenBack.contains(id), reserved.contains(id));
    }
    QVERIFY(!givenBack.empty());
}

void tst_World::failureAfterTheDebitIsCredited()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 10\nfailures-per-mille = 1000\n"
                                                  "directions = { OUTBOUND = 1 }\n"),
                       withPayments(60));
    sim.runToTheEnd();
    std::map<DebitState, int> states;
    for (const Message& message : sim.messagesOf<PaymentFailed>()) {
        const PaymentFailed& failed = std::get<PaymentFailed>(message.body);
        ++states[failed.debitState->known()];
        const auto postings = sim.messagesOf<TrnAdded>(
            [&failed](const TrnAdded& one) { return one.paymentId == failed.paymentId; });
        if (!failed.debitState->is(DebitState::Posted)) {
            QVERIFY(postings.empty());
            continue;
        }
        QCOMPARE(postings.size(), std::size_t{2});
        const TrnAdded& debit = std::get<TrnAdded>(postings[0].body);
        const TrnAdded& credit = std::get<TrnAdded>(postings[1].body);
        QVERIFY(debit.drCr.is(DrCr::Debit) && credit.drCr.is(DrCr::Credit));
        QCOMPARE(*credit.reversesTrnRcptId, debit.trnRcptId);
        QCOMPARE(credit.eftTrnId, debit.trnRcptId + "-R1");
        QCOMPARE(credit.amount, debit.amount);
        QCOMPARE(*postings[1].envelope.causationId, message.envelope.id);
    }
    QVERIFY(states[DebitState::Posted] > 5 && states[DebitState::NotPosted] > 5);
}

void tst_World::heartbeatsOfAllSystemsCloseTheFeed()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 5\n"), withPayments(10));
    sim.runFor(61s);
    std::map<System, int> beats;
    for (const Message& message : sim.messagesOf<HeartbeatEmitted>()) {
        const HeartbeatEmitted& beat = std::get<HeartbeatEmitted>(message.body);
        ++beats[message.envelope.source];
        QCOMPARE(beat.intervalMs, std::int64_t{10'000});
        QCOMPARE(beat.lastSequence, *message.envelope.sequence);
        QCOMPARE(message.envelope.subject, std::string("feed"));
        QVERIFY(!message.envelope.entityVersion);
    }
    QCOMPARE(beats.size(), kSimulatedSystems.size());
    for (const auto& [system, count] : beats) {
        QCOMPARE(count, 7);
    }
}

void tst_World::sequencesAndVersionsHaveNoHoles()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf(kMixed), withPayments(100));
    sim.runToTheEnd();
    for (const auto& [system, numbers] : sequencesOf(sim)) {
        QVERIFY2(isContiguousFromOne(numbers), wireName(system).data());
    }
    verifyVersions(sim);
}

void tst_World::paymentsStopAtTheirNumber()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 50\n"), withPayments(73));
    sim.runFor(5min);
    QCOMPARE(sim.payments().size(), std::size_t{73});
    const WorldStatistics statistics = sim.world().statistics();
    std::uint64_t sum = 0;
    for (const auto& [system, counts] : statistics.systems) {
        sum += counts.paymentsAdded;
    }
    QCOMPARE(sum, std::uint64_t{73});
    QCOMPARE(statistics.unconfirmed, std::uint64_t{0});
}

void tst_World::rateIsMet()
{
    for (const double rate : {0.5, 4.0, 250.0}) {
        Scenario scenario = SimulatedWorld::scenarioOf("");
        scenario.rate = rate;
        SimulatedWorld sim(scenario);
        const Duration time{static_cast<std::int64_t>(500'000 / rate)};
        sim.runFor(time);
        const auto added = static_cast<double>(sim.payments().size());
        QVERIFY2(added > 440 && added < 560, std::to_string(added).c_str());
    }
}

void tst_World::fiveWorldsOnOneBrokerAreTheSameSimulation()
{
    const Scenario scenario = SimulatedWorld::scenarioOf("rate = 5\nfailures-per-mille = 100\n");
    const auto livesOf = [](SimulatedWorld& sim) {
        sim.runToTheEnd();
        std::map<PaymentId, std::vector<PaymentStatus>> lives;
        for (const PaymentId& id : sim.payments()) {
            lives[id] = sim.statusesOf(id);
        }
        return lives;
    };
    SimulatedWorld together(scenario, withPayments(60));
    const auto expected = livesOf(together);

    WorldOptions alone = withPayments(60);
    alone.systems = {System::Cpr};
    SimulatedWorld apart(scenario, alone);
    for (const System system : {System::Zelle, System::Wso2, System::Limits, System::Recon}) {
        alone.systems = {system};
        apart.addWorld(scenario, alone);
    }
    QVERIFY(livesOf(apart) == expected);
    verifyVersions(apart);
}

void tst_World::restartedWorldGoesOnWhereItWas()
{
    const Scenario scenario = SimulatedWorld::scenarioOf("rate = 10\n");
    SimulatedWorld sim(scenario);
    for (int restart = 0; restart < 4; ++restart) {
        sim.runFor(7s);
        sim.restart(scenario);
    }
    sim.runFor(5s);
    sim.restart(scenario, withPayments(0));
    sim.runToTheEnd();
    const std::vector<PaymentId> ids = sim.payments();
    QVERIFY(ids.size() > 250);
    QCOMPARE(std::set<PaymentId>(ids.begin(), ids.end()).size(), ids.size());
    verifyAllReconciled(sim);
    verifyVersions(sim);
    for (const auto& [system, numbers] : sequencesOf(sim)) {
        QVERIFY2(isContiguousFromOne(numbers), wireName(system).data());
    }
}

void tst_World::restartedSystemAloneGoesOn()
{
    const Scenario scenario = SimulatedWorld::scenarioOf("rate = 10\n");
    WorldOptions others = withPayments(100);
    others.systems = {System::Cpr, System::Wso2, System::Limits, System::Recon};
    SimulatedWorld sim(scenario, others);
    WorldOptions zelle = withPayments(100);
    zelle.systems = {System::Zelle};
    // PaymentRepo.Zelle was not there while the payments were added.
    sim.runFor(30s);
    sim.addWorld(scenario, zelle);
    sim.runToTheEnd();
    QCOMPARE(sim.payments().size(), std::size_t{100});
    verifyAllReconciled(sim);
    verifyVersions(sim);
}

void tst_World::restartKeepsTheLimitsUsed()
{
    const Scenario scenario =
        SimulatedWorld::scenarioOf("rate = 10\ncustomers = 1\nrails = { ZELLE = 1 }\n"
                                   "directions = { OUTBOUND = 1 }\n");
    SimulatedWorld sim(scenario, withPayments(20));
    sim.runToTheEnd();
    sim.restart(scenario, withPayments(20));
    sim.runToTheEnd();
    std::int64_t sum = 0;
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        sum += std::get<PaymentAdded>(message.body).amount.minor;
    }
    const Message last = sim.messagesOf<LimitsUpdated>().back();
    for (const LimitWindow& window : std::get<LimitsUpdated>(last.body).limits) {
        QCOMPARE(window.used.minor, sum);
    }
}

void tst_World::outageOfTheBrokerLosesNothing()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 10\n"), withPayments(100));
    sim.runFor(4s);
    sim.broker().setAvailable(false, "the test pulled the plug");
    sim.runFor(2min);
    QCOMPARE(sim.world().connection().reason, std::string("the test pulled the plug"));
    sim.broker().setAvailable(true);
    sim.runToTheEnd();
    QCOMPARE(sim.payments().size(), std::size_t{100});
    verifyAllReconciled(sim);
    verifyVersions(sim);
}

void tst_World::lostAcknowledgementIsSentAgain()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 10\n"), withPayments(50));
    sim.runFor(2s);
    sim.broker().loseAcknowledgements(true);
    sim.runFor(2s);
    sim.broker().loseAcknowledgements(false);
    sim.runToTheEnd();
    const WorldStatistics statistics = sim.world().statistics();
    QVERIFY(statistics.resent > 0);
    QCOMPARE(statistics.unconfirmed, std::uint64_t{0});
    verifyAllReconciled(sim);
    // Sent again, with the same ids and contents.
    verifyVersions(sim);
}

void tst_World::finishedPaymentsAreForgotten()
{
    SimulatedWorld sim(SimulatedWorld::scenarioOf("rate = 10\nforget-after = \"2m\"\n"),
                       withPayments(20));
    sim.runFor(30s);
    const PaymentId id = sim.payments().front();
    const auto ask = [&](const std::string& request) {
        sim.publish(questionOf<GetPaymentRq>(request, System::Cpr, id, sim.now()));
        sim.runFor(10s);
        const Message answer = sim.messagesOf<GetPaymentRs>().back();
        return std::get<GetPaymentRs>(answer.body).head;
    };
    QVERIFY(ask("rq-1").result.is(AnswerResult::Found));
    sim.runFor(5min);
    const AnswerHead later = ask("rq-2");
    QVERIFY(later.result.is(AnswerResult::NotFound));
    // Forgotten is no proof of absence.
    QVERIFY(!later.conclusive);
}

void tst_World::topicsCoverEverythingThatIsPublished()
{
    const std::vector<TopicSpec> topics = ottoTopics("qa");
    std::set<std::string> names;
    for (const TopicSpec& topic : topics) {
        QVERIFY2(TopicName::parse(topic.name), topic.name.c_str());
        QVERIFY(names.insert(topic.name).second);
        QCOMPARE(topic.partitions, topic.name.ends_with(".Journal") ? 12 : 3);
    }
    QVERIFY(names.contains("pc.qa.pmt.sys.otto.Journal"));
    QVERIFY(names.contains("pc.qa.pmt.fct.otto.PaymentFlagged"));
    QVERIFY(names.contains("pc.qa.pmt.fct.otto.FlagCleared"));
    QVERIFY(names.contains("pc.qa.pmt.cmd.otto.LimitsRestored"));
    // Nothing was refused for want of a topic (SimulatedWorld has these topics only).
    SimulatedWorld sim(SimulatedWorld::scenarioOf(kMixed), withPayments(50));
    sim.runFor(3min);
    QCOMPARE(sim.world().statistics().resent, std::uint64_t{0});
}

void tst_World::foreignPaymentIsServed()
{
    // A payment that somebody else put on CPR's topic lives like any other.
    SimulatedWorld sim(SimulatedWorld::scenarioOf(""), withPayments(0));
    sim.runFor(1s);
    OutgoingRecord record;
    record.topic = "pc.qa.pmt.fct.cpr.PaymentAdded";
    record.key = "PMT-by-hand";
    record.headers = {{"content-type", "application/json"},
                      {"ce_specversion", "1.0"},
                      {"ce_id", "by-hand-1"},
                      {"ce_source", "/pc/qa/cpr"},
                      {"ce_type", "pc.pmt.PaymentAdded.v1"},
                      {"ce_subject", "PMT-by-hand"},
                      {"ce_time", sim.now().text()},
                      {"ce_correlationid", "PMT-by-hand"},
                      {"ce_sequence", "00000000000000009001"},
                      {"ce_entityversion", "1"}};
    record.value = R"({"paymentId":"PMT-by-hand","rail":"ZELLE","direction":"OUTBOUND",)"
                   R"("status":"RECEIVED","amount":{"amount":"12.50","currency":"USD"}})";
    sim.publishRaw(std::move(record));
    sim.runToTheEnd();
    QCOMPARE(sim.statusOf(PaymentId("PMT-by-hand")), PaymentStatus::Reconciled);
}

QTEST_APPLESS_MAIN(tst_World)
#include "tst_World.moc"
