// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Commands.h"
#include "core/contract/Envelope.h"
#include "core/contract/Facts.h"
#include "core/contract/FeedCommands.h"
#include "core/contract/FeedQuestions.h"
#include "core/contract/JournalApprovals.h"
#include "core/contract/JournalRecords.h"
#include "core/contract/JournalTreeHead.h"
#include "core/contract/JournalTriage.h"
#include "core/contract/LifecycleCommands.h"
#include "core/contract/NetworkCommands.h"
#include "core/contract/NetworkQuestions.h"
#include "core/contract/PaymentQuestions.h"
#include "core/contract/PostingCommands.h"
#include "core/contract/Questions.h"
#include "core/contract/ReconCommands.h"
#include "core/contract/TopicName.h"

#include <variant>

namespace otto {

/// A message on a valid topic whose name or version this build does not know: kept, shown, skipped
/// by model and fold (domain.md 3.2 rule 7, contract README "Journal").
struct UnknownBody
{
    friend bool operator==(const UnknownBody&, const UnknownBody&) = default;
};

using Body = std::variant<
    UnknownBody, PaymentAdded, PaymentStatusChanged, PaymentFailed, LimitsUpdated,
    PaymentReconciled, TrnAdded, HeartbeatEmitted, PaymentFlagged, FlagCleared, GetTrnRq, GetTrnRs,
    GetPaymentStatusRq, GetPaymentStatusRs, GetLimitsRq, GetLimitsRs, UpdatePaymentStatus,
    PaymentStatusUpdated, ResyncPaymentStatus, PaymentStatusResynced, LinkTransaction,
    TransactionLinked, RestoreLimits, LimitsRestored, DutyTaken, Tick, FlagRaised, FlagClosed,
    QueryIssued, QueryAnswered, QueryExpired, Claimed, Released, CommandIssued, CommandOutcome,
    CommandVerified, GetPaymentRq, GetPaymentRs, GetNetworkStatusRq, GetNetworkStatusRs,
    GetReconItemRq, GetReconItemRs, GetParticipantStatusRq, GetParticipantStatusRs, PingRq, PingRs,
    ResendNetworkMessage, NetworkMessageResent, CancelPayment, PaymentCancelled, RequestRecall,
    RecallRequested, PostTransaction, TransactionPosted, ReverseTransaction, TransactionReversed,
    ResolveReconBreak, ReconBreakResolved, HoldPayment, PaymentHeld, ReleaseHold, HoldReleased,
    ReplayEvents, EventsReplayed, Acknowledged, Snoozed, Noted, Closed, CommandProposed,
    CommandApproved, CommandRejected, CommandWithdrawn, TreeHead>;

/// A decoded record.
struct Message
{
    TopicName topic;
    Envelope envelope;
    Body body;

    friend bool operator==(const Message&, const Message&) = default;
};

}  // namespace otto
