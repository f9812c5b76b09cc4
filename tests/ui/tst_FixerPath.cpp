// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ScreenRig.h"
#include "ui/ConsoleWindow.h"
#include "ui/delegates/CellRoles.h"
#include "ui/dialogs/FixerSheet.h"
#include "ui/dialogs/RecordPane.h"
#include "ui/models/ViewText.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/TableView.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QTabBar>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

/// RestoreLimits is advised on it.
FlagView flag()
{
    FlagView f = sampleFlag(1);
    f.owner.reset();
    f.severity = Severity::Fatal;
    return f;
}

FixPreview preview()
{
    FixPreview p = samplePreview("RestoreLimits", *flag().paymentId);
    for (FixerParameter& parameter : p.form.parameters) {
        if (parameter.name == "windows") {
            parameter.value = "ZELLE-OUT-DAILY";
        }
    }
    return p;
}

}  // namespace

/// The operator's way from a flag to a verified fix, with keys alone (product.md 4(b)).
class tst_FixerPath : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void flagIsSeenUnderstoodRepairedAndGone()
    {
        setClockMode(ClockMode::Utc);
        ScreenRig rig;
        ConsoleWindow window(rig.client, QStringLiteral("demo"));
        window.resize(1440, 900);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        Delta first;
        first.flags = {sampleFlag(3), flag(), sampleFlag(0)};
        rig.apply(first);

        // To the inbox; the most urgent flag is on top.
        press(window, QKeySequence(QStringLiteral("Ctrl+3")));
        auto& table = child<TableView>(window, "flags.table");
        QVERIFY(table.hasFocus());
        press(table, QKeySequence(Qt::Key_Home));
        QCOMPARE(table.currentId(), qText(flag().id));
        auto& screen = child<QWidget>(window, "screen.flags");
        QCOMPARE(child<OttoLabel>(screen, "why").fullText(), qText(flag().sentence));

        // F opens the sheet and sends nothing.
        press(table, QKeySequence(Qt::Key_F));
        QPointer<FixerSheet> sheet = window.findChild<FixerSheet*>();
        QVERIFY(!sheet.isNull());
        QVERIFY(QTest::qWaitForWindowActive(sheet));
        QCOMPARE(rig.port.count<SendFixerCommand>(), 0);
        answerPreviews(rig);

        // Reason, comment, send; a second press is one command.
        QVERIFY(sheet->focusWidget() != nullptr);
        press(*sheet->focusWidget(), QKeySequence(Qt::Key_1));
        auto& comment = child<QPlainTextEdit>(*sheet, "comment");
        QCOMPARE(sheet->focusWidget(), &comment);
        QTest::keyClicks(&comment, QStringLiteral("Limit is still held after the failure."));
        QTRY_VERIFY2(answerPreviews(rig) && child<QPushButton>(*sheet, "sendButton").isEnabled(),
                     qPrintable(sheet->obstacle()));
        QVERIFY(child<RecordPane>(*sheet, "recordPane")
                    .shownText()
                    .contains(QStringLiteral("LR-77120")));
        press(comment, QKeySequence(QStringLiteral("Ctrl+Return")));
        press(comment, QKeySequence(QStringLiteral("Ctrl+Return")));
        QCOMPARE(rig.port.count<SendFixerCommand>(), 1);
        const SendFixerCommand sent = *rig.port.last<SendFixerCommand>();
        QCOMPARE(sent.fixer, std::string("RestoreLimits"));
        QCOMPARE(sent.paymentId, *flag().paymentId);
        QCOMPARE(sent.reasonCode, std::string("LIMIT_NOT_RESTORED"));
        QCOMPARE(sent.comment, std::string("Limit is still held after the failure."));
        QCOMPARE(sent.parameters.at("windows"), std::string("ZELLE-OUT-DAILY"));
        QCOMPARE(sent.previewSha256, std::optional(preview().orderSha256));
        QCOMPARE(rig.port.submitted().back().who.operatorId, OperatorId{"op-1"});

        // Sent, answered, verified, as the engine tells it.
        FixView fix = sampleFix(0);
        fix.commandId = CommandId{"CMD-path"};
        fix.paymentId = *flag().paymentId;
        fix.sent = Tick3{TickState::Pending, {}, {}, {}};
        fix.answered = fix.verified = {};
        fix.state = FixState::Decided;
        QVERIFY(rig.answer<SendFixerCommand>(FixAccepted{fix.commandId, false}));
        tell(rig, fix);
        QCOMPARE(ticks(*sheet),
                 QStringLiteral("Sent: waiting, Answered: not yet, Verified: not yet"));
        fix.sent = Tick3{TickState::Done, sampleNow(), "The broker took it.", {}};
        fix.answered.state = TickState::Pending;
        fix.state = FixState::Sent;
        tell(rig, fix);
        QCOMPARE(ticks(*sheet), QStringLiteral("Sent, Answered: waiting, Verified: not yet"));
        fix.answered = Tick3{TickState::Done, sampleNow(), "APPLIED by limits.", {}};
        fix.verified.state = TickState::Pending;
        fix.state = FixState::Answered;
        tell(rig, fix);
        QCOMPARE(ticks(*sheet), QStringLiteral("Sent, Answered, Verified: waiting"));
        fix.verified = Tick3{TickState::Done, sampleNow(), "LimitsUpdated RESTORED.", {}};
        fix.state = FixState::Verified;
        FlagView over = flag();
        over.isOpen = false;
        over.clearedAt = sampleNow();
        over.nextStep = NextStep::None;
        tell(rig, fix, {over});
        QCOMPARE(ticks(*sheet), QStringLiteral("Sent, Answered, Verified"));

        // Back in the inbox the flag is shown as cleared until the operator moves on.
        press(*QApplication::focusWidget(), QKeySequence(Qt::Key_Escape));
        QTRY_VERIFY(sheet.isNull());
        // Without a window system nobody gives the window its activation back.
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTRY_COMPARE(window.focusWidget(), &table);
        QCOMPARE(table.currentId(), qText(flag().id));
        QVERIFY(table.currentIndex().siblingAtColumn(0).data(ClosedRole).toBool());
        QCOMPARE(child<QTabBar>(window, "flags.views").tabText(0), QStringLiteral("Open  2"));
        press(table, QKeySequence(Qt::Key_Period));
        QVERIFY(table.currentId() != qText(flag().id));
        press(table, QKeySequence(Qt::Key_F5));
        QCOMPARE(table.model()->rowCount(), 2);

        // And in the history with three ticks.
        press(table, QKeySequence(QStringLiteral("Ctrl+6")));
        auto& fixes = child<TableView>(window, "fixers.table");
        press(fixes, QKeySequence(Qt::Key_BracketRight));
        QCOMPARE(fixes.model()->rowCount(), 1);
        QCOMPARE(fixes.model()->index(0, 0).data(VerifiedTickRole).toInt(),
                 static_cast<int>(TickState::Done));
        QCOMPARE(rig.port.count<SendFixerCommand>(), 1);
    }

