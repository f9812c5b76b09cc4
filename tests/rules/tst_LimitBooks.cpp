// SPDX-License-Identifier: Apache-2.0
// The books against adding up all payments.
#include "core/rules/LimitBooks.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

/// Limits speaks of one payment's reservation in a daily and a rolling window.
Message report(const std::string& payment, LimitAction action, std::uint32_t version, Instant time,
               const std::string& day, std::int64_t used, const std::string& scope = "CUSTOMER")
{
    LimitsUpdated body;
    body.paymentId = PaymentId(payment);
    body.reservationId = "R-" + payment;
    body.action = action;
    body.delta = usd("100.00");
    const Money sum{used, usd("0.00").currency};
    body.limits.push_back({"ZELLE-OUT-DAILY", scope, day, sum, usd("9000.00")});
    body.limits.push_back({"ZELLE-OUT-30D", scope, "ROLLING_30D", sum, usd("9000.00")});
    return fact(System::Limits, payment, version, time, body);
}

Message addedFor(const std::string& payment, const std::string& customer, Instant time)
{
    Message out = added(payment, time, "100.00");
    std::get<PaymentAdded>(out.body).debtorAccount->hash = customer;
    return out;
}

/// Payments kept both ways.
class Both
{
public:
    void hear(const Message& message)
    {
        const PaymentId id(message.envelope.subject);
        const auto [found, isNew] =
            m_numbers.try_emplace(id, static_cast<std::uint32_t>(m_numbers.size()));
        Payment& payment = m_payments[id];
        payment.id = id;
        payment.applyFact(message, {message.envelope.id, message.envelope.time, kStart, 0, 0, 0});
        const bool isCustomerSame = !std::holds_alternative<PaymentAdded>(message.body);
        for (const std::uint32_t told : m_books.update(found->second, payment, isCustomerSame)) {
            m_stale.insert(told);
        }
        m_stale.insert(found->second);
        // Only who was told of is looked at again.
        for (const auto& [other, number] : m_numbers) {
            if (m_stale.contains(number)) {
                m_last[other] = m_books.drifts(number, m_payments[other], m_readSince);
            }
        }
        m_stale.clear();
    }
    [[nodiscard]] bool agree() const
    {
        return std::all_of(m_payments.begin(), m_payments.end(), [this](const auto& one) {
            return m_last.at(one.first) == limitDriftsOf(one.second, m_payments, m_readSince);
        });
    }
    [[nodiscard]] std::vector<LimitDrift> drifts(const std::string& payment) const
    {
        return m_last.at(PaymentId(payment));
    }
    [[nodiscard]] std::size_t drifting() const
    {
        return static_cast<std::size_t>(std::count_if(
            m_last.begin(), m_last.end(), [](const auto& one) { return !one.second.empty(); }));
    }
    void readOnlySince(Instant at) { m_readSince = at; }

private:
    LimitBooks m_books;
    std::map<PaymentId, Payment> m_payments;
    std::map<PaymentId, std::uint32_t> m_numbers;
    std::map<PaymentId, std::vector<LimitDrift>> m_last;
    std::set<std::uint32_t> m_stale;
    std::optional<Instant> m_readSince;
};

constexpr const char* kDay = "2026-03-02";

}  // namespace

