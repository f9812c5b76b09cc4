// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Codec.h"
#include "tests/contract/ContractExamples.h"

#include <QtTest>

#include <map>

using namespace otto;

class tst_Codec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExampleDecodesAlikeInBothModes();
    void everyExampleSurvivesEncodingInBothModes();
    void paymentAddedHasEveryField();
    void failureTellsWhatIsKnownOfTheDebit();
    void brokenReconciliationHasOneSide();
    void flagCarriesSeverityEvidenceAndAdvice();
    void questionNamesWhatItSearches();
    void answersDifferInResultAndProof();
    void commandAndItsOutcomesShareKeyAndVersion();
    void journalledFlagIsToldFromThePublicOne();
    void binaryHeadersAreInStableOrder();
    void questionsAndCommandsCarrySpringsCorrelation();
    void structuredRecordHoldsTheWholeEvent();
    void absentOptionalFieldsAreLeftOut();
    void lastOfARepeatedHeaderWins();
    void unknownAttributesAreKeptInOrder();
    void unknownEnumerationValueIsKeptVerbatim();
    void unknownNameOrVersionKeepsTheEnvelope();
    void answerIsMatchedByCausationThenBodyThenHeader();
    void traceContextMayComeFromTheTransport();
    void severityNumberStandsInForItsText();
    void anotherKeyIsNoFault();
    void decoderServesManyTopics();
    void namesOfBodiesAreThoseOfTheWire();

private:
    Message decodedExample(const std::string& file);
    Message decoded(const Record& record);

    std::vector<ContractExample> m_examples = contractExamples();
    Decoder m_decoder{"qa"};
};

namespace {

std::string headerOf(const OutgoingRecord& record, std::string_view name)
{
    for (const Header& header : record.headers) {
        if (header.name == name) {
            return header.value;
        }
    }
    return "(none)";
}

Instant at(std::string_view text)
{
    return *Instant::parse(text);
}

Money usd(std::string_view amount)
{
    return *Money::parse(amount, "USD");
}

}  // namespace

Message tst_Codec::decoded(const Record& record)
{
    auto message = m_decoder.decode(record);
    if (!message) {
        qWarning("%s", message.error().text.c_str());
        return {};
    }
    return std::move(*message);
}

Message tst_Codec::decodedExample(const std::string& file)
{
    return decoded(binaryExample(file));
}

void tst_Codec::everyExampleDecodesAlikeInBothModes()
{
    QVERIFY(m_examples.size() >= 75);
    for (const ContractExample& example : m_examples) {
        const auto structured = m_decoder.decode(example.structured);
        QVERIFY2(structured.has_value(),
                 (example.file + ": " + (structured ? "" : structured.error().text)).c_str());
        const auto binary = m_decoder.decode(example.binary);
        QVERIFY2(binary.has_value(),
                 (example.file + ": " + (binary ? "" : binary.error().text)).c_str());
        QVERIFY2(*structured == *binary, example.file.c_str());
        QVERIFY2(binary->body.index() != 0, example.file.c_str());
    }
}

void tst_Codec::everyExampleSurvivesEncodingInBothModes()
{
    for (const ContractExample& example : m_examples) {
        const Message message = decoded(example.structured);
        QVERIFY2(decoded(delivered(encodeBinary(message))) == message, example.file.c_str());
        QVERIFY2(decoded(delivered(encodeStructured(message))) == message, example.file.c_str());
        QCOMPARE(encodeBinary(message).topic, example.binary.topic);
        QVERIFY(encodeBinary(message).key == example.binary.key);
    }
}

void tst_Codec::paymentAddedHasEveryField()
{
    const Message message = decodedExample("01-PaymentAdded.json");
    Envelope envelope;
    envelope.id = MessageId("019546a2-0001-7000-8000-000000000001");
    envelope.env = "qa";
    envelope.source = System::Cpr;
    envelope.name = "PaymentAdded";
    envelope.version = 1;
    envelope.subject = "PMT-019546a2";
    envelope.time = at("2026-03-02T15:04:05.120Z");
    envelope.recordedTime = at("2026-03-02T15:04:05.180Z");
    envelope.correlationId = "PMT-019546a2";
    envelope.sequence = 4211;
    envelope.entityVersion = 1;
    envelope.traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    QVERIFY(message.envelope == envelope);
    QVERIFY(message.topic == *TopicName::parse("pc.qa.pmt.fct.cpr.PaymentAdded"));

    PaymentAdded body;
    body.paymentId = PaymentId("PMT-019546a2");
    body.rail = Rail::Zelle;
    body.direction = Direction::Outbound;
    body.channel = "MOBILE";
    body.status = PaymentStatus::Received;
    body.amount = usd("125.50");
    body.institutionId = "999000001";
    body.businessDate = *Date::parse("2026-03-02");
    body.endToEndId = "E2E20260302150405001";
    body.participantId = "FI-071";
    body.debtorAccount = AccountRef{"D", "******4821", "sha256:9b1c"};
    body.creditor = CreditorRef{"EMAIL", "j***@example.com", std::nullopt};
    body.requestedExecution = "IMMEDIATE";
    QVERIFY(std::get<PaymentAdded>(message.body) == body);
}

