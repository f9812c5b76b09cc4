// SPDX-License-Identifier: Apache-2.0
#include "ui/models/ViewText.h"

#include "ui/widgets/DisplayText.h"

#include <QStringList>

namespace otto {

QString qText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::string stdText(const QString& text)
{
    return text.toStdString();
}

QString systemName(System system)
{
    switch (system) {
    case System::Cpr: return QStringLiteral("CPR");
    case System::Wso2: return QStringLiteral("WSO2");
    case System::Recon: return QStringLiteral("Recon");
    case System::Zelle: return QStringLiteral("Zelle");
    case System::Limits: return QStringLiteral("Limits");
    case System::Core: return QStringLiteral("Core");
    case System::Otto: return QStringLiteral("Otto");
    }
    return {};
}

std::string_view recordKindBytes(RecordKind kind)
{
    switch (kind) {
    case RecordKind::Fact: return "Fact";
    case RecordKind::Question: return "Question";
    case RecordKind::Answer: return "Answer";
    case RecordKind::Command: return "Command";
    case RecordKind::Outcome: return "Outcome";
    case RecordKind::Flag: return "Flag";
    case RecordKind::Journal: return "Journal";
    case RecordKind::Unknown: return "Unknown";
    case RecordKind::Refused: return "Refused";
    }
    return {};
}

QString recordKindWord(RecordKind kind)
{
    return qText(recordKindBytes(kind));
}

Tone severityTone(Severity severity)
{
    switch (severity) {
    case Severity::Info: return Tone::Info;
    case Severity::Warn: return Tone::Medium;
    case Severity::Error: return Tone::High;
    case Severity::Fatal: return Tone::Critical;
    }
    return Tone::Neutral;
}

QString questionStateWord(QuestionState state)
{
    switch (state) {
    case QuestionState::Decided: return QStringLiteral("Being sent");
    case QuestionState::Asked: return QStringLiteral("Waiting");
    case QuestionState::Answered: return QStringLiteral("Answered");
    case QuestionState::AnsweredLate: return QStringLiteral("Answered late");
    case QuestionState::TimedOut: return QStringLiteral("Timed out");
    case QuestionState::GaveUp: return QStringLiteral("Gave up");
    }
    return {};
}

Tone questionStateTone(QuestionState state)
{
    switch (state) {
    case QuestionState::Decided: return Tone::Info;
    case QuestionState::Asked: return Tone::Low;
    case QuestionState::Answered: return Tone::Ok;
    case QuestionState::AnsweredLate: return Tone::Medium;
    case QuestionState::TimedOut: return Tone::High;
    case QuestionState::GaveUp: return Tone::High;
    }
    return Tone::Neutral;
}

QString oddAnswerWord(OddAnswerKind kind)
{
    switch (kind) {
    case OddAnswerKind::Late: return QStringLiteral("Late");
    case OddAnswerKind::Duplicate: return QStringLiteral("Duplicate");
    case OddAnswerKind::Contradictory: return QStringLiteral("Contradictory");
    case OddAnswerKind::Orphan: return QStringLiteral("Orphan");
    }
    return {};
}

QString fixStateWord(FixState state)
{
    switch (state) {
    case FixState::Decided: return QStringLiteral("Being sent");
    case FixState::Sent: return QStringLiteral("Sent");
    case FixState::Answered: return QStringLiteral("Answered");
    case FixState::Verified: return QStringLiteral("Verified");
    case FixState::Refused: return QStringLiteral("Refused");
    case FixState::NotVerified: return QStringLiteral("Not verified");
    case FixState::Unknown: return QStringLiteral("Unknown");
    case FixState::NotSent: return QStringLiteral("Not sent");
    }
    return {};
}

Tone fixStateTone(FixState state)
{
    switch (state) {
    case FixState::Decided: return Tone::Info;
    case FixState::Sent: return Tone::Low;
    case FixState::Answered: return Tone::Low;
    case FixState::Verified: return Tone::Ok;
    case FixState::Refused: return Tone::High;
    case FixState::NotVerified: return Tone::High;
    case FixState::Unknown: return Tone::Critical;
    case FixState::NotSent: return Tone::Medium;
    }
    return Tone::Neutral;
}

QString systemStateWord(SystemState state)
{
    switch (state) {
    case SystemState::NeverHeard: return QStringLiteral("Never heard");
    case SystemState::Live: return QStringLiteral("Live");
    case SystemState::Silent: return QStringLiteral("Silent");
    }
    return {};
}

Tone systemStateTone(SystemState state)
{
    switch (state) {
    case SystemState::NeverHeard: return Tone::Info;
    case SystemState::Live: return Tone::Ok;
    case SystemState::Silent: return Tone::Critical;
    }
    return Tone::Neutral;
}

QString moneyText(const Money& money)
{
    return moneyText(money.minor, qText(money.currency.text()), money.currency.exponent());
}

QString moneyText(const std::vector<Money>& sums)
{
    QStringList parts;
    for (const Money& money : sums)
        parts.append(moneyText(money));
    return parts.isEmpty() ? QStringLiteral("\u2013") : parts.join(QStringLiteral(" + "));
}

QString recordRefText(const RecordRef& ref)
{
    if (!ref.isSet())
        return QStringLiteral("\u2013");
    return QStringLiteral("%1 %2:%3").arg(qText(ref.topic)).arg(ref.partition).arg(ref.offset);
}

QString counted(qint64 count, const QString& one, const QString& many)
{
    return countText(count) + QLatin1Char(' ') + (count == 1 ? one : many);
}

}  // namespace otto
