// SPDX-License-Identifier: Apache-2.0
#include "app/session/EngineSession.h"

#include "app/backtest/BacktestWorker.h"
#include "app/cli/LocalIdentity.h"
#include "app/demo/DemoWorld.h"
#include "app/session/RuleFolderWatch.h"
#include "app/session/RulesInForce.h"
#include "core/bus/capture/CapturingBus.h"
#include "core/bus/kafka/KafkaBus.h"
#include "core/contract/TopicName.h"
#include "core/sim/ScenarioFolder.h"
#include "core/sim/Topics.h"

#include <filesystem>
#include <utility>

namespace otto {
namespace {

constexpr std::string_view kDefaultScenario = "demo";

/// What the file's header says, or where that is damaged the first of Otto's topics.
std::string envOf(CaptureReader& reader)
{
    std::string env = reader.summary().origin.env;
    CaptureBlock block;
    while (env.empty() && reader.next(block)) {
        for (const CapturedRecord& record : block.records()) {
            if (const auto topic = TopicName::parse(record.topic)) {
                env = topic->env;
                break;
            }
        }
    }
    reader.rewind();
    return env;
}

}  // namespace

EngineSession::EngineSession(SessionOptions options) : m_options(std::move(options)) {}

EngineSession::~EngineSession()
{
    stop();
}

Result<std::unique_ptr<EngineSession>> EngineSession::open(SessionOptions options)
{
    std::unique_ptr<EngineSession> session(new EngineSession(std::move(options)));
    const EngineSetup& setup = session->setup();
    const Status opened = setup.captureFile    ? session->openCapture()
                          : setup.demoScenario ? session->openDemo()
                                               : session->openKafka();
    if (!opened)
        return tl::unexpected(opened.error());
    if (const Status captured = session->captureBus(); !captured)
        return tl::unexpected(captured.error());
    if (const Status rules = session->readRules(); !rules)
        return tl::unexpected(rules.error());
    return session;
}

Status EngineSession::openDemo()
{
    std::string name = *setup().demoScenario;
    if (name.empty())
        name = kDefaultScenario;
    Result<Scenario> scenario = ScenarioFolder().load(name);
    if (!scenario)
        return tl::unexpected(scenario.error());
    DemoOptions options;
    options.scenario = std::move(*scenario);
    options.hasColleague = m_options.hasColleague;
    m_demo = std::make_unique<DemoWorld>(std::move(options));
    m_bus = m_demo->connect();
    return {};
}

Status EngineSession::openKafka()
{
    Result<std::unique_ptr<Bus>> bus = connect();
    if (!bus)
        return tl::unexpected(bus.error());
    m_bus = std::move(*bus);
    return {};
}

Result<std::unique_ptr<Bus>> EngineSession::connect() const
{
    if (m_demo)
        return m_demo->connect();
    KafkaConfig config;
    config.brokers = setup().brokers;
    config.clientId = "otto";
    config.properties = setup().kafka;
    Result<std::unique_ptr<KafkaBus>> bus = KafkaBus::create(config, m_systemClock);
    if (!bus)
        return tl::unexpected(bus.error());
    return std::move(*bus);
}

Status EngineSession::openCapture()
{
    const std::string path = *setup().captureFile;
    Result<std::unique_ptr<CaptureReader>> reader = CaptureReader::open(path);
    if (!reader)
        return tl::unexpected(reader.error());
    m_options.setup.env = envOf(**reader);
    if (!isKnownEnv(setup().env)) {
        return fail("USAGE", path
                                 + " does not say which environment it is of: neither its header "
                                   "nor a topic in it names dev, qa, stg, uat or prod.");
    }
    const CaptureSummary& summary = (*reader)->summary();
    const auto progress = std::make_shared<CaptureProgress>();
    m_captureClock = std::make_unique<ManualClock>(summary.arrivalFirst);
    m_captureEnd = std::make_unique<ManualClock>(summary.arrivalLast + CaptureBus::kAfterEnd);
    m_shownCapture = std::make_unique<ShownCapture>(path, setup().env, summary, progress);
    m_bus = std::make_unique<CaptureBus>(std::move(*reader), *m_captureClock, progress);
    return {};
}

Status EngineSession::captureBus()
{
    if (m_options.captureTo.empty())
        return {};
    auto writer = CaptureWriter::create(
        m_options.captureTo, captureWriterOptions(setup().env, m_options.program, clock().now()));
    if (!writer)
        return tl::unexpected(writer.error());
    m_captureWriter = std::move(*writer);
    m_bus = std::make_unique<CapturingBus>(std::move(m_bus), *m_captureWriter, clock());
    return {};
}

Status EngineSession::readRules()
{
    if (setup().rulesFolder.empty())
        return {};
    // The watch knows the folder as it was before it was read: no edit can fall in between.
    m_ruleWatch = std::make_unique<RuleFolderWatch>(setup().rulesFolder, [this](RulesOffer offer) {
        m_inForce->take(offer);
        m_host->offerRules(std::move(offer));
    });
    RulesOffer offer = RuleFolderWatch::read(setup().rulesFolder);
    if (!offer.rules)
        return fail("USAGE", "--rules: " + offer.errors.front().sentence());
    m_rules = std::move(offer.rules);
    return {};
}

const Clock& EngineSession::clock() const
{
    if (m_captureClock)
        return *m_captureClock;
    return m_demo ? m_demo->clock() : m_systemClock;
}

const Clock& EngineSession::deskClock() const
{
    return m_captureEnd ? *m_captureEnd : clock();
}

CapturePort& EngineSession::captures()
{
    if (m_shownCapture)
        return *m_shownCapture;
    return *m_savingCaptures;
}

RulePort* EngineSession::rules()
{
    return m_ruleWatch.get();
}

std::optional<CaptureWriterStatistics> EngineSession::captureStatistics() const
{
    return m_captureWriter ? std::optional(m_captureWriter->statistics()) : std::nullopt;
}

Status EngineSession::createTopics()
{
    return m_bus->createTopics(ottoTopics(setup().env));
}

void EngineSession::start()
{
    EngineHostOptions options;
    options.env = setup().env;
    options.instance = newInstanceId();
    options.description =
        m_options.program + " on " + hostName() + " by " + setup().principal.operatorId.value;
    options.lookback = setup().lookback;
    if (m_rules) {
        options.rules = m_rules;
        options.rulesOrigin = setup().rulesFolder;
    }
    if (m_shownCapture) {
        options.readOnlyBecause = m_shownCapture->readOnlyText();
        // A capture's time stands still in a burst and at the end; the desk is told all the same.
        options.publishEvery = Duration::zero();
    } else {
        m_savingCaptures = std::make_unique<SavingCaptures>(
            CaptureSource{setup().env, m_options.program, clock().now() - setup().lookback},
            [this] { return connect(); }, clock());
    }
    m_host = std::make_unique<EngineHost>(std::move(m_bus), clock(), std::move(options));
    if (m_demo)
        m_demo->warmUp(*m_host);
    m_host->start();
    m_inForce = std::make_unique<RulesInForce>(m_rules);
    if (m_ruleWatch)
        m_ruleWatch->start();
    startBacktests();
    if (m_demo)
        m_demo->goLive();
}

void EngineSession::startBacktests()
{
    m_backtests = std::make_unique<BacktestWorker>(
        BacktestWorker::Source{[this] { return m_inForce->rules(); },
                               [this] { return captureAtHand(); }, setup().rulesFolder});
}

std::string EngineSession::captureAtHand() const
{
    const std::string file = setup().captureFile ? *setup().captureFile
                             : m_savingCaptures  ? m_savingCaptures->savedFile()
                                                 : std::string();
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(file, error);
    return file.empty() || error ? file : whole.string();
}

BacktestPort& EngineSession::backtests()
{
    return *m_backtests;
}

std::unique_ptr<ConsolePort> EngineSession::openPort()
{
    return m_host->openPort();
}

void EngineSession::stop()
{
    // The colleague's desk closes before the engine behind it.
    if (m_demo)
        m_demo->stop();
    m_backtests.reset();
    m_savingCaptures.reset();
    m_ruleWatch.reset();
    if (m_host)
        m_host->stop();
    if (m_captureWriter)
        std::ignore = m_captureWriter->close();
}

}  // namespace otto
