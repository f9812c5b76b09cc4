// SPDX-License-Identifier: Apache-2.0
#include "core/journal/JournalFold.h"

#include <algorithm>

namespace otto {
namespace {

template <typename Map, typename Key>
auto* findIn(Map& map, const Key& key)
{
    const auto it = map.find(key);
    return it == map.end() ? nullptr : &it->second;
}

template <typename Map, typename Key>
typename Map::mapped_type copyOf(const Map& map, const Key& key)
{
    const auto it = map.find(key);
    return it == map.end() ? typename Map::mapped_type{} : it->second;
}

}  // namespace

std::string subjectOf(const PaymentFlagged& flag)
{
    return flag.paymentId ? flag.paymentId->value : "feed:" + flag.feed.value_or("");
}

std::string FlagEntry::subject() const
{
    return subjectOf(raised.flag);
}

bool QuestionEntry::isPending() const
{
    const QuestionAttempt& attempt = last();
    return !attempt.answered && !(attempt.expired && attempt.expired->gaveUp);
}

bool CommandEntry::isFinished() const
{
    if (verification) {
        return true;
    }
    return outcome && !isApplied();
}

bool CommandEntry::hasRealOutcome() const
{
    return outcome && isRealOutcome(outcome->outcome);
}

bool CommandEntry::isApplied() const
{
    return outcome && isAppliedOutcome(outcome->outcome);
}

bool isAppliedOutcome(const std::string& outcome)
{
    return outcome == "APPLIED" || outcome == "ALREADY_APPLIED";
}

bool isRealOutcome(const std::string& outcome)
{
    return outcome != "UNKNOWN" && outcome != "NOT_SENT";
}

FoldChange JournalFold::apply(std::uint32_t shard, const Message& message)
{
    m_voidReason.clear();
    if (shard >= m_shards.size()) {
        return voided("shard " + std::to_string(shard) + " does not exist");
    }
    return std::visit(
        [&](const auto& body) -> FoldChange {
            if constexpr (requires { fold(shard, body, message.envelope.time); }) {
                return fold(shard, body, message.envelope.time);
            } else {
                return FoldChange::None;  // kinds of later versions are kept and skipped
            }
        },
        message.body);
}

const FlagEntry* JournalFold::flag(const FlagId& id) const
{
    return findIn(m_flags, id);
}

const FlagEntry* JournalFold::openFlag(const std::string& ruleId, const std::string& subject) const
{
    const FlagId* id = findIn(m_openFlags, RuleAndSubject(ruleId, subject));
    return id == nullptr ? nullptr : flag(*id);
}

std::uint32_t JournalFold::occurrences(const std::string& ruleId, const std::string& subject) const
{
    const auto* count = findIn(m_occurrences, RuleAndSubject(ruleId, subject));
    return count == nullptr ? 0 : *count;
}

const QuestionEntry* JournalFold::question(const RequestId& questionId) const
{
    return findIn(m_questions, questionId);
}

RequestId JournalFold::questionOf(const RequestId& requestId) const
{
    return copyOf(m_questionByRequest, requestId);
}

const CommandEntry* JournalFold::command(const CommandId& id) const
{
    return findIn(m_commands, id);
}

std::vector<RequestId> JournalFold::questionsOf(const PaymentId& payment) const
{
    return copyOf(m_questionsByPayment, payment);
}

std::vector<CommandId> JournalFold::commandsOf(const PaymentId& payment) const
{
    return copyOf(m_commandsByPayment, payment);
}

std::vector<FlagId> JournalFold::flagsOf(const std::string& subject) const
{
    return copyOf(m_flagsBySubject, subject);
}

FoldChange JournalFold::voided(std::string reason)
{
    m_voidReason = std::move(reason);
    return FoldChange::Void;
}

bool JournalFold::ownerWrote(std::uint32_t shard, const Writer& writer, Instant at)
{
    ShardOwner& owner = m_shards[shard];
    if (owner.released || owner.instance != writer.instance || owner.epoch != writer.epoch) {
        m_voidReason = "stale epoch: written by " + writer.instance + " in epoch "
                       + std::to_string(writer.epoch) + ", the shard is at epoch "
                       + std::to_string(owner.epoch);
        return false;
    }
    owner.heardAt = std::max(owner.heardAt, at);
    return true;
}

void JournalFold::settle(const RequestId& questionId)
{
    if (m_questions.at(questionId).isPending()) {
        m_pendingQuestions.insert(questionId);
    } else {
        m_pendingQuestions.erase(questionId);
    }
}

QuestionAttempt* JournalFold::attempt(const RequestId& questionId, const RequestId& requestId)
{
    QuestionEntry* entry = findIn(m_questions, questionId);
    if (entry == nullptr) {
        return nullptr;
    }
    const auto it =
        std::find_if(entry->attempts.begin(), entry->attempts.end(),
                     [&](const QuestionAttempt& a) { return a.issued.requestId == requestId; });
    return it == entry->attempts.end() ? nullptr : &*it;
}

FoldChange JournalFold::fold(std::uint32_t shard, const DutyTaken& record, Instant at)
{
    ShardOwner& owner = m_shards[shard];
    if (record.released) {
        if (!ownerWrote(shard, record.writer, at)) {
            return FoldChange::Void;
        }
        owner.released = true;
        return FoldChange::Duty;
    }
    if (record.shard != shard || record.writer.epoch != owner.epoch + 1) {
        return voided("duty for epoch " + std::to_string(record.writer.epoch)
                      + " while the shard is at epoch " + std::to_string(owner.epoch));
    }
    const bool isTakenOver = !owner.released;
    owner = {record.writer.epoch, record.writer.instance, record.description, false, at, at,
             isTakenOver};
    return FoldChange::Duty;
}

FoldChange JournalFold::fold(std::uint32_t shard, const Tick& record, Instant at)
{
    return ownerWrote(shard, record.writer, at) ? FoldChange::Duty : FoldChange::Void;
}

FoldChange JournalFold::fold(std::uint32_t shard, const FlagRaised& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    const std::string subject = subjectOf(record.flag);
    const RuleAndSubject key(record.flag.ruleId, subject);
    if (m_flags.contains(record.flag.flagId)) {
        return voided("the flag was raised before");
    }
    if (m_openFlags.contains(key)) {
        return voided("the rule has an open flag on this subject");
    }
    m_flags.emplace(record.flag.flagId, FlagEntry{record, std::nullopt, std::nullopt, 0});
    m_openFlags.emplace(key, record.flag.flagId);
    ++m_occurrences[key];
    m_flagsBySubject[subject].push_back(record.flag.flagId);
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const FlagClosed& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    FlagEntry* entry = findIn(m_flags, record.flag.flagId);
    if (entry == nullptr || entry->closed) {
        return voided("the flag is not open");
    }
    entry->closed = record;
    m_openFlags.erase(RuleAndSubject(entry->raised.flag.ruleId, entry->subject()));
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const QueryIssued& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    if (m_questionByRequest.contains(record.requestId)) {
        return voided("the question was asked before");
    }
    QuestionEntry& entry = m_questions[record.questionId];
    if (record.attempt != entry.attempts.size() + 1) {
        if (entry.attempts.empty()) {
            m_questions.erase(record.questionId);
        }
        return voided("attempt " + std::to_string(record.attempt) + " is not the next one");
    }
    entry.attempts.push_back({record, std::nullopt, std::nullopt});
    m_questionByRequest.emplace(record.requestId, record.questionId);
    settle(record.questionId);
    if (record.attempt == 1) {
        m_questionsByPayment[record.paymentId].push_back(record.questionId);
    }
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const QueryAnswered& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    QuestionAttempt* found = attempt(record.questionId, record.requestId);
    if (found == nullptr || found->answered) {
        return voided("the attempt is unknown or was answered before");
    }
    found->answered = record;
    settle(record.questionId);
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const QueryExpired& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    QuestionAttempt* found = attempt(record.questionId, record.requestId);
    // An attempt that ran out may be followed by giving the question up.
    const bool isGivenUp =
        found != nullptr && found->expired && !found->expired->gaveUp && record.gaveUp;
    if (found == nullptr || found->answered || (found->expired && !isGivenUp)) {
        return voided("the attempt is unknown or over");
    }
    found->expired = record;
    settle(record.questionId);
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t, const Claimed& record, Instant)
{
    FlagEntry* entry = findIn(m_flags, record.flagId);
    if (entry == nullptr || record.expectedVersion != entry->claimVersion) {
        return voided("somebody else was faster");
    }
    entry->owner = record.operatorId;
    ++entry->claimVersion;
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t, const Released& record, Instant)
{
    FlagEntry* entry = findIn(m_flags, record.flagId);
    if (entry == nullptr || record.expectedVersion != entry->claimVersion
        || entry->owner != record.operatorId) {
        return voided("the flag is not owned by " + record.operatorId.value);
    }
    entry->owner.reset();
    ++entry->claimVersion;
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const CommandIssued& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    if (m_commands.contains(record.commandId)) {
        return voided("the command was issued before");
    }
    m_commands.emplace(record.commandId, CommandEntry{record, std::nullopt, std::nullopt});
    m_commandsByPayment[record.paymentId].push_back(record.commandId);
    m_openCommands.insert(record.commandId);
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const CommandOutcome& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    CommandEntry* entry = findIn(m_commands, record.commandId);
    // A real outcome that comes after we gave up waiting replaces our UNKNOWN or NOT_SENT.
    const bool replaces = entry != nullptr && entry->outcome && !entry->hasRealOutcome()
                          && isRealOutcome(record.outcome);
    if (entry == nullptr || (entry->outcome && !replaces)) {
        return voided("the command is unknown or has its outcome");
    }
    entry->outcome = record;
    if (entry->isFinished()) {
        m_openCommands.erase(record.commandId);
    } else {
        m_openCommands.insert(record.commandId);
    }
    return FoldChange::Decision;
}

FoldChange JournalFold::fold(std::uint32_t shard, const CommandVerified& record, Instant at)
{
    if (!ownerWrote(shard, record.writer, at)) {
        return FoldChange::Void;
    }
    CommandEntry* entry = findIn(m_commands, record.commandId);
    const bool replaces = entry != nullptr && entry->verification && !entry->verification->verified
                          && record.verified;
    if (entry == nullptr || (entry->verification && !replaces)) {
        return voided("the command is unknown or verified before");
    }
    entry->verification = record;
    m_openCommands.erase(record.commandId);
    return FoldChange::Decision;
}

}  // namespace otto
