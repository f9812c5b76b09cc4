// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <Qt>

namespace otto {

/// Item data roles that table models serve and TableView and the delegates read. Instants are
/// milliseconds since the epoch, UTC (qint64). Serve only the roles a column's delegate reads.
enum CellRole : int {
    /// Every column. Stable identity of the row (QString): payment id, flag id, question id, ...
    IdRole = Qt::UserRole + 1,

    /// Any CellDelegate. Dimmed text after the main text (QString).
    SecondaryTextRole,
    /// Any CellDelegate. Text to copy instead of the shown one (QString).
    CopyTextRole,
    /// Any CellDelegate. True draws a red notch at the left edge: the record could not be decoded.
    NotchRole,

    /// SeverityDelegate, StateDelegate, and text colour of CellDelegate: int(Tone).
    ToneRole,
    /// SeverityDelegate, StateDelegate: true when the thing is closed: drawn as outline.
    ClosedRole,

    /// AgeDelegate, SlaDelegate, RingDelegate: when the thing began.
    StartedRole,
    /// SlaDelegate, RingDelegate: when it is due. Invalid: no deadline, an en dash is shown.
    DeadlineRole,
    /// SlaDelegate, RingDelegate, AgeDelegate: when it ended; freezes the value. Invalid: still
    /// running.
    EndedRole,

    /// TicksDelegate: int(TickState) of FixView.h for each of the three, and one sentence each for
    /// the tooltip.
    SentTickRole,
    AnsweredTickRole,
    VerifiedTickRole,
    SentTextRole,
    AnsweredTextRole,
    VerifiedTextRole,

    /// MoneyDelegate: minor units (qint64), number of decimals (int, default 2), ISO 4217 code
    /// (QString).
    MinorUnitsRole,
    DecimalsRole,
    CurrencyRole,

    /// First role free for a model's own use.
    FirstModelRole = Qt::UserRole + 64
};

}  // namespace otto
