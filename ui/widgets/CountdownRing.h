// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPainter;

namespace otto {

/// Paints a ring of which `fraction` (0 to 1) is left, clockwise from twelve; at 0 or less the ring
/// is dashed in the Critical tone with an exclamation mark.
void paintCountdownRing(QPainter& painter, const QRectF& box, double fraction);

/// Share of the way from `startedMs` to `deadlineMs` that is left at `nowMs`, 1 to 0.
double shareLeft(qint64 startedMs, qint64 deadlineMs, qint64 nowMs);

/// The ring with the time left beside it. Instants are UTC ms since the epoch; it moves with
/// setNow().
class CountdownRing : public QWidget
{
    Q_OBJECT

public:
    explicit CountdownRing(QWidget* parent = nullptr);

    void setSpan(qint64 startedMs, qint64 deadlineMs);
    void setNow(qint64 nowMs);

    QString text() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    qint64 m_started = 0;
    qint64 m_deadline = 0;
    qint64 m_now = 0;
};

}  // namespace otto
