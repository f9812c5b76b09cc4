// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/payment/PaymentWatch.h"

#include "core/engine/view/Delta.h"
#include "ui/port/EngineClient.h"

#include <algorithm>

namespace otto {

namespace {

bool touches(const Delta& delta, const PaymentId& id)
{
    const auto ofPayment = [&id](const auto& row) { return row.paymentId == id; };
    return std::find(delta.paymentsTouched.begin(), delta.paymentsTouched.end(), id)
               != delta.paymentsTouched.end()
           || std::any_of(delta.flags.begin(), delta.flags.end(), ofPayment)
           || std::any_of(delta.questions.begin(), delta.questions.end(), ofPayment)
           || std::any_of(delta.oddAnswers.begin(), delta.oddAnswers.end(), ofPayment)
           || std::any_of(delta.fixes.begin(), delta.fixes.end(), ofPayment);
}

}  // namespace

PaymentWatch::PaymentWatch(EngineClient& client, QObject* parent)
    : QObject(parent), m_client(client)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_isStale && !m_isUnderWay) {
            request();
        }
    });
    connect(&client, &EngineClient::deltaApplied, this, &PaymentWatch::applyDelta);
}

void PaymentWatch::watch(const PaymentId& id)
{
    m_paymentId = id;
    ++m_generation;
    m_isUnderWay = false;
    m_isStale = false;
    m_pause.stop();
    if (!m_paymentId.empty()) {
        request();
    }
}

void PaymentWatch::applyDelta(const Delta& delta)
{
    if (m_paymentId.empty() || !touches(delta, m_paymentId)) {
        return;
    }
    m_isStale = true;
    Q_EMIT touched();
    if (m_isUnderWay || m_pause.isActive()) {
        return;
    }
    const qint64 elapsed = m_sinceRequest.isValid() ? m_sinceRequest.elapsed() : kLeastMs;
    if (elapsed >= kLeastMs) {
        request();
    } else {
        m_pause.start(static_cast<int>(kLeastMs - elapsed));
    }
}

void PaymentWatch::request()
{
    m_isUnderWay = true;
    m_isStale = false;
    m_sinceRequest.start();
    const auto finish = [this] {
        m_isUnderWay = false;
        if (m_isStale) {
            m_pause.start(
                static_cast<int>(std::max<qint64>(0, kLeastMs - m_sinceRequest.elapsed())));
        }
    };
    m_client.ask<PaymentQuery>(
        PaymentQuery{m_paymentId}, this,
        [this, finish, generation = m_generation](const PaymentView& view) {
            if (generation == m_generation) {
                finish();
                Q_EMIT viewChanged(view);
            }
        },
        [this, finish, generation = m_generation](const Error& error) {
            if (generation == m_generation) {
                finish();
                Q_EMIT failed(error);
            }
        });
}

}  // namespace otto
