// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleRunner.h"
#include "tests/support/engine/Facts.h"

#include <QtTest>

#include <chrono>
#include <deque>
#include <set>
#include <string>
#include <vector>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kHead = "version = 1\nseverity = \"WARN\"\ntext = \"It holds.\"\n"
                              "expected = \"something else\"\n";

constexpr const char* kSeenByDebtor =
    "subject = \"key\"\nkey-name = \"debtor\"\nwhen = \"windows.seen.count == 1\"\n"
    "[[windows]]\nname = \"seen\"\nat = \"payment.addedAt\"\nkey = \"payment.debtor\"\n"
    "over = \"5m\"\n";

std::shared_ptr<const RuleSet> rulesOf(const std::vector<std::string>& bodies)
{
    std::vector<RuleFile> files{{"sla.toml", "[ZELLE]\n[RTP]\n[FEDNOW]\n[ACH]\n"}};
    for (const std::string& body : bodies) {
        const std::string number = std::to_string(30 + files.size());
        files.push_back({"a" + number + ".toml",
                         "id = \"OT" + number + "\"\nname = \"A_RULE\"\n" + kHead + body});
    }
    auto read = RuleSet::read(files, {});
    if (!read) {
        qFatal("%s", read.error().front().sentence().c_str());
    }
    return *std::move(read);
}

/// Payments in a list, and the subjects that were found to hold.
class ListDesk : public RuleDesk
{
public:
    Payment& add(const std::string& id, Instant at = kStart)
    {
        const auto number = static_cast<std::uint32_t>(m_payments.size());
        Payment& payment = m_payments.emplace_back();
        payment.id = PaymentId(id);
        const Message message = added(id, at);
        payment.applyFact(message, {message.envelope.id, at, at, 0, 0, number, false});
        return payment;
    }
    Feed& feed(System system) { return m_feeds[static_cast<std::size_t>(system)]; }
    [[nodiscard]] std::uint32_t size() const
    {
        return static_cast<std::uint32_t>(m_payments.size());
    }

    [[nodiscard]] const Payment& payment(std::uint32_t number) const override
    {
        ++looks;
        return m_payments[number];
    }
    [[nodiscard]] const FeedTable& feeds() const override { return m_feeds; }
    [[nodiscard]] PaymentSurroundings surroundings(std::uint32_t /*number*/) const override
    {
        return {};
    }
    [[nodiscard]] bool decidesFor(const std::string& /*subject*/) const override { return true; }
    void onVerdict(const Rule& rule, const RuleInput& /*input*/, const PaymentScope* /*scope*/,
                   const std::string& subject, const Verdict& verdict) override
    {
        if (verdict.holds()) {
            holding.insert(rule.id() + " " + subject);
        }
    }

    std::multiset<std::string> holding;
    /// How often a payment was looked up.
    mutable std::size_t looks = 0;

private:
    std::deque<Payment> m_payments;
    FeedTable m_feeds;
};

}  // namespace

