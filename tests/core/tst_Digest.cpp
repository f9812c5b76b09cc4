// SPDX-License-Identifier: Apache-2.0
#include "core/base/Digest.h"

#include <QCryptographicHash>
#include <QUuid>
#include <QtTest>

using namespace otto;

class tst_Digest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digestIsSha256OfLengthPrefixedParts();
    void bordersBetweenPartsCount();
    void digestAgreesWithQt();
    void derivedUuidIsVersionEight();
    void derivedUuidDependsOnEveryPart();
};

// The expected values were computed with Python's hashlib.

void tst_Digest::digestIsSha256OfLengthPrefixedParts()
{
    QCOMPARE(digestHex({}),
             std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(digestHex({""}),
             std::string("af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc"));
    QCOMPARE(digestHex({"abc"}),
             std::string("ce91dc5eec0139adf091900d225971d6ad246a845bad791b5693a9d0d55dd391"));
}

void tst_Digest::bordersBetweenPartsCount()
{
    QCOMPARE(digestHex({"a", "bc"}),
             std::string("9a8acca1b6c6c0befd3fbc756aed625da998c998f7252e738c4ef061906b9b21"));
    QCOMPARE(digestHex({"ab", "c"}),
             std::string("43ee655579de01ca739b3f95c1c2d3f46d353b2c0df818064ea594506cdb2617"));
    QVERIFY(digestHex({"a", ""}) != digestHex({"a"}));
}

void tst_Digest::digestAgreesWithQt()
{
    const std::string text(1000, 'x');
    QByteArray framed;
    framed.append("\xE8\x03\0\0\0\0\0\0", 8);
    framed.append(QByteArray::fromStdString(text));
    QCOMPARE(QByteArray::fromStdString(digestHex({text})),
             QCryptographicHash::hash(framed, QCryptographicHash::Sha256).toHex());
}

void tst_Digest::derivedUuidIsVersionEight()
{
    const std::string id = derivedUuid({"flag", "OT04", "PMT-1"});
    QCOMPARE(id, std::string("f8876e8b-95e9-86d1-8f5f-ea63883054b0"));
    const QUuid uuid = QUuid::fromString(QString::fromStdString(id));
    QVERIFY(!uuid.isNull());
    QCOMPARE(uuid.variant(), QUuid::DCE);
    QCOMPARE(uuid.toString(QUuid::WithoutBraces), QString::fromStdString(id));
}

void tst_Digest::derivedUuidDependsOnEveryPart()
{
    const std::string id = derivedUuid({"flag", "OT04", "PMT-1"});
    QCOMPARE(derivedUuid({"flag", "OT04", "PMT-1"}), id);
    QVERIFY(derivedUuid({"flag", "OT04", "PMT-2"}) != id);
    QVERIFY(derivedUuid({"flag", "OT03", "PMT-1"}) != id);
    QVERIFY(derivedUuid({"flagOT04", "PMT-1"}) != id);
}

QTEST_APPLESS_MAIN(tst_Digest)
#include "tst_Digest.moc"
