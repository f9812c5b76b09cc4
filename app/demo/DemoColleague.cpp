// SPDX-License-Identifier: Apache-2.0
#include "app/demo/DemoColleague.h"

#include <utility>
#include <variant>
#include <vector>

namespace otto {
namespace {

/// A flag rests for a while before anybody takes it: a visitor of the demo sees it first.
constexpr Duration kLeaveAloneFor{15'000};
constexpr Duration kThinkMin{5'000};
constexpr Duration kThinkSpread{20'000};
constexpr Duration kRestMin{15'000};
constexpr Duration kRestSpread{45'000};
constexpr Duration kLookAgain{2'000};
constexpr Duration kWatchAtMost{180'000};

Duration between(Prng& prng, Duration min, Duration spread)
{
    return min + Duration{prng.below(static_cast<std::uint64_t>(spread.count()))};
}

}  // namespace

DemoColleague::DemoColleague(std::unique_ptr<ConsolePort> port, OperatorId self, std::uint64_t seed)
    : m_port(std::move(port)), m_self{std::move(self), Role::Operator}, m_prng(seed)
{}

void DemoColleague::step(Instant now)
{
    if (const std::shared_ptr<const Delta> delta = m_port->poll())
        absorb(now, *delta);
    if (m_ticket || now < m_nextAt)
        return;
    switch (m_state) {
    case State::Resting:
        if (!m_hasCatalogue)
            request(CatalogueQuery{}, State::Learning);
        else
            choose(now);
        break;
    case State::Thinking: askForForm(); break;
    case State::Watching: rest(now); break;
    default: break;
    }
}

void DemoColleague::absorb(Instant now, const Delta& delta)
{
    for (const FlagView& flag : delta.flags) {
        if (flag.isOpen) {
            m_open.insert_or_assign(flag.id, flag);
        } else {
            m_open.erase(flag.id);
            m_tried.erase(flag.id);
        }
    }
    for (const FixView& fix : delta.fixes) {
        if (m_state == State::Watching && m_commandId == fix.commandId && !fix.isOpen())
            rest(now);
    }
    for (const Reply& reply : delta.replies) {
        if (m_ticket == reply.ticket) {
            m_ticket.reset();
            onReply(now, reply.response);
        }
    }
}

void DemoColleague::onReply(Instant now, const Response& response)
{
    if (std::holds_alternative<Error>(response)) {
        giveUp(now);
    } else if (const auto* catalogue = std::get_if<CatalogueView>(&response)) {
        learn(*catalogue);
        rest(now);
    } else if (std::holds_alternative<ClaimAccepted>(response) && m_state == State::Claiming) {
        m_state = State::Thinking;
        m_nextAt = now + between(m_prng, kThinkMin, kThinkSpread);
    } else if (const auto* shown = std::get_if<FixPreview>(&response)) {
        if (m_state == State::Filling)
            preview(*shown);
        else
            send(now, *shown);
    } else if (const auto* accepted = std::get_if<FixAccepted>(&response)) {
        m_commandId = accepted->commandId;
        m_state = State::Watching;
        m_nextAt = now + kWatchAtMost;
    }
}

void DemoColleague::learn(const CatalogueView& catalogue)
{
    m_hasCatalogue = true;
    for (const FixerView& fixer : catalogue.fixers) {
        Known known;
        // `B>` asks for a second person above an amount only; the preview tells.
        known.oneOperator = fixer.riskClass != "B";
        if (!fixer.reasonCodes.empty())
            known.reasonCode = fixer.reasonCodes.front().first;
        m_fixers.insert_or_assign(fixer.name, std::move(known));
    }
}

bool DemoColleague::isWorthwhile(Instant now, const FlagView& flag) const
{
    if (flag.nextStep != NextStep::Fix || flag.owner || !flag.paymentId
        || now - flag.raisedAt < kLeaveAloneFor || m_tried.contains(flag.id))
        return false;
    const auto fixer = m_fixers.find(flag.nextStepName);
    return fixer != m_fixers.end() && fixer->second.oneOperator;
}

void DemoColleague::choose(Instant now)
{
    std::vector<const FlagView*> worthwhile;
    for (const auto& [id, flag] : m_open) {
        if (isWorthwhile(now, flag))
            worthwhile.push_back(&flag);
    }
    if (worthwhile.empty()) {
        m_nextAt = now + kLookAgain;
        return;
    }
    m_flag = *worthwhile[m_prng.below(worthwhile.size())];
    m_tried.insert(m_flag.id);
    request(ClaimFlagCommand{m_flag.id}, State::Claiming);
}

void DemoColleague::askForForm()
{
    const Known& fixer = m_fixers.at(m_flag.nextStepName);
    m_command = {};
    m_command.fixer = m_flag.nextStepName;
    m_command.paymentId = *m_flag.paymentId;
    m_command.reasonCode = fixer.reasonCode;
    m_command.comment = "Simulated colleague: " + m_flag.ruleName + " looked at and repaired";
    request(
        PreviewFixerQuery{
            m_command.fixer, m_command.paymentId, {}, m_command.reasonCode, m_command.comment},
        State::Filling);
}

void DemoColleague::preview(const FixPreview& form)
{
    for (const FixerParameter& parameter : form.form.parameters) {
        if (!parameter.value.empty())
            m_command.parameters.insert_or_assign(parameter.name, parameter.value);
    }
    request(PreviewFixerQuery{m_command.fixer, m_command.paymentId, m_command.parameters,
                              m_command.reasonCode, m_command.comment},
            State::Previewing);
}

void DemoColleague::send(Instant now, const FixPreview& preview)
{
    if (preview.refusal) {
        giveUp(now);
        return;
    }
    m_command.previewSha256 = preview.orderSha256;
    request(m_command, State::Sending);
}

void DemoColleague::giveUp(Instant now)
{
    const bool isMine =
        m_state == State::Filling || m_state == State::Previewing || m_state == State::Sending;
    if (isMine)
        m_port->submit(ReleaseFlagCommand{m_flag.id}, m_self);
    rest(now);
}

void DemoColleague::rest(Instant now)
{
    m_state = State::Resting;
    m_commandId.reset();
    m_nextAt = now + between(m_prng, kRestMin, kRestSpread);
}

void DemoColleague::request(Request request, State next)
{
    m_state = next;
    m_ticket = m_port->submit(std::move(request), m_self);
}

}  // namespace otto
