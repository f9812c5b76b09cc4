// SPDX-License-Identifier: Apache-2.0
#include "core/port/json/RequestJson.h"
#include "core/port/json/ResponseJson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <string>

using namespace otto;

namespace {

template <typename R>
R parsed(const char* line)
{
    const RequestLine read = parseRequest(line);
    if (!read.request) {
        qWarning("%s", read.request.error().text.c_str());
        return {};
    }
    const R* request = std::get_if<R>(&*read.request);
    if (request == nullptr) {
        qWarning("another request than expected: %s", line);
        return {};
    }
    return *request;
}

Error refused(std::string_view line)
{
    const RequestLine read = parseRequest(line);
    return read.request ? Error{} : read.request.error();
}

/// The reply as Qt reads it; an empty object when it is not one line of JSON.
QJsonObject reply(const Response& response, std::string_view idJson = {})
{
    const std::string text = responseJson(response, idJson);
    if (text.find('\n') != std::string::npos)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
}

}  // namespace

class tst_RequestJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queriesAreRead();
    void commandsAreRead();
    void everyNameIsKnown();
    void operatorAndIdAreKept();
    void faultsAreNamed_data();
    void faultsAreNamed();
    void longLineIsRefused();
    void deepNestingIsRefused();
    void idIsKeptWhenTheRequestIsRefused();

    void errorReplyHasCodeAndText();
    void flagsShowIdsTimesAndState();
    void suspendersShowStateAndOddAnswers();
    void fixersShowThreeTicks();
    void quarantineShowsWhereAndWhy();
    void paymentShowsTruthByField();
    void recordBytesSurvive();
    void hostileTextStaysHarmless();
    void summaryCounts();
};

