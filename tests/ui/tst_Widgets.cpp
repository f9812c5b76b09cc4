// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/Theme.h"
#include "ui/widgets/CountdownRing.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterEdit.h"
#include "ui/widgets/FlatButton.h"
#include "ui/widgets/IdLabel.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/KeyValueGrid.h"
#include "ui/widgets/NumberTile.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/PayloadView.h"
#include "ui/widgets/Pill.h"
#include "ui/widgets/Sparkline.h"
#include "ui/widgets/ToastStack.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QToolButton>

namespace otto {

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void labelShowsMarkupAsText();
    void elidedLabelKeepsItsFullText();
    void labelTakesTheColourOfItsTone();
    void labelKeepsItsInkWhenAStyleRestoresAnOldPalette();
    void idIsCopiedWhole();
    void hexDumpShowsOffsetsBytesAndText();
    void longPayloadIsCutUntilAsked();
    void payloadShowsBidiControlsAsEscapes();
    void hexLinesAreShorterInANarrowPane();
    void filterIsAnnouncedOnceAfterAPause();
    void enterAnnouncesTheFilterAtOnceAndGoesToTheRows();
    void escapeClearsTheFilterThenLeaves();
    void filterShowsItsCount();
    void gridKeepsItsLabelsOverAnUpdate();
    void tileSpeaksItsNumberAndOpensByKey();
    void sparklineKeepsTheNewestValues();
    void ringRunsFromOneToZero();
    void emptyStateOffersItsAction();
    void inspectorShowsASubjectOnlyWhenThereIsOne();
    void inspectorTabsAreSteppedByKey();
    void refusalStaysUntilItIsClosed();
    void equalToastsAreShownOnce();
    void toastsNeverTakeTheFocus();
    void buttonOfAnActionNamesItsKey();
};

void TestWidgets::initTestCase()
{
    Theme::install(*qApp, ThemeMode::Light);
}

void TestWidgets::labelShowsMarkupAsText()
{
    OttoLabel label(QStringLiteral("<b>x</b><img src='http://e/x.png'>"));
    QCOMPARE(label.textFormat(), Qt::PlainText);
    QCOMPARE(label.text(), QStringLiteral("<b>x</b><img src='http://e/x.png'>"));
    label.setText(QStringLiteral("a\u202Eb"));
    QVERIFY(label.text().contains(QStringLiteral("U+202E")));
    QCOMPARE(label.fullText(), QStringLiteral("a\u202Eb"));
}

void TestWidgets::elidedLabelKeepsItsFullText()
{
    OttoLabel label(QStringLiteral("PMT-20250301-9F3A77C1D2"), TextRole::Mono);
    const int full = label.sizeHint().width();
    label.setElideMode(Qt::ElideMiddle);
    QVERIFY(label.minimumSizeHint().width() < full / 2);
    label.resize(full / 2, 20);
    label.show();
    QCOMPARE(label.toolTip(), QStringLiteral("PMT-20250301-9F3A77C1D2"));
    QCOMPARE(label.text(), QStringLiteral("PMT-20250301-9F3A77C1D2"));
    // What is painted differs from the full text cut off at the edge.
    const QImage elided = label.grab().toImage();
    label.setElideMode(Qt::ElideNone);
    label.resize(full / 2, 20);
    QVERIFY(label.grab().toImage() != elided);
    QVERIFY(label.toolTip().isEmpty());
}

void TestWidgets::labelTakesTheColourOfItsTone()
{
    OttoLabel label(QStringLiteral("High"));
    label.setTone(Tone::High);
    QCOMPARE(label.palette().color(QPalette::WindowText), Theme::lightColors().tone[1]);
    Theme::current().setMode(ThemeMode::Dark);
    QCOMPARE(label.palette().color(QPalette::WindowText), Theme::darkColors().tone[1]);
    Theme::current().setMode(ThemeMode::Light);
    label.setTone(Tone::Neutral);
    QCOMPARE(label.palette().color(QPalette::WindowText), Theme::lightColors().text);
}

void TestWidgets::labelKeepsItsInkWhenAStyleRestoresAnOldPalette()
{
    OttoLabel label(QStringLiteral("PMT-1"));
    const QPalette light = label.palette();
    Theme::current().setMode(ThemeMode::Dark);
    label.setPalette(light);
    QCOMPARE(label.palette().color(QPalette::WindowText), Theme::darkColors().text);
    Theme::current().setMode(ThemeMode::Light);
    QCOMPARE(label.palette().color(QPalette::WindowText), Theme::lightColors().text);
}

