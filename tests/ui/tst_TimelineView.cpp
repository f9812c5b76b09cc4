// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/SampleViews.h"
#include "ui/screens/payment/TimelineView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

class tst_TimelineView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_payment = samplePayment();
        m_view = std::make_unique<TimelineView>();
        m_view->resize(900, 260);
        m_view->setEntries(m_payment.timeline, m_payment.truth.systems);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_view->setFocus();
    }

    void arrowsStepThroughTime()
    {
        QSignalSpy changed(m_view.get(), &TimelineView::currentEntryChanged);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->currentEntry(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->currentEntry(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->currentEntry(), 6);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QCOMPARE(m_view->currentEntry(), 6);
        QTest::keyClick(m_view.get(), Qt::Key_Left);
        QCOMPARE(m_view->currentEntry(), 5);
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->currentEntry(), 0);
        QCOMPARE(changed.size(), 5);
    }

    void upAndDownGoToTheNeighbouringLane()
    {
        // The question stands in WSO2's lane; below it Zelle, then Limits, the flag in Otto's.
        m_view->setCurrentEntry(5);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_payment.timeline[static_cast<std::size_t>(m_view->currentEntry())].lane,
                 System::Zelle);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(m_payment.timeline[static_cast<std::size_t>(m_view->currentEntry())].lane,
                 System::Wso2);
    }

    void enterActivatesTheCurrentMark()
    {
        QSignalSpy activated(m_view.get(), &TimelineView::entryActivated);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(activated.size(), 0);
        m_view->setCurrentEntry(3);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toInt(), 3);
    }

    void clickOnAMarkMakesItCurrent()
    {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->markCentre(4));
        QCOMPARE(m_view->currentEntry(), 4);
        // Beside every mark nothing happens.
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {},
                          QPoint(m_view->markCentre(4).x(), 1));
        QCOMPARE(m_view->currentEntry(), 4);
    }

    void newRecordsKeepTheCurrentMark()
    {
        m_view->setCurrentEntry(4);
        std::vector<TimelineEntry> more = m_payment.timeline;
        TimelineEntry earlier = more.front();
        earlier.time = earlier.time - Duration(5000);
        earlier.messageId = MessageId{"earlier"};
        more.insert(more.begin(), earlier);
        m_view->setEntries(more, m_payment.truth.systems);
        QCOMPARE(m_view->currentEntry(), 5);
    }

    void zoomWidensAndKeepsTheCurrentMarkInView()
    {
        m_view->setCurrentEntry(6);
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
        QVERIFY(m_view->viewport()->rect().contains(m_view->markCentre(6)));
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QVERIFY(m_view->viewport()->rect().contains(m_view->markCentre(0)));
        QVERIFY(m_view->markCentre(0).x() >= TimelineView::kLabelWidth);
        QTest::keyClick(m_view.get(), Qt::Key_0);
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
    }

    void screenReaderHearsTheCurrentMark()
    {
        QVERIFY(m_view->accessibleDescription().contains(QStringLiteral("7 records in 6 lanes")));
        m_view->setCurrentEntry(6);
        QCOMPARE(m_view->accessibleDescription(),
                 QStringLiteral("7 of 7. Answer of WSO2 at 15:04:01.120: GetTrnRs. "
                                "FOUND: receipt 889120017"));
    }

    void laneOfASilentSystemSaysSo()
    {
        // Recon never spoke: its lane is painted as a dotted line with words.
        QVERIFY(m_view->timelineLayout().lanes.contains(System::Recon));
        const QImage with = m_view->viewport()->grab().toImage();
        TimelineEntry spoken = m_payment.timeline.back();
        spoken.lane = System::Recon;
        spoken.messageId = MessageId{"recon"};
        m_payment.timeline.push_back(spoken);
        m_view->setEntries(m_payment.timeline, m_payment.truth.systems);
        QVERIFY(with != m_view->viewport()->grab().toImage());
    }

    void hostileTextIsPaintedHarmlessly()
    {
        for (TimelineEntry& entry : m_payment.timeline) {
            entry.title = std::string(10'000, 'M') + "<b>\xE2\x80\xAE evil</b>\x01\xff";
            entry.detail = std::string(10'000, '<');
        }
        m_view->setEntries(m_payment.timeline, m_payment.truth.systems);
        m_view->setCurrentEntry(2);
        const QImage image = m_view->grab().toImage();
        QCOMPARE(image.size(), m_view->size() * m_view->devicePixelRatio());
    }

    void thousandsOfMarksAreLaidOutAndPainted()
    {
        std::vector<TimelineEntry> many;
        for (int i = 0; i < 5000; ++i) {
            TimelineEntry entry = m_payment.timeline[static_cast<std::size_t>(i) % 7];
            entry.time = ago(0) + Duration(i * 10);
            entry.messageId = MessageId{std::to_string(i)};
            many.push_back(entry);
        }
        m_view->setEntries(many, m_payment.truth.systems);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->currentEntry(), 4999);
        QVERIFY(m_view->viewport()->rect().contains(m_view->markCentre(4999)));
        QVERIFY(!m_view->grab().isNull());
    }

private:
    PaymentView m_payment;
    std::unique_ptr<TimelineView> m_view;
};

QTEST_MAIN(tst_TimelineView)
#include "tst_TimelineView.moc"
