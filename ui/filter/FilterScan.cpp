// SPDX-License-Identifier: Apache-2.0
#include "ui/filter/FilterScan.h"

#include <QMetaObject>

namespace otto {

FilterScan::FilterScan(QObject* parent)
    : QObject(parent), m_worker([this] {
          QMetaObject::invokeMethod(this, &FilterScan::collect, Qt::QueuedConnection);
      })
{}

void FilterScan::begin(const RowFilter& filter, const FilterContext& context,
                       FilterWorker::Scope scope, std::deque<FilterSlice> slices)
{
    const bool isDone = slices.empty();
    m_isActive = true;
    m_progress = {};
    m_progress.state = isDone ? ScanState::Live : ScanState::Scanning;
    m_progress.generation = m_worker.start(filter, context, scope, std::move(slices));
    if (isDone)
        Q_EMIT judged({});
}

void FilterScan::add(FilterSlice slice)
{
    if (m_isActive && slice.begin < slice.end)
        m_worker.add(std::move(slice));
}

void FilterScan::stop()
{
    if (!isScanning())
        return;
    m_worker.stop();
    collect();
}

void FilterScan::clear()
{
    m_isActive = false;
    m_worker.clear();
}

void FilterScan::collect()
{
    FilterWorker::Results results = m_worker.take();
    if (!m_isActive)
        return;
    m_progress = results.progress;
    Q_EMIT judged(results.slices);
}

}  // namespace otto
