// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/FilterEdit.h"

#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/DisplayText.h"
#include "ui/widgets/OttoLabel.h"

#include <QAction>
#include <QKeyEvent>
#include <QStyle>
#include <QTimer>

namespace otto {

namespace {

constexpr int kPauseMs = 120;
constexpr int kClearButtonWidth = 26;

}  // namespace

FilterEdit::FilterEdit(const QString& accessibleName, QWidget* parent)
    : QLineEdit(parent),
      m_icon(addAction(themeIcon("search", IconTint::Secondary), QLineEdit::LeadingPosition)),
      m_count(new OttoLabel(QString(), TextRole::Small, OttoLabel::Ink::Secondary, this)),
      m_delay(new QTimer(this))
{
    setAccessibleName(accessibleName);
    setPlaceholderText(accessibleName);
    setClearButtonEnabled(true);
    setMinimumWidth(220);
    setMaxLength(4096);
    if (auto* clear = findChild<QAction*>(QStringLiteral("_q_qlineeditclearaction"))) {
        clear->setIcon(themeIcon("x", IconTint::Secondary));
    }
    m_count->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_count->hide();
    m_delay->setSingleShot(true);
    m_delay->setInterval(kPauseMs);
    connect(m_delay, &QTimer::timeout, this, &FilterEdit::announce);
    connect(this, &QLineEdit::textChanged, m_delay, qOverload<>(&QTimer::start));
    connect(&Theme::current(), &Theme::changed, this, &FilterEdit::applyTheme);
}

void FilterEdit::setCount(qint64 shown, qint64 total)
{
    m_count->setVisible(total >= 0);
    if (total >= 0) {
        // A row that is over but still held under the cursor is shown and not counted.
        m_count->setText(shown >= total ? countText(total)
                                        : tr("%1 of %2").arg(countText(shown), countText(total)));
        setAccessibleDescription(tr("%1 of %2 rows").arg(countText(shown), countText(total)));
    }
    placeCount();
}

QString FilterEdit::countLabel() const
{
    return m_count->isHidden() ? QString() : m_count->fullText();
}

void FilterEdit::setError(const QString& error)
{
    setToolTip(error);
    const bool invalid = !error.isEmpty();
    if (property("invalid").toBool() != invalid) {
        setProperty("invalid", invalid);
        applyTheme();
    }
}

void FilterEdit::setFocusTarget(QWidget* target)
{
    m_focusTarget = target;
}

void FilterEdit::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (!text().isEmpty()) {
            clear();
            announce();
        } else if (m_focusTarget != nullptr) {
            m_focusTarget->setFocus(Qt::OtherFocusReason);
        }
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Down:
        announce();
        if (m_focusTarget != nullptr) {
            m_focusTarget->setFocus(Qt::OtherFocusReason);
        }
        return;
    default: QLineEdit::keyPressEvent(event);
    }
}

void FilterEdit::resizeEvent(QResizeEvent* event)
{
    QLineEdit::resizeEvent(event);
    placeCount();
}

void FilterEdit::announce()
{
    m_delay->stop();
    if (text() == m_announced || !mayAnnounce()) {
        return;
    }
    m_announced = text();
    Q_EMIT filterChanged(m_announced);
}

void FilterEdit::setLeadingIcon(const char* name, IconTint tint)
{
    m_icon->setIcon(themeIcon(name, tint));
}

void FilterEdit::applyTheme()
{
    style()->unpolish(this);
    style()->polish(this);
    placeCount();
}

void FilterEdit::placeCount()
{
    const QSize size = m_count->sizeHint();
    const int right = width() - kClearButtonWidth - size.width();
    m_count->setGeometry(right, (height() - size.height()) / 2, size.width(), size.height());
    setTextMargins(0, 0, m_count->isHidden() ? 0 : size.width() + kSpace2, 0);
}

}  // namespace otto
