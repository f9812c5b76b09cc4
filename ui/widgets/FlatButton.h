// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

class QAction;

namespace otto {

/// A button without a frame for tool bars and title lines: icon, text or both, with room between
/// them (QToolButton leaves 2 px). The tooltip names the key of its action.
class FlatButton : public QToolButton
{
    Q_OBJECT

public:
    explicit FlatButton(QWidget* parent = nullptr);

    /// `icon` is a name of resources/icons or null; `text` may be empty, `tip` may not: it is the
    /// accessible name, too.
    FlatButton(const char* icon, const QString& text, const QString& tip,
               QWidget* parent = nullptr);

    /// Follows the action: text, icon, checked, enabled, tooltip with its key.
    explicit FlatButton(QAction* action, QWidget* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionToolButton* option) const override;

private:
    void followAction();
};

}  // namespace otto
