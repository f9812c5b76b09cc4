// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace otto {

inline constexpr int kPrettyLevelsMax = 64;
inline constexpr qsizetype kPrettyCharactersMax = 4'000'000;

/// JSON laid out with two spaces a level, every token byte for byte as it was sent: no number is
/// read and written again, no escape is undone, no duplicate key is lost. Nothing when the bytes
/// are not a JSON object or array by their brackets and strings (values are not judged), are nested
/// deeper than kPrettyLevelsMax, or would grow beyond kPrettyCharactersMax: layout must not be a
/// way to fill memory.
std::optional<QString> prettyJson(const QByteArray& bytes);

}  // namespace otto
