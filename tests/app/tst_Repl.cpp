// SPDX-License-Identifier: Apache-2.0
#include "app/otto-engine/Repl.h"
#include "tests/app/FakePort.h"

#include <QTest>

#include <string>

using namespace otto;

namespace {

using Lines = std::vector<std::string>;

/// What the port holds reaches the repl.
Lines served(test::FakePort& port, Repl& repl)
{
    if (const auto delta = port.poll())
        repl.apply(*delta);
    return repl.takeReplies();
}

}  // namespace

class tst_Repl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repliesKeepTheOrderOfRequests();
    void requestsWaitUntilOpen();
    void statsPassesWhenNothingWaitsBeforeIt();
    void requestNamesItsOperator();
    void faultyLineIsAnsweredInItsPlace();
    void blankLinesAreIgnored();
};

void tst_Repl::repliesKeepTheOrderOfRequests()
{
    test::FakePort port;
    Repl repl(port, {OperatorId("op-1"), Role::Operator});
    repl.open();
    repl.request(R"({"query":"Fixers","id":1})");
    repl.request(R"({"query":"Flags","id":2})");
    QCOMPARE(port.submitted.size(), std::size_t{2});

    port.answer(port.submitted[1].ticket, std::vector<FlagView>{});
    QVERIFY(served(port, repl).empty());
    QVERIFY(!repl.isIdle());
    port.answer(port.submitted[0].ticket, std::vector<FixView>{});
    QVERIFY(served(port, repl)
            == Lines({R"({"id":1,"ok":true,"result":[]})", R"({"id":2,"ok":true,"result":[]})"}));
    QVERIFY(repl.isIdle());
}

void tst_Repl::requestsWaitUntilOpen()
{
    test::FakePort port;
    Repl repl(port, {OperatorId("op-1"), Role::Operator});
    repl.request(R"({"query":"Flags"})");
    repl.request(R"({"query":"Stats"})");
    QVERIFY(port.submitted.empty());
    QVERIFY(!repl.isIdle());
    repl.open();
    QCOMPARE(port.submitted.size(), std::size_t{2});
    QVERIFY(std::holds_alternative<FlagsQuery>(port.submitted[0].request));
    repl.open();
    QCOMPARE(port.submitted.size(), std::size_t{2});
}

void tst_Repl::statsPassesWhenNothingWaitsBeforeIt()
{
    test::FakePort port;
    Repl repl(port, {OperatorId("op-1"), Role::Operator});
    repl.request(R"({"query":"Stats","id":1})");
    QCOMPARE(port.submitted.size(), std::size_t{1});
    port.answer(port.submitted[0].ticket, EngineStatus{});
    const Lines replies = served(port, repl);
    QCOMPARE(replies.size(), std::size_t{1});
    QVERIFY(replies.front().starts_with(R"({"id":1,"ok":true,"result":{"env":)"));
}

void tst_Repl::requestNamesItsOperator()
{
    test::FakePort port;
    Repl repl(port, {OperatorId("login"), Role::Viewer});
    repl.open();
    repl.request(R"({"command":"ClaimFlag","flagId":"F-1","operator":"op-9"})");
    repl.request(R"({"command":"ClaimFlag","flagId":"F-1"})");
    QCOMPARE(port.submitted.size(), std::size_t{2});
    QCOMPARE(port.submitted[0].who.operatorId.value, std::string("op-9"));
    // The role is the program's, whoever asks.
    QVERIFY(port.submitted[0].who.role == Role::Viewer);
    QCOMPARE(port.submitted[1].who.operatorId.value, std::string("login"));
}

void tst_Repl::faultyLineIsAnsweredInItsPlace()
{
    test::FakePort port;
    Repl repl(port, {OperatorId("op-1"), Role::Operator});
    repl.open();
    repl.request(R"({"query":"Flags","id":1})");
    repl.request("rubbish");
    QVERIFY(served(port, repl).empty());
    port.answer(port.submitted[0].ticket, Error{"NO", "No."});
    const Lines replies = served(port, repl);
    QCOMPARE(replies.size(), std::size_t{2});
    QCOMPARE(replies[0], std::string(R"({"id":1,"ok":false,"error":{"code":"NO","text":"No."}})"));
    QVERIFY(replies[1].starts_with(R"({"ok":false,"error":{"code":"BAD_JSON")"));
}

void tst_Repl::blankLinesAreIgnored()
{
    test::FakePort port;
    Repl repl(port, {OperatorId("op-1"), Role::Operator});
    repl.request("");
    repl.request(" \t\r");
    QVERIFY(repl.isIdle());
    QVERIFY(repl.takeReplies().empty());
}

QTEST_APPLESS_MAIN(tst_Repl)
#include "tst_Repl.moc"
