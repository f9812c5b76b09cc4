// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/stream/StreamModel.h"

#include "ui/delegates/CellRoles.h"
#include "ui/screens/stream/StreamFields.h"

#include <algorithm>
#include <iterator>

namespace otto {

StreamModel::StreamModel(std::size_t capacity, QObject* parent)
    : QAbstractTableModel(parent), m_capacity(capacity), m_seen(streamSchema())
{
    connect(&m_scan, &FilterScan::judged, this,
            qOverload<const std::vector<JudgedSlice>&>(&StreamModel::take));
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
    return m_ring.isEmpty() ? m_nextSequence : m_ring.firstSequence();
}

const StreamRecord* StreamModel::find(const QString& id) const
{
    const StreamRecord* record = m_ring.find(id.toULongLong());
    return record == nullptr || idOf(*record) != id ? nullptr : record;
}

const StreamRecord& StreamModel::shown(int row) const
{
    return *m_ring.find(m_shown[static_cast<std::size_t>(row)]);
}

const StreamRecord* StreamModel::recordAt(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &shown(row);
}

const StreamRecord* StreamModel::findLast(
    const std::function<bool(const StreamRecord&)>& wanted) const
{
    return m_ring.findLast(wanted);
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
        // Of a flood every so many stand for their neighbours: a frame has better to do.
        const std::size_t step = records.size() / kObservedAFrame + 1;
        for (std::size_t at = 0; at < records.size(); at += step)
            m_seen.observe(&records[at], m_context, step);
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
    return m_waiting.size() - (m_journalShown ? 0U : m_waitingJournal);
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
    if (isFiltered()) {
        for (FilterSlice& slice : m_ring.append(std::move(records)))
            m_scan.add(std::move(slice));
        return;
    }
    std::vector<std::uint64_t> matching;
    for (const StreamRecord& record : records) {
        if (isInScope(record))
            matching.push_back(record.sequence);
    }
    if (matching.empty()) {
        m_ring.append(std::move(records));
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(matching.size()) - 1);
    m_ring.append(std::move(records));
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
    const std::uint64_t firstKept =
        count < m_ring.size() ? m_ring.at(count).sequence : m_nextSequence;
    const auto shownEnd = std::lower_bound(m_shown.begin(), m_shown.end(), firstKept);
    const auto gone = std::distance(m_shown.begin(), shownEnd);
    if (gone > 0)
        beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    m_ring.dropFront(count, [this](const StreamRecord& record) { forget(record); });
    m_shown.erase(m_shown.begin(), shownEnd);
    if (gone > 0)
        endRemoveRows();
}

void StreamModel::setFilter(const RowFilter& filter, const FilterContext& context)
{
    m_filter = filter;
    m_context = context;
    restart();
}

void StreamModel::setJournalShown(bool isWanted)
{
    if (isWanted == m_journalShown)
        return;
    m_journalShown = isWanted;
    restart();
}

bool StreamModel::isInScope(const StreamRecord& record) const
{
    return m_journalShown || record.kind != RecordKind::Journal;
}

void StreamModel::restart()
{
    if (!isFiltered()) {
        m_scan.clear();
        showAll();
        return;
    }
    const FilterWorker::Scope withoutJournal = [](const void* row) {
        return static_cast<const StreamRecord*>(row)->kind != RecordKind::Journal;
    };
    m_isOutdated = true;
    m_scan.begin(m_filter, m_context, m_journalShown ? nullptr : withoutJournal,
                 m_ring.slicesFromEnd());
    Q_EMIT countsChanged();
}

void StreamModel::showAll()
{
    m_isOutdated = false;
    beginResetModel();
    m_shown.clear();
    m_ring.forEach([this](const StreamRecord& record) {
        if (isInScope(record))
            m_shown.push_back(record.sequence);
    });
    endResetModel();
    Q_EMIT countsChanged();
}

void StreamModel::take(const std::vector<JudgedSlice>& slices)
{
    // From the newest back, but live ones, which are newer than all, in their order.
    std::deque<std::uint64_t> older;
    std::vector<std::uint64_t> newer;
    for (const JudgedSlice& judged : slices) {
        const auto& chunk = static_cast<const StreamChunk&>(*judged.slice.chunk);
        std::vector<std::uint64_t> matching;
        for (const std::uint32_t at : judged.matches) {
            // Some may have left the ring since.
            if (const std::uint64_t sequence = chunk.at(at).sequence; sequence >= firstSequence())
                matching.push_back(sequence);
        }
        if (judged.isLive)
            newer.insert(newer.end(), matching.begin(), matching.end());
        else
            older.insert(older.begin(), matching.begin(), matching.end());
    }
    if (m_isOutdated) {
        m_isOutdated = false;
        beginResetModel();
        m_shown = std::move(older);
        m_shown.insert(m_shown.end(), newer.begin(), newer.end());
        endResetModel();
        Q_EMIT countsChanged();
        return;
    }
    if (!older.empty()) {
        beginInsertRows({}, 0, static_cast<int>(older.size()) - 1);
        m_shown.insert(m_shown.begin(), older.begin(), older.end());
        endInsertRows();
    }
    if (!newer.empty()) {
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(newer.size()) - 1);
        m_shown.insert(m_shown.end(), newer.begin(), newer.end());
        endInsertRows();
    }
    Q_EMIT countsChanged();
}

}  // namespace otto