void TestWidgets::idIsCopiedWhole()
{
    IdLabel label(QStringLiteral("Payment id"));
    label.setId(QStringLiteral("PMT-20250301-9F3A77C1D2"));
    label.resize(60, 24);
    auto* copy = label.findChild<QToolButton*>(QStringLiteral("copyId"));
    QVERIFY(copy != nullptr);
    QVERIFY(!copy->accessibleName().isEmpty());
    copy->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("PMT-20250301-9F3A77C1D2"));
}

void TestWidgets::hexDumpShowsOffsetsBytesAndText()
{
    QByteArray bytes("{\"id\":\"PMT-1\"}\n\xff!");
    QCOMPARE(
        hexDump(bytes),
        QStringLiteral(
            "00000000  7b 22 69 64 22 3a 22 50  4d 54 2d 31 22 7d 0a ff  {\"id\":\"PMT-1\"}..\n"
            "00000010  21                                                !"));
    QCOMPARE(hexDump(QByteArray("12345678a"), 8).split(u'\n').constLast(),
             QStringLiteral("00000008  61                        a"));
    QCOMPARE(hexDump({}), QString());
}

void TestWidgets::longPayloadIsCutUntilAsked()
{
    PayloadView view(QStringLiteral("Payload"));
    const QString longText(PayloadView::kShownAtOnce + 10, u'x');
    view.setText(longText);
    view.show();
    QVERIFY(view.isTruncated());
    QCOMPARE(view.shownText().size(), PayloadView::kShownAtOnce);
    auto* showAll = view.findChild<QPushButton*>(QStringLiteral("showAll"));
    QVERIFY(showAll->isVisible());
    showAll->click();
    QVERIFY(!view.isTruncated());
    QCOMPARE(view.shownText().size(), longText.size());
    QVERIFY(!showAll->isVisible());
    view.setText(QStringLiteral("short"));
    QVERIFY(!view.isTruncated());
    QVERIFY(view.findChild<QPlainTextEdit*>()->isReadOnly());
}

void TestWidgets::payloadShowsBidiControlsAsEscapes()
{
    PayloadView view(QStringLiteral("Payload"));
    view.setText(QStringLiteral("{\n \"name\": \"\u202Egnp.exe\"\n}"));
    QVERIFY(view.shownText().contains(QStringLiteral("U+202E")));
    QVERIFY(!view.shownText().contains(QChar(0x202E)));
    QCOMPARE(view.shownText().count(u'\n'), 2);
}

void TestWidgets::hexLinesAreShorterInANarrowPane()
{
    PayloadView view(QStringLiteral("Payload"));
    view.setHex(QByteArray(32, 'a'));
    view.resize(900, 300);
    view.show();
    QTRY_COMPARE(view.shownText().count(u'\n'), 1);
    view.resize(420, 300);
    QTRY_COMPARE(view.shownText().count(u'\n'), 3);
}

void TestWidgets::filterIsAnnouncedOnceAfterAPause()
{
    FilterEdit filter(QStringLiteral("Filter flags"));
    QSignalSpy changed(&filter, &FilterEdit::filterChanged);
    QTest::keyClicks(&filter, QStringLiteral("limits"));
    QCOMPARE(changed.count(), 0);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.constFirst().constFirst().toString(), QStringLiteral("limits"));
}

void TestWidgets::enterAnnouncesTheFilterAtOnceAndGoesToTheRows()
{
    QWidget window;
    auto* filter = new FilterEdit(QStringLiteral("Filter flags"), &window);
    auto* rows = new QPushButton(&window);
    filter->setFocusTarget(rows);
    window.show();
    window.activateWindow();
    filter->setFocus();
    QTRY_VERIFY(filter->hasFocus());
    QSignalSpy changed(filter, &FilterEdit::filterChanged);
    QTest::keyClicks(filter, QStringLiteral("x"));
    QTest::keyClick(filter, Qt::Key_Return);
    QCOMPARE(changed.count(), 1);
    QVERIFY(rows->hasFocus());
}

void TestWidgets::escapeClearsTheFilterThenLeaves()
{
    QWidget window;
    auto* filter = new FilterEdit(QStringLiteral("Filter flags"), &window);
    auto* rows = new QPushButton(&window);
    filter->setFocusTarget(rows);
    window.show();
    window.activateWindow();
    filter->setFocus();
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("x"));
    QTest::keyClick(filter, Qt::Key_Return);
    filter->setFocus();
    QSignalSpy changed(filter, &FilterEdit::filterChanged);
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(filter->text().isEmpty());
    QCOMPARE(changed.count(), 1);
    QVERIFY(filter->hasFocus());
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(rows->hasFocus());
}

