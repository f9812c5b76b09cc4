// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/rules/RuleWords.h"

#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/widgets/DisplayText.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>

namespace otto {

namespace {

constexpr qsizetype kReasonMost = 1000;

QString tr(const char* text)
{
    return QCoreApplication::translate("otto::RuleWords", text);
}

struct Verdict
{
    const char* state;
    const char* word;
    Tone tone;
};

// A rule that holds has found something: neither good nor an error of the rule.
constexpr std::array<Verdict, 5> kVerdicts{{
    {"holds", QT_TRANSLATE_NOOP("otto::RuleWords", "Holds"), Tone::Medium},
    {"waiting", QT_TRANSLATE_NOOP("otto::RuleWords", "Waiting"), Tone::Low},
    {"quiet", QT_TRANSLATE_NOOP("otto::RuleWords", "Does not hold"), Tone::Ok},
    {"frozen", QT_TRANSLATE_NOOP("otto::RuleWords", "Frozen"), Tone::Info},
    {"failed", QT_TRANSLATE_NOOP("otto::RuleWords", "Failed"), Tone::High},
}};

const Verdict* verdictOf(const std::string& state)
{
    const auto found = std::find_if(kVerdicts.begin(), kVerdicts.end(),
                                    [&](const Verdict& v) { return state == v.state; });
    return found == kVerdicts.end() ? nullptr : &*found;
}

}  // namespace

RuleStanding standingOf(const RuleView& rule)
{
    if (rule.failures > 0) {
        return RuleStanding::Failing;
    }
    if (passedExamples(rule) < static_cast<int>(rule.examples.size())) {
        return RuleStanding::ExamplesFail;
    }
    return rule.frozenBy.empty() ? RuleStanding::InForce : RuleStanding::Frozen;
}

QString standingWord(RuleStanding standing)
{
    switch (standing) {
    case RuleStanding::Failing: return tr("Failing");
    case RuleStanding::ExamplesFail: return tr("Examples fail");
    case RuleStanding::Frozen: return tr("Frozen");
    case RuleStanding::InForce: return tr("In force");
    }
    return {};
}

Tone standingTone(RuleStanding standing)
{
    switch (standing) {
    case RuleStanding::Failing: return Tone::High;
    case RuleStanding::ExamplesFail: return Tone::Medium;
    case RuleStanding::Frozen: return Tone::Info;
    case RuleStanding::InForce: return Tone::Ok;
    }
    return Tone::Neutral;
}

QString standingSentence(const RuleView& rule)
{
    switch (standingOf(rule)) {
    case RuleStanding::Failing:
        return tr("%1 of %2 failed. The latest: %3")
            .arg(
                countText(static_cast<qint64>(rule.failures)),
                counted(static_cast<qint64>(rule.evaluations), tr("evaluation"), tr("evaluations")),
                qText(rule.failure).left(kReasonMost));
    case RuleStanding::ExamplesFail:
        return tr("%1 of its %2 do not come out as the file says.")
            .arg(static_cast<int>(rule.examples.size()) - passedExamples(rule))
            .arg(counted(static_cast<qint64>(rule.examples.size()), tr("example"), tr("examples")));
    case RuleStanding::Frozen: {
        QStringList silent;
        for (const System system : rule.frozenBy) {
            silent.append(systemName(system));
        }
        return tr("Silent: %1. The rule's deadlines wait until it speaks again.")
            .arg(silent.join(QStringLiteral(", ")));
    }
    case RuleStanding::InForce:
        return tr("In force: %1, none failed.")
            .arg(counted(static_cast<qint64>(rule.evaluations), tr("evaluation"),
                         tr("evaluations")));
    }
    return {};
}

QString ruleLabel(const RuleView& rule)
{
    return qText(rule.id) + QLatin1Char(' ') + ruleTitle(rule.name);
}

QString subjectWord(const RuleView& rule)
{
    if (rule.subject == "payment") {
        return tr("Payments");
    }
    if (rule.subject == "feed") {
        return tr("Feeds");
    }
    QString word = qText(rule.subject);
    if (!word.isEmpty()) {
        word[0] = word[0].toUpper();
    }
    return word;
}

int passedExamples(const RuleView& rule)
{
    return static_cast<int>(
        std::count_if(rule.examples.begin(), rule.examples.end(),
                      [](const RuleExampleView& example) { return example.passed; }));
}

int selfClearedPercent(const RuleView& rule)
{
    if (rule.clearedToday == 0) {
        return -1;
    }
    return static_cast<int>((rule.clearedByItselfToday * 100 + rule.clearedToday / 2)
                            / rule.clearedToday);
}

QString selfClearedSentence(const RuleView& rule)
{
    if (rule.clearedToday == 0) {
        return tr("No flag of this rule cleared today.");
    }
    return tr("%1 of %2 that cleared today cleared with no fixer sent: nobody had to do anything.")
        .arg(countText(static_cast<qint64>(rule.clearedByItselfToday)),
             counted(static_cast<qint64>(rule.clearedToday), tr("flag"), tr("flags")));
}

QString verdictWord(const std::string& state)
{
    const Verdict* verdict = verdictOf(state);
    return verdict == nullptr ? qText(state) : tr(verdict->word);
}

Tone verdictTone(const std::string& state)
{
    const Verdict* verdict = verdictOf(state);
    return verdict == nullptr ? Tone::Neutral : verdict->tone;
}

}  // namespace otto
