// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace otto {

/// The names of an enumeration on the wire, in the order of its enumerators.
template <typename E>
struct WireNames;

/// An enumeration that the wire may extend: a value we know, or the sender's text kept verbatim
/// (domain.md 3.2 rule 7: unknown enum values are shown, never refused).
template <typename E>
class Open
{
public:
    Open() = default;
    Open(E known) : m_index(static_cast<std::int16_t>(known)) {}

    static Open fromText(std::string_view text)
    {
        Open out;
        for (std::size_t i = 0; i < WireNames<E>::names.size(); ++i) {
            if (WireNames<E>::names[i] == text) {
                out.m_index = static_cast<std::int16_t>(i);
                return out;
            }
        }
        out.m_index = -1;
        out.m_verbatim = text;
        return out;
    }

    [[nodiscard]] bool isKnown() const { return m_index >= 0; }
    [[nodiscard]] bool is(E known) const { return m_index == static_cast<std::int16_t>(known); }
    /// @pre isKnown()
    [[nodiscard]] E known() const { return static_cast<E>(m_index); }
    [[nodiscard]] std::string_view text() const
    {
        return m_index >= 0 ? WireNames<E>::names[static_cast<std::size_t>(m_index)]
                            : std::string_view(m_verbatim);
    }

    friend bool operator==(const Open&, const Open&) = default;

private:
    std::int16_t m_index = 0;
    std::string m_verbatim;
};

/// The systems of the registry (domain.md 1.3). `Otto` is ourselves.
enum class System : std::uint8_t { Cpr, Wso2, Recon, Zelle, Limits, Core, Otto };
template <>
struct WireNames<System>
{
    static constexpr std::array<std::string_view, 7> names{"cpr",    "wso2", "recon", "zelle",
                                                           "limits", "core", "otto"};
};
constexpr std::size_t kSystemCount = WireNames<System>::names.size();

enum class Rail : std::uint8_t { Zelle, Rtp, FedNow, Ach };
template <>
struct WireNames<Rail>
{
    static constexpr std::array<std::string_view, 4> names{"ZELLE", "RTP", "FEDNOW", "ACH"};
};

enum class Direction : std::uint8_t { Outbound, Inbound };
template <>
struct WireNames<Direction>
{
    static constexpr std::array<std::string_view, 2> names{"OUTBOUND", "INBOUND"};
};

/// The canonical lifecycle of domain.md 4.3.
enum class PaymentStatus : std::uint8_t {
    Received,
    Validated,
    LimitReserved,
    DebitPending,
    DebitUnknown,
    Debited,
    Batched,
    Sent,
    SendUnknown,
    Accepted,
    Settled,
    Reconciled,
    Held,
    Reversing,
    Reversed,
    RecallRequested,
    Returned,
    Failed,
    Rejected,
    Cancelled,
    Expired,
};
template <>
struct WireNames<PaymentStatus>
{
    static constexpr std::array<std::string_view, 21> names{
        "RECEIVED",         "VALIDATED",  "LIMIT_RESERVED", "DEBIT_PENDING", "DEBIT_UNKNOWN",
        "DEBITED",          "BATCHED",    "SENT",           "SEND_UNKNOWN",  "ACCEPTED",
        "SETTLED",          "RECONCILED", "HELD",           "REVERSING",     "REVERSED",
        "RECALL_REQUESTED", "RETURNED",   "FAILED",         "REJECTED",      "CANCELLED",
        "EXPIRED"};
};

enum class DebitState : std::uint8_t { NotPosted, Posted, Unknown };
template <>
struct WireNames<DebitState>
{
    static constexpr std::array<std::string_view, 3> names{"NOT_POSTED", "POSTED", "UNKNOWN"};
};

enum class LimitAction : std::uint8_t { Reserved, Consumed, Released, Restored };
template <>
struct WireNames<LimitAction>
{
    static constexpr std::array<std::string_view, 4> names{"RESERVED", "CONSUMED", "RELEASED",
                                                           "RESTORED"};
};

