// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/bus/Bus.h"
#include "core/engine/EngineOptions.h"
#include "core/engine/Step.h"
#include "core/engine/view/Delta.h"

#include <cstdint>
#include <memory>
#include <string>

namespace otto {

struct Payment;

/// Otto: the model of every payment, rules, suspenders, fixers and the fold of the journal, as a
/// pure state machine (design 3.2). Same options, same inputs in the same order: same effects and
/// deltas, byte for byte. Owns all payment state; touches no thread, clock, file, socket or global.
/// Not thread-safe: EngineHost confines it to one thread, simulations drive it directly. Never
/// throws.
class Engine
{
public:
    explicit Engine(EngineOptions options);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Takes in what happened and appends what the world must do.
    /// @pre `now` is not before the previous call's.
    void step(Instant now, StepInput input, StepEffects& effects);

    /// Where the tail of a topic is to begin: the journal and Otto's own conversations and facts
    /// from the beginning, facts from the lookback, other environments from the end, so that their
    /// records are refused visibly; anything outside the product is not read.
    [[nodiscard]] StartAt startAt(std::string_view topic) const;

    /// Nothing is on its way to the broker, and no command waits to be sent.
    [[nodiscard]] bool isAtRest() const;

    /// The next step has work even when nothing comes in: indices have more to take in than one
    /// step may.
    [[nodiscard]] bool isBusy() const;
    /// Rules had more to look at than one cut may: the sooner the next proof comes, the better.
    [[nodiscard]] bool wantsProof() const;

    /// Gives up the duty; the effects hold the records that say so.
    void release(Instant now, StepEffects& effects);

    [[nodiscard]] bool hasChanges() const;
    /// What changed since the last call.
    [[nodiscard]] Delta takeDelta();
    /// The whole state, for a desk that has just opened. Stream rows are not part of it.
    [[nodiscard]] Delta wholeState() const;

    /// Digest over model and fold, independent of arrival times and container order.
    [[nodiscard]] std::string stateDigest() const;

    /// The payment as the model holds it, or null; for tests and tools on the engine's thread.
    [[nodiscard]] const Payment* payment(const PaymentId& id) const;
    [[nodiscard]] EngineStatus status() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace otto
