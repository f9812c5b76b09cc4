// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QList>

#include <vector>

namespace otto {

/// Where the marks of a payment's timeline stand: a value, computed from the entries and a width,
/// and painted by TimelineView. All x are px from the content's left edge.
///
/// The axis is piecewise: entries keep their order and at least kMarkStep px between two times,
/// longer gaps share the rest of the width in proportion, and a gap of more than ten times the
/// median (and more than a second) is folded to kFoldWidth px, so that one idle night does not
/// squeeze the seconds that matter (product.md 5.4).
struct TimelineLayout
{
    static constexpr int kMarkStep = 18;
    static constexpr int kFoldWidth = 104;
    static constexpr int kMargin = 24;
    /// Right of the last mark, for its title.
    static constexpr int kTail = 104;
    static constexpr int kTickSpacing = 76;
    static constexpr int kFoldFactor = 10;
    static constexpr qint64 kFoldAtLeastMs = 1000;

    struct Mark
    {
        int lane = 0;
        int x = 0;
    };

    struct Fold
    {
        int x = 0;
        int width = 0;
        qint64 skippedMs = 0;
    };

    struct Tick
    {
        int x = 0;
        qint64 atMs = 0;
    };

    /// From top to bottom.
    QList<System> lanes;
    /// One an entry, in the order of the entries.
    QList<Mark> marks;
    QList<Fold> folds;
    QList<Tick> ticks;
    /// At least the available width; more when the marks need it.
    int contentWidth = 0;

    /// @pre `entries` are ordered by time. `lanesFirst` are shown even when they have no entry;
    /// systems beyond them follow in the order of the registry. `zoom` 1 fills `availableWidth`.
    static TimelineLayout of(const std::vector<TimelineEntry>& entries,
                             const std::vector<System>& lanesFirst, int availableWidth,
                             double zoom = 1.0);
};

}  // namespace otto
