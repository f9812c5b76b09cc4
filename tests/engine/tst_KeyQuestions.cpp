// SPDX-License-Identifier: Apache-2.0
// A rule about keys asks by itself (OT20): once for each flag, about a payment behind it.
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kParticipant = "FI-007";

/// Five payments to one participant fail at the network; `wait` lets a second pass.
template <typename F>
void failFivePayments(BusRig& rig, const std::string& prefix, F&& wait)
{
    for (int i = 0; i < 5; ++i) {
        const std::string id = prefix + std::to_string(i);
        Message first = added(id, rig.clock.now(), "125.50", Rail::Rtp);
        std::get<PaymentAdded>(first.body).participantId = kParticipant;
        rig.publish(first);
        wait();
        Message last = failed(id, 2, rig.clock.now());
        std::get<PaymentFailed>(last.body).failedStage = "NETWORK";
        rig.publish(last);
        wait();
    }
}

/// A flag that was raised before, resting on a fact that is nowhere to be read.
FlagRaised flagOnUnreadFact(Instant at)
{
    FlagRaised record;
    record.writer = {"a", 1};
    record.severity = Severity::Error;
    record.raisedAt = at;
    record.flag.flagId = FlagId("FLG-1");
    record.flag.ruleId = "OT20";
    record.flag.ruleName = "PARTICIPANT_FAILURES";
    record.flag.ruleVersion = 2;
    record.flag.feed = "participant:" + std::string(kParticipant);
    record.flag.evidence = {{"/pc/qa/cpr", MessageId("unread")}};
    return record;
}

struct Scene
{
    Scene() : desk(rig, "a") { desk.settle(); }

    void failFive(const std::string& prefix)
    {
        failFivePayments(rig, prefix, [this] { desk.run(1s); });
    }
    std::vector<Message> requests() { return rig.named("GetParticipantStatusRq"); }
    void reply(ParticipantStatus status)
    {
        const Message request = requests().back();
        const System asked = std::get<GetParticipantStatusRq>(request.body).head.target.known();
        GetParticipantStatusRs body;
        body.head.requestId = RequestId(request.envelope.id.value);
        body.head.result = AnswerResult::Found;
        body.head.conclusive = true;
        body.head.asOf = rig.clock.now();
        body.participantId = kParticipant;
        body.status = status;
        rig.publish(answer(asked, request, rig.clock.now(), body));
        desk.run(1s);
    }

    BusRig rig;
    EngineDesk desk;
};

}  // namespace

class tst_KeyQuestions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFlagOfAKeyAsksOnceAboutAPaymentBehindIt()
    {
        Scene s;
        s.failFive("PMT-");
        s.desk.run(2s);
        const auto flag = s.desk.openFlag("OT20");
        QVERIFY(flag.has_value());
        QCOMPARE(s.requests().size(), std::size_t{1});
        const auto body = std::get<GetParticipantStatusRq>(s.requests().front().body);
        QCOMPARE(body.participantId, std::string(kParticipant));
        QCOMPARE(body.head.flagId, std::optional(FlagId(flag->id)));
        // The newest payment that failed.
        QCOMPARE(body.head.paymentId, std::optional(PaymentId("PMT-4")));
        s.reply(ParticipantStatus::Available);
        s.desk.run(30s);
        QCOMPARE(s.requests().size(), std::size_t{1});
        QCOMPARE(s.desk.status().pendingQuestions, 0U);
    }

    /// What the rail said holds the flag for 5 minutes, when no failure does any more.
    void theAnswerHoldsTheFlag()
    {
        Scene s;
        s.failFive("PMT-");
        s.desk.run(2s);
        s.reply(ParticipantStatus::Unavailable);
        s.desk.run(8min, 5s);
        (void)s.desk.get<QuestionAccepted>(
            AskSuspenderCommand{"GetParticipantStatus", PaymentId("PMT-0")});
        s.desk.run(1s);
        QCOMPARE(s.requests().size(), std::size_t{2});
        s.reply(ParticipantStatus::Unavailable);
        // The failures are older than 10 min by now.
        s.desk.run(4min, 5s);
        QVERIFY(s.desk.openFlag("OT20").has_value());
        s.desk.run(2min, 5s);
        QVERIFY(!s.desk.openFlag("OT20").has_value());
    }

    /// What was said last counts.
    void aParticipantThatIsBackClearsTheFlag()
    {
        Scene s;
        s.failFive("PMT-");
        s.desk.run(2s);
        s.reply(ParticipantStatus::SignedOff);
        s.desk.run(8min, 5s);
        for (const ParticipantStatus status :
             {ParticipantStatus::Unavailable, ParticipantStatus::Available}) {
            (void)s.desk.get<QuestionAccepted>(
                AskSuspenderCommand{"GetParticipantStatus", PaymentId("PMT-0")});
            s.desk.run(1s);
            s.reply(status);
        }
        s.desk.run(4min, 5s);
        QVERIFY(!s.desk.openFlag("OT20").has_value());
    }

    /// After an outage, or when another fact adds the payment since.
    void aFlagWhoseEvidenceIsNotFoundAsksOnceAboutTheNewest()
    {
        Scene s;
        failFivePayments(s.rig, "PMT-", [&s] { s.rig.clock.advance(100ms); });
        const FlagRaised raised = flagOnUnreadFact(s.rig.clock.now());
        s.rig.publishJournal("feed:" + *raised.flag.feed, raised);
        s.desk.run(5s);
        const auto flag = s.desk.openFlag("OT20");
        QVERIFY(flag.has_value());
        QCOMPARE(flag->id, FlagId("FLG-1"));
        QCOMPARE(s.requests().size(), std::size_t{1});
        const auto body = std::get<GetParticipantStatusRq>(s.requests().front().body);
        QCOMPARE(body.head.flagId, std::optional(FlagId("FLG-1")));
        QCOMPARE(body.head.paymentId, std::optional(PaymentId("PMT-4")));
        QCOMPARE(s.desk.status().pendingQuestions, 1U);
    }

    void theNextFlagAsksAgain()
    {
        Scene s;
        s.failFive("PMT-");
        s.desk.run(2s);
        s.reply(ParticipantStatus::Available);
        s.desk.run(12min, 5s);
        QVERIFY(!s.desk.openFlag("OT20").has_value());
        s.failFive("NEW-");
        s.desk.run(2s);
        QVERIFY(s.desk.openFlag("OT20").has_value());
        QCOMPARE(s.requests().size(), std::size_t{2});
    }
};

QTEST_APPLESS_MAIN(tst_KeyQuestions)
#include "tst_KeyQuestions.moc"
