// SPDX-License-Identifier: Apache-2.0
#include "core/contract/TopicName.h"

#include <QtTest>

using namespace otto;

class tst_TopicName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void validNamesParseAndBuildTheSameText_data();
    void validNamesParseAndBuildTheSameText();
    void invalidNamesAreRefusedWithTheReason_data();
    void invalidNamesAreRefusedWithTheReason();
    void partsAreReadFromTheirSegments();
    void explicitVersionOneIsTheSameTopic();
    void hostileTextIsEscapedAndCutInTheReason();
    void lengthLimitIsKafkas();
    void builtTopicsParse();
    void registryKnowsFiveEnvironments();
};

void tst_TopicName::validNamesParseAndBuildTheSameText_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char* text :
         {"pc.qa.pmt.fct.cpr.PaymentAdded", "pc.qa.pmt.cmd.otto.GetTrnRq",
          "pc.qa.pmt.cmd.otto.GetTrnRs", "pc.prod.pmt.cmd.otto.UpdatePaymentStatus",
          "pc.prod.pmt.cmd.otto.PaymentStatusUpdated", "pc.qa.pmt.fct.otto.PaymentFlagged",
          "pc.qa.pmt.cdc.otto.PaymentView", "pc.qa.pmt.fct.zelle.PaymentFailed.v2",
          "pc.dev.pmt.sys.otto.Journal", "pc.stg.pmt.fct.recon.X",
          "pc.uat.pmt.fct.limits.Limits2Updated", "pc.qa.pmt.fct.wso2.TrnAdded.v999999999"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void tst_TopicName::validNamesParseAndBuildTheSameText()
{
    QFETCH(QByteArray, text);
    const auto topic = TopicName::parse(text.toStdString());
    QVERIFY2(topic.has_value(), topic ? "" : topic.error().text.c_str());
    QCOMPARE(QByteArray::fromStdString(topic->text()), text);
    QVERIFY(*TopicName::parse(topic->text()) == *topic);
}

void tst_TopicName::invalidNamesAreRefusedWithTheReason_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("reason");
    const auto row = [](const char* text, const char* reason) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(reason);
    };
    const char* shape = "expected product.env.domain.class.system.Name[.vN]";
    const char* systems =
        "system \"payment_repo\" is not one of cpr, wso2, recon, zelle, limits, core, otto";
    row("pc.qa.pmt.fct.PaymentRepo.Zelle.PaymentFailed",
        "system \"PaymentRepo\" is not one of cpr, wso2, recon, zelle, limits, core, otto");
    row("pc.qa.pmt.evt.cpr.PaymentAdded", "class \"evt\" is not one of fct, cmd, cdc, sys");
    row("pc.qa.pmt.fct.payment_repo.PaymentFailed", systems);
    row("pc.qa.pmt.fct.cpr.paymentAdded",
        "name \"paymentAdded\" is not UpperCamel letters and digits");
    row("pc.qa.pmt.fct.cpr.GetTrnRq", "name \"GetTrnRq\" may end in Rq or Rs only in class cmd");
    row("pc.qa.pmt.cdc.otto.GetTrnRs", "name \"GetTrnRs\" may end in Rq or Rs only in class cmd");
    row("pc.qa.pmt.sys.otto.JournalRs", "name \"JournalRs\" may end in Rq or Rs only in class cmd");
    row("PC.qa.pmt.fct.cpr.PaymentAdded", "product \"PC\" is not pc");
    row("pc..pmt.fct.cpr.X", "environment \"\" is not one of dev, qa, stg, uat, prod");
    row("pc.test.pmt.fct.cpr.X", "environment \"test\" is not one of dev, qa, stg, uat, prod");
    row("pc.qa.crd.fct.cpr.X", "domain \"crd\" is not pmt");
    row("pc.qa.pmt.fct.cpr.Payment_Added",
        "name \"Payment_Added\" is not UpperCamel letters and digits");
    row("pc.qa.pmt.fct.cpr.Payment-Added",
        "name \"Payment-Added\" is not UpperCamel letters and digits");
    row("pc.qa.pmt.fct.cpr.", "name \"\" is not UpperCamel letters and digits");
    row("pc.qa.pmt.fct.cpr", shape);
    row("", shape);
    row("__consumer_offsets", shape);
    row("pc.qa.pmt.fct.cpr.X.v1.v2", shape);
    row("pc.qa.pmt.fct.cpr.X.v0", "version \"v0\" is not v and a number from 1 to 999999999");
    row("pc.qa.pmt.fct.cpr.X.v01", "version \"v01\" is not v and a number from 1 to 999999999");
    row("pc.qa.pmt.fct.cpr.X.2", "version \"2\" is not v and a number from 1 to 999999999");
    row("pc.qa.pmt.fct.cpr.X.v", "version \"v\" is not v and a number from 1 to 999999999");
    row("pc.qa.pmt.fct.cpr.X.v2x", "version \"v2x\" is not v and a number from 1 to 999999999");
    row("pc.qa.pmt.fct.cpr.X.v4294967297",
        "version \"v4294967297\" is not v and a number from 1 to 999999999");
}

