// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/EngineState.h"
#include "core/engine/Step.h"

namespace otto {

/// Takes in what the bus brought: decodes, quarantines, applies facts and answers to the model,
/// folds the journal, matches answers and outcomes, keeps track of time proven. Decides nothing.
class Intake
{
public:
    explicit Intake(EngineState& state) : m_state(state) {}

    void take(Record record);
    void take(const BusEvent& event);
    /// Everything the broker held at `asOf` was read.
    void proven(Instant asOf);

private:
    /// Answers and outcomes whose cause the journal did not hold when they came: try again, and
    /// call those orphans that came before `asOf`.
    void settleUnmatched(Instant asOf);
    void refuse(Record record, StreamRow row, const Error& error);
    /// A record of ours that we cannot read: it says nothing to anyone, and is not written again.
    void refuseOwn(const OwnRecord& own, const std::string& reason);
    void takeConnection(const ConnectionChange& connection);
    void takeReport(const DeliveryReport& report);
    /// The record is certainly not in the log.
    void undelivered(const OwnRecord& own, const std::string& reason);
    /// The decision does not stand: its subject is looked at again, and an operator is told.
    void lost(const OwnRecord& own, const std::string& reason);
    void breakPromise(const OwnRecord& own, const std::string& reason);
    void takeFact(const Message& message, const Provenance& from, StreamRow& row);
    void takeOwnFact(const Message& message, const Provenance& from, StreamRow& row);
    void takeConversation(Message message, const Provenance& from, StreamRow& row);
    void takeJournal(const Message& message, std::uint32_t shard);
    void folded(const Message& message, FoldChange change);
    /// What a valid decision means for the engine; the payment it is about.
    PaymentId note(const FlagRaised& record);
    PaymentId note(const FlagClosed& record);
    PaymentId note(const QueryIssued& record);
    PaymentId note(const QueryAnswered& record);
    PaymentId note(const QueryExpired& record);
    PaymentId note(const CommandIssued& record);
    PaymentId note(const CommandOutcome& record);
    PaymentId note(const CommandVerified& record);
    PaymentId note(const Claimed& record);
    PaymentId note(const Released& record);
    void noteLate(const QuestionAttempt& attempt, System target);
    /// False when the journal does not know the cause (yet).
    bool matchAnswer(const Message& message, const Provenance& from);
    bool matchOutcome(const Message& message, const Provenance& from);
    void orphan(const Unmatched& unmatched);
    void markPublished(const Message& message, const Provenance& from);

    EngineState& m_state;
};

/// The head of any answer body, or null.
const AnswerHead* answerHead(const Body& body);

}  // namespace otto
