// SPDX-License-Identifier: Apache-2.0
#include "core/sim/PaymentBook.h"

#include <QTest>

#include <chrono>
#include <string>

using namespace otto;
using namespace std::chrono_literals;

namespace {

struct Note
{
    bool finished = false;
    int value = 0;
};

PaymentId idOf(int number)
{
    return PaymentId("PMT-" + std::to_string(number));
}

}  // namespace

class tst_PaymentBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void touchEntersOnce();
    void idsAreSorted();
    void finishedPaymentIsForgottenFirst();
    void touchKeepsAPayment();
    void sizeIsBoundedUnderSteadyFlow();
};

void tst_PaymentBook::touchEntersOnce()
{
    PaymentBook<Note> book(1min, 1h);
    QVERIFY(book.find(idOf(1)) == nullptr);
    book.touch(idOf(1), Instant{0}).value = 7;
    QCOMPARE(book.touch(idOf(1), Instant{5}).value, 7);
    QCOMPARE(book.size(), std::size_t{1});
}

void tst_PaymentBook::idsAreSorted()
{
    PaymentBook<Note> book(1min, 1h);
    for (const int number : {3, 1, 2}) {
        book.touch(idOf(number), Instant{0});
    }
    QVERIFY((book.ids() == std::vector<PaymentId>{idOf(1), idOf(2), idOf(3)}));
}

void tst_PaymentBook::finishedPaymentIsForgottenFirst()
{
    PaymentBook<Note> book(1min, 1h);
    book.touch(idOf(1), Instant{0}).finished = true;
    book.touch(idOf(2), Instant{0});
    book.sweep(Instant{59'999});
    QCOMPARE(book.size(), std::size_t{2});
    book.sweep(Instant{60'000});
    QVERIFY(book.find(idOf(1)) == nullptr);
    QVERIFY(book.find(idOf(2)) != nullptr);
    book.sweep(Instant{0} + 2h);
    QCOMPARE(book.size(), std::size_t{0});
}

void tst_PaymentBook::touchKeepsAPayment()
{
    PaymentBook<Note> book(1min, 1h);
    book.touch(idOf(1), Instant{0}).finished = true;
    book.touch(idOf(1), Instant{50'000});
    book.sweep(Instant{70'000});
    QCOMPARE(book.size(), std::size_t{1});
    book.sweep(Instant{200'000});
    QCOMPARE(book.size(), std::size_t{0});
}

void tst_PaymentBook::sizeIsBoundedUnderSteadyFlow()
{
    PaymentBook<Note> book(1min, 1h);
    std::size_t most = 0;
    for (int second = 0; second < 3600; ++second) {
        const Instant now{second * 1000};
        book.touch(idOf(second), now).finished = true;
        book.sweep(now);
        most = std::max(most, book.size());
    }
    // One minute's worth.
    QCOMPARE(most, std::size_t{60});
}

QTEST_APPLESS_MAIN(tst_PaymentBook)
#include "tst_PaymentBook.moc"
