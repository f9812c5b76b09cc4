// SPDX-License-Identifier: Apache-2.0
#include "app/demo/DemoColleague.h"
#include "tests/app/FakePort.h"

#include <QTest>

#include <string>

using namespace otto;

namespace {

constexpr Instant kStart{1'000'000};

FlagView flag(const char* id, const char* fixer)
{
    FlagView out;
    out.id = FlagId(id);
    out.paymentId = PaymentId(std::string("PMT-") + id);
    out.raisedAt = kStart;
    out.nextStep = NextStep::Fix;
    out.nextStepName = fixer;
    return out;
}

/// A colleague, the other side of its door, and a clock that the test moves.
struct Desk
{
    explicit Desk(std::uint64_t seed = 1)
    {
        auto made = std::make_unique<test::FakePort>();
        port = made.get();
        colleague.emplace(std::move(made), OperatorId("op-demo"), seed);
    }

    void show(const FlagView& view)
    {
        if (!port->next)
            port->next = std::make_shared<Delta>();
        port->next->flags.push_back(view);
    }

    /// Lets time pass until a request comes, or ten minutes are over.
    const test::FakePort::Submitted* nextRequest()
    {
        const std::size_t before = port->submitted.size();
        for (int i = 0; i < 1200 && port->submitted.size() == before; ++i) {
            colleague->step(now);
            now += Duration{500};
        }
        return port->submitted.size() == before ? nullptr : &port->submitted.back();
    }

    void answer(Response response)
    {
        port->answer(port->submitted.back().ticket, std::move(response));
    }

    /// Gives the catalogue when it is asked for: Resync (A), Limits (B>), Cancel (B).
    bool teach()
    {
        const auto* asked = nextRequest();
        if (asked == nullptr || !std::holds_alternative<CatalogueQuery>(asked->request))
            return false;
        CatalogueView catalogue;
        for (const auto& [name, riskClass] :
             {std::pair("Resync", "A"), std::pair("Limits", "B>"), std::pair("Cancel", "B")}) {
            FixerView fixer;
            fixer.name = name;
            fixer.riskClass = riskClass;
            fixer.reasonCodes = {{"REASON_ONE", "One."}, {"REASON_TWO", "Two."}};
            catalogue.fixers.push_back(fixer);
        }
        answer(catalogue);
        return true;
    }

    /// The next request, if it is of that kind.
    template <typename R>
    const R* next()
    {
        const auto* asked = nextRequest();
        return asked == nullptr ? nullptr : std::get_if<R>(&asked->request);
    }

    test::FakePort* port = nullptr;
    std::optional<DemoColleague> colleague;
    Instant now = kStart;
};

FixPreview form()
{
    FixPreview preview;
    FixerParameter parameter;
    parameter.name = "windows";
    parameter.value = "a,b";
    preview.form.parameters = {parameter};
    preview.orderSha256 = "form";
    preview.refusal = Error{"MISSING_PARAMETER", "No windows."};
    return preview;
}

}  // namespace

class tst_DemoColleague : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagIsClaimedLookedAtAndRepaired();
    void otherPeoplesFlagsAreLeftAlone();
    void secondPersonFixersAreLeftAlone();
    void youngFlagsAreLeftAlone();
    void refusedFixIsGivenBack();
    void nextFlagWaitsForTheFixToEnd();
    void sameSeedActsAlike();
};

