// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"
#include "core/engine/view/EngineStatus.h"
#include "core/engine/view/FixView.h"
#include "core/engine/view/FlagView.h"
#include "core/engine/view/QuestionView.h"
#include "core/engine/view/StreamRow.h"
#include "ui/theme/Tone.h"

#include <QByteArray>
#include <QString>

#include <string>
#include <string_view>

// The words and tones that the engine's values have on every screen.

namespace otto {

/// UTF-8 from outside; invalid bytes become U+FFFD. Not escaped: widgets and delegates do that.
QString qText(std::string_view text);
template <typename Tag>
QString qText(const Id<Tag>& id)
{
    return qText(std::string_view(id.value));
}
std::string stdText(const QString& text);

/// "CPR", "WSO2", "Zelle" ...: as operators say it.
QString systemName(System system);
/// "Fact", "Question", ...
std::string_view recordKindBytes(RecordKind kind);
QString recordKindWord(RecordKind kind);

/// Info, Medium, High, Critical.
Tone severityTone(Severity severity);

QString questionStateWord(QuestionState state);
Tone questionStateTone(QuestionState state);
QString oddAnswerWord(OddAnswerKind kind);

QString fixStateWord(FixState state);
Tone fixStateTone(FixState state);

QString systemStateWord(SystemState state);
Tone systemStateTone(SystemState state);

/// "125.50 USD" with digit groups, as DisplayText writes it.
QString moneyText(const Money& money);
/// Several currencies joined by " + "; an en dash for none.
QString moneyText(const std::vector<Money>& sums);
/// "pc.dev...PaymentAdded 3:918273"; an en dash when not set.
QString recordRefText(const RecordRef& ref);

/// "1 question", "1 204 questions".
QString counted(qint64 count, const QString& one, const QString& many);

}  // namespace otto
