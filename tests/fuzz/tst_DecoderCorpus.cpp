// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/DecoderProperty.h"

#include <QtTest>

using namespace otto;

class tst_DecoderCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRecordOfTheCorpusKeepsTheProperty_data();
    void everyRecordOfTheCorpusKeepsTheProperty();
    void recordTextIsReadBack();
};

void tst_DecoderCorpus::everyRecordOfTheCorpusKeepsTheProperty_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(OTTO_SOURCE_DIR "/tests/fuzz/corpus"));
    const QStringList files = folder.entryList({QStringLiteral("*.record")});
    QVERIFY(files.size() >= 40);
    for (const QString& file : files) {
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
    }
}

void tst_DecoderCorpus::everyRecordOfTheCorpusKeepsTheProperty()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const std::string text = file.readAll().toStdString();
    const Record record = recordFromText(text);
    Decoder decoder("qa");
    QCOMPARE(decoderFault(decoder, record), std::string());
    // The file's name says what is to become of it.
    const bool valid = QFileInfo(path).fileName().startsWith(QLatin1String("valid-"));
    QCOMPARE(decoder.decode(record).has_value(), valid);
}

void tst_DecoderCorpus::recordTextIsReadBack()
{
    Record record;
    record.topic = "pc.qa.pmt.fct.cpr.PaymentAdded";
    record.headers = {{"ce_id", "a: b"}, {"empty", ""}};
    record.value = "line\n\nline";
    QVERIFY(recordFromText(textOfRecord(record)) == record);
    record.value.reset();
    QVERIFY(recordFromText(textOfRecord(record)) == record);
    QVERIFY(recordFromText("") == Record{});
}

QTEST_APPLESS_MAIN(tst_DecoderCorpus)
#include "tst_DecoderCorpus.moc"
