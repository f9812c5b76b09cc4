// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/PaymentView.h"

#include <QWidget>

namespace otto {

class IdLabel;
class NoticeLine;
class OttoLabel;
class Pill;

/// Which payment this is: id, amount, rail, where it stands since when and until when, its masked
/// parties, and what is missing of its facts. Ages are drawn for setNow().
class PaymentHeader : public QWidget
{
    Q_OBJECT

public:
    explicit PaymentHeader(QWidget* parent = nullptr);

    void setPayment(const PaymentView& view);
    void setNow(Instant now);

private:
    void refreshTimes();

    PaymentView m_view;
    Instant m_now;
    IdLabel* m_id;
    OttoLabel* m_amount;
    Pill* m_status;
    OttoLabel* m_age;
    OttoLabel* m_sla;
    Pill* m_flags;
    OttoLabel* m_route;
    NoticeLine* m_gaps;
};

}  // namespace otto
