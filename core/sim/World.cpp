// SPDX-License-Identifier: Apache-2.0
#include "core/sim/World.h"

#include "core/sim/Cpr.h"
#include "core/sim/Garbage.h"
#include "core/sim/Limits.h"
#include "core/sim/Recon.h"
#include "core/sim/Wso2.h"
#include "core/sim/Zelle.h"

#include <algorithm>
#include <utility>

namespace otto {
namespace {

constexpr std::size_t kRecordsAtOnce = 4096;
/// Reactions take at least a millisecond, so that a step settles in two rounds.
constexpr int kRoundsMax = 8;
constexpr std::size_t kInFlightMax = 20'000;
/// With so much unpublished, no new payments are added.
constexpr std::size_t kBacklogMax = 50'000;
constexpr Duration kResendPause{500};
constexpr Duration kProbePause{20};
/// Longer than any silence that has an end.
constexpr Duration kSilenceKept{25 * 3'600'000};

std::unique_ptr<SourceSystem> makeSystem(System system, const SimSetting& setting)
{
    switch (system) {
    case System::Cpr: return std::make_unique<Cpr>(setting);
    case System::Zelle: return std::make_unique<Zelle>(setting);
    case System::Wso2: return std::make_unique<Wso2>(setting);
    case System::Limits: return std::make_unique<Limits>(setting);
    case System::Recon: return std::make_unique<Recon>(setting);
    default: return nullptr;
    }
}

}  // namespace

struct World::Seat
{
    explicit Seat(std::unique_ptr<SourceSystem> one)
        // Recon is the one that writes structured mode: readers must take both.
        : system(std::move(one)),
          outbox(system->self() == System::Recon ? SourceOutbox::Mode::Structured
                                                 : SourceOutbox::Mode::Binary)
    {}

    std::unique_ptr<SourceSystem> system;
    SourceOutbox outbox;
    /// Read and not yet taken by the system: it is silent.
    std::deque<std::shared_ptr<const Message>> inbox;

