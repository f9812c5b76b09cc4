// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

void publishSent(BusRig& rig)
{
    rig.publish(added("PMT-1", rig.clock.now()));
    rig.publish(status("PMT-1", PaymentStatus::Sent, 1, rig.clock.now() + 1s));
}

SendFixerCommand resync()
{
    return {"ResyncPaymentStatus", PaymentId("PMT-1"), {}, "STATUS_STUCK", "c", std::nullopt};
}

std::size_t sent(BusRig& rig)
{
    return rig.named("ResyncPaymentStatus").size();
}

DutyTaken lockTakenBy(const std::string& instance, std::uint64_t epoch)
{
    DutyTaken record;
    record.writer = {instance, epoch};
    record.description = instance;
    return record;
}

/// A subject whose journal records go to shard 0, the lock.
std::string lockSubject()
{
    for (int i = 0;; ++i) {
        const std::string subject = "s" + std::to_string(i);
        if (partitionFor(subject, 12) == 0) {
            return subject;
        }
    }
}

}  // namespace

/// Who may decide, and that no two engines send one command.
class tst_Duty : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCommandOfACutOffOwnerIsSentOnceByItsSuccessor()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk first(rig, "first", 24h, faults);
        first.settle();
        publishSent(rig);
        first.run(1s);
        EngineDesk second(rig, "second");
        second.settle();
        // The network goes just when the command is handed over.
        faults->fate = [&](const OutgoingRecord& record) {
            faults->isCut = faults->isCut || record.topic.ends_with(".ResyncPaymentStatus");
            return Fate::Passes;
        };
        (void)first.get<FixAccepted>(resync());
        first.settle();
        QVERIFY(faults->isCut);
        const std::size_t handedOver = faults->produced;
        bool isSentEarly = false;
        Instant takenAt{0};
        for (int i = 0; i < 80; ++i) {
            second.run(500ms);
            first.settle();
            if (takenAt == Instant{0} && second.status().duty == DutyState::Deciding) {
                takenAt = rig.clock.now();
            }
            isSentEarly =
                isSentEarly || (sent(rig) > 0 && rig.clock.now() - takenAt < Duration{9'000});
        }
        QVERIFY(takenAt != Instant{0});
        QVERIFY(!isSentEarly);
        QCOMPARE(sent(rig), 1U);
        // The former owner tried nothing while it was cut off, and sends nothing afterwards.
        QCOMPARE(faults->produced, handedOver);
        faults->isCut = false;
        for (int i = 0; i < 20; ++i) {
            second.run(500ms);
            first.settle();
        }
        QCOMPARE(first.status().duty, DutyState::ReadOnly);
        QCOMPARE(sent(rig), 1U);
    }

    void aSuccessorReadsWhatTheFormerOwnerSentBeforeItSends()
    {
        BusRig rig;
        EngineDesk first(rig, "first");
        first.settle();
        publishSent(rig);
        first.run(1s);
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk second(rig, "second", 24h, faults);
        second.run(1s);
        (void)first.get<FixAccepted>(resync());
        first.settle();
        QCOMPARE(sent(rig), 1U);
        second.run(40s);
        QCOMPARE(second.status().duty, DutyState::Deciding);
        QCOMPARE(sent(rig), 1U);
    }

    void anOrderAcceptedJustBeforeTheEndIsStillSent()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishSent(rig);
        desk.run(1s);
        QVERIFY(!desk.get<FixAccepted>(resync()).wasAccepted);
        desk.host().stop();
        QCOMPARE(sent(rig), 1U);
        // The duty is given up, and only after that.
        const auto all = rig.messages();
        const auto* last = std::get_if<DutyTaken>(&all.back().body);
        QVERIFY(last != nullptr && last->released);
    }

    void aJournalWithTheWrongPartitionsStopsAllDecisions()
    {
        BusRig rig(1);
        EngineDesk desk(rig, "a");
        desk.settle();
        rig.publish(added("PMT-1", rig.clock.now()));
        rig.publish(status("PMT-1", PaymentStatus::DebitPending, 1, rig.clock.now() + 1s));
        desk.run(40s);
        QCOMPARE(desk.status().duty, DutyState::ReadOnly);
        QVERIFY(desk.status().dutyText.find("has 1 partitions, but 12") != std::string::npos);
        QVERIFY(desk.status().warning.find("has 1 partitions, but 12") != std::string::npos);
        QCOMPARE(std::get<Error>(desk.ask(resync())).code, std::string("READ_ONLY"));
        QVERIFY(desk.openFlags().empty());
        QCOMPARE(rig.messages().size(), 2U);  // nothing was written
    }

    void anAbsentJournalIsSaidAndItsComingEndsIt()
    {
        BusRig rig(0);
        EngineDesk desk(rig, "a");
        desk.settle();
        publishSent(rig);
        desk.run(10s);
        QCOMPARE(desk.status().duty, DutyState::ReadOnly);
        QVERIFY(desk.status().warning.find("does not exist") != std::string::npos);
        const TopicSpec topic{"pc.qa.pmt.sys.otto.Journal", 12, {}};
        QVERIFY(rig.broker->createTopics(std::span(&topic, 1)).has_value());
        desk.run(3s);
        QCOMPARE(desk.status().duty, DutyState::Deciding);
        QVERIFY(desk.status().warning.empty());
    }

    void aJournalThatCannotBeWrittenIsNoDuty()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        faults->fate = [](const OutgoingRecord& record) {
            return record.topic.ends_with(".Journal") ? Fate::Fails : Fate::Passes;
        };
        EngineDesk desk(rig, "a", 24h, faults);
        desk.run(3s);
        QCOMPARE(desk.status().duty, DutyState::ReadOnly);
        QVERIFY(desk.status().dutyText.find("the test refused it") != std::string::npos);
        QVERIFY(desk.status().warning.find("the test refused it") != std::string::npos);
        faults->fate = {};
        desk.run(2s);
        QCOMPARE(desk.status().duty, DutyState::Deciding);
        QVERIFY(desk.status().warning.empty());
    }

    void anOwnerFromTheFutureHoldsTheDutyNoLongerThanItsLease()
    {
        BusRig rig;
        const Instant now = rig.clock.now();
        rig.clock.advance(10min);
        rig.publishJournal(lockSubject(), lockTakenBy("ahead", 1));
        rig.clock.set(now);
        EngineDesk desk(rig, "a");
        desk.run(5s);
        QCOMPARE(desk.status().duty, DutyState::ReadOnly);
        desk.run(8s);
        QCOMPARE(desk.status().duty, DutyState::Deciding);
    }

    void anOwnerWhoseClockIsBehindIsNotRobbedOfTheDuty()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        for (int i = 0; i < 20; ++i) {
            const Instant now = rig.clock.now();
            rig.clock.set(now - 30s);
            if (i == 0) {
                rig.publishJournal(lockSubject(), lockTakenBy("behind", 1));
            } else {
                Tick tick;
                tick.writer = {"behind", 1};
                rig.publishJournal(lockSubject(), tick);
            }
            rig.clock.set(now);
            desk.run(1s);
            QCOMPARE(desk.status().duty, DutyState::ReadOnly);
        }
        QVERIFY(desk.status().dutyText.find("behind") != std::string::npos);
    }

    void aFactFromTheFutureDoesNotHideSilence()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        rig.publish(heartbeat(System::Zelle, 1, rig.clock.now() + 24h));
        desk.run(2min);
        QVERIFY(desk.openFlag("OT22"));
    }

    void deadlinesWaitForTheSourcesAfterAnOutage()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        for (const System source : {System::Cpr, System::Zelle, System::Wso2}) {
            rig.publish(heartbeat(source, 1, rig.clock.now()));
        }
        rig.publish(added("PMT-1", rig.clock.now()));
        rig.publish(status("PMT-1", PaymentStatus::DebitPending, 2, rig.clock.now() + 1s));
        desk.run(5s);
        const Instant cut = rig.clock.now();
        rig.broker->setAvailable(false, "no broker answers");
        desk.run(5min);
        rig.broker->setAvailable(true);
        // The engine is back before its sources are.
        desk.run(8s);
        QVERIFY(desk.openFlags().empty());
        // An explanation looks at what is decided on, not at what has merely been read.
        const auto why = desk.get<ExplanationView>(ExplainQuery{"OT04", PaymentId("PMT-1"), {}});
        QVERIFY2(why.now <= cut, why.now.text().c_str());
        QCOMPARE(why.state, std::string("waiting"));
        rig.publish(posted("PMT-1", cut + 2s));
        rig.publish(status("PMT-1", PaymentStatus::Settled, 3, cut + 3s));
        for (const System source : {System::Cpr, System::Zelle}) {
            rig.publish(heartbeat(source, 2, rig.clock.now()));
        }
        desk.run(10s);
        QCOMPARE(desk.status().flagsRaised, 0U);
        // Who does not come back within three heartbeats is silent.
        desk.run(20s);
        QVERIFY(desk.openFlag("OT22"));
        QCOMPARE(desk.openFlag("OT22")->subject, std::string("feed:wso2"));
        const auto frozenBy = [&desk](const std::string& id) {
            for (const RuleView& rule : desk.get<RulesView>(RulesQuery{}).rules) {
                if (rule.id == id) {
                    return rule.frozenBy;
                }
            }
            return std::vector<System>();
        };
        QVERIFY(frozenBy("OT14") == std::vector{System::Wso2});  // reads everybody's history
        QVERIFY(frozenBy("OT15").empty());
        // Whether a payment was added, only CPR can tell.
        rig.publish(heartbeat(System::Zelle, 3, rig.clock.now() + 1min));
        rig.publish(heartbeat(System::Wso2, 2, rig.clock.now() + 1min));
        desk.run(40s);
        QVERIFY(frozenBy("OT15") == std::vector{System::Cpr});
    }

    void everyCountOfTheStatusIsFilled()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        rig.publish(added("PMT-1", rig.clock.now()));
        rig.publish(status("PMT-1", PaymentStatus::DebitPending, 1, rig.clock.now() + 1s));
        rig.publish(added("PMT-2", rig.clock.now()));
        rig.publish(failed("PMT-2", 1, rig.clock.now() + 1s));
        desk.run(33s);
        (void)desk.ask(SendFixerCommand{
            "ResyncPaymentStatus", PaymentId("PMT-1"), {}, "STATUS_STUCK", "c", std::nullopt});
        desk.run(1s);
        const EngineStatus status = desk.status();
        QCOMPARE(status.payments, 2U);
        QCOMPARE(status.openPayments, 1U);
        QCOMPARE(status.openFlags, desk.openFlags().size());
        QCOMPARE(status.openFlags, 2U);
        QCOMPARE(status.pendingQuestions, 1U);
        QCOMPARE(status.openFixes, 1U);
    }
};

QTEST_APPLESS_MAIN(tst_Duty)
#include "tst_Duty.moc"
