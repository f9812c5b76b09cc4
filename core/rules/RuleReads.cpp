// SPDX-License-Identifier: Apache-2.0
#include "core/rules/RuleReads.h"

#include "core/rules/HistoryBreaks.h"

#include <algorithm>
#include <array>

namespace otto {
namespace {

using namespace aspect;

enum class Facts : std::uint8_t {
    None,
    FirstHeard,
    Added,
    Status,
    DebitClaim,
    Settled,
    Failure,
    Postings,
    Limits,
    Recon,
    LimitUse,
    Search,
    Network,
    Participant,
    Amounts,
    Breaks,
    History,
    Orphans,
    Lookalikes,
};

struct Reading
{
    std::string_view field;
    Aspects aspects;
    Facts facts;
};

constexpr Aspects kMerged = kStatus | kRecon | kAdded;

constexpr std::array<Reading, 53> kReadings{{
    {"id", 0, Facts::None},
    {"isAdded", kAdded, Facts::Added},
    {"isStartRead", kAdded | kVersions, Facts::None},
    {"addedAt", kAdded, Facts::Added},
    {"firstHeardAt", kAll, Facts::FirstHeard},
    {"rail", kAdded, Facts::None},
    {"direction", kAdded, Facts::None},
    {"amount", kAdded | kAmounts, Facts::None},
    {"channel", kAdded, Facts::None},
    {"institution", kAdded, Facts::None},
    {"endToEndId", kAdded, Facts::Added},
    {"networkReference", kAdded, Facts::None},
    {"participant", kAdded, Facts::Added},
    {"debtor", kAdded, Facts::Added},
    {"creditor", kAdded, Facts::Added},
    {"status", kMerged, Facts::Status},
    {"statusSince", kMerged, Facts::Status},
    {"statusBy", kMerged, Facts::Status},
    {"statusReason", kMerged, Facts::Status},
    {"isTerminal", kMerged, Facts::Status},
    {"isFailed", kMerged, Facts::Status},
    {"impliesDebit", kMerged, Facts::Status},
    {"sla", kMerged, Facts::Status},
    {"debitClaimedAt", kVersions, Facts::DebitClaim},
    {"settledAt", kVersions, Facts::Settled},
    {"failedAt", kFailure, Facts::Failure},
    {"failedStage", kFailure, Facts::Failure},
    {"failureCode", kFailure, Facts::Failure},
    {"failedReservation", kFailure, Facts::Failure},
    {"debitState", kFailure, Facts::Failure},
    {"debit", kPostings, Facts::Postings},
    {"memo", kPostings, Facts::Postings},
    {"isPostedBack", kPostings | kAmounts | kAdded, Facts::Postings},
    {"debited", kPostings, Facts::Postings},
    {"credited", kPostings, Facts::Postings},
    {"postings", kPostings, Facts::Postings},
    {"limits", kLimits, Facts::Limits},
    {"limitUse", kLimits, Facts::LimitUse},
    {"reconResult", kRecon, Facts::Recon},
    {"reconAt", kRecon, Facts::Recon},
    {"reconBreak", kRecon, Facts::Recon},
    {"searchResult", kSearch, Facts::Search},
    {"searchIsConclusive", kSearch, Facts::Search},
    {"searchedAt", kSearch, Facts::Search},
    {"networkStatus", kStatus, Facts::Network},
    {"networkStatusAt", kStatus, Facts::Network},
    {"participantStatus", kSearch, Facts::Participant},
    {"participantStatusAt", kSearch, Facts::Participant},
    {"amounts", kAmounts | kPostings, Facts::Amounts},
    {"history", kVersions | kAdded, Facts::History},
    {"breaks", kVersions | kAdded, Facts::Breaks},
    {"orphans", kSurroundings, Facts::Orphans},
    {"lookalikes", kSurroundings, Facts::Lookalikes},
}};

/// The field that a path of `payment` starts with; empty for `payment` as a whole and for paths of
/// other variables.
std::string_view fieldOf(std::string_view path)
{
    constexpr std::string_view kPrefix = "payment.";
    if (!path.starts_with(kPrefix)) {
        return {};
    }
    path.remove_prefix(kPrefix.size());
    return path.substr(0, path.find_first_of(".["));
}

const Reading* readingOf(std::string_view path)
{
    const std::string_view field = fieldOf(path);
    const auto it =
        std::find_if(kReadings.begin(), kReadings.end(),
                     [field](const Reading& reading) { return reading.field == field; });
    return it == kReadings.end() ? nullptr : &*it;
}

/// What the owner of the payment's status says, or would say.
bool isOwners(Facts facts)
{
    return facts == Facts::Status || facts == Facts::DebitClaim || facts == Facts::Settled
           || facts == Facts::Failure || facts == Facts::Network;
}

/// The payment's message of that id.
void addFact(std::vector<FactKey>& out, const Payment& payment, const MessageId& id)
{
    const auto entry = std::find_if(payment.entries.begin(), payment.entries.end(),
                                    [&id](const PaymentEntry& one) { return one.from.id == id; });
    if (entry == payment.entries.end()) {
        return;
    }
    FactKey key{entry->source, id};
    if (std::find(out.begin(), out.end(), key) == out.end()) {
        out.push_back(std::move(key));
    }
}

void addAmounts(std::vector<FactKey>& out, const Payment& payment)
{
    for (const SourceView& source : payment.sources) {
        if (source.amount) {
            addFact(out, payment, source.amount.from.id);
        }
    }
    if (const Posting* debit = payment.liveDebit()) {
        addFact(out, payment, debit->from.id);
    }
}

void addSettled(std::vector<FactKey>& out, const Payment& payment)
{
    for (const SourceView& source : payment.sources) {
        for (const VersionSeen& seen : source.versions) {
            if (seen.status == PaymentStatus::Settled || seen.status == PaymentStatus::Reconciled) {
                addFact(out, payment, seen.id);
            }
        }
    }
}

template <typename List>
void addEach(std::vector<FactKey>& out, const Payment& payment, const List& list)
{
    for (const auto& one : list) {
        addFact(out, payment, one.from.id);
    }
}

}  // namespace

Aspects aspectsChangedBy(const Body& body)
{
    struct Visitor
    {
        Aspects operator()(const PaymentAdded&) const
        {
            return kAdded | kStatus | kVersions | kAmounts | kSurroundings;
        }
        Aspects operator()(const PaymentStatusChanged&) const
        {
            return kStatus | kVersions | kAmounts;
        }
        Aspects operator()(const PaymentFailed&) const
        {
            return kStatus | kVersions | kAmounts | kFailure;
        }
        Aspects operator()(const LimitsUpdated&) const { return kVersions | kLimits | kAmounts; }
        Aspects operator()(const TrnAdded&) const { return kVersions | kPostings | kAmounts; }
        Aspects operator()(const PaymentReconciled&) const { return kVersions | kRecon; }
        Aspects operator()(const GetTrnRs&) const { return kSearch | kPostings | kSurroundings; }
        Aspects operator()(const GetPaymentStatusRs&) const
        {
            return kStatus | kAmounts | kSurroundings;
        }
        Aspects operator()(const GetLimitsRs&) const { return kLimits | kSurroundings; }
        Aspects operator()(const GetNetworkStatusRs&) const { return kStatus | kSurroundings; }
        Aspects operator()(const GetParticipantStatusRs&) const { return kSearch | kSurroundings; }
        Aspects operator()(const UnknownBody&) const { return kVersions; }
    };
    return std::visit(
        [](const auto& kind) -> Aspects {
            if constexpr (requires { Visitor{}(kind); }) {
                return Visitor{}(kind);
            } else {
                return kVersions | kSurroundings;
            }
        },
        body);
}

void RuleReads::add(const std::vector<std::string>& paths)
{
    for (const std::string& path : paths) {
        if (!path.starts_with("payment")) {
            continue;
        }
        const Reading* reading = readingOf(path);
        const std::string_view field = fieldOf(path);
        if (reading == nullptr) {
            const bool isAround = field == "questions" || field == "fixes";
            aspects |= isAround ? kSurroundings : kAll;
            continue;
        }
        aspects |= reading->aspects;
        readsBeginning = readsBeginning || path == "payment.isAdded";
        readsOwner = readsOwner || isOwners(reading->facts);
        readsHistory =
            readsHistory || reading->facts == Facts::Breaks || reading->facts == Facts::History;
        readsCore = readsCore || reading->facts == Facts::Postings;
        readsLimits =
            readsLimits || reading->facts == Facts::Limits || reading->facts == Facts::LimitUse;
        readsRecon = readsRecon || reading->facts == Facts::Recon;
    }
}

bool RuleReads::mayRead(System system) const
{
    switch (system) {
    case System::Cpr: return readsBeginning || readsOwner || readsHistory;
    case System::Zelle: return readsOwner || readsHistory;
    case System::Wso2: return readsCore || readsHistory;
    case System::Limits: return readsLimits || readsHistory;
    case System::Recon: return readsRecon || readsHistory;
    default: return false;
    }
}

std::vector<FactKey> factsBehind(std::string_view path, const PaymentScope& scope)
{
    std::vector<FactKey> out;
    const Payment& payment = *scope.payment;
    const Reading* reading = readingOf(path);
    switch (reading != nullptr ? reading->facts : Facts::None) {
    case Facts::None:
    case Facts::History: break;
    case Facts::FirstHeard:
        if (const PaymentEntry* first = payment.firstEntry()) {
            out.push_back({first->source, first->from.id});
        }
        break;
    case Facts::Added:
        if (payment.added) {
            addFact(out, payment, payment.addedFrom.id);
        }
        break;
    case Facts::Status:
        if (scope.merged.isSet) {
            addFact(out, payment, scope.merged.from.id);
        }
        break;
    case Facts::DebitClaim:
        if (const auto claim = payment.firstDebitedAssertion()) {
            addFact(out, payment, claim->id);
        }
        break;
    case Facts::Settled: addSettled(out, payment); break;
    case Facts::Failure:
        if (payment.failure) {
            addFact(out, payment, payment.failure->from.id);
        }
        break;
    case Facts::Postings: addEach(out, payment, payment.postings); break;
    case Facts::Limits: addEach(out, payment, payment.limits); break;
    case Facts::LimitUse: addEach(out, payment, payment.limitUse); break;
    case Facts::Network:
        if (payment.network) {
            addFact(out, payment, payment.network->from.id);
        }
        break;
    case Facts::Participant:
        if (payment.participant) {
            addFact(out, payment, payment.participant->from.id);
        }
        break;
    case Facts::Recon:
        if (payment.recon) {
            addFact(out, payment, payment.recon->from.id);
        }
        break;
    case Facts::Search:
        if (payment.trnSearch) {
            addFact(out, payment, payment.trnSearch->from.id);
        }
        break;
    case Facts::Amounts: addAmounts(out, payment); break;
    case Facts::Breaks:
        for (const HistoryBreak& found : historyBreaks(payment)) {
            addFact(out, payment, found.id);
        }
        break;
    case Facts::Orphans:
        if (scope.surroundings != nullptr) {
            for (const OrphanSeen& orphan : scope.surroundings->orphans) {
                out.push_back({orphan.source, orphan.id});
            }
        }
        break;
    case Facts::Lookalikes:
        if (scope.surroundings != nullptr) {
            for (const Lookalike& other : scope.surroundings->lookalikes) {
                out.push_back({other.addedBy, other.addedId});
            }
        }
        break;
    }
    return out;
}

}  // namespace otto
