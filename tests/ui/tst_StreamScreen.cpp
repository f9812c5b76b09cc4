// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/Accessibility.h"
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/ScreenRig.h"
#include "ui/delegates/CellRoles.h"
#include "ui/filter/FilterBar.h"
#include "ui/screens/stream/StreamFields.h"
#include "ui/screens/stream/StreamScreen.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/InspectorPane.h"
#include "ui/widgets/OttoLabel.h"
#include "ui/widgets/PayloadView.h"
#include "ui/widgets/TableView.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDialog>
#include <QGuiApplication>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

using namespace otto;
using namespace otto::test;

class tst_StreamScreen : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeMode::Light); }

    void init()
    {
        setClockMode(ClockMode::Utc);
        m_rig = std::make_unique<ScreenRig>();
        m_screen = std::make_unique<StreamScreen>(m_rig->client);
        m_screen->resize(1270, 800);
        m_screen->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_screen.get()));
        m_table = &child<TableView>(*m_screen, "stream.table");
        m_table->setFocus();
    }

    void cleanup()
    {
        m_screen.reset();
        m_rig.reset();
    }

    void newestRecordStaysInViewWhileFollowing()
    {
        give(200);
        QTRY_VERIFY(isAtEnd());
        give(50, 200);
        QTRY_VERIFY(isAtEnd());
        QVERIFY(child<QToolButton>(*m_screen, "stream.follow").isChecked());
    }

    void goingUpEndsFollowingAndEndResumesIt()
    {
        give(200);
        QTRY_VERIFY(isAtEnd());
        QTest::keyClick(m_table, Qt::Key_Up);
        QTest::keyClick(m_table, Qt::Key_Home, Qt::ControlModifier);
        QTRY_VERIFY(!child<QToolButton>(*m_screen, "stream.follow").isChecked());
        give(50, 200);
        QVERIFY(!isAtEnd());
        QTest::keyClick(m_table, Qt::Key_End);
        QTRY_VERIFY(isAtEnd());
        QVERIFY(child<QToolButton>(*m_screen, "stream.follow").isChecked());
    }

    void rowUnderTheCursorStaysWhileRecordsArrive()
    {
        give(300);
        QTRY_VERIFY(isAtEnd());
        m_table->setFollowEnd(false);
        m_table->verticalScrollBar()->setValue(900);
        const QPoint cursor(40, 200);
        QTest::mouseMove(m_table->viewport(), cursor);
        QTest::mouseClick(m_table->viewport(), Qt::LeftButton, {}, cursor);
        const QString under = idAt(cursor);
        QVERIFY(!under.isEmpty());
        for (int frame = 0; frame < 10; ++frame) {
            give(40, 300 + frame * 40);
            QCOMPARE(idAt(cursor), under);
        }
        QCOMPARE(m_table->currentId(), under);
    }

    void pauseSaysHowManyWaitAndPResumes()
    {
        give(100);
        const int shown = m_table->model()->rowCount();
        QTest::keyClick(m_table, Qt::Key_P);
        give(18'204, 100);
        QCOMPARE(m_table->model()->rowCount(), shown);
        const auto& waiting = child<OttoLabel>(*m_screen, "stream.waiting");
        QVERIFY(waiting.isVisible());
        const auto rows = sampleStreamRows(18'204, 100);
        const auto visible = std::count_if(rows.begin(), rows.end(), [](const StreamRow& row) {
            return row.kind != RecordKind::Journal;
        });
        QVERIFY2(waiting.fullText().contains(QStringLiteral("waiting: ") + countText(visible)),
                 qPrintable(waiting.fullText()));
        QCOMPARE(child<QToolButton>(*m_screen, "stream.pause").text(), QStringLiteral("Resume"));
        QTest::keyClick(m_table, Qt::Key_P);
        QVERIFY(!waiting.isVisible());
        QVERIFY(m_table->model()->rowCount() > shown);
    }

    void filterSaysWhatWasScanned()
    {
        give(1'000);
        auto& filter = line();
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("paymentfailed"));
        QTest::keyClick(&filter, Qt::Key_Escape);  // the proposals
        QTest::keyClick(&filter, Qt::Key_Return);
        QVERIFY(m_table->hasFocus());
        // One in eleven, the last of each payment.
        const QString all = countText(1'000);
        QTRY_VERIFY2(
            result().startsWith(QStringLiteral("90 of %1 rows match, scanned %1 in ").arg(all)),
            qPrintable(result()));
        QVERIFY2(result().contains(QStringLiteral("ms; live")), qPrintable(result()));
        const QString messages = printModel(*m_table->model(), {column(StreamColumn::Message)});
        QCOMPARE(messages, QStringLiteral("PaymentFailed\n").repeated(90));
        give(1'100, 1'000);
        QTRY_VERIFY(m_table->model()->rowCount() > 90);
    }

    void lineSaysWhileTypedWhetherItIsValid()
    {
        give(20);
        auto& filter = line();
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("stauts:SENT"));
        QCOMPARE(filter.validity(), FilterBar::Validity::Invalid);
        QVERIFY(filter.property("invalid").toBool());
        QVERIFY2(result().startsWith(QStringLiteral("Column 1: There is no field 'stauts'")),
                 qPrintable(result()));
        QVERIFY(filter.accessibleDescription().contains(QStringLiteral("did you mean 'status'")));
        // It changes nothing, neither by waiting nor by Enter, which stays in the line.
        QTest::keyClick(&filter, Qt::Key_Return);
        QVERIFY(filter.hasFocus());
        QCOMPARE(m_table->model()->rowCount(), visibleRows(20));
        QTest::keyClick(&filter, Qt::Key_Escape);
        QCOMPARE(filter.validity(), FilterBar::Validity::Empty);
        QTest::keyClicks(&filter, QStringLiteral("size > 100000 || message == 'PaymentFailed'"));
        QCOMPARE(filter.validity(), FilterBar::Validity::Valid);
        QVERIFY(!filter.property("invalid").toBool());
        QTRY_VERIFY(m_table->model()->rowCount() < visibleRows(20));
        QCOMPARE(filter.accessibleDescription(), QStringLiteral("valid"));
    }

    void proposalsAreTakenByKeyboard()
    {
        give(200);
        auto& filter = line();
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("mess"));
        const auto& proposals = child<QFrame>(*m_screen->window(), "filterProposals");
        QVERIFY(proposals.isVisible());
        QTest::keyClick(&filter, Qt::Key_Tab);
        QCOMPARE(filter.text(), QStringLiteral("message:"));
        QVERIFY(filter.hasFocus());
        // Its values follow, those seen most often first.
        QVERIFY(proposals.isVisible());
        QTest::keyClicks(&filter, QStringLiteral("paymentf"));
        QTest::keyClick(&filter, Qt::Key_Down);
        QVERIFY(filter.accessibleDescription().startsWith(QStringLiteral("PaymentFailed, seen")));
        QTest::keyClick(&filter, Qt::Key_Return);
        QCOMPARE(filter.text(), QStringLiteral("message:PaymentFailed"));
        QVERIFY(!proposals.isVisible());
        QVERIFY(filter.hasFocus());
        QTRY_VERIFY(m_table->model()->rowCount() < 30);
        QTest::keyClicks(&filter, QStringLiteral(" st"));
        QVERIFY(proposals.isVisible());
        QTest::keyClick(&filter, Qt::Key_Escape);
        QVERIFY(!proposals.isVisible());
        QCOMPARE(filter.text(), QStringLiteral("message:PaymentFailed st"));
        filter.apply({});
        QTest::keyClick(&filter, Qt::Key_Space, Qt::ControlModifier);
        QVERIFY(proposals.isVisible());
        QVERIFY(!proposals.accessibleName().isEmpty());
    }

    void cellIsFilteredForExcludedAndPrepared()
    {
        give(300);
        const int message = column(StreamColumn::Message);
        const int all = m_table->model()->rowCount();
        m_table->setCurrentIndex(m_table->model()->index(5, message));
        const QString value = m_table->currentIndex().data().toString();
        QTest::keyClick(m_table, Qt::Key_Equal);
        QCOMPARE(line().text(), QStringLiteral("message:") + value);
        QTRY_VERIFY(m_table->model()->rowCount() < all);
        const int matching = m_table->model()->rowCount();
        QCOMPARE(printModel(*m_table->model(), {message}),
                 QString(value + QLatin1Char('\n')).repeated(matching));
        QVERIFY(m_table->hasFocus());

        QTest::keyClick(m_table, Qt::Key_Minus);
        QCOMPARE(line().text(), QStringLiteral("-message:") + value);
        QTRY_COMPARE(m_table->model()->rowCount(), all - matching);

        line().apply({});
        m_table->setFocus();
        m_table->setCurrentIndex(m_table->model()->index(5, message));
        QTest::keyClick(m_table, Qt::Key_Equal, Qt::ControlModifier);
        QVERIFY(line().isPrepared());
        QVERIFY(line().hasFocus());
        QCOMPARE(line().text(), QStringLiteral("message:") + value);
        QVERIFY(result().startsWith(QStringLiteral("Prepared: Enter applies it")));
        QCOMPARE(m_table->model()->rowCount(), all);
        QVERIFY(line().applied().isEmpty());
        QTest::keyClick(&line(), Qt::Key_Return);
        QTRY_COMPARE(m_table->model()->rowCount(), matching);
        QVERIFY(m_table->hasFocus());
    }

    void preparedFilterIsTakenBackByEscape()
    {
        give(50);
        line().apply(QStringLiteral("zelle"));
        line().prepare(QStringLiteral("zelle -recon"));
        QTest::keyClick(&line(), Qt::Key_Escape);
        QCOMPARE(line().text(), QStringLiteral("zelle"));
        QVERIFY(!line().isPrepared());
    }

    void menuNamesTheCellsValue()
    {
        give(50);
        m_table->setCurrentIndex(m_table->model()->index(3, column(StreamColumn::System)));
        const QString system = m_table->currentIndex().data().toString().toLower();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QCoreApplication::sendEvent(m_table->viewport(), &event);
        auto* menu = m_screen->findChild<QMenu*>();
        QVERIFY(menu != nullptr);
        QStringList texts;
        const QList<QAction*> actions = menu->actions();
        for (const QAction* action : actions)
            texts.append(action->text());
        QVERIFY2(texts.contains(QStringLiteral("Filter for this value  \u00B7  system:") + system),
                 qPrintable(texts.join(QLatin1Char('\n'))));
        QVERIFY(texts.contains(QStringLiteral("Exclude this value  \u00B7  -system:") + system));
        QVERIFY(texts.contains(QStringLiteral("Prepare filter")));
        menu->close();
    }

    void escapeStopsTheScanBeforeItClearsTheLine()
    {
        give(150'000);
        auto& filter = line();
        filter.setFocus();
        filter.apply(QStringLiteral("zelle"));
        QTest::keyClick(&filter, Qt::Key_Escape);
        QCOMPARE(filter.text(), QStringLiteral("zelle"));
        QVERIFY2(result().contains(QStringLiteral("stopped, new rows are judged")),
                 qPrintable(result()));
        QTest::keyClick(&filter, Qt::Key_Escape);
        QCOMPARE(filter.text(), QString());
        QCOMPARE(m_table->model()->rowCount(), visibleRows(150'000));
    }

    void helpNamesEveryField()
    {
        QTest::keyClick(&line(), Qt::Key_F1);
        auto* help = m_screen->findChild<QDialog*>(QStringLiteral("filterHelp"));
        QVERIFY(help != nullptr && help->isVisible());
        QStringList texts;
        const QList<OttoLabel*> labels = help->findChildren<OttoLabel*>();
        for (const OttoLabel* label : labels)
            texts.append(label->fullText());
        for (const FilterField& field : streamSchema().fields())
            QVERIFY(texts.contains(QString::fromStdString(field.name)));
        help->close();
    }

    void filterLineHasNames()
    {
        QCOMPARE(line().accessibleName(), QStringLiteral("Filter records"));
        QCOMPARE(widgetsWithoutName(*m_screen), QStringList());
    }

    void lettersGoToTheFilterWhileItHasTheFocus()
    {
        give(10);
        auto& filter = line();
        filter.setFocus();
        QTest::keyClicks(&filter, QStringLiteral("pol"));
        QCOMPARE(filter.text(), QStringLiteral("pol"));
        QCOMPARE(child<QToolButton>(*m_screen, "stream.pause").text(), QStringLiteral("Pause"));
    }

    void journalRecordsHaveAVisibleToggle()
    {
        give(11);
        const int without = m_table->model()->rowCount();
        auto& toggle = child<QToolButton>(*m_screen, "stream.journal");
        QVERIFY(toggle.isVisible());
        toggle.click();
        QCOMPARE(m_table->model()->rowCount(), without + 1);
    }

    void enterOpensThePayment()
    {
        give(11);
        QSignalSpy opened(m_screen.get(), &Screen::paymentRequested);
        QVERIFY(m_table->setCurrentId(QStringLiteral("1")));
        QTest::keyClick(m_table, Qt::Key_Return);
        QCOMPARE(opened.count(), 1);
        QCOMPARE(opened.at(0).at(0).toString(), QStringLiteral("PMT-019546a2"));
    }

    void enterOnARecordWithoutPaymentSaysSo()
    {
        give(40);
        QSignalSpy opened(m_screen.get(), &Screen::paymentRequested);
        QSignalSpy said(m_screen.get(), &Screen::noticeRequested);
        QVERIFY(m_table->setCurrentId(QStringLiteral("31")));
        QTest::keyClick(m_table, Qt::Key_Return);
        QCOMPARE(opened.count(), 0);
        QCOMPARE(said.count(), 1);
    }

    void keyLGoesToTheLinkedRecordAndBack()
    {
        give(11);
        QVERIFY(m_table->setCurrentId(QStringLiteral("6")));
        QTest::keyClick(m_table, Qt::Key_L);
        QCOMPARE(m_table->currentId(), QStringLiteral("7"));
        QTest::keyClick(m_table, Qt::Key_L);
        QCOMPARE(m_table->currentId(), QStringLiteral("6"));
    }

    void keyLSaysWhenTheLinkIsHiddenOrGone()
    {
        give(11);
        QSignalSpy said(m_screen.get(), &Screen::noticeRequested);
        auto& filter = line();
        filter.setText(QStringLiteral("GetTrnRq"));
        QTRY_COMPARE(m_table->model()->rowCount(), 1);
        QVERIFY(m_table->setCurrentId(QStringLiteral("6")));
        QTest::keyClick(m_table, Qt::Key_L);
        QCOMPARE(said.count(), 1);
        QVERIFY(said.at(0).at(1).toString().contains(QStringLiteral("hidden by the filter")));
    }

    void keyOShowsOnlyThisPayment()
    {
        give(44);
        QVERIFY(m_table->setCurrentId(QStringLiteral("1")));
        QTest::keyClick(m_table, Qt::Key_O);
        QTRY_COMPARE(m_table->model()->rowCount(), 10);
        QCOMPARE(printModel(*m_table->model(), {column(StreamColumn::Payment)}),
                 QStringLiteral("PMT-019546a2\n").repeated(10));
        QCOMPARE(m_table->currentId(), QStringLiteral("1"));
    }

    void inspectorFetchesTheRecordAndShowsItFourWays()
    {
        give(5);
        QVERIFY(m_table->setCurrentId(QStringLiteral("1")));
        const RecordQuery* query = m_rig->port.last<RecordQuery>();
        QVERIFY(query != nullptr);
        QCOMPARE(query->at, sampleStreamRow(0).at);
        QVERIFY(m_rig->answer<RecordQuery>(Response(sampleRecord(sampleStreamRow(0)))));
        QVERIFY(text("record.pretty").contains(QStringLiteral("\n  \"status\": \"RECEIVED\"")));
        QVERIFY(text("record.pretty").contains(QStringLiteral("12345678901234567890")));
        QVERIFY(text("record.raw").startsWith(QStringLiteral("{\"paymentId\"")));
        QVERIFY(text("record.headers").contains(QStringLiteral("ce_subject")));
        QVERIFY(text("record.hex").startsWith(QStringLiteral("00000000  7b 22")));
    }

    void inspectorSaysWhenTheBytesAreGone()
    {
        give(5);
        QVERIFY(m_table->setCurrentId(QStringLiteral("2")));
        const QString sentence =
            QStringLiteral("This desk no longer holds the record\u2019s bytes.");
        QVERIFY(m_rig->answer<RecordQuery>(Response(Error{"RECORD_GONE", sentence.toStdString()})));
        for (const char* tab : {"record.pretty", "record.raw", "record.headers", "record.hex"})
            QVERIFY2(placeholder(tab).contains(sentence), tab);
    }

    void lateAnswerDoesNotReplaceTheCurrentRecord()
    {
        give(5);
        QVERIFY(m_table->setCurrentId(QStringLiteral("1")));
        Ticket first = 0;
        QVERIFY(m_rig->port.last<RecordQuery>(&first) != nullptr);
        QVERIFY(m_table->setCurrentId(QStringLiteral("2")));
        m_rig->port.reply(first, Response(sampleRecord(sampleStreamRow(0))));
        m_rig->client.tick();
        QVERIFY(!text("record.raw").contains(QStringLiteral("RECEIVED")));
        QVERIFY(m_rig->answer<RecordQuery>(Response(sampleRecord(sampleStreamRow(1)))));
        QVERIFY(text("record.raw").contains(QStringLiteral("RESERVED")));
    }

    void hostileTextIsShownVerbatimOrEscaped()
    {
        StreamRow row = sampleStreamRow(0);
        row.name = "<b>Payment</b><img src=x>";
        row.status = "paid\u202Etnelif";
        Delta delta;
        delta.streamRows = {row};
        m_rig->apply(delta);
        QVERIFY(m_table->setCurrentId(QStringLiteral("1")));
        RecordView record = sampleRecord(row);
        record.value = "{\"name\":\"<script>alert(1)</script>\",\"x\":\"\u202Eabc\"}";
        QVERIFY(m_rig->answer<RecordQuery>(Response(record)));
        QVERIFY(text("record.pretty").contains(QStringLiteral("<script>alert(1)</script>")));
        QVERIFY(!text("record.raw").contains(QChar(0x202E)));
        QVERIFY(text("record.raw").contains(QStringLiteral("\u27E8U+202E\u27E9")));
        bool foundTitle = false;
        const auto labels = m_screen->findChildren<OttoLabel*>();
        for (const OttoLabel* label : labels) {
            QCOMPARE(label->textFormat(), Qt::PlainText);
            foundTitle |= label->fullText().contains(QStringLiteral("<b>Payment</b>"));
        }
        QVERIFY(foundTitle);
    }

    void selectedRowsAreCopiedAsTsv()
    {
        give(3);
        QVERIFY(m_table->setCurrentId(QStringLiteral("1")));
        QTest::keyClick(m_table, Qt::Key_Down, Qt::ShiftModifier);
        QTest::keyClick(m_table, Qt::Key_C, Qt::ControlModifier);
        const QStringList lines =
            QGuiApplication::clipboard()->text().trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines.at(0).startsWith(QStringLiteral("Time\t")));
        QVERIFY2(lines.at(1).startsWith(QStringLiteral("2026-03-02T15:03:05.120Z\t")),
                 qPrintable(lines.at(1)));
        QVERIFY(lines.at(1).contains(QStringLiteral("\tPMT-019546a2\t")));
    }

    void recordOutsideTheRingIsShownInTheInspectorAlone()
    {
        give(3);
        const RecordRef at = sampleRef("pc.qa.pmt.fct.cpr.PaymentAdded", 7, 12);
        m_screen->showRecord(at);
        QCOMPARE(m_rig->port.last<RecordQuery>()->at, at);
        m_screen->showRecord(sampleStreamRow(1).at);
        QCOMPARE(m_table->currentId(), QStringLiteral("2"));
    }

    void skippedRecordsAreSaid()
    {
        Delta delta;
        delta.streamRows = sampleStreamRows(2);
        delta.streamRowsSkipped = 1'204;
        m_rig->apply(delta);
        QVERIFY(child<OttoLabel>(*m_screen, "stream.result")
                    .fullText()
                    .contains(countText(1'204) + QStringLiteral(" came too fast")));
    }

private:
    FilterBar& line() { return child<FilterBar>(*m_screen, "stream.filter"); }
    QString result() { return child<OttoLabel>(*m_screen, "stream.result").fullText(); }
    /// Of the first `count` sample records, without the journal.
    static int visibleRows(int count)
    {
        const auto rows = sampleStreamRows(count);
        return static_cast<int>(std::count_if(rows.begin(), rows.end(), [](const StreamRow& row) {
            return row.kind != RecordKind::Journal;
        }));
    }

    void give(int count, int first = 0)
    {
        Delta delta;
        delta.streamRows = sampleStreamRows(count, first);
        m_rig->apply(delta);
    }
    bool isAtEnd() const
    {
        const QScrollBar* bar = m_table->verticalScrollBar();
        return bar->maximum() > 0 && bar->value() == bar->maximum();
    }
    QString idAt(const QPoint& position) const
    {
        return m_table->indexAt(position).data(IdRole).toString();
    }
    static int column(StreamColumn which) { return static_cast<int>(which); }
    QString text(const char* view) const { return child<PayloadView>(*m_screen, view).shownText(); }
    QString placeholder(const char* view) const
    {
        return child<PayloadView>(*m_screen, view).findChild<QPlainTextEdit*>()->placeholderText();
    }

    std::unique_ptr<ScreenRig> m_rig;
    std::unique_ptr<StreamScreen> m_screen;
    TableView* m_table = nullptr;
};

QTEST_MAIN(tst_StreamScreen)
#include "tst_StreamScreen.moc"
