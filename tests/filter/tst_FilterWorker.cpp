// SPDX-License-Identifier: Apache-2.0
#include "core/filter/FilterWorker.h"
#include "tests/filter/Wares.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

using namespace otto;
using namespace otto::test;

namespace {

class Wares final : public FilterChunk
{
public:
    explicit Wares(std::vector<Ware> wares) : m_wares(std::move(wares)) {}
    const void* row(std::size_t at) const override { return &m_wares[at]; }

private:
    std::vector<Ware> m_wares;
};

/// A chunk whose rows wait for the test, so that it can do things in the middle of a scan.
class Gate final : public FilterChunk
{
public:
    const void* row(std::size_t) const override
    {
        std::unique_lock lock(m_mutex);
        m_isReached = true;
        m_changed.notify_all();
        m_changed.wait(lock, [this] { return m_isOpen; });
        return &m_ware;
    }
    void waitUntilReached()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_isReached; });
    }
    void open()
    {
        const std::lock_guard lock(m_mutex);
        m_isOpen = true;
        m_changed.notify_all();
    }

private:
    Ware m_ware;
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    mutable bool m_isReached = false;
    bool m_isOpen = false;
};

FilterSlice slice(const std::vector<std::string>& statuses)
{
    std::vector<Ware> wares;
    for (const std::string& status : statuses) {
        Ware ware;
        ware.status = status;
        wares.push_back(ware);
    }
    return {std::make_shared<Wares>(std::move(wares)), 0, statuses.size()};
}

RowFilter filterOf(const char* line)
{
    return *RowFilter::compile(line, wareSchema(), wareContext());
}

}  // namespace

