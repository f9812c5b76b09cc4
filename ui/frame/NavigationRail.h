// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/Tone.h"

#include <QHash>
#include <QWidget>

class QAction;
class QVBoxLayout;

namespace otto {

/// The left rail: one button per screen with icon, label and badge; its shortcut is in the tooltip.
/// Buttons follow their checkable QActions; the rail itself holds no state. Up and Down move
/// between the buttons.
class NavigationRail : public QWidget
{
    Q_OBJECT

public:
    explicit NavigationRail(QWidget* parent = nullptr);

    /// `action` carries text, icon and shortcut and outlives the rail.
    void addEntry(const QString& id, QAction* action);

    /// 0 removes the badge.
    void setBadge(const QString& id, int count, Tone tone);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    class Button;
    QVBoxLayout* m_layout;
    QHash<QString, Button*> m_buttons;
};

}  // namespace otto
