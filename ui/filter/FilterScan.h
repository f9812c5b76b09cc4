// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/filter/FilterWorker.h"

#include <QObject>

namespace otto {

/// A FilterWorker for the GUI thread: what it judged arrives as a signal, never twice and never of
/// an earlier filter.
class FilterScan : public QObject
{
    Q_OBJECT

public:
    explicit FilterScan(QObject* parent = nullptr);

    /// Judges the slices in their order, then what add() brings. judged() follows at least once,
    /// at once when there are no slices.
    void begin(const RowFilter& filter, const FilterContext& context, FilterWorker::Scope scope,
               std::deque<FilterSlice> slices);
    void add(FilterSlice slice);
    /// Keeps what was found; rows that come are judged still.
    void stop();
    /// No filter.
    void clear();

    bool isActive() const { return m_isActive; }
    bool isScanning() const { return m_isActive && m_progress.state == ScanState::Scanning; }
    const ScanProgress& progress() const { return m_progress; }

Q_SIGNALS:
    /// progress() is that of these slices.
    void judged(const std::vector<otto::JudgedSlice>& slices);

private:
    void collect();

    ScanProgress m_progress;
    bool m_isActive = false;
    /// Last: its thread ends before anything else goes.
    FilterWorker m_worker;
};

}  // namespace otto
