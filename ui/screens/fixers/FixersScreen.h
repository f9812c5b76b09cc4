// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QWidget>

namespace otto {

class EngineClient;

/// Fixers: those in flight, all that were sent, and the catalogue. Object name "fixersScreen".
class FixersScreen : public QWidget
{
    Q_OBJECT

public:
    explicit FixersScreen(EngineClient& client, QWidget* parent = nullptr);

    /// Selects a fix, switching to the tab that holds it. Unknown ones are ignored.
    void showFix(const CommandId& id);

Q_SIGNALS:
    void paymentRequested(const otto::PaymentId& id);
    void recordRequested(const otto::RecordRef& at);
    /// Fixes that are not verified yet; for the rail's badge.
    void inFlightCountChanged(int count);
};

}  // namespace otto