void tst_Codec::failureTellsWhatIsKnownOfTheDebit()
{
    const Message message = decodedExample("03-PaymentFailed.json");
    const auto& body = std::get<PaymentFailed>(message.body);
    QVERIFY(body.status.is(PaymentStatus::Failed));
    QCOMPARE(body.failedStage, std::string("CORE_DEBIT"));
    QCOMPARE(body.reason->code, std::string("CORE_TIMEOUT"));
    QCOMPARE(*body.reason->text, std::string("TrnAdd: no response in 30 s"));
    QVERIFY(body.debitState->is(DebitState::Unknown));
    QCOMPARE(*body.limitReservationId, std::string("LR-77120"));
    QVERIFY(body.retryable == false);
    QCOMPARE(body.amount->minor, 12550);
    QCOMPARE(message.envelope.causationId->value,
             std::string("019546a2-0002-7000-8000-000000000002"));
}

void tst_Codec::brokenReconciliationHasOneSide()
{
    const auto body = std::get<PaymentReconciled>(decodedExample("05-PaymentReconciled.json").body);
    QVERIFY(body.result.is(ReconResult::Break));
    QCOMPARE(*body.breakType, std::string("MISSING_RIGHT"));
    QVERIFY((body.left == ReconSide{"zelle", "E2E20260302150405001", usd("125.50")}));
    QVERIFY(!body.right);
    QVERIFY(body.toleranceApplied == usd("0.00"));
}

void tst_Codec::flagCarriesSeverityEvidenceAndAdvice()
{
    const Message message = decodedExample("07-PaymentFlagged.json");
    QVERIFY(message.envelope.severity->is(Severity::Error));
    QVERIFY(!message.envelope.entityVersion);
    const auto& body = std::get<PaymentFlagged>(message.body);
    const Observed observed{{"failedStage", "CORE_DEBIT"}, {"debitState", "UNKNOWN"}};
    QVERIFY(body.observed == observed);
    QVERIFY((body.evidence
             == std::vector<EvidenceRef>{
                 {"/pc/qa/zelle", MessageId("019546a2-0003-7000-8000-000000000003")}}));
    QVERIFY((body.suggested == Suggested{"GetTrn", "LinkTransaction"}));
    QCOMPARE(*body.intent, std::string("CONFIRM_CORE_POSTING"));
    QVERIFY(body.dueAt == at("2026-03-02T15:06:26.050Z"));
    QCOMPARE(body.ruleVersion, 3U);
}

void tst_Codec::questionNamesWhatItSearches()
{
    const Message message = decodedExample("09-GetTrnRq.json");
    const auto& body = std::get<GetTrnRq>(message.body);
    QCOMPARE(body.head.requestId.value, message.envelope.id.value);
    QVERIFY(body.head.target.is(System::Wso2));
    QVERIFY(body.head.flagId == FlagId("FLG-5d0e41"));
    QCOMPARE(*body.match.eftTrnId, std::string("PMT-019546a2-D1"));
    QVERIFY(!body.match.trnRcptId);
    QVERIFY(body.match.window->from == at("2026-03-02T15:03:36Z"));
    QVERIFY((body.include == std::vector<std::string>{"MEMO_POST", "HISTORY"}));
    QVERIFY(message.envelope.expiryTime == at("2026-03-02T15:04:56.100Z"));
    QCOMPARE(*message.envelope.replyTopic, std::string("pc.qa.pmt.cmd.otto.GetTrnRs"));
    QCOMPARE(*message.envelope.authType, std::string("service_account"));
    QCOMPARE(*message.envelope.authId, std::string("otto-rules"));
}

