// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleSet.h"

#include <QtTest>

using namespace otto;

namespace {

/// A sound rule; the line numbers in the tests are those of this text.
constexpr const char* kSound = R"(id = "OT30"
name = "SMALL_RULE"
version = 1
severity = "WARN"
text = "In {payment.status}."
expected = "another status"
when = """
payment.isAdded
&& payment.status == 'SENT'
"""
since = "payment.statusSince"
for = "params.wait"

[params]
wait = "30s"

[params.ACH]
wait = "1h"

[response]
ask = "GetTrn"
fixers = ["LinkTransaction"]

[[examples]]
name = "sent"
expect = "fires"
now = "31s"
facts = [
    { at = "0s", from = "cpr", fact = "PaymentAdded", status = "SENT" },
]
)";

/// A sound rule about keys.
constexpr const char* kAboutKeys = R"(id = "OT31"
name = "MANY_PAYMENTS"
version = 1
subject = "key"
key-name = "debtor"
severity = "WARN"
text = "{windows.sent.count} payments."
expected = "fewer"
when = "windows.sent.count > 3"

[[windows]]
name = "sent"
at = "payment.addedAt"
key = "payment.debtor"
over = "5m"
)";

const RuleVocabulary kVocabulary{{"GetTrn"}, {"LinkTransaction"}};

RuleFile sla()
{
    return {"sla.toml", "[ZELLE]\nSENT = \"25s\"\n[RTP]\n[FEDNOW]\n[ACH]\n"};
}

/// Every error as its sentence; empty when the files are sound.
QStringList errorsOf(const std::vector<RuleFile>& files)
{
    QStringList out;
    const auto read = RuleSet::read(files, kVocabulary);
    if (!read) {
        for (const RuleError& error : read.error()) {
            out.append(QString::fromStdString(error.sentence()));
        }
    }
    return out;
}

QStringList errorsOfRule(const QString& rule)
{
    return errorsOf({{"a.toml", rule.toStdString()}, sla()});
}

QString changed(const char* text, const char* from, const char* to)
{
    const QString sound = QString::fromUtf8(text);
    QString out = sound;
    out.replace(QString::fromUtf8(from), QString::fromUtf8(to));
    return out == sound ? QString() : out;
}

}  // namespace

