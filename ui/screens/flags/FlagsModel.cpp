// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/FlagsModel.h"

#include "ui/models/ViewText.h"
#include "ui/screens/flags/FlagFields.h"
#include "ui/screens/flags/FlagText.h"
#include "ui/widgets/DisplayText.h"

#include <algorithm>
#include <limits>

namespace otto {

namespace {

std::vector<TableColumn> columns()
{
    const auto right = Qt::AlignRight | Qt::AlignVCenter;
    return {
        {FlagsModel::tr("Severity"), {}},
        {FlagsModel::tr("Time left"), FlagsModel::tr("Until the deadline of the rule.")},
        {FlagsModel::tr("Rule"), {}},
        {FlagsModel::tr("Payment"), {}},
        {FlagsModel::tr("Amount"), {}, right},
        {FlagsModel::tr("State"), FlagsModel::tr("What the flag needs next.")},
        {FlagsModel::tr("Owner"), {}},
        {FlagsModel::tr("Age"), FlagsModel::tr("Since the flag was raised."), right},
        {FlagsModel::tr("Status"), FlagsModel::tr("Merged status of the payment now.")},
        {FlagsModel::tr("Waiting for"), {}},
        {FlagsModel::tr("Times"),
         FlagsModel::tr("How often this rule was raised on this payment.")},
    };
}

std::int64_t timeOr(const std::optional<Instant>& at, std::int64_t otherwise)
{
    return at ? at->ms : otherwise;
}

QVariant epoch(const std::optional<Instant>& at)
{
    return at ? QVariant(static_cast<qint64>(at->ms)) : QVariant();
}

class FlagChunk final : public FilterChunk
{
public:
    explicit FlagChunk(std::vector<std::shared_ptr<const FlagView>> flags)
        : m_flags(std::move(flags))
    {}

