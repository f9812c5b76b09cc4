// SPDX-License-Identifier: Apache-2.0
#include "core/engine/Engine.h"

#include "core/base/Digest.h"
#include "core/engine/Decisions.h"
#include "core/engine/EngineState.h"
#include "core/engine/Intake.h"
#include "core/engine/Publisher.h"
#include "core/engine/ViewBuilder.h"
#include "core/engine/cqrs/Behaviours.h"
#include "core/engine/cqrs/Mediator.h"
#include "core/engine/handlers/CommandHandlers.h"
#include "core/engine/handlers/QueryHandlers.h"
#include "core/engine/handlers/RuleHandlers.h"

#include <algorithm>

namespace otto {
namespace {

using EnginePipeline = Pipeline<Audit, Validation, Authorisation>;
using EngineMediator = Mediator<EnginePipeline, QueryHandlers, RuleHandlers, CommandHandlers>;

constexpr Duration kOverviewEvery{500};
/// Closed flags and questions a desk is given when it opens; older ones are found by query.
constexpr std::size_t kClosedMax = 5000;

std::vector<FlagId> recentFlags(const JournalFold& journal)
{
    std::vector<FlagId> out;
    std::vector<std::pair<Instant, FlagId>> closed;
    for (const auto& [id, flag] : journal.flags()) {
        if (flag.isOpen()) {
            out.push_back(id);
        } else {
            closed.emplace_back(flag.closed->clearedAt, id);
        }
    }
    std::sort(closed.rbegin(), closed.rend());
    closed.resize(std::min(closed.size(), kClosedMax));
    for (const auto& [at, id] : closed) {
        out.push_back(id);
    }
    return out;
}

std::vector<RequestId> recentQuestions(const JournalFold& journal)
{
    std::vector<RequestId> out;
    std::vector<std::pair<Instant, RequestId>> closed;
    for (const auto& [id, question] : journal.questions()) {
        if (question.isPending()) {
            out.push_back(id);
        } else {
            closed.emplace_back(question.last().issued.issuedAt, id);
        }
    }
    std::sort(closed.rbegin(), closed.rend());
    closed.resize(std::min(closed.size(), kClosedMax));
    for (const auto& [at, id] : closed) {
        out.push_back(id);
    }
    return out;
}

}  // namespace

struct Engine::Parts
{
    explicit Parts(EngineOptions options)
        : state(std::move(options)),
          intake(state),
          decisions(state),
          publisher(state),
          views(state),
          mediator(EnginePipeline(Audit(state.audit), Validation{},
                                  Authorisation(state.options.readOnlyBecause)),
                   QueryHandlers(state), RuleHandlers(state), CommandHandlers(state))
    {}

    /// It goes over all open flags: only for somebody who looks.
    [[nodiscard]] bool isOverviewDue() const
    {
        return state.isWatched && state.now - overviewAt >= kOverviewEvery;
    }

