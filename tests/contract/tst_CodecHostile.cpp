// SPDX-License-Identifier: Apache-2.0
#include "core/contract/Codec.h"
#include "tests/contract/ContractExamples.h"

#include <QtTest>

using namespace otto;

class tst_CodecHostile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void transportFaultsAreNamed_data();
    void transportFaultsAreNamed();
    void attributeFaultsAreNamed_data();
    void attributeFaultsAreNamed();
    void bodyFaultsAreNamed_data();
    void bodyFaultsAreNamed();
    void structuredFaultsAreNamed_data();
    void structuredFaultsAreNamed();
    void answerOfAnyRegisteredSystemIsTaken();
    void sizeLimitIsExact();
    void nestingLimitIsExact();
    void tenMegabytesAreRefusedQuickly();
    void thousandsOfUnknownFieldsAreHarmless();
    void thousandsOfAttributesAreHarmless();

private:
    std::string reasonFor(const Record& record);

    Decoder m_decoder{"qa"};
};

namespace {

const std::string kPayment = "01-PaymentAdded.json";
const std::string kQuestion = "09-GetTrnRq.json";
const std::string kAnswer = "10-GetTrnRs.found.json";
const std::string kCommand = "13-UpdatePaymentStatus.json";
const std::string kFlag = "07-PaymentFlagged.json";
const std::string kBeat = "16-HeartbeatEmitted.json";
const std::string kTick = "journal/02-Tick.json";

std::string nested(std::size_t levels, const std::string& innermost)
{
    std::string out;
    for (std::size_t i = 0; i < levels; ++i) {
        out += "{\"a\":";
    }
    return out + innermost + std::string(levels, '}');
}

}  // namespace

std::string tst_CodecHostile::reasonFor(const Record& record)
{
    const auto message = m_decoder.decode(record);
    return message ? "(decoded)" : message.error().text;
}

void tst_CodecHostile::transportFaultsAreNamed_data()
{
    QTest::addColumn<Record>("record");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const char* name, const Record& record, const std::string& reason) {
        QTest::newRow(name) << record << reason;
    };
    Record record = binaryExample(kPayment);
    record.topic = "orders";
    row("topic", record, "topic \"orders\": expected product.env.domain.class.system.Name[.vN]");
    record.topic = "pc.dev.pmt.fct.cpr.PaymentAdded";
    row("environment", record, "record of environment dev on a console of qa");
    record = binaryExample(kPayment);
    record.headers.clear();
    row("no headers", record, "no CloudEvents envelope");
    record.headers = {{"content-type", "application/json"}, {"CE_id", "x"}, {"Ce_type", "y"}};
    row("other headers", record, "no CloudEvents envelope");
    record = binaryExample(kPayment);
    setHeader(record, "content-type", "text/xml");
    row("binary content", record, "content-type \"text/xml\" is not application/json");
    setHeader(record, "content-type", "Application/CloudEvents-Batch+JSON");
    row("batch content", record,
        "content-type \"Application/CloudEvents-Batch+JSON\" is not application/cloudevents+json");
    record = binaryExample(kPayment);
    record.value.reset();
    row("tombstone", record, "the record has no value");
    record.value = "";
    row("empty value", record, "value is empty");
    record.value = "{\"a\":\"\xFF\"}";
    row("utf-8", record, "value is not valid UTF-8");
    record.value = "{\"a\":\"\xED\xA0\x80\"}";
    row("utf-8 surrogate", record, "value is not valid UTF-8");
    record.value = "not json";
    row("json", record, "value is not valid JSON");
    record.value = "{\"a\":1e400}";
    row("number", record, "value is not valid JSON: a number is malformed or out of range");
    record.value = "{\"a\":\"\\ud800\"}";
    row("lone surrogate", record, "value is not valid JSON: a string is malformed");
    record.value = "{\"a\":\"x";
    row("unclosed", record, "value is not valid JSON: a string is not closed");
    record.value = nested(33, "1");
    row("nesting", record, "value is nested deeper than 32 levels");
    record.value = std::string(33, '[') + std::string(33, ']');
    row("empty nesting", record, "value is nested deeper than 32 levels");
}

void tst_CodecHostile::transportFaultsAreNamed()
{
    QFETCH(Record, record);
    QFETCH(std::string, reason);
    QCOMPARE(reasonFor(record), reason);
}