class tst_FilterWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_matches.clear();
        m_woken = 0;
        m_worker = std::make_unique<FilterWorker>([this] {
            const std::lock_guard lock(m_mutex);
            ++m_woken;
            m_changed.notify_all();
        });
    }

    void cleanup() { m_worker.reset(); }

    void slicesAreJudgedInTheirOrder()
    {
        m_worker->start(filterOf("status:a"), wareContext(), nullptr,
                        {slice({"a", "b", "a"}), slice({"b"}), slice({"a"})});
        const ScanProgress end = untilState(ScanState::Live);
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{0, 2}, {}, {0}}));
        QCOMPARE(end.scanned, std::uint64_t{5});
        QCOMPARE(end.unjudged, std::uint64_t{0});
    }

    void partOfAChunkIsJudged()
    {
        FilterSlice part = slice({"a", "a", "a", "a"});
        part.begin = 1;
        part.end = 3;
        m_worker->start(filterOf("status:a"), wareContext(), nullptr, {part});
        QCOMPARE(untilState(ScanState::Live).scanned, std::uint64_t{2});
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{1, 2}}));
    }

    void rowsOutOfScopeNeverMatch()
    {
        const auto scope = [](const void* row) {
            return static_cast<const Ware*>(row)->status != "b";
        };
        m_worker->start(filterOf("status:a,b"), wareContext(), scope, {slice({"a", "b"})});
        QCOMPARE(untilState(ScanState::Live).scanned, std::uint64_t{2});
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{0}}));
    }

    void newestFilterWins()
    {
        auto gate = std::make_shared<Gate>();
        const std::uint64_t first = m_worker->start(filterOf("status:SENT"), wareContext(), nullptr,
                                                    {FilterSlice{gate, 0, 1000}, slice({"SENT"})});
        gate->waitUntilReached();
        const std::uint64_t second =
            m_worker->start(filterOf("status:b"), wareContext(), nullptr, {slice({"a", "b"})});
        QVERIFY(second > first);
        gate->open();
        const ScanProgress end = untilState(ScanState::Live);
        QCOMPARE(end.generation, second);
        QCOMPARE(end.scanned, std::uint64_t{2});
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{1}}));
    }

    void stopKeepsWhatWasFoundAndGoesOnWithNewRows()
    {
        auto gate = std::make_shared<Gate>();
        m_worker->start(filterOf("status:a,SENT"), wareContext(), nullptr,
                        {slice({"a"}), FilterSlice{gate, 0, 1}, slice({"a"}), slice({"a"})});
        gate->waitUntilReached();
        m_worker->stop();
        gate->open();
        m_worker->add(slice({"x", "a"}));
        const ScanProgress end = untilMatches(3);
        QCOMPARE(end.state, ScanState::Stopped);
        QCOMPARE(end.scanned, std::uint64_t{4});
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{0}, {0}, {1}}));
    }

    void newRowsComeBeforeTheRestOfTheScan()
    {
        auto gate = std::make_shared<Gate>();
        m_worker->start(filterOf("status:a,b"), wareContext(), nullptr,
                        {FilterSlice{gate, 0, 1}, slice({"a", "a"})});
        gate->waitUntilReached();
        m_worker->add(slice({"x", "b"}));
        gate->open();
        untilState(ScanState::Live);
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{}, {1}, {0, 1}}));
    }

    void errorsAreCountedAndTheFirstIsTold()
    {
        m_worker->start(filterOf("amount > money('1.00', 'USD')"), wareContext(), nullptr,
                        {slice({"a", "b"})});
        const ScanProgress end = untilState(ScanState::Live);
        QCOMPARE(end.unjudged, std::uint64_t{2});
        QVERIFY(!end.fault.empty());
    }

    void costlyExpressionFailsTheScan()
    {
        std::string line = "true";
        for (const char* name : {"a", "b", "c", "d", "e"})
            line = std::string("[0,1,2,3,4,5,6,7,8,9].all(") + name + ", " + line + ")";
        m_worker->start(filterOf(line.c_str()), wareContext(), nullptr,
                        {slice({"a"}), slice({"b"})});
        const ScanProgress end = untilState(ScanState::Failed);
        QCOMPARE(end.scanned, std::uint64_t{0});
        QVERIFY(!end.fault.empty());
        m_worker->start(filterOf("status:a"), wareContext(), nullptr, {slice({"a"})});
        QCOMPARE(untilState(ScanState::Live).scanned, std::uint64_t{1});
    }

    void nothingIsJudgedAfterClear()
    {
        auto gate = std::make_shared<Gate>();
        m_worker->start(filterOf("status:SENT"), wareContext(), nullptr, {FilterSlice{gate, 0, 1}});
        gate->waitUntilReached();
        m_worker->clear();
        m_worker->add(slice({"SENT"}));
        gate->open();
        m_worker->start(filterOf("status:z"), wareContext(), nullptr, {slice({"z"})});
        QCOMPARE(untilState(ScanState::Live).scanned, std::uint64_t{1});
        QCOMPARE(m_matches, (std::vector<std::vector<std::uint32_t>>{{0}}));
    }

    void workerEndsInTheMiddleOfAScan()
    {
        auto gate = std::make_shared<Gate>();
        m_worker->start(filterOf("status:SENT"), wareContext(), nullptr,
                        {FilterSlice{gate, 0, 1'000'000'000}});
        gate->waitUntilReached();
        gate->open();
        m_worker.reset();
        QVERIFY(m_worker == nullptr);
    }

private:
    template <typename IsReached>
    ScanProgress until(IsReached isReached)
    {
        for (;;) {
            std::unique_lock lock(m_mutex);
            if (!m_changed.wait_for(lock, std::chrono::seconds(20), [this] { return m_woken > 0; }))
                return {};
            m_woken = 0;
            lock.unlock();
            FilterWorker::Results results = m_worker->take();
            for (JudgedSlice& judged : results.slices)
                m_matches.push_back(std::move(judged.matches));
            if (isReached(results.progress))
                return results.progress;
        }
    }
    ScanProgress untilState(ScanState state)
    {
        return until([state](const ScanProgress& now) { return now.state == state; });
    }
    ScanProgress untilMatches(std::size_t slices)
    {
        return until([&](const ScanProgress&) { return m_matches.size() >= slices; });
    }

    std::unique_ptr<FilterWorker> m_worker;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_woken = 0;
    std::vector<std::vector<std::uint32_t>> m_matches;
};

QTEST_APPLESS_MAIN(tst_FilterWorker)
#include "tst_FilterWorker.moc"
