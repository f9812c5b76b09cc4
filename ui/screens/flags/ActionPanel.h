// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/engine/view/FlagView.h"

#include <QList>
#include <QWidget>

#include <optional>
#include <utility>

class QAction;
class QGridLayout;
class QPushButton;

namespace otto {

class NoticeLine;
class OttoLabel;
class PaymentActions;

/// The advised next step as one primary button, what is waited for, the other acts with their keys,
/// and below them what came of the last one. Object names: "nextStep", "button.<action>", "notice".
class ActionPanel : public QWidget
{
    Q_OBJECT

public:
    explicit ActionPanel(PaymentActions& actions, QWidget* parent = nullptr);

    /// One more act of the screen, beside the others.
    void addAction(QAction* action);

    /// An act that has no place on this screen.
    void hideButton(QAction* action);

    /// Enter then takes it. False when there is none to press.
    bool focusNextStep();

    /// The flag whose next step is advised; none on a payment without one.
    void setFlag(const std::optional<FlagView>& flag);
    NoticeLine* notice() const { return m_notice; }

private:
    void addButton(QAction* action);
    void placeButtons();
    void refresh();

    PaymentActions& m_actions;
    std::optional<FlagView> m_flag;
    QPushButton* m_nextStep;
    OttoLabel* m_waitingFor;
    QGridLayout* m_grid;
    QList<std::pair<QAction*, QPushButton*>> m_buttons;
    NoticeLine* m_notice;
};

}  // namespace otto