private:
    static void press(QWidget& target, const QKeySequence& keys)
    {
        const QKeyCombination key = keys[0];
        QTest::keyClick(&target, key.key(), key.keyboardModifiers());
    }

    /// Answers every preview that waits; true, so that it can stand in a condition that is tried
    /// again.
    static bool answerPreviews(ScreenRig& rig)
    {
        const auto submitted = rig.port.submitted();
        for (const FakePort::Submitted& s : submitted) {
            if (std::holds_alternative<PreviewFixerQuery>(s.request)) {
                rig.port.reply(s.ticket, preview());
                rig.client.tick();
            }
        }
        return true;
    }

    static void tell(ScreenRig& rig, const FixView& fix, std::vector<FlagView> flags = {})
    {
        Delta delta;
        delta.fixes = {fix};
        delta.flags = std::move(flags);
        rig.apply(std::move(delta));
    }

    static QString ticks(const FixerSheet& sheet)
    {
        return QStringList{child<OttoLabel>(sheet, "tick.sent").text(),
                           child<OttoLabel>(sheet, "tick.answered").text(),
                           child<OttoLabel>(sheet, "tick.verified").text()}
            .join(QStringLiteral(", "));
    }
};

QTEST_MAIN(tst_FixerPath)
#include "tst_FixerPath.moc"
