// SPDX-License-Identifier: Apache-2.0
#include "core/sim/Garbage.h"
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

/// One trouble, ZELLE only, outbound only.
Scenario troubled(const std::string& trouble, const std::string& more = {})
{
    return SimulatedWorld::scenarioOf("rate = 5\nrails = { ZELLE = 1 }\n"
                                      "directions = { OUTBOUND = 1 }\n"
                                      + more + "[[troubles]]\n" + trouble);
}

WorldOptions withPayments(std::uint64_t count)
{
    WorldOptions options;
    options.paymentsMax = count;
    return options;
}

std::vector<Message> postingsOf(SimulatedWorld& sim, const PaymentId& id)
{
    return sim.messagesOf<TrnAdded>([&id](const TrnAdded& one) { return one.paymentId == id; });
}

/// What GetTrn says about the debit of a payment.
GetTrnRs askForDebit(SimulatedWorld& sim, const PaymentId& id, const std::string& request)
{
    GetTrnRq body;
    body.match.eftTrnId = id.value + "-D1";
    sim.publish(questionOf(request, System::Wso2, id, sim.now(), body));
    sim.runFor(10s);
    const auto answers = sim.messagesOf<GetTrnRs>(
        [&request](const GetTrnRs& one) { return one.head.requestId == RequestId(request); });
    return answers.empty() ? GetTrnRs{} : std::get<GetTrnRs>(answers.back().body);
}

/// Published entityversions of a payment's owner, in the order of the bus.
std::vector<std::uint32_t> versionsOf(SimulatedWorld& sim, const PaymentId& id)
{
    std::vector<std::uint32_t> versions;
    for (const Message& message : sim.messagesAbout(id)) {
        if (message.envelope.source == System::Zelle && message.envelope.entityVersion) {
            versions.push_back(*message.envelope.entityVersion);
        }
    }
    return versions;
}

std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> versions)
{
    std::sort(versions.begin(), versions.end());
    return versions;
}

}  // namespace

class tst_Troubles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lostFactLeavesThePaymentWaitingThoughTheCorePosted();
    void linkingTheTransactionFreesThePayment();
    void lostFactWithAReplyLeavesADebitedPaymentWithoutPosting();
    void lostFactHealsByItselfAfterItsDelay();
    void orderThatNeverReachedTheCoreIsNeverPosted();
    void ownerGivesUpAnOrderThatWasNeverPosted();
    void lateFactComesLateAndSaysSo();
    void lateFactWithAReplyComesAfterTheStatus();
    void stuckPaymentStaysInItsStatus();
    void stuckPaymentGoesOnAfterItsDelay();
    void limitIsNotGivenBackInAnyWindow();
    void limitIsGivenBackInOneWindowOnly();
    void limitIsGivenBackLater();
    void coreDebitsAnotherAmountAndReconBreaks();
    void ownerStatesAnotherAmountOnce();
    void factsComeTwiceByteForByte();
    void statusFactsAreReordered();
    void statusFactIsMissing();
    void missingFactIsReplayedAfterItsDelay();
    void silentSystemSaysNothingAndCatchesUp();
    void silenceReturnsInEveryPeriod();
    void garbageOfEverySortIsRefused();
    void hostileTextArrivesUnchanged();
    void troubleIsOverAfterItsWindow();
    void shareOfTroubledPaymentsIsAsAsked();
};

void tst_Troubles::lostFactLeavesThePaymentWaitingThoughTheCorePosted()
{
    SimulatedWorld sim(troubled("kind = \"trn-fact-lost\"\nper-mille = 1000\n"), withPayments(5));
    sim.runToTheEnd();
    QVERIFY(sim.messagesOf<TrnAdded>().empty());
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::DebitPending);
        QVERIFY((versionsOf(sim, id) == std::vector<std::uint32_t>{1, 2, 3}));
        const GetTrnRs answer = askForDebit(sim, id, "rq-" + id.value);
        QVERIFY(answer.head.result.is(AnswerResult::Found));
        QVERIFY(answer.head.conclusive);
        QCOMPARE(*answer.transactions.at(0).eftTrnId, id.value + "-D1");
    }
}