void TestWidgets::filterShowsItsCount()
{
    FilterEdit filter(QStringLiteral("Filter flags"));
    filter.setCount(37, 402);
    QCOMPARE(filter.countLabel(), QStringLiteral("37 of 402"));
    filter.setCount(402, 402);
    QCOMPARE(filter.countLabel(), QStringLiteral("402"));
    filter.setCount(2, 0);
    QCOMPARE(filter.countLabel(), QStringLiteral("0"));
    filter.setCount(0, -1);
    QCOMPARE(filter.countLabel(), QString());
    filter.setError(QStringLiteral("unknown field"));
    QVERIFY(filter.property("invalid").toBool());
    QCOMPARE(filter.toolTip(), QStringLiteral("unknown field"));
}

void TestWidgets::gridKeepsItsLabelsOverAnUpdate()
{
    KeyValueGrid grid;
    grid.setRow(QStringLiteral("Status"), QStringLiteral("SENT"));
    grid.setRow(QStringLiteral("Owner"), QString());
    const QList<OttoLabel*> before = grid.findChildren<OttoLabel*>();
    grid.setRow(QStringLiteral("Status"), QStringLiteral("<i>SETTLED</i>"));
    QCOMPARE(grid.findChildren<OttoLabel*>(), before);
    QCOMPARE(grid.value(QStringLiteral("Status")), QStringLiteral("<i>SETTLED</i>"));
    QCOMPARE(grid.value(QStringLiteral("Owner")), QStringLiteral("–"));
    QCOMPARE(grid.keys(), (QStringList{QStringLiteral("Status"), QStringLiteral("Owner")}));
    grid.removeRow(QStringLiteral("Status"));
    QCOMPARE(grid.keys(), QStringList{QStringLiteral("Owner")});
}

void TestWidgets::tileSpeaksItsNumberAndOpensByKey()
{
    NumberTile tile(QStringLiteral("Open critical"));
    tile.setValue(QStringLiteral("2"), QStringLiteral("flags"));
    tile.setCaption(QStringLiteral("oldest 12 min"));
    tile.setTone(Tone::Critical);
    QCOMPARE(tile.accessibleName(),
             QStringLiteral("Open critical: 2 flags, oldest 12 min, Critical"));
    QSignalSpy activated(&tile, &NumberTile::activated);
    QTest::keyClick(&tile, Qt::Key_Return);
    QTest::keyClick(&tile, Qt::Key_Space);
    QTest::mouseClick(&tile, Qt::LeftButton);
    QCOMPARE(activated.count(), 3);
}

void TestWidgets::sparklineKeepsTheNewestValues()
{
    Sparkline line;
    line.setCapacity(3);
    for (const double value : {1.0, 2.0, 3.0, 4.0}) {
        line.append(value);
    }
    QCOMPARE(line.values(), (QList<double>{2.0, 3.0, 4.0}));
    line.setValues({5.0, 6.0, 7.0, 8.0});
    QCOMPARE(line.values(), (QList<double>{6.0, 7.0, 8.0}));
}