void tst_Codec::answersDifferInResultAndProof()
{
    const auto found = std::get<GetTrnRs>(decodedExample("10-GetTrnRs.found.json").body);
    QVERIFY(found.head.result.is(AnswerResult::Found));
    QVERIFY(found.head.conclusive);
    QCOMPARE(found.transactions.size(), std::size_t{1});
    QCOMPARE(*found.transactions[0].actIntentKey, std::string("AK-9910"));
    QVERIFY(found.transactions[0].postingState->is(PostingState::MemoPosted));

    const auto open = std::get<GetTrnRs>(decodedExample("11-GetTrnRs.not-found.json").body);
    QVERIFY(open.head.result.is(AnswerResult::NotFound));
    QVERIFY(!open.head.conclusive);
    QCOMPARE(*open.head.inconclusiveReason, std::string("CORE_IN_FLIGHT_WINDOW_OPEN"));
    QCOMPARE(*open.head.retryAfterMs, 30000);

    const auto error = std::get<GetTrnRs>(decodedExample("12-GetTrnRs.error.json").body);
    QVERIFY(error.head.result.is(AnswerResult::Error));
    QVERIFY((error.head.error
             == AnswerError{"UNAVAILABLE", "CORE_OFFLINE", "core not reachable", true}));
}

void tst_Codec::commandAndItsOutcomesShareKeyAndVersion()
{
    const auto command =
        std::get<UpdatePaymentStatus>(decodedExample("13-UpdatePaymentStatus.json").body);
    QCOMPARE(command.head.expectedVersion, 4U);
    QVERIFY(command.toStatus.is(PaymentStatus::Debited));
    QVERIFY(command.head.approvedBy == OperatorId("op-2077"));
    QVERIFY(!command.head.dryRun);

    const Message rejected = decodedExample("15-PaymentStatusUpdated.rejected.json");
    const auto& outcome = std::get<PaymentStatusUpdated>(rejected.body);
    QVERIFY(outcome.head.outcome.is(OutcomeKind::Rejected));
    QCOMPARE(*outcome.head.idempotencyKey, command.head.idempotencyKey);
    QCOMPARE(outcome.head.rejection->code, std::string("VERSION_CONFLICT"));
    QCOMPARE(*outcome.head.entityVersion, 6U);
    QVERIFY(rejected.envelope.causationId == MessageId(command.head.commandId.value));
}

void tst_Codec::journalledFlagIsToldFromThePublicOne()
{
    const Message entry = decodedExample("journal/04-FlagCleared.json");
    QVERIFY(std::holds_alternative<FlagClosed>(entry.body));
    const Message fact = decodedExample("08-FlagCleared.json");
    QVERIFY(std::get<FlagClosed>(entry.body).flag == std::get<FlagCleared>(fact.body));
    QCOMPARE(entry.topic.name, std::string("Journal"));
    QCOMPARE(entry.envelope.name, std::string("FlagCleared"));
}

void tst_Codec::binaryHeadersAreInStableOrder()
{
    const OutgoingRecord record = encodeBinary(decodedExample("09-GetTrnRq.json"));
    std::vector<std::string> names;
    for (const Header& header : record.headers) {
        names.push_back(header.name);
    }
    const std::vector<std::string> expected{
        "content-type",    "ce_specversion",     "ce_id",          "ce_source",
        "ce_type",         "ce_subject",         "ce_time",        "ce_dataschema",
        "ce_partitionkey", "ce_correlationid",   "ce_causationid", "ce_traceparent",
        "ce_expirytime",   "ce_replytopic",      "ce_authtype",    "ce_authid",
        "traceparent",     "kafka_correlationId"};
    QVERIFY(names == expected);
    QCOMPARE(headerOf(record, "content-type"), std::string("application/json"));
    QCOMPARE(headerOf(record, "ce_dataschema"), std::string("urn:pc:pmt:GetTrnRq:1"));
    QCOMPARE(headerOf(record, "ce_partitionkey"), *record.key);

    const OutgoingRecord flag = encodeBinary(decodedExample("07-PaymentFlagged.json"));
    QCOMPARE(headerOf(flag, "ce_sequence"), std::string("00000000000000000412"));
    QCOMPARE(headerOf(flag, "ce_severitytext"), std::string("ERROR"));
    QCOMPARE(headerOf(flag, "ce_severitynumber"), std::string("17"));
}

void tst_Codec::questionsAndCommandsCarrySpringsCorrelation()
{
    for (const ContractExample& example : m_examples) {
        const Message message = decoded(example.binary);
        const bool asked = message.envelope.expiryTime.has_value();
        for (const OutgoingRecord& record : {encodeBinary(message), encodeStructured(message)}) {
            QCOMPARE(headerOf(record, "kafka_correlationId"),
                     asked ? message.envelope.id.value : "(none)");
        }
    }
}

