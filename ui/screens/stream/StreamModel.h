// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/SeenValues.h"
#include "ui/filter/FilterScan.h"
#include "ui/screens/stream/StreamRing.h"
#include "ui/widgets/RowLookup.h"

#include <QAbstractTableModel>

#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_map>
#include <vector>

namespace otto {

/// The records of the stream that match a filter, oldest first: a ring of at most `capacity`
/// records with the sequence numbers of those shown. GUI thread only.
//
/// Filters are evaluated on a thread of their own, from the newest record back: the matches nearest
/// to "now" are there first and older ones come in above them. What the table showed stays until
/// the first of them. New records of a filtered stream are shown when they have been judged.
/// Without a filter all records are shown at once.
//
/// While paused, the shown rows stay as they are; what arrives waits. When ring and waiting records
/// together are full, the oldest shown ones go first, but the newest kKeptWhilePaused stay; after
/// that the oldest waiting ones are dropped and counted.
class StreamModel : public QAbstractTableModel, public RowLookup
{
    Q_OBJECT

public:
    static constexpr std::size_t kCapacity = 200'000;
    static constexpr std::size_t kKeptWhilePaused = 20'000;
    /// Records whose values are noted for completion, at most.
    static constexpr std::size_t kObservedAFrame = 2'000;

    explicit StreamModel(std::size_t capacity = kCapacity, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    int rowOfId(const QString& id) const override;

    /// The rows of one frame; `skipped` records were too many for it.
    void append(const std::vector<StreamRow>& rows, std::uint64_t skipped);

    void setPaused(bool paused);
    bool isPaused() const { return m_paused; }
    /// Records that arrived since the pause, journal only when it is shown.
    std::uint64_t waitingCount() const;

    void setFilter(const RowFilter& filter, const FilterContext& context);
    void setJournalShown(bool shown);
    bool isJournalShown() const { return m_journalShown; }
    bool isFiltered() const { return !m_filter.isEmpty(); }

    bool isScanning() const { return m_scan.isScanning(); }
    /// Keeps what was found.
    void stopScan() { m_scan.stop(); }
    /// Of the present filter.
    const ScanProgress& progress() const { return m_scan.progress(); }
    const SeenValues& seenValues() const { return m_seen; }
    std::uint64_t ringCount() const { return m_ring.size(); }
    /// Records this screen never had room for.
    std::uint64_t skippedCount() const { return m_skipped; }

    /// Null when out of range.
    const StreamRecord* recordAt(int row) const;
    /// The record behind an id while it is in the ring, shown or not.
    const StreamRecord* find(const QString& id) const;
    static QString idOf(const StreamRecord& record);
    /// Newest ring record that `wanted` is true for; null when none.
    const StreamRecord* findLast(const std::function<bool(const StreamRecord&)>& wanted) const;
    /// The question of an answer, the answer of a question, the command of an outcome and so on:
    /// what caused this record, or what it caused. Null when the ring has none.
    const StreamRecord* linkedTo(const StreamRecord& record) const;

Q_SIGNALS:
    /// Shown, scanned, waiting or skipped counts may have changed.
    void countsChanged();

private:
    const StreamRecord& shown(int row) const;
    std::uint64_t firstSequence() const;
    StreamRecord take(const StreamRow& row);
    void forget(const StreamRecord& record);
    void addToRing(std::vector<StreamRecord>&& records);
    void makeRoom(std::size_t count);
    void dropFront(std::size_t count);
    bool isInScope(const StreamRecord& record) const;
    void restart();
    void showAll();
    void take(const std::vector<JudgedSlice>& slices);

    const std::size_t m_capacity;
    StreamRing m_ring;
    /// Sequence numbers of the shown records, ascending.
    std::deque<std::uint64_t> m_shown;
    std::deque<StreamRecord> m_waiting;
    struct Latest
    {
        std::int64_t timeMs = 0;
        std::uint64_t sequence = 0;
    };
    /// By hash of the payment id; last record of each payment in the ring.
    std::unordered_map<std::size_t, Latest> m_latest;
    RowFilter m_filter;
    FilterContext m_context;
    SeenValues m_seen;
    bool m_journalShown = false;
    /// What is shown is of the filter before.
    bool m_isOutdated = false;
    std::uint64_t m_nextSequence = 1;
    std::uint64_t m_waitingJournal = 0;
    std::uint64_t m_skipped = 0;
    bool m_paused = false;
    FilterScan m_scan;
};

}  // namespace otto