    struct Litter
    {
        const Trouble* trouble;
        Instant next;
        std::uint64_t count = 0;
    };
    std::vector<Litter> litter;
};

World::World(Scenario scenario, WorldOptions options, std::unique_ptr<Bus> bus, Instant start)
    : m_scenario(std::move(scenario)),
      m_destiny(m_scenario, start),
      m_setting{options.env, options.seed.value_or(m_scenario.seed),
                options.paymentsMax ? options.paymentsMax : m_scenario.payments, m_destiny},
      m_options(std::move(options)),
      m_bus(std::move(bus)),
      m_decoder(m_options.env),
      m_now(start),
      m_resendAt(start)
{
    for (const System system : kSimulatedSystems) {
        const auto& wanted = m_options.systems;
        if (std::find(wanted.begin(), wanted.end(), system) == wanted.end()) {
            continue;
        }
        m_seats.push_back(std::make_unique<Seat>(makeSystem(system, m_setting)));
        for (const Trouble& trouble : m_scenario.troubles) {
            if (trouble.kind == TroubleKind::Garbage
                && trouble.system.value_or(System::Cpr) == system) {
                m_seats.back()->litter.push_back({&trouble, start + trouble.interval});
            }
        }
    }
    TailOptions tail;
    tail.lookbackFrom = start - m_options.lookback;
    tail.startAt = [this](std::string_view topic) { return startAt(topic); };
    m_bus->startTail(std::move(tail));
}

World::~World() = default;

const World::Route& World::routeOf(const std::string& topic)
{
    const auto [at, isNew] = m_routes.try_emplace(topic);
    if (isNew) {
        const Result<TopicName> name = TopicName::parse(topic);
        for (const auto& seat : m_seats) {
            if (name && name->env == m_options.env) {
                if (seat->system->reads(*name)) {
                    at->second.readers.push_back(seat.get());
                } else if (seat->system->remembers(*name)) {
                    at->second.rememberers.push_back(seat.get());
                }
            }
        }
    }
    return at->second;
}

StartAt World::startAt(std::string_view topic)
{
    const Route& route = routeOf(std::string(topic));
    return route.readers.empty() && route.rememberers.empty() ? StartAt::Ignore : StartAt::Lookback;
}

void World::take(const Record& record)
{
    const Route& route = routeOf(record.topic);
    const bool isWanted = !route.readers.empty() || (!m_live && !route.rememberers.empty());
    if (!isWanted) {
        return;
    }
    Result<Message> decoded = m_decoder.decode(record);
    if (!decoded) {
        ++m_statistics.undecodable;
        return;
    }
    const auto message = std::make_shared<const Message>(*std::move(decoded));
    for (Seat* seat : route.readers) {
        if (m_live) {
            seat->inbox.push_back(message);
        } else {
            seat->system->restore(*message);
        }
    }
    if (!m_live) {
        for (Seat* seat : route.rememberers) {
            seat->system->restore(*message);
        }
    }
}

void World::take(const BusEvent& event)
{
    if (const auto* report = std::get_if<DeliveryReport>(&event)) {
        const auto at = m_unconfirmed.find(report->token);
        if (at == m_unconfirmed.end()) {
            return;
        }
        if (report->outcome == DeliveryReport::Outcome::Delivered) {
            ++m_statistics.recordsDelivered;
        } else {
            m_problem = at->second.topic + ": " + report->reason;
            m_resend.push_back(std::move(at->second));
            m_resendAt = m_now + kResendPause;
            ++m_statistics.resent;
        }
        m_unconfirmed.erase(at);
    } else if (const auto* connection = std::get_if<ConnectionChange>(&event)) {
        m_connection = *connection;
    } else if (std::holds_alternative<CaughtUp>(event) && !m_live) {
        m_live = true;
        for (const auto& seat : m_seats) {
            seat->system->resume(m_now, seat->outbox);
        }
    }
}

std::size_t World::read(Duration wait)
{
    m_records.clear();
    m_events.clear();
    m_bus->poll(wait, kRecordsAtOnce, m_records, m_events);
    m_statistics.recordsRead += m_records.size();
    // Records come before the proof that they were all.
    for (const Record& record : m_records) {
        take(record);
    }
    const bool wasLive = m_live;
    for (const BusEvent& event : m_events) {
        take(event);
    }
    return m_records.size() + (m_live != wasLive ? 1 : 0);
}

void World::serve(Seat& seat, Instant now)
{
    if (const auto end = m_destiny.silentUntil(seat.system->self(), now)) {
        if (*end - now > kSilenceKept) {
            // It never speaks again: nobody will read what is kept for it.
            seat.inbox.clear();
        }
        return;
    }
    seat.system->holdArrivals(m_unconfirmed.size() + m_resend.size() + seat.outbox.size()
                              > kBacklogMax);
    while (!seat.inbox.empty()) {
        seat.system->onMessage(now, *seat.inbox.front(), seat.outbox);
        seat.inbox.pop_front();
    }
    seat.system->onTime(now, seat.outbox);
    for (Seat::Litter& litter : seat.litter) {
        for (; litter.next <= now; litter.next += litter.trouble->interval) {
            if (litter.trouble->isActive(litter.next - m_destiny.start())) {
                seat.outbox.publishRaw(now, garbageRecord(m_options.env, litter.count++));
            }
        }
    }
}

void World::send(OutgoingRecord record)
{
    const ProduceToken token = ++m_lastToken;
    m_unconfirmed.emplace(token, record);
    m_bus->produce(std::move(record), token);
}

std::size_t World::dispatch(Instant now)
{
    if (m_connection.state == ConnectionChange::State::Down) {
        return 0;
    }
    std::size_t sent = 0;
    const auto mayGo = [this] { return m_unconfirmed.size() < kInFlightMax; };
    if (now >= m_resendAt) {
        for (; !m_resend.empty() && mayGo(); ++sent) {
            OutgoingRecord record = std::move(m_resend.front());
            m_resend.pop_front();
            send(std::move(record));
        }
    }
    for (const auto& seat : m_seats) {
        if (m_destiny.silentUntil(seat->system->self(), now)) {
            continue;
        }
        while (mayGo()) {
            std::optional<OutgoingRecord> record = seat->outbox.take(now);
            if (!record) {
                break;
            }
            send(*std::move(record));
            ++sent;
        }
    }
    return sent;
}

void World::step(Instant now, Duration wait)
{
    m_now = now;
    for (int round = 0; round < kRoundsMax; ++round) {
        if (!m_live) {
            m_bus->probe();
        }
        const std::size_t read = this->read(round == 0 ? wait : Duration::zero());
        std::size_t sent = 0;
        if (m_live) {
            for (const auto& seat : m_seats) {
                serve(*seat, now);
            }
            sent = dispatch(now);
        }
        if (read == 0 && sent == 0) {
            return;
        }
    }
}

std::optional<Instant> World::nextWakeUp() const
{
    if (!m_live) {
        return m_now + kProbePause;
    }
    std::optional<Instant> next;
    const auto consider = [&next](std::optional<Instant> at) {
        if (at && (!next || *at < *next)) {
            next = at;
        }
    };
    for (const auto& seat : m_seats) {
        if (const auto end = m_destiny.silentUntil(seat->system->self(), m_now)) {
            consider(end);
            continue;
        }
        consider(seat->system->nextWakeUp());
        consider(seat->outbox.nextDue());
        for (const Seat::Litter& litter : seat->litter) {
            consider(litter.next);
        }
    }
    if (!m_resend.empty()) {
        consider(m_resendAt);
    }
    return next;
}

std::string World::takeProblem()
{
    return std::exchange(m_problem, {});
}

WorldStatistics World::statistics() const
{
    WorldStatistics statistics = m_statistics;
    statistics.unconfirmed = m_unconfirmed.size() + m_resend.size();
    for (const auto& seat : m_seats) {
        statistics.systems.emplace_back(seat->system->self(), seat->system->counts());
    }
    return statistics;
}

void World::flush(Duration wait)
{
    m_bus->flush(wait);
    read(Duration::zero());
}

}  // namespace otto
