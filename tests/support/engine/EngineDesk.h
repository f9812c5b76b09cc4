// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Clock.h"
#include "core/bus/embedded/EmbeddedBroker.h"
#include "core/bus/embedded/EmbeddedBus.h"
#include "core/port/EngineHost.h"
#include "tests/support/engine/Facts.h"
#include "tests/support/engine/FaultyBus.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace otto::test {

/// Virtual time, an embedded broker with all topics of env qa, and a plain client beside the
/// engines: the other party of a test.
class BusRig
{
public:
    /// `journalPartitions`: 0 for a broker without a journal topic.
    explicit BusRig(std::int32_t journalPartitions = 12);

    void publish(const Message& message);
    /// A journal record as another engine would write it into the payment's shard.
    void publishJournal(const std::string& payment, Body body);
    void publishRaw(const std::string& topic, const std::string& value,
                    std::vector<Header> headers = {});
    /// Every record of the bus so far, decoded; undecodable ones are left out.
    std::vector<Message> messages();
    /// Those with that name, in order.
    std::vector<Message> named(const std::string& name);

    ManualClock clock{kStart};
    std::shared_ptr<EmbeddedBroker> broker;

private:
    std::unique_ptr<EmbeddedBus> m_client;
    std::vector<Message> m_read;
    Decoder m_decoder{"qa"};
    ProduceToken m_token = 0;
};

/// One engine with one desk on a rig, driven in virtual time.
class EngineDesk
{
public:
    EngineDesk(BusRig& rig, const std::string& instance, Duration lookback = std::chrono::hours{24},
               std::shared_ptr<BusFaults> faults = nullptr);

    /// Turns until nothing more happens at the present virtual time.
    void settle();
    /// Moves virtual time on in steps, turning at each.
    void run(Duration time, Duration step = Duration{500});
    /// Sends a request and returns its response.
    Response ask(Request request, const std::string& operatorId = "op-1",
                 Role role = Role::Operator);
    template <typename T>
    T get(Request request)
    {
        return std::get<T>(ask(std::move(request)));
    }

    std::vector<FlagView> openFlags();
    std::optional<FlagView> openFlag(const std::string& ruleId);
    EngineStatus status();
    EngineHost& host() { return *m_host; }
    /// Everything the desk was told so far, merged.
    const Delta& told() const { return m_told; }

private:
    BusRig& m_rig;
    std::unique_ptr<EngineHost> m_host;
    std::unique_ptr<ConsolePort> m_port;
    Delta m_told;
};

}  // namespace otto::test
