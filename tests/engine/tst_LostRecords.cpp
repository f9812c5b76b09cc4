// SPDX-License-Identifier: Apache-2.0
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

#include <algorithm>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

bool is(const OutgoingRecord& record, const std::string& name)
{
    return std::any_of(record.headers.begin(), record.headers.end(), [&](const Header& header) {
        return header.name == "ce_type" && header.value.find("." + name + ".") != std::string::npos;
    });
}

bool isInJournal(const OutgoingRecord& record, const std::string& name)
{
    return record.topic.ends_with(".Journal") && is(record, name);
}

void publishStuck(BusRig& rig)
{
    rig.publish(added("PMT-1", rig.clock.now()));
    rig.publish(status("PMT-1", PaymentStatus::DebitPending, 1, rig.clock.now() + 1s));
}

void publishSent(BusRig& rig)
{
    rig.publish(added("PMT-1", rig.clock.now()));
    rig.publish(status("PMT-1", PaymentStatus::Sent, 1, rig.clock.now() + 1s));
}

SendFixerCommand resync()
{
    return {"ResyncPaymentStatus", PaymentId("PMT-1"), {}, "STATUS_STUCK", "c", std::nullopt};
}

std::uint32_t shardOf(const std::string& payment)
{
    return static_cast<std::uint32_t>(partitionFor(payment, 12));
}

DutyTaken takenBy(const std::string& instance, std::uint64_t epoch)
{
    DutyTaken record;
    record.writer = {instance, epoch};
    record.shard = shardOf("PMT-1");
    record.description = instance;
    return record;
}

}  // namespace

/// What becomes of a decision whose record the broker refuses, loses or voids.
class tst_LostRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFlagWhoseRecordWasRefusedIsRaisedAgain()
    {
        refuseOnce("FlagRaised", Fate::Fails);
        QCOMPARE(m_refused, 1);
    }

    void aFlagWhoseRecordWasLostIsRaisedAgain()
    {
        refuseOnce("FlagRaised", Fate::IsLost);
        QCOMPARE(m_refused, 1);
    }

    void aQuestionWhoseRecordWasRefusedIsAskedAgain()
    {
        refuseOnce("QueryIssued", Fate::Fails);
        QCOMPARE(m_refused, 1);
    }

    void aFlagThatATakeoverVoidedIsRaisedAgain()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishStuck(rig);
        desk.run(5s);
        bool isTaken = false;
        faults->fate = [&](const OutgoingRecord& record) {
            if (isInJournal(record, "FlagRaised") && !isTaken) {
                isTaken = true;
                rig.publishJournal("PMT-1", takenBy("z", 2));
            }
            return Fate::Passes;
        };
        desk.run(40s);
        QVERIFY(isTaken);
        QVERIFY(desk.openFlag("OT04"));
        QCOMPARE(desk.status().duty, DutyState::Deciding);
    }

    void anOrderIsRefusedWhileTheBrokerIsAway()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishSent(rig);
        desk.run(1s);
        rig.broker->setAvailable(false, "no broker answers");
        desk.settle();
        QCOMPARE(std::get<Error>(desk.ask(resync())).code, std::string("BROKER_DOWN"));
        rig.broker->setAvailable(true);
        desk.run(1s);
        // It looks connected, but nothing is proven any more.
        faults->isCut = true;
        desk.run(6s);
        QCOMPARE(std::get<Error>(desk.ask(resync())).code, std::string("BROKER_DOWN"));
        QCOMPARE(std::get<Error>(desk.ask(AskSuspenderCommand{"GetTrn", PaymentId("PMT-1")})).code,
                 std::string("BROKER_DOWN"));
        faults->isCut = false;
        desk.run(1s);
        QVERIFY(rig.named("ResyncPaymentStatus").empty());
        QVERIFY(!desk.get<FixAccepted>(resync()).wasAccepted);
    }

    void anOrderThatWasNotRecordedIsTold() { expectLostOrder(Fate::Fails, "the test refused it"); }

    void anOrderWhoseRecordIsDamagedIsTold() { expectLostOrder(Fate::Damaged, ""); }

    void anOrderThatATakeoverVoidedIsTold()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishSent(rig);
        desk.run(1s);
        faults->isDeaf = true;
        rig.publishJournal("PMT-1", takenBy("z", 2));
        const auto accepted = desk.get<FixAccepted>(resync());
        faults->isDeaf = false;
        desk.settle();
        const auto fix = desk.get<std::vector<FixView>>(FixersQuery{}).at(0);
        QCOMPARE(fix.commandId, accepted.commandId);
        QCOMPARE(fix.state, FixState::NotSent);
        QVERIFY(fix.explanation.find("stale epoch") != std::string::npos);
        QVERIFY(desk.status().warning.find("could not be recorded") != std::string::npos);
        desk.run(1min);
        QVERIFY(rig.named("ResyncPaymentStatus").empty());
        // The same order can be given again, and takes the lost one's place.
        QCOMPARE(desk.get<FixAccepted>(resync()).commandId, accepted.commandId);
        desk.run(1s);
        QCOMPARE(desk.get<std::vector<FixView>>(FixersQuery{}).size(), 1U);
        desk.run(12s);
        QCOMPARE(rig.named("ResyncPaymentStatus").size(), 1U);
    }

    void aLostClaimIsTold()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishStuck(rig);
        desk.run(33s);
        const FlagId flag = desk.openFlag("OT04")->id;
        Claimed other;
        other.writer = {"z", 0};
        other.flagId = flag;
        other.subject = "PMT-1";
        other.operatorId = OperatorId("sam");
        other.at = rig.clock.now();
        faults->isDeaf = true;
        rig.publishJournal("PMT-1", other);
        (void)desk.get<ClaimAccepted>(ClaimFlagCommand{flag});
        faults->isDeaf = false;
        desk.settle();
        QCOMPARE(desk.openFlag("OT04")->owner->value, std::string("sam"));
        const std::string warning = desk.status().warning;
        QVERIFY2(warning.find("somebody else was faster") != std::string::npos, warning.c_str());
    }

    void aClaimDuringAReleaseIsNotAnsweredWithSuccess()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishStuck(rig);
        desk.run(33s);
        const FlagId flag = desk.openFlag("OT04")->id;
        (void)desk.get<ClaimAccepted>(ClaimFlagCommand{flag});
        desk.settle();
        faults->isDeaf = true;
        (void)desk.get<ClaimAccepted>(ReleaseFlagCommand{flag});
        QCOMPARE(std::get<Error>(desk.ask(ClaimFlagCommand{flag})).code, std::string("BUSY"));
        faults->isDeaf = false;
        desk.settle();
        QVERIFY(!desk.openFlag("OT04")->owner);
    }

    void aRefusedPublicRecordIsTriedAgainOncePerCutUnderItsFirstSequence()
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishStuck(rig);
        int refused = 0;
        bool isRefusing = true;
        faults->fate = [&](const OutgoingRecord& record) {
            if (isRefusing && record.topic.ends_with(".PaymentFlagged")) {
                ++refused;
                return Fate::Fails;
            }
            return Fate::Passes;
        };
        desk.run(33s);
        const int before = refused;
        QVERIFY(before > 0);
        for (int turn = 0; turn < 100; ++turn) {
            desk.host().runOnce(Duration{0});
        }
        QCOMPARE(refused, before);
        QVERIFY(desk.status().warning.find("the test refused it") != std::string::npos);
        desk.run(5s);
        QVERIFY(refused > before && refused <= before + 22);
        isRefusing = false;
        desk.run(1s);
        const auto flagged = rig.named("PaymentFlagged");
        QCOMPARE(flagged.size(), 2U);
        QCOMPARE(*flagged[0].envelope.sequence + *flagged[1].envelope.sequence, 3U);
        QVERIFY(desk.status().warning.empty());
    }

    void anOperatorWhoseNameNoRecordCanCarryIsRefused()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishSent(rig);
        desk.run(1s);
        for (const std::string& who : {std::string("a\nb"), std::string(129, 'x')}) {
            QCOMPARE(std::get<Error>(desk.ask(resync(), who)).code, std::string("BAD_OPERATOR"));
        }
    }