void tst_Codec::structuredRecordHoldsTheWholeEvent()
{
    Message message = decodedExample("16-HeartbeatEmitted.json");
    const OutgoingRecord record = encodeStructured(message);
    QCOMPARE(headerOf(record, "content-type"), std::string("application/cloudevents+json"));
    QCOMPARE(*record.value,
             std::string(R"({"specversion":"1.0","id":"019546a2-0040-7000-8000-000000000040",)"
                         R"("source":"/pc/qa/zelle","type":"pc.pmt.HeartbeatEmitted.v1",)"
                         R"("subject":"feed","time":"2026-03-02T15:05:10.000Z",)"
                         R"("dataschema":"urn:pc:pmt:HeartbeatEmitted:1","partitionkey":"feed",)"
                         R"("correlationid":"feed","sequence":"00000000000000088132",)"
                         R"("datacontenttype":"application/json",)"
                         R"("data":{"intervalMs":10000,"lastSequence":88131}})"));
}

void tst_Codec::absentOptionalFieldsAreLeftOut()
{
    PaymentStatusChanged body;
    body.paymentId = PaymentId("P");
    body.status = PaymentStatus::Sent;
    QCOMPARE(encodeBody(body), std::string(R"({"paymentId":"P","status":"SENT"})"));
    QCOMPARE(encodeBody(UnknownBody{}), std::string("{}"));
}

void tst_Codec::lastOfARepeatedHeaderWins()
{
    Record record = binaryExample("01-PaymentAdded.json");
    record.headers.push_back({"ce_id", "second"});
    QCOMPARE(decoded(record).envelope.id.value, std::string("second"));
}

void tst_Codec::unknownAttributesAreKeptInOrder()
{
    using Extra = std::vector<std::pair<std::string, std::string>>;
    Record binary = binaryExample("01-PaymentAdded.json");
    binary.headers.insert(binary.headers.begin(), {"ce_zone", "eu-1"});
    setHeader(binary, "ce_build", "\xC3\xA9");
    setHeader(binary, "not-an-attribute", "\xFF");
    const Message message = decoded(binary);
    QVERIFY((message.envelope.extra == Extra{{"zone", "eu-1"}, {"build", "\xC3\xA9"}}));

    Record structured = m_examples[0].structured;
    replaceInValue(structured, "{",
                   R"({"zone":"eu-1","lag":12,"hot":true,"none":null,"list":[1, "a"],)");
    QVERIFY((decoded(structured).envelope.extra
             == Extra{{"zone", "eu-1"}, {"lag", "12"}, {"hot", "true"}, {"list", "[1,\"a\"]"}}));
}

void tst_Codec::unknownEnumerationValueIsKeptVerbatim()
{
    Record record = binaryExample("01-PaymentAdded.json");
    replaceInValue(record, "ZELLE", "PIX<b>");
    const Message message = decoded(record);
    const auto& rail = std::get<PaymentAdded>(message.body).rail;
    QVERIFY(!rail.isKnown());
    QCOMPARE(std::string(rail.text()), std::string("PIX<b>"));
    QVERIFY(decoded(delivered(encodeBinary(message))) == message);
}

void tst_Codec::unknownNameOrVersionKeepsTheEnvelope()
{
    Record name = binaryExample("01-PaymentAdded.json");
    name.topic = "pc.qa.pmt.fct.cpr.PaymentBlessed";
    setHeader(name, "ce_type", "pc.pmt.PaymentBlessed.v1");
    setHeader(name, "ce_dataschema", "urn:pc:pmt:PaymentBlessed:1");
    name.value = "[1]";
    const Message unknown = decoded(name);
    QVERIFY(std::holds_alternative<UnknownBody>(unknown.body));
    QCOMPARE(unknown.envelope.name, std::string("PaymentBlessed"));
    QCOMPARE(unknown.envelope.subject, std::string("PMT-019546a2"));

    Record version = binaryExample("01-PaymentAdded.json");
    version.topic += ".v2";
    setHeader(version, "ce_type", "pc.pmt.PaymentAdded.v2");
    setHeader(version, "ce_dataschema", "urn:pc:pmt:PaymentAdded:2");
    const Message newer = decoded(version);
    QVERIFY(std::holds_alternative<UnknownBody>(newer.body));
    QCOMPARE(newer.envelope.version, 2U);

    Record kind = binaryExample("journal/02-Tick.json");
    setHeader(kind, "ce_type", "pc.pmt.Tick.v7");
    setHeader(kind, "ce_dataschema", "urn:pc:pmt:Tick:7");
    QVERIFY(std::holds_alternative<UnknownBody>(decoded(kind).body));
    QCOMPARE(decoded(kind).envelope.version, 7U);

    Record tombstone = binaryExample("01-PaymentAdded.json");
    tombstone.topic = "pc.qa.pmt.cdc.cpr.PaymentView";
    setHeader(tombstone, "ce_type", "pc.pmt.PaymentView.v1");
    setHeader(tombstone, "ce_dataschema", "urn:pc:pmt:PaymentView:1");
    tombstone.value.reset();
    QVERIFY(m_decoder.decode(tombstone).has_value());
}

