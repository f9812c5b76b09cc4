// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Id.h"
#include "core/base/Result.h"
#include "core/engine/view/EngineStatus.h"
#include "core/engine/view/FixView.h"
#include "core/engine/view/FlagView.h"
#include "core/engine/view/PaymentView.h"
#include "core/engine/view/QuestionView.h"
#include "core/engine/view/RuleView.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// The requests of the console and of the headless engine: in-process CQRS in MediatR's shape, each
// with exactly one handler (design 1; domain.md 7). A command names a payment, never a row.

namespace otto {

enum class RequestKind : std::uint8_t { Query, Command };

enum class Role : std::uint8_t { Viewer, Operator };

/// Who asks. The role comes from the profile or the command line, never from the request.
struct Principal
{
    OperatorId operatorId;
    Role role = Role::Operator;
};

struct FlagsQuery
{
    using Response = std::vector<FlagView>;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Flags";

    /// Absent: open and cleared ones.
    std::optional<bool> open;
    std::optional<std::string> ruleId;
    std::optional<PaymentId> paymentId;
};

struct PaymentQuery
{
    using Response = PaymentView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Payment";

    PaymentId paymentId;
};

/// Payments whose id, end-to-end id or network reference contains `text`; most recent first.
struct FindPaymentsQuery
{
    using Response = std::vector<PaymentSummary>;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "FindPayments";

    std::string text;
    std::uint32_t limit = 50;
};

struct QuestionsView
{
    std::vector<QuestionView> questions;
    std::vector<OddAnswerView> oddAnswers;
};

struct SuspendersQuery
{
    using Response = QuestionsView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Suspenders";

    std::optional<bool> pending;
};

struct FixersQuery
{
    using Response = std::vector<FixView>;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Fixers";
};

struct CatalogueView
{
    std::vector<FixerView> fixers;
    std::vector<SuspenderView> suspenders;
};

struct CatalogueQuery
{
    using Response = CatalogueView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Catalogue";
};

struct QuarantineQuery
{
    using Response = std::vector<QuarantineView>;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Quarantine";

    std::uint32_t limit = 1000;
};

struct StatsQuery
{
    using Response = EngineStatus;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Stats";
};

struct OverviewQuery
{
    using Response = OverviewView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Overview";
};

/// A record with its bytes, as far as this desk still holds them.
struct RecordView
{
    RecordRef at;
    Instant timestamp;
    std::optional<std::string> key;
    std::vector<std::pair<std::string, std::string>> headers;
    /// Exact bytes; may be any content.
    std::string value;
    bool isTombstone = false;
    /// Why it was refused; empty when it decoded.
    std::string reason;
};

struct RecordQuery
{
    using Response = RecordView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Record";

    RecordRef at;
};

/// Form, exact record and preconditions of a fixer on a payment; sends nothing.
struct PreviewFixerQuery
{
    using Response = FixPreview;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "PreviewFixer";

    std::string fixer;
    PaymentId paymentId;
    std::map<std::string, std::string> parameters;
    std::string reasonCode;
    std::string comment;
};

struct RulesQuery
{
    using Response = RulesView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Rules";
};

/// Why a rule holds on a payment, a feed or a key, or why not.
struct ExplainQuery
{
    using Response = ExplanationView;
    static constexpr RequestKind kind = RequestKind::Query;
    static constexpr std::string_view name = "Explain";

    std::string ruleId;
    /// One of the two.
    std::optional<PaymentId> paymentId;
    /// A flag's subject: a payment id, `feed:zelle`, `feed:participant:BANK-1`.
    std::optional<std::string> subject;
};

struct QuestionAccepted
{
    RequestId questionId;
    RequestId requestId;
    /// True when the same question was pending already: nothing new was asked.
    bool wasPending = false;
};

struct AskSuspenderCommand
{
    using Response = QuestionAccepted;
    static constexpr RequestKind kind = RequestKind::Command;
    static constexpr std::string_view name = "AskSuspender";

    std::string suspender;
    PaymentId paymentId;
};

struct FixAccepted
{
    CommandId commandId;
    /// True when this very command was accepted before: nothing new is sent.
    bool wasAccepted = false;
};

struct SendFixerCommand
{
    using Response = FixAccepted;
    static constexpr RequestKind kind = RequestKind::Command;
    static constexpr std::string_view name = "SendFixer";

    std::string fixer;
    PaymentId paymentId;
    std::map<std::string, std::string> parameters;
    std::string reasonCode;
    /// Mandatory.
    std::string comment;
    /// FixPreview::orderSha256 of what the operator saw; when the command would differ by now the
    /// request is refused (STALE_PREVIEW). Absent: no preview was shown (REPL).
    std::optional<std::string> previewSha256;
};

struct ClaimAccepted
{
    FlagId flagId;
};

struct ClaimFlagCommand
{
    using Response = ClaimAccepted;
    static constexpr RequestKind kind = RequestKind::Command;
    static constexpr std::string_view name = "ClaimFlag";

    FlagId flagId;
};

struct ReleaseFlagCommand
{
    using Response = ClaimAccepted;
    static constexpr RequestKind kind = RequestKind::Command;
    static constexpr std::string_view name = "ReleaseFlag";

    FlagId flagId;
};

using Request =
    std::variant<FlagsQuery, PaymentQuery, FindPaymentsQuery, SuspendersQuery, FixersQuery,
                 CatalogueQuery, QuarantineQuery, StatsQuery, OverviewQuery, RecordQuery,
                 PreviewFixerQuery, RulesQuery, ExplainQuery, AskSuspenderCommand, SendFixerCommand,
                 ClaimFlagCommand, ReleaseFlagCommand>;

using Response =
    std::variant<Error, std::vector<FlagView>, PaymentView, std::vector<PaymentSummary>,
                 QuestionsView, std::vector<FixView>, CatalogueView, std::vector<QuarantineView>,
                 EngineStatus, OverviewView, RecordView, FixPreview, RulesView, ExplanationView,
                 QuestionAccepted, FixAccepted, ClaimAccepted>;

/// Names a submitted request until its reply.
using Ticket = std::uint64_t;

struct Reply
{
    Ticket ticket = 0;
    /// Holds Error when refused.
    Response response;
};

}  // namespace otto
