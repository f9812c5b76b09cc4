// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/FlagText.h"

#include "ui/models/ViewText.h"
#include "ui/widgets/DisplayText.h"

#include <QStringList>

#include <algorithm>
#include <limits>
#include <tuple>

namespace otto {

QString ruleTitle(const std::string& ruleName)
{
    const bool isWireName =
        !ruleName.empty() && std::all_of(ruleName.begin(), ruleName.end(), [](char c) {
            return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        });
    QString title = qText(ruleName);
    if (isWireName) {
        title = title.toLower().replace(QLatin1Char('_'), QLatin1Char(' '));
        title[0] = title[0].toUpper();
    }
    return title;
}

QString ruleText(const FlagView& flag)
{
    return qText(flag.ruleId) + QLatin1Char(' ') + ruleTitle(flag.ruleName);
}

std::string_view flagStateBytes(const FlagView& flag)
{
    if (!flag.isOpen) {
        return "Cleared";
    }
    switch (flag.nextStep) {
    case NextStep::WaitForAnswer: return "Asking";
    case NextStep::Ask: return "To ask";
    case NextStep::Fix: return "To fix";
    case NextStep::WaitForVerification: return "Verifying";
    case NextStep::Look: return "To look at";
    case NextStep::None: return "Open";
    }
    return {};
}

QString flagStateWord(const FlagView& flag)
{
    return qText(flagStateBytes(flag));
}

Tone flagStateTone(const FlagView& flag)
{
    if (!flag.isOpen) {
        return Tone::Ok;
    }
    const bool isWaiting =
        flag.nextStep == NextStep::WaitForAnswer || flag.nextStep == NextStep::WaitForVerification;
    return isWaiting ? Tone::Low : Tone::Neutral;
}

QString ownerText(const FlagView& flag, const OperatorId& self)
{
    if (!flag.owner) {
        return QStringLiteral("–");
    }
    return *flag.owner == self ? QStringLiteral("you") : qText(*flag.owner);
}

QString spokenFlag(const FlagView& flag, const OperatorId& self, Instant now)
{
    QStringList parts{toneWord(severityTone(flag.severity)), ruleText(flag)};
    parts.append(flag.paymentId ? qText(*flag.paymentId) : qText(flag.subject));
    if (flag.amount) {
        parts.append(moneyText(*flag.amount));
    }
    if (!flag.isOpen) {
        parts.append(QStringLiteral("cleared"));
    } else if (flag.dueAt) {
        const QString left = timeLeftText((*flag.dueAt - now).count());
        parts.append(*flag.dueAt < now ? left : left + QStringLiteral(" left"));
    }
    parts.append(flagStateWord(flag));
    parts.append(flag.owner ? QStringLiteral("owner ") + ownerText(flag, self)
                            : QStringLiteral("not owned"));
    return parts.join(QStringLiteral(", "));
}

bool isMoreUrgent(const FlagView& a, const FlagView& b)
{
    if (a.isOpen != b.isOpen) {
        return a.isOpen;
    }
    if (!a.isOpen) {
        return a.clearedAt > b.clearedAt;
    }
    const auto key = [](const FlagView& flag) {
        const std::int64_t due =
            flag.dueAt ? flag.dueAt->ms : std::numeric_limits<std::int64_t>::max();
        return std::tuple(-severityNumber(flag.severity), due, flag.raisedAt.ms);
    };
    return key(a) < key(b);
}

}  // namespace otto
