// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/PastRecords.h"
#include "tests/capture/CaptureSamples.h"

#include <QTest>

#include <string>

using namespace otto;
using namespace otto::test;

class tst_PastRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecordComesBackAsItWas()
    {
        std::vector<Record> records = oddRecords();
        for (const Record& plain : plainRecords(500))
            records.push_back(plain);
        PastRecords past;
        QVERIFY(past.isEmpty());
        for (const Record& record : records)
            past.add(record);
        QCOMPARE(past.size(), records.size());
        // One buffer for all: nothing of a record is left in the next one.
        Record out;
        for (std::size_t i = records.size(); i-- > 0;) {
            past.unpack(i, out);
            QVERIFY2(out == records[i], std::to_string(i).c_str());
            QCOMPARE(past.timeOf(i), records[i].timestamp);
        }
    }

    void theyAreSortedByTimeAndKeepTheirOrder()
    {
        PastRecords past;
        Record record;
        record.topic = "t";
        const std::int64_t times[] = {30, 10, 20, 10, 30, -5};
        for (std::int64_t i = 0; i < 6; ++i) {
            record.timestamp = Instant{times[i]};
            record.offset = i;
            past.add(record);
        }
        past.sortByTime();
        std::vector<std::int64_t> offsets;
        for (std::size_t i = 0; i < past.size(); ++i) {
            past.unpack(i, record);
            offsets.push_back(record.offset);
        }
        QCOMPARE(offsets, (std::vector<std::int64_t>{5, 1, 3, 2, 0, 4}));
    }

    void aRecordLargerThanAChunkIsKept()
    {
        PastRecords past;
        Record small;
        small.topic = "t";
        small.value = "small";
        Record large = small;
        large.value = std::string(std::size_t{9} << 20U, 'x');
        for (const Record* record : {&small, &large, &small})
            past.add(*record);
        Record out;
        past.unpack(1, out);
        QVERIFY(out == large);
        past.unpack(2, out);
        QVERIFY(out == small);
    }
};

QTEST_APPLESS_MAIN(tst_PastRecords)
#include "tst_PastRecords.moc"