class tst_LimitBooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theLatestReportIsHeldAgainstTheSum()
    {
        Both both;
        both.hear(addedFor("A", "c1", kStart));
        both.hear(report("A", LimitAction::Reserved, 1, kStart + 1s, kDay, 10'000));
        QCOMPARE(both.drifting(), std::size_t{0});
        both.hear(addedFor("B", "c1", kStart));
        both.hear(report("B", LimitAction::Reserved, 1, kStart + 2s, kDay, 10'000));
        const LimitDrift expected{"ZELLE-OUT-DAILY", kDay, usd("100.00"), usd("200.00"),
                                  kStart + 2s};
        QVERIFY(both.drifts("B") == std::vector<LimitDrift>{expected});
        QVERIFY(both.drifts("A").empty());
        // The other payment's report puts it right.
        both.hear(report("A", LimitAction::Consumed, 2, kStart + 3s, kDay, 20'000));
        QCOMPARE(both.drifting(), std::size_t{0});
        QVERIFY(both.agree());
    }

    void aDayThatBeganBeforeReadingIsNotRecounted()
    {
        Both both;
        both.readOnlySince(*Instant::parse("2026-03-02T00:00:00.001Z"));
        both.hear(addedFor("A", "c1", kStart));
        both.hear(report("A", LimitAction::Reserved, 1, kStart + 1s, kDay, 62'550));
        QCOMPARE(both.drifting(), std::size_t{0});
        both.hear(report("A", LimitAction::Consumed, 2, kStart + 2s, "2026-03-03", 62'550));
        QVERIFY(both.agree());
        QCOMPARE(both.drifting(), std::size_t{1});
    }

    void windowsOfOtherScopesAreNotACustomers()
    {
        Both both;
        both.hear(addedFor("A", "c1", kStart));
        both.hear(report("A", LimitAction::Reserved, 1, kStart + 1s, kDay, 62'550, "INSTITUTION"));
        QCOMPARE(both.drifting(), std::size_t{0});
    }

    void whoseCustomerIsNotKnownMayBeAnybodys()
    {
        Both both;
        both.hear(report("U", LimitAction::Reserved, 1, kStart, kDay, 10'000));
        both.hear(addedFor("A", "c1", kStart));
        both.hear(report("A", LimitAction::Reserved, 1, kStart + 1s, kDay, 20'000));
        QCOMPARE(both.drifting(), std::size_t{0});
        both.hear(addedFor("U", "c2", kStart));
        QCOMPARE(both.drifting(), std::size_t{1});
        QVERIFY(both.agree());
    }

    void twoReportsOfOneTimeProveNothing()
    {
        Both both;
        both.hear(addedFor("A", "c1", kStart));
        both.hear(addedFor("B", "c1", kStart));
        both.hear(report("A", LimitAction::Reserved, 1, kStart + 1s, kDay, 10'000));
        both.hear(report("B", LimitAction::Reserved, 1, kStart + 1s, kDay, 50'000));
        QCOMPARE(both.drifting(), std::size_t{0});
        QVERIFY(both.agree());
    }

    void whatIsForgottenDoesNotComeBack()
    {
        LimitBooks books;
        Payment payment;
        payment.id = PaymentId("A");
        for (const Message& message :
             {addedFor("A", "c1", kStart),
              report("A", LimitAction::Reserved, 1, kStart + 1s, kDay, 50'000)}) {
            payment.applyFact(message,
                              {message.envelope.id, message.envelope.time, kStart, 0, 0, 0});
        }
        (void)books.update(0, payment, false);
        QCOMPARE(books.drifts(0, payment, std::nullopt).size(), std::size_t{1});
        books.forgetBefore(kStart + 48h);
        QCOMPARE(books.drifts(0, payment, std::nullopt).size(), std::size_t{1});
        books.forgetBefore(kStart + 96h);
        (void)books.update(0, payment, false);
        QVERIFY(books.drifts(0, payment, std::nullopt).empty());
    }

    /// Any order, repeats, late PaymentAdded, two days, right and wrong reports.
    void theBooksAreTheSumInAnyOrder()
    {
        std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same numbers in each run
        const auto below = [&random](int n) {
            return std::uniform_int_distribution<int>(0, n - 1)(random);
        };
        std::size_t drifting = 0;
        for (int round = 0; round < 40; ++round) {
            std::vector<Message> messages;
            for (int i = 0; i < 12; ++i) {
                const std::string id = "P" + std::to_string(i);
                if (below(6) > 0) {
                    messages.push_back(addedFor(id, "c" + std::to_string(below(3)), kStart));
                }
                std::uint32_t version = 0;
                for (const LimitAction action :
                     {LimitAction::Reserved, LimitAction::Consumed, LimitAction::Restored}) {
                    if (below(4) == 0) {
                        continue;
                    }
                    messages.push_back(report(id, action, ++version, kStart + below(60) * 1s,
                                              below(8) == 0 ? "2026-03-03" : kDay,
                                              10'000 * below(5)));
                }
            }
            std::shuffle(messages.begin(), messages.end(), random);
            messages.push_back(messages.front());
            Both both;
            for (const Message& message : messages) {
                both.hear(message);
                QVERIFY(both.agree());
            }
            drifting += both.drifting();
        }
        QVERIFY(drifting > 20);
    }
};

QTEST_APPLESS_MAIN(tst_LimitBooks)
#include "tst_LimitBooks.moc"
