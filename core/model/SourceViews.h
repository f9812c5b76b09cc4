// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/contract/Message.h"
#include "core/model/Provenance.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace otto {

/// One entity version of the payment in one source.
struct VersionSeen
{
    std::uint32_t version = 0;
    CompactMessageId id;
    Instant time;
    std::optional<PaymentStatus> status;

    friend auto operator<=>(const VersionSeen&, const VersionSeen&) = default;
};

struct StatusAssertion
{
    Open<PaymentStatus> status;
    std::optional<Reason> reason;

    friend bool operator==(const StatusAssertion&, const StatusAssertion&) = default;
};

/// What one system itself asserted, kept beside the merged status.
struct SourceView
{
    Latest<StatusAssertion> status;
    Latest<Money> amount;
    /// Sorted by version, then id. Two ids with one version contradict each other.
    std::vector<VersionSeen> versions;

    [[nodiscard]] std::uint32_t versionMax() const
    {
        return versions.empty() ? 0 : versions.back().version;
    }

    friend bool operator==(const SourceView&, const SourceView&) = default;
};

/// What each system asserted, by its number. Few systems speak of any one payment: only those take
/// room. A value: copies are deep.
class SourceViews
{
public:
    SourceViews() = default;
    SourceViews(const SourceViews& other) { *this = other; }
    SourceViews(SourceViews&&) noexcept = default;
    SourceViews& operator=(const SourceViews& other);
    SourceViews& operator=(SourceViews&&) noexcept = default;
    ~SourceViews() = default;

    static constexpr std::size_t size() { return kSystemCount; }
    /// Empty for a system that said nothing.
    [[nodiscard]] const SourceView& operator[](std::size_t system) const
    {
        return m_views[system] ? *m_views[system] : kSilent;
    }
    /// To be written to.
    SourceView& of(System system);
    friend bool operator==(const SourceViews& a, const SourceViews& b);

    class Iterator
    {
    public:
        Iterator(const SourceViews& views, std::size_t system) : m_views(&views), m_system(system)
        {}
        const SourceView& operator*() const { return (*m_views)[m_system]; }
        Iterator& operator++()
        {
            ++m_system;
            return *this;
        }
        friend bool operator==(const Iterator&, const Iterator&) = default;

    private:
        const SourceViews* m_views;
        std::size_t m_system;
    };
    [[nodiscard]] Iterator begin() const { return {*this, 0}; }
    [[nodiscard]] Iterator end() const { return {*this, kSystemCount}; }

private:
    static const SourceView kSilent;

    std::array<std::unique_ptr<SourceView>, kSystemCount> m_views;
};

}  // namespace otto
