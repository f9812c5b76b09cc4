// SPDX-License-Identifier: Apache-2.0
#include "core/fixers/FixerReader.h"

#include <QTest>

#include <string>

using namespace otto;

namespace {

/// A sound description of which one line is replaced; the lines are numbered from 1.
std::string described(const std::string& line = {}, const std::string& with = {})
{
    std::string text = R"(id = "F04"
name = "CancelPayment"
outcome = "PaymentCancelled"
target = "owner"
target-text = "the owner"
title = "Cancel"
description = "Ends it."
risk = "A"
risk-text = "One operator"
confirming-fact = "PaymentStatusChanged"
timeout = "30s"
[[parameters]]
name = "reason"
label = "Why"
help = "Goes to the owner."
type = "choice"
choices = ["ONE", "TWO"]
[[preconditions]]
key = "not-sent"
text = "It was not sent"
[[reasons]]
code = "DUPLICATE"
text = "Ordered twice"
)";
    if (!line.empty()) {
        const std::size_t at = text.find(line);
        text.replace(at, line.size(), with);
    }
    return text;
}

std::string errorOf(const std::string& toml)
{
    const auto spec = readFixer(toml, "x.toml");
    return spec ? std::string("no error") : spec.error().code + " " + spec.error().text;
}

}  // namespace

class tst_FixerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void soundDescriptionIsRead()
    {
        const auto spec = readFixer(described(), "x.toml");
        QVERIFY2(spec, spec ? "" : spec.error().text.c_str());
        QCOMPARE(spec->name, std::string("CancelPayment"));
        QCOMPARE(spec->risk, RiskClass::A);
        QVERIFY(spec->timeout == std::chrono::seconds{30});
        QVERIFY(spec->needsVersion && !spec->evidence);
        QCOMPARE(spec->parameters.size(), std::size_t{1});
        QCOMPARE(spec->parameters[0].form.choices.size(), std::size_t{2});
        QCOMPARE(spec->preconditions[0].key, std::string("not-sent"));
        QCOMPARE(spec->reasonCodes[0].second, std::string("Ordered twice"));
    }

    void errorsSayWhereAndWhatWasExpected_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QByteArray>("with");
        QTest::addColumn<QByteArray>("error");
        const auto row = [](const char* name, const char* line, const char* with,
                            const char* error) {
            QTest::newRow(name) << QByteArray(line) << QByteArray(with) << QByteArray(error);
        };
        row("no TOML", "risk = \"A\"", "risk = = 1", "x.toml:8:8: expected TOML: ");
        row("missing key", "title = \"Cancel\"\n", "", "x.toml:1:1: expected key 'title'");
        row("unknown key", "title = \"Cancel\"", "title = \"C\"\nspeed = 1",
            "x.toml:7:1: unknown key 'speed'");
        row("no command", "name = \"CancelPayment\"", "name = \"PayTwice\"",
            "x.toml:2:8: expected the name of a command of the contract for 'name'");
        row("an outcome as command", "name = \"CancelPayment\"", "name = \"PaymentCancelled\"",
            "x.toml:2:8: expected the name of a command of the contract for 'name'");
        row("another outcome", "outcome = \"PaymentCancelled\"", "outcome = \"PaymentHeld\"",
            "x.toml:3:11: expected PaymentCancelled for 'outcome'");
        row("unknown target", "target = \"owner\"", "target = \"mainframe\"",
            "x.toml:4:10: expected owner, rail-gateway, a system or parameter:<name>");
        row("target by no parameter", "target = \"owner\"", "target = \"parameter:who\"",
            "x.toml:4:10: expected a parameter 'who'");
        row("unknown risk", "risk = \"A\"", "risk = \"C\"",
            "x.toml:8:8: expected one of A, B, B>, A/B for 'risk'");
        row("threshold missing", "risk = \"A\"", "risk = \"B>\"",
            "x.toml:1:1: expected key 'second-person-above'");
        row("threshold without currency", "risk = \"A\"",
            "risk = \"B>\"\nsecond-person-above = \"1000.00\"",
            "x.toml:9:23: expected an amount such as \"1000.00 USD\"");
        row("timeout out of range", "timeout = \"30s\"", "timeout = \"2h\"",
            "x.toml:11:11: expected a time from 1s to 1h");
        row("unknown type", "type = \"choice\"", "type = \"colour\"",
            "x.toml:16:8: expected one of text, status, money, limit-windows, choice, date, time, "
            "number for 'type'");
        row("nothing to choose", "choices = [\"ONE\", \"TWO\"]\n", "",
            "x.toml:16:8: expected 'choices' or 'choices-from'");
        row("choices of another type", "choices = [\"ONE\", \"TWO\"]", "choices = [1, 2]",
            "x.toml:17:11: expected a list of texts for 'choices'");
        row("flag of another type", "type = \"choice\"", "type = \"choice\"\nrequired = \"yes\"",
            "x.toml:17:12: expected true or false for 'required'");
        row("locked without value", "type = \"choice\"", "type = \"text\"\nlocked = true",
            "x.toml:17:10: expected 'default' or 'value' for a locked parameter");
        row("unknown path", "type = \"choice\"", "type = \"choice\"\ndefault = \"payment.shoes\"",
            "x.toml:17:11: expected one of payment.amount, ");
        row("key of another type", "type = \"choice\"", "type = \"choice\"\nmin = 3",
            "x.toml:17:1: unknown key 'min'");
        row("same name twice", "[[preconditions]]",
            "[[parameters]]\nname = \"reason\"\nlabel = \"a\"\nhelp = \"b\"\ntype = \"text\"\n"
            "[[preconditions]]",
            "x.toml:19:8: expected another name than 'reason', which is taken");
        row("evidence of another question", "[[parameters]]",
            "[evidence]\nsuspender = \"Ping\"\nresult = \"FOUND\"\nyounger-than = \"5m\"\n"
            "[[parameters]]",
            "x.toml:13:13: expected GetTrn for 'suspender'");
        row("no reasons", "[[reasons]]\ncode = \"DUPLICATE\"\ntext = \"Ordered twice\"\n", "",
            "x.toml:1:1: expected key 'reasons'");
    }

    void errorsSayWhereAndWhatWasExpected()
    {
        QFETCH(QByteArray, line);
        QFETCH(QByteArray, with);
        QFETCH(QByteArray, error);
        const std::string text = errorOf(described(line.toStdString(), with.toStdString()));
        QVERIFY2(text.starts_with("BAD_FIXER " + error.toStdString()), text.c_str());
    }
};

QTEST_APPLESS_MAIN(tst_FixerReader)
#include "tst_FixerReader.moc"
