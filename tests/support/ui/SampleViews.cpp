// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/SampleViews.h"

#include <array>
#include <cstdio>

namespace otto::test {

namespace {

constexpr std::int64_t kNowMs = 1'772'463'845'120;

std::string hex8(std::uint64_t value)
{
    char text[9];
    std::snprintf(text, sizeof text, "%08x", static_cast<unsigned>(value & 0xffffffffU));
    return text;
}

/// Spreads `n` so that neighbours look unrelated.
std::uint64_t spread(int n)
{
    auto x = static_cast<std::uint64_t>(n) + std::uint64_t{0x9E3779B97F4A7C15};
    x = (x ^ (x >> 30)) * std::uint64_t{0xBF58476D1CE4E5B9};
    x = (x ^ (x >> 27)) * std::uint64_t{0x94D049BB133111EB};
    return x ^ (x >> 31);
}

PaymentId paymentNo(int n)
{
    return PaymentId{n == 0 ? std::string("PMT-019546a2") : "PMT-" + hex8(spread(n))};
}

std::string messageNo(int payment, int step)
{
    char text[40];
    std::snprintf(text, sizeof text, "%s-%04x-7000-8000-%012x", hex8(spread(payment)).c_str(),
                  static_cast<unsigned>(step) & 0xffffU, static_cast<unsigned>(payment));
    return text;
}

Money usd(std::int64_t minor)
{
    return Money{minor, Currency{}};
}

Money amountNo(int n)
{
    return usd(static_cast<std::int64_t>(spread(n + 7) % 9'000'00 + 5'00));
}

std::string amountText(const Money& money)
{
    return money.amountText() + " " + std::string(money.currency.text());
}

std::string topic(const std::string& cls, const std::string& system, const std::string& name)
{
    return "pc.qa.pmt." + cls + "." + system + "." + name;
}

struct RuleSample
{
    const char* id;
    const char* name;
    Severity severity;
    const char* status;
    const char* sentence;
    const char* expected;
    const char* suspender;
    const char* fixer;
    NextStep next;
    const char* waitingFor;
};

const std::array<RuleSample, 7>& ruleSamples()
{
    static const std::array<RuleSample, 7> samples{{
        {"OT04", "CORE_POSTING_AMBIGUOUS", Severity::Error, "DEBIT_UNKNOWN",
         "Status DEBIT_UNKNOWN for 1 min 12 s: WSO2 timed out on TrnAdd and no TrnAdded was read.",
         "TrnAdded, or GetTrn FOUND, or GetTrn conclusively NOT_FOUND within 30 s", "GetTrn",
         "LinkTransaction", NextStep::WaitForAnswer,
         "GetTrn, attempt 2 of 3, from WSO2 until 15:04:25"},
        {"OT05", "LIMITS_NOT_RESTORED", Severity::Warn, "FAILED",
         "FAILED since 15:01:44 and reservation LR-77120 is still held in ZELLE-OUT-DAILY.",
         "LimitsUpdated RELEASED or RESTORED in every window within 2 min", "GetLimits",
         "RestoreLimits", NextStep::Fix, "a person to restore the limit"},
        {"OT07", "AMOUNT_MISMATCH", Severity::Fatal, "SENT",
         "CPR says 125.50 USD, WSO2 posted 152.50 USD: difference 27.00 USD.",
         "the same amount and currency from every source", "GetPaymentStatus", "", NextStep::Look,
         "a person to look"},
        {"OT01", "STUCK_IN_STATUS", Severity::Warn, "SENT",
         "SENT for 2 min 40 s; the SLA of ZELLE in SENT is 60 s.", "a status change within 60 s",
         "GetPaymentStatus", "ResyncPaymentStatus", NextStep::Ask, "nothing yet"},
        {"OT03", "CORE_POSTING_MISSING", Severity::Error, "ACCEPTED",
         "ACCEPTED since 15:02:03 but no debit TrnAdded was read.",
         "TrnAdded(DEBIT) within 60 s of DEBITED", "GetTrn", "LinkTransaction",
         NextStep::WaitForVerification, "verification of LinkTransaction by 15:04:51"},
        {"OT14", "EVENT_GAP_OR_REORDER", Severity::Warn, "DEBITED",
         "zelle version 4 is missing: 3 and 5 were read.", "version 4 within 10 s",
         "GetPaymentStatus", "", NextStep::Ask, "nothing yet"},
        {"OT22", "SOURCE_SILENCE", Severity::Fatal, "",
         "Recon was last heard at 15:01:58, 2 min 07 s ago; its heartbeat is every 10 s.",
         "a fact or heartbeat within 30 s", "", "", NextStep::Look, "Recon to speak again"},
    }};
    return samples;
}

}  // namespace

Instant sampleNow()
{
    return Instant{kNowMs};
}

Instant ago(std::int64_t seconds)
{
    return Instant{kNowMs - seconds * 1000};
}

RecordRef sampleRef(const std::string& topicName, std::int32_t partition, std::int64_t offset)
{
    return RecordRef{topicName, partition, offset};
}

EngineStatus sampleStatus()
{
    EngineStatus s;
    s.env = "qa";
    s.instance = "desk-7f3a";
    s.now = sampleNow();
    s.connection = Connection::Up;
    s.connectionSince = ago(5400);
    s.duty = DutyState::Deciding;
    s.dutyText = "This desk decides since 13:34:05.";
    s.watermark = Instant{kNowMs - 420};
    s.lag = 0;
    s.records = 1'204'118;
    s.facts = 1'120'402;
    s.duplicates = 312;
    s.quarantined = 3;
    s.unknownKinds = 1;
    s.flagsRaised = 412;
    s.flagsCleared = 388;
    s.questionsAsked = 377;
    s.answered = 361;
    s.fixersSent = 24;
    s.verified = 21;
    s.payments = 182'004;
    s.openPayments = 2'413;
    s.openFlags = 24;
    s.pendingQuestions = 6;
    s.openFixes = 2;
    s.recordsPerSecond = 1'240;
    s.stepUsMax = 1'900;
    return s;
}

FlagView sampleFlag(int n)
{
    const RuleSample& rule = ruleSamples()[static_cast<std::size_t>(n) % ruleSamples().size()];
    FlagView f;
    f.id = FlagId{"FLG-" + hex8(spread(n + 1000))};
    f.ruleId = rule.id;
    f.ruleName = rule.name;
    f.severity = rule.severity;
    f.raisedAt = ago(40 + 97 * n);
    f.sentence = rule.sentence;
    f.expected = rule.expected;
    f.nextStep = rule.next;
    f.waitingFor = rule.waitingFor;
    f.suggestedSuspender = rule.suspender;
    f.suggestedFixer = rule.fixer;
    f.isPublished = true;
    if (f.ruleId == "OT22") {
        f.subject = "feed:recon";
        f.feed = System::Recon;
    } else {
        f.paymentId = paymentNo(n);
        f.subject = f.paymentId->value;
        f.amount = amountNo(n);
        f.rail = "ZELLE";
        f.paymentStatus = rule.status;
        f.dueAt = Instant{kNowMs + (static_cast<std::int64_t>(n % 5) - 1) * 95'000 + 30'000};
    }
    if (f.nextStep == NextStep::Ask)
        f.nextStepName = rule.suspender;
    if (f.nextStep == NextStep::Fix || f.nextStep == NextStep::WaitForVerification)
        f.nextStepName = rule.fixer;
    if (n % 4 == 1)
        f.owner = OperatorId{n % 8 == 1 ? "op-1" : "maria.k"};
    f.observed = {{"status", rule.status}, {"age", "72 s"}, {"rail", "ZELLE"}};
    f.intent = "Look for the posting before anything is sent again.";
    f.evidence.push_back(EvidenceView{
        System::Zelle, MessageId{messageNo(n, 2)}, "PaymentStatusChanged", ago(44 + 97 * n),
        sampleRef(topic("fct", "zelle", "PaymentStatusChanged"), 3, 918'273 + n)});
    return f;
}

std::vector<FlagView> sampleFlags()
{
    std::vector<FlagView> flags;
    for (int n = 0; n < 24; ++n)
        flags.push_back(sampleFlag(n));
    for (int n = 24; n < 30; ++n) {
        FlagView f = sampleFlag(n);
        f.isOpen = false;
        f.clearedAt = ago(20 + n);
        f.clearReason = "CONDITION_CLEARED";
        f.nextStep = NextStep::None;
        flags.push_back(f);
    }
    return flags;
}

QuestionView sampleQuestion(int n)
{
    static const std::array<const char*, 3> names{"GetTrn", "GetPaymentStatus", "GetLimits"};
    static const std::array<System, 3> targets{System::Wso2, System::Zelle, System::Limits};
    const std::size_t which = static_cast<std::size_t>(n) % names.size();
    QuestionView q;
    q.questionId = RequestId{"Q-" + hex8(spread(n + 2000))};
    q.attemptsMax = 3;
    q.attempt = static_cast<std::uint32_t>(n % 3) + 1;
    q.requestId = RequestId{q.questionId.value + "-" + std::to_string(q.attempt)};
    q.suspender = names[which];
    q.target = targets[which];
    q.paymentId = paymentNo(n);
    q.askedBy = n % 4 == 3 ? "op-1" : "rule OT04";
    q.issuedAt = ago(n % 9 + 1);
    q.sentAt = q.issuedAt;
    q.deadline = q.issuedAt + Duration(10'000 + 1'500 * (n % 4));
    q.state = QuestionState::Asked;
    q.requestAt = sampleRef(topic("cmd", "otto", q.suspender + "Rq"), 2, 5'512 + n);
    return q;
}

std::vector<QuestionView> sampleQuestions()
{
    std::vector<QuestionView> questions;
    for (int n = 0; n < 6; ++n)
        questions.push_back(sampleQuestion(n));
    questions[4].state = QuestionState::TimedOut;
    questions[4].deadline = ago(2);
    for (int n = 6; n < 22; ++n) {
        QuestionView q = sampleQuestion(n);
        q.issuedAt = ago(90 + 31 * n);
        q.deadline = q.issuedAt + Duration(10'000);
        q.answeredAt = q.issuedAt + Duration(280 + 37 * n);
        q.state = n % 9 == 8   ? QuestionState::GaveUp
                  : n % 7 == 6 ? QuestionState::AnsweredLate
                               : QuestionState::Answered;
        if (q.state == QuestionState::GaveUp) {
            q.answeredAt.reset();
            q.attempt = 3;
        } else {
            q.answer = q.suspender == "GetTrn" ? "FOUND: receipt 88912" + std::to_string(1000 + n)
                                                     + ", MEMO_POSTED, " + amountText(amountNo(n))
                       : q.suspender == "GetLimits" ? "FOUND: reservation RESERVED in 1 window"
                                                    : "FOUND: SENT, version 5";
            q.isConclusive = true;
            q.answerAt = sampleRef(topic("cmd", "otto", q.suspender + "Rs"), 2, 5'514 + n);
        }
        questions.push_back(q);
    }
    return questions;
}

std::vector<OddAnswerView> sampleOddAnswers()
{
    static const std::array<const char*, 4> why{
        "Came 4.2 s after the deadline of attempt 1; it was applied to the payment.",
        "The same question was answered already; nothing was changed.",
        "The first answer said NOT_FOUND, this one FOUND; both are kept and a person must look.",
        "Nobody here asked this; it may be another desk's question."};
    std::vector<OddAnswerView> odd;
    for (int n = 0; n < 7; ++n) {
        OddAnswerView a;
        a.kind = static_cast<OddAnswerKind>(n % 4);
        a.answerId = MessageId{messageNo(n + 40, 9)};
        a.requestId = a.kind == OddAnswerKind::Orphan ? "" : sampleQuestion(n + 6).requestId.value;
        a.name = n % 2 == 0 ? "GetTrnRs" : "GetPaymentStatusRs";
        a.from = n % 2 == 0 ? System::Wso2 : System::Zelle;
        a.paymentId = paymentNo(n + 6);
        a.at = ago(30 + 61 * n);
        a.answer = n % 2 == 0 ? "FOUND: receipt 889120017, MEMO_POSTED" : "FOUND: SENT, version 5";
        a.explanation = why[static_cast<std::size_t>(n) % why.size()];
        a.recordAt = sampleRef(topic("cmd", "otto", a.name), 1, 7'712 + n);
        odd.push_back(a);
    }
    return odd;
}

FixView sampleFix(int n)
{
    static const std::array<const char*, 4> names{"RestoreLimits", "LinkTransaction",
                                                  "UpdatePaymentStatus", "ResyncPaymentStatus"};
    static const std::array<System, 4> targets{System::Limits, System::Zelle, System::Zelle,
                                               System::Zelle};
    const std::size_t which = static_cast<std::size_t>(n) % names.size();
    FixView f;
    f.commandId = CommandId{"CMD-" + hex8(spread(n + 3000))};
    f.fixer = names[which];
    f.target = targets[which];
    f.paymentId = paymentNo(n + 1);
    f.flagId = sampleFlag(n + 1).id;
    f.requestedBy = OperatorId{n % 3 == 2 ? "maria.k" : "op-1"};
    f.reasonCode = which == 0 ? "LIMIT_NOT_RESTORED" : "POSTING_CONFIRMED";
    f.comment = "Customer called; the core shows the posting.";
    f.idempotencyKey = f.paymentId.value + "/" + f.fixer + "/4";
    f.issuedAt = ago(12 + 83 * n);
    f.expiresAt = f.issuedAt + Duration(30'000);
    f.deadline = f.issuedAt + Duration(30'000);
    f.state = static_cast<FixState>((n + 1) % 8);
    const Instant at = f.issuedAt + Duration(40);
    if (f.state != FixState::Decided && f.state != FixState::NotSent)
        f.sent = Tick3{TickState::Done, at, "The broker took it at partition 3, offset 918273.",
                       sampleRef(topic("cmd", "otto", f.fixer), 3, 918'273 + n)};
    switch (f.state) {
    case FixState::Decided: f.sent.state = TickState::Pending; break;
    case FixState::Sent: f.answered.state = TickState::Pending; break;
    case FixState::Answered:
        f.answered = Tick3{TickState::Done, at, "APPLIED by limits.", {}};
        f.verified.state = TickState::Pending;
        break;
    case FixState::Verified:
        f.answered = Tick3{TickState::Done, at, "APPLIED by limits.", {}};
        f.verified =
            Tick3{TickState::Done, at + Duration(400), "LimitsUpdated RESTORED was read.", {}};
        break;
    case FixState::Refused:
        f.answered = Tick3{TickState::Refused, at, "REJECTED: VERSION_CONFLICT.", {}};
        break;
    case FixState::NotVerified:
        f.answered = Tick3{TickState::Done, at, "APPLIED by zelle.", {}};
        f.verified = Tick3{TickState::Refused, {}, "No fact proved it within 30 s.", {}};
        break;
    case FixState::Unknown:
        f.answered = Tick3{TickState::Unknown, {}, "No outcome within 30 s.", {}};
        break;
    case FixState::NotSent:
        f.sent = Tick3{TickState::Refused, {}, "The broker refused it: not authorised.", {}};
        break;
    }
    f.explanation = "Do not send it again; ask first.";
    return f;
}

std::vector<FixView> sampleFixes()
{
    std::vector<FixView> fixes;
    for (int n = 0; n < 12; ++n)
        fixes.push_back(sampleFix(n));
    return fixes;
}

CatalogueView sampleCatalogue()
{
    const auto text = [](const char* name, const char* label, const char* help) {
        FixerParameter p;
        p.name = name;
        p.label = label;
        p.help = help;
        return p;
    };
    CatalogueView c;
    FixerView restore;
    restore.name = "RestoreLimits";
    restore.title = "Restore limits";
    restore.description =
        "Gives a failed payment's reservation back to the customer's limit windows.";
    restore.targetText = "Limits";
    restore.riskClass = "B>";
    restore.riskText = "One operator up to 1,000.00 USD, then a second person";
    restore.outcomeName = "LimitsRestored";
    restore.confirmingFact = "LimitsUpdated RESTORED over every window";
    restore.timeout = Duration(30'000);
    restore.sentCount = 14;
    restore.verifiedCount = 13;
    restore.parameters = {text("reservationId", "Reservation", "The reservation of the payment."),
                          text("windows", "Windows", "Windows that still hold the reservation."),
                          text("amount", "Amount", "What is given back.")};
    restore.parameters[0].isLocked = true;
    restore.parameters[1].type = ParameterType::LimitWindows;
    restore.parameters[2].type = ParameterType::Money;
    restore.parameters[2].isLocked = true;
    restore.reasonCodes = {
        {"LIMIT_NOT_RESTORED", "The payment failed and its limit was not given back."},
        {"CUSTOMER_COMPLAINT", "The customer cannot pay because of the held limit."}};
    FixerView link = restore;
    link.name = "LinkTransaction";
    link.title = "Link transaction";
    link.description = "Tells the payment's owner which core posting belongs to it.";
    link.targetText = "Zelle or CPR, whoever owns the payment";
    link.riskClass = "A";
    link.riskText = "One operator";
    link.outcomeName = "TransactionLinked";
    link.confirmingFact = "PaymentStatusChanged to DEBITED";
    link.parameters = {text("trnRcptId", "Receipt", "From GetTrn's answer."),
                       text("eftTrnId", "EFT transaction", "From GetTrn's answer.")};
    link.reasonCodes = {{"POSTING_CONFIRMED", "GetTrn found the posting."}};
    FixerView update = link;
    update.name = "UpdatePaymentStatus";
    update.title = "Update payment status";
    update.description = "Sets the payment's status at its owner.";
    update.riskClass = "B";
    update.riskText = "One operator; to or from a final status a second person";
    update.outcomeName = "PaymentStatusUpdated";
    update.confirmingFact = "PaymentStatusChanged to the new status";
    update.parameters = {text("fromStatus", "From", "Status now."),
                         text("toStatus", "To", "New status.")};
    update.parameters[0].isLocked = true;
    update.parameters[0].type = ParameterType::StatusName;
    update.parameters[1].type = ParameterType::StatusName;
    update.parameters[1].choices = {"DEBITED", "SENT", "FAILED", "CANCELLED"};
    FixerView resync = link;
    resync.name = "ResyncPaymentStatus";
    resync.title = "Resync payment status";
    resync.description = "Makes the payment's owner read its status from the network again.";
    resync.outcomeName = "PaymentStatusResynced";
    resync.confirmingFact = "PaymentStatusChanged, or none when nothing changed";
    resync.timeout = Duration(60'000);
    resync.parameters.clear();
    resync.reasonCodes = {{"STUCK", "The status has not changed for too long."}};
    c.fixers = {update, restore, link, resync};
    c.suspenders = {{"GetTrn", "Get transaction", "Looks for the payment's posting in the core.",
                     "WSO2", Duration(10'000), 3},
                    {"GetPaymentStatus", "Get payment status", "Asks the owner for the status.",
                     "Zelle or CPR", Duration(5'000), 3},
                    {"GetLimits", "Get limits", "Asks which windows hold the reservation.",
                     "Limits", Duration(5'000), 3}};
    return c;
}

FixPreview samplePreview(const std::string& fixer, const PaymentId& payment)
{
    FixPreview p;
    for (const FixerView& f : sampleCatalogue().fixers) {
        if (f.name == fixer)
            p.form = f;
    }
    for (FixerParameter& parameter : p.form.parameters) {
        if (parameter.name == "reservationId")
            parameter.value = "LR-77120";
        if (parameter.name == "amount")
            parameter.value = "125.50 USD";
        if (parameter.name == "windows")
            parameter.choices = {"ZELLE-OUT-DAILY", "ZELLE-OUT-MONTHLY"};
        if (parameter.name == "fromStatus")
            parameter.value = "DEBIT_UNKNOWN";
        if (parameter.name == "trnRcptId")
            parameter.value = "889120017";
    }
    p.commandId = CommandId{"CMD-" + hex8(spread(4000))};
    p.topic = topic("cmd", "otto", fixer);
    p.key = payment.value;
    p.headers = {{"ce_specversion", "1.0"},     {"ce_id", p.commandId.value},
                 {"ce_source", "/pc/qa/otto"},  {"ce_type", "pc.pmt." + fixer + ".v1"},
                 {"ce_subject", payment.value}, {"content-type", "application/json"}};
    p.value = R"({"commandId":")" + p.commandId.value + R"(","paymentId":")" + payment.value
              + R"(","reservationId":"LR-77120","windows":["ZELLE-OUT-DAILY"]})";
    p.orderSha256 = "3f1c0f5b7d1e5fd8a4c5c2a7d4d1f0b2c9e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4";
    p.preconditions = {{"The payment is FAILED and the reservation is still held", true},
                       {"No other command is open on this payment", true}};
    return p;
}

PaymentView samplePayment()
{
    const PaymentId id = paymentNo(0);
    PaymentView v;
    v.summary = PaymentSummary{id, usd(125'50), "ZELLE", "OUTBOUND", "DEBIT_UNKNOWN", ago(72), 1};
    v.channel = "MOBILE";
    v.participant = "FI-071";
    v.debtorMasked = "******4821";
    v.creditorMasked = "j***@example.com";
    v.endToEndId = "E2E20260302150405001";
    v.businessDate = "2026-03-02";
    v.slaDue = Instant{kNowMs + 48'000};
    const auto cell = [&](const char* text, std::int64_t secondsAgo, const char* system,
                          const char* name, bool isAnswer = false) {
        return TruthCell{
            text, ago(secondsAgo), isAnswer, MessageId{messageNo(0, 4)},
            sampleRef(topic(isAnswer ? "cmd" : "fct", isAnswer ? "otto" : system, name), 3,
                      918'273)};
    };
    v.truth.systems = {System::Cpr, System::Wso2, System::Zelle, System::Limits, System::Recon};
    v.truth.rows = {
        {"status",
         "Status",
         {cell("DEBIT_PENDING", 76, "cpr", "PaymentStatusChanged"), std::nullopt,
          cell("DEBIT_UNKNOWN", 72, "zelle", "PaymentStatusChanged"), std::nullopt, std::nullopt},
         true},
        {"posting",
         "Posting",
         {std::nullopt, cell("FOUND, MEMO_POSTED", 4, "wso2", "GetTrnRs", true), std::nullopt,
          std::nullopt, std::nullopt},
         false},
        {"amount",
         "Amount",
         {cell("125.50 USD", 80, "cpr", "PaymentAdded"),
          cell("125.50 USD", 4, "wso2", "GetTrnRs", true), std::nullopt, std::nullopt,
          std::nullopt},
         false},
        {"reservation",
         "Reservation",
         {std::nullopt, std::nullopt, std::nullopt,
          cell("RESERVED LR-77120", 79, "limits", "LimitsUpdated"), std::nullopt},
         false},
    };
    const auto entry = [&](std::int64_t secondsAgo, RecordKind kind, System lane, const char* title,
                           const char* detail, int step, int cause) {
        TimelineEntry e;
        e.time = ago(secondsAgo);
        e.arrivedAt = e.time + Duration(120);
        e.kind = kind;
        e.lane = lane;
        e.title = title;
        e.detail = detail;
        e.messageId = MessageId{messageNo(0, step)};
        if (cause >= 0)
            e.causationId = MessageId{messageNo(0, cause)};
        e.at = sampleRef(topic("fct", "zelle", title), 3, 918'270 + step);
        return e;
    };
    v.timeline = {
        entry(80, RecordKind::Fact, System::Cpr, "PaymentAdded", "RECEIVED, 125.50 USD", 1, -1),
        entry(79, RecordKind::Fact, System::Limits, "LimitsUpdated", "RESERVED LR-77120", 2, 1),
        entry(76, RecordKind::Fact, System::Zelle, "PaymentStatusChanged", "DEBIT_PENDING", 3, 1),
        entry(72, RecordKind::Fact, System::Zelle, "PaymentStatusChanged", "DEBIT_UNKNOWN", 4, 3),
        entry(40, RecordKind::Flag, System::Otto, "PaymentFlagged", "OT04 raised", 5, 4),
        entry(40, RecordKind::Question, System::Wso2, "GetTrnRq", "attempt 1 of 3", 6, 5),
        entry(4, RecordKind::Answer, System::Wso2, "GetTrnRs", "FOUND: receipt 889120017", 7, 6),
    };
    v.flags = {sampleFlag(0)};
    v.questions = {sampleQuestion(0)};
    return v;
}

StreamRow sampleStreamRow(int n)
{
    struct Step
    {
        RecordKind kind;
        System system;
        const char* cls;
        const char* topicSystem;
        const char* name;
        const char* status;
        int cause;
    };
    static const std::array<Step, 11> steps{{
        {RecordKind::Fact, System::Cpr, "fct", "cpr", "PaymentAdded", "RECEIVED", -1},
        {RecordKind::Fact, System::Limits, "fct", "limits", "LimitsUpdated", "RESERVED", 0},
        {RecordKind::Fact, System::Zelle, "fct", "zelle", "PaymentStatusChanged", "DEBIT_PENDING",
         0},
        {RecordKind::Fact, System::Wso2, "fct", "wso2", "TrnAdded", "MEMO_POSTED", 2},
        {RecordKind::Fact, System::Zelle, "fct", "zelle", "PaymentStatusChanged", "SENT", 3},
        {RecordKind::Question, System::Otto, "cmd", "otto", "GetTrnRq", "", 4},
        {RecordKind::Answer, System::Wso2, "cmd", "otto", "GetTrnRs", "FOUND", 5},
        {RecordKind::Flag, System::Otto, "fct", "otto", "PaymentFlagged", "RAISED", 4},
        {RecordKind::Journal, System::Otto, "sys", "otto", "QueryIssued", "", 5},
        {RecordKind::Fact, System::Recon, "fct", "recon", "PaymentReconciled", "MATCHED", 4},
        {RecordKind::Fact, System::Zelle, "fct", "zelle", "PaymentFailed", "FAILED", 4},
    }};
    const int payment = n / static_cast<int>(steps.size());
    const int at = n % static_cast<int>(steps.size());
    const Step& step = steps[static_cast<std::size_t>(at)];
    StreamRow row;
    row.index = static_cast<std::uint64_t>(n) + 1;
    row.arrivedAt = Instant{kNowMs - 60'000 + n * 37};
    row.time = row.arrivedAt - Duration(90 + n % 60);
    row.kind = step.kind;
    row.system = step.system;
    row.name = step.name;
    row.paymentId = paymentNo(payment).value;
    row.correlationId = row.paymentId;
    row.status = step.status;
    if (at == 0 || at == 3 || at == 6 || at == 10)
        row.amount = amountText(amountNo(payment));
    row.messageId = messageNo(payment, at);
    if (step.cause >= 0)
        row.causationId = messageNo(payment, step.cause);
    row.sizeBytes = 340U + static_cast<std::uint32_t>(spread(n) % 400);
    row.isDuplicate = n % 53 == 17;
    row.at = sampleRef(topic(step.cls, step.topicSystem, step.name), n % 12, 918'273 + n);
    if (n % 71 == 30) {
        row.kind = RecordKind::Refused;
        row.reason = "Not valid JSON: unexpected character at byte 17.";
        row.status.clear();
        row.amount.clear();
        row.paymentId.clear();
        row.messageId.clear();
        row.causationId.clear();
        row.system.reset();
    }
    return row;
}

std::vector<StreamRow> sampleStreamRows(int count, int first)
{
    std::vector<StreamRow> rows;
    rows.reserve(static_cast<std::size_t>(count));
    for (int n = first; n < first + count; ++n)
        rows.push_back(sampleStreamRow(n));
    return rows;
}

RecordView sampleRecord(const StreamRow& row)
{
    RecordView r;
    r.at = row.at;
    r.timestamp = row.time;
    r.reason = row.reason;
    if (row.kind == RecordKind::Refused) {
        r.value = "{\"paymentId\": <b>\x01\xff\xfe rubbish";
        return r;
    }
    r.key = row.paymentId;
    r.headers = {{"ce_specversion", "1.0"},           {"ce_id", row.messageId},
                 {"ce_source", "/pc/qa/zelle"},       {"ce_type", "pc.pmt." + row.name + ".v1"},
                 {"ce_subject", row.paymentId},       {"ce_causationid", row.causationId},
                 {"content-type", "application/json"}};
    r.value = R"({"paymentId":")" + row.paymentId + R"(","status":")" + row.status
              + R"(","amount":{"amount":"125.50","currency":"USD"},)"
                R"("debtorAccount":{"type":"D","masked":"******4821"},)"
                R"("attempt":1,"sequence":12345678901234567890})";
    return r;
}

OverviewView sampleOverview()
{
    OverviewView o;
    o.asOf = sampleNow();
    o.backlogBucket = Duration(10'000);
    const auto series = [](std::int64_t value, int seed) {
        SeriesView s;
        s.value = value;
        for (int i = 0; i < 40; ++i)
            s.history.push_back(static_cast<std::int64_t>(static_cast<std::uint64_t>(value)
                                                          * (40 + spread(seed + i) % 60) / 100));
        s.history.push_back(value);
        return s;
    };
    o.newFlags10Min = series(17, 1);
    o.openCritical = series(3, 50);
    o.oldestUnownedMs = series(754'000, 100);
    o.valueAtRiskMinor = series(12'480'75, 150);
    o.valueAtRisk = {usd(12'480'75), Money{920'00, Currency{{'E', 'U', 'R'}}}};
    o.pendingQuestions = series(6, 200);
    o.openFixes = series(2, 250);
    const auto system = [](System s, SystemState state, std::int64_t age, std::uint64_t rate,
                           std::uint64_t flags, std::int64_t value) {
        SystemView v;
        v.system = s;
        v.state = state;
        if (state != SystemState::NeverHeard)
            v.lastFactAt = Instant{kNowMs - age};
        v.heartbeatEvery = Duration(10'000);
        v.factsPerMinute = rate;
        v.openFlags = flags;
        if (value > 0)
            v.valueAtRisk = {usd(value)};
        return v;
    };
    o.systems = {system(System::Cpr, SystemState::Live, 400, 9'420, 4, 1'220'00),
                 system(System::Wso2, SystemState::Live, 900, 7'100, 11, 9'310'25),
                 system(System::Recon, SystemState::Silent, 127'000, 0, 1, 0),
                 system(System::Zelle, SystemState::Live, 200, 14'880, 6, 1'950'50),
                 system(System::Limits, SystemState::Live, 1'300, 6'030, 2, 0)};
    o.systems[1].answerP50 = Duration(380);
    o.systems[1].answerP95 = Duration(12'000);
    o.systems[1].timeoutsPerMille = 84;
    o.systems[1].questionsPending = 4;
    o.systems[3].answerP50 = Duration(210);
    o.systems[3].answerP95 = Duration(640);
    o.systems[4].answerP50 = Duration(150);
    o.systems[4].answerP95 = Duration(400);
    std::uint32_t open = 9;
    for (int i = 0; i < 60; ++i) {
        BacklogPoint p;
        p.from = Instant{kNowMs - (60 - i) * 10'000};
        p.opened = static_cast<std::uint32_t>(spread(i) % (i > 36 && i < 46 ? 7 : 3));
        p.cleared = std::min<std::uint32_t>(open, static_cast<std::uint32_t>(spread(i + 99) % 3));
        open = open + p.opened - p.cleared;
        p.open = open;
        o.backlog.push_back(p);
    }
    // As many as the status says.
    o.backlog.back().opened += 24 - open;
    o.backlog.back().open = 24;
    o.rules = {{"OT04", "CORE_POSTING_AMBIGUOUS", Severity::Error, 9, 41},
               {"OT05", "LIMITS_NOT_RESTORED", Severity::Warn, 6, 22},
               {"OT01", "STUCK_IN_STATUS", Severity::Warn, 4, 18},
               {"OT03", "CORE_POSTING_MISSING", Severity::Error, 2, 9},
               {"OT07", "AMOUNT_MISMATCH", Severity::Fatal, 2, 2},
               {"OT14", "EVENT_GAP_OR_REORDER", Severity::Warn, 0, 5},
               {"OT22", "SOURCE_SILENCE", Severity::Fatal, 1, 1}};
    o.lastFlagAt = ago(40);
    return o;
}

Delta sampleDelta()
{
    Delta d;
    d.status = sampleStatus();
    d.streamRows = sampleStreamRows(1'500);
    d.flags = sampleFlags();
    d.questions = sampleQuestions();
    d.oddAnswers = sampleOddAnswers();
    d.fixes = sampleFixes();
    d.overview = sampleOverview();
    QuarantineView q;
    q.index = 1;
    q.at = sampleRef(topic("fct", "zelle", "PaymentStatusChanged"), 4, 77'120);
    q.time = ago(400);
    q.sizeBytes = 61;
    q.reason = "Not valid JSON: unexpected character at byte 17.";
    q.head = "{\"paymentId\": <b>\\x01\\xff";
    d.quarantined = {q};
    return d;
}

}  // namespace otto::test
