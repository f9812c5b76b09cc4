// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamCells.h"

#include "ui/delegates/CellRoles.h"
#include "ui/models/ViewText.h"
#include "ui/screens/stream/StreamText.h"
#include "ui/theme/Tone.h"
#include "ui/widgets/DisplayText.h"

#include <array>

namespace otto {

namespace {

using Field = StreamRecord::Field;

static_assert(kRecordKindRole >= FirstModelRole);

struct Header
{
    const char* text;
    const char* tip;
    bool isNumber;
};

constexpr std::array<Header, kStreamColumnCount> kHeaders{{
    {"Time", "When the record arrived at this console.", false},
    {"Event time", "When it happened, as the sender says.", false},
    {"\u0394t", "Event time since the payment's record before it in the stream.", true},
    {"Class", "Fact, question, answer, command, outcome, flag, journal, unknown or refused.",
     false},
    {"System", "Who published it.", false},
    {"Message", "", false},
    {"Payment", "", false},
    {"Amount", "", true},
    {"Status", "", false},
    {"Part:offset", "Partition and offset in its topic.", true},
    {"Size", "Bytes of the value.", true},
    {"Correlation", "", false},
    {"State", "What is unusual about the record.", false},
}};

QString gapText(std::int64_t gapMs)
{
    if (gapMs == StreamRecord::kNoGap)
        return {};
    const std::int64_t size = gapMs < 0 ? -gapMs : gapMs;
    const QString sign = gapMs < 0 ? QStringLiteral("\u2212") : QStringLiteral("+");
    if (size < 1000)
        return sign + QStringLiteral("%1 ms").arg(size);
    return sign + durationText(size);
}

QString sizeText(std::uint32_t bytes)
{
    return bytes < 10'000 ? countText(bytes) + QStringLiteral(" B")
                          : countText(bytes / 1024) + QStringLiteral(" KiB");
}

/// "12 400.00 USD" of the wire's "12400.00 USD"; anything else as it is.
QString amountText(std::string_view amount)
{
    const std::size_t space = amount.rfind(' ');
    if (space == std::string_view::npos)
        return qText(amount);
    const Result<Money> money = Money::parse(amount.substr(0, space), amount.substr(space + 1));
    return money ? moneyText(*money) : qText(amount);
}

QString stateText(const StreamRecord& record)
{
    const QString word = qText(stateWordBytes(record));
    const QString reason = qText(record.text(Field::Reason));
    return reason.isEmpty() ? word : word + QStringLiteral(": ") + reason;
}

QString shownText(const StreamRecord& record, StreamColumn column)
{
    switch (column) {
    case StreamColumn::Time: return qText(timeBytes(record.arrivedMs).view());
    case StreamColumn::EventTime: return qText(timeBytes(record.timeMs).view());
    case StreamColumn::Gap: return gapText(record.gapMs);
    case StreamColumn::Class: return recordKindWord(record.kind);
    case StreamColumn::System: return record.system ? systemName(*record.system) : QString();
    case StreamColumn::Message: return qText(record.text(Field::Name));
    case StreamColumn::Payment: return qText(record.text(Field::Payment));
    case StreamColumn::Amount: return amountText(record.text(Field::Amount));
    case StreamColumn::StatusName: return qText(record.text(Field::StatusName));
    case StreamColumn::Position: return qText(positionBytes(record).view());
    case StreamColumn::Size: return sizeText(record.sizeBytes);
    case StreamColumn::Correlation: return qText(record.text(Field::Correlation));
    case StreamColumn::State: return stateText(record);
    }
    return {};
}

QString toolTip(const StreamRecord& record, StreamColumn column)
{
    switch (column) {
    case StreamColumn::Time:
        return QStringLiteral("Arrived %1\nHappened %2")
            .arg(dateTimeText(record.arrivedMs), dateTimeText(record.timeMs));
    case StreamColumn::EventTime: return dateTimeText(record.timeMs);
    case StreamColumn::Class: return recordKindWord(record.kind);
    case StreamColumn::Position: return recordRefText(record.at());
    case StreamColumn::State: return stateText(record);
    default: return {};
    }
}

Tone toneOfCell(const StreamRecord& record, StreamColumn column)
{
    if (column != StreamColumn::State)
        return Tone::Neutral;
    if (record.kind == RecordKind::Refused)
        return Tone::Critical;
    return record.isDuplicate || record.kind == RecordKind::Unknown ? Tone::Medium : Tone::Neutral;
}

}  // namespace

QVariant streamHeader(int column, int role)
{
    if (column < 0 || column >= kStreamColumnCount)
        return {};
    const Header& header = kHeaders[static_cast<std::size_t>(column)];
    switch (role) {
    case Qt::DisplayRole: return QString::fromUtf8(header.text);
    case Qt::ToolTipRole: {
        const QString tip = QString::fromUtf8(header.tip);
        return tip.isEmpty() ? QVariant() : QVariant(tip);
    }
    case Qt::TextAlignmentRole:
        return QVariant((header.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant streamCell(const StreamRecord& record, int column, int role)
{
    const auto which = static_cast<StreamColumn>(column);
    switch (role) {
    case Qt::DisplayRole: return shownText(record, which);
    case Qt::ToolTipRole: {
        const QString tip = toolTip(record, which);
        return tip.isEmpty() ? QVariant() : QVariant(tip);
    }
    case ToneRole: return static_cast<int>(toneOfCell(record, which));
    case NotchRole: return which == StreamColumn::Time && record.kind == RecordKind::Refused;
    case kRecordKindRole: return static_cast<int>(record.kind);
    case CopyTextRole:
        if (which == StreamColumn::Time)
            return qText(Instant{record.arrivedMs}.text());
        if (which == StreamColumn::EventTime)
            return qText(Instant{record.timeMs}.text());
        if (which == StreamColumn::Amount)
            return qText(record.text(Field::Amount));
        if (which == StreamColumn::Size)
            return QString::number(record.sizeBytes);
        if (which == StreamColumn::Gap)
            return record.gapMs == StreamRecord::kNoGap ? QString() : QString::number(record.gapMs);
        return {};
    default: return {};
    }
}

}  // namespace otto
