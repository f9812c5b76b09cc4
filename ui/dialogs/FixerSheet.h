// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FixView.h"

#include <QDialog>

namespace otto {

class EngineClient;

/// Sending one fixer by hand: a form made from the engine's description, the exact record it would put on
/// the wire, and after sending the three ticks. Not blocking: open() shows it over the window. Deletes
/// itself when closed. Object name "fixerSheet".
class FixerSheet : public QDialog
{
    Q_OBJECT

public:
    FixerSheet(EngineClient& client, const QString& fixer, const PaymentId& paymentId,
               QWidget* parent);
};

}  // namespace otto
