// SPDX-License-Identifier: Apache-2.0
#include "core/contract/MessageKind.h"
#include "core/suspenders/Suspender.h"
#include "core/suspenders/SuspenderCatalogue.h"
#include "core/suspenders/SuspenderReader.h"
#include "tests/support/engine/Facts.h"

#include <QTest>

#include <chrono>
#include <set>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

Payment paymentOf(const Message& first)
{
    Payment payment;
    payment.id = PaymentId(first.envelope.subject);
    Provenance from;
    from.id = first.envelope.id;
    from.time = first.envelope.time;
    payment.applyFact(first, from);
    return payment;
}

Payment paymentOn(Rail rail, Direction direction = Direction::Outbound)
{
    Message first = added("PMT-1", kStart, "125.50", rail);
    PaymentAdded& body = std::get<PaymentAdded>(first.body);
    body.direction = direction;
    body.participantId = "FI-071";
    body.endToEndId = "E2E-1";
    body.networkReference = "IN-1";
    body.businessDate = Date::of(kStart);
    return paymentOf(first);
}

template <typename Rq>
Rq questionAbout(const std::string& suspender, const Payment& payment)
{
    QuestionHead head;
    head.requestId = RequestId("request-1");
    head.paymentId = payment.id;
    head.target = suspenderTarget(*findSuspender(suspender), payment);
    return std::get<Rq>(makeQuestion(*findSuspender(suspender), payment, head, kStart + 30s));
}

std::string errorOf(const std::string& toml)
{
    const auto spec = readSuspender(toml, "x.toml");
    return spec ? std::string("no error") : spec.error().code + " " + spec.error().text;
}

}  // namespace

