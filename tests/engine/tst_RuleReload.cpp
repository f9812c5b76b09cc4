// SPDX-License-Identifier: Apache-2.0
// Rules change while 10,000 facts a second flow, in virtual time.
#include "core/engine/Step.h"
#include "tests/support/engine/EngineDesk.h"

#include <QtTest>

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

constexpr Duration kSlice{100};
constexpr int kFactsASlice = 1000;
/// Of a slice: payments that are added and sent, two facts each. The others go on being validated.
constexpr int kSentASlice = 10;

RulesOffer offerOf(std::uint32_t version, const std::string& wait, const std::string& when,
                   const std::string& id = "OT30", const std::string& subject = "payment")
{
    // A feed's condition holds at once.
    const std::string time = subject == "payment" ? "since = \"payment.statusSince\"\nfor = "
                                                    "\"duration('"
                                                        + wait + "')\"\n"
                                                  : std::string();
    const std::string rule =
        "id = \"" + id + "\"\nname = \"STAYS_SENT\"\nversion = " + std::to_string(version)
        + "\nseverity = \"WARN\"\ntext = \"Sent.\"\nexpected = \"another status\"\n" + "when = \""
        + when + "\"\nsubject = \"" + subject + "\"\n" + time;
    const std::vector<RuleFile> files{{"OT30-stays-sent.toml", rule},
                                      {"sla.toml", "[ZELLE]\n[RTP]\n[FEDNOW]\n[ACH]\n"}};
    RulesOffer offer;
    offer.origin = "rules of the test";
    auto read = RuleSet::read(files, {});
    if (read) {
        offer.rules = *std::move(read);
    } else {
        offer.errors = std::move(read.error());
    }
    return offer;
}

RulesOffer sound(std::uint32_t version, const std::string& wait)
{
    return offerOf(version, wait, "payment.status == 'SENT'");
}

/// An engine, and systems that publish 10,000 facts a second.
class Traffic
{
public:
    Traffic() : m_desk(m_rig, "reloading")
    {
        m_desk.host().offerRules(sound(1, "2s"));
        m_desk.run(10s);
        for (int i = 0; i < kFactsASlice; ++i) {
            publish(added("chatter-" + std::to_string(i), m_rig.clock.now()));
        }
    }

    void flow(Duration time)
    {
        for (Duration done{0}; done < time; done += kSlice) {
            const Instant now = m_rig.clock.now();
            for (int i = 0; i < kSentASlice; ++i) {
                const std::string payment = "sent-" + std::to_string(m_sent++);
                publish(added(payment, now - 1ms));
                publish(status(payment, PaymentStatus::Sent, 1, now));
            }
            ++m_slices;
            for (int i = 0; i < kFactsASlice - 2 * kSentASlice; ++i) {
                publish(status("chatter-" + std::to_string(i), PaymentStatus::Validated, m_slices,
                               now));
            }
            m_desk.run(kSlice, kSlice);
        }
    }

    BusRig& rig() { return m_rig; }
    EngineDesk& desk() { return m_desk; }
    [[nodiscard]] std::uint64_t published() const { return m_published; }
    [[nodiscard]] int sent() const { return m_sent; }
    RulesView rules() { return m_desk.get<RulesView>(RulesQuery{}); }

private:
    void publish(const Message& message)
    {
        m_rig.publish(message);
        ++m_published;
    }

    BusRig m_rig;
    EngineDesk m_desk;
    std::uint64_t m_published = 0;
    std::uint32_t m_slices = 0;
    int m_sent = 0;
};

/// Nothing that was published is missing, refused or taken twice, and every payment that was sent
/// is flagged once.
void verifyNothingSkipped(Traffic& traffic)
{
    std::map<std::string, int> flagged;
    for (const Message& message : traffic.rig().named("PaymentFlagged")) {
        ++flagged[std::get<PaymentFlagged>(message.body).paymentId->value];
    }
    const EngineStatus status = traffic.desk().status();
    qInfo("%llu facts, %zu flags", static_cast<unsigned long long>(status.facts), flagged.size());
    // Its own facts too: the flags.
    QCOMPARE(status.facts, traffic.published() + flagged.size());
    QCOMPARE(status.duplicates, std::uint64_t{0});
    QCOMPARE(status.quarantined, std::uint64_t{0});
    QCOMPARE(flagged.size(), static_cast<std::size_t>(traffic.sent()));
    QVERIFY(std::all_of(flagged.begin(), flagged.end(),
                        [](const auto& one) { return one.second == 1; }));
}

}  // namespace

