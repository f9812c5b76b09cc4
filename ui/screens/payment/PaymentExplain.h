// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/RuleView.h"

#include <QWidget>

class QComboBox;

namespace otto {

class EngineClient;
class ExplainPanel;
class RuleBook;

/// Why a rule holds on the payment, or why not: any rule about payments that is in force, that of
/// the chosen flag first.
class PaymentExplain : public QWidget
{
    Q_OBJECT

public:
    explicit PaymentExplain(EngineClient& client, QWidget* parent = nullptr);

    /// `rule`: that of the flag that is acted on; empty for none, then the choice stays.
    void setSubject(const PaymentId& payment, const QString& rule);
    void clear();

Q_SIGNALS:
    void recordRequested(const otto::RecordRef& at);

private:
    void fillRules();
    void explain();

    RuleBook& m_book;
    PaymentId m_payment;
    /// Of the flag that was shown last: another one moves the choice, the same does not.
    QString m_flagRule;
    QComboBox* m_rules;
    ExplainPanel* m_panel;
};

}  // namespace otto