void tst_CodecHostile::attributeFaultsAreNamed_data()
{
    QTest::addColumn<std::string>("example");
    QTest::addColumn<std::string>("attribute");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const std::string& example, const std::string& attribute,
                        const std::string& value, const std::string& reason) {
        QTest::addRow("%s %s %s", example.c_str(), attribute.c_str(), value.substr(0, 30).c_str())
            << example << attribute << value << "attribute " + attribute + " " + reason;
    };
    const std::string gone = "(gone)";
    for (const char* name :
         {"specversion", "id", "source", "type", "time", "subject", "correlationid"}) {
        for (const std::string& example : {kPayment, kQuestion, kAnswer, kCommand, kTick}) {
            row(example, name, gone, "is missing");
        }
    }
    for (const std::string& example : {kPayment, kFlag, kBeat}) {
        row(example, "sequence", gone, "is missing");
    }
    row(kPayment, "entityversion", gone, "is missing");
    for (const char* name : {"expirytime", "replytopic", "authtype", "authid"}) {
        row(kQuestion, name, gone, "is missing");
        row(kCommand, name, gone, "is missing");
    }
    row(kPayment, "specversion", "0.3", "\"0.3\" is not 1.0");
    for (const char* name : {"id", "subject", "correlationid", "causationid", "partitionkey"}) {
        row(kPayment, name, "", "is empty");
        row(kPayment, name, std::string(129, 'x'), "is longer than 128 bytes");
        row(kPayment, name, "a\tb", "contains a control character");
        row(kPayment, name, "a\xC2\x80", "contains a control character");
        row(kPayment, name, "a\x7F", "contains a control character");
    }
    row(kPayment, "source", "/pc/dev/cpr",
        "\"/pc/dev/cpr\" is not /pc/qa/ and a system of the registry");
    row(kPayment, "source", "/pc/qa/sap",
        "\"/pc/qa/sap\" is not /pc/qa/ and a system of the registry");
    row(kPayment, "source", "/pc/qa/zelle",
        "\"/pc/qa/zelle\" contradicts the topic, which belongs to cpr");
    row(kQuestion, "source", "/pc/qa/wso2",
        "\"/pc/qa/wso2\" contradicts the topic, which belongs to otto");
    row(kCommand, "source", "/pc/qa/zelle",
        "\"/pc/qa/zelle\" contradicts the topic, which belongs to otto");
    row(kTick, "source", "/pc/qa/cpr",
        "\"/pc/qa/cpr\" contradicts the topic, which belongs to otto");
    row(kPayment, "type", "pc.pmt.PaymentFailed.v1",
        "\"pc.pmt.PaymentFailed.v1\" contradicts the topic, which holds pc.pmt.PaymentAdded.v1");
    row(kPayment, "type", "pc.pmt.PaymentAdded.v2",
        "\"pc.pmt.PaymentAdded.v2\" contradicts the topic, which holds pc.pmt.PaymentAdded.v1");
    for (const char* type : {"pc.pmt.Tick", "pc.pmt.tick.v1", "pc.pmt..v1", "pc.pmt.Tick.v0",
                             "pc.pmt.Tick.v01", "pc.pmt.Ti_ck.v1", "pc.crd.Tick.v1"}) {
        row(kTick, "type", type, "\"" + std::string(type) + "\" is not pc.pmt.<Kind>.v<n>");
    }
    const std::string time = " is not an RFC 3339 time in UTC such as 2026-03-02T15:04:05.120Z";
    row(kPayment, "time", "2026-03-02 15:04:05Z", "\"2026-03-02 15:04:05Z\"" + time);
    row(kPayment, "time", "2026-03-02T15:04:05+00:00", "\"2026-03-02T15:04:05+00:00\"" + time);
    row(kPayment, "recordedtime", "now", "\"now\"" + time);
    row(kQuestion, "expirytime", "", "\"\"" + time);
    row(kPayment, "sequence", "4x", "\"4x\" is not a number of at most 20 digits");
    row(kPayment, "sequence", "-4", "\"-4\" is not a number of at most 20 digits");
    row(kPayment, "sequence", "", "\"\" is not a number of at most 20 digits");
    row(kPayment, "sequence", "18446744073709551616",
        "\"18446744073709551616\" is not a number of at most 20 digits");
    row(kPayment, "sequence", std::string(21, '0'),
        "\"" + std::string(21, '0') + "\" is not a number of at most 20 digits");
    for (const char* version : {"0", "-1", "1.0", "4294967296", "", "+1", " 1"}) {
        row(kPayment, "entityversion", version,
            "\"" + std::string(version) + "\" is not an integer from 1 to 4294967295");
    }
    row(kPayment, "dataschema", "urn:pc:pmt:PaymentFailed:1",
        "\"urn:pc:pmt:PaymentFailed:1\" is not urn:pc:pmt:PaymentAdded:1");
    row(kPayment, "dataschema", "urn:pc:pmt:PaymentAdded:2",
        "\"urn:pc:pmt:PaymentAdded:2\" is not urn:pc:pmt:PaymentAdded:1");
    for (const char* trace :
         {"", "00-0-0-01", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
          "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
          "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-"}) {
        row(kPayment, "traceparent", trace,
            "\"" + std::string(trace) + "\" is not a W3C trace context");
    }
    for (const char* topic : {"pc.dev.pmt.cmd.otto.GetTrnRs", "pc.qa.pmt.fct.otto.GetTrn", "x"}) {
        row(kQuestion, "replytopic", topic,
            "\"" + std::string(topic) + "\" is not a topic pc.qa.pmt.cmd.<system>.<Name>");
    }
    row(kQuestion, "authid", "", "is empty");
    row(kQuestion, "authtype", std::string(129, 'x'), "is longer than 128 bytes");
    for (const char* number : {"0", "25", "x", ""}) {
        row(kFlag, "severitynumber", number,
            "\"" + std::string(number) + "\" is not an integer from 1 to 24");
    }
}

