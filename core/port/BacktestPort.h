// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Money.h"
#include "core/base/Time.h"
#include "core/contract/Vocabulary.h"
#include "core/engine/view/RuleView.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace otto {

/// Which rules.
struct BacktestRules
{
    enum class Origin { InForce, BuiltIn, Folder };
    Origin origin = Origin::InForce;
    /// Of Origin::Folder.
    std::string folder;

    friend bool operator==(const BacktestRules&, const BacktestRules&) = default;
};

struct BacktestOrder
{
    /// A capture file.
    std::string capture;
    BacktestRules candidate;
    /// What the candidate is compared with.
    BacktestRules against;
};

enum class BacktestPhase { Rules, Capture, Against, Candidate };

struct BacktestProgress
{
    BacktestPhase phase = BacktestPhase::Rules;
    /// Of the whole work, 0 to 1; never falls.
    double share = 0;
    /// Read in this phase, and how many there are when that is known.
    std::uint64_t records = 0;
    std::optional<std::uint64_t> recordsTotal;
    /// Judged in this phase, and how many a second of real time.
    std::uint64_t facts = 0;
    std::uint64_t factsPerSecond = 0;
};

/// One rule under both sets. A flag that both raised on the same subject at the same time counts in
/// `flags` and in `before`, so `flags` is `before` with the gained and without the lost.
struct BacktestRuleView
{
    std::string id;
    std::string name;
    /// Of the candidate, or where that has no such rule, of the other set.
    Severity severity = Severity::Warn;
    bool isInCandidate = true;
    bool isInAgainst = true;
    std::uint64_t flags = 0;
    std::uint64_t before = 0;
    std::uint64_t gained = 0;
    std::uint64_t lost = 0;
    /// Evaluations of the candidate's rule that failed, and the latest reason.
    std::uint64_t failures = 0;
    std::string failure;
};

/// A flag that only one of the two sets raised.
struct BacktestChange
{
    /// Raised by the candidate only; otherwise by the other set only.
    bool isGained = true;
    std::string ruleId;
    Severity severity = Severity::Warn;
    /// Payment id, `feed:<token>` or `feed:<keyName>:<key>`.
    std::string subject;
    Instant raisedAt;
    /// Absent when it was open at the end of the capture.
    std::optional<Instant> clearedAt;
    std::string sentence;
    std::optional<Money> exposure;
};

struct BacktestResult
{
    /// Of gained and of lost flags of one rule so many are told; all are counted.
    static constexpr std::size_t kChangesPerRule = 200;

    BacktestOrder order;
    std::string env;
    /// Candidate and the other set are the same, file by file.
    bool hasSameRules = false;
    std::uint64_t records = 0;
    std::uint64_t facts = 0;
    /// Records that do not decode, or are of another environment.
    std::uint64_t refused = 0;
    std::uint64_t payments = 0;
    /// Event times of the first and the last fact.
    std::optional<Instant> first;
    std::optional<Instant> last;
    /// Those of both sets, by id.
    std::vector<BacktestRuleView> rules;
    /// The gained before the lost, each by rule and in the order of their times.
    std::vector<BacktestChange> changes;
    /// What of the capture is not whole, in sentences; empty when all is.
    std::string damage;
    Duration took{0};

    /// Between the first and the last fact; zero when there are none.
    [[nodiscard]] Duration span() const { return first && last ? *last - *first : Duration{0}; }
};

/// Why there is no result. Files that are at fault come with the text that was judged.
struct BacktestFailure
{
    /// One sentence.
    std::string text;
    std::vector<RuleErrorView> errors;
    struct File
    {
        std::string file;
        std::string text;
    };
    std::vector<File> files;
};

struct BacktestState
{
    enum class Stage { None, Running, Done, Cancelled, Failed };
    Stage stage = Stage::None;
    /// Counts up with start().
    std::uint64_t run = 0;
    BacktestProgress progress;
    /// Of the latest run that was Done, whatever came after; null before.
    std::shared_ptr<const BacktestResult> result;
    /// Of Failed; null otherwise.
    std::shared_ptr<const BacktestFailure> failure;
};

/// The console's door to backtests: what rules would have raised on a capture. One runs at a time,
/// beside the engine. Nothing waits for a disk; all methods are called by one thread, the
/// console's.
class BacktestPort
{
public:
    virtual ~BacktestPort() = default;

    /// The capture that the console shows, or else the one it saved last; empty when neither.
    [[nodiscard]] virtual std::string capture() const = 0;
    /// The folder whose rules the console runs; empty when they are the built-in ones.
    [[nodiscard]] virtual std::string folder() const = 0;

    /// @pre none is running
    virtual void start(BacktestOrder order) = 0;
    /// Ends the run soon; state() says when. Without a run nothing happens.
    virtual void cancel() = 0;
    [[nodiscard]] virtual BacktestState state() const = 0;
};

}  // namespace otto
