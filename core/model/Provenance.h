// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/Time.h"
#include "core/model/CompactMessageId.h"

#include <compare>
#include <cstdint>
#include <memory>
#include <utility>

namespace otto {

/// Where an assertion came from. `topic` indexes the owner's table of topic names.
struct Provenance
{
    CompactMessageId id;
    /// Event time of the message.
    Instant time;
    Instant arrivedAt;
    std::uint16_t topic = 0;
    std::int32_t partition = -1;
    std::int64_t offset = -1;
    bool isAnswer = false;

    friend bool operator==(const Provenance&, const Provenance&) = default;
};

/// Orders the assertions of one source about one payment: its version first, then time, then id.
/// The greatest wins whatever the order of arrival, so that state is a function of the set of
/// messages (design 3.8).
struct AssertionKey
{
    std::uint32_t version = 0;
    Instant time;
    CompactMessageId id;

    friend auto operator<=>(const AssertionKey&, const AssertionKey&) = default;
};

/// Keeps the assertion with the greatest key.
template <typename T>
struct Latest
{
    bool isSet = false;
    AssertionKey key;
    T value{};
    Provenance from;

    /// True when `next` won.
    bool offer(const AssertionKey& nextKey, T next, const Provenance& nextFrom)
    {
        if (isSet && nextKey <= key) {
            return false;
        }
        isSet = true;
        key = nextKey;
        value = std::move(next);
        from = nextFrom;
        return true;
    }
    explicit operator bool() const { return isSet; }
    friend bool operator==(const Latest&, const Latest&) = default;
};

/// A Latest of which few payments have any: it takes room only once something was said. A value:
/// copies are deep.
template <typename T>
class Seldom
{
public:
    Seldom() = default;
    Seldom(const Seldom& other) { *this = other; }
    Seldom(Seldom&&) noexcept = default;
    Seldom& operator=(const Seldom& other)
    {
        m_latest = other.m_latest ? std::make_unique<Latest<T>>(*other.m_latest) : nullptr;
        return *this;
    }
    Seldom& operator=(Seldom&&) noexcept = default;
    ~Seldom() = default;

    /// True when `next` won.
    bool offer(const AssertionKey& key, T next, const Provenance& from)
    {
        if (!m_latest) {
            m_latest = std::make_unique<Latest<T>>();
        }
        return m_latest->offer(key, std::move(next), from);
    }
    explicit operator bool() const { return m_latest != nullptr; }
    /// An unset one while nothing was said.
    const Latest<T>* operator->() const
    {
        static const Latest<T> kNone;
        return m_latest ? m_latest.get() : &kNone;
    }
    const Latest<T>& operator*() const { return *operator->(); }
    friend bool operator==(const Seldom& a, const Seldom& b) { return *a == *b; }

private:
    std::unique_ptr<Latest<T>> m_latest;
};

}  // namespace otto
