// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/RuleProperty.h"

#include <QtTest>

using namespace otto;

class tst_RuleCorpus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFileKeepsTheProperty_data();
    void everyFileKeepsTheProperty();
    void everyBeginningOfARuleKeepsTheProperty();
    void aRuleWithoutAnyOfItsLinesKeepsTheProperty();
    void manyLevelsOfNamesKeepTheProperty();

private:
    static QString faultOf(const std::string& text)
    {
        return QString::fromStdString(ruleFault(text));
    }
    static QByteArray textOf(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static const inline QString kCorpus = QStringLiteral(OTTO_SOURCE_DIR "/tests/fuzz/rule-corpus");
};

void tst_RuleCorpus::everyFileKeepsTheProperty_data()
{
    QTest::addColumn<QString>("path");
    const QString catalogue = QStringLiteral(OTTO_SOURCE_DIR "/resources/rules");
    for (const QString& folder : {kCorpus, catalogue}) {
        const QStringList files = QDir(folder).entryList({QStringLiteral("*.toml")});
        QVERIFY(files.size() >= 20);
        for (const QString& file : files) {
            QTest::newRow(qPrintable(file)) << folder + u'/' + file;
        }
    }
}

void tst_RuleCorpus::everyFileKeepsTheProperty()
{
    QFETCH(QString, path);
    QCOMPARE(faultOf(textOf(path).toStdString()), QString());
}

void tst_RuleCorpus::everyBeginningOfARuleKeepsTheProperty()
{
    const std::string text = textOf(kCorpus + QStringLiteral("/payment.toml")).toStdString();
    QVERIFY(text.size() > 500);
    for (std::size_t length = 0; length <= text.size(); ++length) {
        QCOMPARE(faultOf(text.substr(0, length)), QString());
    }
}

void tst_RuleCorpus::aRuleWithoutAnyOfItsLinesKeepsTheProperty()
{
    for (const char* file : {"/payment.toml", "/key.toml", "/feed.toml"}) {
        const QList<QByteArray> lines = textOf(kCorpus + QString::fromLatin1(file)).split('\n');
        QVERIFY(lines.size() > 10);
        for (qsizetype left = 0; left < lines.size(); ++left) {
            QList<QByteArray> others = lines;
            others.removeAt(left);
            QCOMPARE(faultOf(others.join('\n').toStdString()), QString());
        }
    }
}

void tst_RuleCorpus::manyLevelsOfNamesKeepTheProperty()
{
    // Each level costs two bytes; a rule file has at most 1 MiB.
    std::string name = "a";
    for (int level = 0; level < 500'000; ++level) {
        name += ".a";
    }
    QCOMPARE(faultOf(name + " = 1\n"), QString());
    QCOMPARE(faultOf("[" + name + "]\n"), QString());
    QCOMPARE(faultOf("x = " + std::string(500'000, '[')), QString());
    QCOMPARE(faultOf("when = \"" + std::string(500'000, '(')), QString());
}

QTEST_APPLESS_MAIN(tst_RuleCorpus)
#include "tst_RuleCorpus.moc"
