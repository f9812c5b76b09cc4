// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleSyntax.h"

#include <QTest>

using namespace otto;

class tst_RuleSyntax : public QObject
{
    Q_OBJECT

private:
    /// "k:id t:\"OT05\"": the first letter of the word's kind and the piece, in order.
    static QString read(const QString& line, int* state = nullptr)
    {
        static constexpr const char* kLetters = "#[ktlnfo";
        const RuleLine result = readRuleLine(line, state == nullptr ? 0 : *state);
        if (state != nullptr) {
            *state = result.state;
        }
        QStringList out;
        int end = 0;
        for (const RuleSpan& span : result.spans) {
            if (span.begin < end) {
                return QStringLiteral("overlap at %1").arg(span.begin);
            }
            end = span.begin + span.length;
            out.append(QLatin1Char(kLetters[static_cast<int>(span.word)]) + QLatin1Char(':')
                       + line.mid(span.begin, span.length));
        }
        return end > line.size() ? QStringLiteral("beyond the line") : out.join(QLatin1Char(' '));
    }

private Q_SLOTS:
    void keysTextsLiteralsAndCommentsAreTold()
    {
        QCOMPARE(read(QStringLiteral("version = 3  # raised")),
                 QStringLiteral("k:version l:3 #:# raised"));
        QCOMPARE(read(QStringLiteral("name = \"A # B\"")),
                 QStringLiteral("k:name t:\" t:A # B t:\""));
        QCOMPARE(read(QStringLiteral("[[examples]]")), QStringLiteral("[:[[examples]]"));
    }

    void conditionIsTakenApartAsCel()
    {
        QCOMPARE(read(QStringLiteral("when = \"size(a.b) > 10 && c == 'X'\"")),
                 QStringLiteral("k:when t:\" f:size o:( n:a o:. n:b o:) o:> l:10 o:&& n:c o:== "
                                "l:'X' t:\""));
        QCOMPARE(read(QStringLiteral("intent = \"a && b\"")),
                 QStringLiteral("k:intent t:\" t:a && b t:\""));
    }

    void conditionGoesOnOverLines()
    {
        int state = 0;
        QCOMPARE(read(QStringLiteral("when = '''"), &state), QStringLiteral("k:when t:'''"));
        QCOMPARE(read(QStringLiteral("true # x"), &state), QStringLiteral("l:true o:# n:x"));
        QCOMPARE(read(QStringLiteral("|| a'''"), &state), QStringLiteral("o:|| n:a t:'''"));
        QCOMPARE(read(QStringLiteral("id = 1"), &state), QStringLiteral("k:id l:1"));
    }

    void onlyBracesOfATextAreCel()
    {
        QCOMPARE(read(QStringLiteral("text = \"Since {now}: {a ? '}' : b}.\"")),
                 QStringLiteral("k:text t:\" t:Since  o:{ n:now o:} t::  o:{ n:a o:? l:'}' o:: "
                                "n:b o:} t:. t:\""));
    }

    void valuesOfObservedAreCelAndThoseOfExamplesAreNot()
    {
        int state = 0;
        read(QStringLiteral("[observed]"), &state);
        QCOMPARE(read(QStringLiteral("status = \"payment.status\""), &state),
                 QStringLiteral("k:status t:\" n:payment o:. n:status t:\""));
        read(QStringLiteral("[[examples]]"), &state);
        QCOMPARE(read(QStringLiteral("for = \"a.b\""), &state),
                 QStringLiteral("k:for t:\" t:a.b t:\""));
        read(QStringLiteral("[response]"), &state);
        QCOMPARE(read(QStringLiteral("for = \"a\""), &state),
                 QStringLiteral("k:for t:\" n:a t:\""));
    }

    void unfinishedLinesEndWithinTheLine_data()
    {
        QTest::addColumn<QString>("line");
        for (const char* line : {"when = \"a\\", "when = 'b", "text = \"{a", "[[", "when = \"'\\",
                                 "k", "\"", "'''", "when = \"\"\"x", "= {", "when = \"a.'b\""}) {
            QTest::newRow(line) << QString::fromLatin1(line);
        }
    }

    void unfinishedLinesEndWithinTheLine()
    {
        QFETCH(const QString, line);
        const QString words = read(line);
        QVERIFY2(!words.startsWith(QStringLiteral("overlap"))
                     && !words.startsWith(QStringLiteral("beyond")),
                 qPrintable(words));
    }
};

QTEST_APPLESS_MAIN(tst_RuleSyntax)
#include "tst_RuleSyntax.moc"