void tst_CodecHostile::attributeFaultsAreNamed()
{
    QFETCH(std::string, example);
    QFETCH(std::string, attribute);
    QFETCH(std::string, value);
    QFETCH(std::string, reason);
    Record record = binaryExample(example);
    if (value == "(gone)") {
        removeHeader(record, "ce_" + attribute);
    } else {
        setHeader(record, "ce_" + attribute, value);
    }
    QCOMPARE(reasonFor(record), reason);
}

void tst_CodecHostile::bodyFaultsAreNamed_data()
{
    QTest::addColumn<std::string>("example");
    QTest::addColumn<std::string>("from");
    QTest::addColumn<std::string>("to");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const std::string& example, const std::string& from, const std::string& to,
                        const std::string& reason) {
        QTest::addRow("%s", reason.substr(0, 90).c_str()) << example << from << to << reason;
    };
    const std::string amount = R"("amount":{"amount":"125.50","currency":"USD"})";
    row(kPayment, R"("rail":"ZELLE",)", "", "field data.rail is missing");
    row(kPayment, R"("rail":"ZELLE")", R"("rail":null)", "field data.rail is null but required");
    row(kPayment, R"("rail":"ZELLE")", R"("rail":7)", "field data.rail is not a string");
    row(kPayment, R"("rail":"ZELLE")", R"("rail":"ZELLE","rail":"ACH")",
        "field data.rail appears twice");
    row(kPayment, R"("rail":"ZELLE")", R"("rail":"ZELLE","\u0072ail":"ACH")",
        "field data.rail appears twice");
    row(kPayment, amount, R"("amount":"125.50")", "field data.amount is not an object");
    row(kPayment, amount, R"("amount":{"amount":125.50,"currency":"USD"})",
        "field data.amount.amount is not a string");
    row(kPayment, amount, R"("amount":{"amount":"125.50"})",
        "field data.amount.currency is missing");
    row(kPayment, amount, R"("amount":{"amount":"125.50","currency":"USD","amount":"1.00"})",
        "field data.amount.amount appears twice");
    row(kPayment, amount, R"("amount":{"amount":"125.50","currency":"XXX"})",
        "field data.amount.currency is wrong: currency \"XXX\" is not a known ISO 4217 code");
    row(kPayment, amount, R"("amount":{"amount":"125.5","currency":"USD"})",
        "field data.amount.amount is wrong: amount \"125.5\" does not have exactly the 2 decimals "
        "of USD");
    row(kPayment, amount, R"("amount":{"amount":"1","currency":"USD\u202e\u0000"})",
        "field data.amount.currency is wrong: currency \"USD\\u{202e}\\u{0000}\" is not a known "
        "ISO 4217 code");
    row(kPayment, R"("businessDate":"2026-03-02")", R"("businessDate":"2026-02-29")",
        "field data.businessDate \"2026-02-29\" is not a calendar day such as 2026-03-02");
    row(kPayment, R"("masked":"******4821",)", "", "field data.debtorAccount.masked is missing");
    row(kPayment, R"("paymentId":"PMT-019546a2")", R"("paymentId":"PMT-2")",
        "field data.paymentId \"PMT-2\" is not the subject \"PMT-019546a2\"");
    row(kPayment, R"("paymentId":"PMT-019546a2")", R"("paymentId":"")",
        "field data.paymentId is empty");
    row(kPayment, R"("paymentId":"PMT-019546a2")", R"("paymentId":"\u0007")",
        "field data.paymentId contains a control character");
    row("04-LimitsUpdated.json", R"("currency":"USD"}},{)", R"("currency":7}},{)",
        "field data.limits[0].cap.currency is not a string");
    row("04-LimitsUpdated.json", R"("window":"ROLLING_30D",)", "",
        "field data.limits[1].window is missing");
    row("04-LimitsUpdated.json", R"("limits":[)", R"("limits":[null,)",
        "field data.limits[0] is not an object");
    row("11-GetTrnRs.not-found.json", R"("transactions":[])", R"("transactions":{})",
        "field data.transactions is not an array");
    row("11-GetTrnRs.not-found.json", "30000", "30000.0",
        "field data.retryAfterMs is not a 64-bit integer");
    row("11-GetTrnRs.not-found.json", "30000", "9223372036854775808",
        "field data.retryAfterMs is not a 64-bit integer");
    row("11-GetTrnRs.not-found.json", R"("conclusive":false)", R"("conclusive":"false")",
        "field data.conclusive is not true or false");
    row("11-GetTrnRs.not-found.json", "2026-03-02T15:04:44.300Z", "yesterday",
        "field data.asOf \"yesterday\" is not an RFC 3339 time in UTC such as "
        "2026-03-02T15:04:05.120Z");
    row(kQuestion, R"("attempt":1)", R"("attempt":4294967296)",
        "field data.attempt is not an integer from 0 to 4294967295");
    row(kQuestion, R"("attempt":1)", R"("attempt":-1)",
        "field data.attempt is not an integer from 0 to 4294967295");
    row(kQuestion, R"("requestId":"019546a2-0009-7000-8000-000000000009")",
        R"("requestId":"other")",
        "field data.requestId \"other\" is not the id \"019546a2-0009-7000-8000-000000000009\"");
    row(kCommand, R"("commandId":"019546a2-0013-7000-8000-000000000013")", R"("commandId":"other")",
        "field data.commandId \"other\" is not the id \"019546a2-0013-7000-8000-000000000013\"");
    row(kBeat, "88131", "18446744073709551616",
        "value is not valid JSON: a number is malformed or out of range");
    row(kFlag, R"("debitState":"UNKNOWN")", R"("debitState":1)",
        "field data.observed holds \"debitState\", which is not a string");
    row(kFlag, R"("debitState":"UNKNOWN")", R"("debitState":"UNKNOWN","failedStage":"")",
        "field data.observed holds \"failedStage\" twice");
    row("journal/03-FlagRaised.json", R"("paymentId":"PMT-019546a2")", R"("paymentId":"PMT-2")",
        "field data.paymentId \"PMT-2\" is not the subject \"PMT-019546a2\"");
    row(kTick, R"("epoch":7)", R"("epoch":true)",
        "field data.writer.epoch is not an integer from 0 to 18446744073709551615");
    row(kTick, "{", "[{", "value is not valid JSON");
}

