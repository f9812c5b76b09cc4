// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Quarantine.h"

#include <QtTest>

using namespace otto;

class tst_Quarantine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keysAndHeadersCountAndAreTrimmed()
    {
        constexpr std::size_t kBytesMax = 1'000'000;
        Quarantine quarantine(10'000, kBytesMax);
        for (int i = 0; i < 100; ++i) {
            Record record;
            record.topic = "t";
            record.offset = i;
            record.key = std::string(900'000, 'k');
            record.headers.assign(1000, {std::string(100, 'n'), std::string(900, 'v')});
            record.headers.front().value = std::string(900'000, 'v');
            quarantine.add(std::move(record), "why");
        }
        std::size_t bytes = 0;
        const auto kept = quarantine.list(10'000);
        QVERIFY(!kept.empty() && kept.size() < 20);
        for (const QuarantineView& view : kept) {
            const Record& record = quarantine.find(view.at)->record;
            bytes += record.key->capacity();
            for (const Header& header : record.headers) {
                bytes += header.name.capacity() + header.value.capacity();
            }
        }
        QVERIFY2(bytes <= kBytesMax, std::to_string(bytes).c_str());
        QCOMPARE(quarantine.count(), std::uint64_t{100});
    }
};

QTEST_APPLESS_MAIN(tst_Quarantine)
#include "tst_Quarantine.moc"
