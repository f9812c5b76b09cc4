// SPDX-License-Identifier: Apache-2.0
#include "core/port/EngineHost.h"

#include "core/base/Log.h"
#include "core/engine/Engine.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace otto {
namespace {

constexpr std::size_t kRecordsPerTurn = 4096;
constexpr Duration kIdleWait{10};
constexpr Duration kProbeEveryWhenBehind{20};
constexpr Duration kFlushWait{5'000};
constexpr Duration kReleaseWait{1'000};

EngineOptions engineOptions(const EngineHostOptions& options)
{
    EngineOptions out;
    out.env = options.env;
    out.instance = options.instance;
    out.description = options.description;
    out.lookback = options.lookback;
    out.recordWindowBytes = options.recordWindowBytes;
    out.readOnlyBecause = options.readOnlyBecause;
    out.rules = options.rules;
    out.rulesOrigin = options.rulesOrigin;
    return out;
}

/// One slot for one desk: deltas merge while nobody looks, so its size is bounded by what changed,
/// not by how long the desk was away.
class Mailbox
{
public:
    void put(Delta delta)
    {
        const std::lock_guard lock(m_mutex);
        if (m_delta) {
            m_delta->merge(std::move(delta));
        } else {
            m_delta = std::make_shared<Delta>(std::move(delta));
        }
    }
    std::shared_ptr<const Delta> take()
    {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_delta, nullptr);
    }

private:
    std::mutex m_mutex;
    std::shared_ptr<Delta> m_delta;
};

}  // namespace

struct EngineHost::State
{
    State(std::unique_ptr<Bus> ownBus, const Clock& theClock, EngineHostOptions theOptions)
        : bus(std::move(ownBus)),
          clock(theClock),
          options(std::move(theOptions)),
          engine(engineOptions(options))
    {}

    bool turn(Duration wait);
    void carryOut(StepEffects& effects);
    void publish();
    void finish();
    void measure(std::size_t records, std::uint64_t stepUs);

    std::unique_ptr<Bus> bus;
    const Clock& clock;
    EngineHostOptions options;
    Engine engine;
    bool isTailing = false;
    Instant probedAt{INT64_MIN / 2};
    Instant publishedAt{INT64_MIN / 2};
    std::uint32_t desks = 0;
    std::map<std::uint32_t, std::vector<Reply>> replies;

    Instant measuredFrom;
    std::uint64_t recordsThisSecond = 0;
    std::uint64_t recordsPerSecond = 0;
    std::uint64_t stepUsThisSecond = 0;
    std::uint64_t stepUsMax = 0;

    /// Guards inbox and mailboxes: the only state that other threads touch.
    std::mutex mutex;
    std::vector<RequestInput> inbox;
    /// Each is taken, one in a step: a refused one must not hide the good one before it.
    std::deque<RulesOffer> offeredRules;
    std::map<std::uint32_t, std::shared_ptr<Mailbox>> mailboxes;
    std::vector<std::uint32_t> newDesks;

    std::thread thread;
    std::atomic<bool> isStopping{false};
    bool isStopped = false;
};

class EngineHost::Port final : public ConsolePort
{
public:
    Port(State& host, std::uint32_t desk, std::shared_ptr<Mailbox> mailbox)
        : m_host(host), m_desk(desk), m_mailbox(std::move(mailbox))
    {}
    ~Port() override
    {
        const std::lock_guard lock(m_host.mutex);
        m_host.mailboxes.erase(m_desk);
    }

