// SPDX-License-Identifier: Apache-2.0
#include "core/bus/Record.h"

#include <QTest>

#include <limits>
#include <string>

namespace otto::test {

/// The first six hashes are those of Apache Kafka's own UtilsTest.testMurmur2.
class tst_Record : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partitionIsPositiveMurmur2_data()
    {
        QTest::addColumn<std::string>("key");
        QTest::addColumn<std::int32_t>("hash");
        QTest::newRow("2 bytes") << std::string("21") << -973932308;
        QTest::newRow("6 bytes") << std::string("foobar") << -790332482;
        QTest::newRow("24 bytes") << std::string("a-little-bit-long-string") << -985981536;
        QTest::newRow("26 bytes") << std::string("a-little-bit-longer-string") << -1486304829;
        QTest::newRow("48 bytes") << std::string("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")
                                  << -58897971;
        QTest::newRow("3 bytes") << std::string("abc") << 479470107;
        // These three were computed with Kafka's Utils.murmur2.
        QTest::newRow("no bytes") << std::string() << 275646681;
        QTest::newRow("any bytes") << std::string("\xff\x00\x80\x7f\xfe", 5) << 1118688894;
        QTest::newRow("high bytes") << std::string("\xc3\xa9\xff\x81") << 984924233;
    }

    void partitionIsPositiveMurmur2()
    {
        QFETCH(std::string, key);
        QFETCH(std::int32_t, hash);
        const std::int32_t positive = hash & std::numeric_limits<std::int32_t>::max();
        for (const std::int32_t count :
             {1, 2, 12, 1000, std::numeric_limits<std::int32_t>::max()}) {
            QCOMPARE(partitionFor(key, count), positive % count);
        }
    }

    void lastHeaderOfANameWins()
    {
        Record record;
        record.headers = {{"ce_id", "first"}, {"CE_ID", "other case"}, {"ce_id", "last"}};
        QVERIFY(record.header("ce_id") == "last");
        QVERIFY(record.header("CE_ID") == "other case");
    }

    void missingHeaderIsAbsentAndEmptyOneIsNot()
    {
        Record record;
        record.headers = {{"empty", ""}};
        QVERIFY(!record.header("ce_id").has_value());
        QVERIFY(record.header("empty") == "");
    }
};

}  // namespace otto::test

QTEST_APPLESS_MAIN(otto::test::tst_Record)
#include "tst_Record.moc"