void tst_Troubles::linkingTheTransactionFreesThePayment()
{
    SimulatedWorld sim(troubled("kind = \"trn-fact-lost\"\nper-mille = 1000\n"), withPayments(1));
    sim.runToTheEnd();
    const PaymentId id = sim.payments().front();
    const GetTrnRs answer = askForDebit(sim, id, "rq-1");
    LinkTransaction link;
    link.trnRcptId = answer.transactions.at(0).trnRcptId;
    link.eftTrnId = answer.transactions.at(0).eftTrnId;
    sim.publish(commandOf("link", System::Zelle, id, 3, sim.now(), link));
    sim.runToTheEnd();
    const auto outcomes = sim.messagesOf<TransactionLinked>();
    QCOMPARE(outcomes.size(), std::size_t{1});
    QVERIFY(std::get<TransactionLinked>(outcomes[0].body).head.outcome.is(OutcomeKind::Applied));
    // It goes on through its life, and recon knows the core's side from the answer.
    QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    QVERIFY(postingsOf(sim, id).empty());
}

void tst_Troubles::lostFactWithAReplyLeavesADebitedPaymentWithoutPosting()
{
    SimulatedWorld sim(troubled("kind = \"trn-fact-lost\"\nreply = \"kept\"\nper-mille = 1000\n"),
                       withPayments(5));
    sim.runToTheEnd();
    QVERIFY(sim.messagesOf<TrnAdded>().empty());
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Settled);
        QVERIFY(askForDebit(sim, id, "rq-" + id.value).head.result.is(AnswerResult::Found));
    }
    for (const Message& message : sim.messagesOf<PaymentReconciled>()) {
        const PaymentReconciled& item = std::get<PaymentReconciled>(message.body);
        if (message.envelope.entityVersion == 1U) {
            QCOMPARE(*item.breakType, std::string("MISSING_RIGHT"));
        }
    }
}

void tst_Troubles::lostFactHealsByItselfAfterItsDelay()
{
    SimulatedWorld sim(troubled("kind = \"trn-fact-lost\"\nper-mille = 1000\ndelay = \"90s\"\n"),
                       withPayments(3));
    sim.runFor(80s);
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::DebitPending);
    }
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Settled);
    }
}

void tst_Troubles::orderThatNeverReachedTheCoreIsNeverPosted()
{
    SimulatedWorld sim(troubled("kind = \"trn-never-posted\"\nper-mille = 1000\n"),
                       withPayments(1));
    const auto isOrdered = [&sim] {
        return !sim.payments().empty()
               && sim.statusOf(sim.payments().front()) == PaymentStatus::DebitPending;
    };
    QVERIFY(sim.runUntil(isOrdered, 20s));
    const PaymentId id = sim.payments().front();
    // At first the core cannot exclude that it still posts.
    const GetTrnRs early = askForDebit(sim, id, "rq-1");
    QVERIFY(early.head.result.is(AnswerResult::NotFound));
    QVERIFY(!early.head.conclusive);
    QCOMPARE(*early.head.inconclusiveReason, std::string("CORE_IN_FLIGHT_WINDOW_OPEN"));
    QVERIFY(*early.head.retryAfterMs > 0);
    sim.runFor(30s);
    const GetTrnRs later = askForDebit(sim, id, "rq-2");
    QVERIFY(later.head.result.is(AnswerResult::NotFound));
    QVERIFY(later.head.conclusive);
    QVERIFY(later.transactions.empty());
    sim.runToTheEnd();
    QVERIFY(postingsOf(sim, id).empty());
    QCOMPARE(sim.statusOf(id), PaymentStatus::DebitPending);
}

void tst_Troubles::ownerGivesUpAnOrderThatWasNeverPosted()
{
    SimulatedWorld sim(troubled("kind = \"trn-never-posted\"\nper-mille = 1000\ndelay = \"2m\"\n"),
                       withPayments(3));
    sim.runFor(100s);
    QVERIFY(sim.messagesOf<PaymentFailed>().empty());
    sim.runToTheEnd();
    QCOMPARE(sim.messagesOf<PaymentFailed>().size(), std::size_t{3});
    for (const Message& message : sim.messagesOf<PaymentFailed>()) {
        const PaymentFailed& failed = std::get<PaymentFailed>(message.body);
        QVERIFY(failed.debitState->is(DebitState::NotPosted));
        QCOMPARE(failed.reason->code, std::string("CORE_TIMEOUT"));
        const auto released = sim.messagesOf<LimitsUpdated>([&failed](const LimitsUpdated& one) {
            return one.paymentId == failed.paymentId && one.action.is(LimitAction::Released);
        });
        QCOMPARE(released.size(), std::size_t{1});
    }
}

