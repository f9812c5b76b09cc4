// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/EngineStatus.h"
#include "ui/frame/BannerBar.h"

#include <QList>
#include <QString>

#include <optional>

namespace otto {

/// The latest set of rules was refused; its button leads to the Rules screen.
inline const QString kRulesNotice = QStringLiteral("rules");

/// What the line above the screens has to say about the engine, one entry for each condition that
/// can hold; absent text means that it does not.
struct StatusNotice
{
    /// "engine", "broker", "duty", "warning", kRulesNotice: key of BannerBar.
    QString key;
    std::optional<BannerBar::Notice> notice;
};

/// `silentSince` is when the engine's last delta came, if it has been silent for too long.
QList<StatusNotice> statusNotices(const EngineStatus& status, std::optional<Instant> silentSince);

}  // namespace otto