void tst_CodecHostile::bodyFaultsAreNamed()
{
    QFETCH(std::string, example);
    QFETCH(std::string, from);
    QFETCH(std::string, to);
    QFETCH(std::string, reason);
    Record record = binaryExample(example);
    replaceInValue(record, from, to);
    QCOMPARE(reasonFor(record), reason);
}

void tst_CodecHostile::structuredFaultsAreNamed_data()
{
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const char* name, const std::string& from, const std::string& to,
                        const std::string& reason) {
        Record record = structuredExample(kFlag);
        replaceInValue(record, from, to);
        QTest::newRow(name) << *record.value << reason;
    };
    QTest::newRow("array") << std::string("[]")
                           << std::string("a structured event is a JSON object, this value is not");
    QTest::newRow("empty object") << std::string("{}")
                                  << std::string("attribute specversion is missing");
    row("id twice", R"("source")", R"("id":"x","source")", "attribute id appears twice");
    row("id twice, null", R"("id": "019546a2)", R"("id": null, "id": "019546a2)",
        "attribute id appears twice");
    row("data twice", R"("source")", R"("data":{},"source")", "field data appears twice");
    row("data gone", R"("data": {)", R"("Data": {)", "field data is missing");
    row("data null", R"("data": {)", R"("data": null, "Data": {)", "field data is not an object");
    row("data base64", R"("source")", R"("data_base64":"","source")",
        "attribute data_base64 is not supported, data holds JSON");
    row("subject number", R"("subject": "PMT-019546a2")", R"("subject": 1)",
        "attribute subject is not a string");
    row("sequence number", R"("sequence": "00000000000000000412")", R"("sequence": 412)",
        "attribute sequence is not a string");
    row("severity text", R"("severitynumber": 17)", R"("severitynumber": "17")",
        "attribute severitynumber is not an integer");
    row("severity fraction", R"("severitynumber": 17)", R"("severitynumber": 17.0)",
        "attribute severitynumber is not an integer");
    row("severity range", R"("severitynumber": 17)", R"("severitynumber": 99)",
        "attribute severitynumber \"99\" is not an integer from 1 to 24");
    row("content", R"("datacontenttype": "application/json")", R"("datacontenttype": "text/xml")",
        "attribute datacontenttype is not application/json");
    row("null is absent", R"("time": "2026-03-02T15:04:41.050Z")", R"("time": null)",
        "attribute time is missing");
}