class tst_RuleReload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditIsTakenBetweenTwoSteps()
    {
        Traffic traffic;
        traffic.flow(4s);
        QCOMPARE(traffic.rules().rules.front().version, 1U);
        const Instant changedAt = traffic.rig().clock.now();
        traffic.desk().host().offerRules(sound(2, "1s"));
        traffic.flow(kSlice);
        const RulesView rules = traffic.rules();
        QCOMPARE(rules.rules.size(), std::size_t{1});
        QCOMPARE(rules.rules.front().version, 2U);
        QVERIFY(rules.activeSince >= changedAt && rules.activeSince <= changedAt + kSlice);
        traffic.flow(4s);
        traffic.desk().run(3s);
        verifyNothingSkipped(traffic);

        std::map<std::uint32_t, int> byVersion;
        for (const Message& message : traffic.rig().named("PaymentFlagged")) {
            const auto& flag = std::get<PaymentFlagged>(message.body);
            ++byVersion[flag.ruleVersion];
            // The facts of a payment waited for as long as its flag's version says.
            QCOMPARE(flag.ruleVersion, message.envelope.time <= changedAt ? 1U : 2U);
        }
        QVERIFY2(byVersion[1] > 100 && byVersion[2] > 100,
                 qPrintable(QString::number(byVersion[1])));
        QCOMPARE(traffic.rig().named("FlagCleared").size(), std::size_t{0});
        int old = 0;
        for (const FlagView& flag : traffic.desk().openFlags()) {
            old += flag.ruleVersion == 1 ? 1 : 0;
        }
        QCOMPARE(old, byVersion[1]);
    }

    void flagsOfARuleThatIsGoneAreClosedOnce_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("subject");
        QTest::addColumn<int>("closed");
        QTest::newRow("the rule is gone") << "OT31"
                                          << "payment" << 1;
        QTest::newRow("it looks at feeds now") << "OT30"
                                               << "feed" << 1;
        QTest::newRow("it is another version") << "OT30"
                                               << "payment" << 0;
    }

    void flagsOfARuleThatIsGoneAreClosedOnce()
    {
        QFETCH(QString, id);
        QFETCH(QString, subject);
        QFETCH(int, closed);
        BusRig rig;
        EngineDesk desk(rig, "first");
        EngineDesk other(rig, "second");
        for (EngineDesk* one : {&desk, &other}) {
            one->host().offerRules(sound(1, "2s"));
            one->run(10s);
        }
        rig.publish(added("P", rig.clock.now()));
        rig.publish(status("P", PaymentStatus::Sent, 1, rig.clock.now()));
        desk.run(5s);
        QCOMPARE(desk.openFlags().size(), std::size_t{1});

        RulesOffer next = offerOf(
            2, "2s", subject == QStringLiteral("feed") ? "feed.isSilent" : "payment.isAdded",
            id.toStdString(), subject.toStdString());
        QVERIFY(next.rules != nullptr);
        // Only who decides closes, and once, however long its record takes.
        other.host().offerRules(next);
        other.run(2s);
        QCOMPARE(rig.named("FlagCleared").size(), std::size_t{0});
        desk.host().offerRules(next);
        desk.run(50s);
        QCOMPARE(rig.named("FlagCleared").size(), std::size_t{0});
        for (int i = 0; i < 20; ++i) {
            desk.run(1s);
            other.run(0s);
        }
        std::vector<FlagCleared> cleared;
        for (const Message& message : rig.named("FlagCleared")) {
            if (const auto* fact = std::get_if<FlagCleared>(&message.body)) {
                cleared.push_back(*fact);
            }
        }
        QCOMPARE(static_cast<int>(cleared.size()), closed);
        if (closed > 0) {
            QVERIFY(cleared.front().clearReason == ClearReason::Superseded);
            QCOMPARE(cleared.front().ruleId, std::string("OT30"));
            QCOMPARE(cleared.front().ruleVersion, 1U);
        }
    }

    void aRestartWithFewerRulesClosesTheirFlags()
    {
        BusRig rig;
        {
            EngineDesk desk(rig, "before");
            desk.host().offerRules(sound(1, "2s"));
            desk.run(10s);
            rig.publish(added("P", rig.clock.now()));
            rig.publish(status("P", PaymentStatus::Sent, 1, rig.clock.now()));
            desk.run(5s);
            QCOMPARE(desk.openFlags().size(), std::size_t{1});
        }
        EngineDesk desk(rig, "after");
        desk.run(90s);
        QVERIFY(!desk.openFlag("OT30"));
        QVERIFY(std::any_of(desk.told().flags.begin(), desk.told().flags.end(),
                            [](const FlagView& flag) { return flag.ruleId == "OT30"; }));
    }

    void aRuleThatIsSoonBackKeepsItsFlags()
    {
        BusRig rig;
        EngineDesk desk(rig, "only");
        desk.host().offerRules(sound(1, "2s"));
        desk.run(10s);
        rig.publish(added("P", rig.clock.now()));
        rig.publish(status("P", PaymentStatus::Sent, 1, rig.clock.now()));
        desk.run(5s);
        const std::vector<FlagView> before = desk.openFlags();
        QCOMPARE(before.size(), std::size_t{1});
        desk.host().offerRules(offerOf(1, "2s", "payment.isAdded", "OT31"));
        desk.run(30s);
        desk.host().offerRules(sound(1, "2s"));
        desk.run(120s);
        QCOMPARE(desk.openFlag("OT30")->id, before.front().id);
        for (const Message& message : rig.named("FlagCleared")) {
            QVERIFY(std::get<FlagCleared>(message.body).ruleId != "OT30");
        }
    }

    void manyPaymentsAreJudgedOnSeveralProofsAndNeverBetween()
    {
        constexpr int kPayments = 25'000;
        BusRig rig;
        EngineDesk desk(rig, "patient");
        desk.host().offerRules(offerOf(1, "1s", "payment.status == 'HELD'"));
        desk.run(10s);
        for (int i = 0; i < kPayments; ++i) {
            rig.publish(added("P" + std::to_string(i), rig.clock.now()));
        }
        desk.run(3s);
        QCOMPARE(desk.status().unjudgedPayments, std::uint64_t{0});
        const Instant proven = *desk.status().watermark;

        desk.host().offerRules(offerOf(2, "1s", "payment.status == 'RECEIVED'"));
        rig.clock.advance(1s);
        std::size_t flags = 0;
        (void)desk.host().runOnce(Duration{0});
        QCOMPARE(desk.status().unjudgedPayments, std::uint64_t{kPayments});
        // No proof comes while the clock stands still.
        for (int step = 0; step < 20; ++step) {
            (void)desk.host().runOnce(Duration{0});
        }
        QCOMPARE(rig.named("PaymentFlagged").size(), std::size_t{0});
        for (int step = 0; step < 20 && flags < kPayments; ++step) {
            rig.clock.advance(20ms);
            (void)desk.host().runOnce(Duration{0});
            const std::size_t now = rig.named("PaymentFlagged").size();
            QVERIFY2(now - flags <= 10'000, qPrintable(QString::number(now - flags)));
            flags = now;
        }
        QCOMPARE(flags, std::size_t{kPayments});
        QVERIFY(*desk.status().watermark <= proven + 2s);
        desk.run(3s);
        QCOMPARE(desk.openFlags().size(), std::size_t{kPayments});
        QCOMPARE(rig.named("PaymentFlagged").size(), std::size_t{kPayments});
    }

    void aBrokenEditRightAfterAGoodOneDoesNotHideIt()
    {
        BusRig rig;
        EngineDesk desk(rig, "hurried");
        desk.host().offerRules(sound(1, "2s"));
        desk.run(10s);
        desk.host().offerRules(sound(2, "1s"));
        desk.host().offerRules(offerOf(3, "1s", "payment.stattus == 'SENT'"));
        desk.run(1s);
        const auto rules = desk.get<RulesView>(RulesQuery{});
        QCOMPARE(rules.rules.front().version, 2U);
        QCOMPARE(rules.errors.size(), std::size_t{1});
    }

    void aBrokenEditChangesNothingAndSaysWhere()
    {
        Traffic traffic;
        traffic.flow(3s);
        const std::string digest = traffic.rules().digest;
        traffic.desk().host().offerRules(offerOf(2, "1s", "payment.stattus == 'SENT'"));
        traffic.flow(3s);
        const RulesView rules = traffic.rules();
        QCOMPARE(rules.digest, digest);
        QCOMPARE(rules.rules.front().version, 1U);
        QCOMPARE(rules.errors.size(), std::size_t{1});
        QCOMPARE(rules.errors.front().file, std::string("OT30-stays-sent.toml"));
        QCOMPARE(rules.errors.front().line, 7U);
        QCOMPARE(rules.errors.front().column, 17U);
        QVERIFY(rules.errors.front().text.find("stattus") != std::string::npos);
        QVERIFY(rules.refusedAt.has_value());
        QCOMPARE(traffic.desk().status().ruleErrors, std::size_t{1});
        traffic.desk().run(3s);
        verifyNothingSkipped(traffic);
        for (const Message& message : traffic.rig().named("PaymentFlagged")) {
            QCOMPARE(std::get<PaymentFlagged>(message.body).ruleVersion, 1U);
        }

        traffic.desk().host().offerRules(sound(3, "1s"));
        traffic.flow(kSlice);
        QCOMPARE(traffic.rules().rules.front().version, 3U);
        QVERIFY(traffic.rules().errors.empty());
        QVERIFY(!traffic.rules().refusedAt.has_value());
    }
};

QTEST_APPLESS_MAIN(tst_RuleReload)
#include "tst_RuleReload.moc"