class tst_SuspenderCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDescriptionReads()
    {
        for (const EmbeddedText& file : suspenderTexts()) {
            const auto spec = readSuspender(file.text, std::string(file.name));
            QVERIFY2(spec, spec ? "" : spec.error().text.c_str());
            QCOMPARE(std::string(file.name), spec->name + ".toml");
        }
    }

    void everyQuestionOfTheContractIsDescribedAndCoded()
    {
        std::set<std::string> questions;
        for (const MessageKind& kind : messageKinds()) {
            if (kind.role == MessageRole::Question) {
                questions.emplace(kind.name.substr(0, kind.name.size() - 2));
            }
        }
        std::set<std::string> described;
        for (const SuspenderSpec& spec : suspenderCatalogue()) {
            described.insert(spec.name);
        }
        std::set<std::string> coded;
        for (const Suspender& suspender : suspenders()) {
            coded.emplace(suspender.name);
        }
        QCOMPARE(questions.size(), std::size_t{8});
        QVERIFY(described == questions);
        QVERIFY(coded == questions);
    }

    void everyQuestionIsOfItsOwnKind()
    {
        const Payment payment = paymentOn(Rail::Zelle);
        for (const SuspenderSpec& spec : suspenderCatalogue()) {
            const Body body = makeQuestion(spec, payment, {}, kStart);
            QCOMPARE(std::string(kindOf(body)->name), spec.name + "Rq");
        }
    }

    void timeoutsAndAttemptsAreThoseOfTheDomain_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<int>("attempts");
        QTest::newRow("GetTrn") << 15 << 3;
        QTest::newRow("GetPayment") << 10 << 3;
        QTest::newRow("GetPaymentStatus") << 10 << 3;
        QTest::newRow("GetNetworkStatus") << 25 << 3;
        QTest::newRow("GetLimits") << 10 << 3;
        QTest::newRow("GetReconItem") << 20 << 2;
        QTest::newRow("GetParticipantStatus") << 10 << 2;
        QTest::newRow("Ping") << 5 << 3;
    }

    void timeoutsAndAttemptsAreThoseOfTheDomain()
    {
        QFETCH(int, seconds);
        QFETCH(int, attempts);
        const SuspenderSpec* spec = findSuspender(QTest::currentDataTag());
        QVERIFY(spec != nullptr);
        QVERIFY(spec->timeout == std::chrono::seconds{seconds});
        QCOMPARE(static_cast<int>(spec->attempts), attempts);
    }

    void questionsGoToWhoKnows()
    {
        const auto target = [](const char* suspender, Rail rail) {
            return suspenderTarget(*findSuspender(suspender), paymentOn(rail));
        };
        QCOMPARE(target("GetTrn", Rail::Zelle), System::Wso2);
        QCOMPARE(target("GetPayment", Rail::Zelle), System::Cpr);
        QCOMPARE(target("GetLimits", Rail::Zelle), System::Limits);
        QCOMPARE(target("GetReconItem", Rail::Zelle), System::Recon);
        QCOMPARE(target("GetNetworkStatus", Rail::Zelle), System::Zelle);
        QCOMPARE(target("GetNetworkStatus", Rail::Rtp), System::Cpr);
        QCOMPARE(target("GetParticipantStatus", Rail::FedNow), System::Cpr);
        // Zelle has not spoken yet.
        QCOMPARE(target("GetPaymentStatus", Rail::Zelle), System::Cpr);
    }

    void theLegFollowsTheDirection()
    {
        const auto out = questionAbout<GetTrnRq>("GetTrn", paymentOn(Rail::Rtp));
        QCOMPARE(*out.match.eftTrnId, std::string("PMT-1-D1"));
        QVERIFY(out.match.drCr->is(DrCr::Debit));
        const auto in = questionAbout<GetTrnRq>("GetTrn", paymentOn(Rail::Rtp, Direction::Inbound));
        QCOMPARE(*in.match.eftTrnId, std::string("PMT-1-C1"));
        QVERIFY(in.match.drCr->is(DrCr::Credit));
    }

    void questionsCarryWhatThePaymentTells()
    {
        const Payment payment = paymentOn(Rail::Rtp);
        QCOMPARE(*questionAbout<GetPaymentRq>("GetPayment", payment).endToEndId,
                 std::string("E2E-1"));
        QCOMPARE(*questionAbout<GetNetworkStatusRq>("GetNetworkStatus", payment).networkReference,
                 std::string("IN-1"));
        QCOMPARE(
            questionAbout<GetParticipantStatusRq>("GetParticipantStatus", payment).participantId,
            std::string("FI-071"));
        QVERIFY(questionAbout<GetReconItemRq>("GetReconItem", payment).businessDate
                == Date::of(kStart));
        QCOMPARE(*questionAbout<GetLimitsRq>("GetLimits", payment).customerHash,
                 std::string("sha256:9b1c"));
    }

    void pingNamesNoPayment()
    {
        QVERIFY(!questionAbout<PingRq>("Ping", paymentOn(Rail::Rtp)).head.paymentId);
        QVERIFY(findSuspender("Ping")->isAboutFeed);
    }

    void errorsSayWhereAndWhatWasExpected()
    {
        const std::string sound = "name = \"Ping\"\ntitle = \"t\"\ndescription = \"d\"\n"
                                  "target = \"owner\"\ntarget-text = \"o\"\nasks-by = \"a\"\n"
                                  "answers = \"b\"\ntimeout = \"5s\"\nattempts = 3\n";
        QCOMPARE(errorOf(sound), std::string("no error"));
        QVERIFY(errorOf(sound + "speed = 1\n").starts_with("BAD_SUSPENDER x.toml:10:1: unknown"));
        QVERIFY(errorOf("name = \"Pong\"\n").starts_with("BAD_SUSPENDER x.toml:1:1: expected key"));
        const std::string parameter = "[[parameters]]\nname = \"x\"\nlabel = \"l\"\nhelp = \"h\"\n";
        QVERIFY(errorOf(sound + parameter + "default = \"payment.shoes\"\n")
                    .starts_with("BAD_SUSPENDER x.toml:14:11: expected one of payment.amount"));
        QVERIFY(errorOf("name = = 1").starts_with("BAD_SUSPENDER x.toml:1:8: expected TOML: "));
    }
};

QTEST_APPLESS_MAIN(tst_SuspenderCatalogue)
#include "tst_SuspenderCatalogue.moc"
