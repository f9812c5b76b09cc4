// SPDX-License-Identifier: Apache-2.0
#include "app/cli/CommandLine.h"
#include "app/cli/StopSignal.h"
#include "app/otto-sim/SimOptions.h"
#include "app/otto-sim/SimRun.h"
#include "core/bus/kafka/KafkaBus.h"

#include <string>
#include <utility>

namespace otto {
namespace {

ExitCode run(int argc, char** argv)
{
    CLI::App app(
        "Simulated source systems on a Kafka broker: CPR, PaymentRepo.Zelle, WSO2 with the "
        "core, PaymentRepo.Limits and Recon.",
        "otto-sim");
    SimOptions options;
    options.addTo(app);
    std::string logLevel = "warning";
    addCommonOptions(app, logLevel);
    if (const auto ended = readCommandLine(app, argc, argv)) {
        return *ended;
    }
    if (const auto ended = applyLogLevel(app, logLevel)) {
        return *ended;
    }
    const SystemClock clock;
    Result<SimSetup> setup = options.resolve(static_cast<std::uint64_t>(clock.now().ms));
    if (!setup) {
        return refuse(app, setup.error().text);
    }
    KafkaConfig config;
    config.brokers = setup->brokers;
    config.clientId = "otto-sim";
    // A source never gives up what happened, and has no duty that another one could take over.
    config.deliveryTimeout = std::chrono::minutes{5};
    auto bus = KafkaBus::create(config, clock);
    if (!bus) {
        return refuse(app, bus.error().text);
    }
    catchStopSignals();
    return SimRun(*std::move(setup), *std::move(bus), clock).run();
}

}  // namespace
}  // namespace otto

int main(int argc, char** argv)
{
    return static_cast<int>(otto::run(argc, argv));
}
