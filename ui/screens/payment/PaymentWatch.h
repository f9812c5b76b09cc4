// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/request/Requests.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace otto {

class EngineClient;
struct Delta;

/// Keeps the view of one payment fresh: asks for it when it is chosen and again whenever a delta
/// touched it, one request at a time and at most every kLeastMs. GUI thread only.
class PaymentWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr int kLeastMs = 250;

    explicit PaymentWatch(EngineClient& client, QObject* parent = nullptr);

    /// An empty id watches nothing. The same id again asks anew.
    void watch(const PaymentId& id);
    const PaymentId& paymentId() const { return m_paymentId; }

Q_SIGNALS:
    void viewChanged(const otto::PaymentView& view);
    /// The engine does not know the payment, or refused.
    void failed(const otto::Error& error);
    /// A delta touched the payment; a fresh view follows.
    void touched();

private:
    void applyDelta(const Delta& delta);
    void request();

    EngineClient& m_client;
    PaymentId m_paymentId;
    /// Counts watch(): a reply for a payment left behind is dropped.
    quint64 m_generation = 0;
    bool m_isUnderWay = false;
    bool m_isStale = false;
    QTimer m_pause;
    QElapsedTimer m_sinceRequest;
};

}  // namespace otto