void tst_RequestJson::queriesAreRead()
{
    const auto flags = parsed<FlagsQuery>(R"({"query":"Flags","open":true})");
    QCOMPARE(flags.open, std::optional<bool>(true));
    const auto allFlags =
        parsed<FlagsQuery>(R"({"query":"Flags","open":null,"ruleId":"OT04","paymentId":"PMT-2"})");
    QCOMPARE(allFlags.open, std::optional<bool>());
    QCOMPARE(allFlags.ruleId, std::optional<std::string>("OT04"));
    QCOMPARE(allFlags.paymentId, std::optional<PaymentId>(PaymentId("PMT-2")));

    QCOMPARE(parsed<PaymentQuery>(R"({"query":"Payment","paymentId":"PMT-1"})").paymentId.value,
             std::string("PMT-1"));
    QVERIFY(!parsed<SuspendersQuery>(R"({"query":"Suspenders"})").pending);
    QCOMPARE(parsed<SuspendersQuery>(R"({"query":"Suspenders","pending":false})").pending,
             std::optional<bool>(false));
    QCOMPARE(parsed<QuarantineQuery>(R"({"query":"Quarantine"})").limit, 1000U);
    QCOMPARE(parsed<QuarantineQuery>(R"({"query":"Quarantine","limit":7})").limit, 7U);

    const auto find = parsed<FindPaymentsQuery>(R"({"query":"FindPayments","text":"E2E"})");
    QCOMPARE(find.text, std::string("E2E"));
    QCOMPARE(find.limit, 50U);

    const auto record =
        parsed<RecordQuery>(R"({"query":"Record","topic":"pc.qa.pmt.fct.cpr.PaymentAdded",)"
                            R"("partition":2,"offset":9000000000})");
    QCOMPARE(record.at.topic, std::string("pc.qa.pmt.fct.cpr.PaymentAdded"));
    QCOMPARE(record.at.partition, 2);
    QCOMPARE(record.at.offset, std::int64_t{9'000'000'000});

    const auto preview =
        parsed<PreviewFixerQuery>(R"({"query":"PreviewFixer","name":"RestoreLimits",)"
                                  R"("paymentId":"PMT-1","parameters":{"windows":"a,b"}})");
    QCOMPARE(preview.fixer, std::string("RestoreLimits"));
    QCOMPARE(preview.parameters.at("windows"), std::string("a,b"));
}

void tst_RequestJson::commandsAreRead()
{
    const auto ask = parsed<AskSuspenderCommand>(
        R"({"command":"AskSuspender","name":"GetTrn","paymentId":"PMT-1","operator":"op-1"})");
    QCOMPARE(ask.suspender, std::string("GetTrn"));
    QCOMPARE(ask.paymentId.value, std::string("PMT-1"));

    const auto send = parsed<SendFixerCommand>(
        R"({"command":"SendFixer","name":"RestoreLimits","paymentId":"PMT-1","parameters":{},)"
        R"("reasonCode":"LIMIT_NOT_RESTORED","comment":"gave it back by hand","operator":"op-1"})");
    QCOMPARE(send.fixer, std::string("RestoreLimits"));
    QCOMPARE(send.paymentId.value, std::string("PMT-1"));
    QVERIFY(send.parameters.empty());
    QCOMPARE(send.reasonCode, std::string("LIMIT_NOT_RESTORED"));
    QCOMPARE(send.comment, std::string("gave it back by hand"));
    QVERIFY(!send.previewSha256);

    QCOMPARE(parsed<ClaimFlagCommand>(R"({"command":"ClaimFlag","flagId":"F-1"})").flagId.value,
             std::string("F-1"));
    QCOMPARE(parsed<ReleaseFlagCommand>(R"({"command":"ReleaseFlag","flagId":"F-1"})").flagId.value,
             std::string("F-1"));
}

void tst_RequestJson::everyNameIsKnown()
{
    for (const char* name :
         {"Fixers", "Catalogue", "Stats", "Overview", "Flags", "Suspenders", "Quarantine"}) {
        const std::string line = std::string(R"({"query":")") + name + "\"}";
        const RequestLine read = parseRequest(line);
        QVERIFY2(read.request, line.c_str());
    }
}

void tst_RequestJson::operatorAndIdAreKept()
{
    const RequestLine line = parseRequest(R"({"id":"a\"1","query":"Stats","operator":"op-7"})");
    QVERIFY(line.request);
    QCOMPARE(line.operatorId, std::optional<OperatorId>(OperatorId("op-7")));
    QCOMPARE(line.idJson, std::string(R"("a\"1")"));
    QCOMPARE(reply(EngineStatus{}, line.idJson).value("id"), QJsonValue("a\"1"));
    QCOMPARE(parseRequest(R"({"id":-12,"query":"Stats"})").idJson, std::string("-12"));
    QVERIFY(parseRequest(R"({"query":"Stats"})").idJson.empty());
    QVERIFY(!parseRequest(R"({"query":"Stats"})").operatorId);
}

void tst_RequestJson::faultsAreNamed_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* line, const char* code, const char* says) {
        QTest::newRow(name) << QByteArray(line) << QByteArray(code) << QByteArray(says);
    };
    row("empty", "", "BAD_JSON", "empty");
    row("no json", "flags please", "BAD_JSON", "not JSON");
    row("cut off", R"({"query":"Flags")", "BAD_JSON", "not JSON");
    row("trailing", R"({"query":"Flags"} {})", "BAD_JSON", "not JSON");
    row("not utf-8", "{\"query\":\"Fl\xff\"}", "BAD_JSON", "UTF-8");
    row("a list", R"(["Flags"])", "BAD_JSON", "not a list");
    row("no name", R"({"open":true})", "MISSING_FIELD", "Suspenders");
    row("two names", R"({"query":"Flags","command":"SendFixer"})", "BAD_FIELD", "not both");
    row("name of a type", R"({"query":7})", "BAD_FIELD",
        "\"query\" must be a string, not a number");
    row("unknown query", R"({"query":"Flgs"})", "UNKNOWN_REQUEST", "there are Flags, Payment");
    row("unknown command", R"({"command":"Post"})", "UNKNOWN_REQUEST",
        "there are AskSuspender, SendFixer, ClaimFlag, ReleaseFlag");
    row("wrong kind", R"({"query":"SendFixer"})", "UNKNOWN_REQUEST", "write it in \"command\"");
    row("other case", R"({"query":"flags"})", "UNKNOWN_REQUEST", "\"flags\"");
    row("unknown field", R"({"query":"Flags","opne":true})", "UNKNOWN_FIELD",
        "no field \"opne\"; it has query, id, open, ruleId, paymentId, operator");
    row("repeated field", R"({"query":"Flags","open":true,"open":false})", "BAD_FIELD",
        "more than once");
    row("repeated name", R"({"query":"Flags","query":"Stats"})", "BAD_FIELD", "more than once");
    row("wrong type", R"({"query":"Flags","open":"yes"})", "BAD_FIELD",
        "\"open\" of Flags must be true or false, not a string");
    row("id with a control character", R"({"query":"Payment","paymentId":"a\nb"})", "BAD_FIELD",
        "\"paymentId\" of Payment must be a string, not one of more than 128 bytes");
    row("null where required", R"({"query":"Payment","paymentId":null})", "BAD_FIELD",
        "\"paymentId\" of Payment must be a string, not null");
    row("missing", R"({"query":"Payment"})", "MISSING_FIELD", "\"paymentId\"");
    row("negative", R"({"query":"Quarantine","limit":-1})", "BAD_FIELD", "not -1");
    row("too large", R"({"query":"Quarantine","limit":4294967296})", "BAD_FIELD", "4294967296");
    row("a fraction", R"({"query":"Quarantine","limit":1.5})", "BAD_FIELD", "whole number");
    row("parameters of a type",
        R"({"command":"SendFixer","name":"X","paymentId":"P","parameters":{"a":1},)"
        R"("reasonCode":"R","comment":"c"})",
        "BAD_FIELD", "object of strings");
    row("no comment", R"({"command":"SendFixer","name":"X","paymentId":"P","reasonCode":"R"})",
        "MISSING_FIELD", "\"comment\"");
    row("id of a type", R"({"query":"Stats","id":{}})", "BAD_FIELD", "\"id\"");
}

