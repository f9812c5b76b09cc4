// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/CelProperty.h"

#include <QtTest>

using namespace otto;

class tst_CelCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyExpressionOfTheCorpusKeepsTheProperty_data();
    void everyExpressionOfTheCorpusKeepsTheProperty();
    void everyBeginningOfAnExpressionKeepsTheProperty();
};

void tst_CelCorpus::everyExpressionOfTheCorpusKeepsTheProperty_data()
{
    QTest::addColumn<QString>("path");
    const QDir folder(QStringLiteral(OTTO_SOURCE_DIR "/tests/fuzz/cel-corpus"));
    const QStringList files = folder.entryList({QStringLiteral("*.cel")});
    QVERIFY(files.size() >= 15);
    for (const QString& file : files)
        QTest::newRow(qPrintable(file)) << folder.filePath(file);
}

void tst_CelCorpus::everyExpressionOfTheCorpusKeepsTheProperty()
{
    QFETCH(QString, path);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(celFault(file.readAll().toStdString()), std::string());
}

void tst_CelCorpus::everyBeginningOfAnExpressionKeepsTheProperty()
{
    const std::string text = "[1, 2u].map(x, x > 1.5e3, {'k\\n': b'\\xff'}[\"k\"]) == "
                             "(payment.postings[0].amount < money('1.00', 'EUR') ? now : null)";
    for (std::size_t length = 0; length <= text.size(); ++length)
        QCOMPARE(celFault(text.substr(0, length)), std::string());
}

QTEST_APPLESS_MAIN(tst_CelCorpus)
#include "tst_CelCorpus.moc"
