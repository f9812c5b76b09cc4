// SPDX-License-Identifier: Apache-2.0
#include "core/model/Payment.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

#include <algorithm>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

void apply(Payment& payment, const Message& message)
{
    const bool isAnswer = message.topic.topicClass == TopicClass::Command;
    const Provenance from{message.envelope.id, message.envelope.time, kStart, 0, 0, 0, isAnswer};
    if (isAnswer) {
        QVERIFY(payment.applyAnswer(message, from));
        QVERIFY(!payment.applyAnswer(message, from));
    } else {
        QVERIFY(payment.applyFact(message, from));
        QVERIFY(!payment.applyFact(message, from));
    }
}

/// Zelle's answer that does not say since when it is so.
Message undated(PaymentStatus known, std::uint32_t version, Instant asOf)
{
    Message request = added("P", kStart);
    GetPaymentStatusRs body;
    body.head.requestId = RequestId("r");
    body.head.result = AnswerResult::Found;
    body.head.conclusive = true;
    body.head.asOf = asOf;
    body.status = known;
    body.entityVersion = version;
    return answer(System::Zelle, request, asOf, body);
}

/// What `describe` says of the payment after each order of the messages.
template <typename F>
std::set<std::string> inAnyOrder(std::vector<Message> messages, F&& describe)
{
    const auto byId = [](const Message& a, const Message& b) {
        return a.envelope.id < b.envelope.id;
    };
    std::sort(messages.begin(), messages.end(), byId);
    std::set<std::string> out;
    do {
        Payment payment;
        payment.id = PaymentId("P");
        for (const Message& message : messages) {
            apply(payment, message);
        }
        out.insert(describe(payment));
    } while (std::next_permutation(messages.begin(), messages.end(), byId));
    return out;
}

std::string statusSince(const Payment& payment)
{
    const Payment::Merged merged = payment.merged();
    return std::string(merged.status.text()) + " since " + merged.since.text();
}

}  // namespace

class tst_Payment : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anUndatedAnswerThatRepeatsAFactKeepsItsTime()
    {
        const auto said = inAnyOrder({status("P", PaymentStatus::DebitPending, 1, kStart),
                                      status("P", PaymentStatus::Sent, 2, kStart + 5s),
                                      undated(PaymentStatus::Sent, 2, kStart + 60s),
                                      undated(PaymentStatus::Sent, 2, kStart + 90s)},
                                     statusSince);
        QCOMPARE(said, (std::set{"SENT since " + (kStart + 5s).text()}));
    }

    void anUndatedAnswerWithNewsIsDatedByItsFirstTelling()
    {
        const auto said = inAnyOrder({status("P", PaymentStatus::Sent, 1, kStart),
                                      undated(PaymentStatus::Sent, 1, kStart + 10s),
                                      undated(PaymentStatus::Settled, 2, kStart + 60s),
                                      undated(PaymentStatus::Settled, 2, kStart + 90s)},
                                     statusSince);
        QCOMPARE(said, (std::set{"SETTLED since " + (kStart + 60s).text()}));
    }

    void aFactAfterAnUndatedAnswerWins()
    {
        const auto said = inAnyOrder({status("P", PaymentStatus::Sent, 1, kStart),
                                      undated(PaymentStatus::Sent, 1, kStart + 60s),
                                      status("P", PaymentStatus::Accepted, 2, kStart + 70s)},
                                     statusSince);
        QCOMPARE(said, (std::set{"ACCEPTED since " + (kStart + 70s).text()}));
    }

    void theCapOfAWindowDoesNotDependOnTheOrderOfArrival()
    {
        const auto withCap = [](std::uint32_t version, const char* cap) {
            Message message = limits("P", LimitAction::Reserved, version,
                                     kStart + std::chrono::seconds{version}, {"D"});
            std::get<LimitsUpdated>(message.body).limits.front().cap = usd(cap);
            return message;
        };
        const auto caps =
            inAnyOrder({withCap(1, "1000.00"), withCap(2, "3000.00"), withCap(3, "2000.00")},
                       [](const Payment& payment) { return moneyText(*payment.limits[0].cap); });
        QCOMPARE(caps, (std::set<std::string>{"2000.00 USD"}));
    }

    void duplicatesAreRecognisedAmongManyMessages()
    {
        Payment payment;
        payment.id = PaymentId("P");
        constexpr std::uint32_t kMessages = 5'000;
        for (const bool isRepeat : {false, true}) {
            for (std::uint32_t version = 1; version <= kMessages; ++version) {
                const Message message = status("P", PaymentStatus::Sent, version, kStart);
                const Provenance from{
                    message.envelope.id, message.envelope.time, kStart, 0, 0, 0, false};
                QCOMPARE(payment.applyFact(message, from), !isRepeat);
            }
        }
        QCOMPARE(payment.entries.size(), std::size_t{kMessages});
    }
};

QTEST_APPLESS_MAIN(tst_Payment)
#include "tst_Payment.moc"
