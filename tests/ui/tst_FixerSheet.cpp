// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/dialogs/NoticeLine.h"
#include "ui/dialogs/RecordPane.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

const PaymentId kPayment{"PMT-019546a2"};

/// Of RestoreLimits with one window prefilled.
FixPreview preview()
{
    FixPreview p = samplePreview("RestoreLimits", kPayment);
    for (FixerParameter& parameter : p.form.parameters) {
        if (parameter.name == "windows") {
            parameter.value = "ZELLE-OUT-DAILY";
        }
    }
    return p;
}

FixPreview refused(const char* code, const char* text)
{
    FixPreview p = preview();
    p.refusal = Error{code, text};
    return p;
}

FixPreview moved()
{
    FixPreview p = preview();
    p.value.replace(p.value.find("LR-77120"), 8, "LR-77121");
    p.orderSha256 = std::string(64, 'b');
    return p;
}

Delta touched()
{
    Delta delta;
    delta.paymentsTouched = {kPayment};
    return delta;
}

}  // namespace

class tst_FixerSheet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_window = std::make_unique<QWidget>();
        m_window->resize(1200, 800);
        m_window->show();
        m_rig->apply();
        m_sheet = new FixerSheet(m_rig->client, QStringLiteral("RestoreLimits"), kPayment,
                                 m_window.get());
        m_sheet->open();
        QVERIFY(QTest::qWaitForWindowExposed(m_sheet));
    }

    void cleanup()
    {
        m_window.reset();
        m_rig.reset();
    }

    void sheetShowsTheExactRecord()
    {
        answer(preview());
        const QString shown = record().shownText();
        for (const char* part : {"pc.qa.pmt.cmd.otto.RestoreLimits", "PMT-019546a2", "ce_source",
                                 "/pc/qa/otto", "\"reservationId\": \"LR-77120\""}) {
            QVERIFY2(shown.contains(QString::fromLatin1(part)), part);
        }
        QCOMPARE(record().shownDigest(), QString::fromStdString(preview().orderSha256));
        // The bytes of the value, which begins with {"comman.
        const auto views = record().findChildren<QPlainTextEdit*>();
        QVERIFY(std::any_of(views.begin(), views.end(), [](const QPlainTextEdit* view) {
            return view->toPlainText().contains(QStringLiteral("7b 22 63 6f 6d 6d 61 6e"));
        }));
    }

    void nothingCanBeSentBeforeTheRecordIsShown()
    {
        QVERIFY(!send().isEnabled());
        m_sheet->send();
        m_rig->apply();
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
    }

    void sendsExactlyWhatWasShownAndOnlyOnce()
    {
        fillIn();
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        QTest::keyClick(m_sheet, Qt::Key_Enter, Qt::ControlModifier);
        send().click();
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 1);
        const auto* sent = m_rig->port.last<SendFixerCommand>();
        QCOMPARE(sent->fixer, std::string("RestoreLimits"));
        QCOMPARE(sent->paymentId, kPayment);
        QCOMPARE(sent->reasonCode, std::string("LIMIT_NOT_RESTORED"));
        QCOMPARE(sent->comment, std::string("Customer called."));
        QCOMPARE(sent->parameters,
                 (std::map<std::string, std::string>{{"windows", "ZELLE-OUT-DAILY"}}));
        QCOMPARE(sent->previewSha256, std::optional(preview().orderSha256));
        QCOMPARE(m_sheet->phase(), FixerSheet::Phase::Sending);
        QVERIFY(!send().isEnabled());
    }

    void enterInAFieldNeverSends()
    {
        fillIn();
        QTest::keyClick(&child<QCheckBox>(*m_sheet, "choice.ZELLE-OUT-DAILY"), Qt::Key_Return);
        QTest::keyClick(m_sheet, Qt::Key_Return);
        QTest::keyClick(&comment(), Qt::Key_Return);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
        QVERIFY(m_sheet->isVisible());
    }

    void sendWaitsForThePreviewOfTheLastKey()
    {
        fillIn();
        QTest::keyClicks(&comment(), QStringLiteral(" Twice."));
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
        QCOMPARE(m_rig->port.last<PreviewFixerQuery>()->comment,
                 std::string("Customer called. Twice."));
        FixPreview fresh = preview();
        fresh.orderSha256 = std::string(64, 'c');
        answer(fresh);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 1);
        QCOMPARE(m_rig->port.last<SendFixerCommand>()->comment,
                 std::string("Customer called. Twice."));
        QCOMPARE(m_rig->port.last<SendFixerCommand>()->previewSha256,
                 std::optional(fresh.orderSha256));
    }

    void waitingSendIsDroppedWhenThePaymentMoves()
    {
        fillIn();
        QTest::keyClicks(&comment(), QStringLiteral("!"));
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        m_rig->apply(touched());
        answer(moved());
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
        QCOMPARE(m_sheet->phase(), FixerSheet::Phase::Editing);
    }

    void refusedPreviewDisablesSendAndSaysWhy()
    {
        answer(refused("SECOND_PERSON_REQUIRED",
                       "1 250.00 USD is above 1 000.00 USD: a second person must agree."));
        settle(refused("SECOND_PERSON_REQUIRED",
                       "1 250.00 USD is above 1 000.00 USD: a second person must agree."));
        QTest::keyClick(m_sheet, Qt::Key_1);
        QTest::keyClicks(&comment(), QStringLiteral("why"));
        settle(refused("SECOND_PERSON_REQUIRED",
                       "1 250.00 USD is above 1 000.00 USD: a second person must agree."));
        QVERIFY(!notice().isHidden());
        QCOMPARE(notice().title(), QStringLiteral("This cannot be sent"));
        QVERIFY(notice().reason().contains(QStringLiteral("a second person must agree")));
        QVERIFY(notice().reason().contains(QStringLiteral("SECOND_PERSON_REQUIRED")));
        QVERIFY(!send().isEnabled());
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
        // The record can still be read.
        QVERIFY(record().shownText().contains(QStringLiteral("LR-77120")));
    }

    void unknownPaymentLeavesNothingToSend()
    {
        m_rig->answer<PreviewFixerQuery>(
            Error{"UNKNOWN_PAYMENT", "PMT-019546a2 is not in the model since 14:00."});
        QVERIFY(notice().reason().contains(QStringLiteral("not in the model")));
        QVERIFY(!send().isEnabled());
        m_sheet->send();
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
    }

    void incompleteFormIsNoRefusalYet()
    {
        FixPreview incomplete = refused("BAD_PARAMETER", "\"windows\" is missing.");
        for (FixerParameter& parameter : incomplete.form.parameters) {
            if (parameter.name == "windows") {
                parameter.value.clear();
            }
        }
        answer(incomplete);
        QVERIFY(notice().isHidden());
        QCOMPARE(m_sheet->obstacle(), QStringLiteral("\"Windows\" is missing."));
        QVERIFY(!send().isEnabled());
    }

    void recordThatChangedByItselfMustBeRead()
    {
        fillIn();
        QVERIFY(send().isEnabled());
        m_rig->apply(touched());
        QVERIFY(!send().isEnabled());
        QTRY_COMPARE(pending(), true);
        answer(moved());
        auto& change = child<NoticeLine>(*m_sheet, "change");
        QVERIFY(!change.isHidden());
        QVERIFY(change.reason().contains(QStringLiteral("was \"reservationId\": \"LR-77120\"")));
        QVERIFY(change.reason().contains(QStringLiteral("now \"reservationId\": \"LR-77121\"")));
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 0);
        QTest::keyClick(&comment(), Qt::Key_F5);
        QVERIFY(change.isHidden());
        QTest::keyClick(&comment(), Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 1);
        QCOMPARE(m_rig->port.last<SendFixerCommand>()->previewSha256,
                 std::optional(moved().orderSha256));
    }

    void touchedPaymentWithTheSameRecordDisturbsNobody()
    {
        fillIn();
        m_rig->apply(touched());
        QTRY_COMPARE(pending(), true);
        answer(preview());
        QVERIFY(child<NoticeLine>(*m_sheet, "change").isHidden());
        QVERIFY(send().isEnabled());
        QCOMPARE(comment().toPlainText(), QStringLiteral("Customer called."));
        QVERIFY(comment().hasFocus());
    }

    void refusedSendShowsTheReasonAndMayBeTriedAfterANewPreview()
    {
        fillIn();
        m_sheet->send();
        m_rig->answer<SendFixerCommand>(
            Error{"STALE_PREVIEW", "The payment changed since the preview; look at it again."});
        QCOMPARE(m_sheet->phase(), FixerSheet::Phase::Editing);
        QCOMPARE(notice().title(), QStringLiteral("Refused: nothing was sent"));
        QVERIFY(notice().reason().contains(QStringLiteral("STALE_PREVIEW")));
        QVERIFY(!send().isEnabled());
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 1);
        answer(moved());
        QVERIFY(!send().isEnabled());
        QTest::keyClick(m_sheet, Qt::Key_F5);
        QVERIFY(send().isEnabled());
        // Never by itself.
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 1);
        m_sheet->send();
        QCOMPARE(m_rig->port.count<SendFixerCommand>(), 2);
    }

    void ticksFollowTheFixUntilItIsVerified()
    {
        fillIn();
        m_sheet->send();
        const CommandId id{"CMD-1"};
        m_rig->answer<SendFixerCommand>(FixAccepted{id, false});
        QCOMPARE(m_sheet->phase(), FixerSheet::Phase::Sent);
        QCOMPARE(tick("sent"), QStringLiteral("Sent: waiting"));
        FixView fix = sampleFix(0);
        fix.commandId = id;
        fix.paymentId = kPayment;
        fix.sent = Tick3{TickState::Done, ago(0), "The broker took it.", {}};
        fix.answered = Tick3{TickState::Pending, {}, {}, {}};
        fix.verified = {};
        apply(fix);
        QCOMPARE(tick("sent"), QStringLiteral("Sent"));
        QCOMPARE(tick("answered"), QStringLiteral("Answered: waiting"));
        fix.answered = Tick3{TickState::Done, ago(0), "APPLIED by limits.", {}};
        fix.verified.state = TickState::Pending;
        apply(fix);
        QCOMPARE(tick("answered"), QStringLiteral("Answered"));
        QCOMPARE(tick("verified"), QStringLiteral("Verified: waiting"));
        fix.verified = Tick3{TickState::Done, ago(0), "LimitsUpdated RESTORED was read.", {}};
        fix.state = FixState::Verified;
        fix.explanation = "Done; nothing is left to do.";
        apply(fix);
        QCOMPARE(tick("verified"), QStringLiteral("Verified"));
        QCOMPARE(child<OttoLabel>(*m_sheet, "explanation").text(),
                 QStringLiteral("Done; nothing is left to do."));
        // Another fix of the payment is none of this sheet's.
        FixView other = fix;
        other.commandId = CommandId{"CMD-2"};
        other.verified = Tick3{TickState::Refused, {}, {}, {}};
        apply(other);
        QCOMPARE(tick("verified"), QStringLiteral("Verified"));
        QPointer<FixerSheet> sheet = m_sheet;
        QTest::keyClick(m_sheet, Qt::Key_Escape);
        QTRY_VERIFY(sheet.isNull());
    }

    void anAcceptedOrderIsNotCalledSentBeforeItIs()
    {
        fillIn();
        m_sheet->send();
        const CommandId id{"CMD-1"};
        m_rig->answer<SendFixerCommand>(FixAccepted{id, false});
        QVERIFY(m_sheet->obstacle().startsWith(QStringLiteral("Accepted; the engine")));
        FixView fix = sampleFix(0);
        fix.commandId = id;
        fix.paymentId = kPayment;
        fix.state = FixState::NotSent;
        apply(fix);
        QVERIFY(m_sheet->obstacle().startsWith(QStringLiteral("Not sent")));
        fix.state = FixState::Decided;
        apply(fix);
        QVERIFY(m_sheet->obstacle().startsWith(QStringLiteral("Recorded")));
        fix.state = FixState::Sent;
        apply(fix);
        QVERIFY(m_sheet->obstacle().startsWith(QStringLiteral("Sent.")));
    }

    void fixThatCameBeforeItsAcceptanceIsShown()
    {
        fillIn();
        m_sheet->send();
        Ticket ticket = 0;
        QVERIFY(m_rig->port.last<SendFixerCommand>(&ticket) != nullptr);
        FixView fix = sampleFix(0);
        fix.commandId = CommandId{"CMD-1"};
        fix.paymentId = kPayment;
        fix.sent = Tick3{TickState::Done, ago(0), "The broker took it.", {}};
        Delta both;
        both.fixes = {fix};
        both.replies = {Reply{ticket, FixAccepted{CommandId{"CMD-1"}, false}}};
        m_rig->apply(both);
        QCOMPARE(tick("sent"), QStringLiteral("Sent"));
    }

    void commandAcceptedBeforeIsSaidToBeTheSame()
    {
        fillIn();
        m_sheet->send();
        m_rig->answer<SendFixerCommand>(FixAccepted{CommandId{"CMD-1"}, true});
        QCOMPARE(notice().title(), QStringLiteral("This very command was accepted before"));
        FixView fix = sampleFix(3);
        fix.commandId = CommandId{"CMD-1"};
        fix.paymentId = kPayment;
        fix.sent = Tick3{TickState::Done, ago(60), "The broker took it.", {}};
        m_rig->answer<FixersQuery>(std::vector<FixView>{fix});
        QCOMPARE(tick("sent"), QStringLiteral("Sent"));
    }

    void firstReasonHasTheFocusAsSoonAsTheFormIsThere()
    {
        answer(preview());
        QCOMPARE(m_sheet->focusWidget(), &child<QRadioButton>(*m_sheet, "reason.1"));
    }

    void focusStaysWhenTheFormIsMadeAnew()
    {
        answer(preview());
        child<QRadioButton>(*m_sheet, "reason.2").setFocus();
        m_rig->apply(touched());
        QTRY_COMPARE(pending(), true);
        FixPreview reshaped = preview();
        reshaped.form.reasonCodes.emplace_back("OTHER", "Something else");
        answer(reshaped);
        QCOMPARE(m_sheet->focusWidget(), &child<QRadioButton>(*m_sheet, "reason.2"));
    }

    /// Window systems activate a sheet when they like; a shortcut would wait for it.
    void digitsChooseAReasonBeforeTheSheetIsActive()
    {
        answer(preview());
        settle(preview());
        QWidget other;
        other.show();
        other.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&other));
        QVERIFY(!m_sheet->isActiveWindow());
        QKeyEvent digit(QEvent::KeyPress, Qt::Key_2, Qt::NoModifier, QStringLiteral("2"));
        QCoreApplication::sendEvent(&child<QRadioButton>(*m_sheet, "reason.1"), &digit);
        QVERIFY(child<QRadioButton>(*m_sheet, "reason.2").isChecked());
    }

    void digitsChooseAReasonExceptInTexts()
    {
        answer(preview());
        settle(preview());
        QTest::keyClick(m_sheet, Qt::Key_2);
        QVERIFY(comment().hasFocus());
        QTest::keyClicks(&comment(), QStringLiteral("1 of 2"));
        QCOMPARE(comment().toPlainText(), QStringLiteral("1 of 2"));
        settle(preview());
        QCOMPARE(m_rig->port.last<PreviewFixerQuery>()->reasonCode,
                 std::string("CUSTOMER_COMPLAINT"));
    }

    void preconditionsAreToldApart()
    {
        FixPreview p = preview();
        p.preconditions[1].holds = false;
        answer(p);
        auto* list = m_sheet->findChild<QWidget*>(QStringLiteral("preconditions"));
        QCOMPARE(list->accessibleDescription(), QStringLiteral("1 of 2 hold"));
        QStringList spoken;
        const auto labels = list->findChildren<OttoLabel*>();
        for (const OttoLabel* label : labels) {
            if (!label->accessibleName().isEmpty()) {
                spoken.append(label->accessibleName());
            }
        }
        QCOMPARE(spoken.size(), 2);
        QVERIFY(spoken[0].startsWith(QStringLiteral("Holds: ")));
        QVERIFY(spoken[1].startsWith(QStringLiteral("Does not hold: ")));
    }

    void repliesAfterClosingHarmNobody()
    {
        fillIn();
        m_sheet->send();
        Ticket ticket = 0;
        m_rig->port.last<SendFixerCommand>(&ticket);
        QPointer<FixerSheet> sheet = m_sheet;
        m_sheet->reject();
        QTRY_VERIFY(sheet.isNull());
        m_rig->port.reply(ticket, FixAccepted{CommandId{"CMD-1"}, false});
        m_rig->client.tick();
        QCOMPARE(m_rig->client.requestsUnderWay(), std::size_t{0});
    }

    void hostileRecordIsShownAsText()
    {
        FixPreview p = preview();
        p.form.title = "<h1>Big</h1>";
        p.form.description = std::string(10'000, '<') + "\xE2\x80\xAE";
        p.headers.emplace_back("<b>", std::string("\x01\xff\xE2\x80\xAE", 5));
        p.value = "{\"comment\":\"" + std::string(20'000, 'x') + "\xE2\x80\xAE\"}";
        p.preconditions = {{"<a href='x'>link</a>", true}};
        answer(p);
        QVERIFY(record().shownText().contains(QStringLiteral("U+202E")));
        QVERIFY(!record().shownText().contains(QChar(0x202E)));
        const QList<QLabel*> labels = m_sheet->findChildren<QLabel*>();
        for (const QLabel* label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QVERIFY(!m_sheet->grab().isNull());
    }

    void everyWidgetThatTakesTheFocusHasAName()
    {
        answer(preview());
        QCOMPARE(widgetsWithoutName(*m_sheet), QStringList());
    }

private:
    /// Answers the newest preview request.
    void answer(const FixPreview& p) { QVERIFY(m_rig->answer<PreviewFixerQuery>(p)); }

    bool pending() const { return m_rig->client.requestsUnderWay() > 0; }

    /// Answers preview requests with `p` until the sheet asks no more.
    void settle(const FixPreview& p)
    {
        QTRY_VERIFY_WITH_TIMEOUT(
            [&] {
                if (pending()) {
                    answer(p);
                }
                return !pending()
                       && m_sheet->obstacle() != QStringLiteral("Checking what would be sent.");
            }(),
            3000);
    }

    /// A complete form whose preview is on the screen.
    void fillIn()
    {
        answer(preview());
        settle(preview());
        QTest::keyClick(m_sheet, Qt::Key_1);
        QTest::keyClicks(&comment(), QStringLiteral("Customer called."));
        settle(preview());
        QTRY_VERIFY(send().isEnabled());
    }

    void apply(const FixView& fix)
    {
        Delta delta;
        delta.fixes = {fix};
        m_rig->apply(delta);
    }

    QString tick(const char* name)
    {
        return child<OttoLabel>(*m_sheet, (std::string("tick.") + name).c_str()).text();
    }

    QPushButton& send() { return child<QPushButton>(*m_sheet, "sendButton"); }
    QPlainTextEdit& comment() { return child<QPlainTextEdit>(*m_sheet, "comment"); }
    NoticeLine& notice() { return child<NoticeLine>(*m_sheet, "notice"); }
    RecordPane& record() { return child<RecordPane>(*m_sheet, "recordPane"); }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<QWidget> m_window;
    FixerSheet* m_sheet = nullptr;
};

QTEST_MAIN(tst_FixerSheet)
#include "tst_FixerSheet.moc"