void tst_RequestJson::faultsAreNamed()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, code);
    QFETCH(const QByteArray, says);
    const Error error = refused({line.constData(), static_cast<std::size_t>(line.size())});
    QCOMPARE(QByteArray::fromStdString(error.code), code);
    QVERIFY2(QByteArray::fromStdString(error.text).contains(says), error.text.c_str());
}

void tst_RequestJson::longLineIsRefused()
{
    std::string line = R"({"query":"FindPayments","text":")";
    line.append(kRequestLineMax - line.size() - 2, 'x');
    line += "\"}";
    QCOMPARE(line.size(), kRequestLineMax);
    QVERIFY(parseRequest(line).request);
    line.insert(line.size() - 2, "x");
    QCOMPARE(refused(line).code, std::string("LINE_TOO_LONG"));
}

void tst_RequestJson::deepNestingIsRefused()
{
    const std::string deep =
        R"({"query":"Flags","open":)" + std::string(500'000, '[') + std::string(500'000, ']') + "}";
    const Error error = refused(deep);
    QCOMPARE(error.code, std::string("BAD_JSON"));
    QVERIFY2(error.text.find("32 levels") != std::string::npos, error.text.c_str());
}

void tst_RequestJson::idIsKeptWhenTheRequestIsRefused()
{
    const RequestLine line = parseRequest(R"({"query":"Nothing","id":5})");
    QVERIFY(!line.request);
    QCOMPARE(line.idJson, std::string("5"));
}

void tst_RequestJson::errorReplyHasCodeAndText()
{
    const QJsonObject object = reply(Error{"NOT_FOUND", "There is no payment \"x\"."}, "3");
    QCOMPARE(object.value("id"), QJsonValue(3));
    QCOMPARE(object.value("ok"), QJsonValue(false));
    QVERIFY(!object.contains("result"));
    QCOMPARE(object.value("error").toObject().value("code"), QJsonValue("NOT_FOUND"));
    QCOMPARE(object.value("error").toObject().value("text"),
             QJsonValue("There is no payment \"x\"."));
}

void tst_RequestJson::flagsShowIdsTimesAndState()
{
    FlagView open;
    open.id = FlagId("FLG-1");
    open.ruleId = "OT04";
    open.ruleName = "CORE_POSTING_AMBIGUOUS";
    open.severity = Severity::Error;
    open.paymentId = PaymentId("PMT-1");
    open.amount = *Money::parse("125.50", "USD");
    open.raisedAt = *Instant::parse("2026-03-02T15:04:41.050Z");
    open.observed = {{"debitState", "UNKNOWN"}};
    FlagView cleared = open;
    cleared.isOpen = false;
    cleared.clearedAt = *Instant::parse("2026-03-02T15:04:44.400Z");
    cleared.feed = System::Zelle;

    const QJsonObject object = reply(std::vector<FlagView>{open, cleared});
    QCOMPARE(object.value("ok"), QJsonValue(true));
    const QJsonArray flags = object.value("result").toArray();
    QCOMPARE(flags.size(), 2);
    const QJsonObject first = flags.at(0).toObject();
    QCOMPARE(first.value("flagId"), QJsonValue("FLG-1"));
    QCOMPARE(first.value("ruleId"), QJsonValue("OT04"));
    QCOMPARE(first.value("paymentId"), QJsonValue("PMT-1"));
    QCOMPARE(first.value("state"), QJsonValue("open"));
    QCOMPARE(first.value("severity"), QJsonValue("ERROR"));
    QCOMPARE(first.value("raisedAt"), QJsonValue("2026-03-02T15:04:41.050Z"));
    QVERIFY(first.value("clearedAt").isNull());
    QCOMPARE(first.value("amount").toObject().value("amount"), QJsonValue("125.50"));
    QCOMPARE(first.value("amount").toObject().value("currency"), QJsonValue("USD"));
    QCOMPARE(first.value("observed").toObject().value("debitState"), QJsonValue("UNKNOWN"));
    const QJsonObject second = flags.at(1).toObject();
    QCOMPARE(second.value("state"), QJsonValue("cleared"));
    QCOMPARE(second.value("clearedAt"), QJsonValue("2026-03-02T15:04:44.400Z"));
    QCOMPARE(second.value("feed"), QJsonValue("zelle"));
}

void tst_RequestJson::suspendersShowStateAndOddAnswers()
{
    QuestionsView view;
    const std::pair<QuestionState, const char*> states[] = {
        {QuestionState::Decided, "decided"},    {QuestionState::Asked, "asked"},
        {QuestionState::Answered, "answered"},  {QuestionState::AnsweredLate, "answered-late"},
        {QuestionState::TimedOut, "timed-out"}, {QuestionState::GaveUp, "gave-up"}};
    for (const auto& [state, word] : states) {
        QuestionView question;
        question.questionId = RequestId("Q-1");
        question.suspender = "GetTrn";
        question.state = state;
        question.requestAt = {"pc.qa.pmt.cmd.otto.GetTrnRq", 0, 4};
        view.questions.push_back(question);
    }
    OddAnswerView odd;
    odd.kind = OddAnswerKind::Orphan;
    odd.from = System::Wso2;
    view.oddAnswers.push_back(odd);

    const QJsonObject object = reply(view);
    const QJsonArray questions = object.value("result").toArray();
    QCOMPARE(questions.size(), 6);
    for (qsizetype i = 0; i < questions.size(); ++i) {
        QCOMPARE(questions.at(i).toObject().value("state").toString().toUtf8(),
                 QByteArray(states[static_cast<std::size_t>(i)].second));
    }
    const QJsonObject first = questions.at(0).toObject();
    QCOMPARE(first.value("questionId"), QJsonValue("Q-1"));
    QCOMPARE(first.value("name"), QJsonValue("GetTrn"));
    QCOMPARE(first.value("requestAt").toObject().value("offset"), QJsonValue(4));
    QVERIFY(first.value("answerAt").isNull());
    const QJsonObject orphan = object.value("oddAnswers").toArray().at(0).toObject();
    QCOMPARE(orphan.value("state"), QJsonValue("orphan"));
    QCOMPARE(orphan.value("from"), QJsonValue("wso2"));
}

void tst_RequestJson::fixersShowThreeTicks()
{
    FixView fix;
    fix.commandId = CommandId("C-1");
    fix.fixer = "RestoreLimits";
    fix.state = FixState::NotVerified;
    fix.sent = {TickState::Done, Instant{1000}, "broker took it", {"t", 1, 2}};
    fix.answered = {TickState::Refused, {}, "", {}};
    const QJsonObject object = reply(std::vector<FixView>{fix});
    const QJsonObject shown = object.value("result").toArray().at(0).toObject();
    QCOMPARE(shown.value("commandId"), QJsonValue("C-1"));
    QCOMPARE(shown.value("name"), QJsonValue("RestoreLimits"));
    QCOMPARE(shown.value("state"), QJsonValue("not-verified"));
    const QJsonObject sent = shown.value("sent").toObject();
    QCOMPARE(sent.value("state"), QJsonValue("done"));
    QCOMPARE(sent.value("time"), QJsonValue("1970-01-01T00:00:01.000Z"));
    QCOMPARE(sent.value("at").toObject().value("partition"), QJsonValue(1));
    QCOMPARE(shown.value("answered").toObject().value("state"), QJsonValue("refused"));
    QCOMPARE(shown.value("verified").toObject().value("state"), QJsonValue("none"));
}

void tst_RequestJson::quarantineShowsWhereAndWhy()
{
    QuarantineView refusal;
    refusal.at = {"pc.qa.pmt.fct.cpr.PaymentAdded", 3, 12};
    refusal.time = Instant{1000};
    refusal.sizeBytes = 8;
    refusal.reason = "no CloudEvents envelope";
    refusal.head = "rubbish\\x00";
    const QJsonObject shown =
        reply(std::vector<QuarantineView>{refusal}).value("result").toArray().at(0).toObject();
    QCOMPARE(shown.keys(),
             QStringList({"head", "offset", "partition", "reason", "size", "time", "topic"}));
    QCOMPARE(shown.value("topic"), QJsonValue("pc.qa.pmt.fct.cpr.PaymentAdded"));
    QCOMPARE(shown.value("partition"), QJsonValue(3));
    QCOMPARE(shown.value("offset"), QJsonValue(12));
    QCOMPARE(shown.value("time"), QJsonValue("1970-01-01T00:00:01.000Z"));
    QCOMPARE(shown.value("size"), QJsonValue(8));
    QCOMPARE(shown.value("reason"), QJsonValue("no CloudEvents envelope"));
    QCOMPARE(shown.value("head"), QJsonValue("rubbish\\x00"));
}

void tst_RequestJson::paymentShowsTruthByField()
{
    PaymentView payment;
    payment.summary.id = PaymentId("PMT-1");
    payment.summary.status = "DEBIT_PENDING";
    payment.truth.systems = {System::Zelle, System::Wso2};
    TruthRow row;
    row.field = "posting";
    row.disagrees = true;
    TruthCell cell;
    cell.text = "MEMO_POSTED";
    cell.isAnswer = true;
    row.cells = {std::nullopt, cell};
    payment.truth.rows = {row};
    TimelineEntry entry;
    entry.kind = RecordKind::Answer;
    entry.lane = System::Wso2;
    payment.timeline = {entry};
    payment.gaps = {"zelle: version 4 is missing"};

    const QJsonObject shown = reply(payment).value("result").toObject();
    QCOMPARE(shown.value("paymentId"), QJsonValue("PMT-1"));
    QCOMPARE(shown.value("status"), QJsonValue("DEBIT_PENDING"));
    const QJsonObject truth = shown.value("truth").toObject();
    QCOMPARE(truth.value("systems").toArray(), QJsonArray({"zelle", "wso2"}));
    const QJsonObject posting = truth.value("rows").toArray().at(0).toObject();
    QCOMPARE(posting.value("field"), QJsonValue("posting"));
    QCOMPARE(posting.value("disagrees"), QJsonValue(true));
    const QJsonObject cells = posting.value("cells").toObject();
    QVERIFY(cells.value("zelle").isNull());
    QCOMPARE(cells.value("wso2").toObject().value("text"), QJsonValue("MEMO_POSTED"));
    QCOMPARE(cells.value("wso2").toObject().value("answer"), QJsonValue(true));
    QCOMPARE(shown.value("timeline").toArray().at(0).toObject().value("kind"),
             QJsonValue("answer"));
    for (const char* list : {"flags", "questions", "oddAnswers", "fixes", "gaps"})
        QVERIFY2(shown.value(QLatin1String(list)).isArray(), list);
}

void tst_RequestJson::recordBytesSurvive()
{
    RecordView record;
    record.at = {"t", 0, 1};
    record.value = "{\"a\":\"\xC3\xA9\"}";
    record.headers = {{"ce_id", "1"}, {"ce_id", "2"}};
    QJsonObject shown = reply(record).value("result").toObject();
    QCOMPARE(shown.value("value").toString().toUtf8(), QByteArray("{\"a\":\"\xC3\xA9\"}"));
    QCOMPARE(shown.value("headers").toArray().size(), 2);
    const QJsonObject second = shown.value("headers").toArray().at(1).toObject();
    QCOMPARE(second.value("name"), QJsonValue("ce_id"));
    QCOMPARE(second.value("value"), QJsonValue("2"));
    QVERIFY(shown.value("key").isNull());

    for (const int length : {1, 2, 3, 4}) {
        const QByteArray bytes = QByteArray("\xFF\x00\x80\x7F", 4).left(length);
        record.value = bytes.toStdString();
        shown = reply(record).value("result").toObject();
        QVERIFY(!shown.contains("value"));
        QCOMPARE(QByteArray::fromBase64(shown.value("valueBase64").toString().toLatin1()), bytes);
        QCOMPARE(shown.value("size"), QJsonValue(length));
    }
    record.isTombstone = true;
    shown = reply(record).value("result").toObject();
    QVERIFY(!shown.contains("value") && !shown.contains("valueBase64"));
}

void tst_RequestJson::hostileTextStaysHarmless()
{
    PaymentView payment;
    // A terminal escape, a right-to-left override, a line separator, C1 and undecodable bytes.
    payment.channel = "\x1B[2J\xE2\x80\xAE\xE2\x80\xA8\xC2\x9B\xFF\xC0\xAF\xED\xA0\x80";
    const std::string text = responseJson(payment);
    for (const char* raw : {"\x1B", "\xE2\x80\xAE", "\xE2\x80\xA8", "\xC2\x9B", "\xFF", "\xC0"})
        QVERIFY2(text.find(raw) == std::string::npos, raw);
    const QString shown = reply(payment).value("result").toObject().value("channel").toString();
    QVERIFY(shown.startsWith(u"\x1B[2J\u202E\u2028\u009B\uFFFD"));
}

void tst_RequestJson::summaryCounts()
{
    EngineStatus status;
    status.facts = 1;
    status.duplicates = 2;
    status.quarantined = 3;
    status.flagsRaised = 4;
    status.flagsCleared = 5;
    status.questionsAsked = 6;
    status.answered = 7;
    status.fixersSent = 8;
    status.verified = 9;
    QCOMPARE(QByteArray::fromStdString(summaryJson(status)),
             QByteArray(R"({"facts":1,"duplicates":2,"quarantined":3,"flagsRaised":4,)"
                        R"("flagsCleared":5,"questionsAsked":6,"answered":7,"fixersSent":8,)"
                        R"("verified":9})"));
}

QTEST_APPLESS_MAIN(tst_RequestJson)
#include "tst_RequestJson.moc"
