// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/ToastStack.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/theme/ToneGlyph.h"
#include "ui/widgets/OttoLabel.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kMostShown = 4;
constexpr int kLifeMs = 6000;
constexpr int kWidth = 380;
constexpr int kGlyph = 16;

bool staysUntilClosed(Tone tone)
{
    return tone == Tone::Critical || tone == Tone::High;
}

}  // namespace

class ToastStack::Toast : public QWidget
{
public:
    Toast(ToastStack* stack, Tone tone, const QString& title, const QString& reason)
        : QWidget(stack), m_tone(tone), m_title(title), m_reason(reason), m_life(this)
    {
        setFixedWidth(kWidth);
        setAccessibleName(toneWord(tone) + QStringLiteral(": ") + title
                          + (reason.isEmpty() ? QString() : QStringLiteral(". ") + reason));
        auto* titleLabel = new OttoLabel(title, TextRole::BodyStrong);
        titleLabel->setWordWrap(true);
        auto* close = new QToolButton;
        close->setIcon(themeIcon("x", IconTint::Secondary));
        close->setIconSize({14, 14});
        close->setFocusPolicy(Qt::NoFocus);
        close->setAccessibleName(ToastStack::tr("Close message"));
        auto* texts = new QVBoxLayout;
        texts->setSpacing(2);
        texts->addWidget(titleLabel);
        if (!reason.isEmpty()) {
            auto* reasonLabel =
                new OttoLabel(reason, TextRole::BodyText, OttoLabel::Ink::Secondary);
            reasonLabel->setWordWrap(true);
            texts->addWidget(reasonLabel);
        }
        auto* layout = new QHBoxLayout(this);
        layout->setContentsMargins(kSpace4 + kGlyph + kSpace2, kSpace3, kSpace2, kSpace3);
        layout->setSpacing(kSpace2);
        layout->addLayout(texts, 1);
        layout->addWidget(close, 0, Qt::AlignTop);
        setFixedHeight(layout->heightForWidth(kWidth));
        m_life.setSingleShot(true);
        connect(&m_life, &QTimer::timeout, this, [this, stack] { stack->remove(this); });
        connect(close, &QToolButton::clicked, this, [this, stack] { stack->remove(this); });
        renew();
    }

    void renew()
    {
        if (!staysUntilClosed(m_tone)) {
            m_life.start(kLifeMs);
        }
    }

    bool says(Tone tone, const QString& title, const QString& reason) const
    {
        return tone == m_tone && title == m_title && reason == m_reason;
    }

    QString title() const { return m_title; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(theme.colors().borderStrong, 1.0));
        painter.setBrush(theme.colors().surface);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6.0, 6.0);
        paintToneGlyph(painter, QRectF(kSpace4, kSpace3 + 1, kGlyph, kGlyph), m_tone,
                       GlyphFill::Filled, theme.colors().surface);
    }

    void enterEvent(QEnterEvent*) override { m_life.stop(); }

    void leaveEvent(QEvent*) override { renew(); }

private:
    Tone m_tone;
    QString m_title;
    QString m_reason;
    QTimer m_life;
};

ToastStack::ToastStack(QWidget* parent) : QWidget(parent)
{
    setAccessibleName(tr("Messages"));
    setFocusPolicy(Qt::NoFocus);
    parent->installEventFilter(this);
    hide();
}

void ToastStack::show(Tone tone, const QString& title, const QString& reason)
{
    for (Toast* toast : std::as_const(m_toasts)) {
        if (toast->says(tone, title, reason)) {
            toast->renew();
            return;
        }
    }
    if (m_toasts.size() >= kMostShown) {
        remove(m_toasts.constFirst());
    }
    auto* toast = new Toast(this, tone, title, reason);
    m_toasts.append(toast);
    toast->setVisible(true);
    place();
    QAccessibleEvent alert(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QStringList ToastStack::titles() const
{
    QStringList titles;
    for (const Toast* toast : m_toasts) {
        titles.append(toast->title());
    }
    return titles;
}

void ToastStack::dismissAll()
{
    while (!m_toasts.isEmpty()) {
        remove(m_toasts.constFirst());
    }
}

bool ToastStack::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == parent() && event->type() == QEvent::Resize) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void ToastStack::place()
{
    if (m_toasts.isEmpty()) {
        hide();
        return;
    }
    int height = 0;
    for (Toast* toast : std::as_const(m_toasts)) {
        toast->move(0, height);
        height += toast->height() + kSpace2;
    }
    height -= kSpace2;
    const QWidget* host = parentWidget();
    setGeometry(host->width() - kWidth - kSpace4, host->height() - height - kSpace4, kWidth,
                height);
    setVisible(true);
    raise();
}

void ToastStack::remove(Toast* toast)
{
    m_toasts.removeAll(toast);
    toast->hide();
    toast->deleteLater();
    place();
}

}  // namespace otto