class tst_RuleRunner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLimitedLookGoesOnWhereItStopped()
    {
        ListDesk desk;
        for (int i = 0; i < 25; ++i) {
            desk.add("P" + std::to_string(i));
        }
        RuleRunner runner(rulesOf({"when = \"payment.isAdded\"\n"}));
        runner.setRules(runner.sharedRules(), desk.size());
        std::vector<std::size_t> judged;
        for (int look = 0; look < 6; ++look) {
            judged.push_back(runner.advance(kStart, desk, 10).size());
            QCOMPARE(runner.isUnfinished(), look < 4);
        }
        // 25 are indexed, then 25 judged.
        QVERIFY(judged == (std::vector<std::size_t>{0, 0, 5, 10, 10, 0}));
        QCOMPARE(desk.holding.size(), std::size_t{25});
        QCOMPARE(runner.unjudged(), std::size_t{0});
        QCOMPARE(runner.unindexed(), std::size_t{0});
    }

    void nothingIsJudgedBeforeAllIsIndexed()
    {
        // All have the same debtor and end-to-end id: the first of them sees the last.
        ListDesk desk;
        for (int i = 0; i < 8; ++i) {
            desk.add("P" + std::to_string(i)).added->endToEndId = "E2E-1";
        }
        RuleRunner runner(rulesOf({"when = \"size(payment.lookalikes) == 7\"\n",
                                   "subject = \"key\"\nkey-name = \"debtor\"\n"
                                   "when = \"windows.seen.count > 0 && windows.seen.count < 8\"\n"
                                   "[[windows]]\nname = \"seen\"\nat = \"payment.addedAt\"\n"
                                   "key = \"payment.debtor\"\nover = \"5m\"\n"}));
        runner.setRules(runner.sharedRules(), desk.size());
        do {
            (void)runner.advance(kStart, desk, 3);
        } while (runner.isUnfinished());
        QCOMPARE(desk.holding.size(), std::size_t{8});
        QVERIFY(desk.holding.contains("OT31 P0"));
    }

    void keysCountAgainstTheLimitToo()
    {
        ListDesk desk;
        for (int i = 0; i < 12; ++i) {
            desk.add("P" + std::to_string(i)).added->debtorAccount->hash = "d" + std::to_string(i);
        }
        RuleRunner runner(rulesOf({kSeenByDebtor}));
        runner.setRules(runner.sharedRules(), desk.size());
        (void)runner.advance(kStart, desk, 29);  // 12 indexed, 12 judged, 5 keys
        QCOMPARE(desk.holding.size(), std::size_t{5});
        QVERIFY(runner.isUnfinished());
        (void)runner.advance(kStart, desk, 29);
        QCOMPARE(desk.holding.size(), std::size_t{12});
        QVERIFY(!runner.isUnfinished());
    }

    void aPaymentBehindAKeyIsFoundAmongTheNewestOnly()
    {
        ListDesk desk;
        for (int i = 0; i < 500; ++i) {
            desk.add("P" + std::to_string(i), kStart + i * 1ms);
        }
        RuleRunner runner(rulesOf({kSeenByDebtor}));
        runner.setRules(runner.sharedRules(), desk.size());
        (void)runner.advance(kStart + 1s, desk);
        const Rule& rule = *runner.rules().keyRules().front();
        const std::string key = *desk.payment(0).added->debtorAccount->hash;
        const auto behind = [&](std::uint32_t number) {
            return runner.countedPayment(rule, key, desk.payment(number).addedFrom.id, desk);
        };
        QCOMPARE(behind(480), std::optional(480U));
        desk.looks = 0;
        QCOMPARE(behind(3), std::optional(499U));  // too old to be looked for
        QVERIFY(desk.looks <= 33);
        QCOMPARE(runner.countedPayment(rule, "another", MessageId("x"), desk), std::nullopt);
    }

    /// Ten payments a minute for two hours, and nobody ever judges them.
    void anOnlookerForgetsWhatNoWindowCounts()
    {
        ListDesk desk;
        RuleRunner runner(rulesOf({kSeenByDebtor}));
        constexpr auto kTime = 2h;
        for (Duration at{0}; at < kTime; at += 6s) {
            desk.add("P" + std::to_string(at.count()), kStart + at);
            runner.changed(desk.size() - 1, aspect::kAll);
            runner.index(desk, kStart + at);
        }
        const std::string key = *desk.payment(0).added->debtorAccount->hash;
        const auto countedAt = [&](Duration at) {
            const Rule& rule = *runner.rules().keyRules().front();
            return runner.windowsOf(rule, key, kStart + at).front().count;
        };
        QCOMPARE(countedAt(kTime - 6s), std::int64_t{50});  // those of 5 min
        // Looked over once a minute.
        std::int64_t kept = 0;
        for (Duration at = 5min; at < kTime; at += 5min) {
            kept += countedAt(at - 6s);
        }
        QVERIFY2(kept + countedAt(kTime - 6s) <= 61, std::to_string(kept).c_str());
        QVERIFY(kept + countedAt(kTime - 6s) >= 50);
    }

    void nothingIsForgottenBeforeAnythingIsProven()
    {
        ListDesk desk;
        desk.add("P");
        RuleRunner runner(rulesOf({kSeenByDebtor}));
        runner.changed(0, aspect::kAll);
        runner.index(desk, std::nullopt);
        const Rule& rule = *runner.rules().keyRules().front();
        const std::string key = *desk.payment(0).added->debtorAccount->hash;
        QCOMPARE(runner.windowsOf(rule, key, kStart).front().count, std::int64_t{1});
        runner.index(desk, kStart + 5min);
        QCOMPARE(runner.windowsOf(rule, key, kStart).front().count, std::int64_t{0});
    }

    void aFrozenPaymentIsLookedAtWhenItsFeedSpeaks()
    {
        ListDesk desk;
        desk.add("P");
        desk.feed(System::Cpr).hear(kStart, MessageId("beat"));
        desk.feed(System::Cpr).heartbeat(kStart, 10s);
        RuleRunner runner(rulesOf({"when = \"payment.status == 'RECEIVED'\"\n"
                                   "since = \"payment.statusSince\"\n"
                                   "for = \"duration('60s')\"\n"}));
        runner.changed(0, aspect::kAll);
        for (Duration at{0}; at < 1h; at += 1s) {
            (void)runner.advance(kStart + at, desk);
        }
        QVERIFY(desk.holding.empty());
        // Once when it was new, once when its time had come.
        QCOMPARE(runner.activity(0).evaluations, std::uint64_t{2});
        QCOMPARE(runner.activity(0).frozen, std::uint64_t{1});
        desk.feed(System::Cpr).hear(kStart + 1h, MessageId("beat-2"));
        QCOMPARE(runner.advance(kStart + 1h, desk).size(), std::size_t{1});
        QCOMPARE(desk.holding.size(), std::size_t{1});
        QCOMPARE(runner.advance(kStart + 1h + 1s, desk).size(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(tst_RuleRunner)
#include "tst_RuleRunner.moc"
