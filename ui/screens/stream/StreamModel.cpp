// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/screens/stream/StreamCells.h"

#include <algorithm>
#include <iterator>

namespace otto {

StreamModel::StreamModel(std::size_t capacity, QObject* parent)
    : QAbstractTableModel(parent), m_capacity(capacity)
{
    m_slices.setInterval(kSliceEveryMs);
    connect(&m_slices, &QTimer::timeout, this, &StreamModel::scanSlice);
}

int StreamModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int StreamModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : kStreamColumnCount;
}

QVariant StreamModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? streamHeader(section, role) : QVariant();
}

QVariant StreamModel::data(const QModelIndex& index, int role) const
{
    const StreamRecord* record = recordAt(index.row());
    if (!index.isValid() || record == nullptr)
        return {};
    return role == IdRole ? QVariant(idOf(*record)) : streamCell(*record, index.column(), role);
}

int StreamModel::rowOfId(const QString& id) const
{
    const std::uint64_t sequence = id.toULongLong();
    const auto at = std::lower_bound(m_shown.begin(), m_shown.end(), sequence);
    if (at == m_shown.end() || *at != sequence)
        return -1;
    return static_cast<int>(std::distance(m_shown.begin(), at));
}

QString StreamModel::idOf(const StreamRecord& record)
{
    return QString::number(record.sequence);
}

std::uint64_t StreamModel::firstSequence() const
{
    return m_ring.empty() ? m_nextSequence : m_ring.front().sequence;
}

const StreamRecord* StreamModel::find(const QString& id) const
{
    const auto at = std::lower_bound(
        m_ring.begin(), m_ring.end(), static_cast<std::uint64_t>(id.toULongLong()),
        [](const StreamRecord& record, std::uint64_t wanted) { return record.sequence < wanted; });
    return at == m_ring.end() || idOf(*at) != id ? nullptr : &*at;
}

const StreamRecord& StreamModel::shown(int row) const
{
    const std::uint64_t sequence = m_shown[static_cast<std::size_t>(row)];
    const std::size_t guess = sequence - firstSequence();
    // Without records dropped while waiting, sequence numbers in the ring have no holes.
    if (guess < m_ring.size() && m_ring[guess].sequence == sequence)
        return m_ring[guess];
    return *std::lower_bound(
        m_ring.begin(), m_ring.end(), sequence,
        [](const StreamRecord& record, std::uint64_t wanted) { return record.sequence < wanted; });
}

const StreamRecord* StreamModel::recordAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &shown(row);
}

const StreamRecord* StreamModel::findLast(
    const std::function<bool(const StreamRecord&)>& wanted) const
{
    const auto at = std::find_if(m_ring.rbegin(), m_ring.rend(), wanted);
    return at == m_ring.rend() ? nullptr : &*at;
}

const StreamRecord* StreamModel::linkedTo(const StreamRecord& record) const
{
    using Field = StreamRecord::Field;
    const std::string_view id = record.text(Field::Message);
    const std::string_view cause = record.text(Field::Causation);
    const auto isReply = [](RecordKind kind) {
        return kind == RecordKind::Answer || kind == RecordKind::Outcome;
    };
    const auto isRequest = [](RecordKind kind) {
        return kind == RecordKind::Question || kind == RecordKind::Command;
    };
    const StreamRecord* effect = nullptr;
    if (!id.empty()) {
        effect = findLast([&](const StreamRecord& other) {
            return other.text(Field::Causation) == id
                   && (!isRequest(record.kind) || isReply(other.kind));
        });
    }
    if (isRequest(record.kind))
        return effect;
    const StreamRecord* origin = nullptr;
    if (!cause.empty()) {
        origin = findLast(
            [&](const StreamRecord& other) { return other.text(Field::Message) == cause; });
    }
    return origin != nullptr ? origin : effect;
}

StreamRecord StreamModel::take(const StreamRow& row)
{
    StreamRecord record(row);
    record.sequence = m_nextSequence++;
    const std::string_view payment = record.text(StreamRecord::Field::Payment);
    if (!payment.empty()) {
        const std::size_t key = std::hash<std::string_view>{}(payment);
        const auto [at, isFirst] = m_latest.try_emplace(key);
        if (!isFirst)
            record.gapMs = record.timeMs - at->second.timeMs;
        at->second = Latest{record.timeMs, record.sequence};
    }
    return record;
}

void StreamModel::forget(const StreamRecord& record)
{
    const std::string_view payment = record.text(StreamRecord::Field::Payment);
    const auto at = m_latest.find(std::hash<std::string_view>{}(payment));
    if (at != m_latest.end() && at->second.sequence == record.sequence)
        m_latest.erase(at);
}

void StreamModel::append(const std::vector<StreamRow>& rows, std::uint64_t skipped)
{
    m_skipped += skipped;
    if (!rows.empty()) {
        std::vector<StreamRecord> records;
        records.reserve(rows.size());
        for (const StreamRow& row : rows)
            records.push_back(take(row));
        if (!m_paused) {
            addToRing(std::move(records));
        } else {
            for (StreamRecord& record : records) {
                m_waitingJournal += record.kind == RecordKind::Journal ? 1U : 0U;
                m_waiting.push_back(std::move(record));
            }
            makeRoom(0);
        }
    }
    if (skipped > 0 || !rows.empty())
        Q_EMIT countsChanged();
}