    Ticket submit(Request request, Principal who) override
    {
        const Ticket ticket = ++m_tickets;
        {
            const std::lock_guard lock(m_host.mutex);
            m_host.inbox.push_back({m_desk, ticket, std::move(request), std::move(who)});
        }
        m_host.bus->wake();
        return ticket;
    }
    std::shared_ptr<const Delta> poll() override { return m_mailbox->take(); }

private:
    State& m_host;
    std::uint32_t m_desk;
    std::shared_ptr<Mailbox> m_mailbox;
    Ticket m_tickets = 0;
};

EngineHost::EngineHost(std::unique_ptr<Bus> bus, const Clock& clock, EngineHostOptions options)
    : m_state(std::make_unique<State>(std::move(bus), clock, std::move(options)))
{}

EngineHost::~EngineHost()
{
    stop();
}

std::unique_ptr<ConsolePort> EngineHost::openPort()
{
    auto mailbox = std::make_shared<Mailbox>();
    const std::lock_guard lock(m_state->mutex);
    const std::uint32_t desk = ++m_state->desks;
    m_state->mailboxes.emplace(desk, mailbox);
    m_state->newDesks.push_back(desk);
    return std::make_unique<Port>(*m_state, desk, std::move(mailbox));
}

void EngineHost::offerRules(RulesOffer offer)
{
    const std::lock_guard lock(m_state->mutex);
    m_state->offeredRules.push_back(std::move(offer));
}

void EngineHost::start()
{
    m_state->thread = std::thread([this] {
        while (!m_state->isStopping.load()) {
            m_state->turn(kIdleWait);
        }
    });
}

void EngineHost::stop()
{
    State& s = *m_state;
    if (s.isStopped) {
        return;
    }
    s.isStopped = true;
    s.isStopping.store(true);
    s.bus->wake();
    if (s.thread.joinable()) {
        s.thread.join();
    }
    s.finish();
    // The last word, however short a time ago the one before it was.
    s.publishedAt = {INT64_MIN / 2};
    s.publish();
}

void EngineHost::State::finish()
{
    const auto until = std::chrono::steady_clock::now() + kFlushWait;
    const auto left = [&until] {
        return std::max(Duration{0}, std::chrono::duration_cast<Duration>(
                                         until - std::chrono::steady_clock::now()));
    };
    const auto isUp = [this] {
        return bus->statistics().connection.state == ConnectionChange::State::Up;
    };
    // What was accepted is recorded, read back and sent before the duty goes to another engine.
    while (isTailing && isUp() && !engine.isAtRest() && left() > Duration{0}) {
        turn(kIdleWait);
    }
    bus->flush(left());
    if (bus->statistics().inFlight > 0) {
        return;  // the next engine waits for the lease, as what is on its way may still arrive
    }
    StepEffects effects;
    engine.release(clock.now(), effects);
    carryOut(effects);
    bus->flush(kReleaseWait);
}

bool EngineHost::runOnce(Duration wait)
{
    return m_state->turn(wait);
}

bool EngineHost::State::turn(Duration wait)
{
    const Instant begun = clock.now();
    if (!isTailing) {
        isTailing = true;
        TailOptions tail;
        tail.startAt = [this](std::string_view topic) { return engine.startAt(topic); };
        tail.lookbackFrom = begun - options.lookback;
        bus->startTail(std::move(tail));
    }
    const Duration probeEvery = engine.wantsProof() ? kProbeEveryWhenBehind : options.probeEvery;
    if (begun - probedAt >= std::min(probeEvery, options.probeEvery)) {
        probedAt = begun;
        bus->probe();
    }
    StepInput input;
    const bool isBusy = engine.isBusy();
    bus->poll(isBusy ? Duration{0} : wait, kRecordsPerTurn, input.records, input.events);
    {
        const std::lock_guard lock(mutex);
        input.requests = std::exchange(inbox, {});
        if (!offeredRules.empty()) {
            input.rules = std::move(offeredRules.front());
            offeredRules.pop_front();
        }
        input.isWatched = !mailboxes.empty();
    }
    const bool hasInput = isBusy || input.rules || !input.records.empty() || !input.events.empty()
                          || !input.requests.empty();
    const std::size_t records = input.records.size();
    input.lag = bus->statistics().lag;
    input.recordsPerSecond = recordsPerSecond;
    input.stepUsMax = stepUsMax;
    StepEffects effects;
    const auto started = std::chrono::steady_clock::now();
    engine.step(clock.now(), std::move(input), effects);
    const auto took = std::chrono::steady_clock::now() - started;
    measure(records, static_cast<std::uint64_t>(
                         std::chrono::duration_cast<std::chrono::microseconds>(took).count()));
    carryOut(effects);
    publish();
    return hasInput;
}

void EngineHost::State::measure(std::size_t records, std::uint64_t stepUs)
{
    recordsThisSecond += records;
    stepUsThisSecond = std::max(stepUsThisSecond, stepUs);
    const Instant now = clock.now();
    const Duration elapsed = now - measuredFrom;
    if (elapsed >= Duration{1000}) {
        recordsPerSecond = recordsThisSecond * 1000 / static_cast<std::uint64_t>(elapsed.count());
        stepUsMax = stepUsThisSecond;
        recordsThisSecond = 0;
        stepUsThisSecond = 0;
        measuredFrom = now;
    }
}

void EngineHost::State::carryOut(StepEffects& effects)
{
    for (Produce& produce : effects.produce) {
        bus->produce(std::move(produce.record), produce.token);
    }
    for (const AuditLine& line : effects.audit) {
        log(LogLevel::Info, "audit",
            line.at.text() + " " + line.operatorId + " " + line.request + " " + line.target + ": "
                + line.result);
    }
    for (ReplyEffect& reply : effects.replies) {
        replies[reply.desk].push_back(std::move(reply.reply));
    }
}

void EngineHost::State::publish()
{
    std::map<std::uint32_t, std::shared_ptr<Mailbox>> desksNow;
    std::vector<std::uint32_t> opened;
    {
        const std::lock_guard lock(mutex);
        desksNow = mailboxes;
        opened = std::exchange(newDesks, {});
    }
    const Instant now = clock.now();
    const bool isDue = now - publishedAt >= options.publishEvery && engine.hasChanges();
    if (!isDue && replies.empty() && opened.empty()) {
        return;
    }
    // A desk that has just opened gets the whole state, which includes what is in this delta.
    const Delta delta = engine.takeDelta();
    publishedAt = now;
    for (const auto& [desk, mailbox] : desksNow) {
        const bool isNew = std::find(opened.begin(), opened.end(), desk) != opened.end();
        Delta own = isNew ? engine.wholeState() : delta;
        if (isNew) {
            own.streamRows = delta.streamRows;
        }
        const auto it = replies.find(desk);
        if (it != replies.end()) {
            own.replies = std::move(it->second);
        }
        mailbox->put(std::move(own));
    }
    replies.clear();
}

}  // namespace otto
