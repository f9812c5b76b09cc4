// SPDX-License-Identifier: Apache-2.0
#include "ui/screens/flags/ActionPanel.h"

#include "ui/dialogs/NoticeLine.h"
#include "ui/models/ViewText.h"
#include "ui/screens/flags/PaymentActions.h"
#include "ui/theme/Theme.h"
#include "ui/theme/ThemeIcon.h"
#include "ui/widgets/OttoLabel.h"

#include <QAction>
#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace otto {

namespace {

constexpr int kColumns = 2;

QString withKey(const QString& text, const QString& key)
{
    QString shown = text.left(60);
    shown.replace(QLatin1Char('&'), QStringLiteral("&&"));
    return key.isEmpty() ? shown : QString(shown + QStringLiteral("  ·  ") + key);
}

QString keyOf(const QAction* action)
{
    QString key = action->shortcut().toString(QKeySequence::NativeText);
    return key.replace(QStringLiteral("Shift+"), QStringLiteral("⇧"));
}

}  // namespace

ActionPanel::ActionPanel(PaymentActions& actions, QWidget* parent)
    : QWidget(parent),
      m_actions(actions),
      m_nextStep(new QPushButton),
      m_waitingFor(new OttoLabel(QString(), TextRole::BodyText, OttoLabel::Ink::Secondary)),
      m_grid(new QGridLayout),
      m_notice(new NoticeLine)
{
    m_nextStep->setObjectName(QStringLiteral("nextStep"));
    m_nextStep->setProperty("primary", true);
    m_nextStep->setIcon(themeIcon("arrow-right", IconTint::OnAccent));
    m_nextStep->setMinimumHeight(34);
    // Enter presses it when it has the focus.
    m_nextStep->setAutoDefault(true);
    m_waitingFor->setObjectName(QStringLiteral("waitingFor"));
    m_waitingFor->setWordWrap(true);
    m_grid->setHorizontalSpacing(kSpace2);
    m_grid->setVerticalSpacing(kSpace1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace2);
    layout->addWidget(m_nextStep);
    layout->addWidget(m_waitingFor);
    m_grid->setColumnStretch(0, 3);
    m_grid->setColumnStretch(1, 2);
    layout->addLayout(m_grid);
    layout->addWidget(m_notice);
    for (QAction* action : actions.all()) {
        addButton(action);
    }
    connect(m_nextStep, &QPushButton::clicked, &actions, &PaymentActions::takeNextStep);
    connect(&actions, &PaymentActions::changed, this, &ActionPanel::refresh);
    connect(&actions, &PaymentActions::accepted, m_notice, &NoticeLine::setNotice);
    connect(&actions, &PaymentActions::refused, m_notice, &NoticeLine::setRefusal);
    refresh();
}

bool ActionPanel::focusNextStep()
{
    if (m_nextStep->isHidden()) {
        return false;
    }
    m_nextStep->setFocus(Qt::OtherFocusReason);
    return true;
}

void ActionPanel::addAction(QAction* action)
{
    addButton(action);
    refresh();
}

void ActionPanel::addButton(QAction* action)
{
    auto* button = new QPushButton;
    button->setObjectName(QString(action->objectName())
                              .replace(QStringLiteral("action."), QStringLiteral("button.")));
    button->setIcon(action->icon());
    button->setAutoDefault(false);
    // Left, so that six buttons read as a list.
    button->setStyleSheet(QStringLiteral("text-align: left; padding: 0 8px;"));
    m_buttons.append({action, button});
    placeButtons();
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, this, &ActionPanel::refresh);
}

void ActionPanel::placeButtons()
{
    int at = 0;
    for (const auto& [action, button] : std::as_const(m_buttons)) {
        m_grid->addWidget(button, at / kColumns, at % kColumns);
        ++at;
    }
}

void ActionPanel::hideButton(QAction* action)
{
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        if (m_buttons[i].first == action) {
            delete m_buttons.takeAt(i).second;
            break;
        }
    }
    placeButtons();
}

void ActionPanel::setFlag(const std::optional<FlagView>& flag)
{
    m_flag = flag;
    refresh();
}

void ActionPanel::refresh()
{
    const QString next = m_actions.nextStepText();
    m_nextStep->setVisible(!next.isEmpty());
    m_nextStep->setText(withKey(next, tr("Enter")));
    m_nextStep->setAccessibleName(tr("Next step: %1").arg(next));
    QString waiting;
    if (m_flag && m_flag->isOpen && !m_flag->waitingFor.empty()) {
        waiting = tr("Waiting for %1").arg(qText(m_flag->waitingFor).left(1000));
    }
    m_waitingFor->setText(waiting);
    m_waitingFor->setVisible(!waiting.isEmpty());
    for (const auto& [action, button] : std::as_const(m_buttons)) {
        const QString obstacle =
            m_actions.all().contains(action) ? m_actions.obstacleOf(action) : QString();
        button->setText(withKey(action->iconText(), keyOf(action)));
        button->setEnabled(action->isEnabled() && obstacle.isEmpty());
        button->setAccessibleName(action->text());
        button->setAccessibleDescription(obstacle);
        button->setToolTip(obstacle.toHtmlEscaped());
    }
}

}  // namespace otto
