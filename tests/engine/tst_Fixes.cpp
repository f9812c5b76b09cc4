// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerPlan.h"
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

#include <algorithm>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

SendFixerCommand resync(const std::string& comment = "c")
{
    return {"ResyncPaymentStatus", PaymentId("PMT-1"), {}, "STATUS_STUCK", comment, std::nullopt};
}

SendFixerCommand update(const std::string& to)
{
    return {"UpdatePaymentStatus", PaymentId("PMT-1"), {{"toStatus", to}}, "STATUS_STUCK", "c",
            std::nullopt};
}

template <typename Outcome>
Message outcome(const Message& command, Instant at, OutcomeKind kind,
                std::optional<std::uint32_t> version = std::nullopt,
                std::optional<Rejection> rejection = std::nullopt)
{
    Outcome body;
    body.head.commandId = CommandId(command.envelope.id.value);
    body.head.outcome = kind;
    body.head.paymentId = PaymentId(command.envelope.subject);
    body.head.entityVersion = version;
    body.head.rejection = std::move(rejection);
    return answer(System::Zelle, command, at, body);
}

constexpr auto resynced = outcome<PaymentStatusResynced>;
constexpr auto updated = outcome<PaymentStatusUpdated>;

/// An engine that decides, and a payment it knows in a status of Zelle's, version 1.
struct Scene
{
    explicit Scene(PaymentStatus at = PaymentStatus::Sent) : desk(rig, "a", 24h, faults)
    {
        desk.settle();
        rig.publish(added("PMT-1", rig.clock.now()));
        rig.publish(status("PMT-1", at, 1, rig.clock.now() + 1s));
        desk.run(1s);
    }
    FixView fix(std::size_t index = 0)
    {
        return desk.get<std::vector<FixView>>(FixersQuery{}).at(index);
    }
    /// The last command of that name on the bus.
    Message sent(const std::string& name) { return rig.named(name).back(); }
    std::size_t journalled(const std::string& name)
    {
        const auto all = rig.messages();
        return static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](const Message& message) {
                return message.envelope.name == name
                       && message.topic.topicClass == TopicClass::Internal;
            }));
    }

    BusRig rig;
    std::shared_ptr<BusFaults> faults = std::make_shared<BusFaults>();
    EngineDesk desk;
};

/// A journal record of an order from this morning.
CommandIssued oldOrder(Scene& s)
{
    CommandIssued issued;
    issued.writer = {"a", 1};
    issued.commandId = CommandId("old");
    issued.fixer = "ResyncPaymentStatus";
    issued.target = System::Zelle;
    issued.paymentId = PaymentId("PMT-1");
    issued.idempotencyKey = "k";
    issued.requestedBy = OperatorId("op-1");
    issued.reasonCode = "STATUS_STUCK";
    issued.comment = "c";
    issued.issuedAt = s.rig.clock.now() - 8h;
    issued.expiresAt = issued.issuedAt + 5min;
    issued.deadline = issued.issuedAt + 1min;
    return issued;
}

}  // namespace