void tst_Codec::answerIsMatchedByCausationThenBodyThenHeader()
{
    using namespace std::string_literals;
    Record record = binaryExample("10-GetTrnRs.found.json");
    setHeader(record, "kafka_correlationId", "from-header");
    replaceInValue(record, "\"requestId\":\"019546a2-0009-7000-8000-000000000009\"",
                   "\"requestId\":\"from-body\"");
    QCOMPARE(decoded(record).envelope.causationId->value,
             std::string("019546a2-0009-7000-8000-000000000009"));
    removeHeader(record, "ce_causationid");
    QCOMPARE(decoded(record).envelope.causationId->value, std::string("from-body"));
    replaceInValue(record, "\"requestId\":\"from-body\",", "");
    QCOMPARE(decoded(record).envelope.causationId->value, std::string("from-header"));
    setHeader(record, "kafka_correlationId", "\x00\xFF\x10"s);
    QCOMPARE(decoded(record).envelope.causationId->value, std::string("00ff10"));
    removeHeader(record, "kafka_correlationId");
    QVERIFY(!decoded(record).envelope.causationId);

    Record outcome = binaryExample("14-PaymentStatusUpdated.applied.json");
    removeHeader(outcome, "ce_causationid");
    QCOMPARE(decoded(outcome).envelope.causationId->value,
             std::string("019546a2-0013-7000-8000-000000000013"));

    Record question = binaryExample("09-GetTrnRq.json");
    removeHeader(question, "ce_causationid");
    setHeader(question, "kafka_correlationId", "019546a2-0009-7000-8000-000000000009");
    QVERIFY2(!decoded(question).envelope.causationId, "a question is not caused by itself");
}

void tst_Codec::traceContextMayComeFromTheTransport()
{
    const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
    Record record = binaryExample("16-HeartbeatEmitted.json");
    setHeader(record, "traceparent", trace);
    QVERIFY(decoded(record).envelope.traceparent == trace);
    setHeader(record, "traceparent", "rubbish");
    QVERIFY(m_decoder.decode(record).has_value());
    QVERIFY(!decoded(record).envelope.traceparent);
}

void tst_Codec::severityNumberStandsInForItsText()
{
    const std::map<std::string, Severity> bands{
        {"1", Severity::Info},   {"9", Severity::Info},   {"12", Severity::Info},
        {"13", Severity::Warn},  {"16", Severity::Warn},  {"17", Severity::Error},
        {"20", Severity::Error}, {"21", Severity::Fatal}, {"24", Severity::Fatal}};
    for (const auto& [number, severity] : bands) {
        Record record = binaryExample("07-PaymentFlagged.json");
        removeHeader(record, "ce_severitytext");
        setHeader(record, "ce_severitynumber", number);
        QVERIFY2(decoded(record).envelope.severity == Open<Severity>(severity), number.c_str());
    }
}

void tst_Codec::anotherKeyIsNoFault()
{
    Record record = binaryExample("01-PaymentAdded.json");
    record.key = "another";
    QVERIFY(m_decoder.decode(record).has_value());
    record.key.reset();
    QVERIFY(m_decoder.decode(record).has_value());
}

void tst_Codec::decoderServesManyTopics()
{
    Record record = binaryExample("01-PaymentAdded.json");
    for (int i = 0; i < 10000; ++i) {
        const std::string name = "Name" + std::to_string(i);
        record.topic = "pc.qa.pmt.fct.cpr." + name;
        removeHeader(record, "ce_type");
        removeHeader(record, "ce_dataschema");
        setHeader(record, "ce_type", "pc.pmt." + name + ".v1");
        const auto message = m_decoder.decode(record);
        QVERIFY2(message.has_value(), message ? "" : message.error().text.c_str());
        QCOMPARE(message->envelope.name, name);
    }
}

void tst_Codec::namesOfBodiesAreThoseOfTheWire()
{
    QCOMPARE(std::string(bodyName(GetTrnRq{})), std::string("GetTrnRq"));
    QCOMPARE(std::string(bodyName(FlagClosed{})), std::string("FlagCleared"));
    QCOMPARE(std::string(bodyName(UnknownBody{})), std::string());
}

QTEST_APPLESS_MAIN(tst_Codec)
#include "tst_Codec.moc"
