// SPDX-License-Identifier: Apache-2.0
// How quickly the console shows what arrives: the whole window over a door that hands out records
// at a fixed rate, first into an empty ring, then into a full one, then with a filter being
// evaluated.
//   otto_bench_console [RECORDS_PER_SECOND [SECONDS_PER_PHASE]]
#include "tests/support/ui/SampleViews.h"
#include "ui/ConsoleWindow.h"
#include "ui/port/EngineClient.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/FilterEdit.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

/// Hands out, at each poll, the records that arrived since the poll before.
class SteadyPort final : public ConsolePort
{
public:
    SteadyPort(const Clock& clock, int perSecond) : m_clock(clock), m_perSecond(perSecond) {}

    Ticket submit(Request, Principal) override { return ++m_ticket; }

    std::shared_ptr<const Delta> poll() override
    {
        const Instant now = m_clock.now();
        if (m_last.ms == 0)
            m_last = now;
        Delta delta = m_given == 0 ? sampleDelta() : Delta{};
        delta.status = sampleStatus();
        delta.status.now = now;
        const std::int64_t count = (now - m_last).count() * m_perSecond / 1000;
        if (count > 0)
            m_last = now;
        give(delta, static_cast<int>(std::min<std::int64_t>(count, Delta::kStreamRowsMax)), now);
        if (m_given % 8 == 0) {
            delta.overview = sampleOverview();
            delta.overview->asOf = now;
        }
        return std::make_shared<const Delta>(std::move(delta));
    }

    /// The next poll brings `count` records at once.
    void burst(int count) { m_burst = count; }

private:
    void give(Delta& delta, int count, Instant now)
    {
        delta.streamRows = sampleStreamRows(count + m_burst, m_given);
        m_given += count + m_burst;
        m_burst = 0;
        for (StreamRow& row : delta.streamRows)
            row.arrivedAt = now;
    }

    const Clock& m_clock;
    const int m_perSecond;
    Instant m_last;
    int m_given = 0;
    int m_burst = 0;
    Ticket m_ticket = 0;
};

long residentKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLong();
    }
    return 0;
}

void run(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

class Bench
{
public:
    Bench(int perSecond, int seconds) : m_port(m_clock, perSecond), m_seconds(seconds) {}

    void measure(const char* phase, const char* screen, bool isFull, const QString& filter)
    {
        EngineClient client(m_port, Principal{OperatorId{"op-1"}, Role::Operator}, m_clock);
        ConsoleWindow window(client, QStringLiteral("bench"));
        window.resize(1440, 900);
        window.show();
        window.setCurrentScreen(QString::fromLatin1(screen));
        client.tick();
        for (int i = 0; isFull && i < 11; ++i) {
            m_port.burst(static_cast<int>(Delta::kStreamRowsMax));
            client.tick();
        }
        run(200);
        client.start();
        if (!filter.isEmpty()) {
            auto* edit = window.screen(QString::fromLatin1(screen))->findChild<FilterEdit*>();
            auto* typing = new QTimer(&window);
            QObject::connect(typing, &QTimer::timeout, edit, [edit, filter] {
                edit->setText(edit->text() == filter ? QString() : filter);
            });
            typing->start(700);
        }
        run(m_seconds * 1000);
        report(phase, client.frames());
    }

private:
    static void report(const char* phase, const FrameStatistics& frames)
    {
        const auto at = [](const SampleWindow& window, int p) {
            return static_cast<long long>(window.percentile(p).value_or(-1));
        };
        std::printf(
            "%-26s event to pixel p50 %3lld p99 %3lld max %4lld ms | apply p50 %2lld p99 %3lld "
            "max %3lld ms | late p99 %3lld max %4lld ms | frames %zu | RSS %ld MiB\n",
            phase, at(frames.eventToPixel, 50), at(frames.eventToPixel, 99),
            static_cast<long long>(frames.eventToPixel.max()), at(frames.apply, 50),
            at(frames.apply, 99), static_cast<long long>(frames.apply.max()), at(frames.late, 99),
            static_cast<long long>(frames.late.max()), frames.late.count(), residentKiB() / 1024);
        std::fflush(stdout);
    }

    SystemClock m_clock;
    SteadyPort m_port;
    const int m_seconds;
};

}  // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Theme::install(application, ThemeMode::Dark);
    const int perSecond = argc > 1 ? std::atoi(argv[1]) : 10'000;
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 10;
    std::printf("%d records a second, %d s a phase\n", perSecond, seconds);
    Bench bench(perSecond, seconds);
    bench.measure("stream, empty ring", "stream", false, {});
    bench.measure("stream, full ring", "stream", true, {});
    bench.measure("stream, full ring, filter", "stream", true, QStringLiteral("zelle failed"));
    bench.measure("overview, full ring", "overview", true, {});
    return 0;
}
