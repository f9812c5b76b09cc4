// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerPlan.h"
#include "core/model/Payment.h"
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

GetTrnRs trnFound(const Message& request, Instant asOf)
{
    GetTrnRs body;
    body.head.requestId = RequestId(request.envelope.id.value);
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.head.asOf = asOf;
    FoundTransaction found;
    found.trnRcptId = "889120017";
    found.eftTrnId = request.envelope.subject + "-D1";
    found.drCr = DrCr::Debit;
    found.amount = usd("125.50");
    found.postingState = PostingState::MemoPosted;
    body.transactions = {found};
    return body;
}

GetTrnRs trnNotFound(const Message& request, Instant asOf, bool conclusive)
{
    GetTrnRs body;
    body.head.requestId = RequestId(request.envelope.id.value);
    body.head.result = AnswerResult::NotFound;
    body.head.conclusive = conclusive;
    body.head.retryAfterMs = 5000;
    body.head.asOf = asOf;
    return body;
}

void publishPendingDebit(BusRig& rig, const std::string& payment = "PMT-1")
{
    const Instant now = rig.clock.now();
    rig.publish(added(payment, now));
    rig.publish(status(payment, PaymentStatus::DebitPending, 1, now + 1s));
}

}  // namespace

class tst_Engine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void debitPendingTooLongIsFlaggedAskedAnsweredAndCleared()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishPendingDebit(rig);
        desk.run(30s);
        QVERIFY(!desk.openFlag("OT04"));
        desk.run(3s);
        QVERIFY(desk.openFlag("OT04"));
        QCOMPARE(rig.named("PaymentFlagged").size(), 2U);  // OT04, and OT01 for the same status
        const auto requests = rig.named("GetTrnRq");
        QCOMPARE(requests.size(), 1U);
        QCOMPARE(desk.openFlag("OT04")->nextStep, NextStep::WaitForAnswer);

        rig.publish(answer(System::Wso2, requests[0], rig.clock.now(),
                           trnFound(requests[0], rig.clock.now())));
        desk.run(2s);
        QVERIFY(!desk.openFlag("OT04"));
        QCOMPARE(rig.named("FlagCleared").size(), 1U);
        const auto view = desk.get<PaymentView>(PaymentQuery{PaymentId("PMT-1")});
        const auto& statusRow = view.truth.rows.front();
        QCOMPARE(statusRow.field, std::string("status"));
        QVERIFY(statusRow.disagrees);
        QCOMPARE(statusRow.cells[3]->text, std::string("POSTED"));
        QVERIFY(statusRow.cells[3]->isAnswer);
        QCOMPARE(view.questions.front().state, QuestionState::Answered);
    }

    /// The same table that the rules read, banking days included.
    void aPaymentsSlaIsThatOfTheRulesInForce()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        const Instant since = rig.clock.now();  // a Monday
        rig.publish(added("PMT-1", since, "125.50", Rail::Ach));
        rig.publish(status("PMT-1", PaymentStatus::Accepted, 2, since + 1s, System::Cpr));
        rig.publish(added("PMT-2", since));
        desk.run(3s);
        const auto slaOf = [&desk](const char* id) {
            return desk.get<PaymentView>(PaymentQuery{PaymentId(id)}).slaDue;
        };
        QCOMPARE(slaOf("PMT-1"), std::optional(since + 1s + 48h));
        QCOMPARE(slaOf("PMT-2"), std::optional(since + 5s));
    }

    /// The owner says that nothing was debited; a fee beside the payment says no other.
    void aFeeAloneContradictsNobodyAboutTheDebit()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        const Instant t = rig.clock.now();
        Message fee = posted("PMT-1", t + 1s, "0.50");
        std::get<TrnAdded>(fee.body).purpose = "FEE";
        rig.publish(added("PMT-1", t));
        rig.publish(fee);
        rig.publish(failed("PMT-1", 2, t + 2s, DebitState::NotPosted));
        desk.run(3s);
        const auto disagrees = [&desk] {
            const auto view = desk.get<PaymentView>(PaymentQuery{PaymentId("PMT-1")});
            const auto& rows = view.truth.rows;
            return std::find_if(rows.begin(), rows.end(),
                                [](const TruthRow& row) { return row.field == "posting"; })
                ->disagrees;
        };
        QVERIFY(!disagrees());
        Message debit = fact(System::Wso2, "PMT-1", 2, t + 3s, posted("PMT-1", t).body);
        std::get<TrnAdded>(debit.body).trnRcptId = "889120018";
        rig.publish(debit);
        desk.run(3s);
        QVERIFY(disagrees());
    }

    void factsInAnyOrderGiveTheSameState()
    {
        const Instant t = kStart;
        std::vector<Message> facts{added("P", t),
                                   limits("P", LimitAction::Reserved, 1, t + 1s),
                                   status("P", PaymentStatus::DebitPending, 1, t + 2s),
                                   posted("P", t + 3s),
                                   status("P", PaymentStatus::Debited, 2, t + 4s),
                                   status("P", PaymentStatus::Sent, 3, t + 5s)};
        std::sort(facts.begin(), facts.end(),
                  [](const Message& a, const Message& b) { return a.envelope.id < b.envelope.id; });
        std::set<std::string> statuses;
        int permutations = 0;
        do {
            Payment payment;
            payment.id = PaymentId("P");
            for (const Message& message : facts) {
                const Provenance from{
                    message.envelope.id, message.envelope.time, t, 0, 0, 0, false};
                QVERIFY(payment.applyFact(message, from));
                QVERIFY(!payment.applyFact(message, from));
            }
            const auto merged = payment.merged();
            statuses.insert(std::string(merged.status.text()) + merged.since.text()
                            + std::to_string(payment.source(System::Zelle).versions.size())
                            + payment.liveDebit()->trnRcptId
                            + std::string(payment.limits[0].action.text()));
            ++permutations;
        } while (std::next_permutation(
            facts.begin(), facts.end(),
            [](const Message& a, const Message& b) { return a.envelope.id < b.envelope.id; }));
        QCOMPARE(permutations, 720);
        QCOMPARE(statuses.size(), 1U);
        QVERIFY(statuses.begin()->starts_with("SENT"));
    }

    void deadlinesDoNotFireWhileTheBrokerIsAway()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishPendingDebit(rig);
        desk.run(2s);
        rig.broker->setAvailable(false, "no broker answers");
        desk.run(5min);
        QCOMPARE(desk.status().connection, Connection::Down);
        QVERIFY(desk.openFlags().empty());
        const Instant frozen = *desk.status().watermark;
        QVERIFY(frozen < rig.clock.now() - 4min);
        rig.broker->setAvailable(true, "");
        // What happened meanwhile is read before any deadline is judged.
        rig.publish(posted("PMT-1", frozen + 5s));
        rig.publish(status("PMT-1", PaymentStatus::Debited, 2, rig.clock.now()));
        desk.run(3s);
        QVERIFY(!desk.openFlag("OT04"));
        QVERIFY(!desk.openFlag("OT03"));
        QCOMPARE(desk.status().flagsRaised, 0U);
    }

    void aRestartedEngineRaisesAndAsksNothingTwice()
    {
        BusRig rig;
        {
            EngineDesk desk(rig, "a");
            desk.settle();
            publishPendingDebit(rig);
            desk.run(35s);
            QVERIFY(desk.openFlag("OT04"));
        }
        const auto flagged = rig.named("PaymentFlagged").size();
        const auto asked = rig.named("GetTrnRq").size();
        EngineDesk again(rig, "b");
        again.run(10s);
        QCOMPARE(again.status().duty, DutyState::Deciding);
        QVERIFY(again.openFlag("OT04"));
        QCOMPARE(rig.named("PaymentFlagged").size(), flagged);
        QCOMPARE(rig.named("GetTrnRq").size(), asked);
    }

    void aRestartWithAShortLookbackClearsNothingItCannotJudge()
    {
        BusRig rig;
        {
            EngineDesk desk(rig, "a");
            desk.settle();
            publishPendingDebit(rig);
            desk.run(35s);
        }
        rig.clock.advance(30min);
        EngineDesk again(rig, "b", 1min);
        again.run(5s);
        QVERIFY(again.openFlag("OT04"));
        QCOMPARE(rig.named("FlagCleared").size(), 0U);
    }

    void aSecondEngineStaysReadOnlyAndSaysWhoDecides()
    {
        BusRig rig;
        EngineDesk first(rig, "first");
        first.run(2s);
        EngineDesk second(rig, "second");
        second.run(2s);
        first.run(1s);
        QCOMPARE(first.status().duty, DutyState::Deciding);
        QCOMPARE(second.status().duty, DutyState::ReadOnly);
        QVERIFY(second.status().dutyText.find("test engine first") != std::string::npos);
        publishPendingDebit(rig);
        for (int i = 0; i < 70; ++i) {
            second.run(500ms);
            first.settle();
        }
        QCOMPARE(rig.named("GetTrnRq").size(), 1U);
        QVERIFY(second.openFlag("OT04"));
        const Response refused = second.ask(AskSuspenderCommand{"GetLimits", PaymentId("PMT-1")});
        QCOMPARE(std::get<Error>(refused).code, std::string("READ_ONLY"));
    }

    void aReadOnlyEngineTakesOverWhenTheOwnerFallsSilent()
    {
        BusRig rig;
        auto first = std::make_unique<EngineDesk>(rig, "first");
        first->run(2s);
        EngineDesk second(rig, "second");
        second.run(2s);
        QCOMPARE(second.status().duty, DutyState::ReadOnly);
        // The first one hangs: it is neither stopped nor driven any more.
        second.run(15s);
        QCOMPARE(second.status().duty, DutyState::Deciding);
        // When it wakes up it learns that it lost, and writes nothing valid.
        first->run(2s);
        QCOMPARE(first->status().duty, DutyState::ReadOnly);
    }

    void unansweredQuestionsAreAskedAgainAndGivenUp()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishPendingDebit(rig);
        desk.run(33s);
        QCOMPARE(rig.named("GetTrnRq").size(), 1U);
        desk.run(17s);
        QCOMPARE(rig.named("GetTrnRq").size(), 2U);
        desk.run(70s);
        const auto requests = rig.named("GetTrnRq");
        QCOMPARE(requests.size(), 3U);
        auto view = desk.get<QuestionsView>(SuspendersQuery{});
        QCOMPARE(view.questions.at(0).state, QuestionState::GaveUp);
        // A late answer to the first attempt still updates the model and clears the flag.
        rig.publish(answer(System::Wso2, requests[0], rig.clock.now(),
                           trnFound(requests[0], rig.clock.now())));
        desk.run(2s);
        QVERIFY(!desk.openFlag("OT04"));
        view = desk.get<QuestionsView>(SuspendersQuery{});
        QCOMPARE(view.questions.at(0).state, QuestionState::AnsweredLate);
        QCOMPARE(view.oddAnswers.at(0).kind, OddAnswerKind::Late);
    }

    void oddAnswersAreToldApart()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishPendingDebit(rig);
        desk.run(33s);
        const Message request = rig.named("GetTrnRq").at(0);
        const Instant now = rig.clock.now();
        rig.publish(answer(System::Wso2, request, now, trnFound(request, now)));
        rig.publish(answer(System::Wso2, request, now + 1s, trnFound(request, now)));
        rig.publish(answer(System::Wso2, request, now + 2s, trnNotFound(request, now, true)));
        Message stranger = answer(System::Wso2, request, now + 3s, trnFound(request, now));
        stranger.envelope.causationId = MessageId("nobody-asked-this");
        rig.publish(stranger);
        Message wrongPayment = answer(System::Wso2, request, now + 4s, trnFound(request, now));
        wrongPayment.envelope.subject = "PMT-other";
        rig.publish(wrongPayment);
        desk.run(3s);
        std::multiset<OddAnswerKind> kinds;
        for (const OddAnswerView& odd : desk.get<QuestionsView>(SuspendersQuery{}).oddAnswers) {
            kinds.insert(odd.kind);
        }
        QCOMPARE(kinds, (std::multiset{OddAnswerKind::Duplicate, OddAnswerKind::Contradictory,
                                       OddAnswerKind::Orphan, OddAnswerKind::Orphan}));
        QVERIFY(!desk.get<std::vector<PaymentSummary>>(FindPaymentsQuery{"PMT-1", 5}).empty());
        QVERIFY(desk.get<std::vector<PaymentSummary>>(FindPaymentsQuery{"other", 5}).empty());
    }

    void anInconclusiveNotFoundIsAskedAgainLater()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishPendingDebit(rig);
        desk.run(33s);
        const Message request = rig.named("GetTrnRq").at(0);
        rig.publish(answer(System::Wso2, request, rig.clock.now(),
                           trnNotFound(request, rig.clock.now(), false)));
        desk.run(3s);
        QVERIFY(desk.openFlag("OT04"));
        QCOMPARE(rig.named("GetTrnRq").size(), 1U);
        desk.run(4s);
        const auto requests = rig.named("GetTrnRq");
        QCOMPARE(requests.size(), 2U);
        // Only a conclusive NOT_FOUND proves absence.
        rig.publish(answer(System::Wso2, requests[1], rig.clock.now(),
                           trnNotFound(requests[1], rig.clock.now(), true)));
        desk.run(2s);
        QVERIFY(!desk.openFlag("OT04"));
    }

    void aRestoredLimitIsSentAnsweredVerifiedAndClearsTheFlag()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        const Instant t = rig.clock.now();
        rig.publish(added("PMT-1", t));
        rig.publish(limits("PMT-1", LimitAction::Reserved, 1, t + 1s));
        rig.publish(failed("PMT-1", 1, t + 2s));
        rig.publish(limits("PMT-1", LimitAction::Released, 2, t + 3s, {"ZELLE-OUT-DAILY"}));
        desk.run(2min + 4s);
        const auto flag = desk.openFlag("OT05");
        QVERIFY(flag);
        QVERIFY(flag->sentence.find("ZELLE-OUT-30D RESERVED") != std::string::npos);
        QCOMPARE(rig.named("GetLimitsRq").size(), 1U);

        const auto preview = desk.get<FixPreview>(PreviewFixerQuery{
            "RestoreLimits", PaymentId("PMT-1"), {}, "LIMIT_NOT_RESTORED", "why"});
        QVERIFY(!preview.refusal);
        SendFixerCommand send{"RestoreLimits", PaymentId("PMT-1"), {}, "LIMIT_NOT_RESTORED",
                              "why",           preview.orderSha256};
        const auto accepted = desk.get<FixAccepted>(send);
        QVERIFY(!accepted.wasAccepted);
        // A second press of send is the same command.
        const auto twice = desk.get<FixAccepted>(send);
        QVERIFY(twice.wasAccepted);
        QCOMPARE(twice.commandId, accepted.commandId);
        desk.run(1s);
        const auto commands = rig.named("RestoreLimits");
        QCOMPARE(commands.size(), 1U);
        QCOMPARE(encodeBody(commands[0].body), preview.value);
        auto fix = desk.get<std::vector<FixView>>(FixersQuery{}).at(0);
        QCOMPARE(fix.sent.state, TickState::Done);
        QCOMPARE(fix.answered.state, TickState::Pending);
        QCOMPARE(desk.openFlag("OT05")->nextStep, NextStep::WaitForVerification);

        LimitsRestored outcome;
        outcome.head.commandId = accepted.commandId;
        outcome.head.outcome = OutcomeKind::Applied;
        outcome.head.paymentId = PaymentId("PMT-1");
        outcome.head.entityVersion = 3;
        rig.publish(answer(System::Limits, commands[0], rig.clock.now(), outcome));
        desk.run(1s);
        fix = desk.get<std::vector<FixView>>(FixersQuery{}).at(0);
        QCOMPARE(fix.state, FixState::Answered);
        QCOMPARE(fix.verified.state, TickState::Pending);
        QVERIFY(desk.openFlag("OT05"));

        Message restored =
            limits("PMT-1", LimitAction::Restored, 3, rig.clock.now(), {"ZELLE-OUT-30D"});
        restored.envelope.causationId = commands[0].envelope.id;
        rig.publish(restored);
        desk.run(2s);
        fix = desk.get<std::vector<FixView>>(FixersQuery{}).at(0);
        QCOMPARE(fix.state, FixState::Verified);
        QVERIFY(!desk.openFlag("OT05"));
        QCOMPARE(desk.status().verified, 1U);
        QCOMPARE(rig.named("RestoreLimits").size(), 1U);
    }

    void aFixerThatNeedsASecondPersonIsRefused()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        const Instant t = rig.clock.now();
        rig.publish(added("PMT-1", t, "1000.01"));
        rig.publish(limits("PMT-1", LimitAction::Reserved, 1, t + 1s, {"D"}, "1000.01"));
        rig.publish(failed("PMT-1", 1, t + 2s));
        rig.publish(added("PMT-2", t));
        rig.publish(status("PMT-2", PaymentStatus::Accepted, 1, t + 1s));
        desk.run(1s);
        const auto restore = desk.ask(SendFixerCommand{
            "RestoreLimits", PaymentId("PMT-1"), {}, "LIMIT_NOT_RESTORED", "c", std::nullopt});
        QCOMPARE(std::get<Error>(restore).code, std::string("SECOND_PERSON_REQUIRED"));
        const auto settle = desk.ask(SendFixerCommand{"UpdatePaymentStatus",
                                                      PaymentId("PMT-2"),
                                                      {{"toStatus", "SETTLED"}},
                                                      "STATUS_STUCK",
                                                      "c",
                                                      std::nullopt});
        QCOMPARE(std::get<Error>(settle).code, std::string("SECOND_PERSON_REQUIRED"));
        desk.run(1s);
        QVERIFY(rig.named("RestoreLimits").empty());
        QVERIFY(rig.named("UpdatePaymentStatus").empty());
    }

    void anOrderForAPaymentThatChangedSinceThePreviewIsRefused()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        rig.publish(added("PMT-1", kStart));
        rig.publish(status("PMT-1", PaymentStatus::Sent, 1, kStart + 1s));
        desk.run(1s);
        const auto preview = desk.get<FixPreview>(
            PreviewFixerQuery{"ResyncPaymentStatus", PaymentId("PMT-1"), {}, "STATUS_STUCK", "c"});
        rig.publish(status("PMT-1", PaymentStatus::Accepted, 2, kStart + 2s));
        desk.run(1s);
        const auto refused = desk.ask(SendFixerCommand{"ResyncPaymentStatus",
                                                       PaymentId("PMT-1"),
                                                       {},
                                                       "STATUS_STUCK",
                                                       "c",
                                                       preview.orderSha256});
        QCOMPARE(std::get<Error>(refused).code, std::string("STALE_PREVIEW"));
    }

    void aCommandWithoutOutcomeIsUnknownAndNotSentAgain()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        rig.publish(added("PMT-1", kStart));
        rig.publish(status("PMT-1", PaymentStatus::Sent, 1, kStart + 1s));
        desk.run(1s);
        const SendFixerCommand send{
            "ResyncPaymentStatus", PaymentId("PMT-1"), {}, "STATUS_STUCK", "c", std::nullopt};
        const auto first = desk.get<FixAccepted>(send);
        desk.run(65s);
        auto fix = desk.get<std::vector<FixView>>(FixersQuery{}).at(0);
        QCOMPARE(fix.state, FixState::Unknown);
        QCOMPARE(std::get<Error>(desk.ask(send)).code, std::string("FATE_UNKNOWN"));
        QCOMPARE(rig.named("ResyncPaymentStatus").size(), 1U);
        // Once it has expired at the target, an operator may order it again under the same key.
        desk.run(5min);
        const auto second = desk.get<FixAccepted>(send);
        QVERIFY(second.commandId != first.commandId);
        desk.run(1s);
        const auto commands = rig.named("ResyncPaymentStatus");
        QCOMPARE(commands.size(), 2U);
        QCOMPARE(commandHead(commands[0].body)->idempotencyKey,
                 commandHead(commands[1].body)->idempotencyKey);
    }

    void commandsNeedAnOperatorACommentAndAReason()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.run(1s);
        const auto code = [&](const std::string& comment, const std::string& reason,
                              const std::string& who, Role role = Role::Operator) {
            return std::get<Error>(
                       desk.ask(
                           SendFixerCommand{
                               "RestoreLimits", PaymentId("P"), {}, reason, comment, std::nullopt},
                           who, role))
                .code;
        };
        QCOMPARE(code("", "LIMIT_NOT_RESTORED", "op-1"), std::string("COMMENT_MISSING"));
        QCOMPARE(code("c", "NO_SUCH", "op-1"), std::string("BAD_REASON"));
        QCOMPARE(code("c", "LIMIT_NOT_RESTORED", ""), std::string("UNAUTHENTICATED"));
        QCOMPARE(code("c", "LIMIT_NOT_RESTORED", "op-1", Role::Viewer), std::string("FORBIDDEN"));
        QCOMPARE(code("c", "LIMIT_NOT_RESTORED", "op-1"), std::string("UNKNOWN_PAYMENT"));
    }

    void rubbishIsQuarantinedWithItsReasonAndBytes()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        rig.publishRaw("pc.qa.pmt.fct.cpr.PaymentAdded", "{\"broken");
        desk.run(1s);
        const auto refused = desk.get<std::vector<QuarantineView>>(QuarantineQuery{});
        QCOMPARE(refused.size(), 1U);
        QCOMPARE(refused[0].reason, std::string("no CloudEvents envelope"));
        QCOMPARE(refused[0].head, std::string("{\"broken"));
        const auto record = desk.get<RecordView>(RecordQuery{refused[0].at});
        QCOMPARE(record.value, std::string("{\"broken"));
        QCOMPARE(desk.status().quarantined, 1U);
    }

    void aSilentSourceRaisesOneFlagAndNoStuckPayments()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        const Instant t = rig.clock.now();
        rig.publish(heartbeat(System::Zelle, 1, t));
        for (int i = 0; i < 8; ++i) {  // fewer than would be a velocity spike of their debtor
            const std::string id = "PMT-" + std::to_string(i);
            rig.publish(added(id, t));
            rig.publish(posted(id, t + 1s));
            rig.publish(status(id, PaymentStatus::Sent, 1, t + 6s));
        }
        desk.run(2min);
        QCOMPARE(desk.openFlags().size(), 1U);
        QCOMPARE(desk.openFlag("OT22")->subject, std::string("feed:zelle"));
        rig.publish(heartbeat(System::Zelle, 2, rig.clock.now()));
        desk.run(2s);
        QVERIFY(!desk.openFlag("OT22"));
    }

    void twoOperatorsClaimAndTheFirstWins()
    {
        BusRig rig;
        EngineDesk desk(rig, "a");
        desk.settle();
        publishPendingDebit(rig);
        desk.run(33s);
        const FlagId flag = desk.openFlag("OT04")->id;
        (void)desk.ask(ClaimFlagCommand{flag}, "mia");
        desk.settle();
        const auto late = desk.ask(ClaimFlagCommand{flag}, "sam");
        QCOMPARE(std::get<Error>(late).code, std::string("CLAIMED"));
        QCOMPARE(desk.openFlag("OT04")->owner->value, std::string("mia"));
        (void)desk.ask(ReleaseFlagCommand{flag}, "mia");
        desk.settle();
        QVERIFY(!desk.openFlag("OT04")->owner);
    }
};

QTEST_APPLESS_MAIN(tst_Engine)
#include "tst_Engine.moc"