void StreamModel::setPaused(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (!paused) {
        std::vector<StreamRecord> records(std::make_move_iterator(m_waiting.begin()),
                                          std::make_move_iterator(m_waiting.end()));
        m_waiting.clear();
        m_waitingJournal = 0;
        addToRing(std::move(records));
    }
    Q_EMIT countsChanged();
}

std::uint64_t StreamModel::waitingCount() const
{
    return m_waiting.size() - (m_filter.isJournalShown() ? 0U : m_waitingJournal);
}

void StreamModel::addToRing(std::vector<StreamRecord>&& records)
{
    makeRoom(records.size());
    if (records.size() > m_capacity) {
        const auto surplus = static_cast<std::ptrdiff_t>(records.size() - m_capacity);
        std::for_each(records.begin(), records.begin() + surplus,
                      [this](const StreamRecord& record) { forget(record); });
        records.erase(records.begin(), records.begin() + surplus);
        m_skipped += static_cast<std::uint64_t>(surplus);
    }
    std::vector<std::uint64_t> matching;
    for (const StreamRecord& record : records) {
        if (m_filter.matches(record))
            matching.push_back(record.sequence);
    }
    m_scanned += records.size();
    if (matching.empty()) {
        std::move(records.begin(), records.end(), std::back_inserter(m_ring));
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(matching.size()) - 1);
    std::move(records.begin(), records.end(), std::back_inserter(m_ring));
    m_shown.insert(m_shown.end(), matching.begin(), matching.end());
    endInsertRows();
}

void StreamModel::makeRoom(std::size_t count)
{
    const std::size_t wanted = m_ring.size() + m_waiting.size() + count;
    if (wanted <= m_capacity)
        return;
    std::size_t surplus = wanted - m_capacity;
    const std::size_t kept = m_paused ? std::min(kKeptWhilePaused, m_capacity / 2) : 0;
    const std::size_t fromRing = std::min(surplus, m_ring.size() - std::min(m_ring.size(), kept));
    dropFront(fromRing);
    surplus -= fromRing;
    while (m_paused && surplus > 0 && !m_waiting.empty()) {
        m_waitingJournal -= m_waiting.front().kind == RecordKind::Journal ? 1U : 0U;
        forget(m_waiting.front());
        m_waiting.pop_front();
        ++m_skipped;
        --surplus;
    }
}

void StreamModel::dropFront(std::size_t count)
{
    if (count == 0)
        return;
    const std::uint64_t firstKept = count < m_ring.size() ? m_ring[count].sequence : m_nextSequence;
    const auto shownEnd = std::lower_bound(m_shown.begin(), m_shown.end(), firstKept);
    const auto gone = std::distance(m_shown.begin(), shownEnd);
    const auto ringEnd = m_ring.begin() + static_cast<std::ptrdiff_t>(count);
    if (gone > 0)
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    std::for_each(m_ring.begin(), ringEnd, [this](const StreamRecord& record) { forget(record); });
    m_ring.erase(m_ring.begin(), ringEnd);
    m_shown.erase(m_shown.begin(), shownEnd);
    if (gone > 0)
        endRemoveRows();
    if (m_scanNext != 0 && m_scanNext < firstKept) {
        m_scanNext = 0;
        m_slices.stop();
    }
    // What was looked at and is gone no longer counts; what was not looked at yet never did.
    m_scanned = m_scanNext == 0 ? m_ring.size() : std::min<std::uint64_t>(m_scanned, m_ring.size());
}

void StreamModel::setFilterText(const QString& text)
{
    m_filter.setText(text);
    restartScan();
}

void StreamModel::setJournalShown(bool shown)
{
    if (shown == m_filter.isJournalShown())
        return;
    m_filter.setJournalShown(shown);
    restartScan();
}

void StreamModel::restartScan()
{
    // The first slice belongs to the reset, so that a view finds its current row again at once.
    beginResetModel();
    m_shown.clear();
    m_scanned = 0;
    m_scanNext = m_ring.empty() ? 0 : m_ring.back().sequence;
    std::size_t looked = 0;
    auto at = m_ring.rbegin();
    for (; at != m_ring.rend() && looked < kSliceRecords; ++at, ++looked) {
        if (m_filter.matches(*at))
            m_shown.push_front(at->sequence);
    }
    m_scanned = looked;
    m_scanNext = at == m_ring.rend() ? 0 : at->sequence;
    endResetModel();
    if (m_scanNext == 0)
        m_slices.stop();
    else
        m_slices.start();
    Q_EMIT countsChanged();
}

void StreamModel::scanSlice()
{
    auto at = std::upper_bound(
        m_ring.begin(), m_ring.end(), m_scanNext,
        [](std::uint64_t wanted, const StreamRecord& record) { return wanted < record.sequence; });
    std::vector<std::uint64_t> found;
    std::size_t looked = 0;
    for (; at != m_ring.begin() && looked < kSliceRecords; ++looked) {
        --at;
        if (m_filter.matches(*at))
            found.push_back(at->sequence);
    }
    m_scanned += looked;
    m_scanNext = at == m_ring.begin() ? 0 : std::prev(at)->sequence;
    if (m_scanNext == 0)
        m_slices.stop();
    if (!found.empty()) {
        beginInsertRows({}, 0, static_cast<int>(found.size()) - 1);
        m_shown.insert(m_shown.begin(), found.rbegin(), found.rend());
        endInsertRows();
    }
    Q_EMIT countsChanged();
}

}  // namespace otto
