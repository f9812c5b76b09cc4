// SPDX-License-Identifier: Apache-2.0
#include "ui/frame/NavigationRail.h"

#include "ui/theme/Theme.h"
#include "ui/widgets/DisplayText.h"

#include <QAbstractButton>
#include <QAction>
#include <QKeyEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kRailWidth = 160;
constexpr int kEntryHeight = 34;
constexpr int kIcon = 18;
constexpr int kBadgeHeight = 18;
constexpr int kMostShown = 9999;

}  // namespace

class NavigationRail::Button : public QAbstractButton
{
public:
    Button(QAction* action, QWidget* parent) : QAbstractButton(parent), m_action(action)
    {
        setCheckable(true);
        setFocusPolicy(Qt::TabFocus);
        setAttribute(Qt::WA_Hover);
        setCursor(Qt::PointingHandCursor);
        setFixedHeight(kEntryHeight);
        connect(action, &QAction::changed, this, [this] { follow(); });
        connect(this, &QAbstractButton::clicked, this, [this] {
            m_action->trigger();
            // A click on the current screen's button must not uncheck it.
            follow();
        });
        follow();
    }

    void setBadge(int count, Tone tone)
    {
        m_count = count;
        m_tone = tone;
        follow();
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        const ThemeColors& colors = theme.colors();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF plate = QRectF(rect()).adjusted(kSpace2, 1, -kSpace2, -1);
        if (isChecked() || underMouse()) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(isChecked() ? colors.surface : colors.surfaceAlt);
            painter.drawRoundedRect(plate, 5, 5);
        }
        if (isChecked()) {
            painter.setBrush(colors.accent);
            painter.setPen(Qt::NoPen);
            painter.drawRoundedRect(QRectF(plate.left(), plate.top() + 7, 3, plate.height() - 14),
                                    1.5, 1.5);
        }
        if (hasFocus()) {
            painter.setPen(QPen(colors.accent, 2));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(plate.adjusted(1, 1, -1, -1), 4, 4);
        }
        const QRect icon(kSpace2 + 10, (height() - kIcon) / 2, kIcon, kIcon);
        m_action->icon().paint(&painter, icon);
        const int badge = paintBadge(painter);
        painter.setFont(theme.font(isChecked() ? TextRole::BodyStrong : TextRole::BodyText));
        painter.setPen(colors.text);
        const QRect label(icon.right() + 11, 0, width() - badge - icon.right() - 11 - kSpace3,
                          height());
        painter.drawText(label, Qt::AlignVCenter | Qt::AlignLeft,
                         painter.fontMetrics().elidedText(text(), Qt::ElideRight, label.width()));
    }

    void keyPressEvent(QKeyEvent* event) override
    {
        switch (event->key()) {
        case Qt::Key_Up: focusNextPrevChild(false); return;
        case Qt::Key_Down: focusNextPrevChild(true); return;
        case Qt::Key_Return:
        case Qt::Key_Enter: click(); return;
        default: QAbstractButton::keyPressEvent(event);
        }
    }

private:
    void follow()
    {
        setText(m_action->text().remove(QLatin1Char('&')));
        setChecked(m_action->isChecked());
        const QString keys = m_action->shortcut().toString(QKeySequence::NativeText);
        setToolTip(keys.isEmpty() ? text() : text() + QStringLiteral("  ") + keys);
        setAccessibleName(m_count == 0 ? text()
                                       : QStringLiteral("%1, %2").arg(text(), countText(m_count)));
        setAccessibleDescription(keys);
        update();
    }

    // Returns the width that the badge takes from the right.
    int paintBadge(QPainter& painter) const
    {
        if (m_count == 0) {
            return 0;
        }
        const Theme& theme = Theme::current();
        const ThemeColors& colors = theme.colors();
        const QString number =
            m_count > kMostShown ? countText(kMostShown) + QLatin1Char('+') : countText(m_count);
        const QFont font = theme.font(TextRole::Caption);
        const int width = QFontMetrics(font).horizontalAdvance(number) + 12;
        const QRectF plate(this->width() - kSpace2 - 7 - width, (height() - kBadgeHeight) / 2.0,
                           width, kBadgeHeight);
        painter.setFont(font);
        if (m_tone == Tone::Critical || m_tone == Tone::High) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.color(m_tone));
            painter.drawRoundedRect(plate, kBadgeHeight / 2.0, kBadgeHeight / 2.0);
            painter.setPen(theme.isDark() ? colors.window : colors.surface);
        } else {
            painter.setPen(colors.textSecondary);
        }
        painter.drawText(plate, Qt::AlignCenter, number);
        return width + 7;
    }

    QAction* m_action;
    int m_count = 0;
    Tone m_tone = Tone::Neutral;
};

NavigationRail::NavigationRail(QWidget* parent) : QWidget(parent), m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("rail"));
    setAccessibleName(tr("Screens"));
    setFixedWidth(kRailWidth);
    m_layout->setContentsMargins(0, kSpace2, 0, kSpace2);
    m_layout->setSpacing(0);
    m_layout->addStretch(1);
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void NavigationRail::addEntry(const QString& id, QAction* action)
{
    auto* button = new Button(action, this);
    button->setObjectName(QStringLiteral("rail.") + id);
    m_buttons.insert(id, button);
    m_layout->insertWidget(m_layout->count() - 1, button);
}

void NavigationRail::setBadge(const QString& id, int count, Tone tone)
{
    if (Button* button = m_buttons.value(id)) {
        button->setBadge(count, tone);
    }
}

void NavigationRail::paintEvent(QPaintEvent*)
{
    const ThemeColors& colors = Theme::current().colors();
    QPainter painter(this);
    painter.fillRect(rect(), colors.rail);
    painter.fillRect(QRect(width() - 1, 0, 1, height()), colors.border);
}

}  // namespace otto
