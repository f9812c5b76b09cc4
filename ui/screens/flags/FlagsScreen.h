// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FlagView.h"

#include <QWidget>

namespace otto {

class EngineClient;
class FilterEdit;
class FlagInspector;
class FlagsModel;
class TableView;
class ViewTabs;

/// The inbox of flags: what is wrong, how long there is to act, and the one next step. Feeds itself from
/// the client's deltas. Object name "flagsScreen".
class FlagsScreen : public QWidget
{
    Q_OBJECT

public:
    explicit FlagsScreen(EngineClient& client, QWidget* parent = nullptr);

    /// Selects a flag, switching to a view that holds it. Unknown flags are ignored.
    void showFlag(const FlagId& id);

Q_SIGNALS:
    void paymentRequested(const otto::PaymentId& id);
    /// A record of the evidence, to be shown in the stream.
    void recordRequested(const otto::RecordRef& at);
    /// How many flags are open, and how many of them are critical; for the rail's badge.
    void openCountChanged(int open, int critical);
};

}  // namespace otto