void tst_Troubles::lateFactComesLateAndSaysSo()
{
    SimulatedWorld sim(troubled("kind = \"trn-late\"\nper-mille = 1000\ndelay = \"45s\"\n"),
                       withPayments(3));
    sim.runFor(40s);
    QVERIFY(sim.messagesOf<TrnAdded>().empty());
    sim.runToTheEnd();
    QCOMPARE(sim.messagesOf<TrnAdded>().size(), std::size_t{3});
    for (const Message& message : sim.messagesOf<TrnAdded>()) {
        QVERIFY(*message.envelope.recordedTime - message.envelope.time == 45s);
    }
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::lateFactWithAReplyComesAfterTheStatus()
{
    SimulatedWorld sim(
        troubled("kind = \"trn-late\"\nreply = \"kept\"\nper-mille = 1000\ndelay = \"90s\"\n"),
        withPayments(3));
    sim.runFor(60s);
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Settled);
    }
    QVERIFY(sim.messagesOf<TrnAdded>().empty());
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(postingsOf(sim, id).size(), std::size_t{1});
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::stuckPaymentStaysInItsStatus()
{
    SimulatedWorld sim(troubled("kind = \"stuck-status\"\nstatus = \"SENT\"\nper-mille = 1000\n"),
                       withPayments(4));
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Sent);
    }
}

void tst_Troubles::stuckPaymentGoesOnAfterItsDelay()
{
    SimulatedWorld sim(troubled("kind = \"stuck-status\"\nstatus = \"ACCEPTED\"\n"
                                "per-mille = 1000\ndelay = \"70s\"\n"),
                       withPayments(4));
    sim.runFor(65s);
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Accepted);
    }
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::limitIsNotGivenBackInAnyWindow()
{
    SimulatedWorld sim(troubled("kind = \"limits-not-restored\"\nper-mille = 1000\n",
                                "failures-per-mille = 1000\n"),
                       withPayments(30));
    sim.runToTheEnd();
    QCOMPARE(sim.messagesOf<PaymentFailed>().size(), std::size_t{30});
    QVERIFY(!sim.messagesOf<LimitsUpdated>().empty());
    for (const Message& message : sim.messagesOf<LimitsUpdated>()) {
        QVERIFY(std::get<LimitsUpdated>(message.body).action.is(LimitAction::Reserved));
    }
}

void tst_Troubles::limitIsGivenBackInOneWindowOnly()
{
    SimulatedWorld sim(
        troubled("kind = \"limits-not-restored\"\nwindows = \"one\"\nper-mille = 1000\n",
                 "failures-per-mille = 1000\n"),
        withPayments(30));
    sim.runToTheEnd();
    std::size_t released = 0;
    for (const Message& message : sim.messagesOf<LimitsUpdated>()) {
        const LimitsUpdated& update = std::get<LimitsUpdated>(message.body);
        if (update.action.is(LimitAction::Released)) {
            ++released;
            QCOMPARE(update.limits.size(), std::size_t{1});
            QCOMPARE(update.limits[0].limitId, std::string("ZELLE-OUT-DAILY"));
        }
    }
    QVERIFY(released > 10);
}

void tst_Troubles::limitIsGivenBackLater()
{
    SimulatedWorld sim(
        troubled("kind = \"limits-not-restored\"\nper-mille = 1000\ndelay = \"3m\"\n",
                 "failures-per-mille = 1000\n"),
        withPayments(10));
    sim.runFor(2min);
    const auto givenBack = [&sim] {
        return sim
            .messagesOf<LimitsUpdated>([](const LimitsUpdated& one) {
                return one.action.is(LimitAction::Restored) && one.limits.size() == 2;
            })
            .size();
    };
    const auto reserved = sim.messagesOf<LimitsUpdated>().size();
    QCOMPARE(givenBack(), std::size_t{0});
    sim.runToTheEnd();
    QCOMPARE(givenBack(), reserved);
}

void tst_Troubles::coreDebitsAnotherAmountAndReconBreaks()
{
    SimulatedWorld sim(
        troubled("kind = \"amount-mismatch\"\nsystem = \"wso2\"\nper-mille = 1000\n"),
        withPayments(5));
    sim.runToTheEnd();
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        const PaymentAdded& payment = std::get<PaymentAdded>(message.body);
        const auto postings = postingsOf(sim, payment.paymentId);
        QVERIFY(std::get<TrnAdded>(postings.at(0).body).amount != payment.amount);
        const auto items =
            sim.messagesOf<PaymentReconciled>([&payment](const PaymentReconciled& one) {
                return one.paymentId == payment.paymentId;
            });
        QCOMPARE(items.size(), std::size_t{1});
        const PaymentReconciled& item = std::get<PaymentReconciled>(items[0].body);
        QCOMPARE(*item.breakType, std::string("AMOUNT"));
        QCOMPARE(item.difference->minor, item.left->amount.minor - item.right->amount.minor);
    }
}

