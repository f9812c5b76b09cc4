// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ScreenRig.h"
#include "ui/screens/payment/PaymentWatch.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

const PaymentId kPayment{"PMT-019546a2"};
const PaymentId kOther{"PMT-other"};

Delta touching(const PaymentId& id)
{
    Delta delta;
    delta.paymentsTouched = {id};
    return delta;
}

}  // namespace

class tst_PaymentWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<ScreenRig>();
        m_watch = std::make_unique<PaymentWatch>(m_rig->client);
    }

    void watchingAsksAtOnce()
    {
        QSignalSpy views(m_watch.get(), &PaymentWatch::viewChanged);
        m_watch->watch(kPayment);
        QCOMPARE(asked(), 1);
        m_rig->answer<PaymentQuery>(samplePayment());
        QCOMPARE(views.size(), 1);
        QCOMPARE(views[0][0].value<PaymentView>().summary.id, kPayment);
    }

    void onlyATouchOfThePaymentAsksAgain()
    {
        m_watch->watch(kPayment);
        m_rig->answer<PaymentQuery>(samplePayment());
        QSignalSpy touched(m_watch.get(), &PaymentWatch::touched);
        m_rig->apply(touching(kOther));
        QCOMPARE(touched.size(), 0);
        QCOMPARE(asked(), 1);
        m_rig->apply(touching(kPayment));
        QCOMPARE(touched.size(), 1);
        QTRY_COMPARE(asked(), 2);
    }

    void everyKindOfChangeTouches_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("flag") << 0;
        QTest::newRow("question") << 1;
        QTest::newRow("odd answer") << 2;
        QTest::newRow("fix") << 3;
    }

    void everyKindOfChangeTouches()
    {
        QFETCH(int, kind);
        m_watch->watch(kPayment);
        m_rig->answer<PaymentQuery>(samplePayment());
        QSignalSpy touched(m_watch.get(), &PaymentWatch::touched);
        Delta delta;
        if (kind == 0) {
            delta.flags = {sampleFlag(0)};
            delta.flags[0].paymentId = kPayment;
        } else if (kind == 1) {
            delta.questions = {sampleQuestion(0)};
            delta.questions[0].paymentId = kPayment;
        } else if (kind == 2) {
            delta.oddAnswers = {sampleOddAnswers().front()};
            delta.oddAnswers[0].paymentId = kPayment;
        } else {
            delta.fixes = {sampleFix(0)};
            delta.fixes[0].paymentId = kPayment;
        }
        m_rig->apply(delta);
        QCOMPARE(touched.size(), 1);
    }

    void manyTouchesAskOneAtATimeAndAtMostFourTimesASecond()
    {
        m_watch->watch(kPayment);
        QElapsedTimer clock;
        clock.start();
        for (int i = 0; i < 50; ++i) {
            m_rig->apply(touching(kPayment));
        }
        // The first request is still under way.
        QCOMPARE(asked(), 1);
        m_rig->answer<PaymentQuery>(samplePayment());
        QTRY_COMPARE(asked(), 2);
        QVERIFY(clock.elapsed() >= PaymentWatch::kLeastMs - 20);
        m_rig->answer<PaymentQuery>(samplePayment());
        // Everything before was seen by the second request: nothing more is asked.
        m_rig->apply();
        QCOMPARE(asked(), 2);
    }

    void replyForAPaymentLeftBehindIsDropped()
    {
        QSignalSpy views(m_watch.get(), &PaymentWatch::viewChanged);
        QSignalSpy failures(m_watch.get(), &PaymentWatch::failed);
        m_watch->watch(kPayment);
        Ticket first = 0;
        m_rig->port.last<PaymentQuery>(&first);
        m_watch->watch(kOther);
        m_rig->port.reply(first, samplePayment());
        m_rig->client.tick();
        QCOMPARE(views.size(), 0);
        m_rig->answer<PaymentQuery>(Error{"UNKNOWN_PAYMENT", "PMT-other is not here."});
        QCOMPARE(failures.size(), 1);
    }

    void emptyIdWatchesNothing()
    {
        m_watch->watch(kPayment);
        m_rig->answer<PaymentQuery>(samplePayment());
        m_watch->watch({});
        m_rig->apply(touching(kPayment));
        m_rig->apply(touching({}));
        QCOMPARE(asked(), 1);
    }

    void unknownPaymentIsAskedForAgainOnceItIsHeardOf()
    {
        m_watch->watch(kPayment);
        m_rig->answer<PaymentQuery>(Error{"UNKNOWN_PAYMENT", "Not here."});
        m_rig->apply(touching(kPayment));
        QTRY_COMPARE(asked(), 2);
    }

private:
    int asked() const { return m_rig->port.count<PaymentQuery>(); }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<PaymentWatch> m_watch;
};

QTEST_GUILESS_MAIN(tst_PaymentWatch)
#include "tst_PaymentWatch.moc"
