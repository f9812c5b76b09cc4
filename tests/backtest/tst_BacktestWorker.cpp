// SPDX-License-Identifier: Apache-2.0
// The console's backtests: real capture files and folders of rules, judged on a thread.
#include "app/backtest/BacktestRun.h"
#include "app/backtest/BacktestWorker.h"
#include "tests/capture/CaptureSamples.h"
#include "tests/support/engine/Facts.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstdio>
#include <future>
#include <stdexcept>

using namespace otto;
using namespace otto::test;
using namespace std::chrono_literals;

namespace {

using Stage = BacktestState::Stage;

constexpr const char* kSla = "[ZELLE]\n[RTP]\n[FEDNOW]\n[ACH]\n";

std::string stays(const std::string& id, const std::string& status, const std::string& wait)
{
    return "id = \"" + id + "\"\nname = \"STAYS_TOO_LONG\"\nversion = 1\nseverity = \"ERROR\"\n"
           + "expected = \"another status\"\ntext = \"Stays {payment.status}.\"\n"
           + "when = \"payment.status == '" + status + "'\"\n"
           + "since = \"payment.statusSince\"\nfor = \"duration('" + wait + "')\"\n";
}

Record recordOf(const Message& message)
{
    const OutgoingRecord out = encodeBinary(message);
    Record record;
    record.topic = out.topic;
    record.partition = 0;
    record.timestamp = message.envelope.time;
    record.key = out.key;
    record.headers = out.headers;
    record.value = out.value;
    return record;
}

/// With offsets, which go up in every partition of a capture.
std::vector<Record> numbered(std::vector<Record> records)
{
    for (std::size_t i = 0; i < records.size(); ++i)
        records[i].offset = static_cast<std::int64_t>(i);
    return records;
}

/// PMT-short is SENT for 41 s, PMT-long for 98 s, PMT-held is HELD to the end.
std::vector<Record> story()
{
    const auto moves = [](const char* payment, PaymentStatus to, std::uint32_t version,
                          Duration after) {
        return recordOf(status(payment, to, version, kStart + after));
    };
    std::vector<Record> records;
    for (const char* payment : {"PMT-short", "PMT-long", "PMT-held"})
        records.push_back(recordOf(added(payment, kStart)));
    records.push_back(moves("PMT-short", PaymentStatus::Sent, 1, 1s));
    records.push_back(moves("PMT-long", PaymentStatus::Sent, 1, 2s));
    records.push_back(moves("PMT-held", PaymentStatus::Held, 1, 5s));
    records.push_back(moves("PMT-short", PaymentStatus::Settled, 2, 42s));
    records.push_back(moves("PMT-long", PaymentStatus::Settled, 2, 100s));
    for (std::uint64_t beat = 1; beat <= 18; ++beat)
        records.push_back(
            recordOf(heartbeat(System::Zelle, beat, kStart + Duration{10'000} * beat)));
    return numbered(std::move(records));
}

}  // namespace

class tst_BacktestWorker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void oneFlagIsGainedAndOneIsLost();
    void progressRisesThroughAllPhases();
    void theSameRulesAreJudgedOnce();
    void aDamagedCaptureGivesWhatIsWhole();
    void badRulesAreToldWithTheirPlaces();
    void whatCannotBeReadIsToldInWords();
    void cancelEndsTheRunAndKeepsTheResultBefore();
    void anExceptionBecomesAFailure();
    void theBuiltInRulesAreJudgedWithoutAFolder();

private:
    std::string folderOf(const QString& name, const std::vector<RuleFile>& files) const;
    std::string capture(const std::vector<std::vector<Record>>& blocks) const;
    BacktestWorker::Source source() const;
    BacktestOrder order() const;
    std::shared_ptr<const RuleSet> inForce() const;
    static BacktestState ended(BacktestWorker& worker, BacktestOrder order);

    std::unique_ptr<QTemporaryDir> m_dir;
    std::string m_candidate;
};

void tst_BacktestWorker::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    // Against the rules in force a shorter wait, and no rule about what is held.
    m_candidate = folderOf(QStringLiteral("next"), {{"OT30.toml", stays("OT30", "SENT", "30s")}});
}

std::string tst_BacktestWorker::folderOf(const QString& name,
                                         const std::vector<RuleFile>& files) const
{
    const QString folder = m_dir->filePath(name);
    QDir().mkpath(folder);
    std::vector<RuleFile> all = files;
    all.push_back({"sla.toml", kSla});
    for (const RuleFile& one : all) {
        QFile file(folder + "/" + QString::fromStdString(one.file));
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write a rule file");
        file.write(QByteArray::fromStdString(one.text));
    }
    return folder.toStdString();
}

std::string tst_BacktestWorker::capture(const std::vector<std::vector<Record>>& blocks) const
{
    const std::string path = m_dir->filePath("past.ottocap").toStdString();
    std::remove(path.c_str());
    writeCapture(path, blocks);
    return path;
}

std::shared_ptr<const RuleSet> tst_BacktestWorker::inForce() const
{
    const std::vector<RuleFile> files{{"OT30.toml", stays("OT30", "SENT", "60s")},
                                      {"OT31.toml", stays("OT31", "HELD", "10s")},
                                      {"sla.toml", kSla}};
    const auto set = RuleSet::read(files, {});
    if (!set)
        qFatal("%s", set.error().front().sentence().c_str());
    return *set;
}

BacktestWorker::Source tst_BacktestWorker::source() const
{
    return {[this] { return inForce(); }, [] { return std::string(); }, ""};
}

BacktestOrder tst_BacktestWorker::order() const
{
    return {m_dir->filePath("past.ottocap").toStdString(),
            {BacktestRules::Origin::Folder, m_candidate},
            {BacktestRules::Origin::InForce, {}}};
}

BacktestState tst_BacktestWorker::ended(BacktestWorker& worker, BacktestOrder order)
{
    worker.start(std::move(order));
    const auto isOver = [&] { return worker.state().stage != Stage::Running; };
    if (!QTest::qWaitFor(isOver, 30'000))
        qFatal("the backtest does not end");
    return worker.state();
}

void tst_BacktestWorker::oneFlagIsGainedAndOneIsLost()
{
    capture({story()});
    BacktestWorker worker(source());
    QCOMPARE(worker.state().stage, Stage::None);
    const BacktestState state = ended(worker, order());
    QVERIFY2(state.stage == Stage::Done, state.failure ? state.failure->text.c_str() : "");
    QCOMPARE(state.run, std::uint64_t{1});
    const BacktestResult& result = *state.result;
    QVERIFY(!result.hasSameRules);
    QCOMPARE(result.env, std::string("qa"));
    QCOMPARE(result.facts, std::uint64_t{26});
    QCOMPARE(result.payments, std::uint64_t{3});
    QCOMPARE(result.damage, std::string());
    QCOMPARE(result.span(), Duration{180'000});

    QCOMPARE(result.rules.size(), std::size_t{2});
    const BacktestRuleView& sent = result.rules[0];
    QCOMPARE(sent.id, std::string("OT30"));
    QCOMPARE(sent.name, std::string("STAYS_TOO_LONG"));
    QCOMPARE(sent.severity, Severity::Error);
    QVERIFY(sent.isInCandidate && sent.isInAgainst);
    QCOMPARE(sent.before, std::uint64_t{1});
    QCOMPARE(sent.flags, std::uint64_t{2});
    QCOMPARE(sent.gained, std::uint64_t{1});
    QCOMPARE(sent.lost, std::uint64_t{0});
    const BacktestRuleView& held = result.rules[1];
    QCOMPARE(held.id, std::string("OT31"));
    QVERIFY(!held.isInCandidate && held.isInAgainst);
    QCOMPARE(held.before, std::uint64_t{1});
    QCOMPARE(held.flags, std::uint64_t{0});
    QCOMPARE(held.lost, std::uint64_t{1});

    QCOMPARE(result.changes.size(), std::size_t{2});
    const BacktestChange& gained = result.changes[0];
    QVERIFY(gained.isGained);
    QCOMPARE(gained.ruleId, std::string("OT30"));
    QCOMPARE(gained.subject, std::string("PMT-short"));
    QCOMPARE(gained.sentence, std::string("Stays SENT."));
    QCOMPARE(gained.raisedAt, kStart + Duration{40'000});
    QVERIFY(gained.clearedAt);
    const BacktestChange& lost = result.changes[1];
    QVERIFY(!lost.isGained);
    QCOMPARE(lost.ruleId, std::string("OT31"));
    QCOMPARE(lost.subject, std::string("PMT-held"));
    QCOMPARE(lost.raisedAt, kStart + Duration{20'000});
    QVERIFY(!lost.clearedAt);
}

void tst_BacktestWorker::progressRisesThroughAllPhases()
{
    std::vector<Record> many = story();
    // So that the middle of a phase is told too.
    for (std::uint64_t beat = 19; beat <= 9'000; ++beat)
        many.push_back(
            recordOf(heartbeat(System::Zelle, beat, kStart + Duration{200'000 + 10 * beat})));
    many = numbered(std::move(many));
    std::vector<std::vector<Record>> blocks;
    for (auto at = many.begin(); at != many.end();) {
        const auto end = at + std::min<std::ptrdiff_t>(1'000, many.end() - at);
        blocks.emplace_back(at, end);
        at = end;
    }
    capture(blocks);
    std::vector<BacktestProgress> told;
    BacktestRun run(order(), inForce(), [&](const BacktestProgress& progress) {
        told.push_back(progress);
        return true;
    });
    const auto outcome = run.judge();
    QVERIFY2(outcome.has_value(), outcome ? "" : outcome.error().text.c_str());
    QVERIFY(told.size() > 10);
    QCOMPARE(told.front().share, 0.0);
    QCOMPARE(told.back().share, 1.0);
    for (std::size_t i = 1; i < told.size(); ++i) {
        QVERIFY(told[i].share >= told[i - 1].share);
        QVERIFY(told[i].phase >= told[i - 1].phase);
    }
    const auto last = [&](BacktestPhase phase) {
        return *std::find_if(told.rbegin(), told.rend(),
                             [&](const BacktestProgress& p) { return p.phase == phase; });
    };
    QCOMPARE(last(BacktestPhase::Capture).records, many.size());
    for (const BacktestPhase phase : {BacktestPhase::Against, BacktestPhase::Candidate}) {
        QCOMPARE(last(phase).records, many.size());
        QCOMPARE(*last(phase).recordsTotal, many.size());
        QCOMPARE(last(phase).facts, many.size());
    }
}

void tst_BacktestWorker::theSameRulesAreJudgedOnce()
{
    capture({story()});
    BacktestOrder same = order();
    same.against = same.candidate;
    std::vector<BacktestPhase> phases;
    BacktestRun run(same, inForce(), [&](const BacktestProgress& progress) {
        phases.push_back(progress.phase);
        return true;
    });
    const auto result = run.judge();
    QVERIFY(result.has_value());
    QVERIFY((*result)->hasSameRules);
    QCOMPARE((*result)->rules.front().flags, std::uint64_t{2});
    QCOMPARE((*result)->rules.front().before, std::uint64_t{2});
    QVERIFY((*result)->changes.empty());
    QVERIFY(std::find(phases.begin(), phases.end(), BacktestPhase::Against) == phases.end());
}

void tst_BacktestWorker::aDamagedCaptureGivesWhatIsWhole()
{
    std::vector<Record> records = story();
    const std::vector<Record> first(records.begin(), records.begin() + 6);
    const std::vector<Record> settled(records.begin() + 6, records.begin() + 7);
    const std::vector<Record> rest(records.begin() + 7, records.end());
    const std::string path = capture({first, settled, rest});
    const auto reader = *CaptureReader::open(path);
    CaptureBlock block;
    QVERIFY(reader->next(block));
    const std::uint64_t secondAt = reader->position();
    std::string bytes = bytesOf(path);
    bytes[secondAt + 80] = static_cast<char>(~bytes[secondAt + 80]);
    writeBytes(path, bytes);

    BacktestWorker worker(source());
    const BacktestState state = ended(worker, order());
    QCOMPARE(state.stage, Stage::Done);
    const QString damage = QString::fromStdString(state.result->damage);
    QVERIFY2(damage.startsWith("The capture is damaged (1 record lost, everything else was read)"),
             qPrintable(damage));
    QCOMPARE(state.result->facts, std::uint64_t{25});
    // Nobody heard that PMT-short was settled, so both sets flag it.
    QCOMPARE(state.result->rules[0].flags, std::uint64_t{2});
    QCOMPARE(state.result->rules[0].before, std::uint64_t{2});
}

void tst_BacktestWorker::badRulesAreToldWithTheirPlaces()
{
    capture({story()});
    std::string broken = stays("OT30", "SENT", "30s");
    broken.replace(broken.find("payment.status "), 14, "payment.statos");
    const std::string folder = folderOf(
        QStringLiteral("broken"),
        {{"OT30.toml", broken}, {"OT31.toml", stays("OT31", "HELD", "1s") + "servity = 1\n"}});
    BacktestOrder wrong = order();
    wrong.candidate.folder = folder;
    BacktestWorker worker(source());
    const BacktestState state = ended(worker, wrong);
    QCOMPARE(state.stage, Stage::Failed);
    QVERIFY(!state.result);
    QCOMPARE(state.failure->text, "The rules of " + folder + " were refused: 2 faults.");
    QCOMPARE(state.failure->errors.size(), std::size_t{2});
    const RuleErrorView& first = state.failure->errors[0];
    QCOMPARE(first.file, folder + "/OT30.toml");
    QCOMPARE(first.line, 7U);
    QCOMPARE(first.column, 17U);
    QVERIFY2(first.text.find("statos") != std::string::npos, first.text.c_str());
    QCOMPARE(state.failure->errors[1].line, 10U);
    // With the text that was judged, whatever becomes of the file.
    QCOMPARE(state.failure->files.size(), std::size_t{2});
    QCOMPARE(state.failure->files[0].file, first.file);
    QCOMPARE(state.failure->files[0].text, broken);
}

void tst_BacktestWorker::whatCannotBeReadIsToldInWords()
{
    BacktestWorker worker(source());
    QVERIFY(QString::fromStdString(ended(worker, order()).failure->text).contains("past.ottocap"));
    writeBytes(m_dir->filePath("past.ottocap").toStdString(), "a shopping list, and no capture");
    const BacktestState list = ended(worker, order());
    QCOMPARE(list.stage, Stage::Failed);
    QVERIFY2(QString::fromStdString(list.failure->text).contains("capture"),
             list.failure->text.c_str());
    capture({});
    QVERIFY(QString::fromStdString(ended(worker, order()).failure->text)
                .endsWith("past.ottocap holds no record to judge."));
    capture({story()});
    BacktestOrder nowhere = order();
    nowhere.candidate.folder = "/no/such/folder";
    const BacktestState state = ended(worker, nowhere);
    QCOMPARE(state.stage, Stage::Failed);
    QVERIFY(state.failure->errors.empty());
    QVERIFY(QString::fromStdString(state.failure->text).startsWith("/no/such/folder: "));
}

void tst_BacktestWorker::cancelEndsTheRunAndKeepsTheResultBefore()
{
    capture({story()});
    std::promise<void> asked;
    std::promise<void> goOn;
    auto mayGoOn = goOn.get_future().share();
    bool waits = false;
    BacktestWorker::Source slow = source();
    slow.inForce = [&] {
        if (waits) {
            asked.set_value();
            mayGoOn.wait();
        }
        return inForce();
    };
    BacktestWorker worker(slow);
    const auto before = ended(worker, order()).result;
    QVERIFY(before);
    waits = true;
    worker.start(order());
    asked.get_future().wait();
    QCOMPARE(worker.state().stage, Stage::Running);
    worker.cancel();
    goOn.set_value();
    QTRY_COMPARE(worker.state().stage, Stage::Cancelled);
    QCOMPARE(worker.state().result, before);
    QVERIFY(!worker.state().failure);
    // And it can be run again.
    waits = false;
    const BacktestState again = ended(worker, order());
    QCOMPARE(again.stage, Stage::Done);
    QCOMPARE(again.run, std::uint64_t{3});
}

void tst_BacktestWorker::anExceptionBecomesAFailure()
{
    capture({story()});
    BacktestWorker::Source broken = source();
    broken.inForce = []() -> std::shared_ptr<const RuleSet> {
        throw std::runtime_error("out of order");
    };
    BacktestWorker worker(broken);
    const BacktestState state = ended(worker, order());
    QCOMPARE(state.stage, Stage::Failed);
    QCOMPARE(state.failure->text,
             std::string("The backtest ended by an error of the program: out of order"));
}

void tst_BacktestWorker::theBuiltInRulesAreJudgedWithoutAFolder()
{
    capture({story()});
    BacktestOrder builtIn = order();
    builtIn.candidate = {BacktestRules::Origin::BuiltIn, {}};
    BacktestWorker worker(source());
    const BacktestState state = ended(worker, builtIn);
    QCOMPARE(state.stage, Stage::Done);
    // The catalogue, and the two that were in force.
    QCOMPARE(state.result->rules.size(), std::size_t{26});
    QVERIFY(std::is_sorted(state.result->rules.begin(), state.result->rules.end(),
                           [](const auto& a, const auto& b) { return a.id < b.id; }));
}

QTEST_GUILESS_MAIN(tst_BacktestWorker)
#include "tst_BacktestWorker.moc"