void TestWidgets::ringRunsFromOneToZero()
{
    QCOMPARE(shareLeft(1'000, 2'000, 1'000), 1.0);
    QCOMPARE(shareLeft(1'000, 2'000, 1'750), 0.25);
    QCOMPARE(shareLeft(1'000, 2'000, 9'000), 0.0);
    QCOMPARE(shareLeft(1'000, 2'000, 0), 1.0);
    QCOMPARE(shareLeft(2'000, 2'000, 2'000), 0.0);
    CountdownRing ring;
    ring.setSpan(0, 30'000);
    ring.setNow(33'000);
    QCOMPARE(ring.text(), QStringLiteral("overdue 0:03"));
    QVERIFY(ring.accessibleName().contains(QStringLiteral("overdue 0:03")));
}

void TestWidgets::emptyStateOffersItsAction()
{
    EmptyState empty("inbox", QStringLiteral("All quiet"), QStringLiteral("No flag is open."));
    empty.show();
    auto* action = empty.findChild<QPushButton*>(QStringLiteral("emptyAction"));
    QVERIFY(!action->isVisible());
    empty.setAction(QStringLiteral("Show closed"));
    QVERIFY(action->isVisible());
    QSignalSpy triggered(&empty, &EmptyState::actionTriggered);
    action->click();
    QCOMPARE(triggered.count(), 1);
    QCOMPARE(empty.accessibleName(), QStringLiteral("All quiet"));
}

void TestWidgets::inspectorShowsASubjectOnlyWhenThereIsOne()
{
    InspectorPane pane;
    auto* page = new QWidget;
    pane.addTab(page, QStringLiteral("Why"));
    pane.show();
    QVERIFY(!page->isVisible());
    pane.setHasSubject(true);
    QVERIFY(page->isVisible());
    pane.setHasSubject(false);
    QVERIFY(!page->isVisible());
}

void TestWidgets::inspectorTabsAreSteppedByKey()
{
    InspectorPane pane;
    for (const char* name : {"Why", "Payload", "Notes"}) {
        pane.addTab(new QWidget, QString::fromLatin1(name));
    }
    pane.setHasSubject(true);
    pane.show();
    pane.activateWindow();
    auto* tabs = pane.findChild<QTabBar*>();
    tabs->setFocus();
    QTRY_VERIFY(tabs->hasFocus());
    QSignalSpy changed(&pane, &InspectorPane::currentTabChanged);
    QTest::keyClick(tabs, Qt::Key_PageDown, Qt::ControlModifier);
    QCOMPARE(pane.currentTab(), 1);
    QTest::keyClick(tabs, Qt::Key_PageUp, Qt::ControlModifier);
    QTest::keyClick(tabs, Qt::Key_PageUp, Qt::ControlModifier);
    QCOMPARE(pane.currentTab(), 2);
    QCOMPARE(changed.count(), 3);
}

void TestWidgets::refusalStaysUntilItIsClosed()
{
    QWidget host;
    host.resize(800, 600);
    auto* toasts = new ToastStack(&host);
    host.show();
    toasts->show(Tone::High, QStringLiteral("Not sent"), QStringLiteral("The payment changed."));
    QCOMPARE(toasts->titles(), QStringList{QStringLiteral("Not sent")});
    // It has no timer running that could end it; a success has.
    const auto running = [toasts] {
        int count = 0;
        const QList<QTimer*> timers = toasts->findChildren<QTimer*>();
        for (const QTimer* timer : timers) {
            count += timer->isActive() ? 1 : 0;
        }
        return count;
    };
    QCOMPARE(running(), 0);
    toasts->show(Tone::Ok, QStringLiteral("Sent"));
    QCOMPARE(running(), 1);
    toasts->findChild<QToolButton*>()->click();
    QCOMPARE(toasts->titles(), QStringList{QStringLiteral("Sent")});
    QVERIFY(host.rect().contains(toasts->geometry()));
}

void TestWidgets::equalToastsAreShownOnce()
{
    QWidget host;
    host.resize(800, 600);
    auto* toasts = new ToastStack(&host);
    for (int i = 0; i < 3; ++i) {
        toasts->show(Tone::High, QStringLiteral("Not sent"), QStringLiteral("Same reason"));
    }
    QCOMPARE(toasts->titles().size(), 1);
    for (int i = 0; i < 6; ++i) {
        toasts->show(Tone::High, QStringLiteral("Toast %1").arg(i));
    }
    QCOMPARE(toasts->titles().size(), 4);
    QCOMPARE(toasts->titles().constLast(), QStringLiteral("Toast 5"));
    toasts->dismissAll();
    QVERIFY(toasts->titles().isEmpty());
    QVERIFY(!toasts->isVisible());
}

void TestWidgets::toastsNeverTakeTheFocus()
{
    QWidget host;
    auto* edit = new QLineEdit(&host);
    auto* toasts = new ToastStack(&host);
    host.show();
    host.activateWindow();
    edit->setFocus();
    QTRY_VERIFY(edit->hasFocus());
    toasts->show(Tone::Critical, QStringLiteral("Refused"));
    QVERIFY(edit->hasFocus());
    QTest::keyClick(edit, Qt::Key_Tab);
    QVERIFY(edit->hasFocus());
}

void TestWidgets::buttonOfAnActionNamesItsKey()
{
    QAction action(QStringLiteral("&Pause"));
    action.setShortcut(QKeySequence(Qt::Key_P));
    FlatButton button(&action);
    QCOMPARE(button.accessibleName(), QStringLiteral("Pause"));
    QCOMPARE(button.toolTip(), QStringLiteral("Pause  P"));
    QSignalSpy triggered(&action, &QAction::triggered);
    button.click();
    QCOMPARE(triggered.count(), 1);
    action.setText(QStringLiteral("Resume"));
    QCOMPARE(button.accessibleName(), QStringLiteral("Resume"));
}

}  // namespace otto

QTEST_MAIN(otto::TestWidgets)
#include "tst_Widgets.moc"
