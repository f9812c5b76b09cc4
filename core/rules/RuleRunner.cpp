// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleRunner.h"

#include "core/rules/LookalikeKey.h"

#include <algorithm>
#include <initializer_list>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

namespace otto {
namespace {

constexpr Duration kForgetEvery = std::chrono::minutes{1};

/// One of the fields, or the payment as a whole.
bool readsOneOf(const Rule& rule, std::initializer_list<std::string_view> fields)
{
    const auto programs = rule.programs();
    return std::any_of(programs.begin(), programs.end(), [&fields](const auto& keyed) {
        const auto& reads = keyed.second->reads();
        return std::any_of(reads.begin(), reads.end(), [&fields](const std::string& path) {
            return path == "payment"
                   || std::any_of(fields.begin(), fields.end(), [&path](std::string_view field) {
                          return path.starts_with(field);
                      });
        });
    });
}

/// The fact that added the payment of a number, empty when none did.
auto addingFacts(const RuleDesk& desk)
{
    return [&desk](std::uint32_t number) {
        const Payment& payment = desk.payment(number);
        return payment.added ? FactKey{payment.addedBy, payment.addedFrom.id} : FactKey{};
    };
}

bool readsLookalikes(const Rule& rule)
{
    return readsOneOf(rule, {"payment.lookalikes"});
}

bool readsSurroundings(const Rule& rule)
{
    return readsOneOf(rule, {"payment.lookalikes", "payment.questions", "payment.fixes",
                             "payment.orphans", "payment.isStartRead"});
}

}  // namespace

RuleRunner::RuleRunner(std::shared_ptr<const RuleSet> rules)
{
    setRules(std::move(rules), 0);
}

void RuleRunner::setRules(std::shared_ptr<const RuleSet> rules, std::uint32_t payments)
{
    m_rules = std::move(rules);
    m_windows.clear();
    m_keys.assign(m_rules->keyRules().size(), {});
    for (const Rule* rule : m_rules->keyRules()) {
        m_windows.emplace_back(*rule);
    }
    m_lookalikes = {};
    m_usesLookalikes = std::any_of(m_rules->all().begin(), m_rules->all().end(),
                                   [](const auto& rule) { return readsLookalikes(*rule); });
    m_activity.assign(m_rules->all().size(), {});
    const auto rankAll = [this](const std::vector<const Rule*>& all, std::vector<Ranked>& out) {
        out.clear();
        for (const Rule* rule : all) {
            out.push_back(ranked(*rule));
        }
    };
    rankAll(m_rules->paymentRules(), m_paymentRules);
    rankAll(m_rules->feedRules(), m_feedRules);
    rankAll(m_rules->keyRules(), m_keyRules);
    for (std::uint32_t number = 0; number < payments; ++number) {
        changed(number, aspect::kAll);
    }
}

RuleRunner::Ranked RuleRunner::ranked(const Rule& rule)
{
    const auto at = std::find_if(m_rules->all().begin(), m_rules->all().end(),
                                 [&rule](const auto& one) { return one.get() == &rule; });
    const auto number = static_cast<std::size_t>(at - m_rules->all().begin());
    return {&rule, &m_activity[number], readsSurroundings(rule), rule.reads().aspects,
            rule.refuted()};
}

RuleRunner::Slot& RuleRunner::slot(std::uint32_t number)
{
    if (number >= m_slots.size()) {
        m_slots.resize(std::size_t{number} + 1);
    }
    return m_slots[number];
}

void RuleRunner::changed(std::uint32_t number, Aspects aspects)
{
    markDirty(number, aspects);
    Slot& slot = m_slots[number];
    if (slot.unindexed == 0 && aspects != 0) {
        m_unindexed.push_back(number);
    }
    slot.unindexed = static_cast<Aspects>(slot.unindexed | aspects);
}

void RuleRunner::markDirty(std::uint32_t number, Aspects aspects)
{
    Slot& slot = this->slot(number);
    if (slot.dirty == 0 && aspects != 0) {
        m_dirty.push_back(number);
    }
    slot.dirty = static_cast<Aspects>(slot.dirty | aspects);
}

std::vector<std::uint32_t> RuleRunner::takeFirst(std::vector<std::uint32_t>& list,
                                                 std::size_t& most)
{
    if (list.size() <= most) {
        most -= list.size();
        return std::exchange(list, {});
    }
    const auto end = list.begin() + static_cast<std::ptrdiff_t>(std::exchange(most, 0));
    std::vector<std::uint32_t> first(list.begin(), end);
    list.erase(list.begin(), end);
    return first;
}

void RuleRunner::indexSome(const RuleDesk& desk, std::size_t& most)
{
    for (const std::uint32_t number : takeFirst(m_unindexed, most)) {
        indexChange(number, std::exchange(m_slots[number].unindexed, Aspects{0}), desk);
    }
}

void RuleRunner::index(const RuleDesk& desk, const std::optional<Instant>& judged, std::size_t most)
{
    indexSome(desk, most);
    if (judged) {
        forgetBefore(*judged);
    }
}

void RuleRunner::forgetBefore(Instant judged)
{
    if (judged - m_forgottenBefore > kForgetEvery) {
        for (KeyWindows& windows : m_windows) {
            windows.forgetBefore(judged);
        }
        m_forgottenBefore = judged;
    }
}

std::size_t RuleRunner::unjudged() const
{
    return std::accumulate(m_keys.begin(), m_keys.end(), m_dirty.size(),
                           [](std::size_t sum, const auto& keys) { return sum + keys.size(); });
}

void RuleRunner::feedsChanged()
{
    for (KeyWindows& windows : m_windows) {
        windows.touchAll();
    }
}

void RuleRunner::keyChanged(const std::string& subject)
{
    for (KeyWindows& windows : m_windows) {
        const std::string prefix = "feed:" + windows.rule().definition().keyName + ":";
        if (subject.starts_with(prefix)) {
            windows.touch(subject.substr(prefix.size()));
        }
    }
}

void RuleRunner::recheck(std::uint32_t number, Instant at)
{
    Slot& slot = this->slot(number);
    if (at < slot.nextCheck) {
        slot.nextCheck = at;
        m_wheel.add(at, number);
    }
}

std::vector<std::uint32_t> RuleRunner::advance(Instant proven, RuleDesk& desk, std::size_t most)
{
    for (const std::uint32_t number : m_wheel.fire(proven)) {
        Slot& slot = this->slot(number);
        if (slot.nextCheck <= proven) {
            slot.nextCheck = {kNever};
        }
        markDirty(number, aspect::kAll);  // time changes no index
    }
    wakeFrozen(proven, desk);
    // Indices first, so that a payment is judged knowing all others of this cut.
    indexSome(desk, most);
    lookAtFeeds(proven, desk);
    m_isUnfinished = !m_unindexed.empty();
    if (m_isUnfinished) {
        return {};
    }
    const std::vector<std::uint32_t> seen = takeFirst(m_dirty, most);
    m_isUnfinished = !m_dirty.empty();
    std::vector<std::uint32_t> looked;
    looked.reserve(seen.size());
    for (const std::uint32_t number : seen) {
        const Aspects aspects = std::exchange(slot(number).dirty, Aspects{0});
        if (!desk.decidesFor(desk.payment(number).id.value)) {
            markDirty(number, aspects);
            continue;
        }
        lookAtPayment(number, aspects, proven, desk);
        looked.push_back(number);
    }
    lookAtKeys(proven, desk, most);
    return looked;
}

void RuleRunner::indexChange(std::uint32_t number, Aspects aspects, const RuleDesk& desk)
{
    const Payment& payment = desk.payment(number);
    std::optional<PaymentScope> scope;
    for (KeyWindows& windows : m_windows) {
        if ((windows.rule().reads().aspects & aspects) != 0) {
            if (!scope) {
                scope.emplace(payment, nullptr, m_rules->sla());
            }
            windows.update(number, aspects, *scope, desk.feeds(), m_scratch);
        }
    }
    constexpr Aspects kTold = aspect::kAdded | aspect::kStatus | aspect::kRecon;
    if (m_usesLookalikes && (aspects & kTold) != 0) {
        std::vector<std::uint32_t> told = m_lookalikes.candidates(number);
        if ((aspects & aspect::kAdded) != 0) {
            // Who looked alike before may do so no more.
            m_lookalikes.update(number, payment);
            const std::vector<std::uint32_t> now = m_lookalikes.candidates(number);
            told.insert(told.end(), now.begin(), now.end());
        }
        for (const std::uint32_t other : told) {
            markDirty(other, aspect::kSurroundings);
        }
    }
}

PaymentSurroundings RuleRunner::surroundingsOf(
    std::uint32_t number, const Payment& payment, PaymentSurroundings own,
    const std::function<const Payment&(std::uint32_t)>& paymentOf) const
{
    PaymentSurroundings out = std::move(own);
    for (const std::uint32_t candidate : m_lookalikes.candidates(number)) {
        if (auto found = lookalike(payment, paymentOf(candidate))) {
            out.lookalikes.push_back(*std::move(found));
        }
    }
    std::sort(out.lookalikes.begin(), out.lookalikes.end(),
              [](const Lookalike& a, const Lookalike& b) { return a.id < b.id; });
    return out;
}

void RuleRunner::lookAtPayment(std::uint32_t number, Aspects aspects, Instant proven,
                               RuleDesk& desk)
{
    const Payment& payment = desk.payment(number);
    PaymentSurroundings surroundings;
    bool isSurveyed = false;
    // Few rules look around, and few verdicts have to be told to people.
    const auto survey = [&] {
        if (!std::exchange(isSurveyed, true)) {
            surroundings = surroundingsOf(
                number, payment, desk.surroundings(number),
                [&desk](std::uint32_t other) -> const Payment& { return desk.payment(other); });
        }
    };
    const PaymentScope scope(payment, &surroundings, m_rules->sla());
    RuleInput input;
    input.payment = &payment;
    input.feeds = &desk.feeds();
    input.now = proven;
    input.surroundings = &surroundings;
    const bool hasFlags = desk.hasFlags(payment.id.value);
    if (hasFlags) {
        survey();
    }
    const bool isStatusKnown = scope.merged.isSet && scope.merged.status.isKnown();
    bool isBound = false;
    const bool mayRefute = !hasFlags && isStatusKnown;
    const auto status = mayRefute ? static_cast<std::size_t>(scope.merged.status.known()) : 0;
    std::optional<Instant> next;
    for (const auto& [rule, activity, looksAround, reads, refuted] : m_paymentRules) {
        if ((reads & aspects) == 0 || (mayRefute && refuted[status])) {
            continue;
        }
        if (looksAround) {
            survey();
        }
        if (!std::exchange(isBound, true)) {
            Rule::bindPayment(input, scope, m_scratch);
        }
        const Verdict verdict = rule->evaluateBound(input, scope, m_scratch);
        count(*activity, verdict);
        if (verdict.holds()) {
            survey();
        }
        desk.onVerdict(*rule, input, &scope, payment.id.value, verdict);
        if (verdict.recheckAt) {
            next = next ? std::min(*next, *verdict.recheckAt) : verdict.recheckAt;
        }
        if (verdict.frozenBy) {
            waitFor(*verdict.frozenBy, number);
        }
    }
    if (next) {
        // The earliest is enough: a look at that time names the others again.
        recheck(number, *next);
    }
}

void RuleRunner::waitFor(System feed, std::uint32_t number)
{
    const auto index = static_cast<std::size_t>(feed);
    const auto bit = static_cast<std::uint16_t>(1U << index);
    Slot& slot = m_slots[number];
    if ((slot.frozenBy & bit) == 0) {
        slot.frozenBy = static_cast<std::uint16_t>(slot.frozenBy | bit);
        m_frozen[index].push_back(number);
    }
}

void RuleRunner::wakeFrozen(Instant proven, const RuleDesk& desk)
{
    for (std::size_t i = 0; i < m_frozen.size(); ++i) {
        if (m_frozen[i].empty() || desk.feeds()[i].isSilent(proven)) {
            continue;
        }
        for (const std::uint32_t number : std::exchange(m_frozen[i], {})) {
            m_slots[number].frozenBy &= static_cast<std::uint16_t>(~(1U << i));
            markDirty(number, aspect::kAll);
        }
    }
}

void RuleRunner::lookAtFeeds(Instant proven, RuleDesk& desk)
{
    for (std::size_t i = 0; i < kSystemCount; ++i) {
        const auto system = static_cast<System>(i);
        const std::string subject = "feed:" + std::string(wireName(system));
        if (!desk.decidesFor(subject)) {
            continue;
        }
        RuleInput input;
        input.feed = system;
        input.feeds = &desk.feeds();
        input.now = proven;
        for (const Ranked& ranked : m_feedRules) {
            const Verdict verdict = ranked.rule->evaluate(input, nullptr, m_scratch);
            count(*ranked.activity, verdict);
            desk.onVerdict(*ranked.rule, input, nullptr, subject, verdict);
        }
    }
}

std::vector<WindowCount> RuleRunner::windowsOf(const Rule& rule, const std::string& key,
                                               Instant now)
{
    const auto windows = std::find_if(m_windows.begin(), m_windows.end(),
                                      [&rule](const auto& one) { return &one.rule() == &rule; });
    return windows == m_windows.end() ? std::vector<WindowCount>() : windows->counts(key, now);
}

std::optional<std::uint32_t> RuleRunner::countedPayment(const Rule& rule, const std::string& key,
                                                        const MessageId& addedBy,
                                                        const RuleDesk& desk) const
{
    const auto windows = std::find_if(m_windows.begin(), m_windows.end(),
                                      [&rule](const auto& one) { return &one.rule() == &rule; });
    return windows == m_windows.end() ? std::nullopt
                                      : windows->paymentBehind(key, addedBy, addingFacts(desk));
}

void RuleRunner::lookAtKeys(Instant proven, RuleDesk& desk, std::size_t& most)
{
    for (std::size_t i = 0; i < m_windows.size(); ++i) {
        std::vector<std::string>& keys = m_keys[i];
        if (keys.empty()) {
            const auto touched = m_windows[i].takeTouched(proven);
            keys.assign(touched.rbegin(), touched.rend());
        }
        for (; !keys.empty() && most > 0; --most) {
            const std::string key = std::move(keys.back());
            keys.pop_back();
            lookAtKey(i, key, proven, desk);
        }
        m_isUnfinished = m_isUnfinished || !keys.empty();
    }
    forgetBefore(proven);
}

void RuleRunner::lookAtKey(std::size_t rule, const std::string& key, Instant proven, RuleDesk& desk)
{
    KeyWindows& windows = m_windows[rule];
    const Ranked& ranked = m_keyRules[rule];
    const std::string subject = "feed:" + ranked.rule->definition().keyName + ":" + key;
    if (!desk.decidesFor(subject)) {
        windows.touch(key);
        return;
    }
    std::vector<WindowCount> counts = windows.counts(key, proven);
    RuleInput input;
    input.feeds = &desk.feeds();
    input.now = proven;
    input.key = key;
    input.windows = counts;
    const Verdict verdict = ranked.rule->evaluate(input, nullptr, m_scratch);
    count(*ranked.activity, verdict);
    if (verdict.holds()) {
        windows.addEvidence(key, proven, addingFacts(desk), counts);
    }
    desk.onVerdict(*ranked.rule, input, nullptr, subject, verdict);
    if (verdict.recheckAt) {
        windows.touchAt(key, *verdict.recheckAt);
    }
}

void RuleRunner::count(RuleActivity& activity, const Verdict& verdict)
{
    ++activity.evaluations;
    if (verdict.state == RuleState::Failed) {
        ++activity.failures;
        activity.error = verdict.error;
    }
    activity.frozen += verdict.state == RuleState::Frozen ? 1 : 0;
}

}  // namespace otto
