// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/gallery/SampleRows.h"

#include "ui/delegates/CellRoles.h"
#include "ui/theme/Tone.h"

#include <array>

namespace otto {

namespace {

struct Row
{
    const char* payment;
    const char* rule;
    const char* state;
    const char* owner;
    Tone tone;
    Tone stateTone;
    qint64 age;
    qint64 left;
    qint64 minor;
    TickState sent;
    TickState answered;
    TickState verified;
    bool closed;
};

using T = TickState;

constexpr std::array<Row, 9> kRows{{
    {"PMT-20250301-9F3A77C1D2", "TrnAdd has no fact", "new", "", Tone::Critical, Tone::High,
     754'000, -45'000, 1'240'000, T::None, T::None, T::None, false},
    {"PMT-20250301-1B22E0A9F4", "Stuck in DEBIT_PENDING", "investigating", "op-1", Tone::High,
     Tone::Low, 312'000, 38'000, 98'050, T::Pending, T::None, T::None, false},
    {"PMT-20250301-77AB03D911", "Limits not restored", "fix pending", "op-2", Tone::High,
     Tone::Medium, 185'000, 412'000, -250'000, T::Done, T::Pending, T::None, false},
    {"PMT-20250301-C40D5521AA", "Amounts differ", "verifying", "op-1", Tone::Medium, Tone::Low,
     98'000, 1'900'000, 4'512'399, T::Done, T::Done, T::Pending, false},
    {"PMT-20250301-0E9981BC33", "Refused by target", "open", "op-1", Tone::Medium, Tone::High,
     64'000, 2'500'000, 700, T::Done, T::Refused, T::None, false},
    {"PMT-20250301-5D2210EE08", "Late answer", "unknown", "", Tone::Low, Tone::High, 42'000,
     7'300'000, 125'000'000, T::Done, T::Unknown, T::None, false},
    {"PMT-20250301-B8F00C1D77", "Silent source", "snoozed", "op-3", Tone::Info, Tone::Neutral,
     9'000, 90'000'000, 12'000, T::None, T::None, T::None, false},
    {"PMT-20250228-2201FFB0A6", "Limits not restored", "verified", "op-2", Tone::High, Tone::Ok,
     88'000'000, 0, 3'300'000, T::Done, T::Done, T::Done, true},
    {"PMT-20250228-<b>html</b>", "Stuck in SENT", "cleared", "op-2", Tone::Low, Tone::Neutral,
     172'000'000, 0, 45'000, T::Done, T::Done, T::Done, true},
}};

QVariant tickOf(const Row& row, int role)
{
    switch (role) {
    case SentTickRole: return static_cast<int>(row.sent);
    case AnsweredTickRole: return static_cast<int>(row.answered);
    case VerifiedTickRole: return static_cast<int>(row.verified);
    default: return {};
    }
}

QVariant timeOf(const Row& row, int role)
{
    switch (role) {
    case StartedRole: return SampleRows::kNow - row.age;
    case DeadlineRole: return row.closed ? QVariant() : QVariant(SampleRows::kNow + row.left);
    case EndedRole: return row.closed ? QVariant(SampleRows::kNow - row.age / 2) : QVariant();
    default: return {};
    }
}

}  // namespace

int SampleRows::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(kRows.size()) * 2;
}

int SampleRows::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SampleRows::data(const QModelIndex& index, int role) const
{
    const auto row = static_cast<std::size_t>(index.row());
    const Row& sample = kRows[row % kRows.size()];
    switch (role) {
    case IdRole: return QString::number(index.row());
    case ToneRole:
        return static_cast<int>(index.column() == State      ? sample.stateTone
                                : index.column() == Severity ? sample.tone
                                                             : Tone::Neutral);
    case ClosedRole: return sample.closed;
    case MinorUnitsRole: return sample.minor;
    case CurrencyRole: return QStringLiteral("USD");
    case SecondaryTextRole:
        return index.column() == Rule ? QVariant(QStringLiteral("OT0%1").arg(row % 7 + 1))
                                      : QVariant();
    case Qt::DisplayRole: break;
    default:
        if (QVariant time = timeOf(sample, role); time.isValid()) {
            return time;
        }
        return tickOf(sample, role);
    }
    switch (index.column()) {
    case State: return QString::fromLatin1(sample.state);
    case Rule: return QString::fromLatin1(sample.rule);
    case Payment: return QString::fromLatin1(sample.payment);
    case Owner: return QString::fromLatin1(sample.owner);
    default: return {};
    }
}

QVariant SampleRows::headerData(int section, Qt::Orientation orientation, int role) const
{
    static constexpr std::array<const char*, ColumnCount> kTitles{
        "Severity", "SLA left",  "Age",
        "State",    "Rule",      "Payment",
        "Amount",   "Answer in", "Sent, answered, verified",
        "Owner"};
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole) {
        return QString::fromLatin1(kTitles[static_cast<std::size_t>(section)]);
    }
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole
        && (section == Age || section == Amount)) {
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    }
    return {};
}

}  // namespace otto