void tst_Troubles::ownerStatesAnotherAmountOnce()
{
    SimulatedWorld sim(
        troubled("kind = \"amount-mismatch\"\nsystem = \"zelle\"\nper-mille = 1000\n"),
        withPayments(5));
    sim.runToTheEnd();
    std::map<PaymentId, Money> amounts;
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        const PaymentAdded& payment = std::get<PaymentAdded>(message.body);
        amounts[payment.paymentId] = payment.amount;
    }
    for (const Message& message : sim.messagesOf<PaymentStatusChanged>()) {
        const PaymentStatusChanged& changed = std::get<PaymentStatusChanged>(message.body);
        if (changed.amount) {
            const bool isOff = *changed.amount != amounts.at(changed.paymentId);
            QCOMPARE(isOff, changed.status.is(PaymentStatus::Sent));
        }
    }
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::factsComeTwiceByteForByte()
{
    SimulatedWorld sim(troubled("kind = \"duplicates\"\nsystem = \"zelle\"\nper-mille = 1000\n"),
                       withPayments(5));
    sim.runToTheEnd();
    std::map<std::string, std::vector<Record>> byId;
    for (const Record& record : sim.records()) {
        if (record.topic.ends_with("zelle.PaymentStatusChanged")) {
            byId[std::string(*record.header("ce_id"))].push_back(record);
        }
    }
    QCOMPARE(byId.size(), std::size_t{5 * 7});
    for (const auto& [id, records] : byId) {
        QCOMPARE(records.size(), std::size_t{2});
        QVERIFY(records[0].value == records[1].value);
        QVERIFY(records[0].headers == records[1].headers);
        QCOMPARE(records[0].partition, records[1].partition);
    }
}

void tst_Troubles::statusFactsAreReordered()
{
    SimulatedWorld sim(troubled("kind = \"reordered\"\nper-mille = 1000\ndelay = \"500ms\"\n"),
                       withPayments(20));
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        const std::vector<std::uint32_t> versions = versionsOf(sim, id);
        QVERIFY((sorted(versions) == std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6, 7}));
        QVERIFY2(versions != sorted(versions), id.value.c_str());
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::statusFactIsMissing()
{
    SimulatedWorld sim(troubled("kind = \"missing-facts\"\nper-mille = 1000\n"), withPayments(20));
    sim.runToTheEnd();
    std::set<std::uint64_t> sequences;
    for (const Message& message : sim.messages()) {
        if (message.envelope.source == System::Zelle) {
            sequences.insert(*message.envelope.sequence);
        }
    }
    QCOMPARE(*sequences.rbegin() - sequences.size(), std::uint64_t{20});
    for (const PaymentId& id : sim.payments()) {
        const std::vector<std::uint32_t> versions = versionsOf(sim, id);
        QCOMPARE(versions.size(), std::size_t{6});
        QCOMPARE(versions.back(), 7U);
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::missingFactIsReplayedAfterItsDelay()
{
    SimulatedWorld sim(troubled("kind = \"missing-facts\"\nper-mille = 1000\ndelay = \"40s\"\n"),
                       withPayments(10));
    sim.runFor(38s);
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(versionsOf(sim, id).size(), std::size_t{6});
    }
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        QVERIFY((sorted(versionsOf(sim, id)) == std::vector<std::uint32_t>{1, 2, 3, 4, 5, 6, 7}));
    }
}

