// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QPushButton;

namespace otto {

class OttoLabel;

/// What a pane shows when it has nothing to show: a quiet icon, a title, one sentence that says
/// what would appear here or how to get it back, and at most one action. Never a blank page.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    /// `icon` is a name of resources/icons; may be null.
    EmptyState(const char* icon, const QString& title, const QString& sentence,
               QWidget* parent = nullptr);

    void setText(const QString& title, const QString& sentence);

    /// Empty text removes the button.
    void setAction(const QString& text);

Q_SIGNALS:
    void actionTriggered();

private:
    OttoLabel* m_icon;
    OttoLabel* m_title;
    OttoLabel* m_sentence;
    QPushButton* m_action;
    const char* m_iconName;
};

}  // namespace otto
