// SPDX-License-Identifier: Apache-2.0
#include "core/bus/kafka/KafkaBus.h"
#include "core/bus/kafka/KafkaConfig.h"

#include <QTest>

namespace otto::test {

namespace {

KafkaConfig configWith(std::map<std::string, std::string> properties)
{
    KafkaConfig config;
    config.brokers = "127.0.0.1:9092";
    config.properties = std::move(properties);
    return config;
}

}  // namespace

class tst_KafkaConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void brokersAreAddresses_data();
    void brokersAreAddresses();
    void badBrokersAreNamed_data();
    void badBrokersAreNamed();
    void profileMaySetSecurityAndTuning();
    void unknownPropertyIsNamed();
    void badValueIsNamedWithItsProperty();
    void secretsAreNotRepeated();
    void promisesOfTheBusCannotBeChanged_data();
    void promisesOfTheBusCannotBeChanged();
    void missingCertificateIsToldAtOnce();
    void contradictingPropertiesAreToldAtOnce();
};

void tst_KafkaConfig::brokersAreAddresses_data()
{
    QTest::addColumn<std::string>("brokers");
    QTest::newRow("one") << std::string("kafka-1:9092");
    QTest::newRow("several") << std::string("kafka-1:9092,10.0.0.7:9093,kafka-3");
    QTest::newRow("IPv6") << std::string("[::1]:9092,[2001:db8::7]");
    QTest::newRow("scheme") << std::string("SASL_SSL://kafka-1.bank.example:9094");
}

void tst_KafkaConfig::brokersAreAddresses()
{
    QFETCH(std::string, brokers);
    KafkaConfig config;
    config.brokers = brokers;
    const Status good = config.validate();
    QVERIFY2(good.has_value(), good ? "" : good.error().text.c_str());
}

void tst_KafkaConfig::badBrokersAreNamed_data()
{
    QTest::addColumn<std::string>("brokers");
    QTest::addColumn<std::string>("text");
    const std::string expected = "; expected host:port, comma separated";
    QTest::newRow("none") << std::string() << std::string("no broker is given") + expected;
    QTest::newRow("empty entry") << std::string("a:1,,b:2")
                                 << std::string("broker \"\" has no host name") + expected;
    QTest::newRow("no host") << std::string(":9092")
                             << std::string("broker \":9092\" has no host name") + expected;
    QTest::newRow("letters") << std::string("kafka:port")
                             << std::string("broker \"kafka:port\" has no port between 1 and 65535")
                                    + expected;
    QTest::newRow("too big") << std::string("ok:1,kafka:65536")
                             << std::string(
                                    "broker \"kafka:65536\" has no port between 1 and 65535")
                                    + expected;
    QTest::newRow("zero") << std::string(
        "kafka:0") << std::string("broker \"kafka:0\" has no port between 1 and 65535") + expected;
    QTest::newRow("blank") << std::string("a:1, b:2")
                           << std::string("broker \" b:2\" is not an address") + expected;
}

void tst_KafkaConfig::badBrokersAreNamed()
{
    QFETCH(std::string, brokers);
    QFETCH(std::string, text);
    KafkaConfig config;
    config.brokers = brokers;
    const Status bad = config.validate();
    QVERIFY(!bad.has_value());
    QCOMPARE(bad.error().code, std::string("KAFKA_BROKERS"));
    QCOMPARE(bad.error().text, text);
}

void tst_KafkaConfig::profileMaySetSecurityAndTuning()
{
    const Status good = configWith({{"security.protocol", "sasl_ssl"},
                                    {"sasl.mechanisms", "SCRAM-SHA-512"},
                                    {"sasl.username", "desk"},
                                    {"sasl.password", "pass"},
                                    {"ssl.ca.location", "/etc/ssl/bank.pem"},
                                    {"compression.type", "zstd"},
                                    {"linger.ms", "20"}})
                            .validate();
    QVERIFY2(good.has_value(), good ? "" : good.error().text.c_str());
}

void tst_KafkaConfig::unknownPropertyIsNamed()
{
    const Status bad = configWith({{"security.protokoll", "ssl"}}).validate();
    QVERIFY(!bad.has_value());
    QCOMPARE(bad.error().code, std::string("KAFKA_PROPERTY"));
    QCOMPARE(bad.error().text, std::string("there is no Kafka property \"security.protokoll\""));
}

void tst_KafkaConfig::badValueIsNamedWithItsProperty()
{
    const Status bad = configWith({{"security.protocol", "tls"}}).validate();
    QVERIFY(!bad.has_value());
    QCOMPARE(bad.error().code, std::string("KAFKA_PROPERTY"));
    QVERIFY2(bad.error().text.starts_with("Kafka property \"security.protocol\" cannot be \"tls\""),
             bad.error().text.c_str());
}

void tst_KafkaConfig::secretsAreNotRepeated()
{
    const Status bad = configWith({{"ssl.key.pem", "-----BEGIN hunter2"}}).validate();
    const Result<std::unique_ptr<KafkaBus>> bus = KafkaBus::create(
        configWith({{"security.protocol", "ssl"}, {"ssl.key.pem", "-----BEGIN hunter2"}}),
        SystemClock());
    QVERIFY(!bus.has_value());
    const std::string text = (bad ? std::string() : bad.error().text) + bus.error().text;
    QVERIFY2(text.find("hunter2") == std::string::npos, text.c_str());
}

void tst_KafkaConfig::promisesOfTheBusCannotBeChanged_data()
{
    QTest::addColumn<std::string>("name");
    for (const char* const name :
         {"acks", "enable.idempotence", "auto.offset.reset", "group.id", "enable.partition.eof",
          "isolation.level", "partitioner", "bootstrap.servers", "plugin.library.paths"}) {
        QTest::newRow(name) << std::string(name);
    }
}

void tst_KafkaConfig::promisesOfTheBusCannotBeChanged()
{
    QFETCH(std::string, name);
    const Status bad = configWith({{name, "1"}}).validate();
    QVERIFY(!bad.has_value());
    QCOMPARE(bad.error().text,
             "Kafka property \"" + name + "\" is set by the program and cannot be changed");
}

void tst_KafkaConfig::missingCertificateIsToldAtOnce()
{
    const SystemClock clock;
    const Result<std::unique_ptr<KafkaBus>> bus = KafkaBus::create(
        configWith({{"security.protocol", "ssl"}, {"ssl.ca.location", "/no/such/ca.pem"}}), clock);
    QVERIFY(!bus.has_value());
    QCOMPARE(bus.error().code, std::string("KAFKA_CLIENT"));
    QVERIFY2(bus.error().text.find("ssl.ca.location") != std::string::npos,
             bus.error().text.c_str());
}

void tst_KafkaConfig::contradictingPropertiesAreToldAtOnce()
{
    const SystemClock clock;
    // The fetch limit does not fit into a response of that size.
    const Result<std::unique_ptr<KafkaBus>> bus =
        KafkaBus::create(configWith({{"receive.message.max.bytes", "1000"}}), clock);
    QVERIFY(!bus.has_value());
    QCOMPARE(bus.error().code, std::string("KAFKA_CLIENT"));
    QVERIFY2(bus.error().text.find("receive.message.max.bytes") != std::string::npos,
             bus.error().text.c_str());
}

}  // namespace otto::test

QTEST_APPLESS_MAIN(otto::test::tst_KafkaConfig)
#include "tst_KafkaConfig.moc"