void tst_Troubles::silentSystemSaysNothingAndCatchesUp()
{
    SimulatedWorld sim(troubled("kind = \"silent-source\"\nsystem = \"limits\"\nfrom = \"5s\"\n"
                                "to = \"50s\"\n"),
                       withPayments(100));
    sim.runToTheEnd();
    const Instant from = SimulatedWorld::start() + 5s;
    const Instant to = SimulatedWorld::start() + 50s;
    std::size_t others = 0;
    for (const Record& record : sim.records()) {
        const bool isInside = record.timestamp > from && record.timestamp < to;
        QVERIFY(!isInside || record.topic.find(".limits.") == std::string::npos);
        others += isInside ? 1U : 0U;
    }
    QVERIFY(others > 50);
    QCOMPARE(sim.payments().size(), std::size_t{100});
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::silenceReturnsInEveryPeriod()
{
    SimulatedWorld sim(troubled("kind = \"silent-source\"\nsystem = \"recon\"\nfrom = \"30s\"\n"
                                "to = \"75s\"\nevery = \"2m\"\n"),
                       withPayments(0));
    sim.runFor(10min);
    std::vector<Instant> beats;
    for (const Message& message : sim.messagesOf<HeartbeatEmitted>()) {
        if (message.envelope.source == System::Recon) {
            beats.push_back(message.envelope.time);
        }
    }
    int silences = 0;
    for (std::size_t at = 1; at < beats.size(); ++at) {
        silences += beats[at] - beats[at - 1] >= 40s ? 1 : 0;
    }
    QCOMPARE(silences, 5);
}

void tst_Troubles::garbageOfEverySortIsRefused()
{
    SimulatedWorld sim(troubled("kind = \"garbage\"\ninterval = \"1s\"\n"), withPayments(10));
    sim.runFor(2min);
    Decoder decoder("qa");
    std::set<std::string> reasons;
    std::size_t refused = 0;
    for (const Record& record : sim.records()) {
        if (const Result<Message> message = decoder.decode(record); !message) {
            ++refused;
            reasons.insert(message.error().text);
        }
    }
    QCOMPARE(refused, std::size_t{120});
    QVERIFY2(reasons.size() >= kGarbageKinds - 2, std::to_string(reasons.size()).c_str());
    // The systems read it, too, and go on.
    QCOMPARE(sim.world().statistics().undecodable, std::uint64_t{120});
    sim.runToTheEnd();
    for (const PaymentId& id : sim.payments()) {
        QCOMPARE(sim.statusOf(id), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::hostileTextArrivesUnchanged()
{
    SimulatedWorld sim(troubled("kind = \"hostile-text\"\nper-mille = 1000\n"), withPayments(3));
    sim.runToTheEnd();
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        const std::string& name = std::get<PaymentAdded>(message.body).creditor->masked;
        QVERIFY(name.find("<img") != std::string::npos);
        QVERIFY(name.find("\xE2\x80\xAE") != std::string::npos);
        QCOMPARE(sim.statusOf(PaymentId(message.envelope.subject)), PaymentStatus::Reconciled);
    }
}

void tst_Troubles::troubleIsOverAfterItsWindow()
{
    SimulatedWorld sim(troubled("kind = \"stuck-status\"\nstatus = \"SENT\"\nper-mille = 1000\n"
                                "from = \"10s\"\nto = \"20s\"\n"),
                       withPayments(150));
    sim.runToTheEnd();
    int stuck = 0;
    for (const Message& message : sim.messagesOf<PaymentAdded>()) {
        const Duration since = message.envelope.time - SimulatedWorld::start();
        const bool isHit = since >= 10s && since < 20s;
        stuck += isHit ? 1 : 0;
        QCOMPARE(sim.statusOf(PaymentId(message.envelope.subject)),
                 isHit ? PaymentStatus::Sent : PaymentStatus::Reconciled);
    }
    QVERIFY(stuck > 20);
}

void tst_Troubles::shareOfTroubledPaymentsIsAsAsked()
{
    SimulatedWorld sim(troubled("kind = \"stuck-status\"\nstatus = \"SENT\"\nper-mille = 100\n",
                                "failures-per-mille = 100\n"),
                       withPayments(1000));
    sim.runToTheEnd();
    const std::size_t failed = sim.messagesOf<PaymentFailed>().size();
    std::map<PaymentId, PaymentStatus> last;
    for (const Message& message : sim.messagesOf<PaymentStatusChanged>()) {
        last[PaymentId(message.envelope.subject)] =
            std::get<PaymentStatusChanged>(message.body).status.known();
    }
    for (const Message& message : sim.messagesOf<PaymentFailed>()) {
        last.erase(PaymentId(message.envelope.subject));
    }
    const auto stuck = std::count_if(last.begin(), last.end(), [](const auto& entry) {
        return entry.second == PaymentStatus::Sent;
    });
    QVERIFY2(stuck > 70 && stuck < 130, std::to_string(stuck).c_str());
    QVERIFY2(failed > 60 && failed < 125, std::to_string(failed).c_str());
}

QTEST_APPLESS_MAIN(tst_Troubles)
#include "tst_Troubles.moc"
