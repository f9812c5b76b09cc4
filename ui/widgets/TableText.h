// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

namespace otto {

/// One field of tab-separated text for a spreadsheet: tabs and line breaks become spaces, hidden
/// characters become visible escapes, and text that a spreadsheet would run as a formula (leading
/// =, +, -, @, unless it is a plain number) gets an apostrophe before it.
QString tsvField(const QString& text);

/// The fields joined by tabs, without a line end.
QString tsvLine(const QStringList& fields);

}  // namespace otto
