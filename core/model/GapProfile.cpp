// SPDX-License-Identifier: Apache-2.0
#include "core/model/GapProfile.h"

#include <bit>
#include <cstddef>

namespace otto {
namespace {

std::int64_t floorDivide(std::int64_t a, std::int64_t b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

}  // namespace

bool GapProfile::isHeard(std::int64_t second) const
{
    const std::int64_t bit = second - floorDivide(second, kSpan) * kSpan;
    return (m_heard[static_cast<std::size_t>(bit / kWordBits)] >> (bit % kWordBits) & 1U) != 0;
}

void GapProfile::set(std::int64_t second, bool isHeard)
{
    const std::int64_t bit = second - floorDivide(second, kSpan) * kSpan;
    std::uint64_t& word = m_heard[static_cast<std::size_t>(bit / kWordBits)];
    const std::uint64_t mask = std::uint64_t{1} << (bit % kWordBits);
    word = isHeard ? word | mask : word & ~mask;
}

std::int64_t GapProfile::after(std::int64_t second) const
{
    while (true) {
        ++second;
        const std::int64_t bit = second - floorDivide(second, kSpan) * kSpan;
        const std::uint64_t rest =
            m_heard[static_cast<std::size_t>(bit / kWordBits)] >> (bit % kWordBits);
        if (rest != 0) {
            return second + std::countr_zero(rest);
        }
        second += kWordBits - 1 - bit % kWordBits;
    }
}

std::int64_t GapProfile::before(std::int64_t second) const
{
    while (true) {
        --second;
        const std::int64_t bit = second - floorDivide(second, kSpan) * kSpan;
        const std::uint64_t rest = m_heard[static_cast<std::size_t>(bit / kWordBits)]
                                   << (kWordBits - 1 - bit % kWordBits);
        if (rest != 0) {
            return second - std::countl_zero(rest);
        }
        second -= bit % kWordBits;
    }
}

void GapProfile::addGap(std::int64_t length)
{
    ++m_gaps[length];
    ++m_count;
}

void GapProfile::removeGap(std::int64_t length)
{
    const auto gap = m_gaps.find(length);
    if (--gap->second == 0) {
        m_gaps.erase(gap);
    }
    --m_count;
}

void GapProfile::forgetUpTo(std::int64_t second)
{
    while (m_oldest && *m_oldest <= second) {
        set(*m_oldest, false);
        if (*m_oldest == m_newest) {
            m_oldest.reset();
            return;
        }
        const std::int64_t next = after(*m_oldest);
        removeGap(next - *m_oldest);
        m_oldest = next;
    }
}

void GapProfile::hear(Instant at)
{
    const std::int64_t second = floorDivide(at.ms, 1000);
    if (m_oldest && second == m_newest) {
        return;
    }
    if (m_oldest && second > m_newest) {
        forgetUpTo(second - kSpan);
    }
    if (!m_oldest) {
        m_oldest = second;
        m_newest = second;
    } else if (second > m_newest) {
        addGap(second - m_newest);
        m_newest = second;
    } else if (second <= m_newest - kSpan || isHeard(second)) {
        return;
    } else if (second < *m_oldest) {
        addGap(*m_oldest - second);
        m_oldest = second;
    } else {
        const std::int64_t earlier = before(second);
        const std::int64_t later = after(second);
        removeGap(later - earlier);
        addGap(second - earlier);
        addGap(later - second);
    }
    set(second, true);
}

std::optional<Duration> GapProfile::usual() const
{
    if (m_count < kGapsMin) {
        return std::nullopt;
    }
    std::uint32_t longer = m_count / 1000;
    for (auto gap = m_gaps.rbegin(); gap != m_gaps.rend(); ++gap) {
        if (gap->second > longer) {
            return std::chrono::seconds{gap->first};
        }
        longer -= gap->second;
    }
    return std::nullopt;
}

}  // namespace otto