/// What a rule's author is told about a slip, and where.
class tst_RuleReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundFilesHaveNoErrors()
    {
        QCOMPARE(errorsOfRule(QString::fromUtf8(kSound)), QStringList());
        QCOMPARE(errorsOfRule(QString::fromUtf8(kAboutKeys)), QStringList());
    }

    void aSlipIsNamedWithItsPlace_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QStringList>("errors");
        const auto row = [](const char* name, const char* from, const char* to,
                            std::initializer_list<const char*> errors) {
            QStringList list;
            for (const char* error : errors) {
                list.append(QStringLiteral("a.toml:") + QString::fromUtf8(error));
            }
            QTest::newRow(name) << changed(kSound, from, to) << list;
        };
        row("an unknown key", "ask =", "asks =",
            {"21:1: unknown key 'asks' in [response], expected one of ask, asks-by-itself, "
             "fixers, intent"});
        row("a missing key", "version = 1\n", "", {"1:1: expected key 'version' in the file"});
        row("a wrong id", "\"OT30\"", "\"R30\"", {"1:6: expected an id such as OT05 for 'id'"});
        row("a wrong severity", "\"WARN\"", "\"HIGH\"",
            {"4:12: expected one of INFO, WARN, ERROR, FATAL for 'severity'"});
        row("an unknown field in the second line of an expression",
            "payment.status ==", "payment.stats ==",
            {"9:12: in 'when': Payment has no field 'stats'; did you mean 'status'?"});
        row("an unknown field in a short expression", "payment.statusSince", "payment.statusSinc",
            {"11:18: in 'since': Payment has no field 'statusSinc'; did you mean 'statusSince'?"});
        row("an unknown field in a text", "In {payment.status}.", "In {payment.stats}.",
            {"5:21: in 'text': Payment has no field 'stats'; did you mean 'status'?"});
        row("a brace without its end", "In {payment.status}.", "In {payment.status.",
            {"5:12: in 'text': this brace is never closed; write {{ for a brace"});
        row("an unknown parameter", "for = \"params.wait\"", "for = \"params.wiat\"",
            {"12:15: in 'for': unknown name 'params.wiat'; did you mean 'params.wait'?"});
        row("a comparison of different types", "payment.status ==", "payment.statusSince ==",
            {"9:24: in 'when': there is no timestamp == string"});
        row("an expression of another type", "since = \"payment.statusSince\"",
            "since = \"payment.status\"",
            {"11:9: expected an expression of type timestamp for 'since', this one is of type "
             "string"});
        row("an expression that ends too early", "== 'SENT'",
            "==", {"10:1: in 'when': the expression ends here, but a value was expected"});
        row("an expression that always fails", "payment.isAdded\n",
            "1 / 0 == 1 && payment.isAdded\n", {"8:1: in 'when': divide by zero"});
        row("a parameter of a rail alone", "[params.ACH]\nwait", "[params.ACH]\nwaits",
            {"18:9: expected 'waits' in [params] too: its value for other rails"});
        row("a parameter of another type for a rail", "\"1h\"", "5",
            {"18:8: expected a duration for 'wait', as in [params]"});
        row("a wait without a beginning", "since = \"payment.statusSince\"\n", "",
            {"11:7: expected 'since' beside 'for': the time at which the condition began"});
        row("a raised severity without a condition", "[response]",
            "[high]\nseverity = \"ERROR\"\n\n[response]", {"20:1: expected key 'when' in [high]"});
        row("windows in a rule about payments", "[response]",
            "[[windows]]\nname = \"a\"\nat = \"payment.addedAt\"\nkey = \"payment.debtor\"\n"
            "over = \"5m\"\n\n[response]",
            {"20:1: expected subject = \"key\" for a rule with windows"});
        row("an unknown suspender", "\"GetTrn\"", "\"GetTrm\"",
            {"21:7: there is no suspender 'GetTrm'"});
        row("an unknown fixer", "[\"Link", "[\n    \"Lonk",
            {"23:5: there is no fixer 'LonkTransaction'"});
        row("asking by itself, but what?", "ask = \"GetTrn\"", "asks-by-itself = true",
            {"21:18: expected 'ask' beside 'asks-by-itself'"});
        row("an unknown field of a fact", "status = \"SENT\"", "colour = \"red\"",
            {"29:64: there is no field 'colour' in PaymentAdded"});
        row("an unknown fact", "\"PaymentAdded\"", "\"PaymentAded\"",
            {"29:39: there is no fact 'PaymentAded' in the contract"});
        row("a fact of nobody", "\"cpr\"", "\"cpx\"",
            {"29:25: expected one of cpr, wso2, recon, zelle, limits, core, otto for 'from'"});
        row("a fact that the contract refuses", "status = \"SENT\"", "amount = \"much\"",
            {"29:5: expected a sound PaymentAdded: field data.amount is not an object"});
        row("a slip behind escaped line ends", "since = \"payment.statusSince\"",
            "since = \"payment.statusSince\\n\\u0020+ nothing\"",
            {"11:39: in 'since': unknown name 'nothing'"});
        row("a slip behind lines that are joined", "payment.isAdded\n&& payment.status",
            "payment.isAdded \\\n  && payment.stats",
            {"9:14: in 'when': Payment has no field 'stats'; did you mean 'status'?"});
        row("a name of very many parts", "version = 1", "a.b.c.d.e.f.g.h.i = 1",
            {"3:16: expected a name of at most 8 parts"});
        row("no TOML", "version = 1", "version =",
            {"3:10: expected TOML: Error while parsing key-value pair: expected value, saw '\\n'"});
    }

    void aSlipIsNamedWithItsPlace()
    {
        QFETCH(QString, file);
        QFETCH(QStringList, errors);
        QVERIFY2(!file.isEmpty(), "the change changes nothing");
        QCOMPARE(errorsOfRule(file), errors);
    }

    void aSlipInAWindowIsNamedOnce_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("error");
        const auto row = [](const char* name, const char* from, const char* to, const char* error) {
            QTest::newRow(name) << changed(kAboutKeys, from, to)
                                << QStringLiteral("a.toml:") + QString::fromUtf8(error);
        };
        row("a key that is no text", "payment.debtor", "payment.amount",
            "14:7: expected an expression of type string for 'key', this one is of type money");
        row("a time that is none", "payment.addedAt", "payment.status",
            "13:6: expected an expression of type timestamp for 'at', this one is of type string");
        row("no span", "over = \"5m\"\n", "", "11:1: expected key 'over' in [[windows]]");
        row("a span without a unit", "\"5m\"", "\"5\"",
            "15:8: expected a time from 1s to 24h, such as \"250ms\", \"3s\" or \"2m\", for "
            "'over'");
        row("a name that no expression can say", "name = \"sent\"", "name = \"5m\"",
            "12:8: expected letters, digits and underscores for 'name'");
        row("no key name", "key-name = \"debtor\"\n", "",
            "4:11: expected 'key-name', such as \"participant\", in a rule about keys");
        row("an unknown window", "when = \"windows.sent", "when = \"windows.send",
            "9:17: in 'when': unknown name 'windows.send'; did you mean 'windows.sent'?");
        row("the time in a window", "payment.addedAt",
            "has(payment.addedAt) ? payment.addedAt : now",
            "13:48: in 'at': a window counts by the payment's own facts, so 'now' has no place in "
            "it");
        row("a feed in a window", "payment.debtor", "payment.debtor + source.name",
            "14:25: in 'key': a window counts by the payment's own facts, so 'source' has no place "
            "in it");
        row("what the journal knows in a window", "key = \"payment.debtor\"",
            "where = \"\"\"\npayment.isAdded\n  && [payment].exists(p, p.fixes == [])\"\"\"\n"
            "key = \"payment.debtor\"",
            "16:26: in 'where': a window counts by the payment's own facts, so 'payment.fixes' has "
            "no place in it");
        row("a payment in a rule about keys", "windows.sent.count > 3", "payment.isAdded",
            "9:9: in 'when': unknown name 'payment'");
    }

    void aRuleAboutFeedsAsksNothingByItself()
    {
        const QString file = QStringLiteral("id = \"OT30\"\nname = \"A_RULE\"\nversion = 1\n"
                                            "severity = \"WARN\"\ntext = \"It holds.\"\n"
                                            "expected = \"else\"\nsubject = \"feed\"\n"
                                            "when = \"feed.isSilent\"\n[response]\n"
                                            "ask = \"GetTrn\"\nasks-by-itself = true\n");
        QCOMPARE(errorsOfRule(file),
                 QStringList{QStringLiteral("a.toml:11:18: expected a rule about payments or keys "
                                            "for 'asks-by-itself': a question names a payment")});
    }

    void anSlaMayCountBankingDays()
    {
        const auto errorsWith = [](const std::string& time) {
            return errorsOf(
                {{"a.toml", kSound},
                 {"sla.toml", "[ZELLE]\n[RTP]\n[FEDNOW]\n[ACH]\nSENT = \"" + time + "\"\n"}});
        };
        for (const char* sound : {"1 banking day", "60 banking days", "2 banking days and 15m"}) {
            QCOMPARE(errorsWith(sound), QStringList());
        }
        for (const char* wrong :
             {"1 banking days", "2 banking day", "0 banking days", "61 banking days",
              "1 banking day and", "1 banking day and 0s", "-1 banking days", "banking day"}) {
            const QStringList errors = errorsWith(wrong);
            QCOMPARE(errors.size(), 1);
            QVERIFY2(
                errors[0].startsWith(QStringLiteral("sla.toml:5:8: expected 1 to 60 banking days")),
                qPrintable(errors[0]));
        }
    }

    void aSlipInAWindowIsNamedOnce()
    {
        QFETCH(QString, file);
        QFETCH(QString, error);
        QVERIFY2(!file.isEmpty(), "the change changes nothing");
        const QStringList errors = errorsOfRule(file);
        QVERIFY2(errors.contains(error), qPrintable(errors.join(QLatin1Char('\n'))));
        // A name that cannot be said is missed where it is used, too.
        if (!QString::fromUtf8(QTest::currentDataTag()).startsWith(QStringLiteral("a name"))) {
            QCOMPARE(errors.size(), 1);
        }
    }

    void windowsOfOneNameAreRefused()
    {
        QString file = QString::fromUtf8(kAboutKeys);
        file += QStringLiteral("\n[[windows]]\nname = \"sent\"\nat = \"payment.addedAt\"\n"
                               "key = \"payment.debtor\"\nover = \"1m\"\n");
        QCOMPARE(errorsOfRule(file),
                 QStringList{QStringLiteral("a.toml:18:8: expected another name: there is a window "
                                            "'sent' already")});
    }

    void allErrorsOfAllFilesAreNamed()
    {
        const std::string first =
            changed(kSound, "payment.isAdded", "payment.isAded")
                .replace(QStringLiteral("\"params.wait\""), QStringLiteral("5"))
                .toStdString();
        const std::string second = changed(kAboutKeys, "expected = \"fewer\"\n", "").toStdString();
        const QStringList errors = errorsOf({{"a.toml", first}, {"b.toml", second}, sla()});
        QCOMPARE(errors.size(), 3);
        QCOMPARE(errors[0], QStringLiteral("a.toml:8:9: in 'when': Payment has no field 'isAded'; "
                                           "did you mean 'isAdded'?"));
        QVERIFY2(errors[1].startsWith(QStringLiteral("a.toml:12:7:")), qPrintable(errors[1]));
        QCOMPARE(errors[2], QStringLiteral("b.toml:1:1: expected key 'expected' in the file"));
    }

    void anIdStandsInOneFileOnly()
    {
        QCOMPARE(errorsOf({{"a.toml", kSound}, {"b.toml", kSound}, sla()}),
                 QStringList{QStringLiteral("b.toml:1:6: rule OT30 is also in a.toml")});
    }

    void theSlaTableIsRequiredAndChecked()
    {
        QCOMPARE(errorsOf({{"a.toml", kSound}}),
                 QStringList{QStringLiteral("sla.toml:1:1: expected the file sla.toml among the "
                                            "rule files")});
        const RuleFile wrong{"sla.toml",
                             "[ZELLE]\nSENT = \"25\"\n[RTP]\n[FEDNOW]\nSEND = \"1s\"\n"};
        const QStringList errors = errorsOf({{"a.toml", kSound}, wrong});
        QCOMPARE(errors.size(), 3);
        QCOMPARE(errors[0], QStringLiteral("sla.toml:1:1: expected key 'ACH' in the file"));
        QVERIFY2(errors[1].startsWith(QStringLiteral("sla.toml:2:8: expected a time")),
                 qPrintable(errors[1]));
        QVERIFY2(errors[2].startsWith(QStringLiteral("sla.toml:5:1: unknown key 'SEND'")),
                 qPrintable(errors[2]));
    }

    void parametersTakeTheTypeOfTheirText()
    {
        QString file = changed(kSound, "wait = \"30s\"",
                               "wait = \"30s\"\namount = \"12.50 USD\"\nname = \"zelle\"\n"
                               "count = 3\nshare = 0.5\non = true");
        file.replace(QStringLiteral("payment.isAdded\n"),
                     QStringLiteral("payment.amount > params.amount && params.name == 'x'\n"
                                    "&& params.count > 2 && params.share < 1.0 && params.on\n"));
        QCOMPARE(errorsOfRule(file), QStringList());
    }

    void theDigestIsThatOfAllTexts()
    {
        const auto digest = [](const char* rule) {
            const std::vector<RuleFile> files{{"a.toml", rule}, sla()};
            return (*RuleSet::read(files, kVocabulary))->digest();
        };
        QCOMPARE(digest(kSound), digest(kSound));
        QVERIFY(digest(kSound) != digest(kAboutKeys));
    }
};

QTEST_APPLESS_MAIN(tst_RuleReader)
#include "tst_RuleReader.moc"