    EngineState state;
    Intake intake;
    Decisions decisions;
    Publisher publisher;
    ViewBuilder views;
    EngineMediator mediator;
    Instant overviewAt;
    Instant provenLast;
};

Engine::Engine(EngineOptions options) : m_parts(std::make_unique<Parts>(std::move(options))) {}

Engine::~Engine() = default;

void Engine::step(Instant now, StepInput input, StepEffects& effects)
{
    Parts& p = *m_parts;
    EngineState& s = p.state;
    s.now = now;
    if (!s.readSince) {
        s.readSince = now - s.options.lookback;
    }
    s.outbox.setNow(now);
    s.isWatched = input.isWatched;
    s.status.lag = input.lag;
    s.status.stepUsMax = input.stepUsMax;
    s.status.recordsPerSecond = input.recordsPerSecond;
    const std::size_t looks = std::max(s.options.looksPerStep, 2 * input.records.size());
    for (Record& record : input.records) {
        p.intake.take(std::move(record));
    }
    for (const BusEvent& event : input.events) {
        p.intake.take(event);
    }
    if (input.rules) {
        s.takeRules(*std::move(input.rules));
    }
    if (s.status.watermark && *s.status.watermark > p.provenLast) {
        // A proven cut: every record up to here was read. Only now is anything decided.
        p.provenLast = *s.status.watermark;
        if (!s.completeSince) {
            s.completeSince = p.provenLast;
        }
        p.intake.proven(p.provenLast);
        s.duty.setObstacle(s.journalObstacle());
        s.duty.advance(s.journal, s.outbox, now, p.provenLast);
        p.decisions.advance(p.provenLast, looks);
    } else {
        if (s.isDutyTouched && s.completeSince) {
            s.duty.advance(s.journal, s.outbox, now, p.provenLast);
        }
        if (isBusy()) {
            p.decisions.index(looks);
        }
    }
    s.isDutyTouched = false;
    if (s.completeSince) {
        p.publisher.advance();
    }
    for (RequestInput& request : input.requests) {
        RequestContext context{request.who, now};
        std::visit(
            [&](const auto& typed) {
                auto result = p.mediator.send(typed, context);
                Reply reply{request.ticket,
                            result ? Response(std::move(*result)) : Response(result.error())};
                effects.replies.push_back({request.desk, std::move(reply)});
            },
            request.request);
    }
    if (s.statistics.isSampleDue(now)) {
        s.statistics.sample(now, p.views.levels());
    }
    s.payments.packIdle();
    for (Produce& produce : s.outbox.take()) {
        effects.produce.push_back(std::move(produce));
    }
    for (AuditLine& line : std::exchange(s.audit, {})) {
        effects.audit.push_back(std::move(line));
    }
}

StartAt Engine::startAt(std::string_view topic) const
{
    const std::string& env = m_parts->state.options.env;
    const auto parsed = TopicName::parse(topic);
    if (!parsed) {
        return topic.starts_with("pc.") ? StartAt::Lookback : StartAt::Ignore;
    }
    if (parsed->env != env) {
        return StartAt::End;
    }
    return parsed->system == System::Otto ? StartAt::Beginning : StartAt::Lookback;
}

void Engine::release(Instant now, StepEffects& effects)
{
    EngineState& s = m_parts->state;
    s.now = now;
    s.outbox.setNow(now);
    s.duty.release(s.journal, s.outbox);
    for (Produce& produce : s.outbox.take()) {
        effects.produce.push_back(std::move(produce));
    }
}

bool Engine::isAtRest() const
{
    const Parts& p = *m_parts;
    return p.state.outbox.isEmpty() && !p.publisher.owesCommand();
}

bool Engine::isBusy() const
{
    const EngineState& s = m_parts->state;
    return s.completeSince && s.status.connection != Connection::Down
           && s.runner.unindexed() > s.options.looksPerStep;
}

bool Engine::wantsProof() const
{
    const EngineState& s = m_parts->state;
    return s.completeSince && s.duty.state() == DutyState::Deciding && s.runner.isUnfinished();
}

bool Engine::hasChanges() const
{
    const Parts& p = *m_parts;
    return p.state.changes.anything || p.isOverviewDue();
}

Delta Engine::takeDelta()
{
    Parts& p = *m_parts;
    EngineState& s = p.state;
    Changes changes = std::exchange(s.changes, {});
    Delta delta;
    delta.streamRows = std::move(changes.streamRows);
    delta.quarantined = std::move(changes.quarantined);
    delta.oddAnswers = std::move(changes.oddAnswers);
    for (const FlagId& id : changes.flags) {
        if (s.journal.flag(id) != nullptr) {
            delta.flags.push_back(p.views.flag(id));
        }
    }
    for (const RequestId& id : changes.questions) {
        if (s.journal.question(id) != nullptr) {
            delta.questions.push_back(p.views.question(id));
        }
    }
    for (const CommandId& id : changes.commands) {
        if (s.journal.command(id) != nullptr || s.lostOrders.contains(id)) {
            delta.fixes.push_back(p.views.fix(id));
        }
    }
    std::sort(changes.payments.begin(), changes.payments.end());
    changes.payments.erase(std::unique(changes.payments.begin(), changes.payments.end()),
                           changes.payments.end());
    for (const std::uint32_t index : changes.payments) {
        delta.paymentsTouched.emplace_back(std::string(s.payments.id(index)));
    }
    if (p.isOverviewDue()) {
        p.overviewAt = s.now;
        delta.overview = p.views.overview();
    }
    delta.status = status();
    return delta;
}

Delta Engine::wholeState() const
{
    const EngineState& s = m_parts->state;
    const ViewBuilder& views = m_parts->views;
    Delta delta;
    for (const FlagId& id : recentFlags(s.journal)) {
        delta.flags.push_back(views.flag(id));
    }
    for (const RequestId& id : recentQuestions(s.journal)) {
        delta.questions.push_back(views.question(id));
    }
    for (const auto& [id, command] : s.journal.commands()) {
        delta.fixes.push_back(views.fix(id));
    }
    for (const auto& [id, order] : s.lostOrders) {
        delta.fixes.push_back(views.fix(id));
    }
    delta.oddAnswers.assign(s.oddAnswers.begin(), s.oddAnswers.end());
    delta.quarantined = s.quarantine.list(1000);
    std::reverse(delta.quarantined.begin(), delta.quarantined.end());
    delta.overview = views.overview();
    delta.status = status();
    return delta;
}

EngineStatus Engine::status() const
{
    return m_parts->views.status();
}

std::string Engine::stateDigest() const
{
    const EngineState& s = m_parts->state;
    std::vector<std::string> lines;
    for (std::uint32_t i = 0; i < s.payments.size(); ++i) {
        const Payment& payment = s.payments.payment(i);
        const Payment::Merged merged = payment.merged();
        std::string line =
            payment.id.value + "|" + std::string(merged.status.text()) + "|" + merged.since.text();
        for (const SourceView& source : payment.sources) {
            line += "|" + (source.status ? std::string(source.status.value.status.text()) : "-")
                    + "," + (source.amount ? moneyText(source.amount.value) : "-") + ","
                    + std::to_string(source.versions.size());
        }
        for (const Posting& posting : payment.postings) {
            line += "|" + posting.trnRcptId + moneyText(posting.amount);
        }
        for (const LimitSlot& slot : payment.limits) {
            line += "|" + slot.limitId + std::string(slot.action.text());
        }
        lines.push_back(std::move(line));
    }
    for (const auto& [id, flag] : s.journal.flags()) {
        lines.push_back(id.value + "|" + flag.raised.flag.ruleId + "|" + flag.subject() + "|"
                        + (flag.isOpen() ? "open" : "cleared"));
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& line : lines) {
        all += line + "\n";
    }
    return digestHex({all});
}

const Payment* Engine::payment(const PaymentId& id) const
{
    return m_parts->state.payments.find(id);
}

}  // namespace otto
