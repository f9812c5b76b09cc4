// SPDX-License-Identifier: Apache-2.0
#include "core/base/Prng.h"
#include "core/contract/Codec.h"
#include "tests/contract/ContractExamples.h"
#include "tests/contract/RandomMessage.h"
#include "tests/fuzz/DecoderProperty.h"

#include <QtTest>

using namespace otto;

class tst_CodecMutation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mutatedRecordsNeverDecodeToSomethingElse();
};

namespace {

constexpr std::array<std::string_view, 20> kTokens{"null",
                                                   "\"\"",
                                                   "{}",
                                                   "[]",
                                                   "-0.00",
                                                   "1e400",
                                                   "18446744073709551616",
                                                   "\\ud800",
                                                   "\xED\xA0\x80",
                                                   "\xC2\x85",
                                                   "\"data\":",
                                                   "\"paymentId\":\"x\",",
                                                   "[[[[[[[[[[[[[[[[[[[[",
                                                   ",",
                                                   "}",
                                                   "\"",
                                                   "2026-02-30",
                                                   "0x1F",
                                                   "true",
                                                   std::string_view("\0", 1)};

void mutate(std::string& text, Prng& random)
{
    const std::size_t at = random.below(text.size() + 1);
    const std::size_t length = std::min<std::size_t>(random.below(12), text.size() - at);
    switch (random.below(6)) {
    case 0:
        if (at < text.size()) {
            text[at] = static_cast<char>(random.below(256));
        }
        break;
    case 1:
        if (at < text.size()) {
            text[at] =
                static_cast<char>(static_cast<unsigned char>(text[at]) ^ (1U << random.below(8)));
        }
        break;
    case 2: text.erase(at, length); break;
    case 3: text.insert(at, text.substr(at, length)); break;
    case 4: text.insert(at, kTokens[random.below(kTokens.size())]); break;
    default: text.replace(at, length, kTokens[random.below(kTokens.size())]); break;
    }
}

void mutate(Record& record, Prng& random)
{
    const std::size_t header = random.below(record.headers.size());
    switch (random.below(10)) {
    case 0: mutate(record.topic, random); break;
    case 1: mutate(record.headers[header].name, random); break;
    case 2:
    case 3: mutate(record.headers[header].value, random); break;
    case 4:
        record.headers.push_back(record.headers[header]);
        mutate(record.headers.back().value, random);
        break;
    default: mutate(*record.value, random); break;
    }
}

}  // namespace

void tst_CodecMutation::mutatedRecordsNeverDecodeToSomethingElse()
{
    constexpr int kMutations = 100'000;
    Decoder decoder("qa");
    std::vector<Record> seeds;
    for (const ContractExample& example : contractExamples()) {
        seeds.push_back(example.binary);
        seeds.push_back(example.structured);
    }
    Prng random(0x0770);
    for (std::size_t index = 0; index < std::variant_size_v<Body>; ++index) {
        seeds.push_back(delivered(encodeBinary(randomMessage(index, random))));
        seeds.push_back(delivered(encodeStructured(randomMessage(index, random))));
    }
    int decodedCount = 0;
    for (int i = 0; i < kMutations; ++i) {
        Record record = seeds[random.below(seeds.size())];
        for (std::uint64_t n = 1 + random.below(3); n > 0; --n) {
            mutate(record, random);
        }
        const std::string fault = decoderFault(decoder, record);
        QVERIFY2(fault.empty(), (fault + "\n" + textOfRecord(record)).c_str());
        decodedCount += decoder.decode(record).has_value() ? 1 : 0;
    }
    // Both outcomes must be common, or the run proves nothing.
    QVERIFY2(decodedCount > kMutations / 20, qPrintable(QString::number(decodedCount)));
    QVERIFY2(decodedCount < kMutations * 19 / 20, qPrintable(QString::number(decodedCount)));
}

QTEST_APPLESS_MAIN(tst_CodecMutation)
#include "tst_CodecMutation.moc"