    const void* row(std::size_t at) const override { return m_flags[at].get(); }
    const std::shared_ptr<const FlagView>& flag(std::size_t at) const { return m_flags[at]; }

private:
    std::vector<std::shared_ptr<const FlagView>> m_flags;
};

FilterSlice sliceOf(std::vector<std::shared_ptr<const FlagView>> flags)
{
    const std::size_t count = flags.size();
    return {std::make_shared<FlagChunk>(std::move(flags)), 0, count};
}

}  // namespace

FlagsModel::FlagsModel(OperatorId self, QObject* parent)
    : RowTableModel<FlagView>(columns(), kCapacity, parent),
      m_self(std::move(self)),
      m_seen(flagSchema())
{
    connect(&m_scan, &FilterScan::judged, this, &FlagsModel::take);
    setView(View::Open);
}

void FlagsModel::setView(View view)
{
    m_view = view;
    setFilter([this](const FlagView& flag) {
        const bool isHere = isIn(m_view, flag) || (!m_pinned.isEmpty() && idOf(flag) == m_pinned);
        return isHere && isMatching(flag);
    });
}

int FlagsModel::countOf(View view) const
{
    int count = 0;
    forEach([&](const FlagView& flag) { count += isIn(view, flag) ? 1 : 0; });
    return count;
}

bool FlagsModel::isIn(View view, const FlagView& flag) const
{
    switch (view) {
    case View::Open: return flag.isOpen;
    case View::Mine: return flag.isOpen && flag.owner == m_self;
    case View::Unowned: return flag.isOpen && !flag.owner;
    case View::Cleared: return !flag.isOpen;
    case View::All: return true;
    }
    return false;
}

void FlagsModel::pin(const QString& id)
{
    if (id == m_pinned) {
        return;
    }
    const FlagView* left = find(m_pinned);
    if (m_pinnedDiffers)
        m_matching.remove(m_pinned);
    m_pinned = id;
    if (m_pinnedDiffers || (left != nullptr && !isIn(m_view, *left))) {
        requestSettle();
    }
    m_pinnedDiffers = false;
}

void FlagsModel::apply(const std::vector<FlagView>& flags)
{
    RowTableModel::apply(flags);
    std::vector<std::shared_ptr<const FlagView>> rows;
    for (const FlagView& flag : flags) {
        m_seen.observe(&flag, m_context);
        if (auto row = isFiltered() ? share(idOf(flag)) : nullptr)
            rows.push_back(std::move(row));
    }
    if (!rows.empty())
        m_scan.add(sliceOf(std::move(rows)));
}

void FlagsModel::setNow(Instant now)
{
    m_now = now;
    const bool isDue = now - m_context.now >= Duration{kRejudgeMs};
    if (m_rowFilter.dependsOnNow() && isDue && !m_isJudgingAll
        && m_scan.progress().state == ScanState::Live) {
        m_context.now = now;
        m_isNewFilter = false;
        judgeAll();
    }
}

void FlagsModel::setRowFilter(const RowFilter& filter, const FilterContext& context)
{
    m_rowFilter = filter;
    m_context = context;
    m_isNewFilter = true;
    if (isFiltered()) {
        judgeAll();
        return;
    }
    m_scan.clear();
    m_found.clear();
    adopt();
}

void FlagsModel::judgeAll()
{
    constexpr std::size_t kSliceFlags = 1024;
    const std::vector<std::shared_ptr<const FlagView>> all = snapshot();
    std::deque<FilterSlice> slices;
    for (std::size_t at = 0; at < all.size(); at += kSliceFlags) {
        const auto begin = all.begin() + static_cast<std::ptrdiff_t>(at);
        const auto count = static_cast<std::ptrdiff_t>(std::min(kSliceFlags, all.size() - at));
        slices.push_back(sliceOf({begin, begin + count}));
    }
    m_found.clear();
    m_isJudgingAll = true;
    m_scan.begin(m_rowFilter, m_context, nullptr, std::move(slices));
    Q_EMIT countsChanged();
}

void FlagsModel::take(const std::vector<JudgedSlice>& slices)
{
    QSet<QString>& verdicts = m_isJudgingAll ? m_found : m_matching;
    std::vector<FlagView> changed;
    for (const JudgedSlice& judged : slices) {
        const auto& chunk = static_cast<const FlagChunk&>(*judged.slice.chunk);
        auto match = judged.matches.begin();
        for (std::size_t at = judged.slice.begin; at < judged.slice.end; ++at) {
            const bool isMatch = match != judged.matches.end() && *match == at;
            match += isMatch ? 1 : 0;
            const std::shared_ptr<const FlagView>& flag = chunk.flag(at);
            const QString id = idOf(*flag);
            // It has changed since: its new verdict is under way.
            if (share(id) != flag || verdicts.contains(id) == isMatch)
                continue;
            if (!m_isJudgingAll && !isMatch && id == m_pinned) {
                m_pinnedDiffers = true;
                continue;
            }
            if (isMatch)
                verdicts.insert(id);
            else
                verdicts.remove(id);
            if (!m_isJudgingAll)
                changed.push_back(*flag);
        }
    }
    if (m_isJudgingAll && m_scan.progress().state != ScanState::Scanning)
        adopt();
    else if (!changed.empty())
        RowTableModel::apply(changed);
    Q_EMIT countsChanged();
}

void FlagsModel::adopt()
{
    m_isJudgingAll = false;
    if (m_isNewFilter) {
        m_matching = std::move(m_found);
        m_found.clear();
        m_pinnedDiffers = false;
        // Rows are chosen anew.
        setView(m_view);
        return;
    }
    QSet<QString> differing = m_matching;
    differing.subtract(m_found);
    QSet<QString> arriving = m_found;
    arriving.subtract(m_matching);
    m_pinnedDiffers = differing.contains(m_pinned);
    m_matching = std::move(m_found);
    m_found.clear();
    if (m_pinnedDiffers)
        m_matching.insert(m_pinned);
    std::vector<FlagView> changed;
    for (const QString& id : arriving + differing) {
        if (const FlagView* flag = find(id))
            changed.push_back(*flag);
    }
    RowTableModel::apply(changed);
}

bool FlagsModel::isMatching(const FlagView& flag) const
{
    return !isFiltered() || m_matching.contains(idOf(flag));
}

QString FlagsModel::nextUnowned(const QString& id) const
{
    const int from = rowOfId(id);
    for (int step = 1; step <= rowCount(); ++step) {
        const FlagView* flag = rowAt((from + step) % rowCount());
        if (flag->isOpen && !flag->owner && idOf(*flag) != id) {
            return idOf(*flag);
        }
    }
    return {};
}

QString FlagsModel::idOf(const FlagView& row) const
{
    return qText(row.id);
}

QString FlagsModel::text(const FlagView& row, int column) const
{
    switch (column) {
    case SeverityColumn: return toneWord(severityTone(row.severity));
    case RuleColumn: return ruleText(row);
    case PaymentColumn: return row.paymentId ? qText(*row.paymentId) : qText(row.subject);
    case AmountColumn: return row.amount ? moneyText(*row.amount) : QString();
    case StatusColumn: return qText(row.paymentStatus);
    case StateColumn: return flagStateWord(row);
    case WaitingForColumn: return row.isOpen ? qText(row.waitingFor) : qText(row.clearReason);
    case OwnerColumn: return ownerText(row, m_self);
    case OccurrenceColumn: return QString::number(row.occurrence);
    default: return {};
    }
}

QVariant FlagsModel::timeCell(const FlagView& row, int column, int role) const
{
    switch (role) {
    case StartedRole: return static_cast<qint64>(row.raisedAt.ms);
    case DeadlineRole: return column == TimeLeftColumn ? epoch(row.dueAt) : QVariant();
    case EndedRole: return row.isOpen ? QVariant() : epoch(row.clearedAt);
    case Qt::AccessibleTextRole:
        if (column == AgeColumn) {
            return tr("raised at %1").arg(timeText(row.raisedAt.ms));
        }
        return row.dueAt ? tr("due at %1").arg(timeText(row.dueAt->ms)) : tr("no deadline");
    case Qt::ToolTipRole:
        return column == TimeLeftColumn && row.dueAt
                   ? QVariant(tr("Due at %1").arg(dateTimeText(row.dueAt->ms)))
                   : QVariant();
    default: return {};
    }
}

QVariant FlagsModel::cell(const FlagView& row, int column, int role) const
{
    if (column == TimeLeftColumn || column == AgeColumn) {
        return timeCell(row, column, role);
    }
    switch (role) {
    case Qt::DisplayRole: return text(row, column);
    case Qt::AccessibleTextRole:
        return column == SeverityColumn ? spokenFlag(row, m_self, m_now) : text(row, column);
    case ToneRole:
        if (column == SeverityColumn) {
            return static_cast<int>(severityTone(row.severity));
        }
        return static_cast<int>(column == StateColumn ? flagStateTone(row) : Tone::Neutral);
    case ClosedRole: return !row.isOpen;
    case MinorUnitsRole:
        return column == AmountColumn && row.amount
                   ? QVariant(static_cast<qint64>(row.amount->minor))
                   : QVariant();
    case DecimalsRole:
        return column == AmountColumn && row.amount ? QVariant(row.amount->currency.exponent())
                                                    : QVariant();
    case CurrencyRole:
        return column == AmountColumn && row.amount ? QVariant(qText(row.amount->currency.text()))
                                                    : QVariant();
    case Qt::ToolTipRole: return toolTip(row, column);
    default: return {};
    }
}

QString FlagsModel::toolTip(const FlagView& row, int column) const
{
    switch (column) {
    case RuleColumn: return qText(row.sentence);
    case WaitingForColumn: return text(row, column);
    case OccurrenceColumn:
        return row.occurrence > 1 ? tr("Raised %1 times on this payment.").arg(row.occurrence)
                                  : QString();
    default: return {};
    }
}

bool FlagsModel::before(const FlagView& a, const FlagView& b, int column) const
{
    constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();
    switch (column) {
    case SeverityColumn: return a.severity > b.severity;
    case TimeLeftColumn: return timeOr(a.dueAt, kNever) < timeOr(b.dueAt, kNever);
    // The age grows as the time of raising falls.
    case AgeColumn: return a.raisedAt > b.raisedAt;
    case AmountColumn: {
        const auto key = [](const FlagView& flag) {
            return flag.amount ? std::pair(flag.amount->currency.text(), flag.amount->minor)
                               : std::pair(std::string_view(), std::int64_t{0});
        };
        return key(a) < key(b);
    }
    case OccurrenceColumn: return a.occurrence < b.occurrence;
    case RuleColumn:
    case PaymentColumn:
    case StatusColumn:
    case StateColumn:
    case WaitingForColumn:
    case OwnerColumn: return text(a, column) < text(b, column);
    default: return isMoreUrgent(a, b);
    }
}

}  // namespace otto
