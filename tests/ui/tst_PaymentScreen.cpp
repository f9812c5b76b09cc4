// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/delegates/CellRoles.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/screens/payment/PaymentHeader.h"
#include "ui/screens/payment/PaymentScreen.h"
#include "ui/screens/payment/TimelineView.h"
#include "ui/screens/payment/TruthTableView.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QCompleter>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

const PaymentId kPayment{"PMT-019546a2"};

PaymentView payment()
{
    PaymentView view = samplePayment();
    FlagView toFix = sampleFlag(1);
    toFix.paymentId = kPayment;
    toFix.severity = Severity::Fatal;
    toFix.owner.reset();
    view.flags.push_back(toFix);
    view.summary.openFlags = 2;
    view.fixes = {sampleFix(2)};
    return view;
}

}  // namespace

class tst_PaymentScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<PaymentScreen>(m_rig->client);
        m_screen->resize(1270, 820);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
        m_screen->focusIdField();
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void pastedIdAndEnterOpenThePayment()
    {
        QTest::keyClicks(&id(), QStringLiteral("  PMT-019546a2 "));
        QTest::keyClick(&id(), Qt::Key_Return);
        QCOMPARE(m_rig->port.last<PaymentQuery>()->paymentId, kPayment);
        m_rig->answer<PaymentQuery>(payment());
        QVERIFY(m_screen->findChild<PaymentHeader*>()->isVisible());
        // The operator goes on with the advised step of the most urgent flag.
        QVERIFY(nextStep().hasFocus());
        QCOMPARE(nextStep().text(), QStringLiteral("Fix with RestoreLimits  ·  Enter"));
        QTest::keyClick(&nextStep(), Qt::Key_Return);
        QVERIFY(m_screen->findChild<FixerSheet*>() != nullptr);
    }

    void unknownIdIsSaidInASentence()
    {
        m_screen->openPayment(PaymentId{"PMT-nope"});
        m_rig->answer<PaymentQuery>(Error{
            "UNKNOWN_PAYMENT", "PMT-nope is not in the model since 2026-03-01 15:04:05 UTC."});
        const auto* empty = m_screen->findChild<EmptyState*>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->accessibleName(), QStringLiteral("PMT-nope is not here"));
        QVERIFY(empty->accessibleDescription().contains(
            QStringLiteral("not in the model since 2026-03-01")));
    }

    void headerSaysWhereThePaymentStands()
    {
        open(payment());
        m_rig->apply();
        QCOMPARE(child<OttoLabel>(*m_screen, "sla").text(), QStringLiteral("SLA 0:48 left"));
        m_rig->pass(Duration(60'000));
        m_rig->apply();
        QCOMPARE(child<OttoLabel>(*m_screen, "sla").text(), QStringLiteral("SLA overdue 0:12"));
        QVERIFY(child<NoticeLine>(*m_screen, "gaps").isHidden());
        PaymentView view = payment();
        view.gaps = {"zelle: version 4 is missing (3 and 5 were read)"};
        refresh(view);
        QVERIFY(!child<NoticeLine>(*m_screen, "gaps").isHidden());
        QVERIFY(child<NoticeLine>(*m_screen, "gaps").title().contains(QStringLiteral("version 4")));
    }

    void touchedPaymentIsReadAgainWithoutLosingThePlace()
    {
        open(payment());
        auto& timeline = child<TimelineView>(*m_screen, "timeline");
        timeline.setFocus();
        timeline.setCurrentEntry(3);
        PaymentView more = payment();
        TimelineEntry latest = more.timeline.back();
        latest.messageId = MessageId{"latest"};
        latest.time = latest.time + Duration(2000);
        more.timeline.push_back(latest);
        refresh(more);
        QCOMPARE(timeline.currentEntry(), 3);
        QCOMPARE(list().model()->rowCount(), 8);
        QCOMPARE(list().currentIndex().row(), 3);
        QVERIFY(timeline.hasFocus());
    }

    void timelineAndListShareTheirSelection()
    {
        open(payment());
        auto& timeline = child<TimelineView>(*m_screen, "timeline");
        timeline.setFocus();
        QTest::keyClick(&timeline, Qt::Key_End);
        QCOMPARE(list().currentIndex().row(), 6);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Up);
        QCOMPARE(timeline.currentEntry(), 5);
    }

    void recordOfAMarkOpensInTheStream()
    {
        open(payment());
        QSignalSpy opened(m_screen.get(), &PaymentScreen::recordRequested);
        auto& timeline = child<TimelineView>(*m_screen, "timeline");
        timeline.setFocus();
        timeline.setCurrentEntry(2);
        QTest::keyClick(&timeline, Qt::Key_Return);
        list().setFocus();
        QTest::keyClick(&list(), Qt::Key_Return);
        QCOMPARE(opened.size(), 2);
        QCOMPARE(opened[0][0].value<RecordRef>(), payment().timeline[2].at);
    }

    void truthCellLeadsToItsRecord()
    {
        open(payment());
        auto& truth = child<TruthTableView>(*m_screen, "truthTable");
        PaymentView view = payment();
        view.truth.rows[0].cells[0]->messageId = view.timeline[2].messageId;
        refresh(view);
        truth.setFocus();
        truth.setCurrentIndex(truth.truth()->index(0, 1));
        QVERIFY(child<OttoLabel>(*m_screen, "provenance")
                    .text()
                    .contains(QStringLiteral("CPR, Status")));
        QTest::keyClick(&truth, Qt::Key_Return);
        QCOMPARE(child<TimelineView>(*m_screen, "timeline").currentEntry(), 2);
    }

    void selectedFlagIsTheOneThatIsActedOn()
    {
        open(payment());
        QCOMPARE(child<OttoLabel>(*m_screen, "why").fullText(), qText(sampleFlag(1).sentence));
        auto& flags = child<TableView>(*m_screen, "payment.flags");
        QVERIFY(flags.setCurrentId(qText(sampleFlag(0).id)));
        QCOMPARE(child<OttoLabel>(*m_screen, "why").fullText(), qText(sampleFlag(0).sentence));
        flags.setFocus();
        QTest::keyClick(&flags, Qt::Key_Q);
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->suspender, std::string("GetTrn"));
        QCOMPARE(m_rig->port.last<AskSuspenderCommand>()->paymentId, kPayment);
        refresh(payment());
        QCOMPARE(child<OttoLabel>(*m_screen, "why").fullText(), qText(sampleFlag(0).sentence));
    }

    void paymentWithoutFlagCanStillBeAskedAbout()
    {
        PaymentView view = samplePayment();
        view.flags.clear();
        view.summary.openFlags = 0;
        open(view);
        QVERIFY(nextStep().isHidden());
        QVERIFY(child<QPushButton>(*m_screen, "button.chooseQuestion").isEnabled());
        QVERIFY(!child<QPushButton>(*m_screen, "button.claim").isEnabled());
        QVERIFY(child<TruthTableView>(*m_screen, "truthTable").hasFocus());
    }

    void listsAreCountedAndAFixLeadsToItsScreen()
    {
        open(payment());
        auto& tabs = child<QTabBar>(*m_screen, "payment.tabs");
        QCOMPARE(tabs.tabText(0), QStringLiteral("Flags  2"));
        QCOMPARE(tabs.tabText(1), QStringLiteral("Questions  1"));
        QCOMPARE(tabs.tabText(3), QStringLiteral("Fixes  1"));
        tabs.setCurrentIndex(3);
        QSignalSpy opened(m_screen.get(), &PaymentScreen::fixRequested);
        auto& fixes = child<TableView>(*m_screen, "payment.fixes");
        fixes.setFocus();
        fixes.selectRow(0);
        QTest::keyClick(&fixes, Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].value<CommandId>(), sampleFix(2).commandId);
    }

    void anotherPaymentStartsClean()
    {
        open(payment());
        child<TimelineView>(*m_screen, "timeline").setCurrentEntry(3);
        PaymentView other = samplePayment();
        other.summary.id = PaymentId{"PMT-other"};
        other.flags.clear();
        other.questions.clear();
        other.fixes.clear();
        open(other);
        QCOMPARE(child<TableView>(*m_screen, "payment.flags").model()->rowCount(), 0);
        QCOMPARE(child<TableView>(*m_screen, "payment.fixes").model()->rowCount(), 0);
        QCOMPARE(child<TimelineView>(*m_screen, "timeline").currentEntry(), -1);
    }

    void typedTextOffersPaymentsAndStaleOffersAreDropped()
    {
        QTest::keyClicks(&id(), QStringLiteral("E2E"));
        QTRY_COMPARE(m_rig->port.count<FindPaymentsQuery>(), 1);
        Ticket first = 0;
        QCOMPARE(m_rig->port.last<FindPaymentsQuery>(&first)->text, std::string("E2E"));
        QTest::keyClicks(&id(), QStringLiteral("2"));
        QTRY_COMPARE(m_rig->port.count<FindPaymentsQuery>(), 2);
        auto* completer = m_screen->findChild<QCompleter*>();
        m_rig->port.reply(first, std::vector<PaymentSummary>{payment().summary, payment().summary});
        m_rig->client.tick();
        QCOMPARE(completer->model()->rowCount(), 0);
        m_rig->answer<FindPaymentsQuery>(std::vector<PaymentSummary>{payment().summary});
        QCOMPARE(completer->model()->rowCount(), 1);
        QCOMPARE(completer->model()->index(0, 0).data().toString(),
                 QStringLiteral("PMT-019546a2   125.50 USD   DEBIT_UNKNOWN   2 open flags"));
        Q_EMIT completer->activated(QStringLiteral("PMT-019546a2"));
        QCOMPARE(m_rig->port.last<PaymentQuery>()->paymentId, kPayment);
    }

    void hostilePaymentIsShownAsText()
    {
        PaymentView view = payment();
        view.debtorMasked = "<b>bold</b>\xE2\x80\xAE";
        view.summary.status = std::string(10'000, 'S');
        view.channel = "<img src=x>";
        view.gaps = {std::string(10'000, '&')};
        view.timeline[0].title = std::string(10'000, '<');
        view.truth.rows[0].label = "\x01\xff";
        view.flags[0].sentence = "<script>alert(1)</script>";
        open(view);
        const QList<QLabel*> labels = m_screen->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(!m_screen->grab().isNull());
        QVERIFY(m_screen->minimumSizeHint().width() < 1400);
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        open(payment());
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
    }

private:
    void open(const PaymentView& view)
    {
        m_screen->openPayment(view.summary.id);
        QVERIFY(m_rig->answer<PaymentQuery>(view));
    }

    /// The payment was touched and reads like this now.
    void refresh(const PaymentView& view)
    {
        const int before = m_rig->port.count<PaymentQuery>();
        Delta touched;
        touched.paymentsTouched = {view.summary.id};
        m_rig->apply(touched);
        QTRY_COMPARE(m_rig->port.count<PaymentQuery>(), before + 1);
        QVERIFY(m_rig->answer<PaymentQuery>(view));
    }

    QLineEdit& id() { return child<QLineEdit>(*m_screen, "payment.id"); }
    QPushButton& nextStep() { return child<QPushButton>(*m_screen, "nextStep"); }
    TableView& list() { return child<TableView>(*m_screen, "payment.list"); }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<PaymentScreen> m_screen;
};

QTEST_MAIN(tst_PaymentScreen)
#include "tst_PaymentScreen.moc"
