// SPDX-License-Identifier: Apache-2.0
#include "app/session/EngineSession.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace otto;

class tst_EngineSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditBeforeTheStartIsNotMissed();
};

void tst_EngineSession::anEditBeforeTheStartIsNotMissed()
{
    const QTemporaryDir folder;
    const QDir catalogue(QStringLiteral(OTTO_SOURCE_DIR "/resources/rules"));
    for (const QString& file : catalogue.entryList({QStringLiteral("*.toml")}))
        QVERIFY(QFile::copy(catalogue.filePath(file), folder.filePath(file)));
    SessionOptions options;
    options.setup.demoScenario = "demo";
    options.setup.env = "qa";
    options.setup.profileName = "demo";
    options.setup.rulesFolder = folder.path().toStdString();
    options.program = "tests 1.0";
    options.hasColleague = false;
    auto session = EngineSession::open(std::move(options));
    QVERIFY2(session, session ? "" : session.error().text.c_str());
    QVERIFY(QFile::remove(folder.filePath(QStringLiteral("OT01-stuck-in-status.toml"))));
    (*session)->start();
    const auto port = (*session)->openPort();
    // A set is taken into use after the one that the engine began with.
    std::uint64_t revision = 0;
    const auto wasTaken = [&port, &revision] {
        if (const auto delta = port->poll())
            revision = delta->status.rulesRevision;
        return revision > 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(wasTaken(), 30'000);
    (*session)->stop();
}

QTEST_GUILESS_MAIN(tst_EngineSession)
#include "tst_EngineSession.moc"
