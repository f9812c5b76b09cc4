// SPDX-License-Identifier: Apache-2.0
// otto-engine over its demo, with a folder of rules that somebody edits.
#include "tests/e2e/EngineProcess.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <filesystem>

using otto::test::EngineProcess;

namespace {

constexpr qint64 kLiveWithinMs = 1000;
constexpr int kPatienceMs = 30'000;
constexpr char kFile[] = "OT01-stuck-in-status.toml";

QByteArray textOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class tst_RuleReloadFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_engine.kill(); }
    void anEditIsLiveWithinASecond();
    void aBrokenEditSaysWhereAndTheOldRulesStay();

private:
    /// As an editor does: the file is whole or not there.
    void write(const QByteArray& text);
    QJsonObject rules();
    int version();
    static QByteArray withVersion(QByteArray text, int version);

    QTemporaryDir m_folder;
    QByteArray m_original;
    EngineProcess m_engine;
};

void tst_RuleReloadFolder::init()
{
    const QDir catalogue(QStringLiteral(OTTO_SOURCE_DIR "/resources/rules"));
    for (const QString& file : catalogue.entryList({"*.toml"})) {
        QFile::remove(m_folder.filePath(file));
        QVERIFY(QFile::copy(catalogue.filePath(file), m_folder.filePath(file)));
    }
    m_original = textOf(m_folder.filePath(kFile));
    QVERIFY(m_original.contains("\nversion = "));
    m_engine.start({"--demo", "--rules", m_folder.path()});
    QVERIFY2(rules().value("origin").toString() == m_folder.path(),
             m_engine.standardError().constData());
}

void tst_RuleReloadFolder::write(const QByteArray& text)
{
    QFile file(m_folder.filePath("edited"));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(text), text.size());
    file.close();
    std::filesystem::rename(m_folder.filePath("edited").toStdString(),
                            m_folder.filePath(kFile).toStdString());
}

QJsonObject tst_RuleReloadFolder::rules()
{
    return m_engine.ask({{"query", "Rules"}}).value("result").toObject();
}

int tst_RuleReloadFolder::version()
{
    for (const QJsonValue& rule : rules().value("rules").toArray()) {
        if (rule["ruleId"] == QJsonValue("OT01"))
            return rule["version"].toInt();
    }
    return 0;
}

QByteArray tst_RuleReloadFolder::withVersion(QByteArray text, int version)
{
    const qsizetype at = text.indexOf("\nversion = ") + 1;
    const qsizetype end = text.indexOf('\n', at);
    return text.replace(at, end - at, "version = " + QByteArray::number(version));
}

void tst_RuleReloadFolder::anEditIsLiveWithinASecond()
{
    // The fastest of three: what else the machine does is not what is measured.
    qint64 fastest = kPatienceMs;
    for (int edit = 40; edit < 43; ++edit) {
        const qint64 before = m_engine.stats().value("facts").toInteger();
        QElapsedTimer timer;
        timer.start();
        write(withVersion(m_original, edit));
        QTRY_COMPARE_WITH_TIMEOUT(version(), edit, kPatienceMs);
        fastest = std::min(fastest, timer.elapsed());
        QVERIFY(rules().value("errors").toArray().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(m_engine.stats().value("facts").toInteger() > before, kPatienceMs);
    }
    qInfo("live after %lld ms", static_cast<long long>(fastest));
    QVERIFY2(fastest <= kLiveWithinMs, qPrintable(QString::number(fastest)));
}

void tst_RuleReloadFolder::aBrokenEditSaysWhereAndTheOldRulesStay()
{
    const int running = version();
    const QString digest = rules().value("digest").toString();
    QByteArray broken = withVersion(m_original, 50);
    const qsizetype when = broken.indexOf("\nwhen = ");
    broken.insert(when + 1, "whenever = true\n");
    write(broken);
    QTRY_VERIFY_WITH_TIMEOUT(!rules().value("errors").toArray().isEmpty(), kPatienceMs);
    const QJsonObject refused = rules();
    const QJsonValue error = refused.value("errors").toArray().first();
    QCOMPARE(error["file"].toString(), m_folder.filePath(kFile));
    QCOMPARE(error["line"].toInt(), static_cast<int>(broken.left(when + 1).count('\n')) + 1);
    QCOMPARE(error["column"].toInt(), 1);
    QVERIFY2(error["text"].toString().contains("whenever"), qPrintable(error["text"].toString()));
    QVERIFY(!refused.value("refusedAt").toString().isEmpty());
    QCOMPARE(refused.value("digest").toString(), digest);
    QCOMPARE(version(), running);

    write(withVersion(m_original, 51));
    QTRY_COMPARE_WITH_TIMEOUT(version(), 51, kPatienceMs);
    QVERIFY(rules().value("errors").toArray().isEmpty());
}

QTEST_GUILESS_MAIN(tst_RuleReloadFolder)
#include "tst_RuleReloadFolder.moc"