void tst_DemoColleague::flagIsClaimedLookedAtAndRepaired()
{
    Desk desk;
    QVERIFY(desk.teach());
    desk.show(flag("F-1", "Limits"));
    const auto* claim = desk.next<ClaimFlagCommand>();
    QVERIFY(claim != nullptr);
    QCOMPARE(claim->flagId.value, std::string("F-1"));
    QCOMPARE(desk.port->submitted.back().who.operatorId.value, std::string("op-demo"));
    const Instant claimedAt = desk.now;
    desk.answer(ClaimAccepted{FlagId("F-1")});

    const auto* asksForm = desk.next<PreviewFixerQuery>();
    QVERIFY(asksForm != nullptr);
    QVERIFY(desk.now - claimedAt >= Duration{5'000});
    QVERIFY(desk.now - claimedAt <= Duration{26'000});
    QVERIFY(asksForm->parameters.empty());
    desk.answer(form());
    const auto* asksRecord = desk.next<PreviewFixerQuery>();
    QVERIFY(asksRecord != nullptr);
    QCOMPARE(asksRecord->parameters.at("windows"), std::string("a,b"));
    FixPreview exact;
    exact.orderSha256 = "exact";
    desk.answer(exact);

    const auto* send = desk.next<SendFixerCommand>();
    QVERIFY(send != nullptr);
    QCOMPARE(send->fixer, std::string("Limits"));
    QCOMPARE(send->paymentId.value, std::string("PMT-F-1"));
    QCOMPARE(send->parameters.at("windows"), std::string("a,b"));
    QCOMPARE(send->reasonCode, std::string("REASON_ONE"));
    QVERIFY(send->comment.starts_with("Simulated colleague"));
    QCOMPARE(send->previewSha256, std::optional<std::string>("exact"));
}

void tst_DemoColleague::otherPeoplesFlagsAreLeftAlone()
{
    Desk desk;
    QVERIFY(desk.teach());
    FlagView owned = flag("F-1", "Resync");
    owned.owner = OperatorId("op-2");
    desk.show(owned);
    FlagView feed = flag("F-2", "Resync");
    feed.paymentId.reset();
    desk.show(feed);
    FlagView waiting = flag("F-3", "Resync");
    waiting.nextStep = NextStep::WaitForAnswer;
    desk.show(waiting);
    FlagView closed = flag("F-4", "Resync");
    desk.show(closed);
    closed.isOpen = false;
    desk.show(closed);
    QVERIFY(desk.nextRequest() == nullptr);
}

void tst_DemoColleague::secondPersonFixersAreLeftAlone()
{
    Desk desk;
    QVERIFY(desk.teach());
    desk.show(flag("F-1", "Cancel"));
    desk.show(flag("F-2", "Unheard"));
    QVERIFY(desk.nextRequest() == nullptr);
}

void tst_DemoColleague::youngFlagsAreLeftAlone()
{
    Desk desk;
    QVERIFY(desk.teach());
    FlagView young = flag("F-1", "Resync");
    young.raisedAt = desk.now + Duration{120'000};
    desk.show(young);
    QVERIFY(desk.next<ClaimFlagCommand>() != nullptr);
    QVERIFY(desk.now - young.raisedAt >= Duration{15'000});
}

void tst_DemoColleague::refusedFixIsGivenBack()
{
    Desk desk;
    QVERIFY(desk.teach());
    desk.show(flag("F-1", "Resync"));
    QVERIFY(desk.next<ClaimFlagCommand>() != nullptr);
    desk.answer(ClaimAccepted{});
    QVERIFY(desk.next<PreviewFixerQuery>() != nullptr);
    desk.answer(form());
    QVERIFY(desk.next<PreviewFixerQuery>() != nullptr);
    FixPreview refused;
    refused.refusal = Error{"OPEN_COMMAND", "Another command is under way."};
    desk.answer(refused);
    const auto* release = desk.next<ReleaseFlagCommand>();
    QVERIFY(release != nullptr);
    QCOMPARE(release->flagId.value, std::string("F-1"));
    // And it is not tried again.
    QVERIFY(desk.nextRequest() == nullptr);
}

void tst_DemoColleague::nextFlagWaitsForTheFixToEnd()
{
    Desk desk;
    QVERIFY(desk.teach());
    desk.show(flag("F-1", "Resync"));
    QVERIFY(desk.next<ClaimFlagCommand>() != nullptr);
    desk.answer(ClaimAccepted{});
    QVERIFY(desk.next<PreviewFixerQuery>() != nullptr);
    desk.answer(FixPreview{});
    QVERIFY(desk.next<PreviewFixerQuery>() != nullptr);
    desk.answer(FixPreview{});
    QVERIFY(desk.next<SendFixerCommand>() != nullptr);
    desk.answer(FixAccepted{CommandId("C-1"), false});
    desk.show(flag("F-2", "Resync"));
    const std::size_t before = desk.port->submitted.size();
    for (int i = 0; i < 200; ++i) {
        desk.colleague->step(desk.now);
        desk.now += Duration{500};
    }
    QCOMPARE(desk.port->submitted.size(), before);

    FixView fix;
    fix.commandId = CommandId("C-1");
    fix.state = FixState::Verified;
    desk.port->next = std::make_shared<Delta>();
    desk.port->next->fixes = {fix};
    const auto* claim = desk.next<ClaimFlagCommand>();
    QVERIFY(claim != nullptr);
    QCOMPARE(claim->flagId.value, std::string("F-2"));
}

void tst_DemoColleague::sameSeedActsAlike()
{
    const auto acts = [](std::uint64_t seed) {
        Desk desk(seed);
        std::string story;
        if (!desk.teach())
            return story;
        for (const char* id : {"F-1", "F-2", "F-3", "F-4", "F-5", "F-6"})
            desk.show(flag(id, "Resync"));
        for (int i = 0; i < 5; ++i) {
            const auto* claim = desk.next<ClaimFlagCommand>();
            story += (claim != nullptr ? claim->flagId.value : "none") + "@"
                     + std::to_string(desk.now.ms) + " ";
            desk.answer(Error{"TAKEN", "Somebody else was first."});
        }
        return story;
    };
    const std::string first = acts(7);
    QVERIFY2(first.find("none") == std::string::npos, first.c_str());
    QCOMPARE(acts(7), first);
    QVERIFY(acts(8) != first);
}

QTEST_APPLESS_MAIN(tst_DemoColleague)
#include "tst_DemoColleague.moc"
