// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/screens/stream/StreamRecord.h"

#include <QVariant>

namespace otto {

/// Columns of the stream, in their first order.
enum class StreamColumn : int {
    Time,
    EventTime,
    Gap,
    Class,
    System,
    Message,
    Payment,
    Amount,
    StatusName,
    Position,
    Size,
    Correlation,
    State,
};
inline constexpr int kStreamColumnCount = static_cast<int>(StreamColumn::State) + 1;

QVariant streamHeader(int column, int role);
QVariant streamCell(const StreamRecord& record, int column, int role);

/// RecordKind as int, for the glyph of StreamColumn::Class.
inline constexpr int kRecordKindRole = Qt::UserRole + 64;

}  // namespace otto
