// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/FakePort.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/port/EngineClient.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_EngineClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock.set(sampleNow());
        m_port = std::make_unique<FakePort>();
        m_client = std::make_unique<EngineClient>(
            *m_port, Principal{OperatorId{"op-1"}, Role::Operator}, m_clock);
    }

    void everyRequestIsSubmittedInTheOperatorsName()
    {
        m_client->submit(
            Request(StatsQuery{}), [](const Response&) {}, this);
        QCOMPARE(m_port->submitted().size(), std::size_t{1});
        QCOMPARE(m_port->submitted().front().who.operatorId.value, std::string("op-1"));
        QCOMPARE(m_port->submitted().front().who.role, Role::Operator);
    }

    void replyIsHandedOutOnceAndToItsOwnRequest()
    {
        int first = 0;
        int second = 0;
        m_client->submit(
            Request(StatsQuery{}), [&](const Response&) { ++first; }, this);
        m_client->submit(
            Request(FixersQuery{}),
            [&](const Response& r) {
                ++second;
                QVERIFY(std::holds_alternative<std::vector<FixView>>(r));
            },
            this);
        m_port->reply(2, Response(sampleFixes()));
        m_port->reply(2, Response(sampleFixes()));
        m_client->tick();
        m_client->tick();
        QCOMPARE(first, 0);
        QCOMPARE(second, 1);
        QCOMPARE(m_client->requestsUnderWay(), std::size_t{1});
    }

    void replyIsDroppedWhenItsContextDied()
    {
        bool called = false;
        auto context = std::make_unique<QObject>();
        m_client->submit(
            Request(StatsQuery{}), [&](const Response&) { called = true; }, context.get());
        context.reset();
        m_port->reply(1, Response(sampleStatus()));
        m_client->tick();
        QVERIFY(!called);
        QCOMPARE(m_client->requestsUnderWay(), std::size_t{0});
    }

    void callbackMaySubmitAgain()
    {
        m_client->submit(
            Request(StatsQuery{}),
            [this](const Response&) {
                m_client->submit(
                    Request(OverviewQuery{}), [](const Response&) {}, this);
            },
            this);
        m_port->reply(1, Response(sampleStatus()));
        m_client->tick();
        QVERIFY(m_port->last<OverviewQuery>() != nullptr);
        QCOMPARE(m_client->requestsUnderWay(), std::size_t{1});
    }

    void askTellsErrorsFromAnswers()
    {
        QString heard;
        const auto ask = [&] {
            m_client->ask<StatsQuery>(
                StatsQuery{}, this,
                [&](const EngineStatus& s) { heard = QString::fromStdString(s.env); },
                [&](const Error& e) { heard = QString::fromStdString(e.code); });
        };
        ask();
        m_port->reply(1, Response(sampleStatus()));
        m_client->tick();
        QCOMPARE(heard, QStringLiteral("qa"));
        ask();
        m_port->reply(2, Response(Error{"NOT_ALLOWED", "No."}));
        m_client->tick();
        QCOMPARE(heard, QStringLiteral("NOT_ALLOWED"));
        ask();
        m_port->reply(3, Response(sampleOverview()));
        m_client->tick();
        QCOMPARE(heard, QStringLiteral("WRONG_RESPONSE"));
    }

    void screensAreUpToDateWhenACallbackRuns()
    {
        QStringList order;
        connect(m_client.get(), &EngineClient::deltaApplied, this,
                [&] { order.append(QStringLiteral("delta")); });
        m_client->submit(
            Request(StatsQuery{}), [&](const Response&) { order.append(QStringLiteral("reply")); },
            this);
        m_port->reply(1, Response(sampleStatus()));
        m_client->tick();
        QCOMPARE(order, QStringList({QStringLiteral("delta"), QStringLiteral("reply")}));
    }

    void silenceOfFiveSecondsIsAStallAndADeltaEndsIt()
    {
        QSignalSpy stalled(m_client.get(), &EngineClient::stalledChanged);
        m_port->push();
        m_client->tick();
        m_clock.advance(Duration(4'999));
        m_client->tick();
        QCOMPARE(stalled.count(), 0);
        m_clock.advance(Duration(1));
        m_client->tick();
        m_client->tick();
        QCOMPARE(stalled.count(), 1);
        QVERIFY(m_client->isStalled());
        QCOMPARE(m_client->lastDeltaAt(), sampleNow());
        m_port->push();
        m_client->tick();
        QCOMPARE(stalled.count(), 2);
        QVERIFY(!m_client->isStalled());
    }

    void eventToPixelIsMeasuredFromArrivalToPaint()
    {
        Delta delta;
        delta.streamRows = sampleStreamRows(3);
        delta.streamRows.back().arrivedAt = m_clock.now();
        m_port->push(delta);
        m_clock.advance(Duration(20));
        m_client->tick();
        m_clock.advance(Duration(12));
        m_client->notePainted();
        m_clock.advance(Duration(500));
        m_client->notePainted();
        QCOMPARE(m_client->frames().eventToPixel.count(), std::size_t{1});
        QCOMPARE(m_client->frames().eventToPixel.percentile(50).value(), std::int64_t{32});
    }

    void slowestPictureIsMeasuredWhenFramesPileUp()
    {
        Delta delta;
        delta.streamRows = sampleStreamRows(1);
        delta.streamRows.back().arrivedAt = m_clock.now();
        m_port->push(delta);
        m_client->tick();
        m_clock.advance(Duration(400));
        delta.streamRows.back().arrivedAt = m_clock.now();
        m_port->push(delta);
        m_client->tick();
        m_client->notePainted();
        QCOMPARE(m_client->frames().eventToPixel.percentile(100).value(), std::int64_t{400});
    }

    void hiddenWindowMeasuresNothing()
    {
        Delta delta;
        delta.streamRows = sampleStreamRows(1);
        m_client->setWindowVisible(false);
        m_port->push(delta);
        m_client->tick();
        m_client->setWindowVisible(true);
        m_client->notePainted();
        QCOMPARE(m_client->frames().eventToPixel.count(), std::size_t{0});
    }

    void percentilesAreNearestRank()
    {
        SampleWindow window;
        QVERIFY(!window.percentile(50));
        for (std::int64_t ms = 100; ms >= 1; --ms)
            window.add(ms);
        QCOMPARE(window.percentile(50).value(), std::int64_t{50});
        QCOMPARE(window.percentile(99).value(), std::int64_t{99});
        QCOMPARE(window.percentile(100).value(), std::int64_t{100});
        QCOMPARE(window.max(), std::int64_t{100});
    }

    void windowOfSamplesForgetsTheOldest()
    {
        SampleWindow window;
        window.add(1'000'000);
        for (std::size_t i = 0; i < SampleWindow::kCapacity; ++i)
            window.add(5);
        QCOMPARE(window.count(), SampleWindow::kCapacity);
        QCOMPARE(window.percentile(100).value(), std::int64_t{5});
        QCOMPARE(window.max(), std::int64_t{1'000'000});
    }

    void frameTimerPollsByItself()
    {
        m_client->start();
        m_port->push();
        QTRY_VERIFY(m_client->hasStatus());
    }

private:
    ManualClock m_clock{sampleNow()};
    std::unique_ptr<FakePort> m_port;
    std::unique_ptr<EngineClient> m_client;
};

QTEST_GUILESS_MAIN(tst_EngineClient)
#include "tst_EngineClient.moc"