void tst_CodecHostile::structuredFaultsAreNamed()
{
    QFETCH(std::string, value);
    QFETCH(std::string, reason);
    Record record = structuredExample(kFlag);
    record.value = value;
    QCOMPARE(reasonFor(record), reason);
}

void tst_CodecHostile::answerOfAnyRegisteredSystemIsTaken()
{
    Record record = binaryExample(kAnswer);
    for (const std::string_view system : WireNames<System>::names) {
        setHeader(record, "ce_source", "/pc/qa/" + std::string(system));
        QCOMPARE(reasonFor(record), std::string("(decoded)"));
    }
    setHeader(record, "ce_source", "/pc/qa/nobody");
    QCOMPARE(reasonFor(record),
             std::string("attribute source \"/pc/qa/nobody\" is not /pc/qa/ and a system of the "
                         "registry"));
}

void tst_CodecHostile::sizeLimitIsExact()
{
    Record record = binaryExample(kPayment);
    std::size_t size = record.key->size() + record.value->size();
    for (const Header& header : record.headers) {
        size += header.name.size() + header.value.size();
    }
    record.value->append((std::size_t{1} << 20U) - size, ' ');
    QCOMPARE(reasonFor(record), std::string("(decoded)"));
    record.value->push_back(' ');
    QCOMPARE(reasonFor(record),
             std::string("a record of 1048577 bytes is over the limit of 1 MiB"));
}

void tst_CodecHostile::nestingLimitIsExact()
{
    Record record = binaryExample(kPayment);
    const std::string open = record.value->substr(0, record.value->size() - 1) + ",\"more\":";
    record.value = open + nested(31, "1") + "}";
    QCOMPARE(reasonFor(record), std::string("(decoded)"));
    record.value = open + nested(30, "{}") + "}";
    QCOMPARE(reasonFor(record), std::string("(decoded)"));
    record.value = open + nested(32, "1") + "}";
    QCOMPARE(reasonFor(record), std::string("value is nested deeper than 32 levels"));
    record.value = open + nested(31, "[]") + "}";
    QCOMPARE(reasonFor(record), std::string("value is nested deeper than 32 levels"));
    record.value = open + "\"" + std::string(40, '[') + "\\\"" + std::string(40, '{') + "\"}";
    QCOMPARE(reasonFor(record), std::string("(decoded)"));
}

void tst_CodecHostile::tenMegabytesAreRefusedQuickly()
{
    Record record = binaryExample(kPayment);
    record.value = std::string(std::size_t{10} << 20U, '[');
    QElapsedTimer timer;
    timer.start();
    QVERIFY(QString::fromStdString(reasonFor(record))
                .endsWith(QStringLiteral("bytes is over the limit of 1 MiB")));
    QVERIFY(timer.elapsed() < 1000);
}

void tst_CodecHostile::thousandsOfUnknownFieldsAreHarmless()
{
    Record record = binaryExample(kPayment);
    std::string fields = "{";
    for (int i = 0; i < 80000; ++i) {
        fields += "\"" + std::to_string(i) + "\":0,";
    }
    replaceInValue(record, "{", fields);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(reasonFor(record), std::string("(decoded)"));
    QVERIFY2(timer.elapsed() < 5000, "cost must not grow with the square of the fields");
}

void tst_CodecHostile::thousandsOfAttributesAreHarmless()
{
    Record record = binaryExample(kPayment);
    for (int i = 0; i < 60000; ++i) {
        record.headers.push_back({"ce_" + std::to_string(i), "v"});
    }
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(reasonFor(record), std::string("(decoded)"));
    QVERIFY2(timer.elapsed() < 5000, "cost must not grow with the square of the attributes");
}

QTEST_APPLESS_MAIN(tst_CodecHostile)
#include "tst_CodecHostile.moc"