/// What becomes of an order once it is recorded: sent, answered, verified, repeated.
class tst_Fixes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedCommandIsNotVerifiedByTheVersionItsRefusalNames()
    {
        Scene s(PaymentStatus::DebitPending);
        QVERIFY(!s.desk.get<FixAccepted>(update("DEBITED")).wasAccepted);
        s.desk.run(1s);
        const Message command = s.sent("UpdatePaymentStatus");
        // Zelle moved by itself, and refuses the order for it.
        s.rig.publish(status("PMT-1", PaymentStatus::Debited, 2, s.rig.clock.now()));
        s.rig.publish(updated(command, s.rig.clock.now(), OutcomeKind::Rejected, 2,
                              Rejection{"VERSION_CONFLICT", "it is at version 2", false}));
        s.desk.run(3s);
        QCOMPARE(s.fix().state, FixState::Refused);
        QCOMPARE(s.desk.status().verified, 0U);
        s.desk.run(2min);
        QCOMPARE(s.fix().state, FixState::Refused);
        QCOMPARE(s.journalled("CommandVerified"), 0U);
    }

    void aRefusedResyncIsNotVerifiedByAFactItCaused()
    {
        Scene s;
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        const Message command = s.sent("ResyncPaymentStatus");
        s.rig.publish(resynced(command, s.rig.clock.now(), OutcomeKind::Rejected, 1,
                               Rejection{"NOT_FOUND", "no such payment", false}));
        s.desk.run(3s);
        QCOMPARE(s.fix().state, FixState::Refused);
        QCOMPARE(s.desk.status().verified, 0U);
    }

    void anOutcomeAfterTheProofIsRecorded()
    {
        Scene s;
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        const Message command = s.sent("ResyncPaymentStatus");
        Message fact = status("PMT-1", PaymentStatus::Accepted, 2, s.rig.clock.now());
        fact.envelope.causationId = command.envelope.id;
        s.rig.publish(fact);
        s.desk.run(2s);
        QCOMPARE(s.fix().state, FixState::Verified);
        QCOMPARE(s.fix().answered.state, TickState::Pending);
        s.rig.publish(resynced(command, s.rig.clock.now(), OutcomeKind::Applied, 2, std::nullopt));
        s.desk.run(2s);
        QCOMPARE(s.fix().state, FixState::Verified);
        QCOMPARE(s.fix().answered.state, TickState::Done);
        QCOMPARE(s.journalled("CommandVerified"), 1U);
        QCOMPARE(s.journalled("CommandOutcome"), 1U);
    }

    void anOutcomeOfAnotherMessageIsOdd()
    {
        Scene s;
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        const Message command = s.sent("ResyncPaymentStatus");
        const Instant now = s.rig.clock.now();
        s.rig.publish(updated(command, now, OutcomeKind::Rejected, std::nullopt, std::nullopt));
        Message stranger =
            resynced(command, now + 1s, OutcomeKind::Rejected, std::nullopt, std::nullopt);
        stranger.envelope.source = System::Limits;
        s.rig.publish(stranger);
        Message other = command;
        other.envelope.subject = "PMT-2";
        s.rig.publish(resynced(other, now + 2s, OutcomeKind::Rejected, std::nullopt, std::nullopt));
        s.desk.run(2s);
        QCOMPARE(s.fix().state, FixState::Sent);
        QCOMPARE(s.desk.get<QuestionsView>(SuspendersQuery{}).oddAnswers.size(), 3U);
    }

    void anOrderOfUnknownFateIsRepeatedWordForWord()
    {
        Scene s;
        const auto first = s.desk.get<FixAccepted>(resync("the first reason"));
        s.desk.run(65s);
        QCOMPARE(s.fix().state, FixState::Unknown);
        // The operator asks the target first, as told: its answer is new evidence.
        (void)s.desk.get<QuestionAccepted>(
            AskSuspenderCommand{"GetPaymentStatus", PaymentId("PMT-1")});
        s.desk.run(1s);
        const Message request = s.sent("GetPaymentStatusRq");
        GetPaymentStatusRs known;
        known.head.requestId = RequestId(request.envelope.id.value);
        known.head.result = AnswerResult::Found;
        known.head.conclusive = true;
        known.head.asOf = s.rig.clock.now();
        known.status = PaymentStatus::Sent;
        s.rig.publish(answer(System::Zelle, request, s.rig.clock.now(), known));
        // And the payment moves on, so that a new order would have another version.
        s.rig.publish(status("PMT-1", PaymentStatus::Accepted, 2, s.rig.clock.now()));
        s.desk.run(5min);
        const auto second = s.desk.get<FixAccepted>(resync("again, the target knows nothing"));
        QVERIFY(second.commandId != first.commandId);
        s.desk.run(1s);
        auto commands = s.rig.named("ResyncPaymentStatus");
        QCOMPARE(commands.size(), 2U);
        QCOMPARE(commands[1].envelope.id.value, second.commandId.value);
        commandHead(commands[0].body)->commandId = CommandId();
        commandHead(commands[1].body)->commandId = CommandId();
        QCOMPARE(encodeBody(commands[0].body), encodeBody(commands[1].body));
    }

    void aReusedKeyLeavesTheFirstOrdersFateUnknown()
    {
        Scene s;
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(6min);
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        s.rig.publish(resynced(s.sent("ResyncPaymentStatus"), s.rig.clock.now(),
                               OutcomeKind::Rejected, std::nullopt,
                               Rejection{"KEY_REUSED", "the key was used before", false}));
        s.desk.run(6min);
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        const auto commands = s.rig.named("ResyncPaymentStatus");
        QCOMPARE(commands.size(), 3U);
        for (const Message& command : commands) {
            QCOMPARE(commandHead(command.body)->idempotencyKey,
                     std::string("PMT-1:ResyncPaymentStatus:1"));
        }
    }

    void anotherOrderIsBarredWhileTheFirstOnesFateIsUnknown()
    {
        Scene s(PaymentStatus::DebitPending);
        (void)s.desk.get<FixAccepted>(update("DEBITED"));
        s.desk.run(6min);
        QCOMPARE(s.fix().state, FixState::Unknown);
        QCOMPARE(std::get<Error>(s.desk.ask(update("DEBIT_UNKNOWN"))).code,
                 std::string("FATE_UNKNOWN"));
        // Once the payment is at another version there, the target refuses the first by itself.
        s.rig.publish(status("PMT-1", PaymentStatus::DebitUnknown, 2, s.rig.clock.now()));
        s.desk.run(1s);
        QVERIFY(!s.desk.get<FixAccepted>(update("DEBITED")).wasAccepted);
        s.desk.run(1s);
        QCOMPARE(commandHead(s.sent("UpdatePaymentStatus").body)->idempotencyKey,
                 std::string("PMT-1:UpdatePaymentStatus:2"));
    }

    void keysOfLongerVersionsAreNotCounted()
    {
        Scene s;
        CommandIssued longer = oldOrder(s);
        longer.idempotencyKey = "PMT-1:ResyncPaymentStatus:12";
        CommandOutcome rejected;
        rejected.writer = {"a", 1};
        rejected.commandId = longer.commandId;
        rejected.paymentId = longer.paymentId;
        rejected.outcome = "REJECTED";
        rejected.at = longer.issuedAt + 1s;
        s.rig.publishJournal("PMT-1", longer);
        s.rig.publishJournal("PMT-1", rejected);
        s.desk.run(1s);
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        QCOMPARE(commandHead(s.sent("ResyncPaymentStatus").body)->idempotencyKey,
                 std::string("PMT-1:ResyncPaymentStatus:1"));
    }

    void anOrderThatNeverLeftIsNotSentAndARealOutcomeCorrectsThat()
    {
        Scene s;
        bool isRefusing = true;
        s.faults->fate = [&](const OutgoingRecord& record) {
            return isRefusing && record.topic.ends_with(".ResyncPaymentStatus") ? Fate::Fails
                                                                                : Fate::Passes;
        };
        const auto accepted = s.desk.get<FixAccepted>(resync());
        s.desk.run(4min);
        QCOMPARE(s.fix().state, FixState::Decided);
        s.desk.run(2min);
        QCOMPARE(s.fix().state, FixState::NotSent);
        QCOMPARE(s.desk.status().openFixes, 0U);
        isRefusing = false;
        s.desk.run(10s);
        QVERIFY(s.rig.named("ResyncPaymentStatus").empty());
        // The broker had it all the same, as the target's answer shows.
        Message command = status("PMT-1", PaymentStatus::Sent, 1, kStart);
        command.envelope.id = MessageId(accepted.commandId.value);
        command.envelope.subject = "PMT-1";
        s.rig.publish(resynced(command, s.rig.clock.now(), OutcomeKind::Rejected, std::nullopt,
                               Rejection{"NOT_FOUND", "no such payment", false}));
        s.desk.run(3s);
        QCOMPARE(s.fix().state, FixState::Refused);
        QCOMPARE(s.fix().sent.state, TickState::Done);
        const std::size_t records = s.journalled("CommandOutcome");
        QCOMPARE(records, 2U);
        s.rig.publish(status("PMT-1", PaymentStatus::Accepted, 2, s.rig.clock.now()));
        s.desk.run(3s);
        QCOMPARE(s.journalled("CommandOutcome"), records);
    }

    void aCommandOfUnknownDeliveryIsNeverSentAgain()
    {
        Scene s;
        s.faults->fate = [](const OutgoingRecord& record) {
            return record.topic.ends_with(".ResyncPaymentStatus") ? Fate::IsLost : Fate::Passes;
        };
        (void)s.desk.get<FixAccepted>(resync());
        s.desk.run(1s);
        QCOMPARE(s.fix().sent.state, TickState::Unknown);
        s.faults->fate = {};
        s.desk.run(6min);
        QVERIFY(s.rig.named("ResyncPaymentStatus").empty());
        QCOMPARE(s.fix().state, FixState::Unknown);
    }

    void anAnsweredCommandIsShownAsSentWhenItsTopicHasForgottenIt()
    {
        Scene s;
        const CommandIssued issued = oldOrder(s);
        CommandOutcome applied;
        applied.writer = {"a", 1};
        applied.commandId = issued.commandId;
        applied.paymentId = issued.paymentId;
        applied.outcome = "APPLIED";
        applied.at = issued.issuedAt + 1s;
        s.rig.publishJournal("PMT-1", issued);
        s.rig.publishJournal("PMT-1", applied);
        s.desk.settle();
        QCOMPARE(s.fix().sent.state, TickState::Done);
        QCOMPARE(s.fix().state, FixState::Answered);
    }

    void aCommandWhoseRecordDoesNotMatchItsDigestIsNotSent()
    {
        Scene s;
        Scene donor;
        (void)donor.desk.get<FixAccepted>(resync());
        donor.desk.run(1s);
        const auto all = donor.rig.messages();
        const auto it = std::find_if(all.begin(), all.end(), [](const Message& message) {
            return std::holds_alternative<CommandIssued>(message.body);
        });
        CommandIssued issued = std::get<CommandIssued>(it->body);
        issued.expiresAt = s.rig.clock.now() + 5min;
        const std::size_t at = issued.command.find("STATUS_STUCK");
        QVERIFY(at != std::string::npos);
        issued.command.replace(at, 12, "status_stuck");
        s.rig.publishJournal("PMT-1", issued);
        s.desk.run(3s);
        QVERIFY(s.rig.named("ResyncPaymentStatus").empty());
        QVERIFY(s.desk.status().warning.find("damaged") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(tst_Fixes)
#include "tst_Fixes.moc"
