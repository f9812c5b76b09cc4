// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/sim/Agenda.h"
#include "core/sim/CommandDesk.h"
#include "core/sim/CommandVerdict.h"
#include "core/sim/ConversationStore.h"
#include "core/sim/Destiny.h"
#include "core/sim/FactLog.h"
#include "core/sim/FeedWriter.h"
#include "core/sim/SourceOutbox.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace otto {

/// What the systems of one run have in common.
struct SimSetting
{
    std::string env;
    /// Names and contents of payments follow from it.
    std::uint64_t seed = 1;
    /// Payments to add in all, both directions; absent: no end.
    std::optional<std::uint64_t> paymentsMax;
    const Destiny& destiny;

    [[nodiscard]] const Scenario& scenario() const { return destiny.scenario(); }
};

/// What a system did, for people and for the summary of otto-sim.
struct SystemCounts
{
    std::uint64_t paymentsAdded = 0;
    std::uint64_t facts = 0;
    std::uint64_t heartbeats = 0;
    std::uint64_t answers = 0;
    std::uint64_t questionsExpired = 0;
    std::uint64_t commandsApplied = 0;
    std::uint64_t commandsAlreadyApplied = 0;
    std::uint64_t commandsRejected = 0;
    std::uint64_t commandsExpired = 0;
};

/// One simulated source system: a deterministic state machine without clock, thread or IO. Time and
/// messages come in, records go to its outbox.
///
/// What it does with facts is level-triggered: absorb() notes what a fact says, advance() looks at
/// all that is known of the payment and enters what comes next. So facts may come twice and in any
/// order, and a restart is nothing but absorbing what the bus still holds and then advancing every
/// payment.
///
/// The base class does what all systems do alike: the feed's sequence and heartbeat, questions
/// (the same request gets the same answer, an expired one none), and commands (idempotency keys,
/// expiry, dry run; contract README "Commands and outcomes").
class SourceSystem
{
public:
    SourceSystem(System self, const SimSetting& setting);
    SourceSystem(const SourceSystem&) = delete;
    SourceSystem& operator=(const SourceSystem&) = delete;
    virtual ~SourceSystem() = default;

    [[nodiscard]] System self() const { return m_self; }
    [[nodiscard]] const SystemCounts& counts() const { return m_counts; }

    /// Topics it listens to.
    [[nodiscard]] bool reads(const TopicName& topic) const;
    /// Topics it writes, read only to rebuild itself.
    [[nodiscard]] bool remembers(const TopicName& topic) const;

    /// A record from before the run, of either sort of topic, in any order.
    void restore(const Message& message);
    /// Everything was restored: answers and obeys what is still open, and goes on.
    void resume(Instant now, SourceOutbox& out);

    void onMessage(Instant now, const Message& message, SourceOutbox& out);
    void onTime(Instant now, SourceOutbox& out);
    [[nodiscard]] std::optional<Instant> nextWakeUp() const;

    /// While held, no new payments are added (the broker is behind).
    void holdArrivals(bool hold) { m_arrivalsHeld = hold; }

protected:
    using Work = std::function<void(Instant now, SourceOutbox& out)>;

    [[nodiscard]] virtual bool readsFact(System publisher, std::string_view name) const = 0;
    [[nodiscard]] virtual bool publishesFact(std::string_view name) const = 0;
    /// Rq and command names.
    [[nodiscard]] virtual bool obeys(std::string_view name) const = 0;

    /// Notes what a fact (own ones too) or another conversation says; gives the payment it is
    /// about.
    virtual std::optional<PaymentId> absorb(const Message& message) = 0;
    virtual void advance(Instant now, const PaymentId& id, SourceOutbox& out) = 0;
    virtual void advanceAll(Instant now, SourceOutbox& out) = 0;
    /// The body without requestId and asOf; UnknownBody for a question it does not understand.
    virtual Body answerTo(Instant now, const Message& question);
    virtual CommandVerdict judge(Instant now, const Body& command);
    virtual void sweep(Instant now) = 0;

    void enter(Instant due, Work work) { m_agenda.enter(due, std::move(work)); }
    FeedWriter& writer() { return m_writer; }
    /// Publishes a fact at `due`, with `recordedtime` when that is not its time; twice, same bytes,
    /// where the scenario duplicates it.
    void publish(Instant due, Message fact, SourceOutbox& out);
    /// Keeps a fact that is lost on its way out, so that a replay can still publish it.
    void keepLost(const Message& fact) { m_log.keep(fact); }

    [[nodiscard]] const SimSetting& setting() const { return m_setting; }
    [[nodiscard]] const Scenario& scenario() const { return m_setting.scenario(); }
    [[nodiscard]] const Destiny& destiny() const { return m_setting.destiny; }
    [[nodiscard]] const SystemPace& pace() const;
    [[nodiscard]] bool arrivalsHeld() const { return m_arrivalsHeld; }
    SystemCounts& mutableCounts() { return m_counts; }

private:
    /// Conversations read while restoring.
    struct History
    {
        std::vector<Message> questions;
        std::vector<Message> commands;
        /// By command id.
        std::unordered_map<MessageId, Message> outcomes;
    };

    [[nodiscard]] bool isForMe(const Message& message) const;
    void takeQuestion(Instant now, const Message& question);
    void answer(Instant now, const Message& question, SourceOutbox& out);
    [[nodiscard]] Body pong() const;
    void takeCommand(Instant now, const Message& command);
    void execute(Instant now, const Message& command, SourceOutbox& out);
    [[nodiscard]] CommandVerdict judged(Instant now, const Body& command);
    void carryOut(Instant now, const Message& command, const CommandVerdict& verdict,
                  SourceOutbox& out);
    void sendOutcome(Instant now, const Message& command, Body outcome, SourceOutbox& out);
    void resumeCommand(Instant now, const Message& command, SourceOutbox& out);
    void beat(Instant now, SourceOutbox& out);
    /// Answers that nobody asked for (TroubleKind::OrphanAnswers).
    void enterOrphans(Instant now);
    void sayOrphan(const Trouble& trouble, Instant now, SourceOutbox& out);

    const System m_self;
    const SimSetting& m_setting;
    SystemCounts m_counts;
    Agenda<Work> m_agenda;
    FeedWriter m_writer;
    bool m_arrivalsHeld = false;
    ConversationStore m_conversations;
    FactLog m_log;
    Replay m_replay;
    /// By key: commands that were answered and whose effect is still missing.
    std::unordered_map<std::string, Message> m_withoutEffect;
    History m_history;
};

}  // namespace otto