enum class ReconResult : std::uint8_t { Matched, Break };
template <>
struct WireNames<ReconResult>
{
    static constexpr std::array<std::string_view, 2> names{"MATCHED", "BREAK"};
};

enum class DrCr : std::uint8_t { Debit, Credit };
template <>
struct WireNames<DrCr>
{
    static constexpr std::array<std::string_view, 2> names{"DEBIT", "CREDIT"};
};

enum class PostingState : std::uint8_t { MemoPosted, HardPosted };
template <>
struct WireNames<PostingState>
{
    static constexpr std::array<std::string_view, 2> names{"MEMO_POSTED", "HARD_POSTED"};
};

/// What an answer says (contract README, "Questions and answers").
enum class AnswerResult : std::uint8_t { Found, NotFound, Error };
template <>
struct WireNames<AnswerResult>
{
    static constexpr std::array<std::string_view, 3> names{"FOUND", "NOT_FOUND", "ERROR"};
};

/// What the target of a command says (contract README, "Commands and outcomes").
enum class OutcomeKind : std::uint8_t { Applied, AlreadyApplied, Rejected, Expired, Error };
template <>
struct WireNames<OutcomeKind>
{
    static constexpr std::array<std::string_view, 5> names{"APPLIED", "ALREADY_APPLIED", "REJECTED",
                                                           "EXPIRED", "ERROR"};
};

/// Severities of rules and their OpenTelemetry numbers 9, 13, 17, 21 (domain.md 5, I/W/H/C). The
/// screen's words are Info, Medium, High, Critical.
enum class Severity : std::uint8_t { Info, Warn, Error, Fatal };
template <>
struct WireNames<Severity>
{
    static constexpr std::array<std::string_view, 4> names{"INFO", "WARN", "ERROR", "FATAL"};
};
constexpr int severityNumber(Severity severity)
{
    return 9 + 4 * static_cast<int>(severity);
}

enum class ClearReason : std::uint8_t { ConditionCleared, Operator, Superseded, Expired };
template <>
struct WireNames<ClearReason>
{
    static constexpr std::array<std::string_view, 4> names{"CONDITION_CLEARED", "OPERATOR",
                                                           "SUPERSEDED", "EXPIRED"};
};

/// ISO 20022 external payment transaction status codes (domain.md 4.4).
enum class NetworkStatus : std::uint8_t {
    Rcvd,
    Actc,
    Accp,
    Acfc,
    Acsp,
    Acwc,
    Acwp,
    Acsc,
    Accc,
    Pdng,
    Part,
    Rjct,
    Canc,
    Blck,
};
template <>
struct WireNames<NetworkStatus>
{
    static constexpr std::array<std::string_view, 14> names{"RCVD", "ACTC", "ACCP", "ACFC", "ACSP",
                                                            "ACWC", "ACWP", "ACSC", "ACCC", "PDNG",
                                                            "PART", "RJCT", "CANC", "BLCK"};
};

enum class ParticipantStatus : std::uint8_t { Available, Unavailable, SignedOff };
template <>
struct WireNames<ParticipantStatus>
{
    static constexpr std::array<std::string_view, 3> names{"AVAILABLE", "UNAVAILABLE",
                                                           "SIGNED_OFF"};
};

/// Why money is asked back (domain.md 6, F05): duplicate, fraud, technical, customer.
enum class RecallReason : std::uint8_t { Dupl, Frad, Tech, Cust };
template <>
struct WireNames<RecallReason>
{
    static constexpr std::array<std::string_view, 4> names{"DUPL", "FRAD", "TECH", "CUST"};
};

enum class ReconResolution : std::uint8_t { MatchTo, WriteOff, Wait };
template <>
struct WireNames<ReconResolution>
{
    static constexpr std::array<std::string_view, 3> names{"MATCH_TO", "WRITE_OFF", "WAIT"};
};

template <typename E>
constexpr std::string_view wireName(E value)
{
    return WireNames<E>::names[static_cast<std::size_t>(value)];
}

}  // namespace otto
