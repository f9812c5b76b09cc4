// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/ModelPrinter.h"
#include "tests/support/ui/SampleViews.h"
#include "ui/delegates/CellRoles.h"
#include "ui/screens/stream/StreamFields.h"
#include "ui/screens/stream/StreamModel.h"
#include "ui/widgets/DisplayText.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace otto;
using namespace otto::test;

namespace {

int at(StreamColumn column)
{
    return static_cast<int>(column);
}

StreamRow fact(const char* payment, const char* status, std::int64_t timeMs)
{
    StreamRow row;
    row.kind = RecordKind::Fact;
    row.system = System::Zelle;
    row.name = "PaymentStatusChanged";
    row.paymentId = payment;
    row.status = status;
    row.time = row.arrivedAt = Instant{timeMs};
    row.at = sampleRef("pc.qa.pmt.fct.zelle.PaymentStatusChanged", 3, timeMs);
    row.messageId = std::string(payment) + status;
    row.sizeBytes = 300;
    return row;
}

}  // namespace

class tst_StreamModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        setClockMode(ClockMode::Utc);
        useCapacity(StreamModel::kCapacity);
    }

    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void rowReadsLikeTheScreen()
    {
        StreamRow row = fact("PMT-1", "SENT", 1'772'463'845'120);
        row.amount = "125.50 USD";
        row.correlationId = "PMT-1";
        m_model->append({row}, 0);
        QCOMPARE(
            printModel(*m_model),
            QStringLiteral("15:04:05.120 | 15:04:05.120 |  | Fact | Zelle | PaymentStatusChanged | "
                           "PMT-1 | 125.50 USD | SENT | 3:1772463845120 | 300 B | PMT-1 | \n"));
    }

    void gapIsTheEventTimeSinceThePaymentsRecordBefore()
    {
        m_model->append({fact("PMT-1", "A", 1'000), fact("PMT-2", "A", 1'500),
                         fact("PMT-1", "B", 1'250), fact("PMT-1", "C", 61'250),
                         fact("PMT-1", "D", 60'000)},
                        0);
        QCOMPARE(printModel(*m_model, {at(StreamColumn::Gap)}),
                 QStringLiteral("\n\n+250 ms\n+1 min 00 s\n\u22121.2 s\n"));
    }

    void refusedRecordIsShownWithNotchAndReason()
    {
        StreamRow row = fact("", "", 5);
        row.kind = RecordKind::Refused;
        row.reason = "Not valid JSON.";
        m_model->append({row}, 0);
        QCOMPARE(m_model->index(0, at(StreamColumn::State)).data().toString(),
                 QStringLiteral("Refused: Not valid JSON."));
        QVERIFY(m_model->index(0, 0).data(NotchRole).toBool());
    }

    void duplicateIsMarked()
    {
        StreamRow row = fact("PMT-1", "A", 5);
        row.isDuplicate = true;
        m_model->append({row}, 0);
        QCOMPARE(m_model->index(0, at(StreamColumn::State)).data().toString(),
                 QStringLiteral("Duplicate"));
    }

    void journalIsHiddenUntilAskedFor()
    {
        StreamRow journal = fact("PMT-1", "", 6);
        journal.kind = RecordKind::Journal;
        journal.name = "QueryIssued";
        m_model->append({fact("PMT-1", "A", 5), journal}, 0);
        QCOMPARE(m_model->rowCount(), 1);
        m_model->setJournalShown(true);
        QCOMPARE(m_model->rowCount(), 2);
        m_model->append({journal}, 0);
        QCOMPARE(m_model->rowCount(), 3);
        m_model->setJournalShown(false);
        QCOMPARE(m_model->rowCount(), 1);
    }

    void filterLooksInEverythingVisible_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("matches");
        QTest::newRow("payment") << QStringLiteral("pmt-1") << 1;
        QTest::newRow("system and status") << QStringLiteral("SENT zelle") << 1;
        QTest::newRow("class") << QStringLiteral("fact") << 2;
        QTest::newRow("time") << QStringLiteral("15:04:05") << 1;
        QTest::newRow("position") << QStringLiteral("3:1772463845120") << 1;
        QTest::newRow("other case, other script") << QStringLiteral("\u00DCBERWEISUNG") << 1;
        QTest::newRow("all words needed") << QStringLiteral("pmt-1 failed") << 0;
        QTest::newRow("words do not span fields") << QStringLiteral("pmt-1sent") << 0;
        QTest::newRow("ids nobody sees") << QStringLiteral("hidden-id") << 0;
        QTest::newRow("blank") << QStringLiteral("   ") << 2;
        QTest::newRow("pill") << QStringLiteral("status:sent") << 1;
        QTest::newRow("excluded pill") << QStringLiteral("-status:sent system:zelle") << 1;
        QTest::newRow("amount") << QStringLiteral("amount:>100") << 1;
        QTest::newRow("amount of a currency") << QStringLiteral("amount:>100EUR") << 0;
        QTest::newRow("gap") << QStringLiteral("gap:*") << 0;
        QTest::newRow("arrival") << QStringLiteral("arrived:2026-03-02T15:04") << 1;
        QTest::newRow("hidden id by its field") << QStringLiteral("id:hidden-id") << 1;
        QTest::newRow("cel") << QStringLiteral("class == 'Fact' && size >= 300") << 2;
    }

    void filterLooksInEverythingVisible()
    {
        QFETCH(const QString, text);
        QFETCH(const int, matches);
        StreamRow first = fact("PMT-1", "SENT", 1'772'463'845'120);
        first.messageId = "hidden-id";
        first.amount = "125.50 USD";
        m_model->append({first, fact("PMT-2", "\u00FCberweisung FAILED", 7)}, 0);
        filter(text);
        QCOMPARE(m_model->rowCount(), matches);
    }

    void newRowsPassThroughTheFilter()
    {
        filter(QStringLiteral("failed"));
        m_model->append({fact("PMT-1", "SENT", 1), fact("PMT-2", "FAILED", 2)}, 0);
        QTRY_COMPARE(printModel(*m_model, {at(StreamColumn::Payment)}), QStringLiteral("PMT-2\n"));
        QCOMPARE(m_model->progress().scanned, std::uint64_t{2});
    }

    void longRingIsScannedNewestFirst()
    {
        // Without the tester, which looks at every row of every change.
        m_tester.reset();
        const int count = 30'500;
        std::vector<StreamRow> rows;
        for (int n = 0; n < count; ++n)
            rows.push_back(fact(n % 1000 == 0 ? "PMT-RARE" : "PMT-1", "SENT", n));
        m_model->append(rows, 0);
        QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
        filter(QStringLiteral("payment:PMT-RARE"));
        QCOMPARE(m_model->progress().scanned, static_cast<std::uint64_t>(count));
        QCOMPARE(m_model->rowCount(), 31);
        for (int row = 0; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->index(row, 0).data(IdRole).toInt(), row * 1000 + 1);
        // What is found later in a scan is older and comes in above.
        for (const QList<QVariant>& change : inserted)
            QCOMPARE(change.at(1).toInt(), 0);
    }

    void rowsThatComeDuringAScanAreNeitherLostNorDoubled()
    {
        m_tester.reset();
        std::vector<StreamRow> rows;
        for (int n = 0; n < 20'000; ++n)
            rows.push_back(fact("PMT-1", "SENT", n));
        m_model->append(rows, 0);
        start(QStringLiteral("pmt"));
        QVERIFY(m_model->isScanning());
        m_model->append({fact("PMT-9", "SENT", 20'000)}, 0);
        QTRY_COMPARE(m_model->rowCount(), 20'001);
        QCOMPARE(m_model->progress().scanned, std::uint64_t{20'001});
        for (int row = 0; row < m_model->rowCount(); ++row)
            QCOMPARE(m_model->index(row, 0).data(IdRole).toInt(), row + 1);
    }

    void newFilterReplacesAScanUnderWay()
    {
        m_tester.reset();
        std::vector<StreamRow> rows;
        for (int n = 0; n < 20'000; ++n)
            rows.push_back(fact("PMT-1", n % 2 == 0 ? "SENT" : "FAILED", n));
        m_model->append(rows, 0);
        start(QStringLiteral("sent"));
        filter(QStringLiteral("failed"));
        QCOMPARE(m_model->rowCount(), 10'000);
        for (int row = 0; row < m_model->rowCount(); row += 1000)
            QCOMPARE(m_model->index(row, at(StreamColumn::StatusName)).data().toString(),
                     QStringLiteral("FAILED"));
    }

    void oldRowsStayUntilTheFirstOfANewFilter()
    {
        m_model->append({fact("PMT-1", "SENT", 1), fact("PMT-2", "FAILED", 2)}, 0);
        start(QStringLiteral("failed"));
        QCOMPARE(m_model->rowCount(), 2);
        QTRY_COMPARE(m_model->rowCount(), 1);
        start(QString());
        QCOMPARE(m_model->rowCount(), 2);
    }

    void stoppedScanKeepsWhatWasFoundAndFollows()
    {
        m_tester.reset();
        std::vector<StreamRow> rows;
        for (int n = 0; n < 150'000; ++n)
            rows.push_back(fact("PMT-1", "SENT", n));
        m_model->append(rows, 0);
        start(QStringLiteral("sent"));
        m_model->stopScan();
        QVERIFY(!m_model->isScanning());
        QCOMPARE(m_model->progress().state, ScanState::Stopped);
        QVERIFY(m_model->progress().scanned < 150'000);
        m_model->append({fact("PMT-2", "SENT", 150'000)}, 0);
        QTRY_VERIFY(m_model->rowOfId(QStringLiteral("150001")) >= 0);
        QVERIFY(m_model->rowCount() < 150'000);
    }

    void recordsThatLeaveTheRingDuringAScanAreNotShown()
    {
        useCapacity(5'000);
        m_tester.reset();
        std::vector<StreamRow> rows;
        for (int n = 0; n < 5'000; ++n)
            rows.push_back(fact("PMT-1", "SENT", n));
        m_model->append(rows, 0);
        start(QStringLiteral("sent"));
        m_model->append(rows, 0);
        QTRY_COMPARE(m_model->rowCount(), 5'000);
        QCOMPARE(m_model->index(0, 0).data(IdRole).toInt(), 5'001);
    }

    void costlyFilterEndsInAnError()
    {
        m_model->append({fact("PMT-1", "SENT", 1)}, 0);
        QString line = QStringLiteral("true");
        for (const char* name : {"a", "b", "c", "d", "e"})
            line = QStringLiteral("[0,1,2,3,4,5,6,7,8,9].all(%1, %2)")
                       .arg(QString::fromLatin1(name), line);
        start(line);
        QTRY_COMPARE(m_model->progress().state, ScanState::Failed);
        filter(QStringLiteral("sent"));
        QCOMPARE(m_model->rowCount(), 1);
    }

    void bytesThatAreNoTextStopNoFilter()
    {
        m_model->append({fact("PMT-\xFF", "SENT", 1)}, 0);
        filter(QStringLiteral("payment.matches('PMT-.') && payment.is('pmt-?')"));
        QCOMPARE(m_model->rowCount(), 1);
    }

    void ringKeepsTheNewest()
    {
        useCapacity(5);
        m_model->append({fact("PMT-1", "A", 1), fact("PMT-2", "B", 2), fact("PMT-3", "C", 3)}, 0);
        m_model->append({fact("PMT-4", "D", 4), fact("PMT-5", "E", 5), fact("PMT-6", "F", 6)}, 7);
        QCOMPARE(printModel(*m_model, {at(StreamColumn::StatusName)}),
                 QStringLiteral("B\nC\nD\nE\nF\n"));
        QCOMPARE(m_model->skippedCount(), std::uint64_t{7});
        QCOMPARE(m_model->rowOfId(QStringLiteral("1")), -1);
        QCOMPARE(m_model->rowOfId(QStringLiteral("2")), 0);
        std::vector<StreamRow> flood;
        for (int n = 0; n < 12; ++n)
            flood.push_back(fact("PMT-7", std::to_string(n).c_str(), n));
        m_model->append(flood, 0);
        QCOMPARE(printModel(*m_model, {at(StreamColumn::StatusName)}),
                 QStringLiteral("7\n8\n9\n10\n11\n"));
        QCOMPARE(m_model->skippedCount(), std::uint64_t{14});
    }

    void pauseHoldsThePictureAndCountsWhatWaits()
    {
        m_model->append({fact("PMT-1", "A", 1)}, 0);
        m_model->setPaused(true);
        StreamRow journal = fact("PMT-1", "", 6);
        journal.kind = RecordKind::Journal;
        m_model->append({fact("PMT-1", "B", 2), journal, fact("PMT-1", "C", 3)}, 0);
        QCOMPARE(m_model->rowCount(), 1);
        QCOMPARE(m_model->waitingCount(), std::uint64_t{2});
        m_model->setPaused(false);
        QCOMPARE(printModel(*m_model, {at(StreamColumn::StatusName)}), QStringLiteral("A\nB\nC\n"));
        QCOMPARE(m_model->waitingCount(), std::uint64_t{0});
    }

    void longPauseKeepsWhatIsOnScreenAndCountsTheLost()
    {
        useCapacity(10);
        for (int n = 0; n < 10; ++n)
            m_model->append({fact("PMT-1", std::to_string(n).c_str(), n)}, 0);
        m_model->setPaused(true);
        for (int n = 10; n < 30; ++n)
            m_model->append({fact("PMT-1", std::to_string(n).c_str(), n)}, 0);
        QCOMPARE(printModel(*m_model, {at(StreamColumn::StatusName)}),
                 QStringLiteral("5\n6\n7\n8\n9\n"));
        QCOMPARE(m_model->waitingCount(), std::uint64_t{5});
        QCOMPARE(m_model->skippedCount(), std::uint64_t{15});
        m_model->setPaused(false);
        QCOMPARE(printModel(*m_model, {at(StreamColumn::StatusName)}),
                 QStringLiteral("5\n6\n7\n8\n9\n25\n26\n27\n28\n29\n"));
        // Sequence numbers have a hole now; lookups must not mind.
        QCOMPARE(m_model->rowOfId(QStringLiteral("30")), 9);
        m_model->append({fact("PMT-1", "30", 30)}, 0);
        QCOMPARE(m_model->index(9, at(StreamColumn::StatusName)).data().toString(),
                 QStringLiteral("30"));
    }

    void linkGoesFromQuestionToAnswerAndBack()
    {
        StreamRow flag = fact("PMT-1", "RAISED", 1);
        flag.kind = RecordKind::Flag;
        flag.messageId = "flag";
        StreamRow question = fact("PMT-1", "", 2);
        question.kind = RecordKind::Question;
        question.messageId = "rq";
        question.causationId = "flag";
        StreamRow journal = fact("PMT-1", "", 3);
        journal.kind = RecordKind::Journal;
        journal.messageId = "j";
        journal.causationId = "rq";
        StreamRow answer = fact("PMT-1", "FOUND", 4);
        answer.kind = RecordKind::Answer;
        answer.messageId = "rs";
        answer.causationId = "rq";
        StreamRow lone = fact("PMT-2", "SENT", 5);
        lone.messageId.clear();
        m_model->append({flag, question, answer, journal, lone}, 0);
        const auto link = [this](int row) -> QString {
            const StreamRecord* linked = m_model->linkedTo(*m_model->recordAt(row));
            return linked == nullptr ? QStringLiteral("none")
                                     : QString::fromStdString(
                                         std::string(linked->text(StreamRecord::Field::Message)));
        };
        QCOMPARE(link(1), QStringLiteral("rs"));
        QCOMPARE(link(2), QStringLiteral("rq"));
        QCOMPARE(link(0), QStringLiteral("rq"));
        QCOMPARE(link(3), QStringLiteral("none"));
    }

    void oversizedTextsAreCutOnACharacterBoundary()
    {
        StreamRow row = fact("PMT-1", "A", 1);
        row.name = std::string(StreamRecord::kFieldBytesMax - 1, 'x') + "\u00E9"
                   + std::string(100'000, 'y');
        m_model->append({row}, 0);
        const QString name = m_model->index(0, at(StreamColumn::Message)).data().toString();
        QCOMPARE(name.size(), static_cast<qsizetype>(StreamRecord::kFieldBytesMax - 1));
        QVERIFY(!name.contains(QChar::ReplacementCharacter));
    }

private:
    void start(const QString& text)
    {
        const FilterContext context{Instant{1'772'463'845'120}, 0, "op-1"};
        const auto compiled = RowFilter::compile(text.toStdString(), streamSchema(), context);
        QVERIFY(compiled.has_value());
        m_model->setFilter(*compiled, context);
    }

    /// All records are judged when it returns.
    void filter(const QString& text)
    {
        QSignalSpy changed(m_model.get(), &StreamModel::countsChanged);
        start(text);
        while (m_model->isFiltered() && m_model->isScanning())
            QVERIFY(changed.wait());
    }

    void useCapacity(std::size_t capacity)
    {
        m_tester.reset();
        m_model = std::make_unique<StreamModel>(capacity);
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::Fatal);
    }

    std::unique_ptr<StreamModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(tst_StreamModel)
#include "tst_StreamModel.moc"
