// SPDX-License-Identifier: Apache-2.0
#include "core/contract/BodyIdentity.h"
#include "core/contract/Codec.h"
#include "core/contract/MessageKind.h"
#include "tests/contract/ContractExamples.h"
#include "tests/contract/RandomMessage.h"

#include <QtTest>

#include <set>

using namespace otto;

class tst_CodecRoundTrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAlternativeSurvivesBothModes_data();
    void everyAlternativeSurvivesBothModes();
    void encodingIsDeterministic();
    void kindsAreFoundByClassAndName();
    void everyAskedKindHasItsAnswer();
};

void tst_CodecRoundTrip::everyAlternativeSurvivesBothModes_data()
{
    QTest::addColumn<std::size_t>("index");
    QTest::newRow("UnknownBody") << std::size_t{0};
    for (const MessageKind& kind : messageKinds()) {
        const char* prefix = kind.role == MessageRole::JournalEntry ? "journal " : "";
        QTest::addRow("%s%s", prefix, std::string(kind.name).c_str()) << kind.bodyIndex;
    }
}

void tst_CodecRoundTrip::everyAlternativeSurvivesBothModes()
{
    QFETCH(std::size_t, index);
    Decoder decoder("qa");
    Prng random(20260302 + index);
    for (int i = 0; i < 300; ++i) {
        const Message message = randomMessage(index, random);
        for (const OutgoingRecord& record : {encodeBinary(message), encodeStructured(message)}) {
            const auto again = decoder.decode(delivered(record));
            QVERIFY2(again.has_value(),
                     ((again ? "" : again.error().text) + "\n" + *record.value).c_str());
            QVERIFY2(*again == message, record.value->c_str());
        }
    }
}

void tst_CodecRoundTrip::encodingIsDeterministic()
{
    for (std::size_t index = 0; index < std::variant_size_v<Body>; ++index) {
        Prng first(index);
        Prng second(index);
        QVERIFY(encodeBinary(randomMessage(index, first))
                == encodeBinary(randomMessage(index, second)));
    }
}

void tst_CodecRoundTrip::kindsAreFoundByClassAndName()
{
    QCOMPARE(messageKinds().size() + 1, std::variant_size_v<Body>);
    std::set<std::pair<TopicClass, std::string_view>> seen;
    for (const MessageKind& kind : messageKinds()) {
        QVERIFY(findKind(kind.topicClass, kind.name) == &kind);
        QVERIFY2(seen.emplace(kind.topicClass, kind.name).second, std::string(kind.name).c_str());
    }
    QVERIFY(findKind(TopicClass::Fact, "GetTrnRq") == nullptr);
    QVERIFY(findKind(TopicClass::Fact, "FlagCleared")->role == MessageRole::Fact);
    QVERIFY(findKind(TopicClass::Internal, "FlagCleared")->role == MessageRole::JournalEntry);
    QVERIFY(findKind(TopicClass::Command, "") == nullptr);
    QVERIFY(kindOf(UnknownBody{}) == nullptr);
}

void tst_CodecRoundTrip::everyAskedKindHasItsAnswer()
{
    for (const MessageKind& kind : messageKinds()) {
        const MessageKind* answer = answerTo(kind);
        if (kind.role == MessageRole::Question) {
            const std::string name(kind.name);
            QCOMPARE(std::string(answer->name), name.substr(0, name.size() - 2) + "Rs");
        } else if (kind.role == MessageRole::Command) {
            QVERIFY(answer->role == MessageRole::Outcome);
        } else {
            QVERIFY(answer == nullptr);
        }
    }
}

QTEST_APPLESS_MAIN(tst_CodecRoundTrip)
#include "tst_CodecRoundTrip.moc"