private:
    void refuseOnce(const std::string& name, Fate fate)
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishStuck(rig);
        desk.run(5s);
        m_refused = 0;
        faults->fate = [&](const OutgoingRecord& record) {
            if (isInJournal(record, name) && m_refused == 0) {
                ++m_refused;
                return fate;
            }
            return Fate::Passes;
        };
        // Nothing more is heard of the payment: only the engine itself can come back to it.
        desk.run(40s);
        QVERIFY(desk.openFlag("OT04"));
        QVERIFY(desk.openFlag("OT01"));
        QCOMPARE(desk.openFlags().size(), 2U);
        QVERIFY(!rig.named("GetTrnRq").empty());
        QVERIFY(desk.status().warning.empty());
    }

    void expectLostOrder(Fate fate, const std::string& reason)
    {
        BusRig rig;
        const auto faults = std::make_shared<BusFaults>();
        EngineDesk desk(rig, "a", 24h, faults);
        desk.settle();
        publishSent(rig);
        desk.run(1s);
        faults->fate = [&](const OutgoingRecord& record) {
            return isInJournal(record, "CommandIssued") ? fate : Fate::Passes;
        };
        const auto accepted = desk.get<FixAccepted>(resync());
        desk.settle();
        const auto told = desk.told().fixes;
        QCOMPARE(told.size(), 1U);
        QCOMPARE(told[0].commandId, accepted.commandId);
        QCOMPARE(told[0].state, FixState::NotSent);
        QVERIFY(told[0].explanation.find(reason) != std::string::npos);
        const std::string warning = desk.status().warning;
        QVERIFY2(warning.find("ResyncPaymentStatus on PMT-1 by op-1") != std::string::npos,
                 warning.c_str());
        // Nothing is in the way of another try.
        faults->fate = {};
        QVERIFY(!desk.get<FixAccepted>(resync()).wasAccepted);
        desk.run(1s);
        QCOMPARE(rig.named("ResyncPaymentStatus").size(), 1U);
    }

    int m_refused = 0;
};

QTEST_APPLESS_MAIN(tst_LostRecords)
#include "tst_LostRecords.moc"
