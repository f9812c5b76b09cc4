// SPDX-License-Identifier: Apache-2.0
#include "app/cli/Profile.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

using namespace otto;

class tst_Profile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyIsRead();
    void everythingIsOptional();
    void faultsNameTheirPlace_data();
    void faultsNameTheirPlace();
    void missingFileIsNamed();
    void fileIsRead();
};

void tst_Profile::everyKeyIsRead()
{
    const auto profile = Profile::parse(R"(# QA
name = "QA east"
brokers = "a:9092,b:9092"
env = "qa"
operator = "op-17"
role = "viewer"
lookback = "48h"
[kafka]
"security.protocol" = "ssl"
"socket.timeout.ms" = 5000
"enable.ssl.certificate.verification" = true
)",
                                        "qa.toml");
    QVERIFY2(profile, profile ? "" : profile.error().text.c_str());
    QCOMPARE(profile->name, std::string("QA east"));
    QCOMPARE(profile->brokers, std::optional<std::string>("a:9092,b:9092"));
    QCOMPARE(profile->env, std::optional<std::string>("qa"));
    QCOMPARE(profile->operatorId, std::optional<OperatorId>(OperatorId("op-17")));
    QVERIFY(profile->role == Role::Viewer);
    QVERIFY(profile->lookback == Duration(std::chrono::hours{48}));
    const std::map<std::string, std::string> kafka{{"security.protocol", "ssl"},
                                                   {"socket.timeout.ms", "5000"},
                                                   {"enable.ssl.certificate.verification", "true"}};
    QVERIFY(profile->kafka == kafka);
}

void tst_Profile::everythingIsOptional()
{
    const auto profile = Profile::parse("", "folder/east.toml");
    QVERIFY(profile);
    QCOMPARE(profile->name, std::string("east"));
    QVERIFY(!profile->brokers && !profile->env && !profile->operatorId && !profile->role);
    QVERIFY(profile->kafka.empty());
}

void tst_Profile::faultsNameTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("place");
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char* name, const char* text, const char* place, const char* says) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(place) << QByteArray(says);
    };
    row("unknown key", "\n  brokerz = \"a\"\n",
        "p.toml:2:3: ", "\"brokerz\"; expected name, brokers, env");
    row("no toml", "brokers = \n", "p.toml:1:", "");
    row("unclosed", "env = \"qa\nrole = 1", "p.toml:1:", "");
    row("twice", "env = \"qa\"\nenv = \"dev\"", "p.toml:2:", "");
    row("type", "\nbrokers = 9092", "p.toml:2:11: ", "expected a text for brokers, in quotes");
    row("empty", "brokers = \"\"", "p.toml:1:11: ", "expected a text for brokers");
    row("env", "env = \"test\"", "p.toml:1:7: ", "expected dev, qa, stg, uat or prod");
    row("role", "role = \"boss\"", "p.toml:1:8: ", "expected viewer or operator");
    row("operator", "operator = \"a\\nb\"", "p.toml:1:12: ", "operator's id");
    row("lookback", "lookback = \"yesterday\"", "p.toml:1:12: ", "24h");
    row("kafka no table", "kafka = 1", "p.toml:1:9: ", "expected a table [kafka]");
    row("kafka dots", "[kafka]\nsecurity.protocol = \"ssl\"", "p.toml:2:", "stands in quotes");
    row("kafka list", "[kafka]\n\"a\" = [1]", "p.toml:2:7: ", "expected a text, a whole number");
    row("secret", "[kafka]\n\"sasl.password\" = \"x\"", "p.toml:2:1: ", "holds no secrets");
    row("brokers twice", "[kafka]\n\"bootstrap.servers\" = \"x\"",
        "p.toml:2:1: ", "written as brokers");
    row("not utf-8", "env = \"\xff\"", "p.toml:1:", "");
}

void tst_Profile::faultsNameTheirPlace()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QByteArray, place);
    QFETCH(const QByteArray, says);
    const auto profile = Profile::parse(text.toStdString(), "p.toml");
    QVERIFY(!profile);
    QCOMPARE(profile.error().code, std::string("BAD_PROFILE"));
    const QByteArray said = QByteArray::fromStdString(profile.error().text);
    QVERIFY2(said.startsWith(place), said.constData());
    QVERIFY2(said.contains(says), said.constData());
    QVERIFY2(!said.contains('\n'), said.constData());
}

void tst_Profile::missingFileIsNamed()
{
    const auto profile = Profile::load("nowhere/qa.toml");
    QVERIFY(!profile);
    QCOMPARE(profile.error().code, std::string("PROFILE_NOT_FOUND"));
    QVERIFY(profile.error().text.find("nowhere/qa.toml") != std::string::npos);
    QVERIFY(!Profile::load("."));
}

void tst_Profile::fileIsRead()
{
    QTemporaryDir folder;
    const std::string path = folder.filePath("east.toml").toStdString();
    std::ofstream(path) << "env = \"uat\"\n";
    const auto profile = Profile::load(path);
    QVERIFY2(profile, profile ? "" : profile.error().text.c_str());
    QCOMPARE(profile->env, std::optional<std::string>("uat"));
    QCOMPARE(profile->name, std::string("east"));

    std::ofstream(path) << "# " << std::string(300'000, 'x');
    const auto large = Profile::load(path);
    QVERIFY(!large);
    QCOMPARE(large.error().code, std::string("BAD_PROFILE"));
}

QTEST_APPLESS_MAIN(tst_Profile)
#include "tst_Profile.moc"
