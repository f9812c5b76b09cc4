// SPDX-License-Identifier: Apache-2.0
#include "core/sim/ScenarioReader.h"

#include "core/sim/World.h"

#include <limits>
#include <string>

namespace otto {
namespace {

constexpr Duration kLatencyMax{3'600'000};
constexpr Duration kDayMs{24 * 3'600'000};

void readLatency(TomlTable& table, std::string_view key, Latency& latency)
{
    std::optional<TomlTable> inner = table.table(key);
    if (!inner) {
        return;
    }
    inner->require("min");
    inner->require("typical");
    inner->require("max");
    inner->duration("min", Duration{1}, kLatencyMax, latency.min);
    inner->duration("typical", Duration{1}, kLatencyMax, latency.typical);
    inner->duration("max", Duration{1}, kLatencyMax, latency.max);
    if (latency.min > latency.typical || latency.typical > latency.max) {
        inner->error("typical", "expected min <= typical <= max");
    }
    inner->finish();
}

template <typename Weights, typename Names>
void readWeights(TomlTable& root, std::string_view key, const Names& names, Weights& weights)
{
    std::optional<TomlTable> table = root.table(key);
    if (!table) {
        return;
    }
    weights = {};
    std::uint64_t total = 0;
    for (std::size_t at = 0; at < names.size(); ++at) {
        table->number(names[at], 0, 1'000'000, weights[at]);
        total += weights[at];
    }
    table->finish();
    if (total == 0 && table->isFileSound()) {
        root.error(key, "expected at least one weight above 0 in [" + std::string(key) + "]");
    }
}

void readAmounts(TomlTable& root, Scenario& scenario)
{
    std::vector<TomlTable> tables = root.tables("amounts");
    if (tables.empty()) {
        return;
    }
    scenario.amounts.clear();
    for (TomlTable& table : tables) {
        AmountBand band;
        table.require("from");
        table.require("to");
        readMoney(table, "from", band.from);
        readMoney(table, "to", band.to);
        table.number("weight", 1, 1'000'000, band.weight);
        if (band.to.minor < band.from.minor) {
            table.error("to", "expected 'to' not below 'from'");
        }
        table.finish();
        scenario.amounts.push_back(band);
    }
}

void readPace(TomlTable& root, Scenario& scenario)
{
    std::optional<TomlTable> pace = root.table("pace");
    if (!pace) {
        return;
    }
    for (const System system : kSimulatedSystems) {
        if (std::optional<TomlTable> table = pace->table(wireName(system))) {
            SystemPace& one = scenario.pace[static_cast<std::size_t>(system)];
            readLatency(*table, "react", one.react);
            readLatency(*table, "answer", one.answer);
            readLatency(*table, "command", one.command);
            table->finish();
        }
    }
    pace->finish();
}

void readSurroundings(TomlTable& root, Scenario& scenario)
{
    if (std::optional<TomlTable> core = root.table("core")) {
        readLatency(*core, "posting", scenario.corePosting);
        core->duration("in-flight", Duration{1}, kLatencyMax, scenario.coreInFlight);
        core->duration("end-of-day", Duration{60'000}, kDayMs, scenario.endOfDay);
        core->finish();
    }
    if (std::optional<TomlTable> network = root.table("network")) {
        readLatency(*network, "accept", scenario.networkAccept);
        readLatency(*network, "settle", scenario.networkSettle);
        readLatency(*network, "recall", scenario.networkRecall);
        network->finish();
    }
    if (std::optional<TomlTable> ach = root.table("ach")) {
        ach->duration("cut-off", Duration{1000}, kDayMs, scenario.achCutOff);
        readLatency(*ach, "accept", scenario.achAccept);
        readLatency(*ach, "settle", scenario.achSettle);
        ach->finish();
    }
    if (std::optional<TomlTable> recon = root.table("recon")) {
        recon->duration("every", Duration{1000}, kDayMs, scenario.reconEvery);
        recon->duration("break-after", Duration{1}, kDayMs, scenario.reconBreakAfter);
        recon->finish();
    }
    if (std::optional<TomlTable> limits = root.table("limits")) {
        readMoney(*limits, "daily-cap", scenario.dailyCap);
        readMoney(*limits, "rolling-cap", scenario.rollingCap);
        limits->finish();
    }
}

}  // namespace

void readMoney(TomlTable& table, std::string_view key, Money& out)
{
    std::string text;
    table.text(key, text);
    if (text.empty()) {
        return;
    }
    const Result<Money> money = Money::parse(text, "USD");
    if (!money || money->minor <= 0) {
        table.error(key, "expected an amount in US dollars above zero such as \"125.50\" for '"
                             + std::string(key) + "'");
        return;
    }
    out = *money;
}

Scenario readScenario(TomlTable root)
{
    Scenario scenario;
    root.require("name");
    root.text("name", scenario.name);
    root.text("description", scenario.description);
    root.number("seed", 0, std::numeric_limits<std::int64_t>::max(), scenario.seed);
    root.decimal("rate", 0.001, 10'000, scenario.rate);
    if (root.has("payments")) {
        root.number("payments", 1, 1'000'000'000, scenario.payments.emplace());
    }
    root.number("customers", 1, 100'000'000, scenario.customers);
    root.number("participants", 1, 999, scenario.participants);
    root.number("failures-per-mille", 0, 1000, scenario.failuresPerMille);
    root.duration("heartbeat", Duration{1000}, kLatencyMax, scenario.heartbeatEvery);
    root.duration("forget-after", Duration{10'000}, 30 * kDayMs, scenario.forgetAfter);
    root.duration("abandon-after", Duration{10'000}, 30 * kDayMs, scenario.abandonAfter);
    readWeights(root, "rails", WireNames<Rail>::names, scenario.rails);
    readWeights(root, "directions", WireNames<Direction>::names, scenario.directions);
    readAmounts(root, scenario);
    readPace(root, scenario);
    readSurroundings(root, scenario);
    for (TomlTable& table : root.tables("troubles")) {
        scenario.troubles.push_back(readTrouble(table));
    }
    root.finish();
    return scenario;
}

}  // namespace otto