void tst_TopicName::invalidNamesAreRefusedWithTheReason()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, reason);
    const auto topic = TopicName::parse(text.toStdString());
    QVERIFY(!topic.has_value());
    QCOMPARE(topic.error().code, std::string("BAD_TOPIC"));
    QCOMPARE(QByteArray::fromStdString(topic.error().text), "topic \"" + text + "\": " + reason);
}

void tst_TopicName::partsAreReadFromTheirSegments()
{
    const auto topic = TopicName::parse("pc.uat.pmt.cdc.recon.ReconItem.v3");
    QVERIFY(topic.has_value());
    QCOMPARE(topic->product, std::string("pc"));
    QCOMPARE(topic->env, std::string("uat"));
    QCOMPARE(topic->domain, std::string("pmt"));
    QVERIFY(topic->topicClass == TopicClass::Change);
    QVERIFY(topic->system == System::Recon);
    QCOMPARE(topic->name, std::string("ReconItem"));
    QCOMPARE(topic->version, 3U);
}

void tst_TopicName::explicitVersionOneIsTheSameTopic()
{
    QVERIFY(*TopicName::parse("pc.qa.pmt.fct.cpr.X.v1")
            == *TopicName::parse("pc.qa.pmt.fct.cpr.X"));
}

void tst_TopicName::hostileTextIsEscapedAndCutInTheReason()
{
    using namespace std::string_literals;
    const auto topic =
        TopicName::parse("pc.qa.pmt.fct.cpr.\xE2\x80\xAE<b>\0\xFF"s + std::string(100, 'a'));
    QVERIFY(!topic.has_value());
    QCOMPARE(topic.error().text,
             "topic \"pc.qa.pmt.fct.cpr.\\u{202e}<b>\\u{0000}\\xff" + std::string(19, 'a')
                 + "...\": name \"\\u{202e}<b>\\u{0000}\\xff" + std::string(37, 'a')
                 + "...\" is not UpperCamel letters and digits");
}

void tst_TopicName::lengthLimitIsKafkas()
{
    const std::string prefix = "pc.qa.pmt.fct.cpr.";
    QVERIFY(TopicName::parse(prefix + std::string(249 - prefix.size(), 'A')).has_value());
    const auto topic = TopicName::parse(prefix + std::string(250 - prefix.size(), 'A'));
    QVERIFY(!topic.has_value());
    QVERIFY(QString::fromStdString(topic.error().text)
                .endsWith(QStringLiteral("the name is longer than 249 characters")));
}

void tst_TopicName::builtTopicsParse()
{
    QCOMPARE(factTopic("qa", System::Zelle, "PaymentFailed"),
             std::string("pc.qa.pmt.fct.zelle.PaymentFailed"));
    QCOMPARE(commandTopic("prod", "GetTrnRq"), std::string("pc.prod.pmt.cmd.otto.GetTrnRq"));
    QCOMPARE(journalTopic("dev"), std::string("pc.dev.pmt.sys.otto.Journal"));
    for (const std::string& text : {factTopic("qa", System::Zelle, "PaymentFailed"),
                                    commandTopic("prod", "GetTrnRq"), journalTopic("dev")}) {
        QVERIFY(TopicName::parse(text).has_value());
    }
}

void tst_TopicName::registryKnowsFiveEnvironments()
{
    for (const char* env : {"dev", "qa", "stg", "uat", "prod"}) {
        QVERIFY(isKnownEnv(env));
    }
    QVERIFY(!isKnownEnv("QA"));
    QVERIFY(!isKnownEnv(""));
}

QTEST_APPLESS_MAIN(tst_TopicName)
#include "tst_TopicName.moc"
